//! Lists and objects as parameters, in the styles of OpenAPI.
//!
//! The common cases (one value, a list of values in a query) have methods of their own in the files beside this one. All
//! others come here, through their JSON form:
//!
//! | style | list `[a, b]` | with `explode` | object `{x: 1, y: 2}` | with `explode` |
//! |---|---|---|---|---|
//! | `simple` | `a,b` | `a,b` | `x,1,y,2` | `x=1,y=2` |
//! | `label` | `.a,b` | `.a.b` | `.x,1,y,2` | `.x=1.y=2` |
//! | `matrix` | `;n=a,b` | `;n=a;n=b` | `;n=x,1,y,2` | `;x=1;y=2` |
//! | `form` | `n=a,b` | `n=a&n=b` | `n=x,1,y,2` | `x=1&y=2` |
//! | `spaceDelimited` | `n=a%20b` | `n=a&n=b` | `n=x%201%20y%202` | as `form` |
//! | `pipeDelimited` | `n=a%7Cb` | `n=a&n=b` | `n=x%7C1%7Cy%7C2` | as `form` |
//! | `deepObject` | `n[0]=a&n[1]=b` | the same | `n[x]=1&n[y]=2` | the same |
//!
//! Separators inside values are escaped, except in headers, where nothing is. Members that are `null` are left out;
//! a list with such an item is refused, because it would be another list without it.

mod shape;

use serde::Serialize;
use serde_json::Value as Json;

use self::shape::{Shape, item, json, write_shape};
use super::Encoder;
use crate::error::ParameterProblem;
use crate::text::{Escape, push_url};

/// How a list or an object is written in a parameter: `style` of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names are OpenAPI's own, and the table of the styles is its specification"
)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

impl Encoder {
    /// Adds a path parameter that is not a plain value.
    pub fn segment_with<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.styled_segment(name, style, explode, Escape::Url, value);
    }

    /// The same for one whose reserved characters are not escaped (`allowReserved`), but for those that separate its items.
    pub fn segment_with_reserved<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        let start = self.url.len();
        self.styled_segment(name, style, explode, Escape::PathReserved, value);
        self.refuse_dots(name, start);
    }

    fn styled_segment<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        escape: Escape,
        value: &T,
    ) {
        let Some(shape) = self.shape(name, value) else {
            return self.refuse(name, ParameterProblem::EmptySegment);
        };
        let start = self.url.len();
        let (first, between) = match style {
            Style::Label => (".", if explode { "." } else { "," }),
            Style::Matrix => (";", if explode { ";" } else { "," }),
            _ => ("", ","),
        };
        let mut encoded = String::new();
        push_url(&mut encoded, name);
        self.url.push_str(first);
        if style == Style::Matrix && (!explode || matches!(shape, Shape::Scalar(_))) {
            self.url.push_str(&encoded);
            // RFC 6570: an empty value has no `=` here, and has one everywhere else.
            if !matches!(&shape, Shape::Scalar(text) if text.is_empty()) {
                self.url.push('=');
            }
        }
        let each = if style == Style::Matrix && explode {
            Some(encoded.as_str())
        } else {
            None
        };
        write_shape(&mut self.url, &shape, escape, between, explode, each);
        self.end_segment(name, start, Ok(()));
    }

    /// Adds a query parameter that is not a plain value, if there is one.
    pub fn query_with<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: Option<&T>,
    ) {
        self.offered.parameter(name);
        self.styled_query(name, style, explode, Escape::Url, value);
    }

    /// The same for one whose reserved characters are not escaped (`allowReserved`), but for those that separate its items.
    pub fn query_with_reserved<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: Option<&T>,
    ) {
        self.offered.parameter(name);
        self.styled_query(name, style, explode, Escape::QueryReserved, value);
    }

    fn styled_query<T: Serialize + ?Sized>(
        &mut self,
        name: &str,
        style: Style,
        explode: bool,
        escape: Escape,
        value: Option<&T>,
    ) {
        let Some(value) = value else { return };
        if style == Style::DeepObject {
            match json(value) {
                Ok(value) => self.deep(name, escape, &value),
                Err(problem) => self.refuse(name, problem),
            }
            return;
        }
        if explode && let Ok(Json::Object(members)) = json(value) {
            return self.spread(escape, &members);
        }
        let Some(shape) = self.shape(name, value) else {
            return;
        };
        match &shape {
            Shape::List(items) if explode => {
                for item in items {
                    self.push_text(name, escape, item);
                }
            }
            _ => {
                let between = match style {
                    Style::SpaceDelimited => "%20",
                    Style::PipeDelimited => "%7C",
                    _ => ",",
                };
                self.name(name);
                write_shape(&mut self.url, &shape, escape, between, false, None);
            }
        }
    }

    /// Writes the members of an object as parameters of their own. OpenAPI leaves open what a list among them is: each of
    /// its items is sent under the member's name, as Spring and others read it (`page=0&sort=name,asc&sort=id`).
    fn spread(&mut self, escape: Escape, members: &serde_json::Map<String, Json>) {
        for (key, member) in members {
            let mut name = String::new();
            push_url(&mut name, key);
            let items = match member {
                Json::Null => continue,
                Json::Array(items) => items.as_slice(),
                one => std::slice::from_ref(one),
            };
            for one in items {
                match item(one.clone()) {
                    Ok(text) => self.push_text(&name, escape, &text),
                    Err(problem) => self.refuse(&name, problem),
                }
            }
        }
    }

    /// Adds a header that is not a plain value, if there is one. The style is always `simple`.
    pub fn header_with<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: Option<&T>,
    ) {
        let Some(shape) = value.and_then(|value| self.shape(name, value)) else {
            return;
        };
        let mut text = String::new();
        write_shape(&mut text, &shape, Escape::Nothing, ",", explode, None);
        self.push_header(name, &text);
    }

    /// Adds a cookie that is not a plain value, if there is one. The style is always `form`, without `explode`: what
    /// that would mean for a cookie is not defined.
    pub fn cookie_with<T: Serialize + ?Sized>(&mut self, name: &'static str, value: Option<&T>) {
        let Some(shape) = value.and_then(|value| self.shape(name, value)) else {
            return;
        };
        let mut text = String::new();
        // A comma is not allowed in a cookie, so it is escaped like all the rest.
        write_shape(&mut text, &shape, Escape::Cookie, "%2C", false, None);
        self.push_cookie(name, &text);
    }

    /// The shape of a value; `None` for `null`, and when it was refused.
    fn shape<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Option<Shape> {
        Shape::of(value).unwrap_or_else(|problem| {
            self.refuse(name, problem);
            None
        })
    }

    /// Writes `name[key]=value` for every scalar in a value.
    fn deep(&mut self, name: &str, escape: Escape, value: &Json) {
        match value {
            Json::Object(members) => {
                for (key, member) in members {
                    let mut inner = format!("{name}%5B");
                    push_url(&mut inner, key);
                    inner.push_str("%5D");
                    self.deep(&inner, escape, member);
                }
            }
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    if item.is_null() {
                        self.refuse(name, ParameterProblem::NullItem);
                    }
                    self.deep(&format!("{name}%5B{index}%5D"), escape, item);
                }
            }
            Json::Null => {}
            Json::String(text) => self.push_text(name, escape, text),
            other => self.push_text(name, escape, &other.to_string()),
        }
    }
}
