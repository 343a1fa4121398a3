//! The operators of fastapi-filter that the documents of `specs/` do not have: `like`, `ilike`, `not_in`, `not` and an
//! order, each against the rows.

use std::collections::BTreeSet;

use golden_clients::fastapi_app::Client;
use golden_clients::fastapi_app::entitlements::FindEntitlements as Find;
use serde_json::Value;
use tamis_runtime::{Error, Filter};
use uuid::Uuid;

use crate::cases::instant;
use crate::fastapi::{API_TOKEN, Application, ORGANISATION};
use crate::server::data::{self, Row, part_of_customer};

fn client(application: &Application) -> Client {
    // FastAPI publishes the two schemes as alternatives, and demands both.
    let builder = Client::builder()
        .api_token_auth(API_TOKEN)
        .header("organisation", ORGANISATION)
        .base_url(&application.base_url);
    builder.build().unwrap()
}

/// A condition.
struct Case {
    apply: Box<dyn Fn(Find) -> Find>,
    admit: Box<dyn Fn(&Row) -> bool>,
}

fn case(apply: impl Fn(Find) -> Find + 'static, admit: impl Fn(&Row) -> bool + 'static) -> Case {
    Case {
        apply: Box::new(apply),
        admit: Box::new(admit),
    }
}

/// Every operator of every field. As everywhere in SQL, a row without a value is neither equal nor unequal to one.
fn cases(rows: &[Row]) -> Vec<Case> {
    [names(rows), units(), others(rows)]
        .into_iter()
        .flatten()
        .collect()
}

fn names(rows: &[Row]) -> Vec<Case> {
    // No comma in them: the library would split there.
    let mut plain = rows.iter().filter(|row| !row.name.contains(','));
    let [a, b] = [8, 17].map(|at| plain.nth(at).unwrap().name.clone());
    let both = [a.clone(), b];
    let lists = |apply: fn(Find, [String; 2]) -> Find, admit: fn(&str, &[String; 2]) -> bool| {
        let (set, held) = (both.clone(), both.clone());
        case(
            move |find| apply(find, set.clone()),
            move |row| admit(&row.name, &held),
        )
    };
    vec![
        lists(|find, [a, _]| find.name(a), |name, [a, _]| name == a),
        lists(
            |find, [a, _]| find.name(Filter::ne(a)),
            |name, [a, _]| name != a,
        ),
        lists(Find::name, |name, [a, b]| name == a || name == b),
        lists(
            |find, both| find.name(Filter::not_in(both)),
            |name, [a, b]| name != a && name != b,
        ),
        lists(
            |find, [a, _]| find.name(Filter::ilike("%s%") & Filter::ne(a)),
            |name, [a, _]| name.to_lowercase().contains('s') && name != a,
        ),
        case(
            |find| find.name(Filter::like("Se%")),
            |row| row.name.starts_with("Se"),
        ),
        case(
            |find| find.name(Filter::like("%S%7")),
            |row| row.name.contains('S') && row.name.ends_with('7'),
        ),
        case(
            |find| find.name(Filter::ilike("%s%7")),
            |row| row.name.to_lowercase().contains('s') && row.name.ends_with('7'),
        ),
        // The library puts `%` around a pattern without one.
        case(
            |find| find.name(Filter::like("R&D = 50")),
            |row| row.name.contains("R&D = 50"),
        ),
        case(
            |find| find.name(Filter::ilike("%/月 000__")),
            |row| row.name.contains("/月 000"),
        ),
    ]
}

fn units() -> Vec<Case> {
    vec![
        case(|find| find.units("GB"), |row| row.units == Some("GB")),
        case(
            |find| find.units(Filter::like("%e%")),
            |row| row.units.is_some_and(|units| units.contains('e')),
        ),
        case(
            |find| find.units(Filter::ilike("g_%")),
            |row| row.units == Some("GB"),
        ),
        case(
            |find| find.units(Filter::is_null()),
            |row| row.units.is_none(),
        ),
        case(
            |find| find.units(Filter::not_null()),
            |row| row.units.is_some(),
        ),
        case(
            |find| find.units(Filter::not_in(["GB", "call"])),
            |row| matches!(row.units, Some("seat" | "credit")),
        ),
    ]
}

