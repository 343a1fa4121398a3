//! Redirections of requests with bodies: a stream is opened again, or the call is an error; no request is sent without
//! the body that it had.

use tamis_runtime::{Error, File, TransportErrorKind, http_client, reqwest};

use super::call::{Post, Put, core, stream_of};
use super::server::{Act, DONE, Server};

const AWAY: &str = "HTTP/1.1 307 Temporary Redirect\r\nconnection: close\r\nlocation: /moved\r\ncontent-length: 0\r\n\r\n";

/// A server that redirects, before or after it has read the body.
async fn redirecting(reads: bool) -> Server {
    Server::start(move |head| match head.contains(" /file ") {
        true if reads => Act::Read(AWAY),
        true => Act::Answer(AWAY),
        false => Act::Read(DONE),
    })
    .await
}

#[tokio::test]
async fn a_stream_is_opened_again() {
    for reads in [true, false] {
        let server = redirecting(reads).await;
        let file = File::from_opener(|| async { Ok(stream_of(&["again"])) });
        let core = core(&server.address);
        core.send(&Put(file.clone())).await.expect("it is sent");
        let post = Post {
            title: "Title".to_owned(),
            file,
            more: vec![File::from("at hand")],
        };
        core.send(&post).await.expect("it is sent");
        drop(core);
        let seen = server.seen().await;
        let moved: Vec<_> = seen
            .iter()
            .filter(|seen| seen.head.contains(" /moved "))
            .collect();
        assert_eq!((seen.len(), moved.len()), (4, 2));
        assert!(moved.iter().all(|seen| seen.is_whole));
        assert_eq!(moved[0].text(), "again");
        assert_eq!(
            moved[0].header("content-type"),
            Some("application/octet-stream")
        );
        let boundary = moved[1]
            .header("content-type")
            .and_then(|it| it.split_once("boundary="))
            .expect("it has one")
            .1;
        assert_eq!(moved[1].text().matches(boundary).count(), 4);
        assert!(moved[1].text().contains("\r\n\r\nagain\r\n--"));
        assert!(moved[1].text().contains("\r\n\r\nat hand\r\n--"));
    }
}

#[tokio::test]
async fn a_stream_that_is_there_once_cannot_be_redirected() {
    for reads in [true, false] {
        let server = redirecting(reads).await;
        let core = core(&server.address);
        let put = Put(File::from_stream(stream_of(&["once"])));
        let error = core.send(&put).await.expect_err("it is redirected");
        assert_eq!(
            error.to_string(),
            format!(
                "upload at {}: the body of the request cannot be sent: \
                 the server redirects, and a stream of the body can be sent only once",
                server.address.trim_start_matches("http://")
            )
        );
        assert!(
            matches!(&error, Error::Transport(it) if it.kind() == TransportErrorKind::RequestBody),
            "{error:?}"
        );
        drop(core);
        assert_eq!(server.seen().await.len(), 1);
    }
}

#[tokio::test]
async fn a_client_that_follows_by_itself_gives_up_on_streams() {
    let own = http_client()
        .expect("the certificates can be read")
        .redirect(reqwest::redirect::Policy::limited(3))
        .build()
        .expect("it is one");
    let server = redirecting(true).await;
    let core = tamis_runtime::Core::builder(core(&server.address).api())
        .base_url(&*server.address)
        .transport(own)
        .build()
        .expect("nothing is missing");
    let file = File::from_opener(|| async { Ok(stream_of(&["again"])) });
    let error = core.send(&Put(file)).await.expect_err("it is redirected");
    assert_eq!(error.status().map(|it| it.as_u16()), Some(307), "{error:?}");
    drop(core);
    assert_eq!(server.seen().await.len(), 1);
}
