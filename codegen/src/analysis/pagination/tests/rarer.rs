//! Rarer ways to the next page, and what only looks like one.

use super::*;
use crate::ir::{Body, BodyContent, Content, ContentKind, Docs};

#[test]
fn a_page_may_stand_for_more_items_than_it_holds() {
    let api = api("offset int, limit int", |builder, item| {
        let members = [
            ("limit", ty("int")),
            ("total", ty("int")),
            ("data", list(item)),
        ];
        let page = named(builder.object("Page", &members));
        describe(
            builder,
            &page,
            0,
            "The limit that was used for these entries.",
        );
        page
    });
    assert_eq!(
        explain(&api),
        "offset offset by limit total total items data limit limit"
    );
}

#[test]
fn an_address_gives_the_value_of_a_parameter() {
    let next = |member: &str, text: &str| {
        api("pageToken string, limit int", |builder, item| {
            let page =
                named(builder.object("Page", &[(member, ty("string?")), ("things", list(item))]));
            describe(builder, &page, 0, text);
            page
        })
    };
    let address = "address pageToken in next_page_uri items things limit limit";
    assert_eq!(explain(&next("next_page_uri", "")), address);
    let link = "address pageToken in next items things limit limit";
    assert_eq!(explain(&next("next", "Link to the next page")), link);
    let nothing = "nothing in its response leads to the next page";
    assert_eq!(explain(&next("next", "What comes next")), nothing);
}

#[test]
fn a_member_of_the_next_page_may_have_the_name_of_the_parameter() {
    let api = api("offset string, limit int", |builder, item| {
        let members = [("offset", ty("string")), ("uri", ty("string"))];
        let next = builder.object("Next", &members);
        let members = [("data", list(item)), ("next_page?", nullable(named(next)))];
        named(builder.object("Page", &members))
    });
    assert_eq!(
        explain(&api),
        "cursor offset next next_page.offset previous - more - items data limit limit"
    );
}

#[test]
fn after_takes_the_last_item_where_it_is_said_to() {
    let last = |text: &str| {
        let mut api = api("after string, limit int", |builder, item| {
            named(builder.object("Page", &[("data", list(item)), ("has_more", ty("bool"))]))
        });
        api.operations[0].parameters[0].docs.description = Some(text.to_owned());
        explain(&api)
    };
    assert_eq!(
        last("Identifier for the last job of the page before."),
        "last after key id more has_more items data limit limit"
    );
    assert_eq!(
        last("Things made after this date."),
        "nothing in its response leads to the next page"
    );
}

#[test]
fn only_what_reads_is_asked_again() {
    let method = |method: Method, path: &str| {
        let mut api = api("offset int, limit int", |builder, item| {
            named(builder.object("Page", &[("total", ty("int")), ("items", list(item))]))
        });
        api.operations[0].method = method;
        api.operations[0].path = path.to_owned();
        explain(&api).starts_with("offset")
    };
    assert!(method(Method::Get, "/things"));
    assert!(method(Method::Post, "/things/search"));
    assert!(!method(Method::Post, "/things"));
    assert!(!method(Method::Post, "/research"));
    assert!(!method(Method::Patch, "/things"));
}

#[test]
fn what_is_counted_is_what_is_listed() {
    let of = |path: &str, text: Option<&str>| {
        let mut api = api("offset int, limit int", |_, item| list(item));
        api.operations[0].path = path.to_owned();
        api.operations[0].parameters[0].docs.description = text.map(str::to_owned);
        explain(&api).starts_with("offset")
    };
    assert!(of("/things", None));
    assert!(!of("/structure/{id}", None));
    assert!(!of("/groups/{id}", Some("Offset in rows")));
    assert!(of("/things/{kind}", Some("How many results to skip")));
}

#[test]
fn the_list_of_a_thing_is_not_the_page() {
    let api = api("page int, limit int", |builder, item| {
        let data = builder.object("Data", &[("id", ty("string")), ("days", list(item))]);
        named(builder.object("Page", &[("data", named(data)), ("total", ty("int"))]))
    });
    assert_eq!(explain(&api), "the list in its response belongs to a thing");
}

#[test]
fn pages_of_laravel_and_addresses_of_first_pages_count_from_one() {
    let members = ["current_page", "last_page", "per_page", "total"];
    let laravel = api("page int", |builder, item| {
        let mut members: Vec<_> = members.iter().map(|name| (*name, ty("int"))).collect();
        members.push(("data", list(item)));
        named(builder.object("Page", &members))
    });
    let expected = "page page from 1 pages last_page items data limit -";
    assert_eq!(explain(&laravel), expected);
    let mut linked = api("page int, limit int", |builder, item| {
        let page = [
            ("first", ty("string")),
            ("total", ty("int")),
            ("items", list(item)),
        ];
        named(builder.object("Page", &page))
    });
    let page = linked.types.iter_mut().find_map(|def| match &mut def.kind {
        TypeKind::Object(object) => object.fields.iter_mut().find(|it| it.wire_name == "first"),
        _ => None,
    });
    page.expect("it is there").docs.examples = vec!["\"/things?limit=2&page=0\"".to_owned()];
    assert_eq!(
        explain(&linked),
        "page page from 0 total total items items limit limit"
    );
}

