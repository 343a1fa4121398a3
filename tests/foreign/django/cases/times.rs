//! Conditions on instants and dates.

use tamis_runtime::{Filter, Timestamp};

use super::super::rows::{date, instant};
use super::{Case, case};

/// An instant in the middle of the rows, that of one of them.
fn middle() -> Timestamp {
    instant(160).into()
}

pub(super) fn instants() -> Vec<Case> {
    vec![
        case(
            |list| list.created_at(middle()),
            |row| row.created_at == instant(160),
        ),
        case(
            |list| list.created_at(Filter::gt(middle())),
            |row| row.created_at > instant(160),
        ),
        case(
            |list| list.created_at(middle()..),
            |row| row.created_at >= instant(160),
        ),
        case(
            |list| list.created_at(..middle()),
            |row| row.created_at < instant(160),
        ),
        case(
            |list| list.created_at(..=middle()),
            |row| row.created_at <= instant(160),
        ),
        case(
            |list| list.created_at([middle(), instant(16).into()]),
            |row| row.created_at == instant(160) || row.created_at == instant(16),
        ),
        case(
            |list| list.created_at(Filter::between(instant(16), middle())),
            |row| (instant(16)..=instant(160)).contains(&row.created_at),
        ),
        case(
            |list| list.closed_at(middle()),
            |row| row.closed_at == Some(instant(160)),
        ),
        case(
            |list| list.closed_at(Filter::gt(middle())),
            |row| row.closed_at.is_some_and(|at| at > instant(160)),
        ),
        case(
            |list| list.closed_at(..middle()),
            |row| row.closed_at.is_some_and(|at| at < instant(160)),
        ),
        case(
            |list| list.closed_at(Filter::is_null()),
            |row| row.closed_at.is_none(),
        ),
        case(
            |list| list.closed_at(Filter::not_null()),
            |row| row.closed_at.is_some(),
        ),
        // Not operators: what they compare is another value than the field's.
        case(
            |list| list.created_at_date(date(160)),
            |row| {
                row.created_at
                    .to_string()
                    .starts_with(&date(160).to_string())
            },
        ),
        case(
            |list| list.created_at_month(6.0),
            |row| row.created_at.to_string().starts_with("2024-06"),
        ),
        case(
            |list| list.created_at_year(2023.0),
            |row| row.created_at.to_string().starts_with("2023"),
        ),
        case(
            |list| list.created_at_year(2024.0..),
            |row| row.created_at.to_string().starts_with("2024"),
        ),
        // A word, which is an operator only where a user says so.
        case(
            |list| list.made_after(middle()),
            |row| row.created_at >= instant(160),
        ),
        case(
            |list| list.made_before(middle()),
            |row| row.created_at <= instant(160),
        ),
    ]
}

pub(super) fn dates() -> Vec<Case> {
    vec![
        case(|list| list.due(date(160)), |row| row.due == Some(date(160))),
        case(
            |list| list.due(Filter::gt(date(160))),
            |row| row.due.is_some_and(|due| due > date(160)),
        ),
        case(
            |list| list.due(date(160)..),
            |row| row.due.is_some_and(|due| due >= date(160)),
        ),
        case(
            |list| list.due(..date(160)),
            |row| row.due.is_some_and(|due| due < date(160)),
        ),
        case(
            |list| list.due(..=date(160)),
            |row| row.due.is_some_and(|due| due <= date(160)),
        ),
        case(
            |list| list.due([date(16), date(17)]),
            |row| row.due == Some(date(16)) || row.due == Some(date(17)),
        ),
        case(
            |list| list.due(Filter::between(date(16), date(160))),
            |row| (row.due).is_some_and(|due| (date(16)..=date(160)).contains(&due)),
        ),
        case(|list| list.due(Filter::is_null()), |row| row.due.is_none()),
        case(|list| list.due(Filter::not_null()), |row| row.due.is_some()),
    ]
}
