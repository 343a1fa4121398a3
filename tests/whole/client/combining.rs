//! Conditions as people write them: plain values, ranges and lists in setters, several fields at once, plain parameters.

use generated_client::{Filter, Timestamp, Uuid};

use super::start::start;
use crate::cases::{List, instant};
use crate::compare::{assert_entitlement, assert_rows};
use crate::fetch::all;
use crate::server::data::{CUSTOMER, EPOCH, MINUTE, Row, contract, part_of_customer};

const DAY: i64 = 24 * 60 * MINUTE;

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = pairs.iter();
    owned
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn the_example_of_the_readme() {
    let (server, client) = start();
    let start: Timestamp = "2024-01-01T00:00:00Z".parse().unwrap();
    let end: Timestamp = "2025-01-01T00:00:00Z".parse().unwrap();
    let [a, b] = [contract(3), contract(7)];
    let page = client
        .entitlements()
        .list_unique_entitlements_for_customer(CUSTOMER)
        .created_at(start..end)
        .quantity(Filter::gt(10.0) & Filter::ne(12.5))
        .contract_id([a, b])
        .id(Filter::not_null())
        .limit(50)
        .send()
        .await
        .unwrap();

    let [received] = &server.take_received()[..] else {
        panic!("one request was to be sent");
    };
    let mut parameters = received.parameters();
    parameters.sort();
    let contracts = format!("{a},{b}");
    assert_eq!(
        parameters,
        pairs(&[
            ("contract_id__in", &contracts),
            ("created_at__gte", "2024-01-01T00:00:00Z"),
            ("created_at__lt", "2025-01-01T00:00:00Z"),
            ("id__isnull", "false"),
            ("limit", "50"),
            ("quantity__gt", "10"),
            ("quantity__neq", "12.5"),
        ])
    );
    let year = EPOCH + 365 * DAY..EPOCH + (365 + 366) * DAY;
    let expected: Vec<&Row> = server
        .rows()
        .iter()
        .filter(|row| {
            row.created_at
                .is_some_and(|instant| year.contains(&instant))
        })
        .filter(|row| {
            row.quantity
                .is_some_and(|quantity| quantity > 10.0 && quantity != 12.5)
        })
        .filter(|row| row.contract_id == Some(a) || row.contract_id == Some(b))
        .filter(|row| row.id.is_some())
        .collect();
    assert!(expected.len() > 50, "{}", expected.len());
    assert_eq!(page.total_count, i64::try_from(expected.len()).ok());
    assert_rows(&page.results, &expected[..50], "the example");
}

#[tokio::test]
async fn all_eight_families_at_once() {
    let (server, client) = start();
    let (a, b) = (part_of_customer(0), part_of_customer(2));
    let start = instant(EPOCH + 30 * DAY);
    let list = List::new(CUSTOMER)
        .id(Filter::not_null())
        .entitlement(Filter::not_null())
        .customer(vec![a, b])
        .contract_id(Filter::is_null())
        .created_at(start..)
        .active_from(..=start.max(instant(EPOCH + 900 * DAY)))
        .quantity(1.0..=900.25)
        .quantity_used(Filter::ne(3.5));
    let expected: Vec<&Row> = server
        .rows()
        .iter()
        .filter(|row| {
            row.id.is_some()
                && [Some(a), Some(b)].contains(&row.customer)
                && row.contract_id.is_none()
                && row.created_at.is_some_and(|at| at >= EPOCH + 30 * DAY)
                && row.active_from.is_some_and(|at| at <= EPOCH + 900 * DAY)
                && row
                    .quantity
                    .is_some_and(|quantity| (1.0..=900.25).contains(&quantity))
                && row.quantity_used.is_some_and(|quantity| quantity != 3.5)
        })
        .collect();
    assert!(expected.len() > 500, "{}", expected.len());
    assert_rows(&all(&client, list, "eight").await, &expected, "eight");
}

#[tokio::test]
async fn conditions_on_one_field_add_up_over_several_calls() {
    let (server, client) = start();
    let list = List::new(CUSTOMER)
        .quantity(100.0..)
        .quantity(Filter::gt(99.75))
        .quantity(..110.0)
        .quantity(Filter::ne(105.0));
    let expected: Vec<&Row> = server
        .rows()
        .iter()
        .filter(|row| {
            row.quantity
                .is_some_and(|quantity| (100.0..110.0).contains(&quantity) && quantity != 105.0)
        })
        .collect();
    assert_rows(&all(&client, list, "calls").await, &expected, "calls");
    let parameters = server.take_received()[0].parameters();
    assert_eq!(
        parameters[1..],
        pairs(&[
            ("quantity__gte", "100"),
            ("quantity__gt", "99.75"),
            ("quantity__lt", "110"),
            ("quantity__neq", "105"),
        ])
    );
}

