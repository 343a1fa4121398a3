//! Against Django, django-filter and SQLite: the list of tickets.

use fastrand::Rng;
use golden_clients::django_app::Client;
use golden_clients::django_app::tickets::TicketsList;
use golden_clients::django_app::types::TicketsListOrderingItem as Order;
use golden_clients::django_app::types::TicketsListStatus as Status;
use serde_json::{Value, json};
use tamis_runtime::jiff::civil::Date;
use tamis_runtime::mock::{Mock, Rows};
use tamis_runtime::{Filter, Timestamp, Uuid};

use super::{CONDITIONS, Set, one, set_some, some};
use crate::django::Application;
use crate::django::rows::{self, Row};

/// Chooses values.
struct Dice {
    rng: Rng,
    /// Without commas: the library would split there.
    texts: Vec<String>,
    instants: Vec<Timestamp>,
    dates: Vec<Date>,
    references: Vec<Uuid>,
}

impl Dice {
    fn new(rows: &[Row], seed: u64) -> Self {
        let texts = rows
            .iter()
            .flat_map(|row| [Some(row.title.clone()), row.note.map(str::to_owned)]);
        let instants = rows
            .iter()
            .flat_map(|row| [Some(row.created_at), row.closed_at]);
        let second = tamis_runtime::jiff::SignedDuration::from_secs(1);
        Self {
            rng: Rng::with_seed(seed),
            texts: texts.flatten().filter(|text| !text.contains(',')).collect(),
            instants: instants
                .flatten()
                .flat_map(|at| [at.into(), (at + second).into()])
                .collect(),
            dates: rows.iter().filter_map(|row| row.due).collect(),
            references: rows
                .iter()
                .map(|row| row.reference)
                .chain([Uuid::nil()])
                .collect(),
        }
    }

    fn text(&mut self) -> String {
        one(&mut self.rng, &self.texts)
    }

    fn texts(&mut self) -> Vec<String> {
        some(&mut self.rng, &self.texts)
    }

    /// A part of a text, perhaps in another case. The library takes white space off its ends.
    fn part(&mut self) -> String {
        let text: Vec<char> = self.text().chars().collect();
        let from = self.rng.usize(..text.len());
        let to = self.rng.usize(from + 1..=text.len());
        let part: String = text[from..to].iter().collect();
        let part = match self.rng.u8(..3) {
            0 => part.to_ascii_uppercase(),
            _ => part,
        };
        let part = part.trim().to_owned();
        if part.is_empty() { self.text() } else { part }
    }

    fn int(&mut self) -> i64 {
        self.rng.i64(-6..=6)
    }

    fn ints(&mut self) -> Vec<i64> {
        (0..self.rng.usize(1..=4)).map(|_| self.int()).collect()
    }

    fn price(&mut self) -> f64 {
        f64::from(self.rng.i32(-1..=401)) / 4.0
    }

    fn at(&mut self) -> Timestamp {
        one(&mut self.rng, &self.instants)
    }

    fn date(&mut self) -> Date {
        one(&mut self.rng, &self.dates)
    }
}

fn conditions() -> Vec<Set<TicketsList, Dice>> {
    [texts(), numbers(), others()].concat()
}

fn texts() -> Vec<Set<TicketsList, Dice>> {
    vec![
        |list, dice| list.title(dice.text()),
        |list, dice| list.title(Filter::ne(dice.text())),
        |list, dice| list.title(dice.texts()),
        |list, dice| list.title(Filter::contains(dice.part())),
        |list, dice| list.title(Filter::icontains(dice.part())),
        |list, dice| list.title(Filter::starts_with(dice.part())),
        |list, dice| list.title(Filter::istarts_with(dice.part())),
        |list, dice| list.title(Filter::ends_with(dice.part())),
        |list, dice| list.title(Filter::iends_with(dice.part())),
        |list, dice| list.title(Filter::iexact(dice.part())),
        |list, dice| list.note(dice.text()),
        |list, dice| list.note(dice.texts()),
        |list, dice| list.note(Filter::contains(dice.part())),
        |list, dice| list.note(Filter::icontains(dice.part())),
        |list, dice| list.note(Filter::istarts_with(dice.part())),
        |list, _| list.note(Filter::is_null()),
        |list, dice| list.owner_name(Filter::icontains(dice.part())),
        |list, dice| list.owner_name(one(&mut dice.rng, &["Ada", "ada", "Grace"])),
        |list, dice| list.search(dice.rng.alphabetic().to_string()),
    ]
}

