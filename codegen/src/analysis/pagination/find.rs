//! The rules by which pagination is recognised.
//!
//! In: an operation with its one successful JSON response. Out: its [`Paging`], or why it has none although it looked
//! like it. A wrong rule would lose items or turn in circles, so each needs both sides, a parameter and a member of the
//! response, to agree:
//!
//! 1. **Cursor**: a parameter such as `cursor` and, of the same type, a member that can only be the value for the next page
//!    (`next_cursor`, `pageInfo.endCursor`), or that might be (`next`) and is said to be: its description speaks of a
//!    cursor or token, or the parameter's speaks of it, and nothing says that it is an address. Where the operation can be
//!    counted through as well (rules 3 and 4), that is done: servers often give cursors only to those who sent one.
//! 2. **Last item**: `starting_after` and `has_more`, and the items have an `id` of the parameter's type.
//! 3. **Offset**: a number `offset`.
//! 4. **Page number**: a number `page`, with the first page known to be 0 or 1: from its default, its least value, or a
//!    description; from the example of the address of the first page; or from the response form of a framework whose pages
//!    count from 1 (Django REST framework, Laravel).
//! 5. **Address**: a parameter such as `page_token`, and the address of the next page as a member (`next_page_uri`, or `next`
//!    that is said to be an address): the parameter's value stands in its query.
//!
//! 6. **Link**: a parameter that could ask for a page, and a header `Link` (RFC 8288) of the response that is said to hold the
//!    next one, or of which the parameter's description speaks: its value stands in the query of the address with `rel="next"`.
//! 7. **Whole address**: nothing of that, but an operation that is sent with `GET`, and the address of the next page as a member
//!    or in the header `Link`. It is called as it is (`whole.rs`).
//!
//! Counting needs the response to say something about the page (a total, whether there is more), or a parameter for the
//! size of a page and a response that has nothing beside the items that says something about anything else. Where the
//! response is only a list and the path ends in a parameter (`/structure/{id}`), what is counted may be something else than
//! what is listed, so a description has to speak of pages or results.
//!
//! Pages are asked for by `GET`, and by `POST` where the path says that it searches, or where its body takes a cursor: what
//! gives one back reads. Anything else would be done again for each page. Members of a JSON body count like parameters.
//!
//! What a rule says (`rules.rs`) comes before all that: with a position it is all that is needed (`declared.rs`), and without
//! one it says the part that is not found.
//!
//! Worked example: `cursor`, `limit` and a response with `next`, described as "The cursor for the next page", `previous`,
//! `total_count` and one list, `results`, is a cursor; described as a URL, it is nothing.

use super::address::by_address;
use super::counted::{by_offset, by_page_number};
use super::cursor::{by_cursor, by_last_item};
use super::declared::declared;
use super::inputs::{Input, inputs};
use super::link::by_link;
use super::missing;
use super::page::{Opened, Page, open};
use super::parameters::Parameters;
use super::rules::Rules;
use super::said::sizes;
use super::whole::by_whole_address;
use super::{MemberPath, NearMiss, Pagination, Paging, PagingKind, Position, Sizes, words};
use crate::analysis::filters::Filters;
use crate::analysis::generics::Generics;
use crate::analysis::replies::{OperationReplies, Payload, PayloadKind, Replies};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::paging::PaginationRule;
use crate::ir::{Api, Method, Operation, TypeRef};

