//! Whatever a value holds, an expression says what was asked, and nothing more: it is read by parsers that others have written.
//!
//! In: random texts, among them many that would be syntax. Out: what each parser reads, which must be the very texts. The parsers of
//! OData and RSQL are no crates; `tests/foreign/expressions.rs` asks them.

use aip_160::{Arg, Comparable, Expression, Member, Value};
use fastrand::Rng;
use golden_clients::filters_expression::operations::ListBooks;
use golden_clients::filters_expression_more::operations::{ListItems, ListUsers};
use scim_v2::filter::{AttrExp, CompValue, Filter as Scim};
use tamis_runtime::Filter;

use crate::expressions::{expression, sent};

#[path = "../support/texts.rs"]
mod texts;

use texts::text;

const CASES: usize = 1_000;

#[test]
fn aip_160_reads_what_was_asked() {
    let mut dice = Rng::with_seed(160);
    for _ in 0..CASES {
        let (one, two, rating) = (text(&mut dice), text(&mut dice), dice.f64() - 0.5);
        let list = ListBooks::new()
            .author([one.as_str(), two.as_str()])
            .author(Filter::ne(one.as_str()))
            .rating(Filter::gt(rating));
        if one.contains('*') || two.contains('*') {
            assert!(sent(&list).is_err(), "{one:?} {two:?}");
            continue;
        }
        let written = expression(&list);
        let read =
            aip_160::parse_filter(&written).unwrap_or_else(|error| panic!("{written}: {error}"));
        let Some(Expression::And(all)) = read.expression else {
            panic!("{written}");
        };
        let [Expression::Or(authors), not, greater] = all.as_slice() else {
            panic!("{written}");
        };
        let authors: Vec<_> = authors.iter().map(restriction).collect();
        assert_eq!(
            authors,
            [
                ("author=".to_owned(), one.clone()),
                ("author=".to_owned(), two)
            ]
        );
        assert_eq!(restriction(not), ("author!=".to_owned(), one));
        let (name, number) = restriction(greater);
        assert_eq!((name.as_str(), number.parse()), ("rating>", Ok(rating)));
    }
}

/// The field with the comparator, and what it is compared with.
fn restriction(expression: &Expression) -> (String, String) {
    let Expression::Restriction(it) = expression else {
        panic!("{expression:?}");
    };
    let Arg::Comparable(Comparable::Member(Member { value, fields })) = &it.arg else {
        panic!("{expression:?}");
    };
    assert!(fields.is_empty(), "{fields:?}");
    let (Value::String(text) | Value::Text(text)) = value;
    (format!("{}{}", it.comparable, it.comparator), text.clone())
}

#[test]
fn scim_reads_what_was_asked() {
    let mut dice = Rng::with_seed(7644);
    for _ in 0..CASES {
        let (one, two) = (text(&mut dice), text(&mut dice));
        let list = ListUsers::new()
            .user_name([one.as_str(), two.as_str()])
            .user_name(Filter::contains(one.as_str()));
        let written = expression(&list);
        let read: Scim = written
            .parse()
            .unwrap_or_else(|error| panic!("{written}: {error}"));
        let Scim::And(names, contains) = read else {
            panic!("{written}");
        };
        let Scim::Or(first, second) = *names else {
            panic!("{written}");
        };
        assert_eq!(
            compared(&first),
            ("Eq".to_owned(), one.clone()),
            "{written}"
        );
        assert_eq!(compared(&second), ("Eq".to_owned(), two), "{written}");
        assert_eq!(compared(&contains), ("Co".to_owned(), one), "{written}");
    }
}

fn compared(filter: &Scim) -> (String, String) {
    match filter {
        Scim::Attr(AttrExp::Comparison(path, op, CompValue::Str(text))) => {
            assert_eq!(path.name, "userName");
            (format!("{op:?}"), text.clone())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn json_reads_what_was_asked() {
    let mut dice = Rng::with_seed(8259);
    for _ in 0..CASES {
        let (one, two) = (text(&mut dice), text(&mut dice));
        let list = ListItems::new()
            .name([one.as_str(), two.as_str()])
            .name(Filter::ne(one.as_str()))
            .tag(Filter::contains(two.as_str()));
        let read: serde_json::Value = serde_json::from_str(&expression(&list)).expect("it is JSON");
        let asked =
            serde_json::json!({"name": {"$in": [one, two], "$ne": one}, "tag": {"_contains": two}});
        assert_eq!(read, asked);
    }
}
