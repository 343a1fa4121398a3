//! The embedded server by itself, asked over plain sockets: what the client's tests rely on.
//!
//! In: request lines written by hand. Out: assertions on the bytes of the answers. The client is not used here.

use serde_json::Value;

use crate::raw::{self, Raw};
use crate::server::{API_TOKEN, ORGANISATION, Server, Trouble, When, cursor, data};

const SECRETS: [(&str, &str); 2] = [("x-api-key", API_TOKEN), ("organisation", ORGANISATION)];

/// Sends one request with the right secrets, and gives the status and the body.
fn get(server: &Server, target: &str) -> (u16, Value) {
    let answer = exchange(server, target);
    let body = serde_json::from_str(&answer.body);
    let body = body.unwrap_or_else(|error| panic!("{error}: {answer:?}"));
    (answer.status(), body)
}

fn exchange(server: &Server, target: &str) -> Raw {
    raw::get(&server.base_url(), target, &SECRETS)
}

fn list(query: &str) -> String {
    format!("/entitlements/customer/unique/{}?{query}", data::CUSTOMER)
}

fn count(server: &Server, query: &str) -> u64 {
    let (status, body) = get(server, &list(query));
    assert_eq!(status, 200, "{query}: {body}");
    body["total_count"].as_u64().expect("a count")
}

#[test]
fn every_column_has_rows_without_a_value_and_the_numbers_add_up() {
    let server = Server::start().unwrap();
    assert_eq!(count(&server, ""), 10_000);
    for column in [
        "id",
        "customer",
        "contract_id",
        "created_at",
        "active_from",
        "quantity",
        "quantity_used",
    ] {
        let without = count(&server, &format!("{column}__isnull=true"));
        let with = count(&server, &format!("{column}__isnull=0"));
        assert!(without > 50, "{column}: {without}");
        assert_eq!(without + with, 10_000, "{column}");
    }
    assert_eq!(count(&server, "entitlement__isnull=True"), 0);

    let with = count(&server, "quantity__isnull=false");
    let equal = count(&server, "quantity=12.5");
    let unequal = count(&server, "quantity__neq=12.5");
    let below = count(&server, "quantity__lt=12.5");
    let above = count(&server, "quantity__gt=12.5");
    assert!(equal > 0);
    assert_eq!(
        unequal + equal,
        with,
        "rows without a value are not unequal"
    );
    assert_eq!(below + equal + above, with);
    assert_eq!(below + equal, count(&server, "quantity__lte=12.5"));
    assert_eq!(above + equal, count(&server, "quantity__gte=12.5"));
    assert_eq!(
        above,
        count(&server, "quantity__gte=12.5&quantity__neq=12.5")
    );
}

#[test]
fn lists_are_split_after_decoding_and_an_empty_one_holds_nothing() {
    let server = Server::start().unwrap();
    let [a, b] = [&server.rows()[0], &server.rows()[1]].map(|row| row.entitlement);
    assert_eq!(count(&server, &format!("entitlement__in={a},{b}")), 2);
    assert_eq!(count(&server, &format!("entitlement__in={a}%2C{b}")), 2);
    assert_eq!(count(&server, "entitlement__in="), 0);
    // The last of repeated parameters wins.
    let repeated = format!("entitlement__in={a}&entitlement__in={b}");
    let (_, body) = get(&server, &list(&repeated));
    assert_eq!(body["total_count"], 1);
    assert_eq!(body["results"][0]["entitlement"]["id"], b.to_string());
}

#[test]
fn instants_are_compared_as_instants() {
    let server = Server::start().unwrap();
    let all = count(&server, "created_at__isnull=false");
    assert_eq!(count(&server, "created_at__gte=2023-01-01T00:00:00Z"), all);
    assert_eq!(
        count(&server, "created_at__lt=2024-01-01T00:00:00Z"),
        count(&server, "created_at__lt=2024-01-01T05:30:00%2B05:30"),
    );
    assert_eq!(
        count(&server, "created_at__lt=2024-01-01T00:00:00"),
        count(&server, "created_at__lt=2024-01-01T00:00:00Z"),
    );
    assert_eq!(count(&server, "created_at=9999-12-31T23:59:59Z"), 1);
}

