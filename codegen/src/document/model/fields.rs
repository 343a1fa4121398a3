//! Reading the members of an object into fields, whatever stands there: what does not fit is reported and left out.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::super::at::At;
use super::super::resolve::unescape;
use super::super::schema::Schemas;
use super::super::tree::{self, Number, Object, PLACE, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// What a model is built from and what is said about it, while it is read.
pub(super) struct Builder {
    pub(super) diagnostics: Diagnostics,
    pub(super) schemas: Schemas,
}

/// Where values are read: what does not fit is reported there.
pub(super) struct Reader<'a, 'r> {
    pub(super) at: &'a At<'a>,
    pub(super) builder: &'r mut Builder,
}

impl<'a, 'r> Reader<'a, 'r> {
    pub(super) fn new(at: &'a At<'a>, builder: &'r mut Builder) -> Self {
        Self { at, builder }
    }

    fn wrong(&mut self, key: &str, wanted: &str, value: &Value) {
        self.builder.diagnostics.push(Diagnostic::warning(
            Code::WRONG_KIND,
            &self.at.key(key).place(),
            format!(
                "`{key}` takes {wanted}, not {}; it is ignored",
                value.describe()
            ),
        ));
    }

    pub(super) fn not_an_object(&mut self, value: &Value) {
        if !value.is_null() {
            self.builder.diagnostics.push(Diagnostic::warning(
                Code::WRONG_KIND,
                &self.at.place(),
                format!(
                    "an object belongs here, not {}; it is left out",
                    value.describe()
                ),
            ));
        }
    }

    /// A string; other scalars are taken by their text.
    pub(super) fn text(&mut self, key: &str, value: Value) -> Option<String> {
        if let Value::String(text) = value {
            return Some(text.into_string());
        }
        let text = value.scalar_text();
        if text.is_none() {
            self.wrong(key, "a string", &value);
        }
        text
    }

    pub(super) fn flag(&mut self, key: &str, value: &Value) -> Option<bool> {
        let flag = match value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        if flag.is_none() {
            self.wrong(key, "`true` or `false`", value);
        }
        flag
    }

    /// A flag that is not set where it cannot be read.
    pub(super) fn is_set(&mut self, key: &str, value: &Value) -> bool {
        self.flag(key, value).unwrap_or_default()
    }

    pub(super) fn number(&mut self, key: &str, value: Value) -> Option<Number> {
        match value {
            Value::Number(number) => Some(number),
            Value::String(text) if text.parse::<i64>().is_ok() => {
                text.parse().ok().map(Number::Int)
            }
            Value::String(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                text.parse().ok().map(Number::Float)
            }
            other => {
                self.wrong(key, "a number", &other);
                None
            }
        }
    }

    pub(super) fn list(&mut self, key: &str, value: Value) -> Option<Vec<Value>> {
        match value {
            Value::List(items) => Some(items),
            other => {
                self.wrong(key, "a list", &other);
                None
            }
        }
    }

    pub(super) fn map(&mut self, key: &str, value: Value) -> Option<Object> {
        match value {
            Value::Object(object) => Some(object),
            other => {
                self.wrong(key, "an object", &other);
                None
            }
        }
    }

    /// A list of strings.
    pub(super) fn texts(&mut self, key: &str, value: Value) -> Option<Vec<String>> {
        let items = match value {
            Value::List(items) => items,
            single @ Value::String(_) => vec![single],
            other => {
                self.wrong(key, "a list of strings", &other);
                return None;
            }
        };
        Some(items.iter().filter_map(Value::scalar_text).collect())
    }
}

/// An object that is taken apart, member by member.
pub(super) struct Fields<'a, 'r> {
    pub(super) object: Object,
    pub(super) reader: Reader<'a, 'r>,
}

impl<'a, 'r> Fields<'a, 'r> {
    pub(super) fn new(object: Object, at: &'a At<'a>, builder: &'r mut Builder) -> Self {
        let reader = Reader::new(at, builder);
        Self { object, reader }
    }

    /// The member, unless it is not there or `null`.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.object.remove(key).filter(|value| !value.is_null())
    }

    /// The member as `read` makes it, at its place.
    pub(super) fn inside<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(Value, &At<'_>, &mut Builder) -> T,
    ) -> Option<T> {
        let value = self.take(key)?;
        Some(read(value, &self.reader.at.key(key), self.reader.builder))
    }

    /// The member as an object, taken apart.
    pub(super) fn object<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(Fields<'_, '_>) -> Option<T>,
    ) -> Option<T> {
        self.inside(key, |value, at, builder| object(value, at, builder, read))?
    }

    /// A string; other scalars are taken by their text.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let value = self.take(key)?;
        self.reader.text(key, value)
    }

    /// A string that must be there; an empty one, with a warning, if it is not.
    pub(super) fn needed_text(&mut self, key: &str) -> String {
        self.text(key).unwrap_or_else(|| {
            self.reader.builder.diagnostics.push(Diagnostic::warning(
                Code::MISSING_MEMBER,
                &self.reader.at.place(),
                format!("`{key}` is missing here"),
            ));
            String::new()
        })
    }

    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.take(key)?;
        self.reader.flag(key, &value)
    }

    /// A flag that is not set where nothing is said.
    pub(super) fn is_set(&mut self, key: &str) -> bool {
        self.flag(key).unwrap_or_default()
    }

    pub(super) fn map(&mut self, key: &str) -> Option<Object> {
        let value = self.take(key)?;
        self.reader.map(key, value)
    }

    /// A list of strings.
    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let value = self.take(key)?;
        self.reader.texts(key, value)
    }

    /// Any value but `null`, which the model does not tell from nothing.
    pub(super) fn json(&mut self, key: &str) -> Option<serde_json::Value> {
        self.take(key).map(Value::into_json)
    }

    /// Reads each member of an object.
    pub(super) fn each<T>(
        &mut self,
        key: &str,
        read: impl Fn(Value, &At<'_>, &mut Builder) -> Option<T>,
    ) -> IndexMap<String, T> {
        let at = self.reader.at.key(key);
        let members = self.map(key).unwrap_or_default();
        let mut map = IndexMap::with_capacity(members.len());
        for (name, value) in members {
            if &*name == PLACE {
                continue;
            }
            if let Some(value) = read(value, &at.key(&name), self.reader.builder) {
                map.insert(name.into_string(), value);
            }
        }
        map
    }

    /// Reads each item of a list.
    pub(super) fn items<T>(
        &mut self,
        key: &str,
        read: impl Fn(Value, &At<'_>, &mut Builder) -> Option<T>,
    ) -> Vec<T> {
        let at = self.reader.at.key(key);
        let items = self.take(key);
        let items = items.and_then(|items| self.reader.list(key, items));
        let items = items.unwrap_or_default().into_iter().enumerate();
        items
            .filter_map(|(index, value)| read(value, &at.item(index), self.reader.builder))
            .collect()
    }

    /// The members that begin with `x-`; everything else that is left means nothing to the model.
    pub(super) fn extensions(self) -> IndexMap<String, serde_json::Value> {
        self.object
            .into_iter()
            .filter_map(|(key, value)| {
                let key = tree::written(&key);
                let is_extension = key.starts_with("x-");
                is_extension.then(|| (key.to_owned(), value.into_json()))
            })
            .collect()
    }
}

/// An object, or a reference to one; anything else is reported.
pub(super) fn object_or_reference<T>(
    value: Value,
    at: &At<'_>,
    builder: &mut Builder,
    read: impl FnOnce(Fields<'_, '_>) -> Option<T>,
) -> Option<ReferenceOr<T>> {
    match value {
        Value::Object(object) => {
            if let Some(target) = object.str("$ref") {
                // From here on a name stands as it is: nobody follows a pointer any more.
                return Some(ReferenceOr::Reference {
                    reference: unescape(target),
                });
            }
            open(object, at, builder, read).map(ReferenceOr::Item)
        }
        other => {
            Reader::new(at, builder).not_an_object(&other);
            None
        }
    }
}

/// An object; anything else is reported.
pub(super) fn object<T>(
    value: Value,
    at: &At<'_>,
    builder: &mut Builder,
    read: impl FnOnce(Fields<'_, '_>) -> Option<T>,
) -> Option<T> {
    match value {
        Value::Object(object) => open(object, at, builder, read),
        other => {
            Reader::new(at, builder).not_an_object(&other);
            None
        }
    }
}

/// Reads an object at the place where it stood in its own document.
fn open<T>(
    object: Object,
    at: &At<'_>,
    builder: &mut Builder,
    read: impl FnOnce(Fields<'_, '_>) -> Option<T>,
) -> Option<T> {
    match object.place() {
        Some(place) => read(Fields::new(object, &At::Base(&place), builder)),
        None => read(Fields::new(object, at, builder)),
    }
}
