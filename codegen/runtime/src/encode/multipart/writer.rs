//! A multipart body in the making.
//!
//! It is written once, into one buffer, with room for a boundary; which boundary does not occur in the data is
//! known at the end. Where a file is a stream, nobody can know: then the boundary is one that nobody can guess, and the
//! buffer is cut at the places where the streams belong.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};

use bytes::Bytes;
use http::HeaderValue;
use serde_json::Error;

use crate::Body;
use crate::body::{Piece, Pieces};
use crate::file::{Data, File, Reading};

/// What each boundary begins with. A number of [`DIGITS`] digits follows, or as many letters.
const PREFIX: &str = "tamis-part-";
/// How many digits the number in a boundary has.
const DIGITS: usize = 12;
/// What a boundary that nobody can guess is made of: five bits a letter.
const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// A multipart body in the making.
pub(super) struct Writer<'a> {
    buffer: Vec<u8>,
    /// Where in the buffer there is room for a boundary.
    boundaries: Vec<usize>,
    /// Where in the buffer a stream belongs, in order.
    streams: Vec<(usize, Reading)>,
    /// Whether there was a stream that another request has.
    pub(super) is_spent: bool,
    /// Whether the body may be a list.
    pub(super) may_be_unnamed: bool,
    /// Whether the parts have no names: those of a list.
    pub(super) is_unnamed: bool,
    /// The media types that the document gives, by member.
    parts: &'a [(&'a str, &'a str)],
}

impl<'a> Writer<'a> {
    /// An empty body.
    pub(super) fn new(parts: &'a [(&'a str, &'a str)]) -> Self {
        Self {
            buffer: Vec::new(),
            boundaries: Vec::new(),
            streams: Vec::new(),
            is_spent: false,
            may_be_unnamed: false,
            is_unnamed: false,
            parts,
        }
    }

    /// The media type that the document gives a member: the first, where it lists several, unless that stands for many.
    fn media_type(&self, name: &str) -> Option<&str> {
        let (_, listed) = self.parts.iter().find(|(part, _)| *part == name)?;
        let first = listed.split(',').next()?.trim();
        (!first.is_empty() && !first.contains('*')).then_some(first)
    }

    /// Whether a member is sent as JSON, whatever it is.
    pub(super) fn is_json(&self, name: &str) -> bool {
        self.media_type(name).is_some_and(|media_type| {
            let essence = media_type.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
        })
    }

    pub(super) fn text(&mut self, name: &str, text: &str) -> Result<(), Error> {
        let media_type = self.media_type(name).map(str::to_owned);
        self.head(name, None, media_type.as_deref())?;
        self.data(text.as_bytes());
        Ok(())
    }

    pub(super) fn json(&mut self, name: &str, text: &[u8]) -> Result<(), Error> {
        let media_type = self
            .media_type(name)
            .unwrap_or("application/json")
            .to_owned();
        self.head(name, None, Some(&media_type))?;
        self.data(text);
        Ok(())
    }

    pub(super) fn file(&mut self, name: &str, file: &File) -> Result<(), Error> {
        let media_type = file
            .media_type()
            .or_else(|| self.media_type(name))
            .unwrap_or("application/octet-stream")
            .to_owned();
        let file_name = file.name().unwrap_or(name);
        self.head(name, Some(file_name), Some(&media_type))?;
        match file.data() {
            Data::AtHand(bytes) => self.data(bytes),
            Data::Stream(source) => {
                let Some(reading) = source.read() else {
                    self.is_spent = true;
                    return Err(serde::ser::Error::custom("the stream was sent before"));
                };
                self.streams.push((self.buffer.len(), reading));
                self.data(&[]);
            }
        }
        Ok(())
    }

    fn head(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&str>,
    ) -> Result<(), Error> {
        self.boundary();
        self.push("\r\n");
        if !self.is_unnamed {
            self.push("Content-Disposition: form-data; name=\"");
            self.push_quoted(name);
            if let Some(file_name) = file_name {
                self.push("\"; filename=\"");
                self.push_quoted(file_name);
            }
            self.push("\"\r\n");
        }
        if let Some(media_type) = media_type {
            if HeaderValue::from_str(media_type).is_err() {
                return Err(serde::ser::Error::custom(format_args!(
                    "{media_type:?} is not a media type"
                )));
            }
            self.push("Content-Type: ");
            self.push(media_type);
            self.push("\r\n");
        }
        self.push("\r\n");
        Ok(())
    }

    fn data(&mut self, data: &[u8]) {
        self.buffer.extend_from_slice(data);
        self.push("\r\n");
    }

    fn push(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
    }

    /// Writes a name as browsers do.
    fn push_quoted(&mut self, name: &str) {
        for byte in name.bytes() {
            match byte {
                b'"' => self.push("%22"),
                b'\r' => self.push("%0D"),
                b'\n' => self.push("%0A"),
                other => self.buffer.push(other),
            }
        }
    }

    /// Leaves room for a boundary.
    fn boundary(&mut self) {
        self.push("--");
        self.boundaries.push(self.buffer.len());
        self.push(PREFIX);
        self.buffer.extend_from_slice(&[b'-'; DIGITS]);
    }

    /// The boundary, and the body with it.
    pub(super) fn finish(mut self) -> (String, Body) {
        self.boundary();
        self.push("--\r\n");
        let boundary = if self.streams.is_empty() {
            free_boundary(&self.buffer)
        } else {
            random_boundary()
        };
        for at in self.boundaries {
            let room = self.buffer.get_mut(at..at + boundary.len());
            if let Some(room) = room {
                room.copy_from_slice(boundary.as_bytes());
            }
        }
        let mut rest = Bytes::from(self.buffer);
        if self.streams.is_empty() {
            return (boundary, Body::from(rest));
        }
        let mut pieces = Vec::new();
        let mut begin = 0;
        for (at, reading) in self.streams {
            pieces.push(Piece::AtHand(rest.split_to(at - begin)));
            pieces.push(Piece::Stream(reading));
            begin = at;
        }
        pieces.push(Piece::AtHand(rest));
        (boundary, Body::from(Pieces::new(pieces)))
    }
}

/// The first boundary that does not occur in the data.
fn free_boundary(data: &[u8]) -> String {
    let taken = numbers(data);
    // Of more numbers than are taken, one is free.
    let most = u64::try_from(taken.len()).unwrap_or(u64::MAX);
    let number = (0..=most)
        .find(|number| !taken.contains(number))
        .unwrap_or(most);
    format!("{PREFIX}{number:0DIGITS$}")
}

/// A boundary of 60 random bits: the standard library seeds its hashers from the system.
fn random_boundary() -> String {
    let mut boundary = String::from(PREFIX);
    let mut bits = RandomState::new().hash_one(PREFIX);
    for _ in 0..DIGITS {
        let letter = usize::try_from(bits % 32).unwrap_or_default();
        boundary.extend(LETTERS.get(letter).map(|&letter| char::from(letter)));
        bits /= 32;
    }
    boundary
}

/// The numbers of all boundaries that occur in the data.
fn numbers(data: &[u8]) -> BTreeSet<u64> {
    let mut numbers = BTreeSet::new();
    let mut rest = data;
    while let Some(at) = rest.iter().position(|&byte| byte == b't') {
        rest = rest.get(at..).unwrap_or_default();
        if let Some(behind) = rest.strip_prefix(PREFIX.as_bytes()) {
            let digits = behind
                .get(..DIGITS)
                .and_then(|digits| str::from_utf8(digits).ok());
            numbers.extend(digits.and_then(|digits| digits.parse::<u64>().ok()));
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    numbers
}
