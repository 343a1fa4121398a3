//! An operation that deletes what its filters select is not sent without a condition, unless the caller confirms it.

use crate::support::probe::{core, count};
use crate::support::socket::{answer, answers};
use tamis_runtime::{
    Encoder, Error, Filter, FilterField, NoError, Operation, OperationInfo, RawResponse,
    RequestError,
};

static SIZE: FilterField = FilterField {
    eq: Some("size"),
    gt: Some("size__gt"),
    ..FilterField::NONE
};

#[derive(Default)]
struct DeleteThings {
    size: Option<Filter<i64>>,
    dry_run: Option<bool>,
}

impl Operation for DeleteThings {
    type Output = ();
    type Error = NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "delete_things",
        method: "DELETE",
        path: "/things",
        security: &[],
    };
    const CHANGES_BY_FILTER: bool = true;

    fn encode(&self, request: &mut Encoder) {
        request.literal("/things");
        request.filter(&SIZE, self.size.as_ref());
        request.query("dry_run", self.dry_run.as_ref());
    }

    fn decode(response: &RawResponse) -> Result<(), Error> {
        response.empty()
    }
}

#[tokio::test]
async fn without_a_condition_nothing_is_sent_unless_it_is_for_all() {
    let (address, requests) = answers(|_, _| answer("204 No Content", "", "")).await;
    let core = core(&address);
    let all = DeleteThings {
        dry_run: Some(false),
        ..DeleteThings::default()
    };
    let error = core.send(&all).await.unwrap_err();
    assert!(
        matches!(error, Error::InvalidRequest(RequestError::NoCondition)),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "the operation changes whatever its filters select, and none is set: set one, or say `.send().all()`"
    );
    core.send(&all).with_response().await.unwrap_err();
    core.send(&all).raw().await.unwrap_err();
    assert_eq!(count(&requests), 0);
    core.send(&all).all().await.unwrap();
    core.send(&all).with_response().all().await.unwrap();
    let some = DeleteThings {
        size: Some(Filter::gt(7)),
        ..DeleteThings::default()
    };
    core.send(&some).await.unwrap();
    assert_eq!(count(&requests), 3);
    assert!(requests.lock().unwrap()[2].starts_with("DELETE /things?size__gt=7 HTTP/1.1\r\n"));
}
