//! Every operator that the application offers: what to set, and which rows must come back.
//!
//! In: nothing. Out: [`Case`]s. The predicates are written out over plain rows and share nothing with the application:
//! a parameter that it does not know is ignored, so that only the rows can tell.

mod times;

use golden_clients::django_app::tickets::TicketsList;
use golden_clients::django_app::types::TicketsListStatus as Status;
use tamis_runtime::Filter;
use uuid::Uuid;

use super::rows::Row;

/// One or more conditions.
pub(super) struct Case {
    /// Sets the condition.
    pub(super) apply: fn(TicketsList) -> TicketsList,
    /// Whether the row must come back.
    pub(super) admit: fn(&Row) -> bool,
}

fn case(apply: fn(TicketsList) -> TicketsList, admit: fn(&Row) -> bool) -> Case {
    Case { apply, admit }
}

/// Every operator of every field, and some conditions together.
pub(super) fn cases() -> Vec<Case> {
    [
        title(),
        note(),
        numbers(),
        times::instants(),
        times::dates(),
        others(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a database without a collation does when it ignores case: ASCII only.
fn upper(text: &str) -> String {
    text.to_ascii_uppercase()
}

fn title() -> Vec<Case> {
    vec![
        case(|list| list.title("Alpha"), |row| row.title == "Alpha"),
        case(
            |list| list.title("R&D = #1 + ü?"),
            |row| row.title == "R&D = #1 + ü?",
        ),
        case(
            |list| list.title(Filter::ne("Alpha")),
            |row| row.title != "Alpha",
        ),
        case(
            |list| list.title(Filter::iexact("ALPHA")),
            |row| upper(&row.title) == "ALPHA",
        ),
        case(
            |list| list.title(Filter::contains("Alpha")),
            |row| row.title.contains("Alpha"),
        ),
        case(
            |list| list.title(Filter::contains("0% o")),
            |row| row.title.contains("0% o"),
        ),
        case(
            |list| list.title(Filter::contains(r#"\slash "q"#)),
            |row| row.title.contains(r#"\slash "q"#),
        ),
        case(
            |list| list.title(Filter::icontains("A_B")),
            |row| upper(&row.title).contains("A_B"),
        ),
        case(
            |list| list.title(Filter::icontains("alpha")),
            |row| upper(&row.title).contains("ALPHA"),
        ),
        case(
            |list| list.title(Filter::starts_with("alpha")),
            |row| row.title.starts_with("alpha"),
        ),
        case(
            |list| list.title(Filter::istarts_with("alpha")),
            |row| upper(&row.title).starts_with("ALPHA"),
        ),
        case(
            |list| list.title(Filter::ends_with("Alpha")),
            |row| row.title.ends_with("Alpha"),
        ),
        case(
            |list| list.title(Filter::iends_with("alpha")),
            |row| upper(&row.title).ends_with("ALPHA"),
        ),
        case(
            |list| list.title(Filter::regex(r"^[aA]lpha( .*)?$")),
            |row| {
                let rest = row.title.strip_prefix('a').or(row.title.strip_prefix('A'));
                rest.and_then(|rest| rest.strip_prefix("lpha"))
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            },
        ),
        case(
            |list| list.title(Filter::iregex(r"ALPHA\b.*5$")),
            |row| {
                let title = upper(&row.title);
                title.ends_with('5') && title.contains("ALPHA") && !title.contains("ALPHABET")
            },
        ),
        case(
            |list| list.title(["Alpha", "a_b", "R&D = #1 + ü?", "nowhere"]),
            |row| ["Alpha", "a_b", "R&D = #1 + ü?"].contains(&row.title.as_str()),
        ),
        case(
            |list| list.title(Filter::contains("a").and(Filter::ne("a_b"))),
            |row| row.title.contains('a') && row.title != "a_b",
        ),
    ]
}

fn note() -> Vec<Case> {
    vec![
        case(|list| list.note("later"), |row| row.note == Some("later")),
        case(
            |list| list.note(Filter::iexact("URGENT")),
            |row| row.note == Some("Urgent"),
        ),
        case(
            |list| list.note(Filter::contains("rgent")),
            |row| row.note.is_some_and(|note| note.contains("rgent")),
        ),
        case(
            |list| list.note(Filter::icontains("urgent")),
            |row| row.note.is_some_and(|note| upper(note).contains("URGENT")),
        ),
        case(
            |list| list.note(Filter::starts_with("urg")),
            |row| row.note.is_some_and(|note| note.starts_with("urg")),
        ),
        case(
            |list| list.note(Filter::istarts_with("urg")),
            |row| row.note.is_some_and(|note| upper(note).starts_with("URG")),
        ),
        case(
            |list| list.note(Filter::ends_with("ent")),
            |row| row.note.is_some_and(|note| note.ends_with("ent")),
        ),
        case(
            |list| list.note(Filter::iends_with("ent")),
            |row| row.note.is_some_and(|note| upper(note).ends_with("ENT")),
        ),
        case(
            |list| list.note(Filter::regex("^[a-z]+$")),
            |row| row.note == Some("later"),
        ),
        case(
            |list| list.note(Filter::iregex("^[a-z]+$")),
            |row| matches!(row.note, Some("later" | "Urgent")),
        ),
        case(
            |list| list.note(["later", "100%_sure"]),
            |row| matches!(row.note, Some("later" | "100%_sure")),
        ),
        case(
            |list| list.note(Filter::is_null()),
            |row| row.note.is_none(),
        ),
        case(
            |list| list.note(Filter::not_null()),
            |row| row.note.is_some(),
        ),
        case(
            |list| list.search("urgent"),
            |row| {
                upper(&row.title).contains("URGENT")
                    || row.note.is_some_and(|note| upper(note).contains("URGENT"))
            },
        ),
    ]
}

fn numbers() -> Vec<Case> {
    vec![
        case(|list| list.id(17), |row| row.id == 17),
        case(
            |list| list.id([17, 18, 1_000]),
            |row| matches!(row.id, 17 | 18),
        ),
        case(|list| list.priority(-2), |row| row.priority == Some(-2)),
        // `exclude` keeps the rows without a value.
        case(
            |list| list.priority(Filter::ne(-2)),
            |row| row.priority != Some(-2),
        ),
        case(
            |list| list.priority(Filter::gt(2)),
            |row| row.priority.is_some_and(|it| it > 2),
        ),
        case(
            |list| list.priority(2..),
            |row| row.priority.is_some_and(|it| it >= 2),
        ),
        case(
            |list| list.priority(..2),
            |row| row.priority.is_some_and(|it| it < 2),
        ),
        case(
            |list| list.priority(..=2),
            |row| row.priority.is_some_and(|it| it <= 2),
        ),
        case(
            |list| list.priority([1, -1]),
            |row| matches!(row.priority, Some(1 | -1)),
        ),
        case(
            |list| list.priority(Filter::not_in([1, -1])),
            |row| !matches!(row.priority, Some(1 | -1)),
        ),
        case(
            |list| list.priority(Filter::between(-1, 3)),
            |row| matches!(row.priority, Some(-1..=3)),
        ),
        case(
            |list| list.priority(Filter::is_null()),
            |row| row.priority.is_none(),
        ),
        case(
            |list| list.priority(Filter::not_null()),
            |row| row.priority.is_some(),
        ),
        case(
            |list| list.priority(-2..4).priority(Filter::ne(0)),
            |row| matches!(row.priority, Some(-2..4)) && row.priority != Some(0),
        ),
        case(|list| list.price(9.25), |row| row.price == 9.25),
        case(|list| list.price(Filter::gt(60.5)), |row| row.price > 60.5),
        case(|list| list.price(60.5..), |row| row.price >= 60.5),
        case(|list| list.price(..60.5), |row| row.price < 60.5),
        case(|list| list.price(..=60.5), |row| row.price <= 60.5),
        case(
            |list| list.price([9.25, 18.5, 1e-7]),
            |row| row.price == 9.25 || row.price == 18.5,
        ),
        case(
            |list| list.price(Filter::between(9.25, 18.5)),
            |row| (9.25..=18.5).contains(&row.price),
        ),
    ]
}

/// One of the forty references.
fn reference(number: u128) -> Uuid {
    Uuid::from_u128(0x7ea1 << 64 | number)
}

fn others() -> Vec<Case> {
    vec![
        case(|list| list.public(true), |row| row.public),
        case(|list| list.public(false), |row| !row.public),
        case(|list| list.paid(true), |row| row.paid == Some(true)),
        case(|list| list.paid(false), |row| row.paid == Some(false)),
        case(
            |list| list.paid(Filter::is_null()),
            |row| row.paid.is_none(),
        ),
        case(
            |list| list.paid(Filter::not_null()),
            |row| row.paid.is_some(),
        ),
        case(
            |list| list.status(Status::Waiting),
            |row| row.status == "waiting",
        ),
        case(
            |list| list.status([Status::Waiting, Status::Open]),
            |row| row.status != "closed",
        ),
        case(
            |list| list.reference(reference(7)),
            |row| row.reference == reference(7),
        ),
        case(
            |list| list.reference([reference(7), reference(39)]),
            |row| row.reference == reference(7) || row.reference == reference(39),
        ),
        case(|list| list.owner(2), |row| row.owner == Some(2)),
        case(
            |list| list.owner([2, 3]),
            |row| matches!(row.owner, Some(2 | 3)),
        ),
        case(
            |list| list.owner(Filter::is_null()),
            |row| row.owner.is_none(),
        ),
        case(
            |list| list.owner(Filter::not_null()),
            |row| row.owner.is_some(),
        ),
        case(
            |list| list.owner_name("Wybe, E."),
            |row| row.owner_name() == Some("Wybe, E."),
        ),
        case(
            |list| list.owner_name(Filter::icontains("ADA")),
            |row| matches!(row.owner_name(), Some("Ada" | "ada Byron")),
        ),
        case(
            |list| list.owner_name(["Ada", "Grace"]),
            |row| matches!(row.owner_name(), Some("Ada" | "Grace")),
        ),
        case(
            |list| {
                list.status(Status::Open)
                    .public(true)
                    .price(10.0..)
                    .note(Filter::not_null())
            },
            |row| row.status == "open" && row.public && row.price >= 10.0 && row.note.is_some(),
        ),
    ]
}
