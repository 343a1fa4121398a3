//! What can an operation's answer be?
//!
//! In: the documented responses. Out: [`Replies`]: for each operation, what counts as success and what as a documented
//! error, the distinct payloads of either, and which statuses bring which. Deliberately not here: Rust's names, and how
//! a payload is decoded.
//!
//! * Success is 2xx. Where no 2xx is documented, it is what `default` says of one; where there is no `default` either, 3xx
//!   is success.
//! * Where all successes have the same payload, that is the result; otherwise each status has its own variant, although
//!   some may have equal payloads. The same holds for errors: which status it was is never lost.
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
    /// What success can bring, in document order: one payload, or one for each status. None documented: nothing is decoded.
    pub successes: Vec<Payload>,
    /// What documented errors can bring, in document order: one payload, or one for each status.
    pub errors: Vec<Payload>,
    /// Which statuses bring which payload, most specific first: codes, then ranges, then `default`.
    pub arms: Vec<Arm>,
}

/// A payload that can come back.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// What it is.
    pub kind: PayloadKind,
    /// The status that brings it; the first one, if it is the only payload.
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
        let is_success = is_success(response.status);
        // What `default` says of a failure is for all that is not listed; as a success, it is of 2xx only.
        let status = match response.status {
            Status::Default if is_success => Status::Range(2),
            status => status,
        };
        let payload = Payload { kind, status };
        let outcome = if is_success {
            replies.successes.push(payload);
            Outcome::Success(replies.successes.len() - 1)
        } else if payload.kind == PayloadKind::Empty {
            continue;
        } else {
            replies.errors.push(payload);
            Outcome::Error(replies.errors.len() - 1)
        };
        replies.arms.push(Arm { status, outcome });
    }
    let one_success = unite(&mut replies.successes);
    let one_error = unite(&mut replies.errors);
    for arm in &mut replies.arms {
        match &mut arm.outcome {
            Outcome::Success(index) if one_success => *index = 0,
            Outcome::Error(index) if one_error => *index = 0,
            Outcome::Success(_) | Outcome::Error(_) => {}
        }
    }
    replies.arms.sort_by_key(|arm| arm.status);
    replies
}

/// Makes one of several equal payloads; says whether there is only one now.
fn unite(payloads: &mut Vec<Payload>) -> bool {
    let is_one = payloads
        .windows(2)
        .all(|two| matches!(two, [one, other] if one.kind == other.kind));
    if is_one {
        payloads.truncate(1);
    }
    is_one
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
