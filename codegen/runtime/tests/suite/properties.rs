//! Properties: what goes in comes out of an independent reader of forms, and no condition is lost.

use crate::support::sample::{Filter, Timestamp, Uuid};
use proptest::prelude::*;
use tamis_runtime::{Encoder, FilterField, ListStyle, Method, RequestError, Value, jiff};

static FIELD: FilterField = FilterField {
    eq: Some("f"),
    ne: Some("f__neq"),
    gt: Some("f__gt"),
    gte: Some("f__gte"),
    lt: Some("f__lt"),
    lte: Some("f__lte"),
    in_: Some("f__in"),
    null: Some("f__isnull"),
    ..FilterField::NONE
};

static REPEATED: FilterField = FilterField {
    in_: Some("f"),
    list: ListStyle::Repeated,
    ..FilterField::NONE
};

static ESCAPED: FilterField = FilterField {
    in_: Some("f"),
    list: ListStyle::Escaped,
    ..FilterField::NONE
};

/// What a server reads: the request's query, taken apart by code that is not ours.
fn read<T: Value, S>(
    field: &'static FilterField,
    filter: &Filter<T, S>,
) -> Result<Vec<(String, String)>, RequestError> {
    let mut request = Encoder::new(Method::GET, "http://example.com");
    request.filter(field, Some(filter));
    let request = request.finish()?;
    let query = request.uri().query().unwrap_or_default();
    Ok(form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect())
}

fn one(name: &str, value: impl Into<String>) -> Vec<(String, String)> {
    vec![(name.to_owned(), value.into())]
}

/// Text with everything that has a meaning in URLs and forms.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ &=+%#,;/?:@\\[\\]\"'<>|\\\\a-z\u{e9}\u{1F600}\r\n\t\0]{0,40}"
    ]
}

fn timestamp() -> impl Strategy<Value = Timestamp> {
    let (from, to) = (
        jiff::Timestamp::MIN.as_nanosecond(),
        jiff::Timestamp::MAX.as_nanosecond(),
    );
    prop_oneof![
        from..=to,
        (from / 1_000_000_000..=to / 1_000_000_000).prop_map(|second| second * 1_000_000_000),
    ]
    .prop_map(|nanosecond| {
        jiff::Timestamp::from_nanosecond(nanosecond)
            .expect("it is in range")
            .into()
    })
}

