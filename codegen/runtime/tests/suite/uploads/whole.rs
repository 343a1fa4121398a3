//! All bytes arrive, in the framing that fits, and no more of them are in memory than are on their way.

use std::convert::Infallible;
use std::io;
use std::sync::LazyLock;
use std::task::{Context, Poll, Waker};

use tamis_runtime::{Body, File, RequestError};

use super::call::{Alive, Post, Put, Stream, core, stream_of};
use super::server::{Seen, Server, add};

const PIECE: usize = 64 << 10;
const PIECES: usize = 1024;

/// A piece of a long file; no two are the same.
fn piece(number: usize) -> Vec<u8> {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let bytes = (0..PIECE).map(|at| (at * 7 + at / 251) % 256);
        bytes.filter_map(|byte| u8::try_from(byte).ok()).collect()
    });
    let mut bytes = BYTES.clone();
    bytes[..8].copy_from_slice(&(number as u64).to_le_bytes());
    bytes
}

/// 64 MiB, made as they are asked for.
fn long(alive: &Alive) -> File {
    let alive = alive.clone();
    File::from_opener(move || {
        let alive = alive.clone();
        async move {
            Ok(Stream((0..PIECES).map(move |number| {
                Ok::<_, Infallible>(alive.count(piece(number)))
            })))
        }
    })
}

/// The only request that a server has seen.
async fn sole(server: &Server) -> Seen {
    let mut seen = server.seen().await;
    assert_eq!(seen.len(), 1);
    let seen = seen.remove(0);
    assert!(seen.is_whole);
    seen
}

#[tokio::test]
async fn a_long_file_is_never_in_memory() {
    let sum = (0..PIECES).fold(0, |sum, number| add(sum, &piece(number)));
    for length in [None, Some(PIECE * PIECES)] {
        let server = Server::reading().await;
        let alive = Alive::default();
        let file = match length {
            Some(length) => long(&alive).with_length(u64::try_from(length).expect("it fits")),
            None => long(&alive),
        };
        core(&server.address)
            .send(&Put(file))
            .await
            .expect("it is sent");
        let seen = sole(&server).await;
        assert_eq!(
            seen.header("content-length").map(str::to_owned),
            length.map(|it| it.to_string())
        );
        assert_eq!(
            seen.header("transfer-encoding"),
            length.is_none().then_some("chunked")
        );
        assert_eq!(
            seen.header("content-type"),
            Some("application/octet-stream")
        );
        assert_eq!(seen.length, PIECE * PIECES);
        assert_eq!(seen.sum, sum);
        // Of 1,024 pieces.
        assert!(alive.most() <= 32, "{} at once", alive.most());
        assert_eq!(alive.now(), 0);
    }
}

#[tokio::test]
async fn parts_are_sent_in_order_with_their_names_and_media_types() {
    let server = Server::reading().await;
    let table = File::from_opener(|| async { Ok(stream_of(&["id,", "", "name\n"])) });
    let post = Post {
        title: "Two".to_owned(),
        file: table.clone().with_name("größe \"1\".csv"),
        more: vec![
            File::from("at hand")
                .with_name("a.txt")
                .with_media_type("text/plain"),
            table,
            File::from_stream(stream_of(&[])).with_media_type("x/empty"),
        ],
    };
    core(&server.address).send(&post).await.expect("it is sent");
    let seen = sole(&server).await;
    assert_eq!(seen.header("transfer-encoding"), Some("chunked"));
    let media_type = seen.header("content-type").expect("it has one");
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("it has a boundary");
    let expected = [
        ("name=\"title\"", "", "Two"),
        (
            "name=\"file\"; filename=\"größe %221%22.csv\"",
            "application/octet-stream",
            "id,name\n",
        ),
        ("name=\"more\"; filename=\"a.txt\"", "text/plain", "at hand"),
        ("name=\"more\"; filename=\"more\"", "text/csv", "id,name\n"),
        ("name=\"more\"; filename=\"more\"", "x/empty", ""),
    ];
    let mut text = Vec::new();
    for (disposition, media_type, data) in expected {
        text.push(format!(
            "--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n"
        ));
        if !media_type.is_empty() {
            text.push(format!("Content-Type: {media_type}\r\n"));
        }
        text.push(format!("\r\n{data}\r\n"));
    }
    text.push(format!("--{boundary}--\r\n"));
    assert_eq!(seen.text(), text.concat());
}

#[tokio::test]
async fn the_length_is_sent_when_all_parts_have_one() {
    let post = Post {
        title: String::new(),
        file: File::from_stream(stream_of(&["abc"])).with_length(3),
        more: vec![File::from_opener(|| async { Ok(stream_of(&["de"])) }).with_length(2)],
    };
    let server = Server::reading().await;
    core(&server.address).send(&post).await.expect("it is sent");
    let seen = sole(&server).await;
    assert_eq!(
        seen.header("content-length"),
        Some(&*seen.length.to_string())
    );
    assert!(seen.text().contains("\r\n\r\nabc\r\n--") && seen.text().ends_with("--\r\n"));
}

#[tokio::test]
async fn nobody_can_guess_the_boundary_of_a_stream() {
    let post = Post {
        title: String::new(),
        file: File::from_opener(|| async { Ok(stream_of(&["tamis-part-000000000000"])) }),
        more: Vec::new(),
    };
    let core = core("http://127.0.0.1:1");
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let request = core.request(&post).expect("there can be one");
        let media_type = request.headers()["content-type"].to_str().expect("text");
        seen.insert(media_type.to_owned());
    }
    assert_eq!(seen.len(), 20, "{seen:?}");
}

