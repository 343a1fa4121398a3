//! What a parameter is once it is JSON: a scalar, a list or an object, and how that stands between separators.

use serde::Serialize;
use serde_json::Value as Json;

use crate::error::ParameterProblem;
use crate::text::{Escape, Text};

/// What a parameter is.
pub(super) enum Shape {
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Shape {
    /// The shape of a value; `None` for `null`.
    pub(super) fn of<T: Serialize + ?Sized>(value: &T) -> Result<Option<Self>, ParameterProblem> {
        let shape = match json(value)? {
            Json::Null => return Ok(None),
            Json::Array(items) if items.is_empty() => return Err(ParameterProblem::EmptyList),
            Json::Array(items) => items
                .into_iter()
                .map(item)
                .collect::<Result<_, _>>()
                .map(Self::List),
            Json::Object(members) => members
                .into_iter()
                .filter_map(|(key, member)| Some(scalar(member)?.map(|member| (key, member))))
                .collect::<Result<_, _>>()
                .map(Self::Object),
            one => scalar(one)
                .transpose()
                .map(|text| Self::Scalar(text.unwrap_or_default())),
        };
        shape.map(Some)
    }
}

/// The JSON form of a value.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Json, ParameterProblem> {
    serde_json::to_value(value).map_err(|error| ParameterProblem::Value {
        reason: error.to_string(),
    })
}

/// The text of a scalar; `None` for `null`.
fn scalar(value: Json) -> Option<Result<String, ParameterProblem>> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(Ok(text)),
        Json::Array(_) | Json::Object(_) => Some(Err(ParameterProblem::Nested)),
        other => Some(Ok(other.to_string())),
    }
}

/// The text of an item of a list.
pub(super) fn item(value: Json) -> Result<String, ParameterProblem> {
    scalar(value).unwrap_or(Err(ParameterProblem::NullItem))
}

/// Writes what stands between separators. Reserved characters that need no escape get one where they separate.
fn push_part(buffer: &mut String, escape: Escape, between: &str, part: &str) {
    let start = buffer.len();
    Text::new(buffer, escape).push_str(part);
    let separates = match between {
        "," => "%2C",
        ";" => "%3B",
        _ => return,
    };
    let written = buffer.get(start..).unwrap_or_default();
    if matches!(escape, Escape::QueryReserved | Escape::PathReserved) && written.contains(between) {
        let escaped = written.replace(between, separates);
        buffer.truncate(start);
        buffer.push_str(&escaped);
    }
}

/// Writes a shape. `each` is the name that stands before every item of a list (`;n=a;n=b`); where there is one, an empty
/// value has no `=`.
pub(super) fn write_shape(
    buffer: &mut String,
    shape: &Shape,
    escape: Escape,
    between: &str,
    explode: bool,
    each: Option<&str>,
) {
    let mut first = true;
    let mut next = |buffer: &mut String| {
        if !std::mem::take(&mut first) {
            buffer.push_str(between);
        }
    };
    match shape {
        Shape::Scalar(text) => Text::new(buffer, escape).push_str(text),
        Shape::List(items) => {
            for item in items {
                next(buffer);
                if let Some(name) = each {
                    buffer.push_str(name);
                    if !item.is_empty() {
                        buffer.push('=');
                    }
                }
                push_part(buffer, escape, between, item);
            }
        }
        Shape::Object(members) => {
            for (key, member) in members {
                next(buffer);
                push_part(buffer, escape, between, key);
                if !(member.is_empty() && each.is_some()) {
                    buffer.push_str(if explode { "=" } else { between });
                }
                push_part(buffer, escape, between, member);
            }
        }
    }
}
