//! A build script as cargo runs it: what an editor learns of documents that are wrong, and which choices count.
//!
//! In: a small crate whose build script hands over to this test, so that nothing has to be compiled for it. Out: what
//! cargo says with `--message-format=json`, as an editor reads it, and the files in `OUT_DIR`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde_json::Value;

const PETS: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {description: All, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}
";

/// Not a test by itself: the build script of the crates that the others make.
#[test]
fn as_a_build_script() {
    let Some(documents) = env::var_os("TAMIS_TEST_DOCUMENTS") else {
        return;
    };
    // What stands on the line already is no directive.
    std::io::stdout().write_all(b"\n").unwrap();
    let builder = match env::var("TAMIS_TEST_SETTERS").unwrap().as_str() {
        "strict" => tamis::configure().strict(true),
        "by-use" => tamis::configure().derives(tamis::Derives::ByUse),
        "servers" => tamis::configure().servers(["https://build.example"]),
        "whole" => tamis::configure().config(tamis::Config::default()),
        "elsewhere" => tamis::configure().out_dir("elsewhere"),
        _ => tamis::configure(),
    };
    let code = builder.compile(documents);
    std::process::exit(i32::from(code != ExitCode::SUCCESS));
}

/// A crate with a build script.
struct Crate(PathBuf);

/// What cargo said.
struct Said {
    messages: Vec<Value>,
    err: String,
}

