//! Requests: where each parameter and body stands, and how it is escaped.

use std::collections::BTreeMap;

use golden_clients as golden;
use serde_json::json;
use tamis_runtime::{Body, File, Timestamp, Uuid};

use crate::{body, header, line};

/// A client of a golden document, at an address where nobody listens.
macro_rules! client {
    ($module:ident) => {
        golden::$module::Client::builder()
            .base_url("http://h")
            .build()
            .expect("the client needs nothing else")
    };
}

#[test]
fn path_parameters_in_every_style() {
    use golden::path_parameters::operations::GetFile;
    use golden::path_styles::operations::GetAll;

    let operation = GetAll::new(vec![3, 4, 5], "blue", ["a b", "c/d"]);
    let request = client!(path_styles).request(&operation).unwrap();
    assert_eq!(
        line(&request),
        "GET /a%20b/3,4,5/.blue/;matrix=a%20b;matrix=c%2Fd/%C3%BC"
    );

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
fn bodies_that_are_not_json() {
    use golden::other_bodies::operations::{PostLines, PostLogs, PutBytes, PutPicture, PutTable};
    use golden::other_bodies::types::Login;

    let client = client!(other_bodies);
    let login = |user: &str, scopes: &[&str]| Login {
        user: user.to_owned(),
        scopes: (!scopes.is_empty()).then(|| scopes.iter().map(ToString::to_string).collect()),
    };
    let lines = PostLines::new(vec![login("a\nb", &[]), login("c", &["x", "y"])]);
    let lines = client.request(&lines).unwrap();
    assert_eq!(header(&lines, "content-type"), Some("application/x-ndjson"));
    assert_eq!(
        body(&lines),
        "{\"user\":\"a\\nb\"}\n{\"user\":\"c\",\"scopes\":[\"x\",\"y\"]}\n"
    );
    let none = client.request(&PostLines::new(Vec::new())).unwrap();
    assert_eq!(body(&none), "");
    let logs = PostLogs::new().body(File::from("{}\n{}\n"));
    let logs = client.request(&logs).unwrap();
    assert_eq!(header(&logs, "content-type"), Some("application/jsonl"));
    assert_eq!(body(&logs), "{}\n{}\n");
    let bytes = client.request(&PutBytes::new(vec![b'a'])).unwrap();
    let octets = Some("application/octet-stream");
    assert_eq!(
        (header(&bytes, "content-type"), body(&bytes)),
        (octets, "a")
    );
    let table = client.request(&PutTable::new("a,b\n")).unwrap();
    assert_eq!(header(&table, "content-type"), Some("text/csv"));
    // What the document leaves open, the file says.
    for (file, media_type) in [
        (File::from("x"), octets),
        (
            File::from("x").with_media_type("image/png"),
            Some("image/png"),
        ),
    ] {
        let picture = client.request(&PutPicture::new().body(file)).unwrap();
        assert_eq!(header(&picture, "content-type"), media_type);
    }
    let wrong = PutPicture::new().body(File::from("x").with_media_type("image/png\n"));
    assert!(client.request(&wrong).is_err());
}

#[test]
fn files_that_are_streams() {
    use golden::multipart_bodies::operations::Upload;
    use golden::multipart_bodies::types::UploadBody;
    use golden::other_bodies::operations::PutBytes;

    let stream = || File::from_opener(|| async { Ok(Body::from("id\n1\n")) });
    let put = PutBytes::new(stream().with_length(5));
    let request = client!(other_bodies).request(&put).unwrap();
    assert_eq!(request.body().length(), Some(5));
    assert!(request.body().as_bytes().is_none());
    let upload = |table| {
        Upload::new(UploadBody {
            title: "Two".to_owned(),
            table,
            pictures: None,
            ids: None,
            place: None,
        })
    };
    let client = client!(multipart_bodies);
    let at_hand = client.request(&upload(File::from("id\n1\n"))).unwrap();
    let known = client.request(&upload(stream().with_length(5))).unwrap();
    let unknown = client.request(&upload(stream())).unwrap();
    // All boundaries have one length.
    let length = at_hand.body().as_bytes().map(|bytes| bytes.len() as u64);
    assert_eq!(known.body().length(), length);
    assert_eq!(unknown.body().length(), None);
}

#[test]
fn members_of_forms_have_the_style_that_the_document_gives_them() {
    use golden::form_encoding::operations::CreateOrder;
    use golden::form_encoding::types::{Item, Order};

    let item = |sku: &str| Item {
        sku: Some(sku.to_owned()),
        count: Some(2),
    };
    let texts = || Some(vec!["a".to_owned(), "b,c".to_owned()]);
    let order = Order {
        expand: texts(),
        items: Some(vec![item("x"), item("y&z")]),
        tags: texts(),
        ids: Some(vec![1, 2]),
        codes: texts(),
        address: Some(item("s")),
        metadata: Some([("k".to_owned(), "v".to_owned())].into_iter().collect()),
        // Nothing is said of them: numbered, as most servers read them.
        lines: Some(vec![item("l"), item("m")]),
    };
    let request = client!(form_encoding).request(&CreateOrder::new(order));
    let request = request.unwrap();
    let pairs: Vec<&str> = body(&request).split('&').collect();
    assert_eq!(
        pairs,
        [
            "expand%5B0%5D=a",
            "expand%5B1%5D=b%2Cc",
            "items%5B0%5D%5Bsku%5D=x",
            "items%5B0%5D%5Bcount%5D=2",
            "items%5B1%5D%5Bsku%5D=y%26z",
            "items%5B1%5D%5Bcount%5D=2",
            "tags=a%7Cb%2Cc",
            "ids=1,2",
            "codes=a",
            "codes=b%2Cc",
            "sku=s",
            "count=2",
            "metadata%5Bk%5D=v",
            "lines%5B0%5D%5Bsku%5D=l",
            "lines%5B0%5D%5Bcount%5D=2",
            "lines%5B1%5D%5Bsku%5D=m",
            "lines%5B1%5D%5Bcount%5D=2",
        ]
    );
}
