//! Docs: what the document says of a schema beside its type.
//!
//! In: a schema. Out: [`Docs`]: its texts, default and examples, and its limits in words. What shapes the type is not
//! repeated here.

use openapiv3::{Schema, SchemaKind, Type};
use serde_json::Value;

use super::keywords::Keywords;
use super::limits::{LONGEST_TEXT, LONGEST_VALUE};
use super::scalar::format_is_typed;
use crate::ir::Docs;
use crate::truncate::begin;
use crate::visible::{inline_code, one_line};

/// All that `schema` says beside its type.
pub(super) fn docs(schema: &Schema) -> Docs {
    let data = &schema.schema_data;
    let mut examples: Vec<String> = data.example.iter().filter_map(value).collect();
    if let Some(Value::Array(more)) = data.extensions.get("x-tamis-examples") {
        examples.extend(more.iter().filter_map(value));
    }
    Docs {
        title: text(data.title.as_deref()),
        summary: None,
        description: text(data.description.as_deref()),
        deprecated: data.deprecated,
        default: data.default.as_ref().and_then(value),
        examples,
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
    let mut list = List {
        schema,
        texts: Vec::new(),
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => {
            list.count("minLength", string.min_length, "at least", "character");
            list.count("maxLength", string.max_length, "at most", "character");
            list.pattern(string.pattern.as_deref());
        }
        SchemaKind::Type(Type::Integer(integer)) => {
            let (low, high) = (integer.minimum, integer.maximum);
            list.bound("minimum", low, integer.exclusive_minimum, MINIMUM);
            list.bound("maximum", high, integer.exclusive_maximum, MAXIMUM);
            list.number("multipleOf", integer.multiple_of, "a multiple of");
        }
        SchemaKind::Type(Type::Number(number)) => {
            let (low, high) = (number.minimum, number.maximum);
            list.bound("minimum", low, number.exclusive_minimum, MINIMUM);
            list.bound("maximum", high, number.exclusive_maximum, MAXIMUM);
            list.number("multipleOf", number.multiple_of, "a multiple of");
        }
        SchemaKind::Type(Type::Array(array)) => {
            list.count("minItems", array.min_items, "at least", "item");
            list.count("maxItems", array.max_items, "at most", "item");
        }
        SchemaKind::Type(Type::Object(object)) => {
            list.count("minProperties", object.min_properties, "at least", "member");
            list.count("maxProperties", object.max_properties, "at most", "member");
        }
        SchemaKind::Any(any) => {
            list.count("minLength", any.min_length, "at least", "character");
            list.count("maxLength", any.max_length, "at most", "character");
            list.pattern(any.pattern.as_deref());
            let exclusive = any.exclusive_minimum.unwrap_or_default();
            list.bound("minimum", any.minimum, exclusive, MINIMUM);
            let exclusive = any.exclusive_maximum.unwrap_or_default();
            list.bound("maximum", any.maximum, exclusive, MAXIMUM);
            list.number("multipleOf", any.multiple_of, "a multiple of");
            list.count("minItems", any.min_items, "at least", "item");
            list.count("maxItems", any.max_items, "at most", "item");
            list.count("minProperties", any.min_properties, "at least", "member");
            list.count("maxProperties", any.max_properties, "at most", "member");
        }
        _ => {}
    }
    if let Some(format) = Keywords::of(schema).format
        && !format_is_typed(format)
    {
        list.push(&format!("format {}", inline_code(format)));
    }
    if let Some(Value::String(media_type)) = list.extension("x-tamis-content-media-type") {
        list.push(&format!("contains {}", inline_code(media_type)));
    }
    list.texts
}

/// How a bound is told when it is allowed itself, and when it is not.
const MINIMUM: [&str; 2] = ["at least", "greater than"];
const MAXIMUM: [&str; 2] = ["at most", "less than"];

struct List<'a> {
    schema: &'a Schema,
    texts: Vec<String>,
}

impl<'a> List<'a> {
    /// Adds a limit: one line, whatever the document has in it.
    fn push(&mut self, text: &str) {
        self.texts.push(one_line(text));
    }

    fn extension(&self, key: &str) -> Option<&'a Value> {
        self.schema.schema_data.extensions.get(key)
    }

    /// The value as the document wrote it, where openapiv3 could not hold that.
    fn exact(&self, keyword: &str) -> Option<String> {
        if self.schema.schema_data.extensions.is_empty() {
            return None;
        }
        self.extension(&format!("x-tamis-{keyword}")).map(plain)
    }

    fn count(&mut self, keyword: &str, count: Option<usize>, how: &str, what: &str) {
        if let Some(count) = self.exact(keyword).or(count.map(|count| count.to_string())) {
            let plural = if count == "1" { "" } else { "s" };
            self.push(&format!("{how} {count} {what}{plural}"));
        }
    }

    fn bound(
        &mut self,
        keyword: &str,
        bound: Option<impl Into<Value>>,
        exclusive: bool,
        [inclusive, beyond]: [&str; 2],
    ) {
        self.number(keyword, bound, if exclusive { beyond } else { inclusive });
    }

    fn number(&mut self, keyword: &str, number: Option<impl Into<Value>>, how: &str) {
        let number = number.map(|number| plain(&number.into()));
        if let Some(number) = self.exact(keyword).or(number) {
            self.push(&format!("{how} {number}"));
        }
    }

    fn pattern(&mut self, pattern: Option<&str>) {
        if let Some(pattern) = pattern {
            self.push(&format!("matches {}", inline_code(pattern)));
        }
    }
}

/// A number without the `.0` that openapiv3 gives whole ones; one too wide for JSON's libraries travels as a string.
fn plain(number: &Value) -> String {
    let text = match number {
        Value::String(text) => text.clone(),
        number => number.to_string(),
    };
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
