//! Pages and items: every item once, filters on every page, failures that lose nothing, servers that repeat themselves,
//! bookmarks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::sample::entitlements::ListUniqueEntitlementsForCustomer;
use crate::support::sample::{Client, Error, Filter, Uuid};
use crate::support::{Log, client, json};
use tamis_runtime::{Body, Bookmark, http};

const CUSTOMER: Uuid = Uuid::nil();

/// The number that a query has as cursor; 0 without one.
fn cursor(request: &http::Request<Body>) -> usize {
    let query = request.uri().query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "cursor")
        .map_or(0, |(_, value)| {
            value.parse().expect("the cursors are numbers")
        })
}

/// A page with the items `from..to`, and the cursor of the next one.
fn page(from: usize, to: usize, next: Option<&str>) -> http::Response<Body> {
    let items: Vec<_> = (from..to)
        .map(|number| {
            let id = Uuid::from_u128(u128::try_from(number).expect("it fits"));
            format!(r#"{{"entitlement":{{"id":"{id}","name":"{number}"}}}}"#)
        })
        .collect();
    let next = serde_json::to_string(&next).expect("it is text");
    json(
        200,
        format!(r#"{{"next":{next},"results":[{}]}}"#, items.join(",")),
    )
}

/// A client for a list of so many items, ten a page.
fn list_of(count: usize) -> (Client, Log) {
    client(move |request| {
        let from = cursor(request);
        let to = (from + 10).min(count);
        page(from, to, (to < count).then(|| to.to_string()).as_deref())
    })
}

fn operation(client: &Client) -> ListUniqueEntitlementsForCustomer<Client> {
    client
        .entitlements()
        .list_unique_entitlements_for_customer(CUSTOMER)
}

async fn names(
    items: &mut tamis_runtime::Items<ListUniqueEntitlementsForCustomer<Client>>,
    most: usize,
) -> Vec<usize> {
    let mut names = Vec::new();
    while names.len() < most
        && let Some(item) = items.try_next().await.expect("no page fails")
    {
        names.push(
            item.entitlement
                .name
                .parse()
                .expect("the names are numbers"),
        );
    }
    names
}

#[tokio::test]
async fn every_item_comes_once_and_filters_stay_on_every_page() {
    let (client, log) = list_of(25);
    let mut items = operation(&client)
        .quantity(Filter::gt(1.0))
        .limit(10)
        .items();
    assert_eq!(
        names(&mut items, usize::MAX).await,
        (0..25).collect::<Vec<_>>()
    );
    assert!(
        items.try_next().await.unwrap().is_none(),
        "it stays at its end"
    );
    let path = "GET /entitlements/customer/unique/00000000-0000-0000-0000-000000000000";
    assert_eq!(
        *log.lock().unwrap(),
        [
            format!("{path}?limit=10&quantity__gt=1"),
            format!("{path}?cursor=10&limit=10&quantity__gt=1"),
            format!("{path}?cursor=20&limit=10&quantity__gt=1"),
        ]
    );
}

#[tokio::test]
async fn a_number_of_items_is_collected_and_no_page_behind_them_is_asked_for() {
    for (limit, pages) in [(0, 0), (1, 1), (10, 1), (11, 2), (20, 2), (25, 3), (99, 3)] {
        let (client, log) = list_of(25);
        let items = operation(&client).items().limit(limit);
        let items: Vec<_> = items.try_collect().await.expect("no page fails");
        assert_eq!(items.len(), limit.min(25));
        assert_eq!(log.lock().unwrap().len(), pages, "{limit}");
    }
    let (client, _) = list_of(25);
    let mut items = operation(&client).items().limit(12);
    assert_eq!(
        names(&mut items, usize::MAX).await,
        (0..12).collect::<Vec<_>>()
    );
    let rest = operation(&client).items().resume(items.bookmark());
    let rest: Vec<_> = rest.try_collect().await.expect("no page fails");
    assert_eq!(rest.len(), 13, "the bookmark is behind the last item given");
}

#[tokio::test]
async fn an_operation_can_be_awaited() {
    let (client, log) = list_of(25);
    let page = operation(&client).limit(10).await.expect("there is a page");
    assert_eq!((page.results.len(), log.lock().unwrap().len()), (10, 1));
}

#[tokio::test]
async fn pages_come_as_they_are() {
    let (client, _) = list_of(25);
    let mut pages = operation(&client).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        sizes.push((page.results.len(), page.next));
    }
    assert_eq!(
        sizes,
        [
            (10, Some("10".to_owned())),
            (10, Some("20".to_owned())),
            (5, None)
        ]
    );
}

#[tokio::test]
async fn an_empty_list_and_an_empty_cursor_are_an_end() {
    let (client, log) = client(|_| page(0, 0, Some("")));
    assert!(
        names(&mut operation(&client).items(), usize::MAX)
            .await
            .is_empty()
    );
    assert_eq!(log.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn empty_pages_in_between_are_no_end() {
    let (client, _) = client(|request| match cursor(request) {
        0 => page(0, 2, Some("1")),
        1 => page(0, 0, Some("2")),
        _ => page(2, 3, None),
    });
    assert_eq!(
        names(&mut operation(&client).items(), usize::MAX).await,
        [0, 1, 2]
    );
}

#[tokio::test]
async fn a_server_that_repeats_a_cursor_is_an_error_and_then_the_end() {
    // The same cursor at once, and a circle of three.
    for circle in [1, 3] {
        let (client, log) = client(move |request| {
            let from = cursor(request);
            page(
                from,
                from + 1,
                Some(&((from + 1) % (circle + 1)).max(1).to_string()),
            )
        });
        let mut items = operation(&client).items();
        let taken = names_until_error(&mut items).await;
        let (names, error) = (taken.0, taken.1.unwrap());
        assert_eq!(
            names,
            (0..=circle).collect::<Vec<_>>(),
            "the items before it are delivered"
        );
        let Error::Pagination(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.position(), Some("1"));
        assert!(items.try_next().await.unwrap().is_none());
        assert_eq!(
            log.lock().unwrap().len(),
            circle + 1,
            "nothing is asked twice"
        );
    }
}

#[tokio::test]
async fn a_server_that_goes_back_to_where_the_call_began_is_an_error() {
    let (client, _) = client(|_| page(0, 1, Some("5")));
    let mut items = operation(&client).cursor("5").items();
    let (names, error) = names_until_error(&mut items).await;
    assert_eq!(names, [0]);
    assert!(matches!(error, Some(Error::Pagination(_))));
}

type Problem = crate::support::sample::types::HttpValidationError;

async fn names_until_error(
    items: &mut tamis_runtime::Items<ListUniqueEntitlementsForCustomer<Client>>,
) -> (Vec<usize>, Option<Error<Problem>>) {
    let mut names = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(item)) => names.push(item.entitlement.name.parse().expect("it is a number")),
            Ok(None) => return (names, None),
            Err(error) => return (names, Some(error)),
        }
    }
}

