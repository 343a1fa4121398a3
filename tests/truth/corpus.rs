//! The instances in real documents, of a folder named by `TAMIS_CORPUS`.
//!
//! In: the twenty smallest documents with at least 25 instances, or as many as `TAMIS_TRUTH_DOCUMENTS` says; if that is no
//! number, those with this in their names. Out: a line for each, with the allowances, every instance that contradicts its
//! schema, and everything that is no instance of a type; an assertion that no other one came back otherwise.
//!
//! So does every branch of every union, in the smallest documents with as many of them.
//!
//! Members that a document neither lists nor rules out are kept here (`unknown_members`), so that nothing may be lost.

use std::env;
use std::fs;
use std::path::Path;

use tamis::UnknownMembers;

use crate::branches;
use crate::client::{self, Truth};
use crate::program::{self, Module, Task};
use crate::validator;
use crate::verdict::Verdict;

/// How many documents are looked at.
const DOCUMENTS: usize = 20;
/// Documents with fewer instances say too little.
const FEWEST: usize = 25;

#[test]
#[cfg_attr(
    not(all(corpus, foreign)),
    ignore = "needs real documents (TAMIS_CORPUS) and tests/foreign/install"
)]
fn every_instance_in_real_documents_comes_back() {
    let folder = env::var_os("TAMIS_CORPUS").unwrap();
    let python = validator::find();
    let documents = chosen(Path::new(&folder));
    let truths: Vec<&Truth> = documents.iter().map(|(_, truth)| truth).collect();
    let answers = answers("corpus", &truths);
    let reasons = validator::reasons(&python, &truths);
    let mut rest = &answers[..];
    let mut total = Verdict::default();
    for ((name, truth), reasons) in documents.iter().zip(&reasons) {
        let (own, others) = rest.split_at(truth.typed.len());
        rest = others;
        let verdict = Verdict::of(truth, own, reasons);
        println!("{name}: {verdict}");
        verdict.print_lists();
        total.add(name, verdict);
    }
    println!("{} documents: {total}", documents.len());
    assert!(
        total.unequal.is_empty(),
        "instances that came back otherwise: {:#?}",
        total.unequal
    );
}

#[test]
#[cfg_attr(not(corpus), ignore = "needs real documents: TAMIS_CORPUS")]
fn every_branch_of_every_union_in_real_documents_comes_back() {
    let folder = env::var_os("TAMIS_CORPUS").unwrap();
    let mut documents = Vec::new();
    let choice = Choice::read();
    for (name, text) in choice.documents(Path::new(&folder)) {
        let made = branches::find(&client::parse(&text).unwrap());
        if made.len() < choice.fewest {
            continue;
        }
        // Members that are not listed are ignored, so that the wrong variant shows: it loses what it does not list.
        let truth = Truth::of(&name, &text, tamis::configure(), made);
        let mut truth = truth.unwrap_or_else(|error| panic!("{name}: {error}"));
        truth
            .typed
            .retain(|(instance, _)| instance.place.contains(branches::MARK));
        documents.push((name, truth));
        if documents.len() == choice.most {
            break;
        }
    }
    let truths: Vec<&Truth> = documents.iter().map(|(_, truth)| truth).collect();
    let answers = answers("branches", &truths);
    let mut rest = &answers[..];
    let mut total = Verdict::default();
    for (name, truth) in &documents {
        let (own, others) = rest.split_at(truth.typed.len());
        rest = others;
        // No word of a validator excuses a branch that is lost: a choice of optional members always fits several.
        let verdict = Verdict::of(truth, own, &[]);
        println!("{name}: {verdict}");
        total.add(name, verdict);
    }
    println!("{} documents: {total}", documents.len());
    assert!(
        total.unequal.is_empty(),
        "branches that came back otherwise: {:#?}",
        total.unequal
    );
}

/// What the types made of every instance, one document after the other.
fn answers(name: &str, truths: &[&Truth]) -> Vec<Result<String, String>> {
    let modules = truths.iter().map(|truth| Module {
        types: &truth.types,
        table: &truth.table,
    });
    let modules: Vec<Module<'_>> = modules.collect();
    let mut tasks = Vec::new();
    for (module, truth) in truths.iter().enumerate() {
        tasks.extend(truth.typed.iter().map(|(instance, entry)| Task {
            module,
            entry: *entry,
            text: instance.value.to_string(),
        }));
    }
    program::run(name, 1, &modules, &tasks)
}

/// Which documents are looked at.
struct Choice {
    /// How many.
    most: usize,
    /// How many values each has.
    fewest: usize,
    /// What stands in their names.
    named: String,
}

impl Choice {
    fn read() -> Self {
        let said = env::var("TAMIS_TRUTH_DOCUMENTS").unwrap_or_else(|_| DOCUMENTS.to_string());
        match said.parse() {
            Ok(most) => Self {
                most,
                fewest: FEWEST,
                named: String::new(),
            },
            Err(_) => Self {
                most: usize::MAX,
                fewest: 1,
                named: said,
            },
        }
    }

    /// The documents of a folder, the smallest first.
    fn documents(&self, folder: &Path) -> impl Iterator<Item = (String, Vec<u8>)> {
        let mut documents: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| (fs::metadata(&path).unwrap().len(), path))
            .collect();
        documents.sort();
        documents.into_iter().filter_map(|(_, path)| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = name
                .contains(&self.named)
                .then(|| fs::read(&path).unwrap())?;
            Some((name, text))
        })
    }
}

fn chosen(folder: &Path) -> Vec<(String, Truth)> {
    let mut chosen = Vec::new();
    let choice = Choice::read();
    for (name, text) in choice.documents(folder) {
        let builder = tamis::configure().unknown_members(UnknownMembers::Keep);
        let truth = Truth::of(&name, &text, builder, Vec::new());
        let truth = truth.unwrap_or_else(|error| panic!("{name}: {error}"));
        if truth.typed.len() >= choice.fewest {
            chosen.push((name, truth));
        }
        if chosen.len() == choice.most {
            break;
        }
    }
    chosen
}
