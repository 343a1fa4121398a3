//! Files: parts of multipart bodies.
//!
//! In: bytes, perhaps with a name and a media type. Out: a value that a member of a multipart body can hold. The
//! serializer of multipart bodies (`encode/multipart.rs`) gets the file itself and not a form of it, so that its bytes
//! are copied just once: into the body. Deliberately not here: reading from a disk.

use std::cell::RefCell;
use std::fmt;

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, Serializer};

/// A file in a multipart body.
///
/// ```
/// use tamis_runtime::File;
///
/// let file = File::from(b"id,name\n".to_vec()).with_name("seats.csv").with_media_type("text/csv");
/// assert_eq!(file.name(), Some("seats.csv"));
/// ```
///
/// Without a name of its own it is sent under that of its part, since many servers take a part without a file name for
/// a text field; without a media type it is sent as the document says, else as `application/octet-stream`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    data: Bytes,
    name: Option<String>,
    media_type: Option<String>,
}

impl File {
    /// A file of these bytes.
    pub fn new(data: impl Into<Bytes>) -> Self {
        Self {
            data: data.into(),
            name: None,
            media_type: None,
        }
    }

    /// Sets the file name that the server is told.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type that the server is told: `image/png`.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The bytes.
    #[must_use]
    pub fn data(&self) -> &Bytes {
        &self.data
    }

    /// The file name, if it has one of its own.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type, if it has one of its own.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }
}

impl fmt::Debug for File {
    /// Says how long it is, not what is in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .finish()
    }
}

impl From<Bytes> for File {
    fn from(data: Bytes) -> Self {
        Self::new(data)
    }
}

impl From<Vec<u8>> for File {
    fn from(data: Vec<u8>) -> Self {
        Self::new(data)
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&'static [u8]> for File {
    fn from(data: &'static [u8]) -> Self {
        Self::new(data)
    }
}

impl From<&'static str> for File {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

/// The name under which a file introduces itself to the serializer of multipart bodies.
pub(crate) const TOKEN: &str = "$tamis_runtime::File";

thread_local! {
    /// The file that is being serialized, for the moment in which a serializer is told [`TOKEN`].
    static AT_HAND: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// The file that introduces itself with [`TOKEN`] at this moment.
pub(crate) fn at_hand() -> Option<File> {
    AT_HAND.take()
}

impl Serialize for File {
    /// As text, which is all that other kinds of bodies can hold: an error when the bytes are not UTF-8.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AT_HAND.set(Some(self.clone()));
        let serialized = serializer.serialize_newtype_struct(TOKEN, &AsText(&self.data));
        AT_HAND.set(None);
        serialized
    }
}

struct AsText<'a>(&'a [u8]);

impl Serialize for AsText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => Err(S::Error::custom(
                "a file that is not text can only be a part of a multipart body",
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
