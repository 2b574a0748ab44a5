//! The plural of English.

/// The `s` of every number but one.
pub(in crate::render) fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}
