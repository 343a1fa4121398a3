//! Headers of responses, by name and type.
//!
//! In: a header as it came, and what the document states about it. Out: a value of the documented type. The text of a value
//! is read by `header/text.rs`. Deliberately not here: headers of requests, which `encode/` writes.

mod text;

use std::fmt;
use std::marker::PhantomData;

use http::HeaderMap;
use serde::de::DeserializeOwned;

use crate::error::HeaderError;

/// A header that responses can have, with the type of its value. Generated clients have one for each header of the
/// document.
///
/// ```
/// use tamis_runtime::{Header, RawResponse, http};
///
/// const X_RATE_LIMIT: Header<i64> = Header::new("X-Rate-Limit");
///
/// let response = RawResponse::from(http::Response::builder().header("x-rate-limit", "60").body("").unwrap());
/// assert_eq!(response.header(X_RATE_LIMIT)?, Some(60));
/// # Ok::<(), tamis_runtime::HeaderError>(())
/// ```
///
/// Beside a value there is [`Response::header`](crate::Response::header); an error has it by
/// [`Error::raw_response`](crate::Error::raw_response).
pub struct Header<T> {
    name: &'static str,
    form: Form,
    value: PhantomData<fn() -> T>,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `style: simple`: as text, lists with commas, objects as `a,1,b,2`.
    Simple,
    /// The same with `explode: true`: objects as `a=1,b=2`.
    Exploded,
    /// As JSON.
    Json,
}

impl<T> Header<T> {
    /// A header whose value is text, a number, a list with commas, or an object as `a,1,b,2`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self::of(name, Form::Simple)
    }

    /// A header whose value is an object as `a=1,b=2`.
    #[must_use]
    pub const fn exploded(name: &'static str) -> Self {
        Self::of(name, Form::Exploded)
    }

    /// A header whose value is JSON.
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self::of(name, Form::Json)
    }

    const fn of(name: &'static str, form: Form) -> Self {
        Self {
            name,
            form,
            value: PhantomData,
        }
    }

    /// The name, as the document spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }
}

impl<T: DeserializeOwned> Header<T> {
    /// The value among these headers; several of one name are one list.
    pub(crate) fn read(self, headers: &HeaderMap) -> Result<Option<T>, HeaderError> {
        let mut values = headers.get_all(self.name).iter();
        let Some(first) = values.next() else {
            return Ok(None);
        };
        let failed = |text: &[u8], reason: String| {
            // Cookies are credentials, and errors are shown; a reason may quote the text, too.
            let (shown, reason) = if first.is_sensitive() {
                ("(hidden)".into(), "it has another form".to_owned())
            } else {
                (String::from_utf8_lossy(text), reason)
            };
            HeaderError::new(self.name, shown.into_owned(), reason)
        };
        let mut text = first.as_bytes().to_vec();
        for more in values {
            text.extend_from_slice(b", ");
            text.extend_from_slice(more.as_bytes());
        }
        let text = String::from_utf8(text)
            .map_err(|error| failed(error.as_bytes(), error.utf8_error().to_string()))?;
        let value = match self.form {
            Form::Json => serde_json::from_str(&text).map_err(|error| error.to_string()),
            form => T::deserialize(text::Text::new(&text, form == Form::Exploded))
                .map_err(|error| error.to_string()),
        };
        match value {
            Ok(value) => Ok(Some(value)),
            Err(reason) => Err(failed(text.as_bytes(), reason)),
        }
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}
