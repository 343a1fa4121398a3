//! What generated types are made of: enums and unions by macro, members that are absent or null, scalars.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value as Json, from_value, json, to_value};
use tamis_runtime::{
    Base64, Date, Duration, Encoder, Error, Header, Method, NoError, RawResponse, Time, Timestamp,
    Uuid, closed_enum, closed_integer_enum, closed_json_enum, http, open_enum, open_integer_enum,
    open_json_enum, support,
};

open_enum! {
    /// Open, of texts.
    pub enum Color {
        Red = "red",
    } else Other
}

closed_enum! {
    /// Closed, of texts.
    pub enum Kind {
        Cat = "cat",
    }
}

open_integer_enum! {
    /// Open, of integers.
    pub enum Level {
        Minus = -1,
    }
}

closed_integer_enum! {
    /// Closed, of integers.
    pub enum Port {
        Http = 80,
    }
}

open_json_enum! {
    /// Open, of any JSON.
    pub enum Odd {
        No = "false",
        Many = "\"many\"",
    }
}

closed_json_enum! {
    /// Closed, of any JSON.
    pub enum Always {
        True = "true",
    }
}

/// What comes in goes out again.
fn round_trip<T: Serialize + for<'de> Deserialize<'de>>(value: &Json) -> T {
    let read: T = from_value(value.clone()).expect("it can be read");
    assert_eq!(to_value(&read).expect("it can be written"), *value);
    read
}

#[test]
fn an_open_enum_keeps_what_is_not_listed() {
    assert_eq!(round_trip::<Color>(&json!("red")), Color::Red);
    assert_eq!(
        round_trip::<Color>(&json!("blue")),
        Color::Other("blue".to_owned())
    );
    assert_eq!(round_trip::<Level>(&json!(-1)), Level::Minus);
    assert_eq!(round_trip::<Level>(&json!(5)), Level::Unknown(5));
    assert_eq!(round_trip::<Odd>(&json!(false)), Odd::No);
    assert_eq!(round_trip::<Odd>(&json!("many")), Odd::Many);
    assert_eq!(
        round_trip::<Odd>(&json!({"a": 1})),
        Odd::Unknown(json!({"a": 1}))
    );
    assert_eq!(
        format!("{:>5}|{}", Color::Red, Level::Unknown(7)),
        "  red|7"
    );
    assert!(from_value::<Color>(json!(5)).is_err());
}

