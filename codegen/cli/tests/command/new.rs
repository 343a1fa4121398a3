//! `tamis new`: a crate, and whose files are whose.

use crate::PETS;
use crate::folder::{Folder, names};

#[test]
fn new_makes_a_crate_and_leaves_what_is_its_owners() {
    let folder = Folder::new("new");
    folder.put("pets.yaml", PETS);
    folder.put(
        "runtime/Cargo.toml",
        "[package]\nname = \"tamis-runtime\"\n",
    );
    let args = [
        "new",
        "pets.yaml",
        "--out",
        "made/pets",
        "--runtime-path",
        "runtime",
    ];
    folder.tamis(&args).assert(
        0,
        "pet-store-client in made/pets: 1 operation, 1 type\n",
        "",
    );
    let files = folder.files("made");
    assert_eq!(
        names(&files),
        [
            "made/pets/.gitignore",
            "made/pets/.tamis-files",
            "made/pets/Cargo.toml",
            "made/pets/README.md",
            "made/pets/src/client.rs",
            "made/pets/src/lib.rs",
            "made/pets/src/pets.rs",
            "made/pets/src/types.rs",
        ]
    );
    let manifest: toml::Table = files["made/pets/Cargo.toml"].parse().unwrap();
    assert_eq!(
        manifest["package"]["name"].as_str(),
        Some("pet-store-client")
    );
    let runtime = &manifest["dependencies"]["tamis-runtime"];
    assert_eq!(runtime["path"].as_str(), Some("../../runtime"));
    assert!(files["made/pets/src/lib.rs"].contains("//! use pet_store_client::Client;"));
    let all: String = files.into_values().collect();
    assert!(
        !all.contains(folder.0.to_str().unwrap()),
        "an absolute path"
    );

    folder.put("made/pets/Cargo.toml", "# mine\n[package.metadata.tamis]\n");
    folder.put("made/pets/README.md", "mine\n");
    folder.put("pets.yaml", PETS.replace("[Pets]", "[Animals]"));
    let checked = folder.tamis(&["new", "pets.yaml", "--out", "made/pets", "--check"]);
    assert_eq!(checked.code, Some(3), "{}", checked.err);
    assert!(
        checked
            .err
            .contains("made/pets/src/animals.rs is missing\n"),
        "{}",
        checked.err
    );
    assert_eq!(folder.tamis(&args).code, Some(0));
    let files = folder.files("made");
    assert_eq!(files["made/pets/README.md"], "mine\n");
    assert!(files["made/pets/Cargo.toml"].starts_with("# mine\n"));
    assert!(files.contains_key("made/pets/src/animals.rs"));
    assert!(!files.contains_key("made/pets/src/pets.rs"));
    let checked = ["new", "pets.yaml", "--out", "made/pets", "--check"];
    folder.tamis(&checked).assert(0, "", "");
}

#[test]
fn new_takes_no_folder_that_is_somebody_elses() {
    let folder = Folder::new("new-occupied");
    folder.put("pets.yaml", PETS);
    folder.put("made/notes.txt", "mine\n");
    let refused = folder.tamis(&["new", "pets.yaml", "--out", "made"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(
        refused
            .err
            .contains("made holds something that is not from tamis"),
        "{}",
        refused.err
    );
    assert_eq!(names(&folder.files("made")), ["made/notes.txt"]);
    let name = folder.tamis(&["new", "pets.yaml", "--out", "b", "--name", "struct"]);
    assert_eq!(name.code, Some(1));
    assert!(
        name.err.contains("`struct` cannot be the name of a crate"),
        "{}",
        name.err
    );
    let runtime = folder.tamis(&["new", "pets.yaml", "--out", "b", "--runtime-path", "made"]);
    assert_eq!(runtime.code, Some(1));
    assert!(runtime.err.contains("error[no-runtime]"), "{}", runtime.err);
    assert!(!folder.0.join("b").exists());
}

#[test]
fn the_summary_for_tools_is_one_object() {
    let folder = Folder::new("json");
    folder.put("pets.yaml", PETS);
    let ended = folder.tamis(&["new", "pets.yaml", "--out", "made", "--json"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let summary: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    let wanted = serde_json::json!({
        "operations": 1, "skipped": [], "warnings": 0, "types": 1, "generics": 0,
        "paginated_operations": 0, "filter_families": 0, "parameters_collapsed": 0,
        "typed_places": 3, "degraded": [],
    });
    assert_eq!(summary, wanted);
}
