//! The body of a request, but for those of several parts: they are in `multipart.rs`.

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde::Serialize;
use serde_json::Value as Json;

use super::Encoder;
use crate::Body;
use crate::error::{ParameterProblem, RequestError};
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

    /// Sets any other body.
    pub fn body(&mut self, media_type: &str, body: impl Into<Bytes>) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => _ = self.headers.insert(CONTENT_TYPE, value),
            Err(_) => self.refuse("Content-Type", ParameterProblem::HeaderValue),
        }
        self.body = Body::from(body.into());
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
