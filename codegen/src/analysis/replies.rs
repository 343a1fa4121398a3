//! What can an operation's answer be?
//!
//! In: the documented responses. Out: [`Replies`]: for each operation, what counts as success and what as a documented
//! error, the distinct payloads of either, and which statuses bring which. Deliberately not here: Rust's names, and how
//! a payload is decoded.
//!
//! * Success is 2xx. Where no 2xx is documented, a documented 3xx is; where there is none either, it is what `default`
//!   says of one, and any other status is an error with the same payload.
//! * A 2xx that is not documented is read like the documented one, where all of those have one payload: the server did
//!   what it was asked for.
//! * An answer to `HEAD`, and one with 204, 205 or 304, has no body, whatever the document says.
//! * Where all successes have the same payload, that is the result; otherwise each status has its own variant, although
//!   some may have equal payloads. The same holds for errors: which status it was is never lost.
//! * Of several media types of one response the first that is understood best is taken: JSON, then lines and events,
//!   then text, then bytes; but bytes that are a file (audio, say) before lines and events, which nobody would find in it.
//! * Of what is not taken, an operation that answers as a whole can still be asked for a stream: of items, or of bytes.
//! * An error response without a body has nothing to type: its status arrives like an undocumented one.

use crate::ir::{
    Api, Content, ContentKind, Method, Operation, OperationId, Response, Scalar, Status, TypeKind,
    TypeRef,
};

/// How many unions may stand in each other where events are looked for.
const DEEPEST_UNION: usize = 8;

/// What can come back, for each operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Replies(Vec<OperationReplies>);

impl Replies {
    /// What can come back from an operation.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub(crate) fn of(&self, id: OperationId) -> &OperationReplies {
        &self.0[id.index()]
    }
}

/// What can come back from one operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationReplies {
    /// What success can bring, in document order: one payload, or one for each status. None documented: nothing is decoded.
    pub successes: Vec<Payload>,
    /// What documented errors can bring, in document order: one payload, or one for each status.
    pub errors: Vec<Payload>,
    /// Which statuses bring which payload, most specific first: codes, then ranges, then `default`.
    pub arms: Vec<Arm>,
    /// The media types to ask for, as in `Accept`; `None`: JSON, or nothing in particular.
    pub accept: Option<String>,
    /// What can also be read as it comes.
    pub streamed: Option<Streamed>,
    /// Whether a redirection is what the operation is for.
    pub is_redirect: bool,
}

/// An answer that can also be read as it comes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Streamed {
    /// The status that brings it.
    pub status: Status,
    /// What it is: a stream, or bytes.
    pub kind: PayloadKind,
    /// The media type to ask for, as in `Accept`.
    pub accept: String,
}

/// A payload that can come back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Payload {
    /// What it is.
    pub kind: PayloadKind,
    /// The status that brings it; the first one, if it is the only payload.
    pub status: Status,
}

/// What a payload is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PayloadKind {
    /// No body.
    Empty,
    /// JSON of a type.
    Json(TypeRef),
    /// Text.
    Text,
    /// A value of a type, written as text: a number, one of several texts.
    TextOf(TypeRef),
    /// Bytes.
    Bytes,
    /// Events, each with JSON of a type as its data.
    Events(TypeRef),
    /// Events, each an object of a type: the data is a member of it.
    WholeEvents(TypeRef),
    /// Events, each with text as its data.
    TextEvents,
    /// JSON of a type on each line.
    Lines(TypeRef),
}

impl PayloadKind {
    /// Whether it is read item by item.
    #[must_use]
    pub(crate) fn is_stream(&self) -> bool {
        matches!(
            self,
            Self::Events(_) | Self::WholeEvents(_) | Self::TextEvents | Self::Lines(_)
        )
    }

    /// Whether an error can have it.
    fn can_be_error(&self) -> bool {
        *self != Self::Empty && !self.is_stream()
    }
}

/// Statuses and the payload they bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arm {
    /// The statuses.
    pub status: Status,
    /// What they mean.
    pub outcome: Outcome,
}

/// What a status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Success, with the payload at this position of [`OperationReplies::successes`].
    Success(usize),
    /// A documented error, with the payload at this position of [`OperationReplies::errors`].
    Error(usize),
}

