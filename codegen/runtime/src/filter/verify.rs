//! Whether the items of a response meet the conditions that were sent: a server ignores a parameter that it does not know.
//!
//! In: the conditions (`record.rs`) and the body of a response. Out: the first item that contradicts one. Only what
//! contradicts a condition beyond doubt counts:
//!
//! | in an item | what is beyond doubt |
//! |---|---|
//! | no member, `null`, a list, an object | nothing |
//! | a text | that its letters and digits differ, in any case; not its order, and nothing where one text is not ASCII: collations differ |
//! | an integer | all |
//! | another number | a difference of more than 1: what is shown may be rounded |
//! | an instant | a difference of more than a second; of two days, where one is a date or has no offset |
//! | a date | all, compared with another date |

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::TextOp;
use super::record::{Condition, Test};
use crate::relation::Relation;

/// What of the filters of an operation can be held against the items of its response.
///
/// A constant of generated code: [`Operation::FILTERED_ITEMS`](crate::Operation::FILTERED_ITEMS).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilteredItems {
    /// The way from the response to the list of its items, by the names of members; empty: it is the list.
    pub path: &'static [&'static str],
    /// The members of an item with the type of the filter of the same name.
    pub members: &'static [&'static str],
}

/// The conditions of a call, and where the items are that must meet them.
#[derive(Clone, Debug)]
pub(crate) struct Verification {
    pub(crate) path: &'static [&'static str],
    pub(crate) conditions: Vec<Condition>,
}

/// An item that contradicts a condition.
#[derive(Debug, PartialEq)]
pub(crate) struct Contradiction {
    /// The parameter of the condition, percent-encoded.
    pub(crate) parameter: &'static str,
    pub(crate) item: Json,
}

impl Verification {
    /// The first item of a response that contradicts a condition.
    pub(crate) fn contradiction(&self, body: &[u8]) -> Option<Contradiction> {
        let mut list: Json = serde_json::from_slice(body).ok()?;
        for name in self.path {
            list = list.get_mut(*name)?.take();
        }
        let Json::Array(items) = list else {
            return None;
        };
        items.into_iter().find_map(|item| {
            let contradicted = self.conditions.iter().find(|condition| {
                item.get(condition.member)
                    .is_some_and(|held| condition.test.is_contradicted_by(held))
            })?;
            Some(Contradiction {
                parameter: contradicted.parameter,
                item,
            })
        })
    }
}

impl Test {
    /// Whether a member cannot be that of an item that meets the condition.
    fn is_contradicted_by(&self, held: &Json) -> bool {
        let relation = |value: &String| Relation::of(held, value);
        let is = |value, orderings: &[Ordering]| match relation(value) {
            Relation::Ordered(ordering) => orderings.contains(&ordering),
            _ => false,
        };
        match self {
            Self::In(values) => values.iter().all(|value| relation(value).is_different()),
            Self::NotIn(values) => values.iter().any(|value| relation(value).is_same()),
            Self::Gt(value) => is(value, &[Ordering::Less, Ordering::Equal]),
            Self::Gte(value) => is(value, &[Ordering::Less]),
            Self::Lt(value) => is(value, &[Ordering::Greater, Ordering::Equal]),
            Self::Lte(value) => is(value, &[Ordering::Greater]),
            Self::Null => is_value(held),
            Self::Text(op, text) => held
                .as_str()
                .is_some_and(|held| contradicts_text(*op, held, text)),
        }
    }
}

/// Whether a member is one that no server takes for missing.
fn is_value(held: &Json) -> bool {
    match held {
        Json::Null | Json::Array(_) | Json::Object(_) | Json::Bool(false) => false,
        Json::Bool(true) => true,
        Json::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Json::String(text) => !text.trim().is_empty(),
    }
}

