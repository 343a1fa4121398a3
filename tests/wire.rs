//! What the clients of the golden documents send, and what they make of answers: without a network.
//!
//! In: operations of `golden_clients`. Out: assertions on the whole request as text, on decoded values and on errors. What
//! is expected is written down here by hand, from the OpenAPI specification.

use std::collections::BTreeMap;

use golden_clients as golden;
use serde_json::json;
use tamis_runtime::http::{Request, Response};
use tamis_runtime::testing::answer;
use tamis_runtime::{Body, Error, RequestError, Timestamp, Uuid};

/// A client of a golden document, at an address where nobody listens.
macro_rules! client {
    ($module:ident) => {
        golden::$module::Client::builder()
            .base_url("http://h")
            .build()
            .expect("the client needs nothing else")
    };
}

/// A client whose requests are all answered alike.
macro_rules! answered {
    ($module:ident, $status:expr, $body:expr) => {
        golden::$module::Client::builder()
            .base_url("http://h")
            .transport(answer(move |_| {
                let mut response = Response::new(Body::from($body));
                *response.status_mut() = $status.try_into().expect("a status");
                response
            }))
            .build()
            .expect("the client needs nothing else")
    };
}

/// Method and target of a request.
fn line(request: &Request<Body>) -> String {
    let target = request.uri().path_and_query().expect("it has a path");
    format!("{} {target}", request.method())
}

fn header<'r>(request: &'r Request<Body>, name: &str) -> Option<&'r str> {
    let value = request.headers().get(name)?;
    Some(value.to_str().expect("it is text"))
}

fn body(request: &Request<Body>) -> &str {
    let bytes = request.body().as_bytes().expect("it is in memory");
    std::str::from_utf8(bytes).expect("it is text")
}

#[test]
fn path_parameters_in_every_style() {
    use golden::path_styles::operations::GetAll;
    let operation = GetAll::new(vec![3, 4, 5], "blue", ["a b", "c/d"]);
    let request = client!(path_styles).request(&operation).unwrap();
    assert_eq!(
        line(&request),
        "GET /a%20b/3,4,5/.blue/;matrix=a%20b;matrix=c%2Fd/%C3%BC"
    );

    use golden::path_parameters::operations::GetFile;
    let client = client!(path_parameters);
    let file = GetFile::new("R&D", "näme", "md");
    assert_eq!(
        line(&client.request(&file).unwrap()),
        "GET /orgs/R%26D/files/n%C3%A4me.md"
    );
    for bad in ["", ".", ".."] {
        let refused = client
            .request(&GetFile::new(bad, "name", "md"))
            .unwrap_err();
        assert!(refused.to_string().contains("org"), "{refused}");
    }
}

#[test]
fn query_parameters_in_every_style() {
    use golden::query_styles::operations::ListThings;
    use golden::query_styles::types::Range;
    let range = Range {
        from: Some(1),
        to: Some(2),
    };
    let all = ListThings::new(true)
        .repeated(["a", "b,c"])
        .commas(vec![1, 2])
        .spaces(["a", "b"])
        .pipes(["a", "b"])
        .ids(vec![1, 2])
        .spread(range.clone())
        .deep(range.clone())
        .json(range)
        .reserved("a/b?c#d");
    let request = client!(query_styles).request(&all).unwrap();
    let line = line(&request);
    let query = line.strip_prefix("GET /things?").unwrap();
    let pairs: Vec<_> = query.split('&').collect();
    assert_eq!(
        pairs,
        [
            "repeated=a",
            "repeated=b%2Cc",
            "commas=1,2",
            "spaces=a%20b",
            "pipes=a%7Cb",
            "ids%5B%5D=1",
            "ids%5B%5D=2",
            "from=1",
            "to=2",
            "deep%5Bfrom%5D=1",
            "deep%5Bto%5D=2",
            "json=%7B%22from%22:1%2C%22to%22:2%7D",
            "reserved=a/b?c%23d",
            "needed=true",
        ]
    );
}

