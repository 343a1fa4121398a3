//! The detection of filters against two hundred operations of real documents that were labelled by hand.
//!
//! In: `tests/filters/labelled.yaml`; its head says how the operations were drawn and labelled. Out: precision and recall,
//! by members and by families, with every miss and every false one. Needs no documents: each drawn document is built again
//! from the parameter lists. Where `TAMIS_CORPUS` names a folder with the real ones, the lists are compared with
//! them, and the detection runs on the whole documents too. `TAMIS_CORPUS_LIMIT` leaves out documents of more bytes.

#![expect(
    clippy::print_stdout,
    reason = "precision and recall are what a reader of the log wants to know"
)]
#![expect(clippy::unwrap_used, reason = "a test panics where it fails")]

#[path = "filters/corpus.rs"]
mod corpus;
#[path = "filters/labelled.rs"]
mod labelled;
#[path = "filters/score.rs"]
mod score;
#[path = "filters/yaml.rs"]
mod yaml;

use std::collections::BTreeSet;

use tamis::{Config, Explanation, FilterRule, Source};

use self::labelled::Convention;
use self::score::Score;

fn explain(name: &str, text: Vec<u8>) -> Explanation {
    tamis::configure()
        .explain(&[Source::new(name, text)])
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn filters_of_real_operations_are_those_that_a_person_finds() {
    let labelled = labelled::read();
    let mut score = Score::default();
    for operations in labelled::by_document(&labelled) {
        let name = format!("{}.json", operations[0].document);
        let text = labelled::document(&operations).to_string();
        score.add(&operations, &explain(&name, text.into_bytes()));
    }
    score.judge("from the parameter lists");
}

/// The word ranges are labelled, too; they are filters only where a user asks for them.
#[test]
fn word_ranges_are_found_where_they_are_asked_for() {
    let labelled = labelled::read();
    let mut ranges = score::Ranges::default();
    for operations in labelled::by_document(&labelled) {
        let is_weak = |each: &&labelled::Labelled| {
            each.families
                .iter()
                .any(|family| family.convention == Convention::Weak)
        };
        let operations: Vec<_> = operations.into_iter().filter(is_weak).collect();
        if operations.is_empty() {
            continue;
        }
        let text = labelled::document(&operations).to_string();
        let source = Source::new("document.json", text.into_bytes());
        let words = FilterRule::new().convention(tamis::Convention::Word, true);
        let explained = tamis::configure()
            .filter_rule(words)
            .explain(&[source])
            .unwrap();
        ranges.add(&operations, &explained);
    }
    ranges.judge();
}

/// Of what `tamis explain --suggest` writes, what a person finds right is accepted; nothing else of the configuration is by hand.
#[test]
fn with_the_suggestions_that_are_right_all_that_a_person_finds_is_found() {
    let labelled = labelled::read();
    let mut found = score::Ranges::of_all();
    let (mut right, mut all) = (0, 0);
    for operations in labelled::by_document(&labelled) {
        let text = labelled::document(&operations).to_string();
        let source = [Source::new("document.json", text.into_bytes())];
        let suggestions = tamis::configure().suggest(&source).unwrap().suggestions;
        all += suggestions.len();
        let accepted = (suggestions.iter())
            .filter(|suggestion| labelled::are_members(&operations, &suggestion.what));
        let lines: Vec<&str> = accepted
            .map(|suggestion| suggestion.lines.as_str())
            .collect();
        right += lines.len();
        let config = Config::from_toml("tamis.toml", &lines.concat()).unwrap();
        let explained = tamis::configure().config(config).explain(&source).unwrap();
        assert!(
            explained.warnings().is_empty(),
            "{:?}",
            explained.warnings()
        );
        found.add(&operations, &explained);
    }
    println!("{right} of {all} suggestions are right");
    assert!(right >= 10, "{right}");
    found.judge();
}

/// All suggestions accepted, right or not: each is followed, and each parameter is sent under its own name by one setter.
#[test]
fn every_suggestion_is_followed_and_takes_no_parameter_away() {
    let labelled = labelled::read();
    let mut followed = 0;
    for operations in labelled::by_document(&labelled) {
        let text = labelled::document(&operations).to_string();
        let source = [Source::new("document.json", text.into_bytes())];
        let suggested = tamis::configure().suggest(&source).unwrap();
        let config = Config::from_toml("tamis.toml", &suggested.to_string()).unwrap();
        let explained = tamis::configure().config(config).explain(&source).unwrap();
        assert!(
            explained.warnings().is_empty(),
            "{:?}",
            explained.warnings()
        );
        for suggestion in &suggested.suggestions {
            for name in &suggestion.what {
                let is_part = |operation: &tamis::ExplainedOperation| {
                    let mut members = operation.filters.iter().flat_map(|filter| &filter.members);
                    members.any(|(member, _)| member == name)
                };
                assert!(explained.operations.iter().any(is_part), "{suggestion}");
                followed += 1;
            }
        }
        for each in &operations {
            let own: BTreeSet<&str> = each.query_parameters().collect();
            let found = (explained.operations.iter()).filter(|it| it.operation == each.operation);
            let mut sent = BTreeSet::new();
            for (name, _) in found.flat_map(|it| &it.filters).flat_map(|it| &it.members) {
                let parameter = name.split('[').next().unwrap();
                assert!(
                    own.contains(name.as_str()) || own.contains(parameter),
                    "{each}: {name}"
                );
                assert!(sent.insert(name), "{each}: {name} is sent by two");
            }
        }
    }
    assert!(followed > 40, "{followed}");
}

/// The options of a golden document, whose client `tests/wire` asks for requests, are what is suggested for it.
#[test]
fn the_options_of_a_golden_document_are_those_that_are_suggested() {
    let text = include_str!("golden/filters_suggested.yaml");
    let options = text
        .lines()
        .find_map(|line| line.strip_prefix("# config: "))
        .unwrap();
    let options: Config = serde_json::from_str(options).unwrap();
    let suggested = tamis::configure()
        .suggest(&[Source::new("golden.yaml", text)])
        .unwrap();
    let config = Config::from_toml("tamis.toml", &suggested.to_string()).unwrap();
    assert_eq!(config.filters.rules, options.filters.rules);
    assert_eq!(config.pagination.rules, options.pagination.rules);
}

#[test]
fn the_labels_are_whole() {
    let labelled = labelled::read();
    assert_eq!(labelled.len(), 200);
    let plain = labelled.iter().filter(|it| it.stratum == "plain").count();
    assert_eq!(plain, 60);
    let distinct: BTreeSet<_> = labelled
        .iter()
        .map(|it| (&it.document, &it.operation))
        .collect();
    assert_eq!(
        distinct.len(),
        labelled.len(),
        "an operation is there twice"
    );
    for each in &labelled {
        let queries: BTreeSet<&str> = each.query_parameters().collect();
        let mut members: BTreeSet<&str> = BTreeSet::new();
        for family in &each.families {
            for member in family.members.keys() {
                // A property of an object is called behind the name of its parameter.
                let parameter = member.split('[').next().unwrap();
                assert!(
                    queries.contains(member.as_str()) || queries.contains(parameter),
                    "{each}: no parameter is called {member}"
                );
                assert!(members.insert(member), "{each}: {member} is there twice");
            }
            assert!(
                family.members.len() >= 2,
                "{each}: {} is alone",
                family.field
            );
        }
        for plain in each.plain.keys().filter(|plain| !plain.starts_with('*')) {
            assert!(
                queries.contains(plain.as_str()),
                "{each}: no parameter is called {plain}"
            );
            assert!(!members.contains(plain.as_str()), "{each}: {plain} is both");
        }
    }
    let weak = (labelled.iter())
        .flat_map(|each| &each.families)
        .filter(|family| family.convention == Convention::Weak)
        .count();
    assert!(weak > 0, "word ranges are in it, too");
    let corrected = labelled.iter().filter(|each| each.corrected.is_some());
    println!("{} labels were corrected", corrected.count());
}

#[test]
#[cfg_attr(not(corpus), ignore = "needs real documents: TAMIS_CORPUS")]
fn the_parameter_lists_are_those_of_the_real_documents() {
    let labelled = labelled::read();
    let by_document = labelled::by_document(&labelled);
    let mut documents = 0;
    for operations in &by_document {
        let Some((_, text)) = corpus::find(&operations[0].document) else {
            continue;
        };
        let real = corpus::Document::parse(&text);
        for each in operations {
            assert_eq!(real.openapi(), each.openapi, "{each}: version");
            assert_eq!(real.marks(&each.marks), each.marks, "{each}: marks");
            assert_eq!(real.parameters(&each.operation), each.parameters, "{each}");
        }
        documents += 1;
    }
    corpus::say_how_many(documents, by_document.len());
}

#[test]
#[cfg_attr(not(corpus), ignore = "needs real documents: TAMIS_CORPUS")]
fn filters_in_the_real_documents_are_those_that_a_person_finds() {
    let labelled = labelled::read();
    let by_document = labelled::by_document(&labelled);
    let mut score = Score::default();
    let mut documents = 0;
    for operations in &by_document {
        let Some((name, text)) = corpus::find(&operations[0].document) else {
            continue;
        };
        score.add(operations, &explain(&name, text));
        documents += 1;
    }
    if documents > 0 {
        score.judge("in the whole documents");
    }
    corpus::say_how_many(documents, by_document.len());
}
