//! Against FastAPI, fastapi-filter and SQLite: the lists of entitlements.

use fastrand::Rng;
use generated_client::types::{
    EntitlementCustomerSumResponseSchema, HttpValidationError, PaginatedResults,
};
use generated_client::{Client, Error, Filter, Timestamp, Uuid};
use golden_clients::fastapi_app::Client as OtherClient;
use golden_clients::fastapi_app::entitlements::FindEntitlements as Find;
use serde_json::{Value, json};
use tamis_runtime::mock::{Mock, Rows};
use tamis_runtime::{Offers, op};

use super::{CONDITIONS, Set, one, set_some, some};
use crate::cases::{List, instant};
use crate::fastapi::{API_TOKEN, Application, ORGANISATION, columns};
use crate::server::data::{self, CUSTOMER, NEVER, Row};

type Page = PaginatedResults<EntitlementCustomerSumResponseSchema>;

/// Chooses values.
struct Dice {
    rng: Rng,
    ids: Vec<Uuid>,
    instants: Vec<Timestamp>,
    quantities: Vec<f64>,
    names: Vec<String>,
}

impl Dice {
    fn new(rows: &[Row], seed: u64) -> Self {
        let ids = rows
            .iter()
            .flat_map(|row| [row.id, Some(row.entitlement), row.customer, row.contract_id]);
        let instants = rows
            .iter()
            .flat_map(|row| [row.created_at, row.active_from]);
        let instants = instants.flatten().filter(|micros| *micros != NEVER);
        let quantities = rows
            .iter()
            .flat_map(|row| [row.quantity, row.quantity_used]);
        // No comma: the library would split there.
        let names = rows.iter().map(|row| row.name.clone());
        Self {
            rng: Rng::with_seed(seed),
            ids: ids.flatten().chain([Uuid::nil()]).collect(),
            instants: instants
                .flat_map(|micros| [instant(micros), instant(micros + 1)])
                .collect(),
            quantities: quantities.flatten().flat_map(|it| [it, it + 0.1]).collect(),
            names: names.filter(|name| !name.contains(',')).collect(),
        }
    }

    fn id(&mut self) -> Uuid {
        one(&mut self.rng, &self.ids)
    }

    fn ids(&mut self) -> Vec<Uuid> {
        some(&mut self.rng, &self.ids)
    }

    fn at(&mut self) -> Timestamp {
        one(&mut self.rng, &self.instants)
    }

    fn instants(&mut self) -> Vec<Timestamp> {
        some(&mut self.rng, &self.instants)
    }

    fn quantity(&mut self) -> f64 {
        one(&mut self.rng, &self.quantities)
    }

    fn quantities(&mut self) -> Vec<f64> {
        some(&mut self.rng, &self.quantities)
    }

    fn null<T, S: Offers<op::Null>>(&mut self) -> Filter<T, S> {
        if self.rng.bool() {
            Filter::is_null()
        } else {
            Filter::not_null()
        }
    }

    fn name(&mut self) -> String {
        one(&mut self.rng, &self.names)
    }

    /// A pattern that fits a name, perhaps in another case.
    fn pattern(&mut self) -> String {
        let mut characters: Vec<char> = self.name().chars().collect();
        let at = self.rng.usize(..characters.len());
        characters[at] = '_';
        let cut = self.rng.usize(..characters.len());
        match self.rng.u8(..4) {
            0 => characters.truncate(cut + 1),
            1 => _ = characters.drain(..cut),
            2 => characters[cut] = characters[cut].to_ascii_uppercase(),
            _ => characters.insert(cut, '%'),
        }
        // The library puts `%` around what has none.
        format!("{}%", characters.into_iter().collect::<String>())
    }
}

/// Every operator of an identifier.
macro_rules! identity {
    ($field:ident) => {
        [
            |list: List, dice: &mut Dice| list.$field(dice.id()),
            |list: List, dice: &mut Dice| list.$field(dice.ids()),
            |list: List, dice: &mut Dice| list.$field(dice.null()),
        ]
    };
}

