//! A file's bytes as the journal has them: as text where they are text.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The bytes of a file, or of a path.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::store) struct Content(pub Vec<u8>);

impl std::fmt::Debug for Content {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}", String::from_utf8_lossy(&self.0))
    }
}

impl From<&[u8]> for Content {
    fn from(bytes: &[u8]) -> Self {
        Content(bytes.to_vec())
    }
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Form {
    Text(String),
    Bytes { hex: String },
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => {
                let hex = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
                Form::Bytes { hex }.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Form::deserialize(deserializer)? {
            Form::Text(text) => Ok(Content(text.into_bytes())),
            Form::Bytes { hex } => {
                let pairs = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
                let bytes = pairs.map(|pair| u8::from_str_radix(pair?, 16).ok());
                bytes.collect::<Option<Vec<u8>>>().map(Content).ok_or_else(|| D::Error::custom("no bytes"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bytes_come_back_as_they_were() {
        for bytes in [&b""[..], b"text\n", "中文".as_bytes(), b"\xff\x00\n", b"\xef\xbb\xbfx"] {
            let text = serde_json::to_string(&Content(bytes.to_vec())).expect("json");
            assert_eq!(serde_json::from_str::<Content>(&text).expect("bytes").0, bytes, "{text}");
        }
    }
}
