//! The body of a request, but for those of several parts: they are in `multipart.rs`.

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde::Serialize;
use serde_json::Value as Json;

use super::Encoder;
use crate::Body;
use crate::body::{Piece, Pieces};
use crate::error::{ParameterProblem, RequestError};
use crate::file::{Data, File};
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
    /// are written with brackets (`address[city]`), members that are `null` are left out.
    pub fn form<T: Serialize + ?Sized>(&mut self, value: &T) {
        match serde_json::to_value(value) {
            Ok(value) => {
                let mut text = String::new();
                form(&mut text, "", &value);
                self.body("application/x-www-form-urlencoded", text);
            }
            Err(source) => self.refuse_request(RequestError::Body { source }),
        }
    }

    /// Sets a body of JSON lines: each item on a line of its own.
    pub fn lines<T: Serialize>(&mut self, media_type: &str, items: &[T]) {
        let mut body = Vec::new();
        for item in items {
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

fn form(text: &mut String, name: &str, value: &Json) {
    let scalar = match value {
        Json::Null => return,
        Json::Array(items) => return items.iter().for_each(|item| form(text, name, item)),
        Json::Object(members) => {
            for (key, member) in members {
                let mut inner = String::from(name);
                if name.is_empty() {
                    push_url(&mut inner, key);
                } else {
                    inner.push_str("%5B");
                    push_url(&mut inner, key);
                    inner.push_str("%5D");
                }
                form(text, &inner, member);
            }
            return;
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
}