fn numbers() -> Vec<Set<TicketsList, Dice>> {
    vec![
        |list, dice| list.id(dice.rng.i64(0..=130)),
        |list, dice| list.id([dice.rng.i64(0..=130), dice.rng.i64(0..=130)]),
        |list, dice| list.priority(dice.int()),
        |list, dice| list.priority(Filter::ne(dice.int())),
        |list, dice| list.priority(Filter::gt(dice.int())),
        |list, dice| list.priority(Filter::gte(dice.int())),
        |list, dice| list.priority(Filter::lt(dice.int())),
        |list, dice| list.priority(Filter::lte(dice.int())),
        |list, dice| list.priority(dice.ints()),
        |list, dice| list.priority(Filter::not_in(dice.ints())),
        |list, dice| list.priority(Filter::between(dice.int(), dice.int())),
        |list, _| list.priority(Filter::is_null()),
        |list, dice| list.price(dice.price()),
        |list, dice| list.price(Filter::gt(dice.price())),
        |list, dice| list.price(..dice.price()),
        |list, dice| list.price(Filter::between(dice.price(), dice.price())),
        |list, dice| list.price([dice.price(), dice.price()]),
        // Of others, the application says that there are none.
        |list, dice| list.owner(dice.rng.i64(1..=4)),
        |list, dice| list.owner([dice.rng.i64(1..=4), dice.rng.i64(1..=4)]),
        |list, _| list.owner(Filter::not_null()),
    ]
}

fn others() -> Vec<Set<TicketsList, Dice>> {
    vec![
        |list, dice| list.created_at(dice.at()),
        |list, dice| list.created_at(Filter::gt(dice.at())),
        |list, dice| list.created_at(dice.at()..),
        |list, dice| list.created_at(..dice.at()),
        |list, dice| list.created_at(..=dice.at()),
        |list, dice| list.created_at([dice.at(), dice.at()]),
        |list, dice| list.created_at(Filter::between(dice.at(), dice.at())),
        |list, dice| list.closed_at(dice.at()),
        |list, dice| list.closed_at(Filter::gt(dice.at())),
        |list, dice| list.closed_at(..dice.at()),
        |list, _| list.closed_at(Filter::is_null()),
        |list, dice| list.due(dice.date()),
        |list, dice| list.due(Filter::gt(dice.date())),
        |list, dice| list.due(..=dice.date()),
        |list, dice| list.due([dice.date(), dice.date()]),
        |list, _| list.due(Filter::not_null()),
        |list, dice| list.paid(dice.rng.bool()),
        |list, _| list.paid(Filter::is_null()),
        |list, dice| list.public(dice.rng.bool()),
        |list, dice| list.reference(one(&mut dice.rng, &dice.references)),
        |list, dice| list.reference(some(&mut dice.rng, &dice.references)),
        |list, _| list.status(Status::Waiting),
        |list, _| list.status([Status::Waiting, Status::Open]),
    ]
}

/// The rows with the members of an item.
fn rows(rows: &[Row]) -> Rows {
    let item = |row: &Row| {
        let mut item = row.columns();
        item["owner"] = item["owner_id"].clone();
        item["owner__name"] = json!(row.owner_name());
        item
    };
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_lowercase();
    Rows::new(rows.iter().map(item))
        .page(|page| {
            json!({
                "count": page.total(),
                "next": page.next_link(),
                "previous": page.previous_link(),
                "results": page.items(),
            })
        })
        .offset("offset")
        .size("limit", 25, 1..=1_000_000)
        .order("ordering")
        // A decimal is a text in JSON.
        .value("price", |row| {
            row["price"]
                .as_str()
                .and_then(|it| it.parse::<f64>().ok())
                .into()
        })
        .parameter("public", |row, value| {
            row["public"].as_bool() == value.parse().ok()
        })
        .parameter("search", move |row, word| {
            let word = word.to_lowercase();
            text(row, "title").contains(&word) || text(row, "note").contains(&word)
        })
        // `exclude` keeps the rows without a value.
        .nothing_is_unequal()
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn random_conditions_give_the_rows_of_django() {
    let data = &rows::rows()[..120];
    let application = Application::start("rows", data);
    let builder = || {
        let builder = Client::builder().base_url(&application.base_url);
        builder.verify_filters(true)
    };
    let api = Mock::new();
    api.rows(&TicketsList::new(), rows(data));
    let (theirs, ours) = (
        builder().build().unwrap(),
        builder().transport(api).build().unwrap(),
    );
    let mut dice = Dice::new(data, 19);
    let mut rng = Rng::with_seed(23);
    let (all, mut asked, mut telling) = (conditions(), 0, 0);
    while asked < CONDITIONS {
        let (mut list, set) = set_some(&mut rng, &mut dice, &all, TicketsList::new());
        asked += set;
        if rng.u8(..4) == 0 {
            list = list.ordering([
                [Order::MinusPriority, Order::Priority][rng.usize(..2)].clone(),
                [Order::MinusCreatedAt, Order::CreatedAt][rng.usize(..2)].clone(),
            ]);
        }
        let list = list.limit(rng.i64(1..=150)).offset(rng.i64(0..=3));
        let mut found = Vec::new();
        for client in [&theirs, &ours] {
            let page = client.send(&list).await;
            let page = page.unwrap_or_else(|error| panic!("{list:?}: {error}"));
            let ids: Vec<i64> = page.results.iter().map(|ticket| ticket.id).collect();
            found.push((
                page.count,
                page.next.is_some(),
                page.previous.is_some(),
                ids,
            ));
        }
        assert_eq!(found[1], found[0], "{list:?}");
        telling += usize::from((1..120).contains(&found[0].0));
    }
    assert!(
        telling > asked / 6,
        "{telling} of {asked} conditions tell something"
    );
}
