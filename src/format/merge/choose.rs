//! The rule of every merge: who alone changed something has changed it.

/// The side that changed; `None` where both did, differently.
pub(super) fn choose<T: PartialEq>(base: Option<T>, ours: Option<T>, theirs: Option<T>) -> Option<Option<T>> {
    if ours == theirs || base == theirs {
        Some(ours)
    } else if base == ours {
        Some(theirs)
    } else {
        None
    }
}