impl Crate {
    fn new(name: &str, library: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let made = Self(folder);
        made.put(
            "Cargo.toml",
            "[package]\nname = \"client\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n",
        );
        made.put("src/lib.rs", library);
        made
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn check(&self, documents: &str, setters: &str) -> Said {
        let this = env::current_exe().unwrap().to_str().unwrap().to_owned();
        self.put(
            "build.rs",
            &format!(
                "fn main() {{\n    let mut script = std::process::Command::new({this:?});\n    \
                 script.args([\"as_a_build_script\", \"--exact\", \"--nocapture\"]);\n    \
                 script.env(\"TAMIS_TEST_DOCUMENTS\", {documents:?}).env(\"TAMIS_TEST_SETTERS\", {setters:?});\n    \
                 std::process::exit(script.status().unwrap().code().unwrap());\n}}\n"
            ),
        );
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--message-format=json"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let messages = out.lines().map(|line| serde_json::from_str(line).unwrap());
        Said {
            messages: messages.collect(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    /// A file that the build script wrote.
    fn written(&self, name: &str) -> String {
        let executed = self.of("build-script-executed").next();
        let folder = executed.unwrap()["out_dir"].as_str().unwrap();
        fs::read_to_string(Path::new(folder).join(name)).unwrap()
    }

    fn of(&self, reason: &str) -> impl Iterator<Item = &Value> {
        self.messages
            .iter()
            .filter(move |message| message["reason"] == reason)
    }

    /// The errors that an editor shows.
    fn errors(&self) -> Vec<&str> {
        let messages = self.of("compiler-message").map(|it| &it["message"]);
        let errors = messages.filter(|message| message["level"] == "error");
        errors
            .map(|error| error["message"].as_str().unwrap())
            .collect()
    }

    fn succeeded(&self) -> bool {
        self.of("build-finished").all(|it| it["success"] == true)
    }
}

const INCLUDED: &str = "include!(concat!(env!(\"OUT_DIR\"), \"/api.rs\"));\n";

#[test]
fn errors_of_documents_reach_an_editor_with_their_lines() {
    let made = Crate::new("build-errors", INCLUDED);
    made.put("specs/pets.yaml", &PETS.replace("info: {", "info: {{"));
    made.put(
        "specs/other.json",
        "{\"openapi\": \"3.0.3\",\n  \"info\": }",
    );
    let said = made.check("specs", "");
    let errors = said.errors();
    assert_eq!(errors.len(), 2, "{errors:#?}\n{}", said.err);
    assert!(
        errors[0].starts_with("specs/other.json:2:11: not valid JSON: "),
        "{errors:#?}"
    );
    assert!(errors[1].starts_with("specs/pets.yaml:2:"), "{errors:#?}");
    assert!(errors[0].contains(" [syntax]\n"), "{errors:#?}");
    assert!(!said.succeeded());
    // An editor that knows the folder of generated files goes on knowing what stands in them.
    assert_eq!(said.of("build-script-executed").count(), 1);
    assert!(
        said.err
            .contains("warning: client@0.1.0: there is no client"),
        "{}",
        said.err
    );
}

#[test]
fn the_last_client_stands_behind_the_errors_and_comes_back() {
    // Nothing of the client is compiled: it needs the runtime.
    let made = Crate::new("build-comes-back", "");
    made.put("specs/pets.yaml", PETS);
    let said = made.check("specs", "");
    assert!(said.succeeded(), "{}", said.err);
    let right = said.written("api.rs");
    assert!(right.starts_with("// @generated by tamis"), "{right}");
    for _ in 0..2 {
        made.put("specs/pets.yaml", "openapi: 2.9\npaths: {}\n");
        let said = made.check("specs", "");
        let wrong = said.written("api.rs");
        let (errors, old) = wrong.split_at(wrong.find("// @generated").unwrap());
        assert_eq!(
            errors
                .matches("compile_error!(\"specs/pets.yaml:1:1: ")
                .count(),
            1,
            "{errors}"
        );
        assert_eq!(old, right);
    }
    made.put("specs/pets.yaml", PETS);
    let said = made.check("specs", "");
    assert_eq!(said.written("api.rs"), right);
}

#[test]
fn what_strict_refuses_has_a_line_too() {
    let made = Crate::new("build-strict", INCLUDED);
    let odd = PETS.replace("type: string", "type: [string, 1]");
    made.put(
        "api/root.yaml",
        &odd.replace("'#/components/schemas/Pet'", "../models/pet.yaml"),
    );
    made.put(
        "models/pet.yaml",
        "type: object\nproperties:\n  name: {type: strnig}\n",
    );
    let said = made.check("api/root.yaml", "strict");
    let errors = said.errors();
    assert!(
        errors
            .iter()
            .any(|error| error.starts_with("models/pet.yaml:3:")),
        "{errors:#?}"
    );
    assert!(
        errors
            .iter()
            .any(|error| error.starts_with("api/root.yaml:10:")),
        "{errors:#?}"
    );
}

#[test]
fn the_choices_beside_the_documents_count_unless_the_builder_says_otherwise() {
    let made = Crate::new("build-choices", "");
    made.put("specs/pets.yaml", PETS);
    let both = "derives = \"both\"\nservers = [\"https://file.example\"]\n";
    let types = |said: &Said| said.written("types.rs");
    let before = made.check("specs", "");
    assert!(!types(&before).contains("Serialize"), "{}", types(&before));
    // A file that comes is seen, and so is one that changes or goes.
    made.put("specs/tamis.toml", both);
    let both_derives = made.check("specs", "");
    assert!(
        types(&both_derives).contains("Serialize"),
        "{}",
        types(&both_derives)
    );
    assert!(
        both_derives
            .written("client.rs")
            .contains("https://file.example")
    );
    for (setters, serializes, server) in [
        ("by-use", false, "https://file.example"),
        ("servers", true, "https://build.example"),
        ("whole", false, "https://pets.example"),
    ] {
        let said = made.check("specs", setters);
        assert_eq!(types(&said).contains("Serialize"), serializes, "{setters}");
        assert!(said.written("client.rs").contains(server), "{setters}");
    }
    made.put("specs/tamis.toml", "derives = \"both\"\nderive = 1\n");
    let wrong = made.check("specs", "");
    let root = wrong.written("api.rs");
    assert!(
        root.contains("compile_error!(\"specs/tamis.toml:2:1: unknown field `derive`"),
        "{root}"
    );
    fs::remove_file(made.0.join("specs/tamis.toml")).unwrap();
    let after = made.check("specs", "");
    assert!(!types(&after).contains("Serialize"));
    // The same beside a document that is named by its file.
    made.put("specs/tamis.toml", both);
    let file = made.check("specs/pets.yaml", "");
    assert!(types(&file).contains("Serialize"));
    fs::remove_file(made.0.join("specs/tamis.toml")).unwrap();
    let gone = made.check("specs/pets.yaml", "");
    assert!(!types(&gone).contains("Serialize"));
    made.put("specs/tamis.toml", both);
    let come = made.check("specs/pets.yaml", "");
    assert!(types(&come).contains("Serialize"));
}

#[test]
fn a_folder_of_ones_own_is_left_alone_when_documents_are_wrong() {
    let made = Crate::new("build-elsewhere", "");
    made.put("specs/pets.yaml", "openapi: 2.9\npaths: {}\n");
    let said = made.check("specs", "elsewhere");
    assert!(!said.succeeded());
    assert!(
        said.err
            .contains("error: client@0.1.0:   --> specs/pets.yaml:1:1"),
        "{}",
        said.err
    );
    assert!(!made.0.join("elsewhere").exists());
}
