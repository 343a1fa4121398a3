//! Paths whose keys hold more than a path, parameters that hold a path, and parameters with one value.

use golden_clients as golden;

use crate::{header, line};

/// A client of a golden document, at an address where nobody listens.
macro_rules! client {
    ($module:ident) => {
        golden::$module::Client::builder()
            .base_url("http://h/base")
            .build()
            .expect("the client needs nothing else")
    };
}

#[test]
fn a_query_in_the_key_of_a_path_is_sent_as_one() {
    use golden::paths_with_queries::operations::{
        CreateBetaResponse, CreateResponse, ListChecks, Login, PostTokenGoogle, TokenFacebook,
    };
    let client = client!(paths_with_queries);
    macro_rules! line {
        ($operation:expr) => {
            line(&client.request(&$operation).unwrap())
        };
    }
    assert_eq!(
        line!(CreateResponse::new().x("1")),
        "POST /base/responses?x=1"
    );
    assert_eq!(
        line!(CreateBetaResponse::new()),
        "POST /base/responses?beta=true"
    );
    assert_eq!(
        line!(CreateBetaResponse::new().x("a=b")),
        "POST /base/responses?beta=true&x=a%3Db"
    );
    assert_eq!(line!(TokenFacebook::new()), "POST /base/token");
    assert_eq!(line!(PostTokenGoogle::new()), "POST /base/token");
    assert_eq!(line!(Login::new("u", "t")), "GET /base/login?user=u&tag=t");
    assert_eq!(line!(ListChecks::new()), "GET /base/checks?type=R%26D");
    assert_eq!(
        line!(ListChecks::new().r#type("TIN")),
        "GET /base/checks?type=TIN"
    );
}

#[test]
fn a_parameter_that_is_a_path_keeps_its_slashes() {
    use golden::paths_as_parameters::operations::{Proxy, ReadArtifact, ReadFile, ReadVersion};
    let client = client!(paths_as_parameters);
    let line = |href: &str| client.request(&ReadArtifact::new(href)).map(|it| line(&it));
    assert_eq!(
        line("/pulp/api/v3/a:b/7/").unwrap(),
        "GET /base/pulp/api/v3/a:b/7/"
    );
    // As servers send it: from the root, without it, and as an address.
    for href in ["x/7/", "/x/7/", "http://h/base/x/7/"] {
        assert_eq!(line(href).unwrap(), "GET /base/x/7/");
    }
    assert_eq!(
        line("/a b/%2F/ü?c#d").unwrap(),
        "GET /base/a%20b/%2F/%C3%BC%3Fc%23d"
    );
    for bad in [
        "",
        "/a/../b",
        "/a/%2e%2E",
        "..",
        "http://other/x/7/",
        "https://h/base/x",
    ] {
        let refused = line(bad).unwrap_err().to_string();
        assert!(refused.contains("artifact_href"), "{bad}: {refused}");
    }
    let version = ReadVersion::new("/pulp/7/", 3);
    assert_eq!(
        crate::line(&client.request(&version).unwrap()),
        "GET /base/pulp/7/versions/3/"
    );
    for (request, target) in [
        (
            client.request(&ReadFile::new("a/b c.txt")).unwrap(),
            "GET /base/files/a/b%20c.txt",
        ),
        (
            client.request(&Proxy::new("v1/x,y")).unwrap(),
            "GET /base/proxy/v1/x,y",
        ),
    ] {
        assert_eq!(crate::line(&request), target);
    }
    assert!(client.request(&ReadFile::new("a/../b")).is_err());
}

#[test]
fn a_parameter_with_one_value_is_not_asked_for() {
    use golden::constant_parameters::operations::ListRuns;
    use golden::constant_parameters::types::ListRunsXVersion;
    let client = client!(constant_parameters);
    let request = client.request(&ListRuns::new()).unwrap();
    assert_eq!(
        line(&request),
        "POST /base/runs/~/list?api-version=2025&kind=webhook"
    );
    assert_eq!(header(&request, "x-version"), Some("2025.0"));
    assert_eq!(header(&request, "cookie"), Some("tenant=a%20b"));
    let other = ListRuns::new().x_version(ListRunsXVersion::from("2026.0"));
    let request = client.request(&other).unwrap();
    assert_eq!(header(&request, "x-version"), Some("2026.0"));
}

#[test]
fn a_parameter_with_content_is_written_in_its_media_type() {
    use golden::parameters_with_content::operations::ListPeople;
    use golden::parameters_with_content::types::{Pageable, Q};
    let client = client!(parameters_with_content);
    let q = |name: &str| Q {
        name: name.to_owned(),
    };
    let all = ListPeople::new()
        .q(q("a&b"))
        .x_q(q("a,b"))
        .c(q("a"))
        .t("plain text")
        .pageable(Pageable {
            page: Some(0),
            size: Some(20),
            sort: Some(vec!["name,asc".to_owned(), "id".to_owned()]),
        });
    let request = client.request(&all).unwrap();
    assert_eq!(
        line(&request),
        "GET /base/people?q=%7B%22name%22:%22a%26b%22%7D&t=plain%20text\
         &page=0&size=20&sort=name%2Casc&sort=id"
    );
    assert_eq!(header(&request, "x-q"), Some(r#"{"name":"a,b"}"#));
    assert_eq!(header(&request, "cookie"), Some("c={%22name%22:%22a%22}"));
}

#[test]
fn reserved_characters_stay_where_the_document_allows_them() {
    use golden::reserved_characters::operations::{Find, Read};
    use golden::reserved_characters::types::{FindDeep, FindObject};
    let client = client!(reserved_characters);
    let target = |find: Find| crate::line(&client.request(&find).unwrap());
    let list = || vec!["a/b?c".to_owned(), "d,e&f".to_owned()];
    assert_eq!(
        target(Find::new().value("a/b?c&d")),
        "GET /base/query?value=a/b?c%26d"
    );
    assert_eq!(
        target(Find::new().list(list())),
        "GET /base/query?list=a/b?c&list=d,e%26f"
    );
    // A comma separates, so one that is part of an item is escaped.
    assert_eq!(
        target(Find::new().joined(list())),
        "GET /base/query?joined=a/b?c,d%2Ce%26f"
    );
    let object = FindObject {
        a: Some("x/y".to_owned()),
        b: Some("1,2".to_owned()),
    };
    assert_eq!(
        target(Find::new().object(object)),
        "GET /base/query?a=x/y&b=1,2"
    );
    let deep = FindDeep {
        a: Some("x/y".to_owned()),
        b: None,
    };
    assert_eq!(
        target(Find::new().deep(deep)),
        "GET /base/query?deep%5Ba%5D=x/y"
    );
    let read = client.request(&Read::new(list())).unwrap();
    assert_eq!(line(&read), "GET /base/path/a/b%3Fc,d%2Ce&f");
    assert!(
        client
            .request(&Read::new(vec!["a/../b".to_owned()]))
            .is_err()
    );
}
