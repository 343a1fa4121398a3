//! Servers: where requests go.

use golden_clients as golden;

#[test]
fn an_operation_is_sent_to_its_own_server_unless_the_user_names_one() {
    use golden::own_servers::Client;
    use golden::own_servers::operations::{ListReports, ListThings, TryBeta, Upload};
    let documented = Client::builder().build().unwrap();
    let uri = |request: tamis_runtime::http::Request<_>| request.uri().to_string();
    assert_eq!(
        uri(documented.request(&Upload::new("x")).unwrap()),
        "https://upload.example.com/v1/files"
    );
    assert_eq!(
        uri(documented.request(&ListReports::new()).unwrap()),
        "https://eu.example.com/reports"
    );
    // A path is one on the host of the document.
    assert_eq!(
        uri(documented.request(&TryBeta::new()).unwrap()),
        "https://api.example.com/beta/beta"
    );
    assert_eq!(
        uri(documented.request(&ListThings::new()).unwrap()),
        "https://api.example.com/v1/things"
    );
    let named = Client::builder().base_url("http://h").build().unwrap();
    assert_eq!(
        uri(named.request(&Upload::new("x")).unwrap()),
        "http://h/files"
    );
    assert_eq!(
        uri(named.request(&TryBeta::new()).unwrap()),
        "http://h/beta/beta"
    );
}

#[test]
fn a_server_that_is_a_path_stands_behind_the_base_url() {
    use golden::relative_servers::Client;
    use golden::relative_servers::operations::{GetHealth, GetOdd, ListReports, ListUsers, Upload};
    let nowhere = Client::builder().build().unwrap_err();
    assert!(
        matches!(nowhere, tamis_runtime::BuildError::NoBaseUrl),
        "{nowhere}"
    );
    for (given, root) in [
        ("https://h", "https://h"),
        ("https://h/", "https://h"),
        ("https://h/auth/v1", "https://h"),
        ("https://h/auth", "https://h/auth"),
        ("https://h/gate/auth/v1/", "https://h/gate"),
    ] {
        let client = Client::builder().base_url(given).build().unwrap();
        let uri = |request: tamis_runtime::http::Request<_>| request.uri().to_string();
        for (sent, path) in [
            (client.request(&ListUsers::new()), "/auth/v1/users"),
            (client.request(&ListReports::new()), "/reports/reports"),
            (client.request(&Upload::new("x")), "/auth/v1/files"),
            (client.request(&GetOdd::new()), "/auth/v1/odd"),
            (client.request(&GetHealth::new()), "/health"),
        ] {
            assert_eq!(uri(sent.unwrap()), format!("{root}{path}"));
        }
    }
}

#[test]
fn a_server_is_chosen_by_its_name() {
    use golden::servers::things::ListThings;
    use golden::servers::{Client, Servers};
    let sent = |server| -> Result<String, String> {
        let client = Client::builder().server(server).build();
        let client = client.map_err(|error| error.to_string())?;
        let request = client.request(&ListThings::new()).unwrap();
        Ok(request.uri().to_string())
    };
    let main = Servers::where_it_runs;
    assert_eq!(sent(main()).unwrap(), "https://eu.example.com/v1/things");
    assert_eq!(
        sent(main().variable("region", "us").variable("version", "v2")).unwrap(),
        "https://us.example.com/v2/things"
    );
    assert_eq!(
        sent(Servers::staging()).unwrap(),
        "https://staging.example.com/v1/things"
    );
    assert_eq!(
        sent(Servers::beta()).unwrap(),
        "https://beta.example.com/v1/things"
    );
    assert!(
        sent(main().variable("region", "mars"))
            .unwrap_err()
            .contains("`eu`, `us`")
    );
    assert!(
        sent(main().variable("host", "x"))
            .unwrap_err()
            .contains("no variable `host`")
    );
    assert!(
        sent(main().variable("version", "v1?a=b"))
            .unwrap_err()
            .contains("query")
    );
    let both = Client::builder()
        .base_url("http://h")
        .server(Servers::beta());
    assert!(both.build().unwrap_err().to_string().contains("base URL"));
}
