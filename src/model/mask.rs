//! The signs of a mask, by which one is known again.

/// How many signs of a mask stand behind what it is.
pub(super) const SIGNS: usize = 8;
/// The digits of a mask: none that looks like another one.
pub(super) const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Whether a text is what stands for a hidden number: by chance it has as many digits as one.
pub(super) fn is_masked_phone(text: &str) -> bool {
    let signs = text.strip_prefix("phone-").map(str::as_bytes);
    signs.is_some_and(|signs| signs.len() == SIGNS && signs.iter().all(|sign| DIGITS.contains(sign)))
}