#[test]
fn a_closed_enum_refuses_it() {
    assert_eq!(round_trip::<Kind>(&json!("cat")), Kind::Cat);
    assert_eq!(round_trip::<Port>(&json!(80)), Port::Http);
    for (body, path) in [
        (r#"{"a": [80, 81]}"#, "$.a[1]"),
        (r#"{"a": [-1, 80]}"#, "$.a[0]"),
        (r#"{"a": ["x"]}"#, "$.a[0]"),
    ] {
        let response = RawResponse::from(http::Response::new(body));
        let error = response
            .json::<BTreeMap<String, Vec<Port>>, NoError>()
            .unwrap_err();
        let Error::Decode(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.path(), path);
    }
    assert_eq!(round_trip::<Always>(&json!(true)), Always::True);
    let error = from_value::<Kind>(json!("dog")).unwrap_err().to_string();
    assert_eq!(error, "the document does not list the value dog");
    assert!(from_value::<Always>(json!(false)).is_err());
}

#[test]
fn enums_stand_in_queries() {
    let mut request = Encoder::new(Method::GET, "http://x");
    request.query("a", Some(&Color::Other("x&y".to_owned())));
    request.query("b", Some(&Level::Minus));
    request.query("c", Some(&Kind::Cat));
    request.query("d", Some(&Odd::Many));
    request.query("e", Some(&Odd::No));
    request.query("f", Some(&Odd::Unknown(json!(7))));
    request.query("g", Some(&Always::True));
    assert_eq!(
        request.url(),
        "http://x?a=x%26y&b=-1&c=cat&d=many&e=false&f=7&g=true"
    );
    request.query("h", Some(&Odd::Unknown(json!([]))));
    assert!(request.finish().is_err());
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Cat {
    kind: Kind,
    lives: u8,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Dog {
    tricks: Vec<Trick>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Trick {
    name: String,
}

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(Json),
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = support::Tagged::read(deserializer, "kind")?;
        let read: support::Reading<Self> = match value.tag() {
            "cat" => |part| part.decode().map(Self::Cat),
            "dog" | "puppy" => |part| part.decode().map(Self::Dog),
            _ => return Ok(Self::Unknown(value.into_json())),
        };
        value.decode(read)
    }
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Cat(value) => value.serialize(serializer),
            Self::Dog(value) => support::write_tagged("kind", "dog", value, serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

#[test]
fn a_union_is_told_apart_by_its_tag() {
    let cat = round_trip::<Pet>(&json!({"kind": "cat", "lives": 9}));
    assert_eq!(
        cat,
        Pet::Cat(Cat {
            kind: Kind::Cat,
            lives: 9
        })
    );
    let dog = Pet::Dog(Box::new(Dog {
        tricks: vec![Trick {
            name: "roll".to_owned(),
        }],
    }));
    let json = json!({"kind": "dog", "tricks": [{"name": "roll"}]});
    assert_eq!(to_value(&dog).unwrap(), json);
    assert_eq!(from_value::<Pet>(json).unwrap(), dog);
    assert_eq!(
        from_value::<Pet>(json!({"kind": "puppy", "tricks": []})).unwrap(),
        Pet::Dog(Box::new(Dog { tricks: vec![] }))
    );
    for unlisted in [json!({"kind": "newt"}), json!({}), json!({"kind": 5})] {
        assert_eq!(round_trip::<Pet>(&unlisted), Pet::Unknown(unlisted));
    }
}

#[test]
fn an_error_inside_a_union_says_where() {
    let body =
        r#"[{"kind":"dog","tricks":[{"name":"roll"},{"nome":"sit"}]},{"kind":"cat","lives":1}]"#;
    let response = RawResponse::from(http::Response::new(body));
    let error = response.json::<Vec<Pet>, NoError>().unwrap_err();
    let Error::Decode(error) = error else {
        panic!("{error:?}")
    };
    // Which item it is cannot be told: a union fails when its value has been read as a whole.
    assert_eq!(error.path(), "$");
    assert!(
        error
            .to_string()
            .contains("as `dog`, at tricks[1]: missing field `name`"),
        "{error}"
    );
}

#[test]
fn scalars_travel_as_their_formats_say() {
    round_trip::<Date>(&json!("2024-02-29"));
    round_trip::<Time>(&json!("23:59:58.5"));
    round_trip::<Timestamp>(&json!("2024-02-29T23:59:58.5Z"));
    round_trip::<Uuid>(&json!("67e55044-10b1-426f-9247-bb680e5fe0c8"));
    round_trip::<Base64>(&json!("aGVsbG8="));
    let duration = round_trip::<Duration>(&json!("P1Y2MT30S"));
    assert_eq!(duration, "P1Y2MT30S".parse().unwrap());
    assert_ne!(duration, "P14MT30S".parse().unwrap());
}

#[test]
fn a_cookie_that_the_server_sets_is_not_shown() {
    const SET_COOKIE: Header<BTreeMap<String, String>> = Header::new("Set-Cookie");
    let response = http::Response::builder()
        .header("set-cookie", "sid=hidden")
        .body("")
        .unwrap();
    let response = RawResponse::from(response);
    assert_eq!(response.headers()["set-cookie"], "sid=hidden");
    assert!(!format!("{response:?}").contains("hidden"));
    let error = response.header(SET_COOKIE).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("sid="), "{error}");
}

#[test]
fn the_kinds_of_responses() {
    let raw = RawResponse::from(http::Response::new("h\u{e9}llo"));
    assert_eq!(raw.text::<NoError>().unwrap(), "h\u{e9}llo");
    assert_eq!(raw.bytes::<NoError>().unwrap(), "h\u{e9}llo");
    raw.empty::<NoError>().unwrap();
    let Error::Api(response) = raw.text_error().map(|text| text.len()) else {
        panic!("it is an error")
    };
    assert_eq!(response.value, 6);
    let Error::Api(response) = raw.bytes_error() else {
        panic!("it is an error")
    };
    assert_eq!(response.value, "h\u{e9}llo");
    let Error::Api(response) = raw.documented(5) else {
        panic!("it is an error")
    };
    assert_eq!(
        (response.value, response.status()),
        (5, http::StatusCode::OK)
    );
    let raw = RawResponse::from(http::Response::new(&b"h\xffllo"[..]));
    let Err(Error::Decode(error)) = raw.text::<NoError>() else {
        panic!("it is not UTF-8")
    };
    assert_eq!(error.path(), "");
}

#[test]
fn an_error_is_small_and_crosses_threads() {
    fn crosses_threads<T: Send + Sync + 'static>(_: Option<T>) {}
    type Big = [u64; 100];
    crosses_threads::<Error<Big>>(None);
    assert!(size_of::<Error<Big>>() <= 64, "{}", size_of::<Error<Big>>());
}
