//! Reading the members of an object into fields, whatever stands there: what does not fit is reported and left out.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::super::at::At;
use super::super::resolve::unescape;
use super::super::tree::{self, Number, Object, PLACE, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// An object that is taken apart, member by member.
pub(super) struct Fields<'a, 'r> {
    pub(super) object: Object,
    pub(super) at: &'a At<'a>,
    pub(super) diagnostics: &'r mut Diagnostics,
}

impl<'a, 'r> Fields<'a, 'r> {
    pub(super) fn new(object: Object, at: &'a At<'a>, diagnostics: &'r mut Diagnostics) -> Self {
        Self {
            object,
            at,
            diagnostics,
        }
    }

    /// The member, unless it is not there or `null`.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.object.remove(key).filter(|value| !value.is_null())
    }

    pub(super) fn wrong(&mut self, key: &str, wanted: &str, value: &Value) {
        self.diagnostics.push(Diagnostic::warning(
            Code::WRONG_KIND,
            &self.at.key(key).place(),
            format!(
                "`{key}` takes {wanted}, not {}; it is ignored",
                value.describe()
            ),
        ));
    }

    /// A string; other scalars are taken by their text.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let value = self.take(key)?;
        if let Value::String(text) = value {
            return Some(text.into_string());
        }
        let text = value.scalar_text();
        if text.is_none() {
            self.wrong(key, "a string", &value);
        }
        text
    }

    /// A string that must be there; an empty one, with a warning, if it is not.
    pub(super) fn needed_text(&mut self, key: &str) -> String {
        self.text(key).unwrap_or_else(|| {
            self.diagnostics.push(Diagnostic::warning(
                Code::MISSING_MEMBER,
                &self.at.place(),
                format!("`{key}` is missing here"),
            ));
            String::new()
        })
    }

    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.take(key)?;
        let flag = match &value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        if flag.is_none() {
            self.wrong(key, "`true` or `false`", &value);
        }
        flag
    }

    pub(super) fn number(&mut self, key: &str) -> Option<Number> {
        match self.take(key)? {
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

    /// A count; what is none is remembered under `x-tamis-` and the key's name.
    pub(super) fn count(&mut self, key: &str) -> Option<usize> {
        let number = self.number(key)?;
        let count = number
            .as_i64()
            .and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.remember(key, &number);
        }
        count
    }

    /// Keeps a number that the model has no room for.
    pub(super) fn remember(&mut self, key: &str, number: &Number) {
        let value = match number {
            Number::Big(text) => Value::String(text.clone()),
            number => Value::Number(number.clone()),
        };
        self.object.insert(&format!("x-tamis-{key}"), value);
    }

    pub(super) fn list(&mut self, key: &str) -> Option<Vec<Value>> {
        match self.take(key)? {
            Value::List(items) => Some(items),
            other => {
                self.wrong(key, "a list", &other);
                None
            }
        }
    }

    pub(super) fn map(&mut self, key: &str) -> Option<Object> {
        match self.take(key)? {
            Value::Object(object) => Some(object),
            other => {
                self.wrong(key, "an object", &other);
                None
            }
        }
    }

    /// A list of strings.
    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let items = match self.take(key)? {
            Value::List(items) => items,
            single @ Value::String(_) => vec![single],
            other => {
                self.wrong(key, "a list of strings", &other);
                return None;
            }
        };
        Some(items.iter().filter_map(Value::scalar_text).collect())
    }

    /// Any value but `null`, which the model does not tell from nothing.
    pub(super) fn json(&mut self, key: &str) -> Option<serde_json::Value> {
        self.take(key).map(Value::into_json)
    }

    /// Reads each member of an object.
    pub(super) fn each<T>(
        &mut self,
        key: &str,
        read: impl Fn(Value, &At<'_>, &mut Diagnostics) -> Option<T>,
    ) -> IndexMap<String, T> {
        let at = self.at.key(key);
        let members = self.map(key).unwrap_or_default();
        let mut map = IndexMap::with_capacity(members.len());
        for (name, value) in members {
            if &*name == PLACE {
                continue;
            }
            if let Some(value) = read(value, &at.key(&name), self.diagnostics) {
                map.insert(name.into_string(), value);
            }
        }
        map
    }

    /// Reads each item of a list.
    pub(super) fn items<T>(
        &mut self,
        key: &str,
        read: impl Fn(Value, &At<'_>, &mut Diagnostics) -> Option<T>,
    ) -> Vec<T> {
        let at = self.at.key(key);
        let items = self.list(key).unwrap_or_default();
        items
            .into_iter()
            .enumerate()
            .filter_map(|(index, value)| read(value, &at.item(index), self.diagnostics))
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
    diagnostics: &mut Diagnostics,
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
            open(object, at, diagnostics, read).map(ReferenceOr::Item)
        }
        other => {
            not_an_object(&other, at, diagnostics);
            None
        }
    }
}

/// An object; anything else is reported.
pub(super) fn object<T>(
    value: Value,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(Fields<'_, '_>) -> Option<T>,
) -> Option<T> {
    match value {
        Value::Object(object) => open(object, at, diagnostics, read),
        other => {
            not_an_object(&other, at, diagnostics);
            None
        }
    }
}

/// Reads an object at the place where it stood in its own document.
fn open<T>(
    object: Object,
    at: &At<'_>,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(Fields<'_, '_>) -> Option<T>,
) -> Option<T> {
    match object.place() {
        Some(place) => read(Fields::new(object, &At::Base(&place), diagnostics)),
        None => read(Fields::new(object, at, diagnostics)),
    }
}

fn not_an_object(value: &Value, at: &At<'_>, diagnostics: &mut Diagnostics) {
    if !value.is_null() {
        diagnostics.push(Diagnostic::warning(
            Code::WRONG_KIND,
            &at.place(),
            format!(
                "an object belongs here, not {}; it is left out",
                value.describe()
            ),
        ));
    }
}
