//! The limits that README.md states, against what the generator and a client do.
//!
//! In: the two tables. Out: each row is tried at its limit and one beyond it; what would take minutes to wait for, or many
//! megabytes of a server's, is compared with the number in the source. A row that nothing here knows is an error.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use golden_clients::own_servers::Client;
use golden_clients::own_servers::operations::ListThings;
use tamis::{Error, Source};
use tamis_runtime::http::Response;
use tamis_runtime::testing::respond;
use tamis_runtime::{Body, Json, NoError, RawResponse, TransportErrorKind};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the tables: what is limited, and the numbers.
fn stated() -> Vec<(String, Vec<u64>)> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split("\n## Limits\n").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| "));
    let rows = rows.filter(|row| !row.starts_with("generator |") && !row.starts_with("client |"));
    let rows = rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let limit = cells[1].replace(" MiB", "*1048576").replace(',', "");
        let words = limit.split(' ').filter_map(|word| {
            let mut factors = word.split('*').map(str::parse);
            let first: u64 = factors.next()?.ok()?;
            Some(
                factors
                    .flatten()
                    .fold(first, |product, factor: u64| product * factor),
            )
        });
        (cells[0].to_owned(), words.collect())
    });
    rows.collect()
}

/// A constant of the source: a product, a shift, or a number of seconds.
fn constant(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(root().join(file)).unwrap();
    let value = text.split(&format!("const {name}: ")).nth(1).unwrap();
    let value = value.split(['=', ';']).nth(1).unwrap().trim();
    let value = value
        .trim_start_matches("Duration::from_secs(")
        .trim_end_matches(')');
    let number = |text: &str| text.trim().replace('_', "").parse::<u64>().unwrap();
    if let Some((number_, shift)) = value.split_once("<<") {
        return number(number_) << number(shift);
    }
    value.split('*').map(number).product()
}

fn generate(text: String) -> Result<tamis::Generated, Error> {
    tamis::configure().generate(&[Source::new("a.yaml", text)])
}

fn document(more: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{more}\n")
}

