//! The embedded server against the FastAPI application: both must give the same answer to the same request.
//!
//! In: query strings by hand, odd ones above all. Out: status, count, rows and complaints, compared. The client is not
//! used here; this is what makes the embedded server worth testing against.

use serde_json::{Value, json};

use crate::fastapi::{self, Application};
use crate::raw;
use crate::server::data::{CUSTOMER, part_of_customer};
use crate::server::{self, Server};

/// The parts of an answer in which two servers can agree.
fn gist(base_url: &str, target: &str, secrets: [&str; 2]) -> Value {
    let headers = [("x-api-key", secrets[0]), ("organisation", secrets[1])];
    let headers: Vec<(&str, &str)> = headers
        .into_iter()
        .filter(|(_, secret)| !secret.is_empty())
        .collect();
    let answer = raw::get(base_url, target, &headers);
    let body: Value = serde_json::from_str(&answer.body)
        .unwrap_or_else(|error| panic!("{target}: {error}: {answer:?}"));
    if let Some(detail) = body["detail"].as_array() {
        let detail: Vec<Value> = detail
            .iter()
            .map(|each| json!([each["type"], each["loc"], each["input"]]))
            .collect();
        return json!([answer.status(), detail]);
    }
    let results = body["results"].as_array();
    let ids: Option<Vec<&Value>> = results.map(|results| {
        results
            .iter()
            .map(|row| &row["entitlement"]["id"])
            .collect()
    });
    json!([
        answer.status(),
        body["total_count"],
        ids,
        body["next"].is_null(),
        body["previous"].is_null(),
        body["detail"],
        body["quantity"],
        body["name"],
    ])
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn the_embedded_server_answers_as_fastapi_does() {
    let server = Server::start().unwrap();
    let application = Application::start("agreement", server.rows());
    let rows = server.rows();
    let (a, b) = (part_of_customer(0), part_of_customer(1));
    let list = format!("/entitlements/customer/unique/{CUSTOMER}");
    let one = rows[1].entitlement;
    let targets = [
        String::new(),
        "?limit=3&search=seats".to_owned(),
        "?search=&limit=2".to_owned(),
        // The last of repeated parameters wins; unknown ones are ignored.
        format!("?customer__in={a}&customer__in={b}"),
        "?quantity__lt=1&quantity__lt=3".to_owned(),
        "?quantity__above=3&id__neq=x&nonsense".to_owned(),
        // Lists are split after decoding, without mercy.
        format!("?customer__in={a}%2C{b}&limit=30"),
        format!("?customer__in={a},{b}&sort_key=quantity&sort_type=desc"),
        "?customer__in=".to_owned(),
        "?quantity__in=1,2.5,1e2".to_owned(),
        format!("?customer__in={a},"),
        "?quantity__in=1,,x".to_owned(),
        format!("?customer__in={a},%20{b}x"),
        // Rows without a value are not unequal.
        "?quantity__neq=12.5".to_owned(),
        "?customer__isnull=1&contract_id__isnull=F".to_owned(),
        "?created_at__isnull=true".to_owned(),
        "?id__isnull=maybe".to_owned(),
        "?id__isnull=".to_owned(),
        "?quantity=".to_owned(),
        "?quantity__gt=abc&quantity__lte=&id=1".to_owned(),
        // Instants with `Z`, an offset, none, and an offset whose `+` was not encoded.
        "?created_at__gte=2024-06-01T00:00:00Z".to_owned(),
        "?created_at__gte=2024-06-01T05:30:00%2B05:30".to_owned(),
        "?created_at__gte=2024-06-01T00:00:00.5".to_owned(),
        "?created_at__gte=2024-06-01T05:30:00+05:30".to_owned(),
        "?created_at=2024-13-01T05:30:00Z&active_from__in=2024-06-01T00:00:00Z,tomorrow".to_owned(),
        "?active_from__in=2024-06-01T00:00:00Z,tomorrow&quantity__in=x".to_owned(),
        "?created_at=9999-12-31T23:59:59Z".to_owned(),
        "?active_from__lt=2024-06-01T00:00:00Z&active_from__neq=2023-06-01T00:00:00Z".to_owned(),
        "?created_at__in=2024-06-01T00:00:00Z,9999-12-31T23:59:59".to_owned(),
        "?sort_key=created_at&limit=300".to_owned(),
        "?sort_key=contract_id&sort_type=desc&limit=300".to_owned(),
        "?limit=0".to_owned(),
        "?limit=1001".to_owned(),
        "?limit=x".to_owned(),
    ];
    let targets = targets.map(|query| format!("{list}{query}"));
    let others = [
        format!("/entitlements/{one}"),
        format!("/entitlements/{}", uuid::Uuid::nil()),
        "/entitlements/x".to_owned(),
        format!("/entitlements/{one}/customer/{CUSTOMER}/total"),
        format!("/entitlements/{one}/customer/{CUSTOMER}/total?start_date=4000000000"),
        format!("/entitlements/{one}/customer/y/total?end_date=1.5"),
        "/nowhere".to_owned(),
    ];
    let ours = [server::API_TOKEN, server::ORGANISATION];
    let theirs = [fastapi::API_TOKEN, fastapi::ORGANISATION];
    for target in targets.iter().chain(&others) {
        assert_eq!(
            gist(&server.base_url(), target, ours),
            gist(&application.base_url, target, theirs),
            "{target}"
        );
    }
    for (ours, theirs) in [
        (["", ours[1]], ["", theirs[1]]),
        ([ours[0], ""], [theirs[0], ""]),
        (["x", ours[1]], ["x", theirs[1]]),
        ([ours[0], "x"], [theirs[0], "x"]),
    ] {
        assert_eq!(
            gist(&server.base_url(), &list, ours),
            gist(&application.base_url, &list, theirs),
            "{ours:?}"
        );
    }
}