#[test]
fn a_cursor_may_be_called_as_the_parameter_is() {
    let cursor = |member: &str| {
        let api = api("cursor string, limit int", |builder, item| {
            named(builder.object("Page", &[(member, ty("string")), ("things", list(item))]))
        });
        explain(&api)
    };
    let expected = "cursor cursor next cursor previous - more - items things limit limit";
    assert_eq!(cursor("cursor?"), expected);
    let nothing = "nothing in its response leads to the next page";
    assert_eq!(cursor("cursor"), nothing);
}

#[test]
fn a_page_may_give_the_number_of_the_next_one() {
    let api = api("page int", |builder, item| {
        let meta = builder.object(
            "Meta",
            &[("next_page", ty("int?")), ("total_pages", ty("int"))],
        );
        let members = [("things", list(item)), ("meta", named(meta))];
        named(builder.object("Page", &members))
    });
    let expected = "cursor page next meta.next_page previous - more - items things limit -";
    assert_eq!(explain(&api), expected);
}

#[test]
fn pages_of_spring_count_from_zero_and_numbers_may_be_said_to_be_any() {
    let spring = api("page int, size int", |builder, item| {
        let members = [
            ("content", list(item)),
            ("number", ty("int")),
            ("totalPages", ty("int")),
            ("last", ty("bool")),
        ];
        named(builder.object("Page", &members))
    });
    let expected = "page page from 0 pages totalPages items content limit size";
    assert_eq!(explain(&spring), expected);
    let mut django = api("page int", |builder, item| {
        named(builder.object("Page", &[("total", ty("int")), ("tasks", list(item))]))
    });
    let text = "A page number within the paginated result set.";
    django.operations[0].parameters[0].docs.description = Some(text.to_owned());
    let expected = "page page from 1 total total items tasks limit -";
    assert_eq!(explain(&django), expected);
}

#[test]
fn an_offset_does_not_end_at_a_number_of_pages() {
    let api = api("offset int, limit int", |builder, item| {
        named(builder.object("Page", &[("total_pages", ty("int")), ("items", list(item))]))
    });
    let expected = "offset offset by - until empty items items limit limit";
    assert_eq!(explain(&api), expected);
}

#[test]
fn what_failed_is_not_what_is_listed() {
    let page = |members: &[(&str, TypeRef)]| {
        let members: Vec<_> = members.to_vec();
        api("offset int, limit int", move |builder, item| {
            let mut members = members;
            members.push(("total", ty("int")));
            members.push(("failed_items", list(item)));
            named(builder.object("Page", &members))
        })
    };
    assert_eq!(explain(&page(&[])), "its response has no list");
    let both = page(&[("things", list(ty("string")))]);
    assert!(
        explain(&both).contains("items things"),
        "{}",
        explain(&both)
    );
}

#[test]
fn members_of_bodies_count_like_parameters() {
    let operation = |path: &str, members: &[(&str, TypeRef)], required| {
        let mut builder = ApiBuilder::new();
        let thing = builder.object("Thing", &[("id", ty("string"))]);
        let page = [
            ("next_cursor?", ty("string?")),
            ("things", list(named(thing))),
        ];
        let page = named(builder.object("Page", &page));
        let body = named(builder.object("Body", members));
        builder.get(path, vec![], Some(page));
        let operation = builder.api.operations.last_mut().expect("there is one");
        operation.method = Method::Post;
        operation.body = Some(json_body(body, required));
        explain(&builder.api)
    };
    let cursor = ("cursor?", ty("string"));
    let by_cursor =
        "cursor the body's cursor next next_cursor previous - more - items things limit -";
    assert_eq!(
        operation("/things/sync", std::slice::from_ref(&cursor), false),
        by_cursor
    );
    assert_eq!(
        operation("/things", std::slice::from_ref(&cursor), true),
        by_cursor
    );
    // A body that needs more than a cursor cannot be made where there is none.
    let more = [cursor, ("words", ty("string"))];
    assert_eq!(operation("/things/sync", &more, true), by_cursor);
    assert_eq!(
        operation("/things/sync", &more, false),
        "its response tells of other pages, and no parameter is known to ask for one"
    );
    // What only counts may create things as often as it is sent.
    let counted = [("offset?", ty("int")), ("limit?", ty("int"))];
    assert_eq!(
        operation("/things", &counted, true),
        "it may do something each time it is sent"
    );
    assert_eq!(
        operation("/things/search", &counted, true),
        "offset the body's offset by - until empty items things limit the body's limit"
    );
}

fn json_body(ty: TypeRef, required: bool) -> Body {
    Body {
        required,
        docs: Docs::default(),
        content: vec![BodyContent {
            content: Content {
                media_type: "application/json".to_owned(),
                kind: ContentKind::Json,
                ty: Some(ty),
            },
            part_types: Vec::new(),
            part_styles: Vec::new(),
        }],
    }
}
