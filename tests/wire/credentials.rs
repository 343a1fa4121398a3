//! Credentials: which are needed, where they are sent, and where not.

use golden_clients as golden;
use tamis_runtime::RequestError;

use crate::{header, line};

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
