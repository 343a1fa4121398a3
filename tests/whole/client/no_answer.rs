//! Calls that get no answer: the connection fails, time runs out, or the request is refused before it is sent.

use std::error::Error as _;
use std::time::Duration;

use generated_client::{Client, Error, Filter, Timestamp, Uuid};
use tamis_runtime::{ParameterProblem, RequestError, TransportErrorKind};

use super::errors::{assert_discreet, list_in};
use super::start::start;
use crate::cases::List;
use crate::server::data::CUSTOMER;
use crate::server::{API_TOKEN, ORGANISATION, Trouble, When};

#[tokio::test]
async fn a_connection_that_ends_too_soon_is_a_transport_error() {
    for (trouble, kind) in [
        (Trouble::Close, TransportErrorKind::Other),
        (Trouble::BreakOff, TransportErrorKind::Body),
    ] {
        let error = list_in(trouble, Result::unwrap_err).await;
        assert_discreet(&error);
        assert!(error.source().is_some());
        let Error::Transport(transport) = error else {
            panic!("{error:?}");
        };
        assert_eq!(transport.kind(), kind, "{transport:?}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_a_transport_error() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder()
        .api_token_auth(API_TOKEN)
        .organisation_auth(ORGANISATION)
        .base_url(format!("http://{address}"))
        .build()
        .unwrap();
    let error = client.send(&List::new(CUSTOMER)).await.unwrap_err();
    assert_discreet(&error);
    assert!(error.is_retryable());
    let Error::Transport(transport) = error else {
        panic!("{error:?}");
    };
    assert_eq!(transport.kind(), TransportErrorKind::Connect);
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout() {
    let (server, client) = start();
    server.trouble(When::Always, Trouble::Delay(Duration::from_secs(600)));
    let one = client
        .send(&List::new(CUSTOMER))
        .timeout(Duration::from_millis(200));
    let impatient = Client::builder()
        .api_token_auth(API_TOKEN)
        .organisation_auth(ORGANISATION)
        .base_url(server.base_url())
        .timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let all = impatient.send(&List::new(CUSTOMER));
    for error in [one.await.unwrap_err(), all.await.unwrap_err()] {
        assert_discreet(&error);
        assert!(error.is_retryable());
        assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    }
    // A limit of the call wins over that of the client.
    server.behave();
    server.trouble(When::Always, Trouble::Delay(Duration::from_millis(400)));
    let patient = impatient
        .send(&List::new(CUSTOMER))
        .timeout(Duration::from_secs(60));
    assert_eq!(patient.await.unwrap().results.len(), 10);
}

#[tokio::test]
async fn what_cannot_be_sent_right_is_not_sent() {
    let (server, client) = start();
    let list = || List::new(CUSTOMER);
    let none: [Uuid; 0] = [];
    let twice = Filter::gt(1.0) & Filter::gt(2.0);
    for (refused, parameter) in [
        (list().quantity(f64::NAN), "quantity"),
        (list().quantity(..f64::INFINITY), "quantity__lt"),
        (
            list().quantity_used([1.0, f64::NEG_INFINITY]),
            "quantity_used__in",
        ),
        (list().id(none), "id__in"),
        (list().created_at(Vec::<Timestamp>::new()), "created_at__in"),
        (list().quantity(twice), "quantity__gt"),
        (list().quantity(1.0).quantity(2.0), "quantity"),
        (list().quantity(1.0..5.0).quantity(2.0..), "quantity__gte"),
        (
            list().id(Filter::is_null()).id(Filter::not_null()),
            "id__isnull",
        ),
        (
            list().customer([CUSTOMER]).customer([Uuid::nil()]),
            "customer__in",
        ),
    ] {
        let error = client.send(&refused).await.unwrap_err();
        assert_discreet(&error);
        assert!(error.to_string().contains(parameter), "{error}");
        let Error::InvalidRequest(RequestError::Parameter { name, problem, .. }) = error else {
            panic!("{parameter}: {error:?}");
        };
        assert_eq!(name, parameter);
        let expected = match problem {
            ParameterProblem::EmptyList => parameter.ends_with("__in"),
            ParameterProblem::Repeated => true,
            ParameterProblem::Value { .. } => parameter.starts_with("quantity"),
            _ => false,
        };
        assert!(expected, "{parameter}: {problem:?}");
    }
    assert_eq!(server.take_received(), []);
}

#[tokio::test]
async fn a_url_that_is_too_long_is_not_sent() {
    let (server, client) = start();
    // What fits arrives: 1,600 ids are 59,200 bytes. 1,800 are beyond the 65,534 that a URL can have.
    let ids = |count: u128| -> Vec<Uuid> { (0..count).map(Uuid::from_u128).collect() };
    let long = List::new(CUSTOMER).id(ids(1_600));
    assert_eq!(client.send(&long).await.unwrap().total_count, Some(0));
    assert_eq!(server.take_received().len(), 1);

    let too_long = List::new(CUSTOMER).id(ids(1_800));
    let error = client.send(&too_long).await.unwrap_err();
    assert_discreet(&error);
    assert!(error.to_string().len() < 500, "{error}");
    let Error::InvalidRequest(RequestError::UrlTooLong { length, limit, .. }) = error else {
        panic!("{error:?}");
    };
    assert!(length > 65_534 && limit <= 65_534, "{length}, {limit}");
    assert_eq!(server.take_received(), []);
}
