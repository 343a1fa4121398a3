//! Docs: what the document says of a schema beside its type.
//!
//! In: a schema. Out: [`Docs`]: its texts, default and examples, and its limits in words. What shapes the type is not
//! repeated here.

use serde_json::Value;

use super::limits::{LONGEST_TEXT, LONGEST_VALUE};
use super::scalar::format_is_typed;
use crate::document::schema::{Limits, Number, Schema};
use crate::ir::Docs;
use crate::truncate::begin;
use crate::visible::{inline_code, one_line};

/// All that `schema` says beside its type.
pub(super) fn docs(schema: &Schema) -> Docs {
    let about = &schema.about;
    Docs {
        title: text(about.title.as_deref()),
        summary: None,
        description: text(about.description.as_deref()),
        deprecated: about.deprecated,
        default: about.default.as_ref().and_then(value),
        examples: about.examples.iter().filter_map(value).collect(),
        constraints: constraints(schema),
    }
}

/// A text of the document; `None` where it has nothing in it. One that nobody would read to its end is cut, and says so.
pub(super) fn text(text: Option<&str>) -> Option<String> {
    let text = text.map(str::trim_end)?;
    if text.len() > LONGEST_TEXT {
        let begin = begin(text, LONGEST_TEXT);
        let rest = text.len() - begin.len();
        return Some(format!(
            "{begin}\n\n… and {rest} bytes more in the document."
        ));
    }
    (!text.trim_start().is_empty()).then(|| text.to_owned())
}

/// What stands nearer to the use says it better: its texts replace, the rest is added.
pub(super) fn merge(docs: &mut Docs, nearer: Docs) {
    let Docs {
        title,
        summary,
        description,
        deprecated,
        default,
        examples,
        constraints,
    } = nearer;
    docs.title = title.or(docs.title.take());
    docs.summary = summary.or(docs.summary.take());
    docs.description = description.or(docs.description.take());
    docs.deprecated |= deprecated;
    docs.default = default.or(docs.default.take());
    for (all, more) in [
        (&mut docs.examples, examples),
        (&mut docs.constraints, constraints),
    ] {
        for text in more {
            if !all.contains(&text) {
                all.push(text);
            }
        }
    }
}

/// Drops a title that says no more than the name: `Created At` for `created_at`.
pub(super) fn drop_idle_title(docs: &mut Docs, name: &str) {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    if docs
        .title
        .as_deref()
        .is_some_and(|title| letters(title) == letters(name))
    {
        docs.title = None;
    }
}

/// A value as JSON text, on one line; `None` where it is too long to be told.
pub(super) fn value(value: &Value) -> Option<String> {
    Some(value.to_string()).filter(|text| text.len() <= LONGEST_VALUE)
}

/// The limits worth telling, one each.
fn constraints(schema: &Schema) -> Vec<String> {
    let mut texts = schema.limits.as_deref().map(limits).unwrap_or_default();
    if let Some(format) = &schema.format
        && !format_is_typed(format)
    {
        texts.push(format!("format {}", inline_code(format)));
    }
    if let Some(media_type) = &schema.about.media_type {
        texts.push(format!("contains {}", inline_code(media_type)));
    }
    // One line each, whatever the document has in it.
    texts.iter().map(|text| one_line(text)).collect()
}

fn limits(limits: &Limits) -> Vec<String> {
    let number = |limit: &Option<Number>, how: &str| {
        let number = limit.as_ref().map(plain)?;
        Some(format!("{how} {number}"))
    };
    let count = |limit: &Option<Number>, how: &str, what: &str| {
        let count = limit.as_ref().map(plain)?;
        let plural = if count == "1" { "" } else { "s" };
        Some(format!("{how} {count} {what}{plural}"))
    };
    let pattern = limits.pattern.as_deref();
    let low = ["at least", "greater than"][usize::from(limits.exclusive_minimum)];
    let high = ["at most", "less than"][usize::from(limits.exclusive_maximum)];
    let texts = [
        count(&limits.min_length, "at least", "character"),
        count(&limits.max_length, "at most", "character"),
        pattern.map(|pattern| format!("matches {}", inline_code(pattern))),
        number(&limits.minimum, low),
        number(&limits.maximum, high),
        number(&limits.multiple_of, "a multiple of"),
        count(&limits.min_items, "at least", "item"),
        count(&limits.max_items, "at most", "item"),
        count(&limits.min_properties, "at least", "member"),
        count(&limits.max_properties, "at most", "member"),
    ];
    texts.into_iter().flatten().collect()
}

/// A number as people write it: whole ones without `.0`.
fn plain(number: &Number) -> String {
    match number {
        Number::Float(value) => {
            let text = Value::from(*value).to_string();
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
        exact => exact.to_string(),
    }
}
