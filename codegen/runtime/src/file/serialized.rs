//! Files among what serde serializes: the serializer of multipart bodies gets the file itself, all others a text.

use std::cell::RefCell;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, Serializer};

use super::{Data, File};

/// The name under which a file introduces itself to the serializer of multipart bodies.
pub(crate) const TOKEN: &str = "$tamis_runtime::File";

thread_local! {
    /// The file that is being serialized, for the moment in which a serializer gets [`TOKEN`].
    static AT_HAND: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// The file that introduces itself with [`TOKEN`] at this moment.
pub(crate) fn at_hand() -> Option<File> {
    AT_HAND.take()
}

impl Serialize for File {
    /// As text, which is all that other kinds of bodies can hold: an error when the bytes are not UTF-8, or a stream.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AT_HAND.set(Some(self.clone()));
        let serialized = serializer.serialize_newtype_struct(TOKEN, &AsText(&self.data));
        AT_HAND.set(None);
        serialized
    }
}

struct AsText<'a>(&'a Data);

impl Serialize for AsText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = match self.0 {
            Data::AtHand(bytes) => bytes,
            Data::Stream(_) => {
                return Err(S::Error::custom(
                    "a file that is a stream can only be a body or a part of a multipart body",
                ));
            }
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Err(S::Error::custom(
                "a file that is not text can only be a body or a part of a multipart body",
            )),
        }
    }
}

impl<'de> Deserialize<'de> for File {
    /// From text: what a JSON body holds where the document speaks of binary data.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
