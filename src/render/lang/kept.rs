//! Pictures and papers beside a log.

use crate::model::{Entry, KeptFile};

use super::one_line;

/// How large a file is, as one says it: `120 kB`, `1.2 MB`, by thousands like the limits of `crm.yaml`.
pub fn file_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            match tenths % 10 {
                0 => format!("{} MB", tenths / 10),
                rest => format!("{}.{rest} MB", tenths / 10),
            }
        }
    }
}

/// The kept files of an entry with their sizes: `[leak.jpg, 120 kB]`.
pub fn kept_files(entry: &Entry<'_>) -> Option<String> {
    let file = |file: &KeptFile| format!("[{}, {}]", one_line(&file.name), file_size(file.bytes));
    let files: Vec<String> = entry.files.iter().map(file).collect();
    (!files.is_empty()).then(|| files.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_by_thousands_and_never_too_small() {
        for (bytes, want) in [
            (1, "1 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_001, "2 kB"),
            (1_000_000, "1 MB"),
            (5_000_001, "5.1 MB"),
            (12_340_000, "12.4 MB"),
        ] {
            assert_eq!(file_size(bytes), want);
        }
    }
}