/// Finds the paginated operations.
pub(in crate::analysis) fn find(
    api: &Api,
    config: &Config,
    replies: &Replies,
    filters: &Filters,
    generics: &Generics,
    diagnostics: &mut Diagnostics,
) -> Pagination {
    let mut pagination = Pagination::default();
    let rules = Rules::of(config);
    for id in api.operation_ids() {
        let operation = api.operation(id);
        let told = rules.about(operation);
        let found = match &told {
            Some(told) if told.rule.enabled == Some(false) => {
                let reason = format!("pagination is turned off, says {}", told.by);
                Err(NearMiss {
                    reason,
                    rules: Vec::new(),
                })
            }
            Some(told) if told.rule.position.is_some() => {
                let (answer, own) = (answer(replies.of(id)), filters.operation(id));
                declared(api, generics, operation, own, answer, (told.rule, &told.by))
                    .map(Some)
                    .map_err(|(part, message)| {
                        diagnostics.push(told.misfit(part, operation, &message));
                        NearMiss {
                            reason: message,
                            rules: Vec::new(),
                        }
                    })
            }
            _ if !config.pagination.enabled => Ok(None),
            told => {
                let inputs = inputs(api, generics, operation, filters.operation(id));
                let parameters = Parameters::of(&inputs);
                let hints = told.as_ref().map(|told| (told.rule, told.by.as_str()));
                let replies = replies.of(id);
                match examine(api, operation, &parameters, replies, hints) {
                    Ok(Some(paging)) => Ok(Some(paging)),
                    nothing => led_by_address(api, operation, &parameters, replies, hints)
                        .map_or(nothing, |paging| Ok(Some(paging))),
                }
            }
        };
        let (paging, near_miss) = match found {
            Ok(paging) => (paging, None),
            Err(reason) => (None, Some(reason)),
        };
        pagination.operations.push(paging);
        pagination.near_misses.push(near_miss);
    }
    rules.report(api, diagnostics);
    pagination
}

/// What was found; an error says why an operation that looks paginated is not taken for one.
type Examined = Result<Option<Paging>, NearMiss>;

const MAY_DO: &str = "it may do something each time it is sent";

fn examine(
    api: &Api,
    operation: &Operation,
    parameters: &Parameters<'_>,
    replies: &OperationReplies,
    hints: Option<(&PaginationRule, &str)>,
) -> Examined {
    if parameters.cursors.is_empty() && parameters.page.is_none() && parameters.offset.is_none() {
        return match answer(replies).and_then(|answer| open(api, answer)) {
            Some(Opened::Object(page)) if page.tells_of_others() => {
                let reason =
                    "its response tells of other pages, and no parameter is known to ask for one";
                Err(reason.into())
            }
            _ => Ok(None),
        };
    }
    let Some(answer) = answer(replies) else {
        return Ok(None);
    };
    let only_reads = may_be_repeated(operation);
    let takes_cursor =
        operation.method == Method::Post && parameters.cursors.iter().any(Input::is_in_body);
    if !only_reads && !takes_cursor {
        return Err(MAY_DO.into());
    }
    // What takes a cursor in its body and gives the next one reads.
    let reads = |found: Paging| match &found.kind {
        PagingKind::Cursor {
            position: Position::Body(_),
            ..
        } => Ok(Some(found)),
        _ if only_reads => Ok(Some(found)),
        _ => Err(MAY_DO.into()),
    };
    let opened = open(api, answer);
    let (page, items, item) = match &opened {
        Some(Opened::List(item)) => (Page::default(), MemberPath::default(), *item),
        Some(Opened::Object(page)) => {
            let said = hints.and_then(|(rule, _)| rule.items.as_deref());
            let items = match said {
                Some(said) => page
                    .list(api, said)
                    .ok_or("the list of a rule is not in its response")?,
                None => page
                    .items()
                    .map_err(|reason| missing::items(api, page, reason))?,
            };
            let list = (items.path.clone(), items.ty);
            return decide(api, operation, parameters, answer, page, list, hints)?
                .map_or(Ok(None), reads);
        }
        None => return Ok(None),
    };
    if operation.path.ends_with('}') && !parameters.speak_of_pages() {
        return Err(missing::end(
            api,
            parameters,
            &items,
            "what is counted may be something else than what is listed",
        ));
    }
    decide(
        api,
        operation,
        parameters,
        answer,
        &page,
        (items, item),
        hints,
    )?
    .map_or(Ok(None), reads)
}

