//! Pages and items: all of them, with their conditions, through failures, and never in a circle.

use std::time::Duration;

use generated_client::types::EntitlementCustomerSumResponseSchema;
use generated_client::{Client, Error, Filter};
use serde_json::Value;

use super::start::start;
use crate::cases::List;
use crate::compare::assert_rows;
use crate::server::data::{CUSTOMER, NEVER, ROWS, Row};
use crate::server::{Server, Trouble, When, cursor};

type Item = EntitlementCustomerSumResponseSchema;

const BUSY: Trouble = Trouble::Answer {
    status: 503,
    content_type: "text/plain",
    body: "busy",
};

fn rows(server: &Server) -> Vec<&Row> {
    server.rows().iter().collect()
}

/// An eighth of the rows has it in its name.
const PART: &str = "Seats";

fn part(server: &Server) -> Vec<&Row> {
    let rows = server.rows().iter();
    rows.filter(|row| row.name.starts_with(PART)).collect()
}

#[tokio::test]
async fn ten_thousand_items_and_the_far_future_among_them() {
    let (server, client) = start();
    let mut items = client
        .entitlements()
        .list_unique_entitlements_for_customer(CUSTOMER)
        .limit(250)
        .items();
    let mut found: Vec<Item> = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        found.push(item);
    }
    assert_eq!(found.len(), ROWS);
    assert!(
        server
            .rows()
            .iter()
            .any(|row| row.created_at == Some(NEVER))
    );
    assert_rows(&found, &rows(&server), "all");
    // The end stays the end.
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(server.take_received().len(), ROWS / 250);
}

#[tokio::test]
async fn conditions_stay_in_force_on_every_page() {
    let (server, client) = start();
    let list = List::new(CUSTOMER)
        .contract_id(Filter::is_null())
        .quantity(500.0..)
        .sort_key("quantity")
        .limit(300);
    let mut pages = client.pages(list);
    let mut found = Vec::new();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push(page.results.len());
        found.extend(page.results);
    }
    let mut expected: Vec<&Row> = server
        .rows()
        .iter()
        .filter(|row| row.contract_id.is_none())
        .filter(|row| row.quantity.is_some_and(|quantity| quantity >= 500.0))
        .collect();
    expected.sort_by(|a, b| a.quantity.partial_cmp(&b.quantity).unwrap());
    assert!(expected.len() > 1_200, "{}", expected.len());
    assert_rows(&found, &expected, "pages");
    assert!(
        sizes.iter().rev().skip(1).all(|size| *size == 300),
        "{sizes:?}"
    );

    for (number, received) in server.take_received().iter().enumerate() {
        let mut parameters = received.parameters();
        parameters.sort();
        let mut conditions = vec![
            ("contract_id__isnull".to_owned(), "true".to_owned()),
            ("limit".to_owned(), "300".to_owned()),
            ("quantity__gte".to_owned(), "500".to_owned()),
            ("sort_key".to_owned(), "quantity".to_owned()),
        ];
        if number > 0 {
            conditions.insert(1, ("cursor".to_owned(), cursor(number * 300)));
        }
        assert_eq!(parameters, conditions, "page {number}");
    }
}

#[tokio::test]
async fn an_empty_list_has_one_page_and_no_items() {
    let (server, client) = start();
    let list = List::new(CUSTOMER).search("nobody is called like this");
    let mut items = client.items(list.clone());
    assert!(items.try_next().await.unwrap().is_none());
    let mut pages = client.pages(list);
    assert!(pages.try_next().await.unwrap().unwrap().results.is_empty());
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(server.take_received().len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_before_an_item_is_asked_for_and_no_page_too_many() {
    let (server, client) = start();
    let mut items = client.items(List::new(CUSTOMER).limit(20));
    assert_eq!(server.take_received(), []);
    for _ in 0..20 {
        items.try_next().await.unwrap().unwrap();
    }
    assert_eq!(server.take_received().len(), 1);
}

#[tokio::test]
async fn a_page_that_fails_loses_nothing() {
    let (server, client) = start();
    for trouble in [BUSY, Trouble::Close, Trouble::BreakOff, Trouble::Truncate] {
        server.behave();
        server.trouble(When::Request(3), trouble.clone());
        let mut items = client.items(List::new(CUSTOMER).search(PART).limit(100));
        let mut found = Vec::new();
        let mut failures = Vec::new();
        loop {
            match items.try_next().await {
                Ok(Some(item)) => found.push(item),
                Ok(None) => break,
                Err(error) => failures.push((found.len(), error.to_string())),
            }
            assert!(failures.len() < 9, "{failures:?}");
        }
        assert_eq!(failures.len(), 1, "{trouble:?}: {failures:?}");
        assert_eq!(failures[0].0, 300, "{trouble:?}");
        assert_rows(&found, &part(&server), "all the same");
    }
}

#[tokio::test]
async fn a_page_that_fails_can_be_asked_for_again() {
    let (server, client) = start();
    server.trouble(When::Request(1), BUSY);
    let mut pages = client.pages(List::new(CUSTOMER).limit(1_000));
    assert!(pages.try_next().await.unwrap().is_some());
    let failed = pages.try_next().await.unwrap_err();
    assert_eq!(failed.status().map(|status| status.as_u16()), Some(503));
    let page = pages.try_next().await.unwrap().unwrap();
    assert_rows(
        &page.results,
        &rows(&server)[1_000..2_000],
        "the second page",
    );
}

/// The items until the first error, and how the stream goes on behind it.
async fn until_error(client: &Client) -> (Vec<Item>, String, Vec<bool>) {
    let mut items = client.items(List::new(CUSTOMER).limit(10));
    let mut found = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(Some(item)) => found.push(item),
            Ok(None) => panic!("the stream ended without an error after {}", found.len()),
            Err(error) => break error,
        }
        assert!(found.len() < 1_000, "the client walks in a circle");
    };
    let Error::Pagination(trap) = &error else {
        panic!("{error:?}");
    };
    let position = trap.position().expect("it came again").to_owned();
    // A cursor that could be a part of an address is not shown.
    assert!(error.to_string().contains("for the second time"), "{error}");
    let mut ended = Vec::new();
    for _ in 0..2 {
        ended.push(items.try_next().await.is_ok_and(|item| item.is_none()));
    }
    (found, position, ended)
}