#[test]
fn headers_and_cookies() {
    use golden::header_and_cookie_parameters::operations::ListThings;
    let all = ListThings::new(Uuid::nil())
        .if_modified_since_version(7)
        .x_flags(["a", "b"])
        .session("s e");
    let request = client!(header_and_cookie_parameters).request(&all).unwrap();
    assert_eq!(line(&request), "GET /things");
    assert_eq!(
        header(&request, "x-request-id"),
        Some("00000000-0000-0000-0000-000000000000")
    );
    assert_eq!(header(&request, "if-modified-since-version"), Some("7"));
    assert_eq!(header(&request, "x-flags"), Some("a,b"));
    assert_eq!(header(&request, "cookie"), Some("session=s%20e"));
}

#[test]
fn every_parameter_leaves_under_its_own_name() {
    use golden::filters_mixed::things::ListThings;
    let now: Timestamp = "2024-01-02T03:04:05Z".parse().unwrap();
    let all = ListThings::new("n")
        .price_gte(1.0)
        .name_in("x")
        .state("open")
        .state_neq("closed")
        .size_gt(1)
        .size_lt("2")
        .owner_team("t")
        .created_at_gte(now)
        .created_at_gte_parameter(now)
        .expires_in(5);
    let request = client!(filters_mixed).request(&all).unwrap();
    let query = request.uri().query().unwrap();
    let names: BTreeMap<_, _> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    assert_eq!(
        names,
        BTreeMap::from([
            ("created_at__gte", "2024-01-02T03:04:05Z"),
            ("created_at_gte", "2024-01-02T03:04:05Z"),
            ("expires_in", "5"),
            ("name", "n"),
            ("name__in", "x"),
            ("owner__team", "t"),
            ("price__gte", "1"),
            ("size__gt", "1"),
            ("size__lt", "2"),
            ("state", "open"),
            ("state__neq", "closed"),
        ])
    );
}

#[test]
fn hostile_names_are_only_names() {
    use golden::names_hostile::Client;
    let request = {
        let client = Client::builder().base_url("http://h").build().unwrap();
        let operation = golden::names_hostile::mod_evil::ATestFnB::new("x");
        client.request(&operation).unwrap()
    };
    assert!(
        line(&request).starts_with("GET /a%22%5D;%20%7D%0Afn%20main()%20%7B/x"),
        "{}",
        line(&request)
    );
}

