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
//! 3. **Offset**: a number `offset` and a limit.
//! 4. **Page number**: a number `page`, with the first page known to be 0 or 1: from its default, its least value, or a
//!    description; or from the response form of Django REST framework, whose pages count from 1.
//!
//! Counting needs the response to say something about the page (a total, whether there is more), or to have nothing
//! beside the items that says something about anything else.
//!
//! Worked example: `cursor`, `limit` and a response with `next`, described as "The cursor for the next page", `previous`,
//! `total_count` and one list, `results`, is a cursor; described as a URL, it is nothing.

use super::page::{Fact, Page, bare, is_integer};
use super::words::{self, snake};
use super::{MemberPath, PageEnd, Pagination, Paging, PagingKind, Step};
use crate::config::Config;
use crate::ir::{
    Api, ContentKind, Docs, Location, Operation, Parameter, ParameterId, Scalar, TypeKind, TypeRef,
};

/// Finds the paginated operations.
pub(in crate::analysis) fn find(api: &Api, config: &Config) -> Pagination {
    let mut pagination = Pagination::default();
    for operation in &api.operations {
        let found = if config.pagination {
            examine(api, operation)
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

fn examine(api: &Api, operation: &Operation) -> Found {
    let parameters = Parameters::of(operation);
    if parameters.cursors.is_empty() && parameters.page.is_none() && parameters.offset.is_none() {
        return Ok(None);
    }
    let Some(answer) = answer(operation) else {
        return Ok(None);
    };
    let opened = open(api, answer);
    let (page, items, item) = match &opened {
        Some(Opened::List(item)) => (Page::default(), MemberPath::default(), *item),
        Some(Opened::Object(page)) => {
            let items = page.items()?;
            return decide(api, &parameters, answer, page, items.path.clone(), items.ty);
        }
        None => return Ok(None),
    };
    decide(api, &parameters, answer, &page, items, item)
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
        || by_page_number(parameters, page, &items),
        |found| Ok(Some(found)),
    );
    let led =
        by_cursor(api, parameters, page).or_else(|| by_last_item(api, parameters, page, item));
    let (kind, told) = match (counted, led) {
        (Ok(Some(found)), _) | (_, Some(found)) => found,
        (Ok(None), None) => return Err("nothing in its response leads to the next page"),
        (Err(reason), None) => return Err(reason),
    };
    let mut evidence = vec![told];
    evidence.push(if items.0.is_empty() {
        "the page is the list of items".to_owned()
    } else {
        format!("`{}` is the list of items", items.display(api))
    });
    Ok(Some(Paging {
        kind,
        page: answer.clone(),
        items,
        item: item.clone(),
        limit: parameters.limit,
        evidence,
    }))
}

/// The parameters that matter.
struct Parameters<'a> {
    /// In the order of [`words::CURSOR`].
    cursors: Vec<(ParameterId, &'a Parameter, String)>,
    page: Option<(ParameterId, &'a Parameter)>,
    offset: Option<(ParameterId, &'a Parameter)>,
    limit: Option<ParameterId>,
}

impl<'a> Parameters<'a> {
    fn of(operation: &'a Operation) -> Self {
        let named: Vec<_> = operation
            .parameters_in(Location::Query)
            .map(|(id, parameter)| (id, parameter, snake(&parameter.wire_name)))
            .collect();
        let first = |names: &[&str], fits: fn(&Parameter) -> bool| {
            names.iter().find_map(|name| {
                named
                    .iter()
                    .find(|(_, parameter, snake)| snake == name && fits(parameter))
                    .map(|(id, parameter, _)| (*id, *parameter))
            })
        };
        let cursors = words::CURSOR
            .iter()
            .flat_map(|name| named.iter().filter(move |(.., snake)| snake == name))
            .filter(|(_, parameter, _)| !parameter.required)
            // `page` as a number counts pages.
            .filter(|(_, parameter, snake)| snake != "page" || !is_number(parameter))
            .cloned()
            .collect();
        Self {
            cursors,
            page: first(words::PAGE_NUMBER, is_counter),
            offset: first(words::OFFSET, is_counter)
                .or_else(|| first(words::OFFSET_MAYBE, is_counter_from_zero)),
            limit: first(words::LIMIT, is_number).map(|(id, _)| id),
        }
    }
}

fn is_number(parameter: &Parameter) -> bool {
    matches!(parameter.ty.without_null(), TypeRef::Scalar(scalar) if is_integer(*scalar))
}

fn is_counter(parameter: &Parameter) -> bool {
    let counts_pages = |text: &String| {
        let text = text.to_lowercase();
        text.contains("page number") || text.contains("number of pages")
    };
    let offset = words::OFFSET.contains(&snake(&parameter.wire_name).as_str());
    let odd = offset
        && parameter
            .docs
            .description
            .as_ref()
            .is_some_and(counts_pages);
    is_number(parameter) && !parameter.docs.deprecated && !odd
}

fn is_counter_from_zero(parameter: &Parameter) -> bool {
    is_counter(parameter) && first_number(&parameter.docs) == Some(0)
}

/// The type of the one successful JSON answer.
fn answer(operation: &Operation) -> Option<&TypeRef> {
    let mut answers = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success())
        .flat_map(|response| &response.content);
    let only = answers.next()?;
    let unlike = |other: &crate::ir::Content| other.kind != only.kind || other.ty != only.ty;
    if only.kind != ContentKind::Json || answers.any(unlike) {
        return None;
    }
    only.ty.as_ref()
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

/// Rule 1.
fn by_cursor<'a>(
    api: &Api,
    parameters: &Parameters<'_>,
    page: &Page<'a>,
) -> Option<(PagingKind, String)> {
    for (id, parameter, name) in &parameters.cursors {
        let ty = bare(api, &parameter.ty);
        if !matches!(ty, TypeRef::Scalar(scalar) if *scalar == Scalar::String || *scalar == Scalar::Uuid || is_integer(*scalar))
        {
            continue;
        }
        let fits = |fact: &Fact<'a>| fact.ty == ty && !is_address(&fact.field.docs);
        let next = page
            .fact(words::NEXT, fits)
            .or_else(|| {
                page.fact(words::NEXT_MAYBE, |fact| {
                    fits(fact)
                        && fact.is_text()
                        && (is_called_cursor(fact) || speaks_of(parameter, fact))
                })
            })
            .or_else(|| after(page, name, fits));
        let Some(next) = next else { continue };
        let more = page.fact(words::MORE, Fact::is_flag);
        let previous = page.fact(words::PREVIOUS, |fact| {
            fits(fact) && fact.inside == next.inside && fact.name != next.name
        });
        let told = format!(
            "`{}` takes what `{}` of the page before holds",
            parameter.wire_name,
            next.path.display(api)
        );
        let kind = PagingKind::Cursor {
            parameter: *id,
            next: next.path.clone(),
            previous: previous.map(|fact| fact.path.clone()),
            more: more.map(|fact| fact.path.clone()),
        };
        return Some((kind, told));
    }
    None
}

/// A member that its place makes the value for the next page: `cursor.next`, `paging.next.after` for `after`, or `last_id`
/// beside `has_more`.
fn after<'p, 'a>(
    page: &'p Page<'a>,
    parameter: &str,
    fits: impl Fn(&Fact<'a>) -> bool,
) -> Option<&'p Fact<'a>> {
    if !matches!(
        parameter,
        "after" | "after_id" | "page_after" | "starting_after"
    ) {
        return None;
    }
    let in_container = |fact: &Fact<'a>| {
        matches!(fact.inside.as_str(), "cursor" | "cursors" | "next") && fits(fact)
    };
    page.fact(&["after", "next"], in_container).or_else(|| {
        page.fact(words::MORE, Fact::is_flag)?;
        page.fact(&["last_id"], fits)
    })
}

/// Rule 2.
fn by_last_item(
    api: &Api,
    parameters: &Parameters<'_>,
    page: &Page<'_>,
    item: &TypeRef,
) -> Option<(PagingKind, String)> {
    let (id, parameter, _) = parameters
        .cursors
        .iter()
        .find(|(.., name)| name == "starting_after")?;
    let more = page.fact(words::MORE, Fact::is_flag)?;
    let TypeRef::Named(object) = bare(api, item) else {
        return None;
    };
    let TypeKind::Object(body) = &api.ty(*object).kind else {
        return None;
    };
    let field = body.fields.iter().position(|field| {
        field.wire_name == "id" && bare(api, &field.ty) == bare(api, &parameter.ty)
    })?;
    let told = format!(
        "`{}` takes the `id` of the last item, as long as `{}`",
        parameter.wire_name,
        more.path.display(api)
    );
    let kind = PagingKind::LastItem {
        parameter: *id,
        key: MemberPath(vec![Step {
            object: *object,
            field,
        }]),
        more: more.path.clone(),
    };
    Some((kind, told))
}

/// Rule 3.
fn by_offset(
    parameters: &Parameters<'_>,
    page: &Page<'_>,
    items: &MemberPath,
) -> Option<(PagingKind, String)> {
    let (id, parameter) = parameters.offset?;
    parameters.limit?;
    let last = end(page, items)?;
    let told = format!("`{}` counts the items before the page", parameter.wire_name);
    let kind = PagingKind::Offset {
        parameter: id,
        last,
    };
    Some((kind, told))
}

/// Rule 4.
fn by_page_number(
    parameters: &Parameters<'_>,
    page: &Page<'_>,
    items: &MemberPath,
) -> Result<Option<(PagingKind, String)>, &'static str> {
    let Some((id, parameter)) = parameters.page else {
        return Ok(None);
    };
    let Some(last) = end(page, items) else {
        return Ok(None);
    };
    if last == PageEnd::Empty && parameters.limit.is_none() {
        return Ok(None);
    }
    let first = first_number(&parameter.docs).or_else(|| {
        let django = ["count", "next", "previous"];
        django
            .iter()
            .all(|name| page.facts.iter().any(|fact| fact.name == *name))
            .then_some(1)
    });
    let Some(first) = first else {
        return Err("nothing says whether its pages count from 0 or from 1");
    };
    let told = format!("`{}` counts pages from {first}", parameter.wire_name);
    let kind = PagingKind::PageNumber {
        parameter: id,
        first,
        last,
    };
    Ok(Some((kind, told)))
}

/// How the last page is known; `None`: the response does not look like a page.
fn end(page: &Page<'_>, items: &MemberPath) -> Option<PageEnd> {
    // The surest first: the server itself says that there is nothing behind.
    if let Some(more) = page.fact(words::MORE, Fact::is_flag) {
        return Some(PageEnd::More(more.path.clone()));
    }
    let can_be_null = |fact: &Fact<'_>| matches!(fact.field.ty, TypeRef::Nullable(_));
    if let Some(next) = page.fact(&["next", "next_page", "next_page_url"], can_be_null) {
        return Some(PageEnd::Next(next.path.clone()));
    }
    if let Some(pages) = page.fact(words::PAGES, Fact::is_count) {
        return Some(PageEnd::Pages(pages.path.clone()));
    }
    if let Some(total) = page.fact(words::TOTAL, Fact::is_count) {
        return Some(PageEnd::Total(total.path.clone()));
    }
    page.is_thin(items).then_some(PageEnd::Empty)
}

/// The number that counting starts from, where something says it.
fn first_number(docs: &Docs) -> Option<i64> {
    match docs.default.as_deref() {
        Some("0") => return Some(0),
        Some("1") => return Some(1),
        _ => {}
    }
    let least = |text: &str| docs.constraints.iter().any(|constraint| constraint == text);
    if least("at least 1") || least("greater than 0") {
        return Some(1);
    }
    let text = docs.description.as_deref()?.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let zero = says(&[
        "zero-based",
        "0-based",
        "starts at 0",
        "starting at 0",
        "starting from 0",
        "starts from 0",
        "first page is 0",
        "default: 0",
        "defaults to 0",
        "zero-indexed",
        "zero indexed",
    ]);
    let one = says(&[
        "one-based",
        "1-based",
        "starts at 1",
        "starting at 1",
        "starting from 1",
        "starts from 1",
        "first page is 1",
        "default: 1",
        "defaults to 1",
        "one-indexed",
        "1-indexed",
    ]);
    match (zero, one) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}

/// Whether a member is an address rather than a value for a parameter.
fn is_address(docs: &Docs) -> bool {
    const WORDS: &[&str] = &[
        "url", "urls", "uri", "uris", "link", "links", "href", "endpoint",
    ];
    let speaks = docs.description.iter().chain(&docs.title).any(|text| {
        without_addresses(text)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.contains(&word))
    });
    let shows = docs.examples.iter().any(|example| {
        let example = example.trim_start_matches('"');
        example.starts_with("http") || example.starts_with('/') || example.contains('?')
    });
    let formatted = docs.constraints.iter().any(|text| {
        let text = text.to_lowercase();
        text.contains("uri") || text.contains("url")
    });
    speaks || shows || formatted
}

/// A text in lower case without the addresses that it refers its reader to: `see [Pagination](https://…)`.
fn without_addresses(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    words
        .filter(|word| !word.contains("://") && !word.starts_with('#'))
        .fold(String::new(), |text, word| {
            text + " " + &word.to_lowercase()
        })
}

/// Whether a member with a vague name is said to be a value for a parameter.
fn is_called_cursor(fact: &Fact<'_>) -> bool {
    let docs = &fact.field.docs;
    let text: String = docs
        .description
        .iter()
        .chain(&docs.title)
        .map(|text| without_addresses(text))
        .collect();
    let cursor = text.contains("cursor") || text.contains("token");
    let next = ["next", "subsequent", "following", "more "]
        .iter()
        .any(|word| text.contains(word));
    cursor && next
}

/// Whether a parameter is said to take a member, by a name that is no word of everyday language.
fn speaks_of(parameter: &Parameter, fact: &Fact<'_>) -> bool {
    let name = &fact.field.wire_name;
    let telling = name.contains('_') || name.contains(|c: char| c.is_ascii_uppercase());
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    telling
        && parameter
            .docs
            .description
            .as_ref()
            .is_some_and(|text| text.split(|c| !is_part(c)).any(|word| word == name))
}
