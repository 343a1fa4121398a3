//! Why a call gets no rows.

use http::StatusCode;
use serde_json::{Value as Json, json};

/// A parameter that the API would not take: a position that it never gave out, a size that is out of bounds, a parameter
/// that the document does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    parameter: String,
    reason: String,
}

impl Refusal {
    pub(super) fn new(parameter: &str, reason: impl Into<String>) -> Self {
        Self {
            parameter: parameter.to_owned(),
            reason: reason.into(),
        }
    }

    /// The name of the parameter, as the document spells it.
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.parameter
    }

    /// What is wrong with it.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The response of FastAPI and those that follow it.
    pub(super) fn usual(&self) -> (StatusCode, Json) {
        let detail = json!([{
            "type": "value_error",
            "loc": ["query", self.parameter],
            "msg": self.reason,
        }]);
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            json!({ "detail": detail }),
        )
    }
}

/// Why a call gets no rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Refused(Refusal),
    /// The rows cannot say which of them are asked for.
    Unknown(String),
}

impl Problem {
    pub(super) fn refused(parameter: &str, reason: impl Into<String>) -> Self {
        Self::Refused(Refusal::new(parameter, reason))
    }
}