#[test]
fn bodies() {
    use golden::json_bodies::operations::{CreateThing, DeleteThings, PatchThing, ReplaceThings};
    use golden::json_bodies::types::Thing;
    let client = client!(json_bodies);
    let thing = Thing {
        name: "a\"b".to_owned(),
        size: None,
    };
    let create = client.request(&CreateThing::new(thing)).unwrap();
    assert_eq!(header(&create, "content-type"), Some("application/json"));
    assert_eq!(body(&create), r#"{"name":"a\"b"}"#);
    let replace = client.request(&ReplaceThings::new()).unwrap();
    assert_eq!(
        (header(&replace, "content-type"), body(&replace)),
        (None, "")
    );
    let patch = client
        .request(&PatchThing::new(json!({"a": null})))
        .unwrap();
    assert_eq!(
        header(&patch, "content-type"),
        Some("application/merge-patch+json")
    );
    assert_eq!(body(&patch), r#"{"a":null}"#);
    let delete = client
        .request(&DeleteThings::new(vec!["x".to_owned()]))
        .unwrap();
    assert_eq!(
        header(&delete, "content-type"),
        Some("application/json; charset=utf-8")
    );
    assert_eq!(body(&delete), r#"["x"]"#);
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    use golden::tri_state::types::ThingPatch;
    let mut patch = ThingPatch {
        version: 1,
        owner: None,
        name: None,
        note: None,
        labels: None,
    };
    assert_eq!(json!(patch), json!({"version": 1, "owner": null}));
    patch.note = Some(None);
    patch.labels = Some(Some(vec!["a".to_owned()]));
    assert_eq!(
        json!(patch),
        json!({"version": 1, "owner": null, "note": null, "labels": ["a"]})
    );
}

#[test]
fn credentials_that_are_needed_together() {
    use golden::security_both::Client;
    use golden::security_both::operations::ListThings;
    let with = |token: Option<&str>, organisation: Option<&str>| {
        let mut builder = Client::builder().base_url("http://h");
        if let Some(token) = token {
            builder = builder.api_token_auth(token);
        }
        if let Some(organisation) = organisation {
            builder = builder.organisation_auth(organisation);
        }
        builder.build()
    };
    let client = with(Some("t"), Some("o")).unwrap();
    let request = client.request(&ListThings::new()).unwrap();
    assert_eq!(header(&request, "x-api-key"), Some("t"));
    assert_eq!(header(&request, "organisation"), Some("o"));
    assert!(!format!("{client:?}").contains("\"t\""), "{client:?}");
    for (token, organisation, missing) in [
        (None, Some("o"), "ApiTokenAuth"),
        (Some("t"), None, "OrganisationAuth"),
    ] {
        let refused = with(token, organisation).unwrap_err();
        assert!(refused.to_string().contains(missing), "{refused}");
    }
}

#[test]
fn credentials_of_which_one_is_needed() {
    use golden::security_choice::Client;
    use golden::security_choice::operations::{GetEither, GetMaybe, GetOpen, GetUsual};
    let none = Client::builder().base_url("http://h").build().unwrap();
    let open = none.request(&GetOpen::new()).unwrap();
    assert_eq!(header(&open, "authorization"), None);
    assert_eq!(
        header(&none.request(&GetMaybe::new()).unwrap(), "authorization"),
        None
    );
    let refused = none.request(&GetUsual::new()).unwrap_err();
    assert!(
        matches!(refused, RequestError::MissingCredentials(_)),
        "{refused:?}"
    );

    let token = Client::builder()
        .base_url("http://h")
        .token("t")
        .build()
        .unwrap();
    for request in [
        token.request(&GetUsual::new()).unwrap(),
        token.request(&GetEither::new()).unwrap(),
        token.request(&GetMaybe::new()).unwrap(),
    ] {
        assert_eq!(header(&request, "authorization"), Some("Bearer t"));
    }
    let open = token.request(&GetOpen::new()).unwrap();
    assert_eq!(
        header(&open, "authorization"),
        None,
        "never where it is not asked for"
    );

    let both = Client::builder()
        .base_url("http://h")
        .basic("u", "p")
        .key("k")
        .build()
        .unwrap();
    let either = both.request(&GetEither::new()).unwrap();
    assert_eq!(line(&either), "GET /either?api_key=k");
    assert_eq!(header(&either, "authorization"), Some("Basic dTpw"));
}

#[tokio::test]
async fn errors_know_their_status() {
    use golden::several_errors::operations::GetDifferentError;
    macro_rules! error {
        ($status:expr, $body:expr) => {
            answered!(several_errors, $status, $body)
                .get_different()
                .send()
                .await
                .unwrap_err()
        };
    }
    let problem = r#"{"message": "m"}"#;
    let told = |error: Error<GetDifferentError>| match error {
        Error::Api(response) => response.into_value(),
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        told(error!(404, problem)),
        GetDifferentError::NotFound(_)
    ));
    assert!(matches!(
        told(error!(422, "{}")),
        GetDifferentError::UnprocessableEntity(_)
    ));
    assert!(
        matches!(told(error!(502, "text")), GetDifferentError::Status5xx(text) if text == "text")
    );
    assert!(matches!(
        told(error!(400, problem)),
        GetDifferentError::Other(_)
    ));
    let broken = error!(422, "<html>");
    assert!(matches!(broken, Error::Decode(_)), "{broken:?}");
}

#[tokio::test]
async fn successes_know_their_status() {
    use golden::several_successes::operations::PutDifferentOutput;
    macro_rules! output {
        ($status:expr, $body:expr) => {
            answered!(several_successes, $status, $body)
                .put_different()
                .send()
                .await
                .unwrap()
        };
    }
    let thing = output!(200, r#"{"name": "n"}"#);
    assert!(matches!(thing, PutDifferentOutput::Ok(thing) if thing.name.as_deref() == Some("n")));
    let job = output!(202, r#"{"progress": 0.5}"#);
    assert!(matches!(job, PutDifferentOutput::Accepted(job) if job.progress == Some(0.5)));
    assert_eq!(output!(204, ""), PutDifferentOutput::NoContent);
}

#[test]
fn values_that_the_document_does_not_list_are_kept() {
    use golden::enum_open::types::EntitlementType;
    for (text, value) in [
        ("Feature", EntitlementType::Feature),
        ("not_listed_yet", EntitlementType::NotListedYet),
        ("New", EntitlementType::Unknown("New".to_owned())),
    ] {
        let json = json!(text);
        assert_eq!(
            serde_json::from_value::<EntitlementType>(json).unwrap(),
            value
        );
        assert_eq!(value.to_string(), text);
    }
    use golden::additional_properties::types::{Closed, Open, Typed};
    let open = json!({"id": 1, "more": [1, {"a": null}]});
    assert_eq!(
        json!(serde_json::from_value::<Open>(open.clone()).unwrap()),
        open
    );
    let typed = json!({"additional": 1, "x": Uuid::nil()});
    assert_eq!(
        json!(serde_json::from_value::<Typed>(typed.clone()).unwrap()),
        typed
    );
    let closed: Closed = serde_json::from_value(json!({"id": 1, "more": 2})).unwrap();
    assert_eq!(json!(closed), json!({"id": 1}));
}

#[test]
fn unions_take_the_variant_that_is_meant() {
    use golden::one_of_mapped::types::Pet;
    let pet = |json| serde_json::from_value::<Pet>(json).unwrap();
    assert!(matches!(
        pet(json!({"lives": 9, "pet_type": "kitten"})),
        Pet::Cat(_)
    ));
    assert!(matches!(pet(json!({"pet_type": "dog"})), Pet::Dog(_)));
    assert!(matches!(
        pet(json!({"pet_type": "fish", "fins": 2})),
        Pet::Unknown(_)
    ));

    use golden::any_of::types::Value;
    let value = |json| serde_json::from_value::<Value>(json).unwrap();
    assert!(matches!(value(json!({"x": 1, "y": 2})), Value::Point(_)));
    assert!(matches!(value(json!({"note": "n"})), Value::Anything(_)));
    assert!(matches!(value(json!(1)), Value::Integer(1)));
    assert!(matches!(value(json!(1.5)), Value::Number(_)));
    assert!(matches!(
        value(json!("2024-01-02T03:04:05Z")),
        Value::DateTime(_)
    ));
    assert!(matches!(value(json!("text")), Value::String(_)));
    assert!(matches!(value(json!(["a"])), Value::ListOfString(_)));

    use golden::string_or_integer::types::{ValidationError, ValidationErrorLocItem};
    let error = json!({"loc": ["body", 3], "msg": "m", "type": "t"});
    let error: ValidationError = serde_json::from_value(error).unwrap();
    assert_eq!(
        error.loc,
        [
            ValidationErrorLocItem::String("body".to_owned()),
            ValidationErrorLocItem::Integer(3)
        ]
    );
}

#[test]
fn a_missing_member_is_an_error_and_null_is_not() {
    use golden::nullable_any_of::types::Thing;
    let read = |json| serde_json::from_value::<Thing>(json);
    let thing = read(json!({"always": "a", "maybe": null, "list": [1, null]})).unwrap();
    assert_eq!(thing.maybe, None);
    assert_eq!(thing.list, Some(vec![Some(1.0), None]));
    let missing = read(json!({"always": "a"})).unwrap_err().to_string();
    assert!(missing.contains("maybe"), "{missing}");
    let null = read(json!({"always": null, "maybe": null}))
        .unwrap_err()
        .to_string();
    assert!(null.contains("null"), "{null}");
}

#[test]
fn types_that_hold_themselves_hold_values() {
    use golden::recursion::types::Tree;
    let tree = json!({
        "value": 1,
        "left": {"value": 2, "children": [{"value": 3}]},
        "right": null,
        "named": {"a": {"value": 4}},
        "ping": {"pong": {"ping": {}}},
    });
    let tree: Tree = serde_json::from_value(tree).unwrap();
    let left = tree.left.unwrap();
    assert_eq!(left.children.unwrap()[0].value, 3);
    assert_eq!(tree.named.unwrap()["a"].value, 4);
}