#[test]
fn the_spellings_of_instants_are_mixed() {
    let server = Server::start().unwrap();
    let (_, body) = get(&server, &list("limit=1000"));
    let texts: Vec<&str> = body["results"]
        .as_array()
        .expect("results")
        .iter()
        .filter_map(|row| row["entitlement"]["created_at"].as_str())
        .collect();
    for ending in ["Z", "+05:30", ":00", ".123456", ".5"] {
        assert!(texts.iter().any(|text| text.ends_with(ending)), "{ending}");
    }
}

#[test]
fn unknown_parameters_are_ignored_without_a_word() {
    let server = Server::start().unwrap();
    assert_eq!(count(&server, "quantity__above=3&id__neq=x"), 10_000);
}

#[test]
fn values_that_cannot_be_read_are_listed_in_a_422() {
    let server = Server::start().unwrap();
    let complaints = |query: &str| -> Vec<String> {
        let (status, body) = get(&server, &list(query));
        assert_eq!(status, 422);
        let detail = body["detail"].as_array().expect("details").iter();
        detail
            .map(|each| format!("{} {}", each["type"].as_str().expect("a type"), each["loc"]))
            .collect()
    };
    assert_eq!(
        complaints("quantity=&created_at__gt=2024-01-01T00:00:00+05:30&limit=0&id__isnull=2"),
        [
            r#"bool_parsing ["query","id__isnull"]"#,
            r#"datetime_from_date_parsing ["query","created_at__gt"]"#,
            r#"float_parsing ["query","quantity"]"#,
            r#"greater_than_equal ["query","limit"]"#,
        ]
    );
    assert_eq!(
        complaints("id__in=x,"),
        [
            r#"uuid_parsing ["id__in",0]"#,
            r#"uuid_parsing ["id__in",1]"#
        ]
    );
    // Lists are not looked at before all values can be read.
    assert_eq!(
        complaints("id__in=x&quantity=y"),
        [r#"float_parsing ["query","quantity"]"#]
    );
    let (status, body) = get(&server, "/entitlements/none");
    assert_eq!(status, 422);
    assert_eq!(body["detail"][0]["loc"][1], "entitlement_id");
}

#[test]
fn pages_lead_to_each_other() {
    let server = Server::start().unwrap();
    let (_, first) = get(&server, &list(""));
    assert_eq!(first["results"].as_array().expect("results").len(), 10);
    assert_eq!(first["previous"], Value::Null);
    assert_eq!(first["next"], cursor(10));
    let (_, last) = get(&server, &list("limit=999&cursor=p/2706%2B%26c%3D%3D"));
    assert_eq!(last["results"].as_array().expect("results").len(), 10);
    assert_eq!(last["next"], Value::Null);
    assert_eq!(last["previous"], cursor(9_990 - 999));
    assert_eq!(get(&server, &list("cursor=p/a+%26c==")).0, 422);
}

#[test]
fn rows_are_sorted_and_searched() {
    let server = Server::start().unwrap();
    let quantities = |query: &str| -> Vec<Option<f64>> {
        let (_, body) = get(&server, &list(query));
        body["results"]
            .as_array()
            .expect("results")
            .iter()
            .map(|row| row["total_quantity"].as_f64())
            .collect()
    };
    assert_eq!(quantities("sort_key=quantity")[0], None);
    let descending = quantities("sort_key=quantity&sort_type=desc&limit=1000");
    assert_eq!(descending[0], Some(999.75));
    assert!(descending.is_sorted_by(|a, b| a >= b));
    assert_eq!(get(&server, &list("sort_key=colour")).0, 422);
    assert_eq!(get(&server, &list("sort_key=id&sort_type=up")).0, 422);
    assert_eq!(count(&server, "search=SEATS%2000000"), 0);
    let found = server.rows().iter();
    let found = found.filter(|row| row.name.starts_with("R&D")).count();
    assert!(found > 1_000);
    assert_eq!(
        count(&server, "search=R%26D+%3D+50%25+%2B+tax+%231"),
        found as u64
    );
}

#[test]
fn one_entitlement_and_its_total() {
    let server = Server::start().unwrap();
    let row = &server.rows()[1];
    let (status, body) = get(&server, &format!("/entitlements/{}", row.entitlement));
    assert_eq!(
        (status, &body["name"]),
        (200, &Value::from(row.name.clone()))
    );
    let total = format!(
        "/entitlements/{}/customer/{}/total",
        row.entitlement,
        data::CUSTOMER
    );
    assert_eq!(get(&server, &total).1["quantity"].as_f64(), row.quantity);
    let (_, late) = get(&server, &format!("{total}?start_date=4000000000"));
    assert_eq!(late["quantity"], Value::Null);
    let unknown = uuid::Uuid::nil();
    for target in [
        format!("/entitlements/{unknown}"),
        format!("/entitlements/{}/customer/{unknown}/total", row.entitlement),
        format!("/entitlements/customer/unique/{unknown}"),
        "/nowhere".to_owned(),
    ] {
        assert_eq!(get(&server, &target).0, 404, "{target}");
    }
}

#[test]
fn both_headers_are_needed() {
    let server = Server::start().unwrap();
    let [token, organisation] = SECRETS;
    for (headers, expected) in [
        (vec![], 401),
        (vec![token], 401),
        (vec![organisation], 401),
        (vec![token, ("organisation", "other")], 403),
        (vec![("x-api-key", "other"), organisation], 403),
        (vec![token, organisation], 200),
    ] {
        let answer = raw::get(&server.base_url(), &list(""), &headers);
        assert_eq!(answer.status(), expected, "{headers:?}");
    }
}

#[test]
fn requests_are_recorded_as_they_arrive() {
    let server = Server::start().unwrap();
    get(&server, "/entitlements/x?a=1%2C2&b=+c&a=%C3%A9");
    let [received] = &server.take_received()[..] else {
        panic!("one request was sent");
    };
    assert_eq!(received.method, "GET");
    assert_eq!(received.path(), "/entitlements/x");
    assert_eq!(received.target, "/entitlements/x?a=1%2C2&b=+c&a=%C3%A9");
    assert_eq!(received.header("x-api-key"), Some(API_TOKEN));
    let parameters = [("a", "1,2"), ("b", " c"), ("a", "é")];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(received.parameters(), parameters);
    assert_eq!(server.take_received(), []);
}

#[test]
fn trouble_comes_when_it_is_asked_for() {
    let server = Server::start().unwrap();
    let html = Trouble::Answer {
        status: 500,
        content_type: "text/html",
        body: "<h1>Oh</h1>",
    };
    server.trouble(When::Request(1), html);
    assert_eq!(count(&server, ""), 10_000);
    let answer = exchange(&server, &list(""));
    assert_eq!((answer.status(), &*answer.body), (500, "<h1>Oh</h1>"));
    assert_eq!(count(&server, ""), 10_000);

    server.behave();
    server.trouble(
        When::Always,
        Trouble::rewrite(|body| body["next"] = Value::from("again")),
    );
    assert_eq!(get(&server, &list("")).1["next"], "again");

    server.behave();
    server.trouble(When::Always, Trouble::Truncate);
    let cut = exchange(&server, &list(""));
    assert!(cut.head.contains("content-length"), "{cut:?}");
    assert!(!cut.body.ends_with('}'), "{cut:?}");

    server.behave();
    server.trouble(When::Always, Trouble::BreakOff);
    let cut = exchange(&server, &list(""));
    assert!(cut.head.contains("chunked"), "{cut:?}");
    assert!(!cut.body.ends_with("0\r\n\r\n"), "{cut:?}");

    server.behave();
    server.trouble(When::Always, Trouble::Close);
    let nothing = exchange(&server, &list(""));
    assert_eq!((&*nothing.head, &*nothing.body), ("", ""));
}
