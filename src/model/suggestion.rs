//! The nearest known word to one that nobody knows.

/// How many slips of the keys are between two words: letters too many, too few, other ones, or changed places.
/// `None` for more than `most`, and soon where their lengths alone tell so: what is mistyped is compared with hundreds
/// of names, and may be a page long.
pub(crate) fn slips(one: &str, other: &str, most: usize) -> Option<usize> {
    let is_near = one.chars().count().abs_diff(other.chars().count()) <= most;
    is_near.then(|| strsim::damerau_levenshtein(one, other)).filter(|slips| *slips <= most)
}

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
        let slips = slips(&folded, &name.to_lowercase(), allowed)?;
        // With no letter in common it is another word.
        (slips < folded.chars().count()).then_some((slips, stands_for))
    });
    near.min().map(|(_, stands_for)| stands_for)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_up_to_a_limit() {
        for (one, other, most, want) in [
            ("owner", "owner", 0, Some(0)),
            ("onwer", "owner", 1, Some(1)),
            ("owner", "own", 2, Some(2)),
            ("owner", "own", 1, None),
            ("owner", "grade", 3, None),
            ("柏林市", "柏林", 1, Some(1)),
        ] {
            assert_eq!(slips(one, other, most), want, "{one} {other} {most}");
            assert_eq!(slips(other, one, most), want, "{other} {one} {most}");
        }
    }

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
