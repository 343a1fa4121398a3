//! What is paginated, and how.

mod rarer;

use super::*;
use crate::analysis::testing::{ApiBuilder, list, named, nullable, object, queries, ty};
use crate::analysis::{filters, generics, replies};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::Method;

/// How the one operation of an API is paginated, in a line.
fn explain(api: &Api) -> String {
    let config = Config::default();
    let filters = filters::find(api, &config.filters, &mut Diagnostics::new());
    let pagination = find(
        api,
        &config,
        &replies::sort(api),
        &filters,
        &generics::recover(api, &config),
        &mut Diagnostics::new(),
    );
    let id = api.operation_ids().next().expect("one operation");
    let Some(paging) = pagination.operation(id) else {
        let miss = pagination.near_miss(id);
        return miss.map_or("-".to_owned(), |miss| miss.reason.clone());
    };
    let parameter = |id: ParameterId| &api.operation(id_of(api)).parameter(id).wire_name;
    let name = |position: &Position| match position {
        Position::Parameter(id) => parameter(*id).clone(),
        Position::Inside(id, way) => format!("{}[{}]", parameter(*id), way.display(api)),
        Position::Body(way) => format!("the body's {}", way.display(api)),
    };
    let way = |path: &MemberPath| path.display(api);
    let optional = |path: &Option<MemberPath>| path.as_ref().map_or("-".to_owned(), way);
    let kind = match &paging.kind {
        PagingKind::Cursor {
            position,
            next,
            previous,
            more,
        } => format!(
            "cursor {} next {} previous {} more {}",
            name(position),
            way(next),
            optional(previous),
            optional(more)
        ),
        PagingKind::Address {
            parameter: id,
            next,
        } => {
            format!("address {} in {}", parameter(*id), way(next))
        }
        PagingKind::WholeAddress { next } => format!("the address in {}", optional(next)),
        PagingKind::LastItem {
            position,
            key,
            more,
        } => format!(
            "last {} key {} more {}",
            name(position),
            way(key),
            way(more)
        ),
        PagingKind::Header {
            parameter: id,
            header,
        } => format!("header {header} for {}", parameter(*id)),
        PagingKind::Offset {
            position,
            step,
            last,
        } => {
            let step = optional(step);
            format!("offset {} by {step} {}", name(position), end(api, last))
        }
        PagingKind::PageNumber {
            position,
            first,
            last,
        } => format!("page {} from {first} {}", name(position), end(api, last)),
    };
    let limit = paging.limit.as_ref().map_or("-".to_owned(), name);
    format!("{kind} items {} limit {limit}", way(&paging.items))
}

fn id_of(api: &Api) -> OperationId {
    api.operation_ids().next().expect("one operation")
}

fn end(api: &Api, end: &PageEnd) -> String {
    match end {
        PageEnd::Empty => "until empty".to_owned(),
        PageEnd::Pages(path) => format!("pages {}", path.display(api)),
        PageEnd::Total(path) => format!("total {}", path.display(api)),
        PageEnd::More(path) => format!("more {}", path.display(api)),
        PageEnd::Next(path) => format!("next {}", path.display(api)),
    }
}

/// An item type `Thing`, and a page type made from it.
fn api(parameters: &str, page: impl FnOnce(&mut ApiBuilder, TypeRef) -> TypeRef) -> Api {
    let mut builder = ApiBuilder::new();
    let thing = builder.object("Thing", &[("id", ty("string"))]);
    let page = page(&mut builder, named(thing));
    builder.get("/things", queries(parameters), Some(page));
    builder.api
}

fn describe(builder: &mut ApiBuilder, ty: &TypeRef, field: usize, text: &str) {
    let TypeRef::Named(id) = ty else {
        panic!("an object");
    };
    let TypeKind::Object(object) = &mut builder.api.types[id.index()].kind else {
        panic!("an object");
    };
    object.fields[field].docs.description = Some(text.to_owned());
}

fn next_page(description: &str) -> Api {
    api("cursor string, limit int", |builder, item| {
        let page = builder.object(
            "Page",
            &[
                ("next?", ty("string?")),
                ("previous?", ty("string?")),
                ("total_count?", ty("int?")),
                ("results", list(item)),
            ],
        );
        describe(builder, &named(page), 0, description);
        named(page)
    })
}

#[test]
fn next_is_a_cursor_where_it_is_called_one() {
    assert_eq!(
        explain(&next_page("The cursor for the next page of results")),
        "cursor cursor next next previous previous more - items results limit limit"
    );
}

#[test]
fn next_is_no_cursor_where_it_is_an_address() {
    assert_eq!(
        explain(&next_page("The URL of the next page, with its cursor")),
        "address cursor in next items results limit limit"
    );
    assert_eq!(
        explain(&next_page("")),
        "nothing in its response leads to the next page"
    );
}