/// A condition on a number, with the names and values of the parameters it is to set.
fn condition() -> impl Strategy<Value = (Filter<f64>, Vec<(&'static str, String)>)> {
    let number = prop_oneof![
        -1e6..1e6,
        any::<f64>().prop_filter("a number in JSON", |number| number.is_finite()),
    ];
    (0..10, number.clone(), number).prop_map(|(form, a, b): (i32, f64, f64)| {
        let text = |number: f64| format!("{number:?}");
        match form {
            0 => (a.into(), vec![("f", text(a))]),
            1 => (Filter::ne(a), vec![("f__neq", text(a))]),
            2 => (Filter::gt(a), vec![("f__gt", text(a))]),
            3 => ((a..).into(), vec![("f__gte", text(a))]),
            4 => ((..a).into(), vec![("f__lt", text(a))]),
            5 => ((..=a).into(), vec![("f__lte", text(a))]),
            6 => ((a..b).into(), vec![("f__gte", text(a)), ("f__lt", text(b))]),
            7 => (
                (a..=b).into(),
                vec![("f__gte", text(a)), ("f__lte", text(b))],
            ),
            8 => (
                [a, b].into(),
                vec![("f__in", format!("{},{}", text(a), text(b)))],
            ),
            _ => (Filter::not_null(), vec![("f__isnull", "false".to_owned())]),
        }
    })
}

/// A parameter's value as numbers, so that `1` and `1.0` are the same.
fn numbers(value: &str) -> Vec<Result<f64, &str>> {
    value
        .split(',')
        .map(|number| number.parse().map_err(|_| number))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_arrives_as_it_is(value in text()) {
        let filter = Filter::<String>::from(value.as_str());
        prop_assert_eq!(read(&FIELD, &filter).unwrap(), one("f", value));
    }

    #[test]
    fn a_list_of_text_arrives_as_it_is_or_is_refused(values in prop::collection::vec(text(), 1..5)) {
        let filter = Filter::<String>::from(values.clone());
        let splits = values.iter().any(|value| value.contains(',') || value.is_empty());
        match read(&FIELD, &filter) {
            Ok(read) => {
                prop_assert!(!splits);
                prop_assert_eq!(read, one("f__in", values.join(",")));
            }
            Err(error) => {
                prop_assert!(splits);
                prop_assert!(error.to_string().contains("`f__in`"));
            }
        }
    }

    #[test]
    fn a_repeated_list_arrives_as_it_is(values in prop::collection::vec(text(), 1..5)) {
        let filter = Filter::<String>::from(values.clone());
        let expected: Vec<_> = values.into_iter().flat_map(|value| one("f", value)).collect();
        prop_assert_eq!(read(&REPEATED, &filter).unwrap(), expected);
    }

    /// For a server that splits at commas before it decodes.
    #[test]
    fn an_escaped_list_arrives_as_it_is(values in prop::collection::vec(text(), 1..5)) {
        let mut request = Encoder::new(Method::GET, "http://example.com");
        request.filter(&ESCAPED, Some(&Filter::<String>::from(values.clone())));
        let Ok(request) = request.finish() else {
            prop_assert!(values.iter().any(String::is_empty));
            return Ok(());
        };
        let list = request.uri().query().and_then(|query| query.strip_prefix("f=")).unwrap();
        let decode = |item: &str| -> String {
            form_urlencoded::parse(item.as_bytes()).next().unwrap().0.into()
        };
        prop_assert_eq!(list.split(',').map(decode).collect::<Vec<_>>(), values);
    }

    #[test]
    fn a_number_arrives_as_the_same_number(value in any::<f64>()) {
        match read(&FIELD, &Filter::<f64>::from(value)) {
            Ok(read) => {
                let arrived: f64 = read[0].1.parse().unwrap();
                prop_assert_eq!(arrived.to_bits(), value.to_bits());
                prop_assert!(serde_json::from_str::<f64>(&read[0].1).is_ok(), "JSON reads it as well");
            }
            Err(_) => prop_assert!(!value.is_finite()),
        }
    }

    #[test]
    fn an_integer_arrives_as_the_same_integer(value in any::<i64>()) {
        prop_assert_eq!(read(&FIELD, &Filter::<i64>::from(value)).unwrap(), one("f", value.to_string()));
    }

    #[test]
    fn an_instant_arrives_as_the_same_instant(value in timestamp()) {
        let read = read(&FIELD, &Filter::<Timestamp>::from(value)).unwrap();
        prop_assert_eq!(read[0].1.parse::<jiff::Timestamp>().unwrap(), *value);
        prop_assert_eq!(read[0].1.parse::<Timestamp>().unwrap(), value);
        prop_assert_eq!(&read[0].1, &value.to_string());
        prop_assert_eq!(&read[0].1, &value.into_jiff().to_string());
    }

    #[test]
    fn identifiers_arrive_in_their_order(values in prop::collection::vec(any::<u128>(), 1..20)) {
        let ids: Vec<Uuid> = values.into_iter().map(Uuid::from_u128).collect();
        let read = read(&FIELD, &Filter::<Uuid>::from(ids.clone())).unwrap();
        let arrived: Vec<Uuid> = read[0].1.split(',').map(|id| id.parse().unwrap()).collect();
        prop_assert_eq!(arrived, ids);
    }

    /// The law of filters: each condition given is on the wire exactly once, or the call is refused, and it is refused
    /// only when two conditions need one parameter.
    #[test]
    fn no_condition_is_lost(conditions in prop::collection::vec(condition(), 1..6)) {
        let mut field = None;
        let mut expected = Vec::new();
        for (at, (filter, parameters)) in conditions.into_iter().enumerate() {
            // Both ways of adding one.
            field = match (at % 2, field) {
                (0, Some(given)) => Some(given & filter),
                (_, mut field) => {
                    Filter::add(&mut field, filter);
                    field
                }
            };
            expected.extend(parameters);
        }
        let mut names: Vec<_> = expected.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        let repeated = names.windows(2).any(|pair| pair[0] == pair[1]);
        match read(&FIELD, &field.unwrap()) {
            Ok(read) => {
                prop_assert!(!repeated);
                prop_assert_eq!(read.len(), expected.len());
                for ((name, value), (expected_name, expected_value)) in read.iter().zip(&expected) {
                    prop_assert_eq!(name, expected_name);
                    prop_assert_eq!(numbers(value), numbers(expected_value));
                }
            }
            Err(error) => {
                prop_assert!(repeated);
                prop_assert!(error.to_string().ends_with("keeps one value of a parameter"));
            }
        }
    }

    #[test]
    fn a_path_segment_stays_one_segment(value in text()) {
        let mut request = Encoder::new(Method::GET, "http://example.com/base");
        request.literal("/a/");
        request.segment("value", &value);
        request.literal("/b");
        match request.finish() {
            Ok(request) => {
                let segments: Vec<_> = request.uri().path().split('/').collect();
                prop_assert_eq!(segments.len(), 5);
                // A form's decoder takes `+` for a space, and none is there unescaped.
                let decoded: String = form_urlencoded::parse(segments[3].as_bytes()).next().unwrap().0.into();
                prop_assert_eq!(decoded, value);
                prop_assert_eq!((segments[2], segments[4], request.uri().query()), ("a", "b", None));
            }
            Err(_) => prop_assert!(matches!(value.as_str(), "" | "." | "..")),
        }
    }
}
