//! Why a request cannot be made. Nothing was sent.

use std::error::Error as StdError;
use std::fmt;

/// Why a request was refused before anything was sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The value of a parameter cannot be sent as it is.
    #[non_exhaustive]
    Parameter {
        /// The parameter, as the document spells it.
        name: String,
        /// What is wrong with its value.
        problem: ParameterProblem,
    },
    /// The operation needs credentials that the client was not given.
    MissingCredentials(MissingCredentials),
    /// The body has no form of its media type: a map with keys that are not text, for instance.
    #[non_exhaustive]
    Body {
        /// What the serializer says.
        source: serde_json::Error,
    },
    /// The operation changes or deletes what its filters select, and there is no condition, so that it would be all.
    NoCondition,
    /// The body holds a stream that is there only once, and another request has it: see
    /// [`File::from_stream`](crate::File::from_stream).
    SpentStream,
    /// The URL is longer than can be sent.
    #[non_exhaustive]
    UrlTooLong {
        /// How long it would be, in bytes.
        length: usize,
        /// How long it may be, in bytes.
        limit: usize,
    },
    /// The URL, or the cookies, are not valid. The text is not shown, since it can hold a credential.
    Url,
}

/// What is wrong with the value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterProblem {
    /// It stands in the path and is empty: another resource would be addressed.
    EmptySegment,
    /// It stands in the path and is `.` or `..`: another resource would be addressed.
    DotSegment,
    /// The list is empty: servers take that for "none" or for "all".
    EmptyList,
    /// An item of a list is empty, which looks like no item.
    EmptyItem,
    /// An item of a list contains what separates the items.
    #[non_exhaustive]
    SeparatorInItem {
        /// The item.
        item: String,
        /// What separates items.
        separator: char,
    },
    /// There are two values for it, of which a server would keep one.
    Repeated,
    /// The server does not offer the operator of the condition.
    NotOffered,
    /// A filter was changed in place into what is no condition: a range that is open at both ends, an empty
    /// conjunction, or one inside another.
    NoCondition,
    /// The value has no text form.
    #[non_exhaustive]
    Value {
        /// Why.
        reason: String,
    },
    /// A list or an object stands inside a list or an object, for which the style has no form.
    Nested,
    /// An item of a list is `null`, which has no text form: without it, the list would be another one.
    NullItem,
    /// The name is not one that a header can have.
    HeaderName,
    /// The text is not one that a header can have: a line break, or a space at an end.
    HeaderValue,
}

/// The credentials that an operation needs and the client does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingCredentials {
    /// One list for each way to authenticate: the names of the schemes that it lacks.
    ways: Vec<Vec<&'static str>>,
}

impl MissingCredentials {
    pub(crate) fn new(ways: Vec<Vec<&'static str>>) -> Self {
        Self { ways }
    }

    /// The names of the schemes, as the document has them: one list for each way to authenticate, with what it lacks.
    #[must_use]
    pub fn ways(&self) -> &[Vec<&'static str>] {
        &self.ways
    }
}

impl fmt::Display for MissingCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("missing credentials: ")?;
        for (at, way) in self.ways.iter().enumerate() {
            if at > 0 {
                f.write_str(", or ")?;
            }
            for (at, scheme) in way.iter().enumerate() {
                write!(f, "{}`{scheme}`", if at > 0 { " and " } else { "" })?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter { name, problem } => write!(f, "parameter `{name}`: {problem}"),
            Self::MissingCredentials(missing) => missing.fmt(f),
            Self::Body { source } => write!(f, "the body cannot be written: {source}"),
            Self::NoCondition => f.write_str(
                "the operation changes whatever its filters select, and none is set: set one, or say `.send().all()`",
            ),
            Self::SpentStream => f.write_str(
                "the body holds a stream that can be sent once, and was sent or is being sent; `File::from_opener` opens one each time",
            ),
            Self::UrlTooLong { length, limit } => {
                write!(
                    f,
                    "the URL would have {length} bytes, and at most {limit} can be sent"
                )
            }
            Self::Url => f.write_str("the URL or the cookies of the request are not valid"),
        }
    }
}

impl fmt::Display for ParameterProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptySegment => {
                f.write_str("it is empty, and would make the path that of another resource")
            }
            Self::DotSegment => {
                f.write_str("`.` and `..` would make the path that of another resource")
            }
            Self::EmptyList => f.write_str(
                "the list is empty, which servers take for \"none\" or for \"all\"; leave the parameter out",
            ),
            Self::EmptyItem => f.write_str("an item of the list is empty"),
            Self::SeparatorInItem { item, separator } => write!(
                f,
                "the item {item:?} contains {separator:?}, where the server would split it in two"
            ),
            Self::Repeated => {
                f.write_str("it is set twice, and a server keeps one value of a parameter")
            }
            Self::NotOffered => f.write_str("the server does not offer the operator of a condition"),
            Self::NoCondition => f.write_str("the filter was changed into one without a condition that can be sent"),
            Self::Value { reason } => f.write_str(reason),
            Self::NullItem => f.write_str("an item of the list is `null`, which has no text form"),
            Self::Nested => {
                f.write_str("a list or an object inside another one cannot be written in a parameter")
            }
            Self::HeaderName => f.write_str("this is not the name of a header"),
            Self::HeaderValue => f.write_str(
                "the value of a header has no line breaks, no control characters and no spaces at its ends",
            ),
        }
    }
}

impl StdError for RequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Body { source } => source.source(),
            _ => None,
        }
    }
}

impl StdError for MissingCredentials {}
