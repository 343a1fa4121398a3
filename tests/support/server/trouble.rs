//! What a test can make go wrong, and at which requests.
//!
//! In: a test's wishes. Out: the troubles of the request at hand. Carrying them out is the business of `http.rs`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

/// Something that goes wrong.
#[derive(Clone)]
pub(crate) enum Trouble {
    /// The JSON of the answer is changed: a wrong type deep inside, a cursor that leads back.
    Rewrite(Arc<dyn Fn(&mut Value) + Send + Sync>),
    /// Half of the JSON text is sent, as a complete HTTP message.
    Truncate,
    /// The connection ends in the middle of the body.
    BreakOff,
    /// The connection ends without an answer.
    Close,
    /// Another answer is given.
    Answer {
        /// The status code.
        status: u16,
        /// The media type.
        content_type: &'static str,
        /// The body.
        body: &'static str,
    },
    /// The answer comes late.
    Delay(Duration),
}

impl Trouble {
    /// [`Trouble::Rewrite`] from a closure.
    pub(crate) fn rewrite(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        Self::Rewrite(Arc::new(change))
    }
}

/// Which requests are in trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// All of them.
    Always,
    /// The one of that number, counted from 0 since the last trouble was added.
    Request(usize),
}

/// All troubles there are to be.
#[derive(Debug, Default)]
pub(super) struct Plan {
    troubles: Vec<(When, Trouble)>,
    requests: usize,
}

impl Plan {
    pub(super) fn add(&mut self, when: When, trouble: Trouble) {
        self.troubles.push((when, trouble));
        self.requests = 0;
    }

    /// The troubles of the next request.
    pub(super) fn next(&mut self) -> Vec<Trouble> {
        let number = self.requests;
        self.requests += 1;
        self.troubles
            .iter()
            .filter(|(when, _)| matches!(when, When::Always) || *when == When::Request(number))
            .map(|(_, trouble)| trouble.clone())
            .collect()
    }
}

impl fmt::Debug for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rewrite(_) => f.write_str("Rewrite"),
            Self::Truncate => f.write_str("Truncate"),
            Self::BreakOff => f.write_str("BreakOff"),
            Self::Close => f.write_str("Close"),
            Self::Answer { status, .. } => write!(f, "Answer({status})"),
            Self::Delay(duration) => write!(f, "Delay({duration:?})"),
        }
    }
}
