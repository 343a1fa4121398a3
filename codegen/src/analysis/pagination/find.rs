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
//! Counting needs the response to say something about the page (a total, whether there is more), or a parameter for the
//! size of a page and a response that has nothing beside the items that says something about anything else. Where the
//! response is only a list and the path ends in a parameter (`/structure/{id}`), what is counted may be something else than
//! what is listed, so a description has to speak of pages or results.
//!
//! Pages are asked for by `GET`, and by `POST` where the path says that it searches. Anything else would be done again for
//! each page.
//!
//! Worked example: `cursor`, `limit` and a response with `next`, described as "The cursor for the next page", `previous`,
//! `total_count` and one list, `results`, is a cursor; described as a URL, it is nothing.

use super::address::by_address;
use super::counted::{by_offset, by_page_number};
use super::cursor::{by_cursor, by_last_item};
use super::page::Page;
use super::parameters::Parameters;
use super::said::sizes;
use super::{MemberPath, PageEnd, Pagination, Paging, PagingKind, Sizes, words};
use crate::analysis::filters::Filters;
use crate::analysis::replies::{OperationReplies, Payload, PayloadKind, Replies};
use crate::config::Config;
use crate::ir::{Api, Method, Operation, TypeKind, TypeRef};

/// Finds the paginated operations.
pub(in crate::analysis) fn find(
    api: &Api,
    config: &Config,
    replies: &Replies,
    filters: &Filters,
) -> Pagination {
    let mut pagination = Pagination::default();
    for id in api.operation_ids() {
        let found = if config.pagination {
            let parameters = Parameters::of(api.operation(id), filters.operation(id));
            examine(api, api.operation(id), &parameters, replies.of(id))
        } else {
            Ok(None)
        };
        let (paging, near_miss) = match found {
            Ok(paging) => (paging, None),
            Err(reason) => (None, Some(reason.to_owned())),
        };
        pagination.operations.push(paging);
        pagination.near_misses.push(near_miss);
    }
    pagination
}

/// What was found; an error says why an operation that looks paginated is not taken for one.
type Found = Result<Option<Paging>, &'static str>;

fn examine(
    api: &Api,
    operation: &Operation,
    parameters: &Parameters<'_>,
    replies: &OperationReplies,
) -> Found {
    if parameters.cursors.is_empty() && parameters.page.is_none() && parameters.offset.is_none() {
        return Ok(None);
    }
    let Some(answer) = answer(replies) else {
        return Ok(None);
    };
    if !may_be_repeated(operation) {
        return Err("it may do something each time it is sent");
    }
    let opened = open(api, answer);
    let (page, items, item) = match &opened {
        Some(Opened::List(item)) => (Page::default(), MemberPath::default(), *item),
        Some(Opened::Object(page)) => {
            let items = page.items()?;
            return decide(api, parameters, answer, page, items.path.clone(), items.ty);
        }
        None => return Ok(None),
    };
    if operation.path.ends_with('}') && !parameters.speak_of_pages() {
        return Err("what is counted may be something else than what is listed");
    }
    decide(api, parameters, answer, &page, items, item)
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
    parameters: &Parameters<'_>,
    answer: &'a TypeRef,
    page: &Page<'a>,
    items: MemberPath,
    item: &'a TypeRef,
) -> Found {
    let counted = by_offset(parameters, page, &items).map_or_else(
        || by_page_number(api, parameters, page, &items),
        |found| Ok(Some(found)),
    );
    let led = by_cursor(api, parameters, page)
        .or_else(|| by_last_item(api, parameters, page, item))
        .or_else(|| by_address(api, parameters, page));
    let (kind, told) = match (counted, led) {
        (Ok(Some(found)), _) | (_, Some(found)) => found,
        (Ok(None), None) => return Err(parameters.dead_end()),
        (Err(reason), None) => return Err(reason),
    };
    let mut evidence = vec![told];
    evidence.push(if items.0.is_empty() {
        "the page is the list of items".to_owned()
    } else {
        format!("`{}` is the list of items", items.display(api))
    });
    evidence.extend(ending(api, &kind));
    Ok(Some(Paging {
        kind,
        page: answer.clone(),
        items,
        item: item.clone(),
        limit: parameters.limit.map(|(id, _)| id),
        sizes: parameters
            .limit
            .map_or_else(Sizes::default, |(_, limit)| sizes(&limit.docs)),
        evidence,
    }))
}

/// How the last of counted pages is known, in words.
fn ending(api: &Api, kind: &PagingKind) -> Option<String> {
    let (PagingKind::Offset { last, .. } | PagingKind::PageNumber { last, .. }) = kind else {
        return None;
    };
    let way = |path: &MemberPath| path.display(api);
    Some(match last {
        PageEnd::Empty => "the last page is known by the empty one behind it".to_owned(),
        PageEnd::Pages(path) => format!("`{}` is the number of pages", way(path)),
        PageEnd::Total(path) => format!("`{}` is the number of all items", way(path)),
        PageEnd::More(path) => format!("`{}` says whether there is a next page", way(path)),
        PageEnd::Next(path) => format!("there is a next page where there is `{}`", way(path)),
    })
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

enum Opened<'a> {
    List(&'a TypeRef),
    Object(Page<'a>),
}

fn open<'a>(api: &'a Api, answer: &'a TypeRef) -> Option<Opened<'a>> {
    match api.resolve(answer) {
        TypeRef::List(item) | TypeRef::Set(item) => Some(Opened::List(item)),
        TypeRef::Named(id) => matches!(api.ty(*id).kind, TypeKind::Object(_))
            .then(|| Opened::Object(Page::open(api, *id))),
        _ => None,
    }
}
