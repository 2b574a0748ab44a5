//! Two versions of a log made one: what either side has.

use std::collections::HashMap;

use crate::format::{BYTE_ORDER_MARK, bare_line};

/// The lines of a log without their ends: one that was saved with `\r\n` is the same line.
pub(crate) fn log_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').map(bare_line)
}

/// A log has the lines of both sides, each as often as the side that has it more often; what one of them
/// took out stays out.
pub(crate) fn log([base, ours, theirs]: &[Vec<u8>; 3]) -> Vec<u8> {
    let count = |text| {
        let mut counts: HashMap<&[u8], usize> = HashMap::new();
        log_lines(text).for_each(|line| *counts.entry(line).or_default() += 1);
        counts
    };
    let (o, a, b) = (count(base), count(ours), count(theirs));
    let of = |counts: &HashMap<&[u8], usize>, line: &[u8]| counts.get(line).copied().unwrap_or(0);
    let want = |line: &[u8]| match (of(&o, line), of(&a, line), of(&b, line)) {
        (old, our, their) if our == old => their,
        (old, our, their) if their == old => our,
        (_, our, their) => our.max(their),
    };
    let mut written: HashMap<&[u8], usize> = HashMap::new();
    let mut out = Vec::with_capacity(ours.len() + theirs.len());
    for text in [ours, theirs] {
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            let bare = bare_line(line);
            let so_far = written.entry(bare).or_default();
            if *so_far < want(bare) {
                *so_far += 1;
                // Whose line it is, it keeps the end that it has there; a mark stands at the start of the file alone.
                let line = line.strip_suffix(b"\n").unwrap_or(line);
                let is_first = out.is_empty();
                let line = line.strip_prefix(BYTE_ORDER_MARK).filter(|_| !is_first).unwrap_or(line);
                out.extend_from_slice(line);
                out.push(b'\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_what_either_side_has() {
        for (base, ours, theirs, want) in [
            ("", "a\n", "b\n", "a\nb\n"),
            ("x\n", "x\na\nb\n", "x\nb\na\n", "x\na\nb\n"),
            ("x\n", "x\na\n", "x\nb", "x\na\nb\n"),
            ("x\ny\n", "x\n", "x\ny\nz\n", "x\nz\n"),
            ("x\n", "x\nx\n", "x\na\n", "x\nx\na\n"),
            ("", "d\nd\n", "d\n", "d\nd\n"),
            ("x", "x\na\n", "x\n", "x\na\n"),
            ("x\n", "x\r\na\r\n", "x\nb\n", "x\r\na\r\nb\n"),
            ("", "a\r\n", "a\n", "a\r\n"),
            ("", "\n", "a\n", "\na\n"),
            ("x\n", "x\na\n", "\u{feff}x\nb\n", "x\na\nb\n"),
            ("x\n", "\u{feff}x\na\n", "x\nb\n", "\u{feff}x\na\nb\n"),
            ("x\n", "x\na\n", "\u{feff}b\nx\n", "x\na\nb\n"),
        ] {
            let texts = [base, ours, theirs].map(|text| text.as_bytes().to_vec());
            assert_eq!(String::from_utf8(log(&texts)).expect("text"), want, "{base:?} {ours:?} {theirs:?}");
        }
    }
}
