//! Documents by chance: names of every kind in every position, around schemas of every form. All clients compile.
//!
//! In: seeds, from `TAMIS_RANDOM_SEED` on, `TAMIS_RANDOM_DOCUMENTS` of them, or as many as there is time for in
//! `TAMIS_RANDOM_SECONDS`. Out: how many documents gave a client, and how many none for a reason that was told; a client
//! that does not compile is a failure with its seed, and its document is left in cargo's folder for the files of tests.

#![allow(
    clippy::print_stdout,
    reason = "a reader of the log wants to know what was tried"
)]

mod dice;
mod document;
#[path = "../support/golden.rs"]
#[allow(dead_code, reason = "there are no snapshots here")]
mod golden;
mod names;
mod program;
mod schemas;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use names::Pool;
use tamis::{Generated, Source};

/// How many clients are one crate.
const TOGETHER: u64 = 12;

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("a number is a number"))
}

#[test]
fn clients_of_documents_by_chance_compile() {
    let pool = Pool::gather();
    let first = number("TAMIS_RANDOM_SEED").unwrap_or(0);
    let most = number("TAMIS_RANDOM_DOCUMENTS");
    let time = number("TAMIS_RANDOM_SECONDS").map(Duration::from_secs);
    let most = most.unwrap_or(if time.is_some() { u64::MAX } else { TOGETHER });
    let begin = Instant::now();
    let (mut tried, mut refused) = (0, 0);
    let mut failures: Vec<String> = Vec::new();
    while tried < most && time.is_none_or(|time| begin.elapsed() < time) {
        let mut clients = Vec::new();
        for seed in (first + tried)..(first + tried + TOGETHER.min(most - tried)) {
            tried += 1;
            match generate(seed, &pool) {
                Ok(Ok(client)) => clients.push((seed, client)),
                Ok(Err(_)) => refused += 1,
                Err(problem) => failures.push(problem),
            }
        }
        if let Err(errors) = program::check(&clients) {
            // At once, too: an hour is long.
            println!("{errors}");
            failures.push(errors);
        }
    }
    let names = pool.len();
    println!(
        "{tried} documents of {names} names: {refused} without a client, {} failures",
        failures.len()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The client of a seed, or why there is none; an error: the generator panicked, or gave no reason.
fn generate(seed: u64, pool: &Pool) -> Result<Result<Generated, String>, String> {
    let document = document::document(seed, pool);
    let text = serde_json::to_vec_pretty(&document).expect("it is JSON");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random/documents");
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join(format!("{seed}.json")), &text).expect("a file can be written");
    let sources = [Source::new("random.json", text)];
    let generated = catch_unwind(|| tamis::configure().generate(&sources));
    let generated = generated.map_err(|_| format!("seed {seed}: the generator panics"))?;
    Ok(generated.map_err(|error| {
        let reason = error.to_string();
        println!("seed {seed}: {}", reason.lines().next().unwrap_or_default());
        reason
    }))
}
