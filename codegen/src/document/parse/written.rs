//! Texts that look like numbers, as they are written: `{type: string, enum: [1.10, 0o17]}` means `1.10` and `0o17`.
//!
//! In: a YAML text and the tree that was read from it, where the parser's numbers are numbers. Out: the same tree, in which
//! the values of schemas of strings are texts. The text is read a second time, and only where the tree has such a value.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::super::tree::{Object, Value};

/// The keywords of a schema that hold values of it.
const VALUES: [&str; 4] = ["enum", "const", "default", "example"];

/// Whether an object is a schema of strings with values that are none.
pub(super) fn wants_texts(object: &Object) -> bool {
    is_of_strings(object)
        && VALUES.iter().any(|key| match object.get(key) {
            Some(Value::List(items)) => items.iter().any(looks_otherwise),
            Some(value) => looks_otherwise(value),
            None => false,
        })
}

/// Whether the only type of a schema is text, `null` aside.
fn is_of_strings(object: &Object) -> bool {
    match object.get("type") {
        Some(Value::String(name)) => &**name == "string",
        Some(Value::List(names)) => {
            let mut names = names.iter().filter(|name| name.as_str() != Some("null"));
            names.next().and_then(Value::as_str) == Some("string") && names.next().is_none()
        }
        _ => false,
    }
}

fn looks_otherwise(value: &Value) -> bool {
    matches!(value, Value::Number(_) | Value::Bool(_))
}

/// Puts the texts into the tree, as they are written.
pub(super) fn restore(text: &str, tree: &mut Value) {
    let mut walk = Walk(Parser::new_from_str(text));
    while let Some(event) = walk.next() {
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            first => {
                // What the parser does not read leaves the rest as it is.
                let _ = walk.value(&first, Some(tree), false);
                return;
            }
        }
    }
}

/// The events of a text, along the tree that was made of it.
struct Walk<'t>(Parser<'t, StrInput<'t>>);

impl<'t> Walk<'t> {
    fn next(&mut self) -> Option<Event<'t>> {
        self.0.next()?.ok().map(|(event, _)| event)
    }

    /// Walks through a value, up to its end. `is_text`: it is said to be one.
    fn value(&mut self, first: &Event<'_>, node: Option<&mut Value>, is_text: bool) -> Option<()> {
        match first {
            Event::Scalar(written, ScalarStyle::Plain, _, _) => {
                if let Some(node) = node.filter(|node| is_text && looks_otherwise(node)) {
                    *node = Value::string(written.as_ref());
                }
                Some(())
            }
            Event::SequenceStart(..) => {
                let items = match node {
                    Some(Value::List(items)) => &mut items[..],
                    _ => &mut [],
                };
                self.items(items, is_text)
            }
            Event::MappingStart(..) => self.members(node.and_then(Value::as_object_mut)),
            _ => Some(()),
        }
    }

    fn items(&mut self, items: &mut [Value], is_text: bool) -> Option<()> {
        let mut items = items.iter_mut();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Some(()),
                first => self.value(&first, items.next(), is_text)?,
            }
        }
    }

    fn members(&mut self, mut object: Option<&mut Object>) -> Option<()> {
        let of_strings = object.as_deref().is_some_and(is_of_strings);
        loop {
            let key: Cow<'_, str> = match self.next()? {
                Event::MappingEnd => return Some(()),
                Event::Scalar(key, ..) => key,
                // A key that is no text is none of a schema.
                other => {
                    self.value(&other, None, false)?;
                    Cow::Borrowed("")
                }
            };
            let first = self.next()?;
            let node = object
                .as_deref_mut()
                .and_then(|object| object.get_mut(&key));
            self.value(&first, node, of_strings && VALUES.contains(&&*key))?;
        }
    }
}