/// How an operation is paginated whose response has the whole address of the next page, if that is so.
fn led_by_address(
    api: &Api,
    operation: &Operation,
    parameters: &Parameters<'_>,
    replies: &OperationReplies,
    hints: Option<(&PaginationRule, &str)>,
) -> Option<Paging> {
    let answer = answer(replies)?;
    let (page, items, item) = match open(api, answer)? {
        Opened::List(item) => (Page::default(), MemberPath::default(), item),
        Opened::Object(page) => {
            let list = page.items().ok()?;
            let (path, ty) = (list.path.clone(), list.ty);
            (page, path, ty)
        }
    };
    let found = by_whole_address(api, operation, &page)?;
    Some(paging(api, parameters, answer, found, (items, item), hints))
}

/// Whether an operation only reads, as far as its method and its path tell.
fn may_be_repeated(operation: &Operation) -> bool {
    let last = operation.path.rsplit('/').find(|part| !part.is_empty());
    match operation.method {
        Method::Get | Method::Head | Method::Query => true,
        Method::Post => last.is_some_and(|part| {
            let name = words::snake(part);
            let mut parts = name.split('_');
            parts.any(|word| words::READING.contains(&word))
        }),
        _ => false,
    }
}

fn decide<'a>(
    api: &'a Api,
    operation: &Operation,
    parameters: &Parameters<'_>,
    answer: &'a TypeRef,
    page: &Page<'a>,
    (items, item): (MemberPath, &'a TypeRef),
    hints: Option<(&PaginationRule, &str)>,
) -> Examined {
    let first = hints.and_then(|(rule, _)| rule.first);
    let counted = by_offset(parameters, page, &items).map_or_else(
        || by_page_number(api, parameters, page, &items, first),
        |found| Ok(Some(found)),
    );
    let led = by_cursor(api, parameters, page)
        .or_else(|| by_last_item(api, parameters, page, item))
        .or_else(|| by_address(api, parameters, page))
        .or_else(|| by_link(api, operation, parameters));
    let found = match (counted, led) {
        (Ok(Some(found)), _) | (_, Some(found)) => found,
        (Ok(None), None) => {
            let reason = "nothing in its response leads to the next page";
            return Err(missing::end(api, parameters, &items, reason));
        }
        (Err(reason), None) => return Err(missing::first(reason)),
    };
    let list = (items, item);
    Ok(Some(paging(api, parameters, answer, found, list, hints)))
}

/// All that is known of an operation whose next page is found.
fn paging(
    api: &Api,
    parameters: &Parameters<'_>,
    answer: &TypeRef,
    (kind, told): (PagingKind, String),
    (items, item): (MemberPath, &TypeRef),
    hints: Option<(&PaginationRule, &str)>,
) -> Paging {
    let mut evidence = vec![told];
    evidence.push(if items.0.is_empty() {
        "the page is the list of items".to_owned()
    } else {
        format!("`{}` is the list of items", items.display(api))
    });
    evidence.extend(kind.ending(api));
    evidence.extend(hints.map(|(_, by)| format!("{by} says part of that")));
    Paging {
        kind,
        page: answer.clone(),
        items,
        item: item.clone(),
        limit: parameters
            .limit
            .as_ref()
            .map(|limit| limit.position.clone()),
        sizes: parameters
            .limit
            .as_ref()
            .map_or_else(Sizes::default, |limit| sizes(limit.docs)),
        evidence,
    }
}

/// The list of items in the one successful response of an operation, whether it is paginated or not, and the type of an item.
pub(in crate::analysis) fn listed_items<'a>(
    api: &'a Api,
    replies: &'a OperationReplies,
) -> Option<(MemberPath, &'a TypeRef)> {
    match open(api, answer(replies)?)? {
        Opened::List(item) => Some((MemberPath::default(), item)),
        Opened::Object(page) => {
            let items = page.items().ok()?;
            Some((items.path.clone(), items.ty))
        }
    }
}

/// The type of the one successful answer, if it is JSON.
fn answer(replies: &OperationReplies) -> Option<&TypeRef> {
    match replies.successes.as_slice() {
        [
            Payload {
                kind: PayloadKind::Json(ty),
                ..
            },
        ] => Some(ty),
        _ => None,
    }
}
