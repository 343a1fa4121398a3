//! A document in several files: the same client as from one file.
//!
//! In: the folder `tests/parts/`, and the golden document that says the same in one file, whose client is compiled and
//! has snapshots. Out: that not a byte differs.

use std::collections::BTreeMap;
use std::path::Path;

use tamis::Source;

fn client(documents: &[Source]) -> BTreeMap<String, String> {
    let generated = tamis::configure().generate(documents);
    let generated = generated.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        generated.warnings().is_empty(),
        "{:#?}",
        generated.warnings()
    );
    let files = generated.files();
    files
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

#[test]
fn a_document_in_several_files_gives_the_client_of_the_whole() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let parts = tamis::find_documents(&[tests.join("parts")])
        .unwrap()
        .sources;
    assert_eq!(parts.len(), 6, "the document and five files of parts");
    let whole = std::fs::read(tests.join("golden/shared_parts.yaml")).unwrap();
    let whole = client(&[Source::new("shared_parts.yaml", whole)]);
    assert!(whole.contains_key("types.rs"), "{:?}", whole.keys());
    assert_eq!(client(&parts), whole);
}
