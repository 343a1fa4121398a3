//! How a JSON body is decoded, and where it cannot be.
//!
//! In: the body, or the body and the error, which knows its line and column. Out: the value, or the JSON path of what is there. Bodies are
//! decoded once, by code that knows nothing of paths; that they are not decoded a second time to track one keeps the generated
//! code for each type to half.

use std::fmt::Write as _;
use std::str;

use serde::de::{DeserializeOwned, Error as _};

/// Decodes a body.
///
/// That it is UTF-8 is found out for the whole body at once, which costs a fraction of what it costs for each text in it.
///
/// # Errors
///
/// When it is not JSON of this type. What is not UTF-8 is no JSON.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    match str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        Err(error) => Err(not_utf8(body, error)),
    }
}

/// The parser tells the line and the column.
#[cold]
fn not_utf8(body: &[u8], error: str::Utf8Error) -> serde_json::Error {
    match serde_json::from_slice::<serde_json::Value>(body) {
        Err(error) => error,
        Ok(_) => serde_json::Error::custom(error),
    }
}

/// Where decoding stopped.
pub(crate) struct Place {
    /// The JSON path: `$.results[3].id`, with the missing member at its end.
    pub(crate) path: String,
    /// The byte.
    pub(crate) offset: usize,
}

/// Finds the place of an error.
pub(crate) fn place(body: &[u8], error: &serde_json::Error) -> Place {
    let offset = offset(body, error.line(), error.column());
    let mut frames = frames(body, offset);
    // serde's own words; it has no other way to say what an error is about.
    let message = error.to_string();
    let ends_with_comma = body
        .get(..=offset)
        .is_some_and(|read| read.trim_ascii_end().ends_with(b","));
    if ends_with_comma
        && error.is_data()
        && !message.starts_with("invalid type: map")
        && !message.starts_with("invalid type: sequence")
        && matches!(frames.last(), Some(Frame::Array { .. }))
    {
        // An error about an item that had been read as a whole, as unions are: which one it was is not known for sure,
        // so the path ends at the list.
        frames.pop();
    }
    let mut path = String::from("$");
    for frame in frames {
        match frame {
            Frame::Object { key: Some(key) } => push_member(&mut path, &key),
            Frame::Object { key: None } => {}
            Frame::Array { index } => _ = write!(path, "[{index}]"),
        }
    }
    if let Some((name, _)) = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split_once('`'))
    {
        push_member(&mut path, name);
    }
    Place { path, offset }
}

/// An object or an array that is open.
enum Frame {
    /// The member that was read last; `None` before the first, and from a comma to the next.
    Object { key: Option<String> },
    /// The item that was read last, or is about to be.
    Array { index: usize },
}

/// The objects and arrays that are open behind a byte, from outside to inside. What is not JSON is skipped.
fn frames(body: &[u8], offset: usize) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut rest = body.get(..=offset).unwrap_or(body);
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'{' => frames.push(Frame::Object { key: None }),
            b'[' => frames.push(Frame::Array { index: 0 }),
            b'}' | b']' => _ = frames.pop(),
            b',' => match frames.last_mut() {
                Some(Frame::Object { key }) => *key = None,
                Some(Frame::Array { index }) => *index += 1,
                None => {}
            },
            b'"' => {
                let Some(length) = string_length(tail) else {
                    break;
                };
                let (text, behind) = tail.split_at(length);
                rest = behind.get(1..).unwrap_or_default();
                if let Some(Frame::Object { key: key @ None }) = frames.last_mut() {
                    *key = Some(unescaped(text));
                }
            }
            _ => {}
        }
    }
    frames
}

