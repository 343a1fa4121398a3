//! Every operator, pages and errors, against FastAPI, fastapi-filter and SQLite.

use generated_client::{Client, Error, Filter, Uuid};

use crate::cases::{List, cases, instant};
use crate::compare::{assert_entitlement, assert_rows};
use crate::fastapi::{API_TOKEN, Application, ORGANISATION};
use crate::fetch::all;
use crate::server::data::{self, CUSTOMER, EPOCH, MINUTE, NEVER, Row};

fn client(application: &Application) -> Client {
    Client::builder()
        .api_token_auth(API_TOKEN)
        .organisation_auth(ORGANISATION)
        .base_url(&application.base_url)
        .build()
        .unwrap()
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn every_operator_of_every_family_gives_the_right_rows() {
    // A tenth of the data set is enough to tell the operators apart, and Python is slow.
    let rows = &data::rows()[..1_000];
    let application = Application::start("operators", rows);
    let client = client(&application);
    for case in cases(rows) {
        let expected = case.expected(rows);
        let found = all(&client, (case.apply)(List::new(CUSTOMER)), &case.name).await;
        assert_rows(&found, &expected, &case.name);
    }
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn ten_thousand_items_arrive_and_the_far_future_among_them() {
    let rows = data::rows();
    let application = Application::start("items", &rows);
    let client = client(&application);
    let found = all(&client, List::new(CUSTOMER), "all").await;
    let expected: Vec<&Row> = rows.iter().collect();
    assert_rows(&found, &expected, "all");
    assert!(rows.iter().any(|row| row.created_at == Some(NEVER)));

    // Conditions stay in force on all pages.
    let list = List::new(CUSTOMER)
        .quantity(100.0..)
        .contract_id(Filter::not_null())
        .active_from(instant(EPOCH)..instant(EPOCH + 600 * 24 * 60 * MINUTE));
    let expected: Vec<&Row> = rows
        .iter()
        .filter(|row| row.quantity.is_some_and(|quantity| quantity >= 100.0))
        .filter(|row| row.contract_id.is_some())
        .filter(|row| {
            row.active_from
                .is_some_and(|from| (EPOCH..EPOCH + 600 * 24 * 60 * MINUTE).contains(&from))
        })
        .collect();
    assert!(expected.len() > 2_000);
    assert_rows(&all(&client, list, "three").await, &expected, "three");
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn sorting_searching_and_single_entitlements() {
    let rows = &data::rows()[..500];
    let application = Application::start("single", rows);
    let client = client(&application);

    let search = "R&D = 50% + tax #1";
    let list = List::new(CUSTOMER)
        .search(search)
        .sort_key("name")
        .sort_type("desc");
    let mut expected: Vec<&Row> = rows
        .iter()
        .filter(|row| row.name.starts_with(search))
        .collect();
    expected.reverse();
    assert!(expected.len() > 10);
    assert_rows(&all(&client, list, search).await, &expected, search);

    let row = rows
        .iter()
        .find(|row| row.quantity.is_some() && row.active_from.is_some())
        .unwrap();
    let entitlements = client.entitlements();
    let found = entitlements
        .get_entitlement(row.entitlement)
        .send()
        .await
        .unwrap();
    assert_entitlement(&found, row, "get");
    let seconds = row.active_from.unwrap().div_euclid(1_000_000);
    for (start, end, counts) in [
        (seconds - 1, seconds + 1, true),
        (seconds - 9, seconds - 1, false),
        (seconds + 1, seconds + 9, false),
    ] {
        let total = entitlements
            .get_total_customer_entitlements(row.entitlement, CUSTOMER)
            .start_date(start)
            .end_date(end)
            .send()
            .await
            .unwrap();
        assert_eq!(total.entitlement, row.entitlement);
        assert_eq!(total.customer, CUSTOMER);
        assert_eq!(total.quantity, row.quantity.filter(|_| counts));
    }
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn errors_arrive_as_what_they_are() {
    let rows = &data::rows()[..10];
    let application = Application::start("errors", rows);
    let right = client(&application);

    let refused = right
        .entitlements()
        .list_unique_entitlements_for_customer(CUSTOMER)
        .limit(0)
        .send()
        .await
        .unwrap_err();
    let Error::Api(response) = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(response.status(), 422);
    let detail = response.value.detail.as_deref().unwrap_or_default();
    assert_eq!(detail.len(), 1, "{detail:?}");
    let message = "Input should be greater than or equal to 1";
    assert_eq!(detail[0].msg, message);

    let missing = right
        .entitlements()
        .get_entitlement(Uuid::nil())
        .send()
        .await
        .unwrap_err();
    assert_eq!(missing.status().map(|status| status.as_u16()), Some(404));

    let wrong = Client::builder()
        .api_token_auth(API_TOKEN)
        .organisation_auth("another")
        .base_url(&application.base_url)
        .build()
        .unwrap();
    let forbidden = wrong
        .entitlements()
        .get_entitlement(rows[0].entitlement)
        .send()
        .await
        .unwrap_err();
    assert_eq!(forbidden.status().map(|status| status.as_u16()), Some(403));
}
