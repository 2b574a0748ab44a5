//! The nearest known word to one that nobody knows.

/// The word that `word` was probably meant to be: at most a third of its letters away.
pub(crate) fn suggestion(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let folded = word.to_lowercase().replace(['-', ' '], "_");
    suggestion_of(&folded, known.iter().map(|known| (*known, *known)))
}

/// What the name stands for that `word` was probably meant to be.
pub(crate) fn suggestion_of<'k, T: Ord>(
    word: &str,
    known: impl IntoIterator<Item = (&'k str, T)>,
) -> Option<T> {
    let folded = word.to_lowercase();
    let allowed = (folded.chars().count() / 3).clamp(1, 3);
    let near = known.into_iter().filter_map(|(name, stands_for)| {
        let distance = strsim::damerau_levenshtein(&folded, &name.to_lowercase());
        // With no letter in common it is another word.
        (distance <= allowed && distance < folded.chars().count()).then_some((distance, stands_for))
    });
    near.min().map(|(_, stands_for)| stands_for)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_is_recognised() {
        let known = &["name", "owner", "country", "cadence", "cares_about"];
        for (word, want) in [
            ("onwer", Some("owner")),
            ("Owner", Some("owner")),
            ("contry", Some("country")),
            ("cares-about", Some("cares_about")),
            ("turnover", None),
            ("x", None),
        ] {
            assert_eq!(suggestion(word, known), want, "{word}");
        }
    }
}
