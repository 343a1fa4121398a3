//! Parameters in every style of OpenAPI, and bodies.

use serde_json::{Value as Json, json};
use tamis_runtime::{Body, Encoder, Method, RequestError, Style, http};

fn finish(write: impl FnOnce(&mut Encoder)) -> Result<http::Request<Body>, RequestError> {
    let mut request = Encoder::new(Method::POST, "http://x");
    write(&mut request);
    request.finish()
}

/// The table of the OpenAPI specification ("Style Examples"): `color` as a string, a list and an object. Where the table
/// leaves a separator of a list or an object unescaped in a URL, it is the same here.
#[test]
fn the_table_of_the_specification() {
    use Style::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
    let string = json!("blue");
    let list = json!(["blue", "black", "brown"]);
    let object = json!({"R": 100, "G": 200, "B": 150});

    for (style, explode, value, expected) in [
        (Matrix, false, &string, ";color=blue"),
        (Matrix, false, &list, ";color=blue,black,brown"),
        (Matrix, false, &object, ";color=R,100,G,200,B,150"),
        (Matrix, true, &string, ";color=blue"),
        (Matrix, true, &list, ";color=blue;color=black;color=brown"),
        (Matrix, true, &object, ";R=100;G=200;B=150"),
        (Label, false, &string, ".blue"),
        (Label, false, &list, ".blue,black,brown"),
        (Label, false, &object, ".R,100,G,200,B,150"),
        (Label, true, &string, ".blue"),
        (Label, true, &list, ".blue.black.brown"),
        (Label, true, &object, ".R=100.G=200.B=150"),
        (Simple, false, &string, "blue"),
        (Simple, false, &list, "blue,black,brown"),
        (Simple, false, &object, "R,100,G,200,B,150"),
        (Simple, true, &string, "blue"),
        (Simple, true, &list, "blue,black,brown"),
        (Simple, true, &object, "R=100,G=200,B=150"),
    ] {
        let request = finish(|request| {
            request.literal("/");
            request.segment_with("color", style, explode, value);
        });
        assert_eq!(
            request.unwrap().uri().path(),
            format!("/{expected}"),
            "{style:?} {explode}"
        );
        if style == Simple {
            let request = finish(|request| request.header_with("color", explode, Some(value)));
            assert_eq!(request.unwrap().headers()["color"], expected);
        }
    }

    for (style, explode, value, expected) in [
        (Form, false, &string, "color=blue"),
        (Form, false, &list, "color=blue,black,brown"),
        (Form, false, &object, "color=R,100,G,200,B,150"),
        (Form, true, &string, "color=blue"),
        (Form, true, &list, "color=blue&color=black&color=brown"),
        (Form, true, &object, "R=100&G=200&B=150"),
        (SpaceDelimited, false, &list, "color=blue%20black%20brown"),
        (
            SpaceDelimited,
            false,
            &object,
            "color=R%20100%20G%20200%20B%20150",
        ),
        (PipeDelimited, false, &list, "color=blue%7Cblack%7Cbrown"),
        (
            PipeDelimited,
            false,
            &object,
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            DeepObject,
            true,
            &object,
            "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ] {
        let request = finish(|request| request.query_with("color", style, explode, Some(value)));
        assert_eq!(
            request.unwrap().uri().query().unwrap(),
            expected,
            "{style:?} {explode}"
        );
    }
}

#[test]
fn values_are_escaped_where_they_stand() {
    let value = json!(["a,b", "c d", "ü&"]);
    let request = finish(|request| {
        request.literal("/");
        request.segment_with("v", Style::Simple, false, &value);
        request.query_with("q", Style::Form, false, Some(&value));
        request.query_with(
            "d",
            Style::DeepObject,
            true,
            Some(&json!({"x y": {"z": ["&"]}})),
        );
        request.query_reserved("r", Some("a/b?c=d&e #"));
        request.query_json("j", Some(&json!({"a": 1})));
        request.cookie_with("c", Some(&value));
        request.cookie("k", Some("x;y"));
    });
    let request = request.unwrap();
    assert_eq!(request.uri().path(), "/a%2Cb,c%20d,%C3%BC%26");
    assert_eq!(
        request.uri().query().unwrap(),
        "q=a%2Cb,c%20d,%C3%BC%26&d%5Bx%20y%5D%5Bz%5D%5B0%5D=%26&r=a/b?c=d%26e%20%23\
         &j=%7B%22a%22:1%7D"
    );
    assert_eq!(
        request.headers()["cookie"],
        "c=a%2Cb%2Cc%20d%2C%C3%BC&; k=x%3By"
    );
}

const NULL_ITEM: &str = "parameter `q`: an item of the list is `null`, which has no text form";

#[test]
fn what_is_null_is_left_out_and_what_has_no_form_is_refused() {
    let request = finish(|request| {
        request.literal("/a");
        request.query_with("n", Style::Form, true, Some(&Json::Null));
        request.query_with("o", Style::Form, true, Some(&json!({"a": null, "b": 1})));
        request.header("x-none", None::<&str>);
        request.header("x-some", Some(&5));
    });
    let request = request.unwrap();
    assert_eq!(request.uri(), "http://x/a?b=1");
    assert_eq!(request.headers()["x-some"], "5");
    assert!(!request.headers().contains_key("x-none"));

    let refused = |write: &dyn Fn(&mut Encoder)| finish(write).unwrap_err().to_string();
    for (message, expected) in [
        (
            refused(&|request| request.query_with("q", Style::Form, true, Some(&json!([[1]])))),
            "parameter `q`: a list or an object inside another one cannot be written in a parameter",
        ),
        (
            refused(&|request| request.query_with("q", Style::Form, true, Some(&json!([])))),
            "parameter `q`: the list is empty, which servers take for \"none\" or for \"all\"; leave \
             the parameter out",
        ),
        (
            refused(&|request| request.query_with("q", Style::Form, true, Some(&json!([1, null])))),
            NULL_ITEM,
        ),
        (
            refused(&|request| request.query_with("q", Style::Form, false, Some(&json!([null])))),
            NULL_ITEM,
        ),
        (
            refused(&|request| {
                request.query_with("o", Style::Form, true, Some(&json!({"q": [null, 1]})));
            }),
            NULL_ITEM,
        ),
        (
            refused(&|request| {
                request.query_with("q", Style::DeepObject, true, Some(&json!([1, null])));
            }),
            NULL_ITEM,
        ),
        (
            refused(&|request| request.segment_with("q", Style::Label, true, &json!([1, null]))),
            NULL_ITEM,
        ),
        (
            refused(&|request| request.header_with("q", false, Some(&json!([1, null])))),
            NULL_ITEM,
        ),
        (
            refused(&|request| request.cookie_with("q", Some(&json!([1, null])))),
            NULL_ITEM,
        ),
        (
            refused(&|request| request.form(&json!({"q": [1, null], "other": null}))),
            NULL_ITEM,
        ),
        (
            refused(&|request| request.multipart(&json!({"q": [1, null], "other": null}), &[])),
            "the body cannot be written: an item of `q` is `null`, for which there is no part",
        ),
        (
            refused(&|request| request.header("x-h", Some("a\r\nb"))),
            "parameter `x-h`: the value of a header has no line breaks, no control characters and no \
             spaces at its ends",
        ),
        (
            refused(&|request| request.segment("id", "")),
            "parameter `id`: it is empty, and would make the path that of another resource",
        ),
        (
            refused(&|request| {
                request.literal("/a/");
                request.segment("id", "..");
                request.literal("/b");
            }),
            "parameter `id`: `.` and `..` would make the path that of another resource",
        ),
        (
            refused(&|request| {
                request.literal("/");
                request.segment("id", ".");
                request.query("q", Some("a"));
            }),
            "parameter `id`: `.` and `..` would make the path that of another resource",
        ),
    ] {
        assert_eq!(message, expected);
    }
    let request = finish(|request| {
        request.literal("/file.");
        request.segment("id", "..");
        request.query("q", Some("../.."));
    });
    assert_eq!(
        request.unwrap().uri().path(),
        "/file...",
        "a part of a segment is harmless"
    );
}

#[test]
fn bodies_have_their_media_type() {
    let value = json!({"a b": "c&d", "list": [1, 2], "in": {"x": true}, "none": null});
    for (request, media_type, body) in [
        (
            finish(|request| request.json(&json!({"a": 1}))),
            "application/json",
            r#"{"a":1}"#,
        ),
        (
            finish(|request| request.json_as("application/merge-patch+json", &json!(null))),
            "application/merge-patch+json",
            "null",
        ),
        (
            finish(|request| request.form(&value)),
            "application/x-www-form-urlencoded",
            "a%20b=c%26d&list=1&list=2&in%5Bx%5D=true",
        ),
        (
            finish(|request| {
                let styles = [
                    ("a b", Style::Form, true),
                    ("list", Style::DeepObject, true),
                    ("in", Style::Form, true),
                    ("none", Style::DeepObject, true),
                ];
                request.form_with(&value, &styles);
            }),
            "application/x-www-form-urlencoded",
            "a%20b=c%26d&list%5B0%5D=1&list%5B1%5D=2&x=true",
        ),
        (
            finish(|request| {
                let styles = [
                    ("list", Style::PipeDelimited, false),
                    ("in", Style::Form, false),
                ];
                request.form_with(&value, &styles);
            }),
            "application/x-www-form-urlencoded",
            "a%20b=c%26d&list=1%7C2&in=x,true",
        ),
        (
            finish(|request| request.form("a=1&b=2")),
            "application/x-www-form-urlencoded",
            "a=1&b=2",
        ),
        (
            finish(|request| request.body("text/plain", "hello")),
            "text/plain",
            "hello",
        ),
    ] {
        let request = request.unwrap();
        assert_eq!(request.headers()["content-type"], media_type);
        assert_eq!(request.body().as_bytes().unwrap(), body);
    }
    let error = finish(|request| request.form(&[1])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body cannot be written: a form is an object"
    );
    let odd = std::collections::BTreeMap::from([((1, 2), 3)]);
    let error = finish(|request| request.json(&odd)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body cannot be written: key must be a string"
    );
}

#[test]
fn a_url_can_be_as_long_as_the_transport_takes() {
    let length = |length: usize| {
        finish(|request| {
            request.literal("/");
            request.query("q", Some(&"a".repeat(length - "http://x/?q=".len())));
        })
    };
    assert_eq!(length(65_534).unwrap().uri().to_string().len(), 65_534);
    assert_eq!(
        length(65_535).unwrap_err().to_string(),
        "the URL would have 65535 bytes, and at most 65534 can be sent"
    );
}