fn contradicts_text(op: TextOp, held: &str, text: &str) -> bool {
    // White space at the ends may be cut off, and what stands for other characters may do so here.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'.');
    if !held.is_ascii() || !text.bytes().all(is_plain) || text.trim() != text || text.is_empty() {
        return false;
    }
    let (lower_held, lower_text) = (held.to_ascii_lowercase(), text.to_ascii_lowercase());
    match op {
        TextOp::Contains | TextOp::IContains => !lower_held.contains(&lower_text),
        TextOp::StartsWith | TextOp::IStartsWith => {
            !lower_held.trim_start().starts_with(&lower_text)
        }
        TextOp::EndsWith | TextOp::IEndsWith => !lower_held.trim_end().ends_with(&lower_text),
        TextOp::Exact | TextOp::IExact => Relation::of_texts(held, text).is_different(),
        TextOp::NotContains | TextOp::NotIContains => held.contains(text),
        TextOp::NotStartsWith | TextOp::NotIStartsWith => held.starts_with(text),
        TextOp::NotEndsWith | TextOp::NotIEndsWith => held.ends_with(text),
        TextOp::NotExact | TextOp::NotIExact => held == text,
        // Patterns and searches, in the server's own language.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn contradicted(test: &Test, held: &Json) -> bool {
        test.is_contradicted_by(held)
    }

    fn one(value: &str) -> Test {
        Test::In(vec![value.to_owned()])
    }

    #[test]
    fn what_is_missing_or_nested_contradicts_nothing() {
        let all = [
            one("a"),
            Test::NotIn(vec!["a".to_owned()]),
            Test::Gt("1".to_owned()),
            Test::Null,
            Test::Text(TextOp::Contains, "a".to_owned()),
        ];
        for held in [json!(null), json!([1]), json!({"a": 1})] {
            for test in &all {
                assert!(!contradicted(test, &held), "{test:?} {held}");
            }
        }
    }

    #[test]
    fn lists_are_met_by_one_of_them() {
        let test = Test::In(vec!["a".to_owned(), "b".to_owned()]);
        assert!(!contradicted(&test, &json!("B")));
        assert!(contradicted(&test, &json!("c")));
        let test = Test::NotIn(vec!["a".to_owned(), "b".to_owned()]);
        assert!(contradicted(&test, &json!("b")));
        // A collation may know the difference or not.
        assert!(!contradicted(&test, &json!("B")));
        assert!(!contradicted(&test, &json!("c")));
    }

    #[test]
    fn the_ends_of_ranges_are_exact_for_integers_only() {
        for (test, integer, number) in [
            (Test::Gt("5".to_owned()), 5, 3.5),
            (Test::Gte("5".to_owned()), 4, 3.5),
            (Test::Lt("5".to_owned()), 5, 6.5),
            (Test::Lte("5".to_owned()), 6, 6.5),
        ] {
            assert!(contradicted(&test, &json!(integer)), "{test:?}");
            assert!(contradicted(&test, &json!(number)), "{test:?}");
            assert!(!contradicted(&test, &json!(5.2)), "{test:?}");
            assert!(!contradicted(&test, &json!(4.7)), "{test:?}");
        }
        // Texts have the order of a collation.
        assert!(!contradicted(&Test::Gt("b".to_owned()), &json!("a")));
    }

    #[test]
    fn only_what_is_a_value_everywhere_is_no_null() {
        for (held, is_one) in [
            (json!("x"), true),
            (json!(1), true),
            (json!(true), true),
            (json!(""), false),
            (json!(0), false),
            (json!(false), false),
        ] {
            assert_eq!(contradicted(&Test::Null, &held), is_one, "{held}");
        }
    }

    #[test]
    fn texts_are_compared_in_any_case_and_in_ascii() {
        let test = |op, text: &str| Test::Text(op, text.to_owned());
        for (op, text, met, not) in [
            (TextOp::Contains, "Eat", "SEATS", "storage"),
            (TextOp::StartsWith, "sea", "Seats", "storage"),
            (TextOp::IEndsWith, "ats", "Seats", "storage"),
            (TextOp::Exact, "seats", "Seats ", "storage"),
            (TextOp::NotContains, "tor", "Seats", "storage"),
            (TextOp::NotExact, "storage", "Storage", "storage"),
        ] {
            assert!(!contradicted(&test(op, text), &json!(met)), "{op:?}");
            assert!(contradicted(&test(op, text), &json!(not)), "{op:?}");
        }
        for (op, text, held) in [
            (TextOp::Contains, "é", "cafe"),
            (TextOp::Contains, "cafe", "café"),
            (TextOp::Contains, "a%b", "storage"),
            (TextOp::Like, "x", "storage"),
            (TextOp::Regex, "x", "storage"),
            (TextOp::Search, "x", "storage"),
        ] {
            assert!(
                !contradicted(&test(op, text), &json!(held)),
                "{op:?} {text}"
            );
        }
    }

    #[test]
    fn the_items_are_where_the_path_leads() {
        let condition = Condition {
            parameter: "n",
            member: "n",
            test: one("1"),
        };
        let verification = |path| Verification {
            path,
            conditions: vec![condition.clone()],
        };
        let body = br#"{"meta": {"rows": [{"n": 1}, {"m": 2}, {"n": 3}]}}"#;
        let found = verification(&["meta", "rows"]).contradiction(body).unwrap();
        assert_eq!((found.parameter, found.item), ("n", json!({"n": 3})));
        assert_eq!(verification(&["rows"]).contradiction(body), None);
        assert_eq!(verification(&[]).contradiction(body), None);
        assert!(verification(&[]).contradiction(b"[{\"n\": 2}]").is_some());
        assert_eq!(verification(&[]).contradiction(b"<html>"), None);
    }
}