/// The largest number up to a bound for which something holds, which then does not hold for any above.
fn largest(bound: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (0, bound);
    assert!(!holds(bound), "there is no limit");
    while high - low > 1 {
        let middle = low.midpoint(high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

fn levels() -> u64 {
    largest(1000, |levels| {
        // One of them is the document itself.
        let lists = usize::try_from(levels).unwrap().saturating_sub(1);
        let deep = "[".repeat(lists) + &"]".repeat(lists);
        generate(document(&format!("paths: {{}}\nx-deep: {deep}"))).is_ok()
    })
}

fn bytes_of_a_path() -> u64 {
    largest(100_000, |bytes| {
        let path = format!(
            "/{}",
            "a".repeat(usize::try_from(bytes).unwrap().saturating_sub(1))
        );
        let paths =
            format!("paths: {{? {path} : {{get: {{responses: {{'204': {{description: d}}}}}}}}}}");
        generate(document(&paths)).is_ok_and(|generated| generated.summary().operations == 1)
    })
}

/// A client has the address, or it has none and a warning says so.
fn bytes_of_an_address() -> u64 {
    largest(100_000, |bytes| {
        let start = "https://x.test/";
        let fill = "a".repeat(usize::try_from(bytes).unwrap().saturating_sub(start.len()));
        let servers = format!(
            "servers: [{{url: '{start}{{v}}', variables: {{v: {{default: '{fill}'}}}}}}]\npaths: {{}}"
        );
        let generated = generate(document(&servers)).unwrap();
        let files = generated.files().map(|(_, text)| text);
        let is_there = files
            .into_iter()
            .any(|text| text.contains(&format!("{start}{fill}")));
        let codes = generated.warnings().iter().map(|warning| warning.code);
        let is_told = codes.into_iter().any(|code| code == "no-address");
        assert_eq!(is_there, !is_told, "{bytes}");
        is_there || fill.is_empty()
    })
}

/// Of two files, the second one byte too long. Sparse, so that nothing is written.
fn bytes_of_files(stated: u64) -> u64 {
    let folder = folder("large");
    let first = fs::metadata(folder.join("a.yaml")).unwrap().len();
    let second = fs::File::create(folder.join("b.yaml")).unwrap();
    second.set_len(stated - first).unwrap();
    assert!(tamis::find_documents(&[&folder]).is_ok());
    for length in [stated - first + 1, 3 << 30] {
        second.set_len(length).unwrap();
        let error = tamis::find_documents(&[&folder]).unwrap_err();
        assert_eq!(error.diagnostics()[0].code, "too-large", "{error}");
        assert!(error.to_string().contains("b.yaml"), "{error}");
    }
    fs::remove_dir_all(folder).unwrap();
    stated
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("limits")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.yaml"), document("paths: {}")).unwrap();
    folder
}

fn folders() -> u64 {
    largest(100, |depth| {
        let folder = folder("deep");
        let below = "f/".repeat(usize::try_from(depth).unwrap());
        fs::create_dir_all(folder.join(below)).unwrap();
        tamis::find_documents(&[folder]).is_ok()
    })
}

#[cfg(unix)]
fn links() -> u64 {
    let folder = folder("links");
    for link in 0..1990 {
        std::os::unix::fs::symlink("a.yaml", folder.join(format!("l{link}.yaml"))).unwrap();
    }
    for link in 1990.. {
        if tamis::find_documents(&[&folder]).is_err() {
            return link - 1;
        }
        std::os::unix::fs::symlink("a.yaml", folder.join(format!("l{link}.yaml"))).unwrap();
    }
    0
}

#[cfg(not(unix))]
fn links() -> u64 {
    constant("codegen/src/builder/find.rs", "MAX_LINKS")
}

/// The seconds that a builder shows of a setting.
fn shown(setting: &str) -> u64 {
    let shown = format!("{:?}", Client::builder());
    let value = shown.split(&format!("{setting}: ")).nth(1).unwrap();
    let digits = value.chars().skip_while(|c| !c.is_ascii_digit());
    let digits: String = digits.take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

async fn bytes_of_a_response(stated: u64) -> u64 {
    for (bytes, fits) in [(stated, true), (stated + 1, false)] {
        let transport = respond(move |_| {
            let body = vec![b' '; usize::try_from(bytes).unwrap()];
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = tamis_runtime::http::StatusCode::IM_A_TEAPOT;
            response
        });
        let client = Client::builder().transport(transport).build().unwrap();
        let error = client.list_things().send().await.unwrap_err();
        let is_too_large = matches!(&error, tamis_runtime::Error::Transport(error) if error.kind() == TransportErrorKind::TooLarge);
        assert_eq!(is_too_large, !fits, "{bytes} bytes");
    }
    stated
}

async fn attempts() -> u64 {
    let count = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&count);
    let transport = respond(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        let mut response = Response::new(Body::default());
        *response.status_mut() = tamis_runtime::http::StatusCode::SERVICE_UNAVAILABLE;
        response
    });
    let client = Client::builder().transport(transport).build().unwrap();
    client.list_things().send().await.unwrap_err();
    count.load(Ordering::Relaxed)
}

fn bytes_of_a_url() -> u64 {
    let base = "https://api.example.com/";
    let rest = "/things".len();
    largest(100_000, |bytes| {
        let fill = usize::try_from(bytes)
            .unwrap()
            .saturating_sub(base.len() + rest);
        let client = Client::builder().base_url(base.to_owned() + &"a".repeat(fill));
        // A base that is too long by itself is no URL.
        client
            .build()
            .is_ok_and(|client| client.request(&ListThings::new()).is_ok())
    })
}

fn levels_of_a_value() -> u64 {
    largest(1000, |levels| {
        let levels = usize::try_from(levels).unwrap();
        let deep = "[".repeat(levels) + &"]".repeat(levels);
        let response = Response::builder().body(deep.into_bytes()).unwrap();
        let value = RawResponse::from(response).json::<Json, NoError>();
        value.is_ok()
    })
}

#[tokio::test]
async fn limits_are_those_that_the_readme_states() {
    let stated = stated();
    assert_eq!(stated.len(), 21, "{stated:#?}");
    let inline = "codegen/src/document/resolve/inline.rs";
    let weigh = "codegen/src/document/weigh.rs";
    let find = "codegen/src/builder/find.rs";
    let builder = "codegen/runtime/src/client/builder.rs";
    for (what, limit) in stated {
        let first = limit[0];
        let found = match what.as_str() {
            "levels of a document" => vec![levels()],
            "bytes of a path" => vec![bytes_of_a_path()],
            "bytes of all files together" => vec![bytes_of_files(first)],
            "bytes of a server's address, with the defaults of its variables" => {
                vec![bytes_of_an_address()]
            }
            "values that operations share" => vec![
                constant(weigh, "ALLOWANCE"),
                constant(weigh, "BYTES_FOR_A_USE"),
            ],
            "values copied for references" => vec![
                constant(inline, "ALLOWANCE"),
                constant(inline, "BYTES_FOR_A_COPY"),
            ],
            "folders below a folder of documents" => vec![folders()],
            "links in a folder of documents" => vec![links()],
            "bytes that links lead to" => vec![constant(find, "MAX_LINKED_BYTES")],
            "duration of a call" => vec![shown(" timeout")],
            "duration of making a connection" => vec![shown("connect_timeout")],
            "silence within a response" => vec![constant(builder, "IDLE_TIMEOUT")],
            "bytes of a response, decompressed" => vec![bytes_of_a_response(first).await],
            "bytes of an event or a line of a stream" => {
                vec![constant(
                    "codegen/runtime/src/stream/mod.rs",
                    "LONGEST_ITEM",
                )]
            }
            "attempts of a call" => vec![attempts().await],
            "wait that a server asks for" => {
                vec![constant("codegen/runtime/src/retry/mod.rs", "LONGEST_WAIT")]
            }
            "requests for one, redirected" => {
                vec![constant(
                    "codegen/runtime/src/transport/reqwest/redirect.rs",
                    "MOST_REQUESTS",
                )]
            }
            "empty pages for one item" => {
                vec![constant(
                    "codegen/runtime/src/client/items.rs",
                    "MOST_EMPTY",
                )]
            }
            "bytes of a URL" => vec![bytes_of_a_url()],
            "levels of a value in a response" => vec![levels_of_a_value()],
            "bytes of the stack that a value takes while it is read or written" => {
                vec![constant("codegen/runtime/src/stack.rs", "MOST")]
            }
            other => panic!("README.md states a limit that is not tested: {other}"),
        };
        assert_eq!(limit, found, "{what}");
    }
}
