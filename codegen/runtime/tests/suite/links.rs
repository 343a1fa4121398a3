//! The next page by the header `Link`, over real sockets: its address is read, and never called.

use crate::support::probe::{core, listing};
use crate::support::socket::{answer, answers};
use tamis_runtime::support::{HeaderMap, next_link, value_in_address};
use tamis_runtime::{Error, Paginated};

listing!(List, after);

impl Paginated for List {
    type Item = i64;

    fn position(&self) -> Option<String> {
        self.after.clone()
    }

    fn next(&self, _: &Vec<i64>) -> Option<String> {
        None
    }

    fn follow(&self, _: &Vec<i64>, headers: &HeaderMap) -> Option<String> {
        next_link(headers).map(|address| value_in_address(&address, "after"))
    }

    fn seek(&mut self, position: String) {
        self.after = Some(position);
    }

    fn into_items(page: Vec<i64>) -> Vec<i64> {
        page
    }
}

#[tokio::test]
async fn a_link_to_another_server_gives_its_parameter_and_gets_no_request() {
    let (elsewhere, stolen) = answers(|_, _| answer("200 OK", "", "[666]")).await;
    let (address, requests) = answers(move |number, _| {
        let links = [
            format!("link: <{elsewhere}/list?after=a%2Bb&x=1>; rel=\"next\", <{elsewhere}/list>; rel=\"first\"\r\n"),
            // On two lines, and with a comma in the address.
            "Link: </list?before=x>; rel=prev\r\nLINK: </list?after=c,d>; rel=\"next last\"\r\n".to_owned(),
        ];
        let headers = links.get(number).cloned().unwrap_or_default();
        answer("200 OK", &headers, &format!("[{number}]"))
    })
    .await;
    let items: Vec<i64> = core(&address)
        .items(List::default())
        .try_collect()
        .await
        .unwrap();
    assert_eq!(items, [0, 1, 2]);
    let targets: Vec<String> = requests
        .lock()
        .unwrap()
        .iter()
        .map(|request| request.split(' ').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(targets, ["/list", "/list?after=a%2Bb", "/list?after=c%2Cd"]);
    assert!(stolen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_link_that_leads_back_is_an_error() {
    let (address, _) =
        answers(|_, _| answer("200 OK", "link: <?after=1>; rel=next\r\n", "[1]")).await;
    let mut items = core(&address).items(List::default());
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Pagination(_)), "{error:?}");
}
