//! The work of `list` as often as wanted and nothing else, for tools that count instructions.
//!
//! In: `encode`, `encode-by-hand`, `decode` or `decode-by-hand`, and how often. Without: each once.

use std::hint::black_box;

use tamis_benches::page::{Page, page};
use tamis_benches::request::{by_hand, list, url};
use tamis_benches::sample::entitlements::ListUniqueEntitlementsForCustomer;
use tamis_runtime::{Operation, RawResponse, http};

const WORK: [&str; 4] = ["encode", "encode-by-hand", "decode", "decode-by-hand"];

fn work(what: &str, times: usize) {
    match what {
        "encode" => {
            let list = list();
            for _ in 0..times {
                black_box(url(black_box(&list)).url());
            }
        }
        "encode-by-hand" => {
            let list = by_hand();
            for _ in 0..times {
                black_box(black_box(&list).url());
            }
        }
        "decode" => {
            let response = RawResponse::from(http::Response::new(page()));
            for _ in 0..times {
                let page = <ListUniqueEntitlementsForCustomer>::decode(black_box(&response));
                assert_eq!(black_box(page.expect("it decodes")).results.len(), 1_000);
            }
        }
        "decode-by-hand" => {
            let body = page();
            for _ in 0..times {
                let page = serde_json::from_slice::<Page>(black_box(body.as_bytes()));
                assert_eq!(black_box(page.expect("it decodes")).results.len(), 1_000);
            }
        }
        _ => panic!("{what} is none of {WORK:?}"),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, times] => work(what, times.parse().expect("a number of times")),
        _ => WORK.iter().for_each(|what| work(what, 1)),
    }
}
