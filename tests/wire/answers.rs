//! Answers: what each documented status becomes.

use golden_clients as golden;
use tamis_runtime::http::Response;
use tamis_runtime::testing::respond;
use tamis_runtime::{Body, Error};

/// A client whose requests are all answered alike.
macro_rules! answered {
    ($module:ident, $status:expr, $body:expr) => {
        golden::$module::Client::builder()
            .base_url("http://h")
            .transport(respond(move |_| {
                let mut response = Response::new(Body::from($body));
                *response.status_mut() = $status.try_into().expect("a status");
                response
            }))
            .build()
            .expect("the client needs nothing else")
    };
}

/// The value of a documented error.
fn told<T: std::fmt::Debug>(error: Error<T>) -> T {
    match error {
        Error::Api(response) => response.into_value(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_text_can_be_a_value() {
    use golden::text_values::types::State;
    macro_rules! count {
        ($body:expr) => {
            answered!(text_values, 200, $body).count().send().await
        };
    }
    assert_eq!(count!("42\n").unwrap(), 42);
    assert!(matches!(count!("many"), Err(Error::Decode(_))));
    for body in ["open", "\"open\""] {
        let client = answered!(text_values, 200, body);
        assert_eq!(client.get_state().send().await.unwrap(), State::Open);
        let client = answered!(text_values, 409, body);
        let error = client.get_state().send().await.unwrap_err();
        assert_eq!(told(error), State::Open);
    }
    let client = answered!(text_values, 400, r#"{"title": "t"}"#);
    let error = client.get_problem().send().await.unwrap_err();
    assert_eq!(told(error).title, "t");
    let client = answered!(text_values, 200, "a,b\n1,2\n");
    assert_eq!(client.get_table().send().await.unwrap(), "a,b\n1,2\n");
    let mut table = client.get_table().stream().await.unwrap();
    let mut text = Vec::new();
    while let Some(piece) = table.try_next().await.unwrap() {
        text.extend_from_slice(&piece);
    }
    assert_eq!(text, b"a,b\n1,2\n");
    let client = answered!(text_values, 200, "");
    let either = golden::text_values::operations::GetEither::new();
    let request = client.request(&either).unwrap();
    assert_eq!(request.headers()["accept"], "application/json");
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
    // 404 is listed with a body; nothing came.
    let empty = error!(404, "");
    assert!(matches!(empty, Error::Status(_)), "{empty:?}");
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

#[tokio::test]
async fn headers_are_read_by_their_types() {
    use golden::response_headers::headers;
    use golden::response_headers::types::ListThingsResponseXScopesItem as Scope;
    let client = golden::response_headers::Client::builder()
        .base_url("http://h")
        .transport(respond(|_| {
            Response::builder()
                .header("x-rate-limit-remaining", "60")
                .header("x-expires-after", "2025-01-02T03:04:05Z")
                // Two of one name are one list.
                .header("x-scopes", "read")
                .header("x-scopes", "write,admin")
                .header("x-window", "count=5,per=hour")
                .header("x-meta", r#"{"beta": true}"#)
                .header("retry-after", "soon")
                .body(Body::from("[]"))
                .expect("a response")
        }))
        .build()
        .expect("the client needs nothing else");
    let response = client.things().list_things().send().with_response().await;
    let response = response.unwrap();
    assert_eq!(
        response.header(headers::X_RATE_LIMIT_REMAINING),
        Ok(Some(60))
    );
    let expires = response.header(headers::X_EXPIRES_AFTER).unwrap().unwrap();
    assert_eq!(expires.to_string(), "2025-01-02T03:04:05Z");
    let scopes = [Scope::Read, Scope::Write, Scope::from("admin")];
    assert_eq!(
        response.header(headers::X_SCOPES),
        Ok(Some(scopes.to_vec()))
    );
    let window = response.header(headers::X_WINDOW).unwrap().unwrap();
    assert_eq!((window.count, window.per.as_deref()), (5, Some("hour")));
    let meta = response.header(headers::X_META).unwrap().unwrap();
    assert_eq!(meta.get("beta"), Some(&true));
    let error = response.header(headers::RETRY_AFTER_I64).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the header `Retry-After` of the response does not match the document: invalid digit found in string; \
         it is \"soon\""
    );
}

#[tokio::test]
async fn no_body_is_read_where_http_has_none() {
    macro_rules! answer {
        ($operation:ident, $status:expr, $body:expr) => {
            answered!(answers_without_bodies, $status, $body)
                .$operation()
                .send()
                .await
        };
    }
    answer!(head_thing, 200, "").unwrap();
    answer!(delete_thing, 204, "").unwrap();
    // Another success than the documented one: the thing is made.
    answer!(delete_thing, 200, r#"{"id": 1}"#).unwrap();
    assert_eq!(answer!(get_thing, 201, r#"{"id": 1}"#).unwrap().id, 1);
    let failed = answer!(get_thing, 404, r#"{"title": "t"}"#).unwrap_err();
    assert!(matches!(failed, Error::Api(_)), "{failed:?}");
    assert_eq!(answer!(get_maybe, 204, "").unwrap(), None);
    let none = answer!(put_thing, 204, "").unwrap_err();
    assert!(none.to_string().contains("has no body"), "{none}");
    answer!(login, 302, "").unwrap();
    let failed = answer!(login, 400, r#"{"title": "t"}"#).unwrap_err();
    assert!(matches!(failed, Error::Api(_)), "{failed:?}");
}

#[tokio::test]
async fn an_answer_can_be_taken_as_it_came() {
    let raw = answered!(answers_without_bodies, 418, "id,name\n1,a\n")
        .get_thing()
        .send()
        .header("accept", "text/csv")
        .raw()
        .await
        .unwrap();
    assert_eq!(raw.status(), 418);
    assert_eq!(raw.into_body().collect().await.unwrap(), "id,name\n1,a\n");
}

#[tokio::test]
async fn a_file_comes_whole_where_events_are_not_asked_for() {
    let client = answered!(file_or_events, 200, "ID3\u{1}");
    assert_eq!(client.speak().send().await.unwrap(), "ID3\u{1}");
    let client = answered!(file_or_events, 200, "data: {\"audio\": \"SUQz\"}\n\n");
    let mut pieces = client.speak().stream().await.unwrap();
    let piece = pieces.try_next().await.unwrap().unwrap();
    assert_eq!(piece.audio, "SUQz");
    assert!(pieces.try_next().await.unwrap().is_none());
}
