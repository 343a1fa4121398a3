//! What errors say, over real sockets: which operation of which host, what happened, and what to do; and nothing of a path,
//! a query or a credential.

use std::io::Write as _;

use crate::support::probe::{Get, GetNumber, Post};
use crate::support::socket::{answer, answers, serve};
use tamis_runtime::{Api, Core, Error, Retry};
use tokio::io::AsyncWriteExt as _;

static API: Api = Api {
    title: "Messages",
    version: "1",
    server: None,
    schemes: &[],
    security: &[],
};

fn core(address: &str) -> Core {
    let core = Core::builder(&API)
        .base_url(format!("{address}/hidden"))
        .retry(Retry::off());
    core.build().expect("the address is one")
}

/// A server that responds to everything with this, and the host that its errors name.
async fn always(text: String) -> (Core, String) {
    let (address, _) = answers(move |_, _| text.clone()).await;
    let host = address.trim_start_matches("http://").to_owned();
    (core(&address), host)
}

#[tokio::test]
async fn an_answer_names_the_operation_and_the_host() {
    let (core, host) = always(answer("503 Busy", "", "later")).await;
    let error = core
        .send(&Get(None))
        .query("key", "hidden")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "Get at {host}: the server responded with 503 Service Unavailable, which the document does not list: later"
        )
    );
    let (core, host) = always(answer("200 OK", "", "no number")).await;
    let error = core.send(&GetNumber(None)).await.unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with(&format!("GetNumber at {host}: the body of the response (200 OK, application/json) does not match the document, at $: ")),
        "{text}"
    );
}

#[tokio::test]
async fn no_answer_names_them_as_well() {
    let error = core("http://127.0.0.1:1")
        .send(&Get(None))
        .await
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("Get at 127.0.0.1:1: no connection to the server: "),
        "{text}"
    );
    let (address, _) = serve(|_, _, socket| async move {
        let held = socket;
        std::future::pending::<()>().await;
        Some(held)
    })
    .await;
    let call = core(&address)
        .send(&Post(None))
        .timeout(std::time::Duration::from_millis(100));
    let error = call.await.unwrap_err();
    let host = address.trim_start_matches("http://");
    assert!(
        error
            .to_string()
            .starts_with(&format!("Post at {host}: no response in time: ")),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("hidden"), "{error:?}");
}

#[tokio::test]
async fn a_redirection_that_is_not_followed_says_where_it_leads_and_what_to_do() {
    let location =
        "location: https://user:hidden@new.example.com:8443/hidden?key=hidden#hidden\r\n";
    let (core, host) = always(answer("301 Moved", location, "")).await;
    let error = core.send(&Get(None)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "Get at {host}: the server responded with 301 Moved Permanently to https://new.example.com:8443, which is not followed: if the API is there, set `base_url`"
        )
    );
    for location in ["/hidden?key=hidden", "elsewhere", "?hidden#hidden"] {
        let (core, host) = always(answer(
            "302 Found",
            &format!("location: {location}\r\n"),
            "",
        ))
        .await;
        let error = core.send(&Post(None)).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "Post at {host}: the server responded with 302 Found to another path, which is not followed for POST"
            )
        );
    }
    // The same server by its whole address, and by `https`.
    let (address, _) = answers(|_, request| {
        let host = request
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .unwrap_or_default();
        let scheme = if request.starts_with("POST") {
            "http"
        } else {
            "https"
        };
        answer(
            "307 No",
            &format!(
                "location: {scheme}://{host}/x{}\r\n",
                "?a".repeat(usize::from(scheme == "https"))
            ),
            "",
        )
    })
    .await;
    let error = core_error(&address).await;
    let secure = address.replace("http://", "https://");
    assert!(
        error.ends_with(&format!(
            " to {secure}, which is not followed: if the API is there, set `base_url`"
        )),
        "{error}"
    );
}

async fn core_error(address: &str) -> String {
    core(address)
        .send(&Get(None))
        .await
        .unwrap_err()
        .to_string()
}

#[tokio::test]
async fn a_page_in_place_of_json_is_called_one() {
    let page = "\n <!DOCTYPE html><title>Sign in</title>";
    for headers in [
        "content-type: text/html; charset=utf-8",
        "content-type: application/json",
        "x-none: 1",
    ] {
        let text = format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\n{headers}\r\ncontent-length: {}\r\n\r\n{page}",
            page.len()
        );
        let (core, _) = always(text).await;
        let error = core.send(&GetNumber(None)).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)));
        let text = error.to_string();
        assert!(
            text.contains("it is a page in HTML, not JSON: is `base_url` where the API is")
                && text.contains("Sign in"),
            "{text}"
        );
    }
    // What is neither is named by its place.
    let (core, _) = always(answer("200 OK", "content-type: text/html\r\n", "12a")).await;
    let text = core.send(&GetNumber(None)).await.unwrap_err().to_string();
    assert!(!text.contains("HTML"), "{text}");
}

/// A server whose body is gzip, whatever it was asked for.
async fn zipped(text: &str) -> Core {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    let body = encoder.finish().unwrap();
    let (address, _) = serve(move |_, _, mut socket| {
        let body = body.clone();
        async move {
            let head = format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            socket.write_all(head.as_bytes()).await.ok()?;
            socket.write_all(&body).await.ok()?;
            None
        }
    })
    .await;
    core(&address)
}

#[tokio::test]
async fn a_body_that_is_still_gzip_names_the_feature() {
    let core = zipped("17").await;
    let (number, text) = (
        core.send(&GetNumber(None)).await,
        core.send(&Get(None)).await,
    );
    if cfg!(feature = "gzip") {
        assert_eq!((number.unwrap(), text.unwrap().as_str()), (17, "17"));
        return;
    }
    for text in [
        number.unwrap_err().to_string(),
        text.unwrap_err().to_string(),
    ] {
        assert!(
            text.contains("does not match the document: the body is gzip: enable the feature `gzip` of tamis-runtime"),
            "{text}"
        );
    }
}

#[test]
fn bodies_that_were_decompressed_by_another_transport_are_read() {
    use tamis_runtime::{NoError, RawResponse, http};
    let response = |coding: &str, body: &'static [u8]| {
        let answer = http::Response::builder()
            .header("content-encoding", coding)
            .body(body);
        RawResponse::from(answer.unwrap())
    };
    assert_eq!(response("gzip", b"17").json::<i32, NoError>().unwrap(), 17);
    assert_eq!(
        &response("gzip", b"17").bytes::<NoError>().unwrap()[..],
        b"17"
    );
    assert!(response("gzip", b"\x1f\x8b...").bytes::<NoError>().is_err());
    let error = response("br", b"\x0b\x02\x80")
        .json::<i32, NoError>()
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("the body is compressed (br), which was not asked for"),
        "{error}"
    );
}
