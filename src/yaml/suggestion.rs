//! The nearest known word to one that nobody knows.

/// The word that `word` was probably meant to be: at most a third of its letters away.
pub(crate) fn suggestion(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let folded = word.to_lowercase().replace(['-', ' '], "_");
    let allowed = (folded.chars().count() / 3).clamp(1, 3);
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, candidate), *candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
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
