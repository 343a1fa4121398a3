//! An API in memory that answers from rows: filters, order, pages and totals, and what it refuses.

use crate::support::sample::entitlements::ListUniqueEntitlementsForCustomer as List;
use crate::support::sample::{Client, Error, Filter, Uuid};
use serde_json::{Value as Json, json};
use tamis_runtime::Timestamp;
use tamis_runtime::mock::{Mock, Rows};

/// Twenty-five rows; every fifth has no quantity.
fn rows() -> Rows {
    let rows = (1..=25_u8).map(|number| {
        json!({
            "entitlement": {"id": Uuid::from_u128(number.into()), "name": format!("Seats {number}")},
            "id": Uuid::from_u128(number.into()),
            "quantity": (number % 5 != 0).then_some(f64::from(number) / 2.0),
            "created_at": format!("2024-03-{number:02}T12:00:00+02:00"),
        })
    });
    Rows::new(rows)
        .page(|page| {
            json!({
                "results": page.items(),
                "next": page.next(),
                "previous": page.previous(),
                "total_count": page.total(),
            })
        })
        .cursor("cursor")
        .size("limit", 10, 1..=1000)
        .order_by("sort_key", "sort_type")
        .parameter("search", |row, text| {
            row["entitlement"]["name"]
                .as_str()
                .is_some_and(|name| name.contains(text))
        })
}

fn client(rows: Rows) -> (Client, Mock) {
    let api = Mock::new();
    api.rows(&List::new(Uuid::max()), rows);
    let client = Client::builder()
        .api_token_auth("token")
        .organisation_auth("organisation")
        .base_url("https://mock.test/v1")
        .verify_filters(true)
        .transport(api.clone())
        .build()
        .expect("it can be built");
    (client, api)
}

/// The numbers of the rows that come, through all pages.
async fn numbers(client: &Client, list: List) -> Vec<u128> {
    let items: Vec<_> = client.items(list).try_collect().await.expect("they come");
    items
        .iter()
        .map(|item| item.entitlement.id.as_u128())
        .collect()
}

fn list() -> List {
    List::new(Uuid::max())
}

fn day(day: u8) -> Timestamp {
    format!("2024-03-{day:02}T10:00:00Z")
        .parse()
        .expect("it is one")
}

#[tokio::test]
async fn filters_choose_the_rows() {
    let (client, _) = client(rows());
    let ids = |ids: &[u128]| {
        ids.iter()
            .map(|id| Uuid::from_u128(*id))
            .collect::<Vec<_>>()
    };
    let cases: Vec<(List, Vec<u128>)> = vec![
        (list().quantity(1.5), vec![3]),
        (
            list().quantity(Filter::gt(11.0) & Filter::ne(12.0)),
            vec![23],
        ),
        (list().quantity(11.0..), vec![22, 23, 24]),
        (list().quantity(..1.5), vec![1, 2]),
        (list().quantity([1.0, 2.5, 3.0]), vec![2, 6]),
        (list().quantity(Filter::is_null()), vec![5, 10, 15, 20, 25]),
        (
            list().quantity(..=1.0).quantity(Filter::not_null()),
            vec![1, 2],
        ),
        // The same instants in other words: the rows have an offset.
        (list().created_at(day(3)..=day(5)), vec![3, 4, 5]),
        (list().created_at([day(7), day(9)]), vec![7, 9]),
        (list().id(ids(&[4, 25, 99])), vec![4, 25]),
        (list().search("Seats 2").quantity(..11.0), vec![2, 21]),
    ];
    for (list, expected) in cases {
        assert_eq!(numbers(&client, list.clone()).await, expected, "{list:?}");
    }
    // What has no value is not unequal to one, as in SQL, unless that is asked for.
    assert_eq!(
        numbers(&client, list().quantity(Filter::ne(1.0)))
            .await
            .len(),
        19
    );
    let (other, _) = self::client(rows().nothing_is_unequal());
    assert_eq!(
        numbers(&other, list().quantity(Filter::ne(1.0)))
            .await
            .len(),
        24
    );
}

#[tokio::test]
async fn pages_totals_and_orders() {
    let (client, api) = client(rows());
    let expected: Vec<u128> = (1..=25).collect();
    assert_eq!(numbers(&client, list()).await, expected);
    assert_eq!(api.calls().len(), 3);
    let page = client.send(&list().quantity(1.0..).limit(7)).await.unwrap();
    assert_eq!((page.results.len(), page.total_count), (7, Some(19)));
    assert!(page.next.is_some() && page.previous.is_none());

    // Rows without a value come first, and those that are equal stay as they were.
    let turned = list().sort_key("quantity").sort_type("desc").limit(4);
    let found = numbers(&client, turned).await;
    assert_eq!(found[..3], [24, 23, 22]);
    assert_eq!(found[20..], [5, 10, 15, 20, 25]);
}

#[tokio::test]
async fn what_no_server_takes_is_refused() {
    let (client, _) = client(rows());
    let refused = client.send(&list().limit(1001)).await.unwrap_err();
    let Error::Api(response) = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(response.status(), 422);
    let detail = response.value.detail.as_deref().unwrap_or_default();
    assert_eq!(detail[0].msg, "it must be a number from 1 to 1000");
    for (name, value) in [
        ("cursor", "25"),
        ("nonsense", "1"),
        ("quantity__gt", "many"),
        ("sort_key", "shoe"),
    ] {
        let error = client.send(&list()).query(name, value).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 422, "{name}");
    }
    let (client, _) = self::client(rows().refusal(|refusal| {
        (
            400,
            Json::from(format!("{}: {}", refusal.parameter(), refusal.reason())),
        )
    }));
    let error = client.send(&list()).query("cursor", "x").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    let response = error.raw_response().expect("there is one");
    assert_eq!(response.body(), "\"cursor: there is no such position\"");
}

#[tokio::test]
async fn what_the_rows_do_not_know_is_never_passed_over() {
    let (client, _) = client(rows());
    let unknown = [list().contract_id(Uuid::nil()), list().quantity_used(1.0)];
    for list in unknown {
        let error = client.send(&list).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 501, "{list:?}");
        let body = error.raw_response().expect("there is one").body().clone();
        assert!(
            String::from_utf8_lossy(&body).contains("Rows::value"),
            "{body:?}"
        );
    }
    let (client, _) = self::client(rows().value("contract_id", |row| row["id"].clone()));
    let own = list().contract_id(Uuid::from_u128(4));
    assert_eq!(numbers(&client, own).await, [4]);
}

#[test]
#[should_panic(expected = "gives no such rows")]
fn rows_that_the_operation_cannot_read_are_a_mistake() {
    let broken = rows().page(|page| json!({"result": page.total()}));
    Mock::new().rows(&list(), broken);
}