#[tokio::test]
async fn a_stream_that_can_be_opened_is_sent_again_and_again() {
    let server = Server::reading().await;
    let core = core(&server.address);
    let put = Put(File::from_opener(|| async { Ok(stream_of(&["again"])) })
        .with_media_type("text/plain")
        .with_name("not on the wire"));
    for _ in 0..3 {
        core.send(&put.clone()).await.expect("it is sent");
    }
    let seen = server.seen().await;
    assert_eq!(seen.len(), 3);
    for seen in seen {
        assert_eq!(seen.text(), "again");
        assert_eq!(seen.header("content-type"), Some("text/plain"));
        assert!(!seen.head.contains("not on the wire"));
    }
}

#[tokio::test]
async fn bytes_at_hand_stay_bytes_at_hand() {
    let server = Server::reading().await;
    core(&server.address)
        .send(&Put(File::from("abc")))
        .await
        .expect("it is sent");
    let seen = sole(&server).await;
    assert_eq!(seen.header("content-length"), Some("3"));
    assert_eq!(seen.text(), "abc");
    let request = core(&server.address)
        .request(&Put(File::from("abc")))
        .expect("there can be one");
    assert_eq!(
        request.body().as_bytes().map(|bytes| &bytes[..]),
        Some(&b"abc"[..])
    );
}

#[tokio::test]
async fn a_file_on_a_disk() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("upload-{}.bin", std::process::id()));
    // Several pieces, and a rest.
    let data: Vec<u8> = (0..10).flat_map(piece).chain([1, 2, 3]).collect();
    std::fs::write(&path, &data).expect("there is room");
    let file = File::open(&path).await.expect("it is there");
    assert_eq!(file.length(), Some(655_363));
    assert_eq!(file.name(), path.file_name().and_then(|name| name.to_str()));
    let server = Server::reading().await;
    let core = core(&server.address);
    for _ in 0..2 {
        core.send(&Put(file.clone())).await.expect("it is sent");
    }
    for seen in server.seen().await {
        assert!(seen.is_whole);
        assert_eq!(seen.header("content-length"), Some("655363"));
        assert_eq!((seen.length, seen.sum), (data.len(), add(0, &data)));
    }
    // It grows behind our back.
    std::fs::write(&path, [&data[..], b"more"].concat()).expect("there is room");
    let error = core
        .send(&Put(file.clone()))
        .await
        .expect_err("it is another");
    assert!(
        error.to_string().ends_with(
            ": the body of the request cannot be sent: the stream has more than the 655363 bytes that were declared"
        ),
        "{error}"
    );
    std::fs::remove_file(&path).expect("it is there");
    let error = core.send(&Put(file)).await.expect_err("it is gone");
    assert_eq!(io_kind(&error), Some(io::ErrorKind::NotFound));
    let missing = File::open(&path).await.expect_err("it is gone");
    assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    let folder = File::open(folder).await.expect_err("it is no file");
    assert_eq!(folder.kind(), io::ErrorKind::IsADirectory);
}

#[test]
fn a_call_with_a_file_can_move_between_threads() {
    fn moves<T: Send + Sync>(value: T) -> T {
        value
    }
    fn is_sent<T: Send>(_: T) {}
    let file = moves(File::from_stream(stream_of(&["abc"])));
    is_sent(core("http://127.0.0.1:1").send(&Put(file)));
    is_sent(File::open("file"));
}

#[test]
fn without_a_tokio_runtime_no_disk_is_read() {
    let mut opening = std::pin::pin!(File::open(file!()));
    let mut cx = Context::from_waker(Waker::noop());
    let opened = opening.as_mut().poll(&mut cx);
    assert!(matches!(opened, Poll::Ready(Err(_))), "{opened:?}");
}

/// The kind of the I/O error inside an error.
pub(crate) fn io_kind(error: &tamis_runtime::Error) -> Option<io::ErrorKind> {
    let mut inner: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = inner {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        inner = error.source();
    }
    None
}

#[tokio::test]
async fn a_stream_has_no_text_form() {
    let file = File::from_stream(stream_of(&["abc"]));
    let error = serde_json::to_string(&file).expect_err("it is a stream");
    assert_eq!(
        error.to_string(),
        "a file that is a stream can only be a body or a part of a multipart body"
    );
    let mut request = tamis_runtime::Encoder::new(tamis_runtime::Method::POST, "http://x");
    request.literal("/");
    request.json(&file);
    assert!(matches!(request.finish(), Err(RequestError::Body { .. })));
}

#[tokio::test]
async fn files_are_compared_and_shown_without_being_read() {
    let stream = File::from_opener(|| async { Ok(stream_of(&["abc"])) });
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, stream.clone().with_length(3));
    assert_ne!(
        stream,
        File::from_opener(|| async { Ok(stream_of(&["abc"])) })
    );
    assert_ne!(stream, File::from("abc"));
    assert_eq!(
        format!(
            "{stream:?} {:?}",
            stream.clone().with_length(3).with_name("a")
        ),
        "File { name: None, media_type: None, data: a stream } \
         File { name: Some(\"a\"), media_type: None, data: a stream of 3 bytes }"
    );
    let request = core("http://127.0.0.1:1").request(&Put(stream.with_length(3)));
    let body = request.expect("there can be one").into_body();
    assert_eq!(format!("{body:?}"), "Body(a stream of 3 bytes)");
    assert_eq!(body.length(), Some(3));
    let mut again = body.try_clone().expect("it can be opened again");
    assert_eq!(&body.collect().await.expect("it is there")[..], b"abc");
    assert!(again.try_next().await.expect("it is there").is_some());
    assert!(again.try_clone().is_none(), "some of it is gone");
    assert!(Body::from_stream(again).try_clone().is_none());
}
