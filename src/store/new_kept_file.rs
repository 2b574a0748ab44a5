//! A file that is to be kept beside a log: read whole, and looked at, before anything is written.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::model::{KeptFile, UnsafeName, unsafe_in};

/// A file that is to be kept: what the entry says of it, and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct NewKeptFile {
    pub kept: KeptFile,
    pub bytes: Vec<u8>,
}

/// Why a file can't be kept.
#[derive(Debug)]
pub enum NotKept {
    Missing,
    /// A folder, a pipe or a device.
    NoFile,
    Unreadable(std::io::Error),
    Empty,
    TooLarge(u64),
    Name(UnsafeName),
}

impl NewKeptFile {
    /// Reads a file that is to be kept, no more of it than `limit` bytes.
    pub fn read(path: &Path, limit: u64) -> Result<Self, NotKept> {
        let failed = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => NotKept::Missing,
            _ => NotKept::Unreadable(error),
        };
        let meta = fs::metadata(path).map_err(failed)?;
        // A pipe would keep the command waiting for ever.
        if !meta.is_file() {
            return Err(NotKept::NoFile);
        }
        let name = path.file_name().unwrap_or_default();
        let name = name.to_str().ok_or(NotKept::Name(UnsafeName::Sign('\u{fffd}')))?.to_owned();
        if let Some(why) = unsafe_in(&name) {
            return Err(NotKept::Name(why));
        }
        if meta.len() > limit {
            return Err(NotKept::TooLarge(meta.len()));
        }
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
            .map_err(NotKept::Unreadable)?;
        match bytes.len() as u64 {
            0 => Err(NotKept::Empty),
            length if length > limit => Err(NotKept::TooLarge(length)),
            length => {
                let kept = KeptFile { name, sha256: sha256(&bytes), bytes: length };
                Ok(NewKeptFile { kept, bytes })
            }
        }
    }
}

/// The hash as an entry has it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
