//! Multipart bodies, byte by byte.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use tamis_runtime::http::{Method, header::CONTENT_TYPE};
use tamis_runtime::{Encoder, File, Json, RequestError};

const NO_TYPES: &[(&str, &str)] = &[];

/// The content type and the body that a value is sent as.
fn sent<T: Serialize>(value: &T, parts: &[(&str, &str)]) -> Result<(String, String), RequestError> {
    let mut request = Encoder::new(Method::POST, "https://example.com");
    request.literal("/");
    request.multipart(value, parts);
    let request = request.finish()?;
    let media_type = request.headers()[CONTENT_TYPE]
        .to_str()
        .expect("it is text");
    let body = request.body().as_bytes().expect("the bytes are at hand");
    Ok((
        media_type.to_owned(),
        String::from_utf8(body.to_vec()).expect("the tests send text"),
    ))
}

fn body<T: Serialize>(value: &T, parts: &[(&str, &str)]) -> String {
    sent(value, parts).expect("it can be sent").1
}

#[derive(Serialize)]
struct Upload {
    title: String,
    size: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<String>,
    null: Option<String>,
    tags: Vec<&'static str>,
    place: BTreeMap<&'static str, i64>,
    file: File,
    more: Vec<File>,
    #[serde(flatten)]
    additional: BTreeMap<&'static str, Json>,
}

#[test]
fn every_member_becomes_the_parts_that_it_should() {
    let upload = Upload {
        title: "Größe".to_owned(),
        size: 1.5,
        absent: None,
        null: None,
        tags: vec!["a", "b"],
        place: BTreeMap::from([("x", 1)]),
        file: File::from("a,b").with_name("größe \"1\".csv"),
        more: vec![
            File::from("1").with_media_type("text/plain"),
            File::from("2").with_name("two"),
        ],
        additional: BTreeMap::from([("extra", json!([{"deep": [1, [2]]}, 7]))]),
    };
    let (media_type, body) = sent(
        &upload,
        &[("file", "text/csv, text/plain"), ("size", "x/*")],
    )
    .expect("it can be sent");
    assert_eq!(
        media_type,
        "multipart/form-data; boundary=tamis-part-000000000000"
    );
    let expected = [
        ("name=\"title\"", "", "Größe"),
        ("name=\"size\"", "", "1.5"),
        ("name=\"tags\"", "", "a"),
        ("name=\"tags\"", "", "b"),
        ("name=\"place\"", "application/json", "{\"x\":1}"),
        (
            "name=\"file\"; filename=\"größe %221%22.csv\"",
            "text/csv",
            "a,b",
        ),
        ("name=\"more\"; filename=\"more\"", "text/plain", "1"),
        (
            "name=\"more\"; filename=\"two\"",
            "application/octet-stream",
            "2",
        ),
        ("name=\"extra\"", "application/json", "{\"deep\":[1,[2]]}"),
        ("name=\"extra\"", "", "7"),
    ];
    let mut text = String::new();
    for (disposition, media_type, data) in expected {
        text.push_str("--tamis-part-000000000000\r\nContent-Disposition: form-data; ");
        text.push_str(disposition);
        if !media_type.is_empty() {
            text.push_str("\r\nContent-Type: ");
            text.push_str(media_type);
        }
        text.push_str("\r\n\r\n");
        text.push_str(data);
        text.push_str("\r\n");
    }
    text.push_str("--tamis-part-000000000000--\r\n");
    assert_eq!(body, text);
}

#[test]
fn the_document_can_make_a_list_one_part() {
    let value = json!({"ids": [1, 2]});
    let body = body(&value, &[("ids", "application/json")]);
    assert!(
        body.contains("name=\"ids\"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n--"),
        "{body}"
    );
}

#[test]
fn the_boundary_does_not_occur_in_the_data() {
    let data = "ttamis-part-000000000000\r\n--tamis-part-000000000001--\r\ntamis-part-";
    let value = BTreeMap::from([("file", File::from(data))]);
    let (media_type, body) = sent(&value, NO_TYPES).expect("it can be sent");
    assert_eq!(
        media_type,
        "multipart/form-data; boundary=tamis-part-000000000002"
    );
    assert_eq!(body.matches("tamis-part-000000000002").count(), 2);
    assert!(body.contains(data), "{body}");
}

#[test]
fn nothing_escapes_from_a_part_header() {
    let value = json!({"a\"\r\nx: y": "b"});
    let body = body(&value, NO_TYPES);
    assert!(body.contains("name=\"a%22%0D%0Ax: y\"\r\n\r\nb"), "{body}");
    let file = File::from("x").with_media_type("text/plain\r\nx: y");
    let error = sent(&BTreeMap::from([("file", file)]), NO_TYPES);
    assert!(matches!(error, Err(RequestError::Body { .. })), "{error:?}");
}

#[test]
fn what_is_no_object_is_refused() {
    for value in [json!(1), json!("text"), json!([1])] {
        let error = sent(&value, NO_TYPES);
        assert!(matches!(error, Err(RequestError::Body { .. })), "{value}");
    }
    assert_eq!(
        body(&json!({}), NO_TYPES),
        "--tamis-part-000000000000--\r\n"
    );
}

#[test]
fn a_file_elsewhere_is_text_or_refused() {
    let text = serde_json::to_string(&File::from("text")).expect("it is text");
    assert_eq!(text, "\"text\"");
    assert!(serde_json::to_string(&File::from(vec![0xFF])).is_err());
    let file: File = serde_json::from_str("\"text\"").expect("it is text");
    assert_eq!(file, File::from("text"));
    // In a part that is JSON, it is not a part of its own.
    let inside = BTreeMap::from([("object", BTreeMap::from([("file", File::from("text"))]))]);
    assert!(body(&inside, NO_TYPES).contains("\r\n\r\n{\"file\":\"text\"}\r\n"));
}

#[test]
fn a_file_does_not_show_its_data() {
    let file = File::from("secret").with_name("a.txt");
    assert_eq!(
        format!("{file:?}"),
        "File { name: Some(\"a.txt\"), media_type: None, data: 6 bytes }"
    );
}