/// Every operator of a field with an order.
macro_rules! ordered {
    ($field:ident $one:ident $some:ident) => {
        [
            |list: List, dice: &mut Dice| list.$field(dice.$one()),
            |list: List, dice: &mut Dice| list.$field(Filter::ne(dice.$one())),
            |list: List, dice: &mut Dice| list.$field(Filter::gt(dice.$one())),
            |list: List, dice: &mut Dice| list.$field(Filter::gte(dice.$one())),
            |list: List, dice: &mut Dice| list.$field(Filter::lt(dice.$one())),
            |list: List, dice: &mut Dice| list.$field(Filter::lte(dice.$one())),
            |list: List, dice: &mut Dice| list.$field(dice.$some()),
            |list: List, dice: &mut Dice| list.$field(dice.null()),
        ]
    };
}

fn conditions() -> Vec<Set<List, Dice>> {
    let identities: [[Set<List, Dice>; 3]; 4] = [
        identity!(id),
        identity!(entitlement),
        identity!(customer),
        identity!(contract_id),
    ];
    let ordered: [[Set<List, Dice>; 8]; 4] = [
        ordered!(created_at at instants),
        ordered!(active_from at instants),
        ordered!(quantity quantity quantities),
        ordered!(quantity_used quantity quantities),
    ];
    let search: Set<List, Dice> = |list, dice| {
        let name: Vec<char> = dice.name().chars().collect();
        let from = dice.rng.usize(..name.len());
        list.search(name[from..].iter().collect::<String>())
    };
    let all = identities.concat().into_iter().chain(ordered.concat());
    all.chain([search]).collect()
}

/// The rows with the members of an item, as the application makes them.
fn rows(rows: &[Row]) -> Rows {
    let item = |row: &Value| {
        let mut entitlement = row.clone();
        entitlement["id"] = row["entitlement"].clone();
        json!({"entitlement": entitlement, "total_quantity": row["quantity"]})
    };
    Rows::new(rows.iter().map(columns))
        .page(move |page| {
            let items: Vec<Value> = page.items().iter().map(item).collect();
            json!({
                "results": items,
                "next": page.next(),
                "previous": page.previous(),
                "total_count": page.total(),
            })
        })
        .cursor("cursor")
        .size("limit", 10, 1..=1000)
        .order_by("sort_key", "sort_type")
        // `ILIKE`, without a pattern of the caller's.
        .parameter("search", |row, text| {
            let name = row["name"].as_str().unwrap_or_default().to_lowercase();
            name.contains(&text.to_lowercase())
        })
}

