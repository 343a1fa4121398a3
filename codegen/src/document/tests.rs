//! The whole stage, on the documents in `specs/` and on every document of a folder named by `TAMIS_CORPUS`.

mod hostile;

use std::path::{Path, PathBuf};

use super::schema::Node;
use super::*;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

fn source(path: &Path) -> Source {
    let name = path.file_name().expect("a name").to_string_lossy();
    Source::new(name, std::fs::read(path).expect("a readable file"))
}

fn read_all(sources: &[Source]) -> (Model, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let model = read(sources, &Config::default(), &mut diagnostics);
    let model = model.unwrap_or_else(|error| panic!("{error}")).model;
    (model, diagnostics.into_vec())
}

#[test]
fn the_documents_in_specs_are_one_api() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let sources: Vec<Source> = files(&folder).iter().map(|path| source(path)).collect();
    assert!(sources.len() >= 3);
    let (model, diagnostics) = read_all(&sources);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(model.operations().count(), 3);
    for operation in model.operations() {
        assert_eq!(operation.security.as_ref().map(Vec::len), Some(1));
    }
    let components = model.openapi.components.expect("components");
    let schemas = &model.schemas.components;
    assert!(schemas.contains_key("HTTPValidationError"));
    assert_eq!(components.security_schemes.len(), 2);
}

#[test]
#[ignore = "reads the folder named by TAMIS_CORPUS"]
#[expect(clippy::print_stdout, reason = "a person reads what it finds")]
fn every_document_of_a_folder_can_be_read() {
    let folder = std::env::var("TAMIS_CORPUS").expect("TAMIS_CORPUS names a folder");
    let only = std::env::var("TAMIS_ONLY").unwrap_or_default();
    let mut codes = std::collections::BTreeMap::<&str, usize>::new();
    let mut failed = 0;
    for path in files(Path::new(&folder)) {
        let source = source(&path);
        if !source.name.contains(&only) {
            continue;
        }
        let name = source.name.clone();
        let sources = [source];
        let mut diagnostics = Diagnostics::new();
        let start = std::time::Instant::now();
        let model = read(&sources, &Config::default(), &mut diagnostics).map(|read| read.model);
        let time = start.elapsed();
        match model {
            Ok(model) => {
                let operations = model.operations().count();
                println!("{name}: {operations} operations, {time:?}");
            }
            Err(error) => {
                failed += 1;
                println!("{name}: FAILED\n{error}");
            }
        }
        for diagnostic in diagnostics.iter() {
            *codes.entry(diagnostic.code.as_str()).or_default() += 1;
            println!("    {diagnostic}");
        }
    }
    println!("{codes:#?}");
    assert_eq!(failed, 0);
}

#[test]
fn references_are_references() {
    let text = "
openapi: 3.0.0
info: {title: T, version: 1}
paths: {}
components: {schemas: {A: {properties: {b: {$ref: '#/components/schemas/B'}}}, B: {type: string}}}
";
    let (model, _) = read_all(&[Source::new("a.yaml", text)]);
    let schemas = &model.schemas;
    let Node::Item(a) = schemas.get(schemas.components["A"]) else {
        panic!("a schema");
    };
    let Some(Node::Ref(b)) = a.properties.get("b").map(|id| schemas.get(*id)) else {
        panic!("a reference");
    };
    assert_eq!((&*b.component, b.target), ("B", Some(1)));
}
