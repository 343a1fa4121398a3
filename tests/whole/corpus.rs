//! Every document of a folder of real ones, named by `TAMIS_CORPUS`, generates twice to the same bytes, with all of its
//! operations; those of a second folder, `TAMIS_CORPUS_NEWER`, too. `TAMIS_CORPUS_LIMIT` leaves out documents of more bytes;
//! `TAMIS_CORPUS_REFUSED` names those that must be refused, with commas.

#![expect(
    clippy::print_stdout,
    reason = "a reader of the log wants to know what was looked at"
)]

use std::env;
use std::fs;
use std::path::PathBuf;

use tamis::Source;

fn documents() -> Vec<PathBuf> {
    let folders = ["TAMIS_CORPUS", "TAMIS_CORPUS_NEWER"];
    let folders = folders.into_iter().filter_map(env::var_os);
    let limit: u64 =
        env::var("TAMIS_CORPUS_LIMIT").map_or(u64::MAX, |limit| limit.parse().unwrap());
    let mut documents: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && fs::metadata(path).unwrap().len() <= limit)
        .filter(|path| path.extension().is_some_and(|ending| ending != "md"))
        .collect();
    documents.sort();
    documents
}

/// The operations in the source of a client.
fn operations_in(files: &[(String, String)]) -> usize {
    let texts = files.iter().map(|(_, text)| text);
    texts
        .map(|text| text.matches("\n    const INFO: ").count())
        .sum()
}

#[test]
#[cfg_attr(not(corpus), ignore = "needs real documents: TAMIS_CORPUS")]
fn every_document_generates_twice_to_the_same_bytes() {
    let documents = documents();
    let mut operations = 0;
    let refused = env::var("TAMIS_CORPUS_REFUSED").unwrap_or_default();
    for path in &documents {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let sources = [Source::new(name.clone(), fs::read(path).unwrap())];
        if refused.split(',').any(|other| other == name) {
            let made = tamis::configure().generate(&sources);
            assert!(made.is_err(), "{name} is no longer refused");
            continue;
        }
        let [first, second] = [(), ()].map(|()| {
            let generated = tamis::configure()
                .generate(&sources)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let files: Vec<_> = generated
                .files()
                .map(|(path, text)| (path.to_owned(), text.to_owned()))
                .collect();
            (files, generated.summary().operations)
        });
        assert!(first == second, "{name} is not the same twice");
        assert_eq!(
            operations_in(&first.0),
            first.1,
            "{name}: operations in the source"
        );
        operations += first.1;
    }
    if !documents.is_empty() {
        println!("{} documents with {operations} operations", documents.len());
    }
}