/// What a page has in all, and what it holds.
fn gist(page: Result<Page, Error<HttpValidationError>>, context: &str) -> (Option<i64>, Vec<Uuid>) {
    let page = page.unwrap_or_else(|error| panic!("{context}: {error}"));
    let ids = page.results.iter().map(|item| item.entitlement.id);
    (page.total_count, ids.collect())
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn random_conditions_give_the_rows_of_fastapi() {
    let data = &data::rows()[..150];
    let application = Application::start("rows", data);
    let builder = || {
        Client::builder()
            .api_token_auth(API_TOKEN)
            .organisation_auth(ORGANISATION)
            .base_url(&application.base_url)
            .verify_filters(true)
    };
    let api = Mock::new();
    api.rows(&List::new(CUSTOMER), rows(data));
    let (theirs, ours) = (
        builder().build().unwrap(),
        builder().transport(api).build().unwrap(),
    );
    let mut dice = Dice::new(data, 7);
    let mut rng = Rng::with_seed(11);
    let (all, mut asked, mut telling) = (conditions(), 0, 0);
    while asked < CONDITIONS / 2 {
        let (mut list, set) = set_some(&mut rng, &mut dice, &all, List::new(CUSTOMER));
        asked += set;
        if rng.u8(..4) == 0 {
            let keys = ["created_at", "quantity", "contract_id", "number"];
            list = list
                .sort_key(keys[rng.usize(..4)])
                .sort_type(["asc", "desc"][rng.usize(..2)]);
        }
        let list = list.limit(rng.i64(1..=200));
        let context = format!("{list:?}");
        let expected = gist(theirs.send(&list).await, &context);
        let found = gist(ours.send(&list).await, &context);
        assert_eq!(found, expected, "{context}");
        telling += usize::from((1..150).contains(&expected.0.unwrap_or_default()));
    }
    assert!(
        telling > asked / 6,
        "{telling} of {asked} conditions tell something"
    );

    // What the application does not take.
    for list in [
        List::new(CUSTOMER).limit(0),
        List::new(CUSTOMER).limit(1001),
    ] {
        for client in [&theirs, &ours] {
            let error = client.send(&list).await.unwrap_err();
            assert_eq!(error.status().unwrap(), 422);
        }
    }
    for (name, value) in [
        ("quantity__gt", "many"),
        ("created_at", "soon"),
        ("id__isnull", "maybe"),
    ] {
        for client in [&theirs, &ours] {
            let error = client
                .send(&List::new(CUSTOMER))
                .query(name, value)
                .await
                .unwrap_err();
            assert_eq!(error.status().unwrap(), 422, "{name}");
        }
    }
}

/// The operators of texts.
fn other_conditions() -> Vec<Set<Find, Dice>> {
    vec![
        |find, dice| find.name(dice.name()),
        |find, dice| find.name(Filter::ne(dice.name())),
        |find, dice| find.name(Filter::like(dice.pattern())),
        |find, dice| find.name(Filter::ilike(dice.pattern())),
        |find, dice| find.name(some(&mut dice.rng, &dice.names)),
        |find, dice| find.name(Filter::not_in(some(&mut dice.rng, &dice.names))),
        |find, dice| find.units(one(&mut dice.rng, &["GB", "gb", "call", "seat"])),
        |find, dice| find.units(Filter::like(one(&mut dice.rng, &["%e%", "_B%", "%l"]))),
        |find, dice| find.units(Filter::ilike(one(&mut dice.rng, &["%E%", "_b%", "%L"]))),
        |find, _| find.units(Filter::is_null()),
        |find, dice| find.units(Filter::not_in(some(&mut dice.rng, &["GB", "call", "x"]))),
        |find, dice| find.quantity(dice.quantity()),
        |find, dice| find.quantity(Filter::not_in(dice.quantities())),
        |find, dice| find.created_at(dice.at()),
        |find, dice| find.created_at(dice.at()..),
        |find, dice| find.created_at(Filter::not_in(dice.instants())),
        |find, dice| find.customer(dice.id()),
        |find, dice| find.customer(Filter::not_in(dice.ids())),
        |find, dice| find.is_active(dice.rng.bool()),
    ]
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn random_conditions_on_texts_give_the_rows_of_fastapi() {
    let data = &data::rows()[..150];
    let application = Application::start("rows-of-texts", data);
    let builder = || {
        let builder = OtherClient::builder().api_token_auth(API_TOKEN);
        let builder = builder.header("organisation", ORGANISATION);
        builder.base_url(&application.base_url).verify_filters(true)
    };
    let items = data.iter().map(columns);
    let items = Rows::new(items).page(|page| {
        let item = |row: &Value| {
            let mut item = row.clone();
            item["id"] = row["entitlement"].clone();
            item
        };
        page.items().iter().map(item).collect()
    });
    let api = Mock::new();
    api.rows(&Find::new(), items);
    let (theirs, ours) = (
        builder().build().unwrap(),
        builder().transport(api).build().unwrap(),
    );
    let mut dice = Dice::new(data, 13);
    let mut rng = Rng::with_seed(17);
    let (all, mut asked) = (other_conditions(), 0);
    while asked < CONDITIONS / 2 {
        let (find, set) = set_some(&mut rng, &mut dice, &all, Find::new());
        asked += set;
        let mut found = Vec::new();
        for client in [&theirs, &ours] {
            let items = client.send(&find).await;
            let items = items.unwrap_or_else(|error| panic!("{find:?}: {error}"));
            found.push(items.iter().map(|item| item.id).collect::<Vec<_>>());
        }
        assert_eq!(found[1], found[0], "{find:?}");
    }
}
