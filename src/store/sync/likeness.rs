//! How surely one customer is another one of an earlier time, by what their files say.

use super::cards;
use super::own_values::{are_two, has_alike, has_same_number};

/// How surely a customer with a trace is the one that had the id that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// It is another one, or nothing says that it is that one.
    Not,
    /// Nothing but the trace says so, and nothing speaks against it.
    Doubtful,
    ByCard(Likeness),
    /// Its log has lines of that one.
    ByLog,
}

/// How much one file is like another one that was a customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// They are surely two customers'.
    Two,
    Unknown,
    /// They have a value alike that few others have.
    Value,
    Name,
    Number,
    Same,
}

pub(super) fn likeness(was: &[u8], is: &[u8]) -> Likeness {
    let has_name = || cards::name(was).is_some_and(|name| cards::name(is) == Some(name));
    match () {
        () if was == is => Likeness::Same,
        () if are_two(was, is) => Likeness::Two,
        () if has_same_number(was, is) => Likeness::Number,
        () if has_name() => Likeness::Name,
        () if has_alike(was, is) => Likeness::Value,
        () => Likeness::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, likeness};

    #[test]
    fn a_file_is_like_another_one_by_what_tells_customers_apart() {
        let was = "name: Alpha\nnumber: K1\ncontacts: [{name: Kurt}]\n";
        let bare = "name: Alpha\n";
        for (was, is, want) in [
            (was, was, Likeness::Same),
            (was, "name: Omega\nnumber: K1\n", Likeness::Number),
            (was, "name: Alpha\nnumber: W3\n", Likeness::Two),
            (was, "name: Alpha\n", Likeness::Name),
            (was, "name: Omega\ncontacts: [{name: Kurt}]\n", Likeness::Value),
            (was, "name: Omega\ncontacts: [{name: Carl}]\n", Likeness::Two),
            (bare, "name: Omega\ncontacts: [{name: Carl}]\n", Likeness::Unknown),
        ] {
            assert_eq!(likeness(was.as_bytes(), is.as_bytes()), want, "{was} {is}");
        }
    }
}
