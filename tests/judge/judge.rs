//! The tests: golden documents always, folders of real ones where `TAMIS_JUDGE` names them.
//!
//! What a document's verdict depends on is its key: its client, this folder, and the runtime. Verdicts stand in
//! `target/tmp/judge/verdicts` with their keys, so that a run that was interrupted goes on where it was.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

use crate::client::Client;
use crate::crates::{self, Program};
use crate::documents::{self, Document};
use crate::installed;
use crate::table::{Row, Table};
use crate::verdict::Verdict;

/// The judges: a Python with the readers, and the folder in which the maker of values is installed.
struct Judges {
    python: PathBuf,
    faker: PathBuf,
}

impl Judges {
    fn find() -> Self {
        let faker = installed::find("json-schema-faker", "faker/node_modules");
        Self {
            python: installed::find("the judges of requests", "judge/bin/python"),
            faker: faker.parent().unwrap().to_owned(),
        }
    }
}

#[test]
#[ignore = "needs real documents: tests/judge/run FOLDER"]
fn every_document_of_a_folder_is_judged() {
    let folders = env::var("TAMIS_JUDGE").expect("TAMIS_JUDGE names folders of documents");
    let judges = Judges::find();
    let mut total = Verdict::default();
    let mut bad = Vec::new();
    let mut table = Table::read();
    let is_recording = env::var_os("TAMIS_JUDGE_RECORD").is_some();
    let mut documents = documents::all(&folders);
    documents.sort_by_key(|document| document.text.len());
    if let Ok(part) = env::var("TAMIS_JUDGE_PART") {
        let (number, bytes) = part.split_once(':').unwrap();
        // Without a row nothing is known of it.
        documents.retain(|document| table.row(&document.name).is_some());
        documents = documents::part(documents, number.parse().unwrap(), bytes.parse().unwrap());
    }
    for document in &documents {
        let verdict = judged(&judges, document);
        println!("{}: {verdict}", document.name);
        verdict.print_lists();
        let row = Row::of(&verdict);
        let known = table.row(&document.name).copied().unwrap_or_default();
        if row.is_worse_than(known) {
            bad.push(document.name.clone());
        }
        table.rows.insert(document.name.clone(), row);
        total.add(&verdict);
        // Each for itself, so that a run that is interrupted has recorded what it knows.
        if is_recording {
            table.write();
        }
    }
    println!(
        "{} documents, {} of them worse than tests/judge/table.yaml says: {total}",
        documents.len(),
        bad.len()
    );
    assert!(
        is_recording || bad.is_empty(),
        "worse than before: {bad:#?}"
    );
}

/// Golden documents whose programs are built in every run: one for each way in which something travels.
const ALWAYS: [&str; 8] = [
    "form_encoding",
    "item_schemas",
    "multipart_bodies",
    "one_of_mapped",
    "openapi_3_2",
    "path_parameters",
    "response_bodies",
    "styles_in_queries",
];

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn golden_documents_are_judged() {
    let judges = Judges::find();
    let table = Table::read();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut documents = documents::all(&folder.to_string_lossy());
    documents.retain(|document| ALWAYS.contains(&&document.name["golden_".len()..]));
    assert_eq!(documents.len(), ALWAYS.len());
    // Whole documents, in the manner in which some are written.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge/documents");
    documents.extend(documents::all(&folder.to_string_lossy()));
    for document in &documents {
        let verdict = judged(&judges, document);
        println!("{}: {verdict}", document.name);
        verdict.print_lists();
        let known = table.row(&document.name);
        let is_worse = Row::of(&verdict).is_worse_than(known.copied().unwrap_or_default());
        assert!(!is_worse, "{}", document.name);
        assert!(
            verdict.requests > 0 && verdict.answers > 0,
            "{}",
            document.name
        );
    }
}

/// The verdict on a document: the one that is there already, if nothing has changed.
fn judged(judges: &Judges, document: &Document) -> Verdict {
    let began = Instant::now();
    let file = document.path.file_name().unwrap_or_default();
    let client = Client::of(
        &file.to_string_lossy(),
        &document.text,
        document.builder.clone(),
    );
    let client = match client {
        Ok(client) => client,
        Err(error) => {
            return Verdict {
                failure: Some(error),
                ..Verdict::default()
            };
        }
    };
    let generated = began.elapsed();
    let key = key(document, &client);
    let kept = crates::folder().join("verdicts").join(&document.name);
    if let Some(verdict) = known(&kept, &key) {
        return verdict;
    }
    let mut verdict = fresh(judges, document, &client);
    verdict.seconds[0] = generated.as_secs_f64();
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    fs::write(&kept, serde_json::json!([key, verdict]).to_string()).unwrap();
    verdict
}

fn known(kept: &Path, key: &str) -> Option<Verdict> {
    let (found, verdict): (String, Verdict) = serde_json::from_slice(&fs::read(kept).ok()?).ok()?;
    (found == key).then_some(verdict)
}

fn fresh(judges: &Judges, document: &Document, client: &Client) -> Verdict {
    let began = Instant::now();
    let failure = |failure: String| Verdict {
        failure: Some(failure),
        ..Verdict::default()
    };
    let program = match Program::build(&format!("judge_{}", document.name), client) {
        Ok(program) => program,
        Err(messages) => return failure(format!("it does not compile: {messages}")),
    };
    let built = began.elapsed().as_secs_f64();
    let began = Instant::now();
    let scratch = crates::folder().join("lines");
    fs::create_dir_all(&scratch).unwrap();
    let plan = scratch.join(format!("{}.plan", document.name));
    let lines = scratch.join(format!("{}.lines", document.name));
    fs::write(&plan, serde_json::to_string(&client.operations).unwrap()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge/judge.py");
    let ran = Command::new(&judges.python)
        .arg("-B")
        .arg(script)
        .args([
            &document.path,
            &plan,
            &program.path(),
            &judges.faker,
            &lines,
        ])
        .output()
        .unwrap();
    if !ran.status.success() {
        let messages = String::from_utf8_lossy(&ran.stderr).into_owned();
        let from = messages.len().saturating_sub(2000);
        let shown = messages.get(from..).unwrap_or(&messages);
        return failure(format!("judge.py fails: {shown}"));
    }
    let root = read(&document.text);
    let mut verdict = match root {
        Ok(root) => Verdict::of(&root, &fs::read_to_string(&lines).unwrap()),
        Err(error) => return failure(error),
    };
    verdict.seconds = [0.0, built, began.elapsed().as_secs_f64()];
    verdict
}

fn read(text: &[u8]) -> Result<Value, String> {
    // YAML has numbers that JSON's have no room for.
    serde_json::from_slice(text).or_else(|_| crate::yaml::read(&String::from_utf8_lossy(text)))
}

/// A text that is another one whenever the verdict may be.
fn key(document: &Document, client: &Client) -> String {
    let mut hasher = DefaultHasher::new();
    document.text.hash(&mut hasher);
    client.files.hash(&mut hasher);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for folder in [
        "tests/judge",
        "tests/truth",
        "tests/readers",
        "codegen/runtime/src",
    ] {
        take(&workspace.join(folder), &mut files);
    }
    // What is known already changes nothing of what is found.
    files.retain(|path, _| !path.ends_with("table.yaml") && !path.ends_with("README.md"));
    files.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn take(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            take(&path, files);
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}