#[tokio::test]
async fn a_page_that_fails_is_asked_again_and_nothing_is_lost() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let (client, log) = client(move |request| {
        let from = cursor(request);
        // The second page fails twice: once with a status, once with a body that breaks off.
        match (from, counter.fetch_add(1, Ordering::SeqCst)) {
            (10, 1) => json(503, "busy"),
            (10, 2) => json(200, r#"{"next":"20","results":[{"#),
            _ => page(
                from,
                from + 10,
                (from < 20).then(|| (from + 10).to_string()).as_deref(),
            ),
        }
    });
    let mut items = operation(&client).items();
    let (first, error) = names_until_error(&mut items).await;
    assert_eq!(first, (0..10).collect::<Vec<_>>());
    assert_eq!(error.unwrap().status().unwrap(), 503);
    let (none, error) = names_until_error(&mut items).await;
    assert!(none.is_empty());
    assert!(matches!(error, Some(Error::Decode(_))));
    assert_eq!(
        names(&mut items, usize::MAX).await,
        (10..30).collect::<Vec<_>>()
    );
    assert_eq!(log.lock().unwrap().len(), 5);
}

#[tokio::test]
async fn a_bookmark_leads_back_to_the_very_item() {
    let all: Vec<_> = (0..25).collect();
    for taken in 0..=25 {
        let (client, _) = list_of(25);
        let mut items = operation(&client).items();
        let before = names(&mut items, taken).await;
        assert_eq!(before, all[..taken]);
        // Kept as text, in another process.
        let kept = serde_json::to_string(&items.bookmark()).unwrap();
        let bookmark: Bookmark = serde_json::from_str(&kept).unwrap();
        let (client, _) = list_of(25);
        let mut items = operation(&client).items().resume(bookmark);
        assert_eq!(names(&mut items, usize::MAX).await, all[taken..], "{kept}");
    }
}