fn others(rows: &[Row]) -> Vec<Case> {
    let at = rows.iter().find_map(|row| row.created_at).unwrap();
    let quantity = rows.iter().find_map(|row| row.quantity).unwrap();
    let part = part_of_customer(2);
    let parts = [part, part_of_customer(0), Uuid::nil()];
    vec![
        case(
            move |find| find.quantity(quantity),
            move |row| row.quantity == Some(quantity),
        ),
        case(
            move |find| find.quantity(Filter::not_in([quantity, 1e21])),
            move |row| row.quantity.is_some_and(|other| other != quantity),
        ),
        case(
            move |find| find.created_at(instant(at)),
            move |row| row.created_at == Some(at),
        ),
        case(
            move |find| find.created_at(instant(at)..),
            move |row| row.created_at.is_some_and(|other| other >= at),
        ),
        case(
            move |find| find.created_at(Filter::not_in([instant(at), instant(0)])),
            move |row| row.created_at.is_some_and(|other| other != at),
        ),
        case(
            move |find| find.customer(part),
            move |row| row.customer == Some(part),
        ),
        case(
            move |find| find.customer(Filter::not_in(parts)),
            move |row| row.customer.is_some_and(|other| !parts.contains(&other)),
        ),
        case(
            |find| find.is_active(true),
            |row| row.is_active == Some(true),
        ),
        // `IS NOT`: a row without a value is not true.
        case(
            |find| find.is_active(Filter::ne(true)),
            |row| row.is_active != Some(true),
        ),
        case(
            |find| find.name(Filter::ilike("%s%")).units("GB"),
            |row| row.name.to_lowercase().contains('s') && row.units == Some("GB"),
        ),
    ]
}

async fn found(client: &Client, find: &Find) -> Vec<Uuid> {
    let found = client.send(find).await;
    let found = found.unwrap_or_else(|error| panic!("{find:?}: {error}"));
    found.iter().map(|entitlement| entitlement.id).collect()
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn every_operator_gives_the_right_rows() {
    let rows = &data::rows()[..400];
    let application = Application::start("more-operators", rows);
    let client = client(&application);
    let mut used = BTreeSet::from(["order_by".to_owned()]);
    for case in cases(rows) {
        let find = (case.apply)(Find::new());
        let admitted = rows.iter().filter(|row| (case.admit)(row));
        let expected: Vec<Uuid> = admitted.map(|row| row.entitlement).collect();
        let some = 1..rows.len();
        assert!(some.contains(&expected.len()), "tells nothing: {find:?}");
        assert_eq!(found(&client, &find).await, expected, "{find:?}");
        let request = client.request(&find).unwrap();
        let query = request.uri().query().unwrap_or_default();
        let names = form_urlencoded::parse(query.as_bytes());
        used.extend(names.map(|(name, _)| name.into_owned()));
    }

    // All that the document offers was used, by the names that it has there.
    let document = include_str!("fastapi_app/openapi.json");
    let document: Value = serde_json::from_str(document).unwrap();
    let parameters = document["paths"]["/entitlements"]["get"]["parameters"].as_array();
    let offered: BTreeSet<String> = (parameters.unwrap().iter())
        .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(used, offered);

    let find = Find::new().order_by("-name").units("GB");
    let mut sorted: Vec<&Row> = (rows.iter())
        .filter(|row| row.units == Some("GB"))
        .collect();
    sorted.sort_by(|a, b| b.name.cmp(&a.name));
    let sorted: Vec<Uuid> = sorted.iter().map(|row| row.entitlement).collect();
    assert_eq!(found(&client, &find).await, sorted);

    let find = Find::new().name(Filter::not_in(["Support, priority"]));
    let error = client.send(&find).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}
