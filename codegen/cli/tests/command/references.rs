//! References to other hosts: files that stand for them, as `tamis.toml` says; nothing is fetched.

use crate::folder::{Ended, Folder};

const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: 'https://example.com/schemas/common.yaml#/Pet'}}}}}
";

/// Refers to another file by an address relative to its own, and to one beside it on the disk.
const COMMON: &str = "\
Pet: {type: object, required: [owner], properties: {owner: {$ref: 'people.yaml#/Owner'}, food: {$ref: './food.yaml#/Food'}}}
";

const PEOPLE: &str = "Owner: {type: object, properties: {known_since: {type: integer}}}\n";

const FOOD: &str = "Food: {type: object, properties: {grams: {type: number}}}\n";

/// By `sha256sum`.
const SUM_OF_COMMON: &str = "4f5b6ef9c0c4ba9e7f4907ef699974fc720c5001f02cb387c4ba110d95dfe074";
const SUM_OF_PEOPLE: &str = "d4d6dc293fd640f6280fde47932474affb920dd1294ab96b5bcab1f57ac2910c";

fn config(common: &str) -> String {
    format!(
        "[references.\"https://example.com/schemas/common.yaml\"]\nfile = \"remote/common.yaml\"\nsha256 = \"{common}\"\n\n\
         [references.\"https://example.com/schemas/people.yaml\"]\nfile = \"remote/persons.yaml\"\nsha256 = \"{SUM_OF_PEOPLE}\"\n"
    )
}

/// Generates from the document, which is named as a file or by its folder.
fn generate(folder: &Folder, named: &str, config: &str) -> Ended {
    folder.put("specs/pets.yaml", PETS);
    folder.put("specs/remote/common.yaml", COMMON);
    folder.put("specs/remote/persons.yaml", PEOPLE);
    folder.put("specs/remote/food.yaml", FOOD);
    folder.put("specs/tamis.toml", config);
    folder.tamis(&["generate", named, "--out", "out"])
}

#[test]
fn files_stand_for_addresses() {
    let folder = Folder::new("references-followed");
    let ended = generate(&folder, "specs", &config(SUM_OF_COMMON));
    assert_eq!(
        (ended.code, ended.err.as_str()),
        (Some(0), ""),
        "{}",
        ended.err
    );
    let types = folder.read("out/types.rs");
    for part in ["owner: Owner", "known_since: i64", "grams: f64"] {
        assert!(types.contains(part), "{part}: {types}");
    }
}

#[test]
fn of_a_document_that_is_named_as_a_file_too() {
    let folder = Folder::new("references-of-a-file");
    let ended = generate(&folder, "specs/pets.yaml", &config(SUM_OF_COMMON));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let types = folder.read("out/types.rs");
    assert!(types.contains("known_since: i64"), "{types}");
}

#[test]
fn another_file_than_the_one_that_was_meant_is_refused() {
    let folder = Folder::new("references-changed");
    let wrong = SUM_OF_PEOPLE;
    let shown = format!(
        r#"error[references]: specs/remote/common.yaml is not the file that was meant: its SHA-256 is {SUM_OF_COMMON}
 --> specs/tamis.toml:3:1
  |
3 | sha256 = "{wrong}"
  | ^^^^^^
  |
  = note: at `#/references/https:~1~1example.com~1schemas~1common.yaml/sha256`
  = help: read what has changed in it before the checksum is changed

"#
    );
    generate(&folder, "specs", &config(wrong)).assert(1, "", &shown);
    assert!(!folder.0.join("out").exists());
}

#[test]
fn an_address_in_vain_and_a_file_that_is_not_there_are_shown_with_their_lines() {
    let folder = Folder::new("references-in-vain");
    let more = format!(
        "{}\n[references.\"https://example.com/a.yaml\"]\nfile = \"remote/food.yaml\"\nsha256 = \"69800d78df77a851e083003c4d4a63ca159b27f016ba9317abf36645c19762fc\"\n\n\
         [references.\"https://example.com/b.yaml\"]\nfile = \"remote/none.yaml\"\nsha256 = \"00\"\n",
        config(SUM_OF_COMMON)
    );
    let ended = generate(&folder, "specs", &more);
    assert_eq!(ended.code, Some(1));
    for part in [
        "error[references]: there is no file `remote/none.yaml` among those that were read\n  --> specs/tamis.toml:14:1\n",
        "error[references]: nothing in the documents refers to `https://example.com/a.yaml`\n",
        " --> specs/tamis.toml:9:",
    ] {
        assert!(ended.err.contains(part), "{part}: {}", ended.err);
    }
}

#[test]
fn without_an_entry_the_message_says_what_to_write() {
    let folder = Folder::new("references-none");
    let ended = generate(&folder, "specs", "");
    let help =
        "save the file, and say under `references` in tamis.toml that it stands for the address";
    assert!(ended.err.contains(help), "{}", ended.err);
}