/// How many bytes there are to the quotation mark that ends a string.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut escaped = false;
    text.iter().position(|&byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

/// The text of a string's inside.
fn unescaped(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    serde_json::from_str(&format!("\"{text}\"")).unwrap_or_else(|_| text.into_owned())
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;
    use crate::{Timestamp, Uuid};

    fn path<T: DeserializeOwned>(body: &str) -> String {
        match serde_json::from_str::<T>(body) {
            Ok(_) => panic!("{body} is decoded"),
            Err(error) => place(body.as_bytes(), &error).path,
        }
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only decoding is looked at")]
    struct Node {
        id: i64,
        at: Option<Timestamp>,
        inside: Option<Box<Node>>,
        list: Option<Vec<Node>>,
        ids: Option<Vec<Uuid>>,
        map: Option<BTreeMap<String, bool>>,
        pair: Option<(i64, String)>,
        either: Option<Vec<Either>>,
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only decoding is looked at")]
    enum Either {
        Text(String),
        Number(i64),
    }

    #[test]
    fn the_path_leads_to_what_is_wrong() {
        for (body, expected) in [
            ("{}", "$.id"),
            (r#"{"id": "x"}"#, "$.id"),
            (r#"{"id": [1]}"#, "$.id"),
            (r#"{"id": {"a": 1}}"#, "$.id"),
            (r#"{"id": 1.5, "at": null}"#, "$.id"),
            (r#"{"id": 1, "id": 2}"#, "$.id"),
            (r#"{"at": "soon", "id": 1}"#, "$.at"),
            (r#"{"id": 1, "at": "soon"}"#, "$.at"),
            (r#"{"id": 1, "at": 5 , "list": []}"#, "$.at"),
            (
                r#"{"id": 1, "inside": {"id": 1, "inside": {"at": null}}}"#,
                "$.inside.inside.id",
            ),
            (
                r#"{"id": 1, "list": [{"id": 1}, {"id": 2}, {"id": true}]}"#,
                "$.list[2].id",
            ),
            (
                r#"{"id": 1, "list": [{"id": 1}, {}], "at": null}"#,
                "$.list[1].id",
            ),
            (r#"{"id": 1, "list": [{"id": 1}, 5]}"#, "$.list[1]"),
            (r#"{"id": 1, "list": [{"id": 1}, [5]]}"#, "$.list[1]"),
            (r#"{"id": 1, "list": [[5]]}"#, "$.list[0]"),
            (r#"{"id": 1, "list": {"a": 1}}"#, "$.list"),
            (
                r#"{"ids": ["67e55044-10b1-426f-9247-bb680e5fe0c8", "67e"]}"#,
                "$.ids[1]",
            ),
            (
                r#"{"map": {"plain": true, "a \"b\" é": 5}}"#,
                r#"$.map["a \"b\" é"]"#,
            ),
            (r#"{"map": {"\u00e9": 5}}"#, "$.map.é"),
            (r#"{"map": {"{[,\\": 5}}"#, r#"$.map["{[,\\"]"#),
            (r#"{"pair": [1, 2]}"#, "$.pair[1]"),
            (r#"{"pair": [1]}"#, "$.pair"),
            (
                "{\n  \"at\": null,\n  \"list\": [\n    {\"id\": \"\"}\n  ]\n}",
                "$.list[0].id",
            ),
            // Never the wrong item: the list, where the item is not known.
            (r#"{"id": 1, "either": ["a", 1, true, 2]}"#, "$.either"),
            (r#"{"id": 1, "either": ["a", 1, true]}"#, "$.either"),
            (
                r#"{"id": 1, "list": [{"id": 1, "either": [{}]}, 5]}"#,
                "$.list[0].either",
            ),
            // Broken off, or not JSON.
            (r#"{"id": 1, "list": [{"id": 1}, {"id": "#, "$.list[1].id"),
            (r#"{"id": 1, "list": [{"id": 1}, {"i"#, "$.list[1]"),
            (r#"{"id": 1, "at": "2024-"#, "$.at"),
            (r#"{"id": 1, "at": nul"#, "$.at"),
            (r#"{"id": 1} x"#, "$"),
            ("<html>", "$"),
            ("[]", "$"),
            ("]", "$"),
        ] {
            assert_eq!(path::<Node>(body), expected, "{body}");
        }
    }

    /// Also where the type has no such member: what follows might be anything.
    #[test]
    fn what_is_not_utf8_is_refused_with_its_place() {
        let body = b"{\"id\": 1, \"note\": \"caf\xe9\", \"at\": null}";
        let Err(error) = read::<Node>(body) else {
            panic!("it is decoded");
        };
        assert!(error.to_string().contains("unicode"), "{error}");
        assert_eq!(place(body, &error).path, "$.note");
        let node: Node = read("{\"id\": 1, \"note\": \"café\"}".as_bytes()).unwrap();
        assert_eq!(node.id, 1);
    }
}
