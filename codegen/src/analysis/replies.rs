//! What can an operation's answer be?
//!
//! In: the documented responses. Out: [`Replies`]: for each operation, what counts as success and what as a documented
//! error, the distinct payloads of either, and which statuses bring which. Deliberately not here: Rust's names, and how
//! a payload is decoded.
//!
//! * Success is 2xx; where no 2xx is documented, `default` is success; where only 3xx are, they are.
//! * Of several media types of one response the first that is understood best is taken: JSON, then lines and events,
//!   then text, then bytes.
//! * An error response without a body has nothing to type: its status arrives like an undocumented one.

use crate::ir::{Api, Content, ContentKind, Operation, OperationId, Response, Status, TypeRef};

/// What can come back, for each operation.
#[derive(Clone, Debug, Default)]
pub struct Replies(Vec<OperationReplies>);

impl Replies {
    /// What can come back from an operation.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub fn of(&self, id: OperationId) -> &OperationReplies {
        &self.0[id.index()]
    }
}

/// What can come back from one operation.
#[derive(Clone, Debug, Default)]
pub struct OperationReplies {
    /// The distinct payloads of success, in document order. None documented: nothing is decoded.
    pub successes: Vec<Payload>,
    /// The distinct payloads of documented errors, in document order.
    pub errors: Vec<Payload>,
    /// Which statuses bring which payload, most specific first: codes, then ranges, then `default`.
    pub arms: Vec<Arm>,
}

/// A payload that can come back.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// What it is.
    pub kind: PayloadKind,
    /// The first status that brings it.
    pub status: Status,
}

/// What a payload is.
#[derive(Clone, Debug, PartialEq)]
pub enum PayloadKind {
    /// No body.
    Empty,
    /// JSON of a type.
    Json(TypeRef),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// Statuses and the payload they bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arm {
    /// The statuses.
    pub status: Status,
    /// What they mean.
    pub outcome: Outcome,
}

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Success, with the payload at this position of [`OperationReplies::successes`].
    Success(usize),
    /// A documented error, with the payload at this position of [`OperationReplies::errors`].
    Error(usize),
}

/// Sorts the responses of all operations.
pub(super) fn sort(api: &Api) -> Replies {
    Replies(api.operations.iter().map(sort_operation).collect())
}

fn sort_operation(operation: &Operation) -> OperationReplies {
    let mut replies = OperationReplies::default();
    let any = |test: fn(Status) -> bool| {
        operation
            .responses
            .iter()
            .any(|response| test(response.status))
    };
    let is_success: fn(Status) -> bool = if any(Status::is_success) {
        Status::is_success
    } else if any(|status| status == Status::Default) {
        |status| status == Status::Default
    } else {
        |status| matches!(status, Status::Code(300..=399) | Status::Range(3))
    };
    for response in &operation.responses {
        let kind = payload(response);
        let outcome = if is_success(response.status) {
            Outcome::Success(intern(&mut replies.successes, kind, response.status))
        } else if kind == PayloadKind::Empty {
            continue;
        } else {
            Outcome::Error(intern(&mut replies.errors, kind, response.status))
        };
        replies.arms.push(Arm {
            status: response.status,
            outcome,
        });
    }
    replies.arms.sort_by_key(|arm| arm.status);
    replies
}

fn intern(payloads: &mut Vec<Payload>, kind: PayloadKind, status: Status) -> usize {
    payloads
        .iter()
        .position(|payload| payload.kind == kind)
        .unwrap_or_else(|| {
            payloads.push(Payload { kind, status });
            payloads.len() - 1
        })
}

fn payload(response: &Response) -> PayloadKind {
    let best = response.content.iter().min_by_key(|content| rank(content));
    match best {
        None => PayloadKind::Empty,
        Some(Content {
            kind: ContentKind::Json | ContentKind::Form,
            ty,
            ..
        }) => PayloadKind::Json(ty.clone().unwrap_or(TypeRef::Any)),
        Some(Content {
            kind: ContentKind::Text | ContentKind::EventStream | ContentKind::JsonLines,
            ..
        }) => PayloadKind::Text,
        Some(Content {
            kind: ContentKind::Multipart | ContentKind::Bytes,
            ..
        }) => PayloadKind::Bytes,
    }
}

fn rank(content: &Content) -> u8 {
    match content.kind {
        ContentKind::Json => 0,
        ContentKind::Form => 4,
        ContentKind::EventStream | ContentKind::JsonLines => 1,
        ContentKind::Text => 2,
        ContentKind::Bytes | ContentKind::Multipart => 3,
    }
}
