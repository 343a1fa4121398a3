//! The cases of a field with an order: all eight operators, ranges, and several conditions on one field.
//!
//! In: the family and the data set. Out: cases, with values from the middle of the column.

use generated_client::Filter;
use tamis_runtime::Ordered;

use super::{Case, Family};
use crate::server::data::Row;

/// A value of a column: as it is held, as it is handed over, as it is written.
#[derive(Clone)]
struct Point<T, V> {
    held: V,
    sent: T,
    text: String,
}

/// All eight operators, ranges, and conditions side by side.
pub(super) fn ordered<T, V>(family: &Family<T, V, Ordered>, rows: &[Row], cases: &mut Vec<Case>)
where
    T: Clone + PartialOrd + 'static,
    V: Copy + PartialOrd + 'static,
{
    let points = [4, 5, 6].map(|tenths| {
        let held = family.tenth(rows, tenths);
        Point {
            held,
            sent: (family.send)(held),
            text: (family.text)(held),
        }
    });
    cases.extend(operators(family, &points));
    cases.extend(ranges(family, &points));
    cases.extend(side_by_side(family, &points));
}

fn operators<T, V>(family: &Family<T, V, Ordered>, points: &[Point<T, V>; 3]) -> Vec<Case>
where
    T: Clone + 'static,
    V: Copy + PartialOrd + 'static,
{
    let [a, b, _] = points.clone();
    let (held_a, held) = (a.held, b.held);
    let single = |filter, operator, test: fn(V, V) -> bool| {
        family.case(filter, &[(operator, b.text.clone())], move |value| {
            value.is_some_and(|value| test(value, held))
        })
    };
    let sent = || b.sent.clone();
    vec![
        single(Filter::eq(sent()), "", |value, b| value == b),
        single(Filter::ne(sent()), "__neq", |value, b| value != b),
        single(Filter::gt(sent()), "__gt", |value, b| value > b),
        single(Filter::gte(sent()), "__gte", |value, b| value >= b),
        single(Filter::lt(sent()), "__lt", |value, b| value < b),
        single(Filter::lte(sent()), "__lte", |value, b| value <= b),
        family.case(
            Filter::is_in([a.sent, sent()]),
            &[("__in", format!("{},{}", a.text, b.text))],
            move |value| value == Some(held_a) || value == Some(held),
        ),
        family.case(Filter::is_null(), &[("__isnull", "true".into())], |value| {
            value.is_none()
        }),
        family.case(
            Filter::not_null(),
            &[("__isnull", "false".into())],
            |value| value.is_some(),
        ),
    ]
}

fn ranges<T, V>(family: &Family<T, V, Ordered>, points: &[Point<T, V>; 3]) -> Vec<Case>
where
    T: Clone + 'static,
    V: Copy + PartialOrd + 'static,
{
    let [a, _, c] = points.clone();
    let (from, to) = (a.held, c.held);
    let range = |filter, operators: &[(&str, &str)], test: fn(V, V, V) -> bool| {
        let parameters: Vec<(&str, String)> = operators
            .iter()
            .map(|(operator, text)| (*operator, (*text).to_owned()))
            .collect();
        family.case(filter, &parameters, move |value| {
            value.is_some_and(|value| test(value, from, to))
        })
    };
    let ends = || (a.sent.clone(), c.sent.clone());
    let (low, high) = (a.text.as_str(), c.text.as_str());
    vec![
        range(
            Filter::from(ends().0..ends().1),
            &[("__gte", low), ("__lt", high)],
            |value, a, c| value >= a && value < c,
        ),
        range(
            Filter::from(ends().0..=ends().1),
            &[("__gte", low), ("__lte", high)],
            |value, a, c| value >= a && value <= c,
        ),
        range(
            Filter::from(ends().0..),
            &[("__gte", low)],
            |value, a, _| value >= a,
        ),
        range(
            Filter::from(..ends().1),
            &[("__lt", high)],
            |value, _, c| value < c,
        ),
        range(
            Filter::from(..=ends().1),
            &[("__lte", high)],
            |value, _, c| value <= c,
        ),
        range(
            Filter::gt(ends().0) & Filter::lt(ends().1),
            &[("__gt", low), ("__lt", high)],
            |value, a, c| value > a && value < c,
        ),
    ]
}

/// Several conditions, also two for one end of a range: all travel, none wins.
fn side_by_side<T, V>(family: &Family<T, V, Ordered>, points: &[Point<T, V>; 3]) -> Vec<Case>
where
    T: Clone + 'static,
    V: Copy + PartialOrd + 'static,
{
    let [a, b, c] = points.clone();
    let [held_a, held_b, held_c] = points.each_ref().map(|point| point.held);
    let text = |point: &Point<T, V>| point.text.clone();
    vec![
        family.case(
            Filter::gt(a.sent.clone()) & Filter::gte(c.sent.clone()),
            &[("__gt", text(&a)), ("__gte", text(&c))],
            move |value| value.is_some_and(|value| value >= held_c),
        ),
        family.case(
            Filter::lte(a.sent.clone()) & Filter::lt(c.sent.clone()) & Filter::not_null(),
            &[
                ("__lte", text(&a)),
                ("__lt", text(&c)),
                ("__isnull", "false".into()),
            ],
            move |value| value.is_some_and(|value| value <= held_a),
        ),
        family.case(
            Filter::from(a.sent.clone()..c.sent.clone()) & Filter::ne(b.sent.clone()),
            &[("__gte", text(&a)), ("__lt", text(&c)), ("__neq", text(&b))],
            move |value| {
                value.is_some_and(|value| value >= held_a && value < held_c && value != held_b)
            },
        ),
        family.case(
            Filter::is_in([a.sent.clone(), b.sent.clone()]) & Filter::ne(b.sent.clone()),
            &[
                ("__in", format!("{},{}", a.text, b.text)),
                ("__neq", text(&b)),
            ],
            move |value| value == Some(held_a),
        ),
    ]
}
