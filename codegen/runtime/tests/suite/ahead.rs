//! A page ahead of the items, over real sockets: it is asked for while items are given out, and changes nothing else.

use std::time::Duration;

use crate::support::probe::{builder, core, count, listing};
use crate::support::socket::{Requests, answer, answers};
use tamis_runtime::{Items, Paginated, Retry};

listing!(List, page);

impl Paginated for List {
    type Item = i64;

    fn position(&self) -> Option<String> {
        self.page.clone()
    }

    fn next(&self, page: &Vec<i64>) -> Option<String> {
        let last = page.last()?;
        (*last < 6).then(|| (last / 2).to_string())
    }

    fn seek(&mut self, position: String) {
        self.page = Some(position);
    }

    fn into_items(page: Vec<i64>) -> Vec<i64> {
        page
    }
}

/// A server with the items 1 to 6 on three pages.
async fn server() -> (String, Requests) {
    answers(|_, request| answer("200 OK", "", page(request))).await
}

fn page(request: &str) -> &'static str {
    match request.split(' ').nth(1) {
        Some("/list") => "[1,2]",
        Some("/list?page=1") => "[3,4]",
        _ => "[5,6]",
    }
}

/// Waits until so many requests have come, or for half a second.
async fn seen(requests: &Requests, wanted: usize) -> usize {
    for _ in 0..50 {
        if count(requests) >= wanted {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    count(requests)
}

async fn rest(mut items: Items<List>) -> Vec<i64> {
    let mut all = Vec::new();
    while let Some(item) = items.try_next().await.expect("the server works") {
        all.push(item);
    }
    all
}

#[tokio::test]
async fn the_next_page_is_asked_for_while_items_are_left() {
    let (address, requests) = server().await;
    let mut items = core(&address).items(List::default()).one_page_ahead();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    // Nobody asks for anything meanwhile.
    assert_eq!(seen(&requests, 2).await, 2);
    let place = items.bookmark();
    assert_eq!((place.position.as_deref(), place.taken), (None, 1));
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(count(&requests), 2);
    assert_eq!(items.try_next().await.unwrap(), Some(3));
    let place = items.bookmark();
    assert_eq!((place.position.as_deref(), place.taken), (Some("1"), 1));
    assert_eq!(seen(&requests, 3).await, 3);
    assert_eq!(rest(items).await, [4, 5, 6]);
    assert_eq!(count(&requests), 3);
    // From where the first three items were taken.
    let items = core(&address)
        .items(List::default())
        .one_page_ahead()
        .resume(place);
    assert_eq!(rest(items).await, [4, 5, 6]);
    // Without the call, only what is needed is asked for.
    let (address, requests) = server().await;
    let mut items = core(&address).items(List::default());
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(seen(&requests, 2).await, 1);
}

#[tokio::test]
async fn nothing_behind_a_limit_is_asked_for() {
    for (limit, wanted) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)] {
        let (address, requests) = server().await;
        let items = core(&address)
            .items(List::default())
            .one_page_ahead()
            .limit(limit);
        assert_eq!(rest(items).await.len(), limit);
        assert_eq!(seen(&requests, wanted + 1).await, wanted, "{limit}");
    }
}

#[tokio::test]
async fn an_error_comes_behind_the_items_before_it_and_ends_nothing() {
    let (address, requests) = answers(|number, request| {
        if number == 1 {
            return answer("500 Oops", "", "");
        }
        answer("200 OK", "", page(request))
    })
    .await;
    let core = builder(&address).retry(Retry::off()).build().unwrap();
    let mut items = core.items(List::default()).one_page_ahead();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(seen(&requests, 2).await, 2);
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(items.try_next().await.unwrap_err().status().unwrap(), 500);
    assert_eq!(rest(items).await, [3, 4, 5, 6]);
}
