//! The `tamis` command as a process: what it prints, what it writes, how it ends.
//!
//! In: documents and pages written by each test into a folder of its own. Out: assertions on standard output, standard
//! error, the exit code and every file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PETS: &str = "\
openapi: 3.0.3
info: {title: Pet Store, version: '1.2'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets/{id}:
    get:
      tags: [Pets]
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
";

/// A folder of a test's own, empty, in which its commands run.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        if path.exists() {
            fs::remove_dir_all(&path).unwrap();
        }
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below, with its text.
    fn files(&self, below: &str) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.0.join(below)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.0).unwrap().to_str().unwrap();
                    files.insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap());
                }
            }
        }
        files
    }

    fn tamis(&self, args: &[&str]) -> Ended {
        let output = Command::new(env!("CARGO_BIN_EXE_tamis"))
            .args(args)
            .current_dir(&self.0)
            .output()
            .unwrap();
        Ended {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// How a command ended.
#[derive(Debug, PartialEq)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    #[track_caller]
    fn assert(self, code: i32, out: &str, err: &str) {
        let wanted = Ended {
            code: Some(code),
            out: out.to_owned(),
            err: err.to_owned(),
        };
        assert_eq!(self, wanted, "\n{}\n{}", self.out, self.err);
    }
}

fn page(document: &str) -> String {
    format!("# A page\n\ntext\n\n````yaml get /pets\n{document}````\n\nmore text\n")
}

fn names(files: &BTreeMap<String, String>) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

#[test]
fn help_names_every_command_and_exit_code() {
    let folder = Folder::new("help");
    let help = folder.tamis(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    for part in ["import", "new", "generate", "Exit codes:", "  3  `--check`"] {
        assert!(help.out.contains(part), "{part}: {}", help.out);
    }
    let wrong = folder.tamis(&["generate", "--out", "x"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("<SPEC>"), "{}", wrong.err);
    assert_eq!(folder.tamis(&[]).code, Some(2));
}

#[test]
fn import_cuts_documents_out_byte_for_byte() {
    let folder = Folder::new("import");
    let windows = PETS.replace('\n', "\r\n");
    folder.put("pages/pets.md", page(PETS));
    folder.put(
        "pages/windows.mdx",
        page(&windows).replace("\r\n", "\n").replace('\n', "\r\n"),
    );
    folder.put("pages/json.md", "```json\n{\"openapi\": \"3.0.0\"}\n```\n");
    let args = [
        "import",
        "pages/pets.md",
        "pages/windows.mdx",
        "pages/json.md",
    ];
    folder.tamis(&args).assert(
        0,
        "specs/json.json written\nspecs/pets.yaml written\nspecs/windows.yaml written\n",
        "",
    );
    let wanted = BTreeMap::from([
        (
            "specs/json.json".to_owned(),
            "{\"openapi\": \"3.0.0\"}\n".to_owned(),
        ),
        ("specs/pets.yaml".to_owned(), PETS.to_owned()),
        ("specs/windows.yaml".to_owned(), windows),
    ]);
    assert_eq!(folder.files("specs"), wanted);
    folder
        .tamis(&["import", "pages/pets.md"])
        .assert(0, "specs/pets.yaml unchanged\n", "");
}

#[test]
fn import_writes_all_documents_or_none() {
    let folder = Folder::new("import-none");
    folder.put("good.md", page(PETS));
    folder.put("empty.md", "# No document here\n");
    folder.put(
        "broken.md",
        page("openapi: 3.0.0\ninfo: {title: x\npaths: {}\n"),
    );
    folder.put("bytes.md", b"\xff\xfe");
    let ended = folder.tamis(&[
        "import",
        "good.md",
        "empty.md",
        "broken.md",
        "bytes.md",
        "absent.md",
        "--out",
        "out",
    ]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
    for part in [
        "error[no-document]: the page holds no OpenAPI document\n --> empty.md\n",
        "error[not-utf-8]",
        "cannot read absent.md",
        " --> broken.md:",
    ] {
        assert!(ended.err.contains(part), "{part}\n{}", ended.err);
    }
    assert!(!folder.0.join("out").exists());
}

#[test]
fn import_overwrites_only_when_forced() {
    let folder = Folder::new("import-force");
    folder.put("pets.md", page(PETS));
    folder.put("a/pets.md", page("openapi: 3.0.0\n"));
    folder.put("specs/pets.yaml", "mine\n");
    let refused = folder.tamis(&["import", "pets.md"]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused
            .err
            .contains("specs/pets.yaml exists and is different"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(folder.read("specs/pets.yaml"), "mine\n");
    let both = folder.tamis(&["import", "pets.md", "a/pets.md", "--force"]);
    assert_eq!(both.code, Some(1));
    assert!(both.err.contains("would both be pets.yaml"), "{}", both.err);
    assert_eq!(folder.read("specs/pets.yaml"), "mine\n");
    folder
        .tamis(&["import", "pets.md", "--force"])
        .assert(0, "specs/pets.yaml written\n", "");
    assert_eq!(folder.read("specs/pets.yaml"), PETS);
}

#[test]
fn generate_writes_sources_and_check_compares_them() {
    let folder = Folder::new("generate");
    folder.put("pets.yaml", PETS);
    let check = ["generate", "pets.yaml", "--out", "src/api", "--check"];
    let missing = folder.tamis(&check);
    assert_eq!((missing.code, missing.out.as_str()), (Some(3), ""));
    assert!(
        missing.err.contains("src/api/api.rs is missing\n"),
        "{}",
        missing.err
    );
    assert!(!folder.0.join("src").exists());

    folder
        .tamis(&["generate", "pets.yaml", "--out", "src/api"])
        .assert(0, "src/api: 1 operation, 1 type\n", "");
    let files = folder.files("src");
    assert_eq!(
        names(&files),
        [
            "src/api/api.rs",
            "src/api/client.rs",
            "src/api/pets.rs",
            "src/api/types.rs"
        ]
    );
    assert!(
        files
            .values()
            .all(|text| text.starts_with("// @generated by tamis"))
    );
    folder.tamis(&check).assert(0, "", "");

    folder.put(
        "pets.yaml",
        PETS.replace("{type: string}", "{type: integer}"),
    );
    folder.put(
        "src/api/old.rs",
        "// @generated by tamis from something else\n",
    );
    folder.put("src/api/mine.rs", "// mine\n");
    folder.tamis(&check).assert(
        3,
        "",
        "src/api/types.rs differs\nsrc/api/old.rs is no longer part of the client\n",
    );
    assert_eq!(
        folder
            .tamis(&["generate", "pets.yaml", "--out", "src/api"])
            .code,
        Some(0)
    );
    folder.tamis(&check).assert(0, "", "");
    let after = folder.files("src");
    assert!(!after.contains_key("src/api/old.rs"));
    assert_eq!(after["src/api/mine.rs"], "// mine\n");
    assert_eq!(after["src/api/client.rs"], files["src/api/client.rs"]);
    assert_ne!(after["src/api/types.rs"], files["src/api/types.rs"]);
}

#[test]
fn what_tamis_did_not_write_is_not_overwritten() {
    let folder = Folder::new("generate-foreign");
    folder.put("pets.yaml", PETS);
    folder.put("src/types.rs", "// mine\n");
    let refused = folder.tamis(&["generate", "pets.yaml", "--out", "src"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    assert!(
        refused
            .err
            .contains("these files are not from tamis: src/types.rs"),
        "{}",
        refused.err
    );
    assert_eq!(names(&folder.files("src")), ["src/types.rs"]);
    assert_eq!(
        folder
            .tamis(&["generate", "pets.yaml", "--out", "src", "--force"])
            .code,
        Some(0)
    );
    assert!(folder.read("src/types.rs").starts_with("// @generated"));
}

#[test]
fn a_broken_document_is_shown_with_its_line() {
    let folder = Folder::new("broken");
    folder.put(
        "api/pets.yaml",
        PETS.replace("schema: {type: integer}", "schema: [integer]"),
    );
    let ended = folder.tamis(&["generate", "api", "--out", "out", "--strict"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended.err.contains(" --> api/pets.yaml:10:"),
        "{}",
        ended.err
    );
    assert!(
        ended.err.contains("10 |         - {name: id, in: path"),
        "{}",
        ended.err
    );
    assert!(
        !ended.err.contains('\u{1b}'),
        "colours in a pipe: {}",
        ended.err
    );
    assert!(!folder.0.join("out").exists());
    let absent = folder.tamis(&["generate", "nowhere", "--out", "out"]);
    assert_eq!(absent.code, Some(1));
    assert!(absent.err.contains("cannot read nowhere"), "{}", absent.err);
}

#[test]
fn a_config_beside_the_documents_is_used() {
    let folder = Folder::new("config");
    folder.put("specs/pets.yaml", PETS);
    folder.put("specs/tamis.toml", "derives = \"both\"\n");
    assert_eq!(
        folder.tamis(&["generate", "specs", "--out", "out"]).code,
        Some(0)
    );
    assert!(folder.read("out/types.rs").contains("Serialize"));
    folder.put("specs/tamis.toml", "derives = \"both\"\nflters = 1\n");
    let wrong = folder.tamis(&["generate", "specs", "--out", "out"]);
    assert_eq!(wrong.code, Some(1));
    assert!(
        wrong.err.contains(" --> specs/tamis.toml:2:1"),
        "{}",
        wrong.err
    );
    assert!(
        wrong.err.contains("unknown field `flters`"),
        "{}",
        wrong.err
    );
    folder.put("other.toml", "");
    let named = [
        "generate",
        "specs",
        "--out",
        "out",
        "--config",
        "other.toml",
    ];
    assert_eq!(folder.tamis(&named).code, Some(0));
    assert!(!folder.read("out/types.rs").contains("Serialize"));
}

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
