//! `format: byte`: bytes that travel as base64 in a string.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, display::Base64Display};
use bytes::Bytes;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

/// Bytes that travel as base64 in a JSON string: `format: byte`.
///
/// Written in the standard alphabet with padding; read in the standard or the URL-safe alphabet, with or without
/// padding.
///
/// ```
/// use tamis_runtime::Base64;
///
/// let bytes = Base64::from(b"hello".to_vec());
/// assert_eq!(bytes.to_string(), "aGVsbG8=");
/// assert_eq!(&bytes[..], b"hello");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Bytes);

/// Reads with and without padding.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const READ_STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const READ_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

impl std::ops::Deref for Base64 {
    type Target = Bytes;

    fn deref(&self) -> &Bytes {
        &self.0
    }
}

impl<B: Into<Bytes>> From<B> for Base64 {
    fn from(bytes: B) -> Self {
        Self(bytes.into())
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Base64;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("base64 text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Base64, E> {
                decode(text)
                    .map(Base64::from)
                    .map_err(|error| E::custom(format_args!("not base64: {error}")))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// The bytes of a text in either alphabet.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, base64::DecodeError> {
    let engine = if text.contains(['-', '_']) {
        &READ_URL_SAFE
    } else {
        &READ_STANDARD
    };
    engine.decode(text)
}

/// Base64 of bytes: of the pair in `Authorization: Basic`, and of bodies that are no text.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_alphabets_with_and_without_padding() {
        let bytes = Base64::from(vec![0xfb, 0xff, 0xfe, 1]);
        assert_eq!(serde_json::to_value(&bytes).unwrap(), "+//+AQ==");
        for text in ["+//+AQ==", "+//+AQ", "-__-AQ==", "-__-AQ"] {
            assert_eq!(
                serde_json::from_value::<Base64>(text.into()).unwrap(),
                bytes,
                "{text}"
            );
        }
        assert!(serde_json::from_value::<Base64>("a!".into()).is_err());
    }
}
