//! Every operator, lists, order and pages, against Django, django-filter and SQLite.

use std::collections::BTreeSet;

use golden_clients::django_app::Client;
use golden_clients::django_app::tickets::TicketsList;
use golden_clients::django_app::types::TicketsListOrderingItem as Order;
use serde_json::Value;
use tamis_runtime::{Error, Filter};

use super::Application;
use super::cases::cases;
use super::rows::{Row, rows};

fn client(application: &Application) -> Client {
    let builder = Client::builder().base_url(&application.base_url);
    builder.build().unwrap()
}

/// The names in the query that leaves the client.
fn names(client: &Client, list: &TicketsList) -> Vec<String> {
    let request = client.request(list).unwrap();
    let query = request.uri().query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .map(|(name, _)| name.into_owned())
        .collect()
}

/// The ids that come back, all on one page, and the number of them that the server counts.
async fn found(client: &Client, list: &TicketsList, context: &str) -> (i64, Vec<i64>) {
    let page = client.send(list).await;
    let page = page.unwrap_or_else(|error| panic!("{context}: {error}"));
    (
        page.count,
        page.results.iter().map(|ticket| ticket.id).collect(),
    )
}

fn ids<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<i64> {
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn every_operator_gives_the_right_rows() {
    let rows = rows();
    let application = Application::start("operators", &rows);
    let client = client(&application);
    let mut used = BTreeSet::new();
    for case in cases() {
        let list = (case.apply)(TicketsList::new());
        let sent = names(&client, &list);
        let context = format!("{list:?}");
        let expected = ids(rows.iter().filter(|row| (case.admit)(row)));
        let some = 1..rows.len();
        assert!(some.contains(&expected.len()), "tells nothing: {context}");
        let (count, found) = found(&client, &list.limit(1_000), &context).await;
        assert_eq!(found, expected, "{context}");
        assert_eq!(usize::try_from(count).unwrap(), expected.len(), "{context}");
        used.extend(sent);
    }

    // All that the document offers was used, by the names that it has there.
    let document = include_str!("../django_app/openapi.yaml");
    let document: Value = serde_yaml::from_str(document).unwrap();
    let parameters = document["paths"]["/tickets/"]["get"]["parameters"].as_array();
    let offered: BTreeSet<String> = (parameters.unwrap().iter())
        .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
        .collect();
    let elsewhere = ["limit", "offset", "ordering"].map(str::to_owned);
    used.extend(elsewhere);
    assert_eq!(used, offered);
}

/// django-filter splits lists after they are decoded, so that no encoding could save the comma.
#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn an_item_that_the_server_would_split_is_refused() {
    let rows = rows();
    let application = Application::start("commas", &rows);
    let client = client(&application);
    let list = TicketsList::new().owner_name(["Wybe, E.", "Ada"]);
    let error = client.send(&list).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(error.to_string().contains("owner__name__in"), "{error}");

    // As it would have been, had it been sent.
    let request = "/tickets/?limit=1000&owner__name__in=Wybe%2C%20E.,Ada";
    let answer = crate::raw::get(&application.base_url, request, &[]);
    let answer: Value = serde_json::from_str(&answer.body).unwrap();
    let owners: BTreeSet<Option<i64>> = (answer["results"].as_array().unwrap().iter())
        .map(|ticket| ticket["owner"].as_i64())
        .collect();
    assert_eq!(owners, BTreeSet::from([Some(1)]));
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn order_and_pages_are_the_servers() {
    let rows = rows();
    let application = Application::start("pages", &rows);
    let client = client(&application);

    let mut sorted: Vec<&Row> = rows.iter().collect();
    // In SQLite, no value comes before all values.
    sorted.sort_by_key(|row| (std::cmp::Reverse(row.priority), row.created_at, row.id));
    let order = [Order::MinusPriority, Order::CreatedAt];
    let list = TicketsList::new().ordering(order);
    let mut items = client.items(list.clone().limit(50));
    let mut all = Vec::new();
    while let Some(ticket) = items.try_next().await.unwrap() {
        all.push(ticket.id);
    }
    assert_eq!(all, ids(sorted.iter().copied()));

    let part = list.clone().limit(7).offset(14);
    let (count, found) = found(&client, &part, "a part").await;
    assert_eq!(found, ids(sorted[14..21].iter().copied()));
    assert_eq!(usize::try_from(count).unwrap(), rows.len());

    // Conditions stay in force on all pages.
    let mut items = client.items(list.limit(20).public(true).note(Filter::not_null()));
    let mut some = Vec::new();
    while let Some(ticket) = items.try_next().await.unwrap() {
        some.push(ticket.id);
    }
    let admitted = |row: &&&Row| row.public && row.note.is_some();
    assert_eq!(some, ids(sorted.iter().filter(admitted).copied()));
    assert!(some.len() > 60, "{some:?}");
}
