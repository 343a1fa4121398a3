//! No parameter is lost or sent under another name, as far as the source of clients tells: for all documents there are.

use std::io::Write;

use tamis::Source;

use crate::document::Document;
use crate::{corpus, golden, names, source};

#[test]
fn golden_clients_encode_every_parameter_under_its_name() {
    let mut complaints = Vec::new();
    for golden in golden::all() {
        let document = Document::read(&golden.text).unwrap();
        let generated = golden.builder().generate(&golden.sources()).unwrap();
        let (modules, tables) = source::read(generated.files()).unwrap();
        let (_, found) = names::compare_source(&document, &modules, &tables);
        complaints.extend(
            found
                .iter()
                .map(|found| format!("{}: {found}", golden.name)),
        );
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
#[cfg_attr(not(corpus), ignore = "needs real documents: TAMIS_CORPUS")]
fn clients_of_real_documents_encode_every_parameter_under_its_name() {
    let all = corpus::all();
    let (mut count, mut complaints) = (0, Vec::new());
    for real in &all {
        let (name, text) = (&real.name, real.text());
        let document = Document::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let generated = tamis::configure().generate(&[Source::new(name.clone(), text)]);
        let generated = generated.unwrap_or_else(|error| panic!("{name}: {error}"));
        let (modules, tables) =
            source::read(generated.files()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (names, found) = names::compare_source(&document, &modules, &tables);
        count += names;
        complaints.extend(found.iter().map(|found| format!("{name}: {found}")));
    }
    if !all.is_empty() {
        let _ = writeln!(
            std::io::stderr(),
            "{} documents with {count} parameters compared",
            all.len()
        );
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