#[test]
fn facts_may_stand_in_an_object_of_their_own() {
    let api = api("pageToken string, maxResults int", |builder, item| {
        let meta = builder.object(
            "Meta",
            &[("nextPageToken", ty("string?")), ("hasMore", ty("bool"))],
        );
        let page = object(&[
            ("data", list(item)),
            ("meta", named(meta)),
            ("errors?", list(ty("string"))),
        ]);
        named(builder.define("Page", page))
    });
    assert_eq!(
        explain(&api),
        "cursor pageToken next meta.nextPageToken previous - more meta.hasMore items data limit maxResults"
    );
}

#[test]
fn after_may_be_three_levels_deep() {
    let api = api("after string, limit int", |builder, item| {
        let next = builder.object("Next", &[("after", ty("string"))]);
        let paging = builder.object("Paging", &[("next?", named(next))]);
        let page = object(&[("results", list(item)), ("paging?", named(paging))]);
        named(builder.define("Page", page))
    });
    assert_eq!(
        explain(&api),
        "cursor after next paging.next.after previous - more - items results limit limit"
    );
}

#[test]
fn the_last_item_leads_on() {
    let api = api(
        "starting_after string, ending_before string, limit int",
        |builder, item| {
            named(builder.object(
                "Page",
                &[
                    ("data", list(item)),
                    ("has_more", ty("bool")),
                    ("url", ty("string")),
                ],
            ))
        },
    );
    assert_eq!(
        explain(&api),
        "last starting_after key id more has_more items data limit limit"
    );
}

#[test]
fn what_is_part_of_a_filter_asks_for_no_page() {
    let filtered = api("offset int, offset__gte int, limit int", |_, item| {
        list(item)
    });
    assert_eq!(explain(&filtered), "-");
}

#[test]
fn offsets_count_items() {
    let counted = api("offset int, limit int", |builder, item| {
        named(builder.object("Page", &[("total", ty("int")), ("items", list(item))]))
    });
    assert_eq!(
        explain(&counted),
        "offset offset by - total total items items limit limit"
    );
    let bare = api("offset int, limit int", |_, item| list(item));
    assert_eq!(
        explain(&bare),
        "offset offset by - until empty items  limit limit"
    );
    let unlimited = api("offset int", |_, item| list(item));
    assert_eq!(
        explain(&unlimited),
        "nothing in its response leads to the next page"
    );
}

#[test]
fn pages_need_a_known_first_number() {
    let pages = |default: Option<&str>| {
        let mut api = api("page int, per_page int", |builder, item| {
            named(builder.object("Page", &[("total_pages", ty("int")), ("items", list(item))]))
        });
        api.operations[0].parameters[0].docs.default = default.map(str::to_owned);
        explain(&api)
    };
    assert_eq!(
        pages(Some("1")),
        "page page from 1 pages total_pages items items limit per_page"
    );
    assert_eq!(
        pages(Some("0")),
        "page page from 0 pages total_pages items items limit per_page"
    );
    assert_eq!(
        pages(None),
        "nothing says whether its pages count from 0 or from 1"
    );
}

#[test]
fn pages_of_django_count_from_one() {
    let api = api("page int, page_size int", |builder, item| {
        named(builder.object(
            "Page",
            &[
                ("count", ty("int")),
                ("next?", nullable(ty("string"))),
                ("previous?", nullable(ty("string"))),
                ("results", list(item)),
            ],
        ))
    });
    assert_eq!(
        explain(&api),
        "page page from 1 next next items results limit page_size"
    );
}

#[test]
fn without_one_list_there_are_no_items() {
    let two = api("cursor string", |builder, item| {
        named(builder.object(
            "Page",
            &[
                ("next_cursor", ty("string")),
                ("a", list(item.clone())),
                ("b", list(item)),
            ],
        ))
    });
    assert_eq!(explain(&two), "its response has more than one list");
    let none = api("cursor string", |builder, _| {
        named(builder.object("Page", &[("next_cursor", ty("string"))]))
    });
    assert_eq!(explain(&none), "its response has no list");
}

#[test]
fn a_cursor_of_another_type_does_not_fit() {
    let api = api("cursor string", |builder, item| {
        named(builder.object("Page", &[("next_cursor", ty("int")), ("items", list(item))]))
    });
    assert_eq!(
        explain(&api),
        "nothing in its response leads to the next page"
    );
}

#[test]
fn a_response_that_tells_of_other_pages_without_a_parameter_for_them_is_told() {
    let api = api("limit int", |builder, item| {
        named(builder.object(
            "Page",
            &[("next_cursor", ty("string")), ("items", list(item))],
        ))
    });
    assert_eq!(
        explain(&api),
        "its response tells of other pages, and no parameter is known to ask for one"
    );
}
