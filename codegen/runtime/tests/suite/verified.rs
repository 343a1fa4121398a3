//! Items of a response that contradict a filter make the call fail, over real sockets; what a server may compare in another way never does.

use crate::support::probe::{builder, count};
use crate::support::socket::{answer, answers};
use tamis_runtime::{
    Core, Encoder, Error, Filter, FilterField, FilteredItems, Json, NoError, Operation,
    OperationInfo, Paginated, RawResponse, Timestamp,
};

static SIZE: FilterField = FilterField {
    field: "size",
    eq: Some("size"),
    gt: Some("size__gt"),
    gte: Some("size__gte"),
    lt: Some("size__lt"),
    in_: Some("size__in"),
    null: Some("size__isnull"),
    ne: Some("size__ne"),
    lte: Some("size__lte"),
    ..FilterField::NONE
};

static MADE: FilterField = FilterField {
    field: "made",
    gte: Some("filter%5Bmade%5D%5Bgte%5D"),
    lt: Some("filter%5Bmade%5D%5Blt%5D"),
    ..FilterField::NONE
};

/// A filter that is compared with something else than the member of its name.
static OWNER: FilterField = FilterField {
    field: "owner",
    eq: Some("owner"),
    ..FilterField::NONE
};

#[derive(Clone, Debug, Default)]
struct ListThings {
    size: Option<Filter<f64>>,
    made: Option<Filter<Timestamp>>,
    owner: Option<Filter<String>>,
    page: Option<String>,
}

impl Operation for ListThings {
    type Output = Json;
    type Error = NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "list_things",
        method: "GET",
        path: "/things",
        security: &[],
    };
    const FILTERED_ITEMS: Option<FilteredItems> = Some(FilteredItems {
        path: &["data", "rows"],
        members: &["size", "made"],
    });

    fn encode(&self, request: &mut Encoder) {
        request.literal("/things");
        request.filter(&SIZE, self.size.as_ref());
        request.filter(&MADE, self.made.as_ref());
        request.filter(&OWNER, self.owner.as_ref());
        request.query("page", self.page.as_ref());
    }

    fn decode(response: &RawResponse) -> Result<Json, Error> {
        match response.status().as_u16() {
            200 => response.json(),
            _ => Err(response.unexpected()),
        }
    }
}

impl Paginated for ListThings {
    type Item = Json;

    fn position(&self) -> Option<String> {
        self.page.clone()
    }

    fn next(&self, page: &Json) -> Option<String> {
        page["next"].as_str().map(str::to_owned)
    }

    fn seek(&mut self, position: String) {
        self.page = Some(position);
    }

    fn into_items(page: Json) -> Vec<Json> {
        page["data"]["rows"].as_array().cloned().unwrap_or_default()
    }
}

const ROWS: &str = r#"{"data": {"rows": [{"size": 7, "made": "2024-02-29T12:00:00Z", "owner": "me"}, {"size": null}, {}, {"size": 70}]}}"#;

fn verifying(address: &str) -> Core {
    builder(address)
        .verify_filters(true)
        .build()
        .expect("nothing is missing")
}

#[tokio::test]
async fn an_item_that_contradicts_a_condition_is_an_error_that_names_both() {
    let (address, requests) = answers(|_, _| answer("200 OK", "", ROWS)).await;
    let list = |size: Filter<f64>| ListThings {
        size: Some(size),
        ..ListThings::default()
    };
    for (filter, parameter, item) in [
        (Filter::gt(10.0), "size__gt", 7),
        (Filter::lt(10.0), "size__lt", 70),
        (Filter::eq(7.0), "size", 70),
        (Filter::ne(7.0), "size__ne", 7),
        ([70.0, 80.0].into(), "size__in", 7),
        ((1.0..=20.0).into(), "size__lte", 70),
        (Filter::gte(1.0) & Filter::lt(20.0), "size__lt", 70),
        (Filter::is_null(), "size__isnull", 7),
    ] {
        let list = list(filter);
        let error = verifying(&address).send(&list).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the server has ignored the filter `{parameter}`: an item of the response contradicts its condition"
            )
        );
        assert!(!error.is_retryable());
        let Error::FilterIgnored {
            parameter: found,
            item: held,
        } = error
        else {
            panic!("{error:?}")
        };
        assert_eq!(
            (found.as_str(), held["size"].as_i64()),
            (parameter, Some(item))
        );
        // Who does not ask for it gets what the server sends, and so does who takes the response as it came.
        let plain = builder(&address).build().unwrap();
        assert!(plain.send(&list).await.is_ok());
        assert!(verifying(&address).send(&list).raw().await.is_ok());
    }
    assert_eq!(count(&requests), 24);
}

#[tokio::test]
async fn what_may_be_compared_in_another_way_is_no_error() {
    let (address, _) = answers(|_, _| answer("200 OK", "", ROWS)).await;
    let made = |text: &str| -> Timestamp { text.parse().unwrap() };
    for list in [
        // All items meet it, or have nothing to compare.
        ListThings {
            size: Some(Filter::gt(6.0) & Filter::lt(71.0) & Filter::ne(8.0)),
            ..ListThings::default()
        },
        ListThings {
            size: Some(Filter::not_null()),
            ..ListThings::default()
        },
        // Half a second may have been cut off.
        ListThings {
            made: Some(Filter::gte(made("2024-02-29T12:00:00.5Z"))),
            ..ListThings::default()
        },
        // Its member is of another type.
        ListThings {
            owner: Some("00000000-0000-0000-0000-000000000000".into()),
            ..ListThings::default()
        },
    ] {
        assert!(verifying(&address).send(&list).await.is_ok(), "{list:?}");
    }
    let list = ListThings {
        made: Some(Filter::gte(made("2024-02-29T12:00:02Z"))),
        ..ListThings::default()
    };
    let error = verifying(&address).send(&list).await.unwrap_err();
    assert!(
        matches!(&error, Error::FilterIgnored { parameter, .. } if parameter == "filter[made][gte]"),
        "{error:?}"
    );
}

#[tokio::test]
async fn errors_of_the_server_come_first_and_other_bodies_are_left_alone() {
    let list = ListThings {
        size: Some(Filter::eq(1.0)),
        ..ListThings::default()
    };
    let (address, _) = answers(|_, _| answer("400 Bad Request", "", ROWS)).await;
    let error = verifying(&address).send(&list).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    let (address, _) = answers(|_, _| answer("200 OK", "", "[{\"size\": 2}]")).await;
    assert!(verifying(&address).send(&list).await.is_ok());
    let (address, _) = answers(|_, _| answer("200 OK", "", "<html>")).await;
    let error = verifying(&address).send(&list).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn every_page_is_held_against_the_filter() {
    let (address, _) = answers(|number, _| {
        let body = match number {
            0 => r#"{"data": {"rows": [{"size": 1}, {"size": 2}]}, "next": "b"}"#,
            _ => r#"{"data": {"rows": [{"size": 9}]}}"#,
        };
        answer("200 OK", "", body)
    })
    .await;
    let list = ListThings {
        size: Some(Filter::lt(5.0)),
        ..ListThings::default()
    };
    let mut items = verifying(&address).items(list);
    assert_eq!(items.try_next().await.unwrap().unwrap()["size"], 1);
    assert_eq!(items.try_next().await.unwrap().unwrap()["size"], 2);
    let error = items.try_next().await.unwrap_err();
    assert!(
        matches!(&error, Error::FilterIgnored { item, .. } if item["size"] == 9),
        "{error:?}"
    );
}