#[tokio::test]
async fn a_bookmark_of_the_end_finds_what_was_added_since() {
    let (client, _) = list_of(25);
    let mut items = operation(&client).items();
    names(&mut items, usize::MAX).await;
    let bookmark = items.bookmark();
    assert_eq!(
        bookmark,
        Bookmark {
            position: Some("20".to_owned()),
            taken: 5,
            page_size: None
        }
    );
    let (client, _) = list_of(27);
    let mut items = operation(&client).items().resume(bookmark);
    assert_eq!(names(&mut items, usize::MAX).await, [25, 26]);
}

#[tokio::test]
async fn pages_have_bookmarks_too() {
    let (client, _) = list_of(25);
    let mut pages = operation(&client).pages();
    pages.try_next().await.unwrap();
    let bookmark = pages.bookmark();
    assert_eq!(
        bookmark,
        Bookmark {
            position: Some("10".to_owned()),
            taken: 0,
            page_size: None
        }
    );
    let mut pages = operation(&client).pages().resume(bookmark);
    assert_eq!(
        pages.try_next().await.unwrap().unwrap().results[0]
            .entitlement
            .name,
        "10"
    );
}

#[tokio::test]
async fn a_limit_asks_for_small_pages_and_stops() {
    for (limit, asked) in [
        (15, Some("15")),
        // The document has no bounds: only what is small for every server is asked for.
        (25, Some("25")),
        (26, None),
        (1000, None),
    ] {
        let (client, log) = list_of(15);
        let mut items = operation(&client).items().limit(limit);
        names(&mut items, usize::MAX).await;
        let log = log.lock().unwrap();
        let first = log.first().unwrap();
        let size = first
            .split(['?', '&'])
            .find_map(|pair| pair.strip_prefix("limit="));
        assert_eq!(size, asked, "{limit}: {first}");
    }
    // What the caller set stays, unless it is more than is wanted.
    for (set, limit, asked) in [(10, 15, "limit=10"), (50, 15, "limit=15")] {
        let (client, log) = list_of(100);
        let mut items = operation(&client).limit(set).items().limit(limit);
        assert_eq!(names(&mut items, usize::MAX).await.len(), 15);
        assert!(
            log.lock().unwrap().iter().all(|line| line.contains(asked)),
            "{log:?}"
        );
    }
    // The place that was reached is one in pages of that size; a place that was reached before has the size that it has.
    let (client, log) = list_of(25);
    let mut items = operation(&client).items().limit(5);
    names(&mut items, 3).await;
    let bookmark = items.bookmark();
    assert_eq!((bookmark.taken, bookmark.page_size), (3, Some(5)));
    let kept: Bookmark = serde_json::from_str(&serde_json::to_string(&bookmark).unwrap()).unwrap();
    assert_eq!(kept, bookmark);
    let mut items = operation(&client).items().limit(7).resume(kept);
    names(&mut items, usize::MAX).await;
    assert!(
        log.lock()
            .unwrap()
            .iter()
            .all(|line| line.contains("limit=5")),
        "{log:?}"
    );
    let (client, log) = list_of(25);
    let old: Bookmark = serde_json::from_str(r#"{"position": null, "taken": 2}"#).unwrap();
    names(
        &mut operation(&client).items().limit(7).resume(old),
        usize::MAX,
    )
    .await;
    assert!(!log.lock().unwrap()[0].contains("limit="), "{log:?}");
}

#[tokio::test]
async fn options_hold_for_every_page() {
    let (client, _) = client(|request| {
        assert_eq!(request.headers()["x-trace"], "7");
        let from = cursor(request);
        page(
            from,
            from + 1,
            (from < 3).then(|| (from + 1).to_string()).as_deref(),
        )
    });
    let mut items = operation(&client).items().header("x-trace", "7");
    assert_eq!(names(&mut items, usize::MAX).await, [0, 1, 2, 3]);
}

#[tokio::test]
async fn a_call_that_cannot_be_made_is_an_error_each_time() {
    let (client, log) = list_of(5);
    let mut items = operation(&client).quantity(f64::NAN).items();
    for _ in 0..3 {
        assert!(matches!(
            items.try_next().await,
            Err(Error::InvalidRequest(_))
        ));
    }
    assert_eq!(log.lock().unwrap().len(), 0);
}