#[tokio::test]
async fn a_list_of_a_thousand_items_arrives_whole() {
    let (server, client) = start();
    let ids: Vec<Uuid> = server
        .rows()
        .iter()
        .step_by(10)
        .map(|row| row.entitlement)
        .collect();
    let expected: Vec<&Row> = server.rows().iter().step_by(10).collect();
    let found = all(&client, List::new(CUSTOMER).entitlement(&ids[..]), "list").await;
    assert_rows(&found, &expected, "a thousand");
}

#[tokio::test]
async fn text_with_everything_in_it_arrives_as_it_is() {
    let (server, client) = start();
    for search in [
        "R&D = 50% + tax #1",
        "Größe \"XL\"",
        "数量/月",
        "emoji 🎉; semi",
        "Support, priority",
    ] {
        let found = all(&client, List::new(CUSTOMER).search(search), search).await;
        let expected: Vec<&Row> = server
            .rows()
            .iter()
            .filter(|row| row.name.starts_with(search))
            .collect();
        assert!(expected.len() > 1_000);
        assert_rows(&found, &expected, search);
    }
}

#[tokio::test]
async fn sorting_and_the_default_page() {
    let (server, client) = start();
    let page = client
        .entitlements()
        .list_unique_entitlements_for_customer(CUSTOMER)
        .quantity_used(Filter::not_null())
        .sort_key("quantity_used")
        .sort_type("desc")
        .send()
        .await
        .unwrap();
    let mut expected: Vec<&Row> = server
        .rows()
        .iter()
        .filter(|row| row.quantity_used.is_some())
        .collect();
    expected.sort_by(|a, b| b.quantity_used.partial_cmp(&a.quantity_used).unwrap());
    assert_rows(
        &page.results,
        &expected[..10],
        "ten, since nothing else was asked for",
    );
    assert!(page.next.is_some());
    assert_eq!(page.previous, None);

    // What is not set is not sent.
    server.take_received();
    client.send(&List::new(CUSTOMER)).await.unwrap();
    let path = format!("/entitlements/customer/unique/{CUSTOMER}");
    assert_eq!(server.take_received()[0].target, path);
}

#[tokio::test]
async fn the_other_two_operations() {
    let (server, client) = start();
    let entitlements = client.entitlements();
    let row = server
        .rows()
        .iter()
        .find(|row| row.quantity.is_some() && row.active_from.is_some())
        .unwrap();
    let found = entitlements.get_entitlement(row.entitlement).send().await;
    assert_entitlement(&found.unwrap(), row, "get");
    let seconds = row.active_from.unwrap().div_euclid(1_000_000);
    for (start, end, counts) in [
        (None, None, true),
        (Some(seconds), Some(seconds + 1), true),
        (Some(seconds + 1), None, false),
        (None, Some(seconds), false),
    ] {
        let mut total = entitlements.get_total_customer_entitlements(row.entitlement, CUSTOMER);
        total.start_date = start;
        total.end_date = end;
        let total = total.send().await.unwrap();
        assert_eq!(total.entitlement, row.entitlement);
        assert_eq!(total.customer, CUSTOMER);
        assert_eq!(total.quantity, row.quantity.filter(|_| counts));
    }
    let targets: Vec<String> = server
        .take_received()
        .into_iter()
        .map(|received| received.target)
        .collect();
    let (one, next) = (row.entitlement, seconds + 1);
    let total = format!("/entitlements/{one}/customer/{CUSTOMER}/total");
    assert_eq!(
        targets,
        [
            format!("/entitlements/{one}"),
            total.clone(),
            format!("{total}?start_date={seconds}&end_date={next}"),
            format!("{total}?start_date={next}"),
            format!("{total}?end_date={seconds}"),
        ]
    );
}

#[tokio::test]
async fn what_is_sent_is_what_the_operation_says() {
    let (server, client) = start();
    let list = List::new(CUSTOMER)
        .search("a b+c,d")
        .created_at(instant(EPOCH)..instant(EPOCH + MINUTE / 8));
    let request = client.request(&list).unwrap();
    client.send(&list).await.unwrap();
    let [received] = &server.take_received()[..] else {
        panic!("making a request sends nothing");
    };
    assert_eq!(received.method, request.method().as_str());
    let target = request.uri().path_and_query().unwrap();
    assert_eq!(received.target, target.as_str());
    for (name, value) in request.headers() {
        assert_eq!(
            received.header(name.as_str()),
            value.to_str().ok(),
            "{name}"
        );
    }
}
