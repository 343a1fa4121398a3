//! Bodies: parts of several names or none, and texts that are values.

use golden_clients as golden;
use tamis_runtime::{Body, File};

use crate::{body, header};

/// A client of a golden document, at an address where nobody listens.
macro_rules! client {
    ($module:ident) => {
        golden::$module::Client::builder()
            .base_url("http://h")
            .build()
            .expect("the client needs nothing else")
    };
}

#[test]
fn parts_can_have_other_names_or_none() {
    use golden::multipart_bodies::operations::{UploadList, UploadMore};
    use golden::multipart_bodies::types::{Place, UploadMoreBody};
    let parts = |request: &tamis_runtime::http::Request<Body>| {
        let media_type = header(request, "content-type").unwrap().to_owned();
        let (media_type, boundary) = media_type.split_once("; boundary=").unwrap();
        (media_type.to_owned(), body(request).replace(boundary, "B"))
    };
    let client = client!(multipart_bodies);
    let more = UploadMoreBody {
        title: Some("t".to_owned()),
        additional_properties: [("a.txt".to_owned(), File::from("one"))]
            .into_iter()
            .collect(),
    };
    let request = client.request(&UploadMore::new(more)).unwrap();
    assert_eq!(
        parts(&request).1,
        "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nt\r\n\
         --B\r\nContent-Disposition: form-data; name=\"a.txt\"; filename=\"a.txt\"\r\n\
         Content-Type: application/octet-stream\r\n\r\none\r\n--B--\r\n"
    );
    let request = client.request(&UploadList::new(vec![Place { x: 1.0 }, Place { x: 2.5 }]));
    let (media_type, text) = parts(&request.unwrap());
    assert_eq!(media_type, "multipart/mixed");
    assert_eq!(
        text,
        "--B\r\nContent-Type: application/json\r\n\r\n{\"x\":1.0}\r\n\
         --B\r\nContent-Type: application/json\r\n\r\n{\"x\":2.5}\r\n--B--\r\n"
    );
}

#[test]
fn texts_that_are_values_are_sent_as_they_are() {
    use golden::text_values::operations::{AddToCount, PutState};
    use golden::text_values::types::State;
    let client = client!(text_values);
    let request = client.request(&PutState::new(State::Open)).unwrap();
    assert_eq!(header(&request, "content-type"), Some("text/plain"));
    assert_eq!(body(&request), "open");
    let unlisted = PutState::new(State::from("shut \"now\"\n"));
    assert_eq!(body(&client.request(&unlisted).unwrap()), "shut \"now\"\n");
    let request = client.request(&AddToCount::new().body(-7)).unwrap();
    assert_eq!(
        header(&request, "content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(body(&request), "-7");
    assert_eq!(body(&client.request(&AddToCount::new()).unwrap()), "");
}
