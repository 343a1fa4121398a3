//! Where and why a JSON body cannot be decoded.
//!
//! Bodies are decoded straight from the bytes. Only when that fails they come here and are decoded once more with the
//! path tracked, so that success costs nothing.

use std::fmt::Write as _;

use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::error::BoxError;

/// Why a body cannot be decoded.
pub(crate) struct Failure {
    /// The JSON path; empty when there is none.
    pub(crate) path: String,
    /// The byte at which decoding stopped.
    pub(crate) offset: usize,
    pub(crate) reason: BoxError,
}

impl Failure {
    fn without_path(reason: &str) -> Self {
        Self {
            path: String::new(),
            offset: 0,
            reason: reason.into(),
        }
    }
}

/// Decodes a body that could not be decoded once more, to say why.
pub(crate) fn explain<T: DeserializeOwned>(body: &[u8]) -> Failure {
    if body.is_empty() {
        return Failure::without_path("the body is empty");
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let (path, error) = match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(error) => (json_path(error.path(), error.inner()), error.into_inner()),
        Ok(_) => match json.end() {
            Err(error) => (String::from("$"), error),
            // A type whose decoding depends on more than the bytes. It did fail.
            Ok(()) => return Failure::without_path("it cannot be decoded"),
        },
    };
    let offset = offset(body, error.line(), error.column());
    Failure {
        path,
        offset,
        reason: error.into(),
    }
}

/// `$.results[3].id`, with the missing member at its end.
fn json_path(path: &Path, error: &serde_json::Error) -> String {
    let mut text = String::from("$");
    for segment in path {
        match segment {
            Segment::Seq { index } => _ = write!(text, "[{index}]"),
            Segment::Map { key } => push_member(&mut text, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    // serde's own words; it has no other way to say which member it is.
    let message = error.to_string();
    if let Some((name, _)) = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'))
    {
        push_member(&mut text, name);
    }
    text
}

fn push_member(path: &mut String, name: &str) {
    let simple = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name
            .chars()
            .all(|char| char.is_alphanumeric() || char == '_');
    if simple {
        path.push('.');
        path.push_str(name);
    } else {
        let _ = write!(path, "[{name:?}]");
    }
}

/// The byte at a line and a column as `serde_json` counts them: from one, the column in bytes.
fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let before: usize = body
        .split_inclusive(|&byte| byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    (before + column).saturating_sub(1).min(body.len())
}
