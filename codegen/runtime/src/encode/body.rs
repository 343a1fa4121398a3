//! The body of a request, but for those of several parts: they are in `multipart/`.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Value as Json;

use super::{Encoder, Style};
use crate::Body;
use crate::body::{Piece, Pieces};
use crate::error::{ParameterProblem, RequestError};
use crate::file::{Data, File};
use crate::stream::{RECORD_SEPARATOR, is_json_sequence};
use crate::text::push_url;

impl Encoder {
    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.json_as("application/json", value);
    }

    /// Sets a JSON body of another media type: `application/merge-patch+json`.
    pub fn json_as<T: Serialize + ?Sized>(&mut self, media_type: &str, value: &T) {
        match serde_json::to_vec(value) {
            Ok(body) => self.body(media_type, body),
            Err(source) => self.refuse_request(RequestError::Body { source }),
        }
    }

    /// Sets a body of `application/x-www-form-urlencoded`. Members that are lists are repeated, members that are objects
    /// are written with brackets (`address[city]`), and so are objects in lists (`items[0][name]`); members that are `null`
    /// are left out, and items that are `null` are refused.
    ///
    /// A value that is text is the body as it stands.
    pub fn form<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.form_with(value, &[]);
    }

    /// The same, with the style and `explode` of some members, by their names: what `encoding` says of them.
    pub fn form_with<T: Serialize + ?Sized>(&mut self, value: &T, styles: &[(&str, Style, bool)]) {
        let mut text = String::new();
        match serde_json::to_value(value) {
            Ok(Json::Object(members)) => {
                for (key, member) in &members {
                    let style = styles.iter().find(|(name, ..)| name == key);
                    self.member(&mut text, key, member, style);
                }
            }
            Ok(Json::String(whole)) => text = whole,
            Ok(Json::Null) => {}
            Ok(_) => {
                let source = serde_json::Error::custom("a form is an object");
                return self.refuse_request(RequestError::Body { source });
            }
            Err(source) => return self.refuse_request(RequestError::Body { source }),
        }
        self.body("application/x-www-form-urlencoded", text);
    }

    fn member(
        &mut self,
        text: &mut String,
        key: &str,
        member: &Json,
        style: Option<&(&str, Style, bool)>,
    ) {
        match style {
            // Lists are repeated anyhow, and what is in them may be nested.
            Some((_, Style::Form, true)) if !member.is_object() => {}
            Some((name, style, explode)) => {
                // As in a query, of which a form is the text.
                let mut query = Encoder::new(Method::GET, "");
                let mut encoded = String::new();
                push_url(&mut encoded, name);
                query.query_with(&encoded, *style, *explode, Some(member));
                if let Some(problem) = query.problem {
                    self.refuse_request(problem);
                }
                if let Some(pairs) = query.url.strip_prefix('?') {
                    if !text.is_empty() {
                        text.push('&');
                    }
                    text.push_str(pairs);
                }
                return;
            }
            None => {}
        }
        let mut name = String::new();
        push_url(&mut name, key);
        if let Err(problem) = form(text, &name, member) {
            self.refuse(&name, problem);
        }
    }

    /// Sets a body of text that is a value: a number, a truth value, one of some texts.
    pub fn text_value<T: Serialize + ?Sized>(&mut self, media_type: &str, value: &T) {
        match serde_json::to_value(value) {
            Ok(Json::String(text)) => self.body(media_type, text),
            Ok(Json::Array(_) | Json::Object(_)) => {
                let source = serde_json::Error::custom("a text is no list and no object");
                self.refuse_request(RequestError::Body { source });
            }
            Ok(value) => self.body(media_type, value.to_string()),
            Err(source) => self.refuse_request(RequestError::Body { source }),
        }
    }

    /// Sets a body of JSON lines: each item on a line of its own. In a sequence (`application/json-seq`, RFC 7464), a
    /// separator of records stands before each.
    pub fn lines<T: Serialize>(&mut self, media_type: &str, items: &[T]) {
        let mut body = Vec::new();
        let is_sequence = is_json_sequence(media_type);
        for item in items {
            body.extend(is_sequence.then_some(RECORD_SEPARATOR));
            if let Err(source) = serde_json::to_writer(&mut body, item) {
                return self.refuse_request(RequestError::Body { source });
            }
            body.push(b'\n');
        }
        self.body(media_type, body);
    }

    /// Sets a body that is a file, of the file's own media type where it has one.
    pub fn file(&mut self, media_type: &str, file: &File) {
        let media_type = file.media_type().unwrap_or(media_type);
        match file.data() {
            Data::AtHand(bytes) => self.body(media_type, bytes.clone()),
            Data::Stream(source) => match source.read() {
                Some(reading) => {
                    self.set_body(media_type, Pieces::new([Piece::Stream(reading)]).into());
                }
                None => self.refuse_request(RequestError::SpentStream),
            },
        }
    }

    /// Sets any other body.
    pub fn body(&mut self, media_type: &str, body: impl Into<Bytes>) {
        self.set_body(media_type, Body::from(body.into()));
    }

    pub(super) fn set_body(&mut self, media_type: &str, body: Body) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => _ = self.headers.insert(CONTENT_TYPE, value),
            Err(_) => self.refuse("Content-Type", ParameterProblem::HeaderValue),
        }
        self.body = body;
    }
}

/// Writes a member under a name that is encoded already.
fn form(text: &mut String, name: &str, value: &Json) -> Result<(), ParameterProblem> {
    let scalar = match value {
        Json::Null => return Ok(()),
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                // Under one name, the members of two objects could not be distinguished.
                match item {
                    Json::Object(_) => form(text, &format!("{name}%5B{index}%5D"), item)?,
                    Json::Null => return Err(ParameterProblem::NullItem),
                    _ => form(text, name, item)?,
                }
            }
            return Ok(());
        }
        Json::Object(members) => {
            for (key, member) in members {
                let mut inner = format!("{name}%5B");
                push_url(&mut inner, key);
                inner.push_str("%5D");
                form(text, &inner, member)?;
            }
            return Ok(());
        }
        Json::String(scalar) => scalar.clone(),
        other => other.to_string(),
    };
    if !text.is_empty() {
        text.push('&');
    }
    text.push_str(name);
    text.push('=');
    push_url(text, &scalar);
    Ok(())
}
