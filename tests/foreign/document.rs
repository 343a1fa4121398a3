//! The documents that the applications publish of themselves are the committed ones, whose clients are compiled in the
//! library of this package and used by the tests here.
//!
//! In: the document of a running application. Out: a comparison with `tests/foreign/*/openapi.*`, and with what is to
//! be found in it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tamis::{Source, Summary};

use crate::django;
use crate::fastapi::Application;
use crate::raw;
use crate::server::data;

/// Compares, and gives what the generator finds in the document.
fn compare(published: &str, committed: &str, same: impl Fn(&str, &str) -> bool) -> Summary {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(committed);
    let text = fs::read_to_string(&path).unwrap();
    if !same(published, &text) {
        let name = committed.replace('/', "-");
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&copy, published).unwrap();
        panic!(
            "{committed} is not what the application publishes, which is now in {}",
            copy.display()
        );
    }
    let generated = tamis::configure().generate(&[Source::new(committed, text)]);
    let generated = generated.unwrap_or_else(|error| panic!("{error}"));
    let warnings = generated.warnings();
    assert!(warnings.is_empty(), "{warnings:?}");
    generated.summary().clone()
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn fastapi_publishes_the_document_whose_client_is_compiled() {
    let application = Application::start("document", &data::rows()[..1]);
    let document = raw::get(&application.base_url, "/openapi.json", &[]);
    assert_eq!(document.status(), 200, "{document:?}");
    // It comes on one line.
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let committed = "tests/foreign/fastapi_app/openapi.json";
    let summary = compare(&document.body, committed, |published, committed| {
        value(published) == value(committed)
    });
    assert_eq!(summary.operations, 4);
    assert_eq!(summary.filter_families, 14);
    assert_eq!(summary.parameters_collapsed, 64);
    assert_eq!(summary.paginated_operations, 1);
    assert_eq!(summary.generics, 1);
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn django_publishes_the_document_whose_client_is_compiled() {
    let application = django::Application::start("document", &[]);
    let document = raw::get(&application.base_url, "/schema/", &[]);
    assert_eq!(document.status(), 200, "{document:?}");
    let committed = "tests/foreign/django_app/openapi.yaml";
    let summary = compare(&document.body, committed, |published, committed| {
        published == committed
    });
    assert_eq!(summary.operations, 2);
    assert_eq!(summary.filter_families, 14);
    assert_eq!(summary.parameters_collapsed, 76);
    assert_eq!(summary.paginated_operations, 2);
    assert_eq!(summary.generics, 1);
}
