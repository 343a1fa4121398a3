//! The three operations against Prism, with everything set, and what Prism says to requests that are wrong.

use std::collections::BTreeSet;

use generated_client::{Client, Filter, Uuid};
use tamis_runtime::{Identity, Ordered};

use crate::cases::{List, instant};
use crate::prism::Prism;
use crate::raw;
use crate::server::data::{CUSTOMER, EPOCH, MINUTE};

const LIST: &str = "list-unique-entitlements-for-customer.yaml";
const SECRETS: [(&str, &str); 2] = [("x-api-key", "token"), ("organisation", "organisation")];

fn client(prism: &Prism) -> Client {
    Client::builder()
        .api_token_auth("token")
        .organisation_auth("organisation")
        .base_url(&prism.base_url)
        .build()
        .unwrap()
}

/// All three operators.
fn identity(number: u128) -> Filter<Uuid, Identity> {
    let id = Uuid::from_u128(number);
    Filter::eq(id) & Filter::is_in([id, CUSTOMER]) & Filter::not_null()
}

/// All eight operators.
fn ordered<T: Clone>(low: T, high: T) -> Filter<T, Ordered> {
    Filter::eq(low.clone())
        & Filter::ne(high.clone())
        & Filter::gt(low.clone())
        & Filter::gte(low.clone())
        & Filter::lt(high.clone())
        & Filter::lte(high.clone())
        & Filter::is_in([low, high])
        & Filter::is_null()
}

/// The list with all of its 50 parameters.
fn everything() -> List {
    let (start, end) = (instant(EPOCH), instant(EPOCH + MINUTE / 7));
    List::new(CUSTOMER)
        .cursor("p/1f+&c==")
        .limit(25)
        .sort_key("quantity")
        .sort_type("desc")
        .search("R&D, 50% + #1 ü")
        .id(identity(1))
        .entitlement(identity(2))
        .customer(identity(3))
        .contract_id(identity(4))
        .created_at(ordered(start, end))
        .active_from(ordered(start, end))
        .quantity(ordered(0.25, 1e21))
        .quantity_used(ordered(-1.5, 1e-9))
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn the_list_with_everything_set_passes() {
    let mut prism = Prism::start(LIST);
    let client = client(&prism);
    let request = client.request(&everything()).unwrap();
    let query = request.uri().query().unwrap_or_default();
    let names: BTreeSet<&str> = query
        .split('&')
        .filter_map(|each| each.split('=').next())
        .collect();
    assert_eq!(names.len(), 49, "all but the one in the path: {names:?}");

    let page = client.send(&everything()).await;
    let page = page.unwrap_or_else(|error| panic!("{error}\n{}", prism.printed()));
    assert_eq!(page.results.len(), 1);
    assert!(!prism.printed().contains("iolation"), "{}", prism.printed());
}

#[tokio::test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
async fn the_other_two_pass() {
    let prism = Prism::start("get-entitlement.yaml");
    let client_of_one = client(&prism);
    let entitlement = client_of_one
        .entitlements()
        .get_entitlement(CUSTOMER)
        .send()
        .await
        .unwrap();
    assert_eq!(entitlement.name, "string");

    let prism = Prism::start("get-total-customer-entitlements.yaml");
    let total = client(&prism)
        .entitlements()
        .get_total_customer_entitlements(CUSTOMER, Uuid::from_u128(7))
        .start_date(1_700_000_000)
        .end_date(i64::MAX)
        .send()
        .await
        .unwrap();
    assert_eq!(total.quantity, Some(0.0));
}

/// Without this, a Prism that lets everything through would pass for one that found nothing wrong.
#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn wrong_requests_are_found_out() {
    let mut prism = Prism::start(LIST);
    let list = format!("/entitlements/customer/unique/{CUSTOMER}");
    let right = raw::get(&prism.base_url, &list, &SECRETS);
    assert_eq!(right.status(), 200, "{right:?}");
    for headers in [&SECRETS[..1], &SECRETS[1..], &[]] {
        let answer = raw::get(&prism.base_url, &list, headers);
        assert_eq!(answer.status(), 401, "{headers:?}: {answer:?}");
    }
    for (query, parameter) in [
        ("id=x", "id"),
        ("limit=ten", "limit"),
        ("quantity__gt=many", "quantity__gt"),
        ("created_at__lte=today", "created_at__lte"),
        ("contract_id__isnull=maybe", "contract_id__isnull"),
    ] {
        let answer = raw::get(&prism.base_url, &format!("{list}?{query}"), &SECRETS);
        assert_eq!(answer.status(), 422, "{query}: {answer:?}");
        let location = format!(r#"["request","query","{parameter}"]"#);
        assert!(answer.head.contains(&location), "{query}: {answer:?}");
    }
    assert!(prism.printed().contains("Violation"), "{}", prism.printed());
}