#[tokio::test]
async fn a_cursor_that_stands_still_is_an_error() {
    let (server, client) = start();
    server.trouble(
        When::Always,
        Trouble::rewrite(|body| body["next"] = Value::from(cursor(10))),
    );
    let (found, position, ended) = until_error(&client).await;
    assert_eq!(position, cursor(10));
    assert_rows(&found, &rows(&server)[..20], "both pages were delivered");
    assert_eq!(ended, [true, true]);
    assert_eq!(server.take_received().len(), 2);
}

#[tokio::test]
async fn a_cursor_that_leads_back_is_an_error() {
    let (server, client) = start();
    server.trouble(
        When::Always,
        Trouble::rewrite(|body| {
            if body["next"] == cursor(40) {
                body["next"] = Value::from(cursor(10));
            }
        }),
    );
    let (found, position, ended) = until_error(&client).await;
    assert_eq!(position, cursor(10));
    assert_rows(
        &found,
        &rows(&server)[..40],
        "all four pages were delivered",
    );
    assert_eq!(ended, [true, true]);
    assert_eq!(server.take_received().len(), 4);
}

#[tokio::test]
async fn a_cursor_that_leads_back_to_where_it_began_is_an_error() {
    let (server, client) = start();
    server.trouble(
        When::Always,
        Trouble::rewrite(|body| body["next"] = Value::from(cursor(30))),
    );
    let mut items = client.items(List::new(CUSTOMER).limit(10).cursor(cursor(30)));
    for _ in 0..10 {
        items.try_next().await.unwrap().unwrap();
    }
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
    assert_eq!(server.take_received().len(), 1);
}

#[tokio::test]
async fn a_walk_is_resumed_from_a_bookmark() {
    let (server, client) = start();
    let list = List::new(CUSTOMER).search(PART).limit(100);
    let expected = part(&server);
    assert!(expected.len() > 1_000);
    // Before the first page, inside of pages, at their ends, and behind the last.
    let length = expected.len();
    for taken in [0, 1, 99, 100, 101, 612, length - 1, length] {
        let mut items = client.items(list.clone());
        for _ in 0..taken {
            items.try_next().await.unwrap().unwrap();
        }
        let saved = serde_json::to_string(&items.bookmark()).unwrap();
        drop(items);

        let bookmark = serde_json::from_str(&saved).unwrap();
        let mut items = client.items(list.clone()).resume(bookmark);
        let mut rest = Vec::new();
        while let Some(item) = items.try_next().await.unwrap() {
            rest.push(item);
        }
        assert_rows(&rest, &expected[taken..], &saved);
    }
}

#[tokio::test]
async fn a_walk_can_begin_at_a_cursor() {
    let (server, client) = start();
    let list = List::new(CUSTOMER).limit(1_000).cursor(cursor(9_500));
    let mut items = client.items(list);
    let mut found = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        found.push(item);
    }
    assert_rows(&found, &rows(&server)[9_500..], "the rest");
}

#[tokio::test]
async fn options_hold_for_every_page() {
    let (server, client) = start();
    server.trouble(When::Request(1), Trouble::Delay(Duration::from_secs(600)));
    let mut pages = client
        .pages(List::new(CUSTOMER).limit(1_000))
        .timeout(Duration::from_secs(2))
        .header("x-walk", "7");
    assert!(pages.try_next().await.unwrap().is_some());
    let error = pages.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(pages.try_next().await.unwrap().is_some());
    let received = server.take_received();
    assert_eq!(received.len(), 3);
    for request in received {
        assert_eq!(request.header("x-walk"), Some("7"));
    }
}
