//! Documents in parts: a file by itself reads what it refers to, wherever that is, and nothing else.

mod refused;

use std::collections::BTreeMap;

use crate::PETS;
use crate::folder::{Ended, Folder};

/// A document whose operation and type stand in other files.
const ROOT: &str = "\
openapi: 3.0.3
info: {title: Pet Store, version: '1.2'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets: {$ref: MODELS/pets.yaml}
";

const PATHS: &str = "\
get:
  operationId: listPets
  responses:
    '200':
      description: All pets.
      content: {application/json: {schema: {type: array, items: {$ref: 'pet.json#/Pet'}}}}
";

const PET: &str = r#"{"Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}}"#;

fn parts(folder: &Folder, root: &str, models: &str, seen_from_root: &str) {
    folder.put(root, ROOT.replace("MODELS", seen_from_root));
    folder.put(&format!("{models}/pets.yaml"), PATHS);
    folder.put(&format!("{models}/pet.json"), PET);
}

/// The files of the client, by their names in its folder.
#[track_caller]
fn client(folder: &Folder, args: &[&str]) -> BTreeMap<String, String> {
    let ended = folder.tamis(&[args, &["--out", "out"]].concat());
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{args:?}");
    let files = folder.files("out");
    let _ = std::fs::remove_dir_all(folder.0.join("out"));
    files
}

#[test]
fn a_file_reads_what_stands_below_beside_and_above_it() {
    let folder = Folder::new("parts-all");
    parts(&folder, "whole/api/root.yaml", "whole/api/defs", "defs");
    parts(
        &folder,
        "beside/api/root.yaml",
        "beside/models",
        "../models",
    );
    parts(&folder, "above/a/b/root.yaml", "above", "../..");
    let below = client(&folder, &["generate", "whole/api/root.yaml"]);
    assert!(below["out/operations.rs"].contains("\"/pets\""));
    assert!(below["out/operations.rs"].contains("type Output = Vec<Pet>;"));
    assert!(below["out/types.rs"].contains("name: String = \"name\""));
    // The folder that holds everything is another way to say the same.
    for spec in [
        "whole/api",
        "beside/api/root.yaml",
        "beside/api/../api/root.yaml",
        "above/a/b/root.yaml",
    ] {
        assert_eq!(client(&folder, &["generate", spec]), below, "{spec}");
    }
    let inside = Folder(folder.0.join("beside/api"));
    assert_eq!(client(&inside, &["generate", "root.yaml"]), below);
    let made = client(&folder, &["new", "beside/api/root.yaml"]);
    assert!(made["out/src/operations.rs"].contains("\"/pets\""));
}

#[test]
fn what_goes_up_and_comes_back_has_not_left() {
    let folder = Folder::new("parts-back");
    parts(&folder, "api/root.yaml", "api/defs", "defs");
    let straight = client(&folder, &["generate", "api/root.yaml"]);
    let above = folder.0.file_name().unwrap().to_string_lossy().into_owned();
    let far = format!("../../{above}/api/defs");
    for way in ["../api/defs", "../api/../api/defs", "./../api/./defs", &far] {
        folder.put("api/root.yaml", ROOT.replace("MODELS", way));
        folder.put(
            "api/defs/pets.yaml",
            PATHS.replace("pet.json", "../defs/pet.json"),
        );
        for spec in ["api/root.yaml", "api", "api/."] {
            assert_eq!(
                client(&folder, &["generate", spec]),
                straight,
                "{way} of {spec}"
            );
        }
        let inside = Folder(folder.0.join("api"));
        for spec in ["root.yaml", "."] {
            assert_eq!(
                client(&inside, &["generate", spec]),
                straight,
                "{way} of {spec}"
            );
        }
    }
    // Another folder is one, whatever it is called.
    folder.put("apis/defs/pets.yaml", PATHS);
    folder.put("api/root.yaml", ROOT.replace("MODELS", "../apis/defs"));
    let ended = folder.tamis(&["generate", "api", "--out", "out"]);
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert!(ended.err.contains("no such file was read"), "{}", ended.err);
}

#[test]
fn documents_beside_it_are_read_for_what_it_refers_to_only() {
    let folder = Folder::new("parts-siblings");
    parts(&folder, "api/root.yaml", "api", ".");
    folder.put(
        "api/pets.yaml",
        PATHS.replace("pet.json#/Pet", "other.yaml#/components/schemas/Pet"),
    );
    folder.put("api/other.yaml", PETS);
    folder.put("api/broken.yaml", "{");
    folder.put("api/third.yaml", PETS.replace("getPet", "third"));
    let files = client(&folder, &["generate", "api/root.yaml"]);
    let all: String = files.values().map(String::as_str).collect();
    assert!(
        all.contains("ListPets") && all.contains("pub struct Pet"),
        "{all}"
    );
    assert!(!all.contains("GetPet") && !all.contains("Third"), "{all}");
    // Two that are named are one API, each with its parts; a part that is named, too, is no part any more.
    std::fs::remove_file(folder.0.join("api/broken.yaml")).unwrap();
    let both = client(&folder, &["generate", "api/root.yaml", "api/other.yaml"]);
    let all: String = both.values().map(String::as_str).collect();
    assert!(
        all.contains("ListPets") && all.contains("GetPet") && !all.contains("Third"),
        "{all}"
    );
}

#[test]
fn an_overlay_beside_a_document_with_parts_above_finds_it() {
    let folder = Folder::new("parts-overlay");
    parts(&folder, "api/root.yaml", "models", "../models");
    folder.put(
        "api/overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nextends: ./root.yaml\n\
         actions: [{target: $.info, update: {title: Other}}]\n",
    );
    let files = client(&folder, &["generate", "api/root.yaml", "api/overlay.yaml"]);
    assert!(files["out/client.rs"].contains("title: \"Other\""));
}

#[test]
fn complaints_name_files_as_the_user_sees_them() {
    let folder = Folder::new("parts-complaints");
    parts(&folder, "api/root.yaml", "models", "../models");
    folder.put(
        "models/pet.json",
        PET.replace("\"type\": \"string\"", "\"type\": [1]"),
    );
    let place = |ended: Ended| {
        let line = ended
            .err
            .lines()
            .find(|line| line.contains("-->"))
            .unwrap_or_default();
        line.trim().to_owned()
    };
    let ended = folder.tamis(&["generate", "api/root.yaml", "--out", "out"]);
    assert_eq!(place(ended), "--> models/pet.json:1:74");
    let inside = Folder(folder.0.join("api"));
    let ended = inside.tamis(&["generate", "root.yaml", "--out", "out"]);
    assert_eq!(place(ended), "--> ../models/pet.json:1:74");
    let whole = folder.0.join("api/root.yaml");
    let ended = folder.tamis(&["generate", whole.to_str().unwrap(), "--out", "out"]);
    let expected = folder.0.join("models/pet.json");
    assert_eq!(
        place(ended),
        format!("--> {}:1:74", expected.to_str().unwrap())
    );
    let ended = folder.tamis(&["generate", "api/../api/root.yaml", "--out", "out"]);
    assert_eq!(place(ended), "--> api/../models/pet.json:1:74");
}

#[test]
fn pages_without_a_document_are_passed_over_in_a_folder() {
    let folder = Folder::new("parts-pages");
    folder.put(
        "api/pets.markdown",
        format!("# Pets\n\n```yaml\n{PETS}```\n"),
    );
    folder.put(
        "api/README.md",
        "# My API\n\n```sh\ncargo build\n```\n\nIt speaks openapi: mostly.\n",
    );
    folder.put("api/CHANGES.markdown", "");
    folder.put("api/notes.mdx", "<Note />\n");
    let files = client(&folder, &["generate", "api"]);
    assert!(files["out/pets.rs"].contains("GetPet"));
    // One that was named is expected to hold one.
    let named = folder.tamis(&["generate", "api/README.md", "--out", "out"]);
    assert!(
        named
            .err
            .starts_with("error[no-document]: the page holds no OpenAPI document"),
        "{}",
        named.err
    );
    // So is one with a document outside of a block.
    folder.put("api/forgotten.md", PETS);
    let forgotten = folder.tamis(&["generate", "api", "--out", "out"]);
    assert!(
        forgotten.err.contains(
            "error[no-document]: the page holds no OpenAPI document\n--> api/forgotten.md"
        ),
        "{}",
        forgotten.err
    );
    folder.put("empty/README.md", "# Nothing\n");
    let empty = folder.tamis(&["generate", "empty", "--out", "out"]);
    assert!(
        empty
            .err
            .starts_with("error[no-documents]: empty holds no document"),
        "{}",
        empty.err
    );
}

#[test]
fn folders_and_files_together_refer_to_one_another() {
    let folder = Folder::new("parts-together");
    folder.put(
        "one/api/pets.yaml",
        PETS.replace("#/components/schemas/Pet", "../../two/api/pet.yaml"),
    );
    folder.put(
        "two/api/pet.yaml",
        "type: object\nproperties: {age: {type: integer}}\n",
    );
    folder.put(
        "two/api/pets.yaml",
        PETS.replace("getPet", "findPet")
            .replace("/pets/", "/others/"),
    );
    let files = client(
        &folder,
        &["generate", "one/api", "two/api", "two/api/pets.yaml"],
    );
    let all: String = files.values().map(String::as_str).collect();
    assert!(
        all.contains("GetPet") && all.contains("FindPet") && all.contains("age: i64 = \"age\""),
        "{all}"
    );
    // By itself, a folder is all that there is.
    let alone = folder.tamis(&["generate", "one/api", "--out", "out"]);
    assert!(
        alone.err.contains("it leaves the folder of the documents"),
        "{}",
        alone.err
    );
}

#[test]
fn a_document_in_a_subfolder_alone_is_pointed_out() {
    let folder = Folder::new("parts-subfolder");
    folder.put("api/reference/pets.yaml", PETS);
    folder.put("api/models/pet.yaml", "type: object\n");
    let ended = folder.tamis(&["generate", "api", "--out", "out"]);
    assert_eq!(ended.code, Some(1));
    let help = "help: api/reference/pets.yaml is one, but of a subfolder only what others refer to is read: name the file itself";
    assert!(ended.err.contains(help), "{}", ended.err);
}
