//! The query: values, lists and filters.

use super::Encoder;
use crate::error::ParameterProblem;
use crate::filter::{EmptyList, Filter, FilterField, ListStyle};
use crate::text::{Escape, Text};
use crate::value::Value;

impl Encoder {
    /// Adds a parameter, if there is a value.
    pub fn query<V: Value + ?Sized>(&mut self, name: &'static str, value: Option<&V>) {
        self.offered.parameter(name);
        if let Some(value) = value {
            self.push_value(name, value);
        }
    }

    /// Adds a parameter whose reserved characters are not escaped (`allowReserved`), if there is a value: RFC 6570's
    /// `{+name}`, but that `&` is escaped, which would begin another parameter. What is escaped already stays as it is.
    pub fn query_reserved<V: Value + ?Sized>(&mut self, name: &'static str, value: Option<&V>) {
        self.offered.parameter(name);
        if let Some(value) = value {
            self.name(name);
            self.text(name, value, Escape::QueryReserved);
        }
    }

    /// Writes the query as a whole (`in: querystring`), if there is a value: it has no name.
    pub fn whole_query<V: Value + ?Sized>(&mut self, name: &'static str, value: Option<&V>) {
        if let Some(value) = value {
            self.separator();
            self.text(name, value, Escape::Url);
        }
    }

    /// Adds a parameter that is a list, if there is one. An empty list is refused: servers take it for "none" or for
    /// "all", so the caller must leave the parameter out or say more.
    pub fn query_list<V: Value>(
        &mut self,
        name: &'static str,
        style: ListStyle,
        values: Option<&[V]>,
    ) {
        self.offered.parameter(name);
        if let Some(values) = values {
            self.push_list(name, style, EmptyList::Refused, values);
        }
    }

    /// Adds the conditions on a field, if there are some.
    pub fn filter<T: Value, S>(
        &mut self,
        field: &'static FilterField,
        filter: Option<&Filter<T, S>>,
    ) {
        self.offered.filter(field);
        if let Some(filter) = filter {
            self.has_condition = true;
            filter.write(field, self);
            if let Some((items, conditions)) = &mut self.verification
                && items.members.contains(&field.field)
            {
                filter.record(field, conditions);
            }
        }
    }

    /// Writes `name=value`.
    pub(crate) fn push_value<V: Value + ?Sized>(&mut self, name: &str, value: &V) {
        self.name(name);
        self.text(name, value, Escape::Url);
    }

    /// Writes `name=text`.
    pub(super) fn push_text(&mut self, name: &str, escape: Escape, text: &str) {
        self.name(name);
        self.text(name, text, escape);
    }

    /// Writes `name=value` for a value that is escaped already.
    pub(crate) fn push_escaped(&mut self, name: &str, escaped: &str) {
        self.name(name);
        self.url.push_str(escaped);
    }

    /// Writes a list in the given style.
    pub(crate) fn push_list<V: Value>(
        &mut self,
        name: &str,
        style: ListStyle,
        empty: EmptyList,
        values: impl IntoIterator<Item = V>,
    ) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            match empty {
                EmptyList::Refused => self.refuse(name, ParameterProblem::EmptyList),
                EmptyList::Sent => self.name(name),
            }
            return;
        }
        match style {
            ListStyle::Comma => self.joined(name, values, ",", Some(',')),
            ListStyle::Escaped => self.joined(name, values, ",", None),
            ListStyle::Space => self.joined(name, values, "%20", Some(' ')),
            ListStyle::Pipe => self.joined(name, values, "%7C", Some('|')),
            ListStyle::Quoted => self.quoted(name, values),
            ListStyle::Repeated => values.for_each(|value| self.push_value(name, &value)),
            ListStyle::Brackets => {
                for value in values {
                    self.name_with(name, "%5B%5D");
                    self.text(name, &value, Escape::Url);
                }
            }
            ListStyle::Indexed => {
                for (index, value) in values.enumerate() {
                    self.name_with(name, &format!("%5B{index}%5D"));
                    self.text(name, &value, Escape::Url);
                }
            }
        }
    }

    /// Writes `name=a,b`; `refused` must not occur in an item.
    fn joined<V: Value>(
        &mut self,
        name: &str,
        values: impl Iterator<Item = V>,
        separator: &str,
        refused: Option<char>,
    ) {
        self.name(name);
        for (index, value) in values.enumerate() {
            if index > 0 {
                self.url.push_str(separator);
            }
            let start = self.url.len();
            let mut text = Text::item(&mut self.url, Escape::Url, refused);
            value.write(&mut text);
            if let Err(problem) = text.finish() {
                self.refuse(name, problem);
            }
            // An empty item is one that a reader cannot distinguish from no item at all.
            if self.url.len() == start {
                self.refuse(name, ParameterProblem::EmptyItem);
            }
        }
    }

    /// Writes `name="a","b"`.
    fn quoted<V: Value>(&mut self, name: &str, values: impl Iterator<Item = V>) {
        self.name(name);
        for (index, value) in values.enumerate() {
            if index > 0 {
                self.url.push(',');
            }
            let mut item = String::new();
            let mut text = Text::new(&mut item, Escape::Nothing);
            value.write(&mut text);
            if let Err(problem) = text.finish() {
                self.refuse(name, problem);
            }
            let item = item.replace('\\', "\\\\").replace('"', "\\\"");
            let mut text = Text::new(&mut self.url, Escape::Url);
            text.push_str("\"");
            text.push_str(&item);
            text.push_str("\"");
        }
    }

    /// Writes `?name=` or `&name=`.
    pub(super) fn name(&mut self, name: &str) {
        self.name_with(name, "");
    }

    /// Writes `?` or `&`.
    fn separator(&mut self) {
        self.url.push(if self.in_query { '&' } else { '?' });
        self.in_query = true;
    }

    fn name_with(&mut self, name: &str, suffix: &str) {
        self.separator();
        self.url.push_str(name);
        self.url.push_str(suffix);
        self.url.push('=');
    }

    fn text<V: Value + ?Sized>(&mut self, name: &str, value: &V, escape: Escape) {
        let mut text = Text::new(&mut self.url, escape);
        value.write(&mut text);
        if let Err(problem) = text.finish() {
            self.refuse(name, problem);
        }
    }
}
