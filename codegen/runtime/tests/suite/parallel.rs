//! Several pages at a time, over real sockets: the same items as page by page, in the same order, whatever the list does
//! meanwhile.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::probe::{builder, core, count, listing};
use crate::support::socket::{Requests, answer, serve};
use tamis_runtime::{Items, Paginated, Retry};
use tokio::io::AsyncWriteExt as _;

/// How many items a page has.
const SIZE: usize = 5;

listing!(List, offset);

impl Paginated for List {
    type Item = i64;

    fn position(&self) -> Option<String> {
        self.offset.clone()
    }

    fn next(&self, page: &Vec<i64>) -> Option<String> {
        let offset: usize = self
            .offset
            .as_deref()
            .map_or(0, |text| text.parse().unwrap());
        (page.len() == SIZE).then(|| (offset + page.len()).to_string())
    }

    fn seek(&mut self, position: String) {
        self.offset = Some(position);
    }

    fn into_items(page: Vec<i64>) -> Vec<i64> {
        page
    }
}

/// A server whose list may change before each response.
struct Server {
    address: String,
    requests: Requests,
    most_at_once: Arc<AtomicUsize>,
}

impl Server {
    /// `change` gets the number of the request and the rows.
    async fn new(
        rows: usize,
        change: impl Fn(usize, &mut Vec<usize>) + Send + Sync + 'static,
    ) -> Self {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let most_at_once = Arc::clone(&most);
        let rows: Arc<Mutex<Vec<usize>>> = Arc::new(Mutex::new((0..rows).collect()));
        let change = Arc::new(change);
        let (address, requests) = serve(move |number, request, mut socket| {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            let (rows, change) = (Arc::clone(&rows), Arc::clone(&change));
            async move {
                most.fetch_max(now.fetch_add(1, SeqCst) + 1, SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                let page = {
                    let mut rows = rows.lock().unwrap();
                    change(number, &mut rows);
                    format!("{:?}", page(&rows, offset(&request)))
                };
                now.fetch_sub(1, SeqCst);
                let _ = socket
                    .write_all(answer("200 OK", "", &page).as_bytes())
                    .await;
                let _ = socket.shutdown().await;
                None
            }
        })
        .await;
        Self {
            address,
            requests,
            most_at_once,
        }
    }

    fn items(&self) -> Items<List> {
        core(&self.address).items(List::default())
    }
}

fn offset(request: &str) -> usize {
    let target = request.split(' ').nth(1).unwrap();
    target
        .split_once("offset=")
        .map_or(0, |(_, text)| text.parse().unwrap())
}

fn page(rows: &[usize], offset: usize) -> Vec<usize> {
    rows.iter().copied().skip(offset).take(SIZE).collect()
}

async fn all(mut items: Items<List>) -> Vec<i64> {
    let mut all = Vec::new();
    while let Some(item) = items.try_next().await.expect("the server works") {
        all.push(item);
    }
    all
}

#[tokio::test]
async fn the_items_are_those_of_the_walk_page_by_page() {
    let expected: Vec<i64> = (0..63).collect();
    let server = Server::new(63, |_, _| ()).await;
    assert_eq!(all(server.items()).await, expected);
    assert_eq!(
        (count(&server.requests), server.most_at_once.load(SeqCst)),
        (13, 1)
    );
    let server = Server::new(63, |_, _| ()).await;
    assert_eq!(all(server.items().parallel(4)).await, expected);
    assert_eq!(server.most_at_once.load(SeqCst), 4);
    // No more in vain than there were calls beside the one of the last page.
    let asked = count(&server.requests);
    assert!((13..=16).contains(&asked), "{asked}");
    // A list whose last page is full ends with an empty one.
    let server = Server::new(60, |_, _| ()).await;
    assert_eq!(all(server.items().parallel(3)).await, expected[..60]);
    // One at a time, and none, is the walk page by page.
    for pages in [0, 1] {
        let server = Server::new(63, |_, _| ()).await;
        assert_eq!(all(server.items().parallel(pages)).await, expected);
        assert_eq!(
            (count(&server.requests), server.most_at_once.load(SeqCst)),
            (13, 1)
        );
    }
}

/// Rows that come behind the others while the list is walked are found once or, when they come after the end, not at all.
#[tokio::test]
async fn rows_that_are_added_meanwhile_change_nothing_before_them() {
    for pages in [1, 2, 5, 8] {
        let server = Server::new(40, |number, rows| {
            if number < 12 {
                rows.push(rows.len());
            }
        })
        .await;
        let found = all(server.items().parallel(pages)).await;
        let expected: Vec<i64> = (0..).take(found.len()).collect();
        assert_eq!(found, expected, "{pages} at a time");
        assert!(
            (40..=52).contains(&found.len()),
            "{} at {pages} a time",
            found.len()
        );
    }
}

/// A page that was cut short leads to another position than was guessed.
#[tokio::test]
async fn a_wrong_guess_is_not_given_out() {
    // The list ends in the midst of what was asked for already.
    let server = Server::new(63, |number, rows| {
        if number == 3 {
            rows.truncate(17);
        }
    })
    .await;
    let found = all(server.items().parallel(6)).await;
    let expected: Vec<i64> = (0..).take(found.len()).collect();
    assert_eq!(found, expected);
    assert!(found.len() >= 17, "{}", found.len());
}

#[tokio::test]
async fn no_more_pages_than_a_limit_needs() {
    for (limit, wanted) in [(5, 1), (11, 3), (23, 5), (25, 5)] {
        let server = Server::new(63, |_, _| ()).await;
        let found = all(server.items().limit(limit).parallel(8)).await;
        assert_eq!(found.len(), limit);
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(count(&server.requests), wanted, "{limit}");
    }
}

#[tokio::test]
async fn an_error_ends_nothing_and_a_bookmark_leads_back() {
    let (address, _) = serve(|number, request, mut socket| async move {
        let rows: Vec<usize> = (0..63).collect();
        let text = match number {
            4 => answer("500 Oops", "", ""),
            _ => answer(
                "200 OK",
                "",
                &format!("{:?}", page(&rows, offset(&request))),
            ),
        };
        let _ = socket.write_all(text.as_bytes()).await;
        None
    })
    .await;
    let core = builder(&address).retry(Retry::off()).build().unwrap();
    let mut items = core.items(List::default()).parallel(3);
    let (mut found, mut errors) = (Vec::new(), 0);
    while found.len() < 31 {
        match items.try_next().await {
            Ok(item) => found.push(item.expect("there are more")),
            Err(error) => {
                assert_eq!(error.status().unwrap(), 500);
                errors += 1;
            }
        }
    }
    assert_eq!(errors, 1);
    let place = items.bookmark();
    drop(items);
    let rest = all(core.items(List::default()).parallel(3).resume(place)).await;
    found.extend(rest);
    assert_eq!(found, (0..63).collect::<Vec<i64>>());
}

listing!(Tokens, token);

impl Paginated for Tokens {
    type Item = i64;

    fn position(&self) -> Option<String> {
        self.token.clone()
    }

    fn next(&self, page: &Vec<i64>) -> Option<String> {
        let last = page.last()?;
        (*last < 4).then(|| format!("after-{last}"))
    }

    fn seek(&mut self, position: String) {
        self.token = Some(position);
    }

    fn into_items(page: Vec<i64>) -> Vec<i64> {
        page
    }
}

/// Only the page before it knows where the next one is.
#[tokio::test]
async fn a_list_by_tokens_is_walked_page_by_page() {
    let (address, requests) = serve(|_, request, mut socket| async move {
        let next = match request.split_once("after-") {
            Some((_, rest)) => rest[..1].parse::<i64>().unwrap() + 1,
            None => 0,
        };
        let text = answer("200 OK", "", &format!("[{next}]"));
        let _ = socket.write_all(text.as_bytes()).await;
        None
    })
    .await;
    let found: Vec<i64> = core(&address)
        .items(Tokens::default())
        .parallel(4)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(found, [0, 1, 2, 3, 4]);
    assert_eq!(count(&requests), 5);
}