/// Sorts the responses of all operations.
pub(super) fn sort(api: &Api) -> Replies {
    let sorted = api
        .operations
        .iter()
        .map(|operation| sort_operation(api, operation));
    Replies(sorted.collect())
}

/// Which documented statuses of an operation are its success.
pub(crate) fn success(operation: &Operation) -> fn(Status) -> bool {
    let any = |test: fn(Status) -> bool| {
        operation
            .responses
            .iter()
            .any(|response| test(response.status))
    };
    if any(Status::is_success) {
        Status::is_success
    } else if any(is_redirect) {
        is_redirect
    } else {
        |status| status == Status::Default
    }
}

fn is_redirect(status: Status) -> bool {
    matches!(status, Status::Code(300..=399) | Status::Range(3))
}

/// Whether HTTP leaves no place for a body.
fn has_no_body(operation: &Operation, status: Status) -> bool {
    operation.method == Method::Head || matches!(status, Status::Code(100..=199 | 204 | 205 | 304))
}

fn sort_operation(api: &Api, operation: &Operation) -> OperationReplies {
    let mut replies = OperationReplies::default();
    let is_success = success(operation);
    let mut accepted: Vec<String> = Vec::new();
    for (documented, response) in api.responses_of(operation) {
        let is_success = is_success(documented);
        let best = best(&response.content).filter(|_| !has_no_body(operation, documented));
        let kind = best.map_or(PayloadKind::Empty, |best| payload(api, best, is_success));
        if is_success && let Some(best) = best {
            let accept = accept(&best.media_type);
            if !accepted.contains(&accept) {
                accepted.push(accept);
            }
            if replies.streamed.is_none() {
                replies.streamed = streamed(api, (documented, response), best, &kind);
            }
        }
        // What `default` says of a failure is for all that is not listed; as a success, it is of 2xx only.
        let status = match documented {
            Status::Default if is_success => Status::Range(2),
            status => status,
        };
        let payload = Payload { kind, status };
        if documented == Status::Default && is_success && payload.kind.can_be_error() {
            replies.errors.push(Payload {
                kind: payload.kind.clone(),
                status: Status::Default,
            });
            replies.arms.push(Arm {
                status: Status::Default,
                outcome: Outcome::Error(replies.errors.len() - 1),
            });
        }
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
    replies.is_redirect = replies
        .successes
        .iter()
        .any(|payload| is_redirect(payload.status));
    let one_success = unite(&mut replies.successes);
    let one_error = unite(&mut replies.errors);
    for arm in &mut replies.arms {
        match &mut arm.outcome {
            Outcome::Success(index) if one_success => *index = 0,
            Outcome::Error(index) if one_error => *index = 0,
            Outcome::Success(_) | Outcome::Error(_) => {}
        }
    }
    let is_alone = matches!(replies.successes.as_slice(), [only] if only.status.is_success());
    let is_listed = |arm: &Arm| arm.status == Status::Range(2);
    if is_alone && !replies.arms.iter().any(is_listed) {
        replies.arms.push(Arm {
            status: Status::Range(2),
            outcome: Outcome::Success(0),
        });
    }
    if accepted.iter().any(|accept| accept != "application/json") {
        replies.accept = Some(accepted.join(", "));
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

/// What a body is. Only success is read as it comes.
fn payload(api: &Api, content: &Content, is_success: bool) -> PayloadKind {
    let ty = || content.ty.clone().unwrap_or(TypeRef::Any);
    match content.kind {
        ContentKind::Json | ContentKind::Form => PayloadKind::Json(ty()),
        ContentKind::EventStream if is_success => events(api, content.ty.as_ref()),
        ContentKind::JsonLines if is_success => PayloadKind::Lines(ty()),
        ContentKind::Text => match api.text_value(content) {
            Some(ty) => PayloadKind::TextOf(ty.clone()),
            None => PayloadKind::Text,
        },
        ContentKind::EventStream | ContentKind::JsonLines => PayloadKind::Text,
        ContentKind::Multipart | ContentKind::Bytes => PayloadKind::Bytes,
    }
}

/// What events are: most documents describe their data, some the events as objects.
fn events(api: &Api, ty: Option<&TypeRef>) -> PayloadKind {
    match ty {
        None => PayloadKind::TextEvents,
        Some(ty) if *api.resolve(ty) == TypeRef::Scalar(Scalar::String) => PayloadKind::TextEvents,
        Some(ty) if is_event(api, ty, 0) => PayloadKind::WholeEvents(ty.clone()),
        Some(ty) => PayloadKind::Events(ty.clone()),
    }
}

/// Whether a type has the members of an event, and no others.
fn is_event(api: &Api, ty: &TypeRef, depth: usize) -> bool {
    let TypeRef::Named(id) = api.resolve(ty) else {
        return false;
    };
    match &api.ty(*id).kind {
        TypeKind::Object(object) => {
            let mut names = object.fields.iter().map(|field| field.wire_name.as_str());
            names.clone().any(|name| name == "data")
                && names.all(|name| ["data", "event", "id", "retry"].contains(&name))
        }
        TypeKind::Union(union) if depth < DEEPEST_UNION => union
            .variants
            .iter()
            .all(|variant| is_event(api, &variant.ty, depth + 1)),
        _ => false,
    }
}

/// What can be read as it comes, beside the payload that was taken for the best.
fn streamed(
    api: &Api,
    (documented, response): (Status, &Response),
    best: &Content,
    taken: &PayloadKind,
) -> Option<Streamed> {
    let status = match documented {
        Status::Default => Status::Range(2),
        status => status,
    };
    let of = |content: &Content| Streamed {
        status,
        kind: payload(api, content, true),
        accept: accept(&content.media_type),
    };
    let others = || {
        response
            .content
            .iter()
            .filter(|it| !std::ptr::eq(*it, best))
    };
    if *taken == PayloadKind::Bytes {
        return Some(of(others().find(|it| is_stream(it)).unwrap_or(best)));
    }
    // A text can be as long as a file.
    if *taken == PayloadKind::Text {
        let kind = PayloadKind::Bytes;
        return Some(Streamed { kind, ..of(best) });
    }
    if taken.is_stream() {
        return None;
    }
    let other = others()
        .find(|it| is_stream(it))
        .or_else(|| others().find(|it| is_file(it)));
    other.map(of)
}

/// The media type that is read where nothing else is asked for.
fn best(content: &[Content]) -> Option<&Content> {
    let best = content.iter().min_by_key(|it| rank(it))?;
    let file = content.iter().find(|it| is_file(it));
    Some(file.filter(|_| is_stream(best)).unwrap_or(best))
}

fn is_stream(content: &Content) -> bool {
    matches!(
        content.kind,
        ContentKind::EventStream | ContentKind::JsonLines
    )
}

/// Whether the bytes are something else than the other media types in another notation.
fn is_file(content: &Content) -> bool {
    let same_in_other_words = ["xml", "yaml", "msgpack", "cbor", "*"];
    let media_type = content.media_type.to_ascii_lowercase();
    content.kind == ContentKind::Bytes
        && content.ty.is_some()
        && !same_in_other_words
            .iter()
            .any(|word| media_type.contains(word))
}

/// The media type to ask for: without a character set, which is the server's choice.
fn accept(media_type: &str) -> String {
    let is_sendable = media_type.bytes().all(|byte| (0x20..0x7F).contains(&byte));
    let mut parts = media_type.split(';').map(str::trim);
    let essence = parts
        .next()
        .filter(|essence| is_sendable && essence.contains('/'));
    let mut accept = essence.unwrap_or("*/*").to_owned();
    if essence.is_some() {
        for parameter in parts.filter(|it| !it.is_empty()) {
            if !parameter.to_ascii_lowercase().starts_with("charset") {
                accept.push(';');
                accept.push_str(parameter);
            }
        }
    }
    accept
}

fn rank(content: &Content) -> u8 {
    match content.kind {
        // JSON that is called text is asked for where there is no other.
        ContentKind::Json if !content.media_type.starts_with("text/") => 0,
        ContentKind::Form => 4,
        ContentKind::Json | ContentKind::EventStream | ContentKind::JsonLines => 1,
        ContentKind::Text => 2,
        ContentKind::Bytes | ContentKind::Multipart => 3,
    }
}
