//! What is wrong with the choices in `tamis.toml`: shown with its line, and with what was meant.

use crate::folder::Folder;

const TASKS: &str = "openapi: 3.0.0
info: {title: Tasks, version: '1'}
paths:
  /tasks:
    get:
      operationId: listTasks
      tags: [tasks]
      parameters: [{name: price__gt, in: query, schema: {type: number}}]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}}}
components:
  schemas:
    Task: {type: object, properties: {owner: {type: string}}}
";

/// What is shown of the choices.
#[track_caller]
fn refuse(test: &str, config: &str, shown: &str) {
    let folder = Folder::new(test);
    folder.put("specs/tasks.yaml", TASKS);
    folder.put("specs/tamis.toml", config);
    let ended = folder.tamis(&["generate", "specs", "--out", "out"]);
    ended.assert(1, "", shown);
}

#[test]
fn a_name_in_vain_is_shown_with_its_line() {
    refuse(
        "choices-selection",
        "[include]\noperations = [\"listTask\"]\n",
        r#"error[no-match]: `listTask` in `include.operations` is no operation of the documents
 --> specs/tamis.toml:2:15
  |
2 | operations = ["listTask"]
  |               ^^^^^^^^^^
  |
  = note: at `#/include/operations/0`
  = help: is `listTasks` meant?

error[no-operation]: no operation is left: all are excluded, or none is included
 --> specs/tamis.toml:1:2
  |
1 | [include]
  |  ^^^^^^^
  |
  = note: at `#/include`

"#,
    );
    refuse(
        "choices-corrections",
        "[[corrections]]\nschemas = [\"Task.owner\", \"Task.onwer\"]\ntype = \"Tsk\"\n\n[[corrections]]\noperations = [\"*\"]\nsecurity = [[\"token\"]]\n",
        r#"error[no-match]: `Tsk` in `corrections[0].type` is no schema of the documents
 --> specs/tamis.toml:3:1
  |
3 | type = "Tsk"
  | ^^^^
  |
  = note: at `#/corrections/0/type`
  = help: is `Task` meant?

error[no-match]: `token` in `corrections[1].security[0]` is no security scheme of the documents
 --> specs/tamis.toml:7:14
  |
7 | security = [["token"]]
  |              ^^^^^^^
  |
  = note: at `#/corrections/1/security/0/0`

"#,
    );
}

#[test]
fn a_name_for_nothing_or_that_is_none_is_shown_with_its_line() {
    refuse(
        "choices-names",
        "[names.operations]\nlistTask = \"list\"\n[names.members]\n\"Task.owner\" = \"the Owner\"\n",
        r#"error[name]: `the Owner` is no name for a member in Rust
 --> specs/tamis.toml:4:1
  |
4 | "Task.owner" = "the Owner"
  | ^^^^^^^^^^^^
  |
  = note: at `#/names/members/Task.owner`
  = help: `the_owner` is one

error[no-match]: `listTask` is no operation of the client
 --> specs/tamis.toml:2:1
  |
2 | listTask = "list"
  | ^^^^^^^^
  |
  = note: at `#/names/operations/listTask`
  = help: is `listTasks` meant?

"#,
    );
}

#[test]
fn locked_names_stay() {
    let folder = Folder::new("locked");
    folder.put("specs/tasks.yaml", TASKS);
    folder.put("specs/tamis.toml", "names.locked = true\n");
    let generate = ["generate", "specs", "--out", "out"];
    let check = ["generate", "specs", "--out", "out", "--check"];
    assert_eq!(folder.tamis(&check).code, Some(3));
    assert_eq!(folder.tamis(&generate).code, Some(0));
    let lock = folder.read("specs/tamis.lock");
    assert!(lock.contains("[types.client]\nTask = \"Task\"\n"), "{lock}");
    assert_eq!(folder.tamis(&check).code, Some(0));
    folder.put(
        "specs/tamis.lock",
        lock.replace("Task = \"Task\"", "Task = \"Todo\""),
    );
    assert_eq!(folder.tamis(&check).code, Some(3));
    assert_eq!(folder.tamis(&generate).code, Some(0));
    assert!(folder.read("out/types.rs").contains("pub struct Todo"));
    folder.put(
        "specs/tamis.lock",
        "version = 1\n[types.client]\nTask = \"a b\"\n",
    );
    let wrong = folder.tamis(&generate);
    assert!(
        wrong.err.contains("the lock calls `Task` `a b`"),
        "{}",
        wrong.err
    );
    folder.put("specs/tamis.lock", "version = 2\n");
    let wrong = folder.tamis(&generate);
    assert!(
        wrong.err.contains("version 2 of the lock is not known"),
        "{}",
        wrong.err
    );
}

#[test]
fn a_rule_on_pages_that_does_not_fit_is_shown_with_its_line() {
    refuse(
        "choices-pages",
        "[[pagination.rules]]\noperations = [\"listTasks\"]\nposition = \"price__gt\"\nnext = \"ownr\"\nitems = \"\"\n\n[[pagination.rules]]\noperations = [\"listTask\"]\nenabled = false\n",
        r#"error[pagination-rule]: rule 1 of the configuration does not fit `GET /tasks`: `` is no list
 --> specs/tamis.toml:5:1
  |
5 | items = ""
  | ^^^^^
  |
  = note: at `#/pagination/rules/0/items`

error[no-match]: `listTask` in `pagination.rules[1].operations` is no operation of the documents
 --> specs/tamis.toml:8:15
  |
8 | operations = ["listTask"]
  |               ^^^^^^^^^^
  |
  = note: at `#/pagination/rules/1/operations/0`
  = help: is `listTasks` meant?

"#,
    );
}

#[test]
fn types_that_are_none_are_shown_with_their_lines() {
    let folder = Folder::new("choices-types");
    folder.put("specs/tasks.yaml", TASKS);
    let told = |config: &str, all: &[&str]| {
        folder.put("specs/tamis.toml", config);
        let ended = folder.tamis(&["generate", "specs", "--out", "out"]);
        assert_eq!(ended.code, Some(1));
        for told in all {
            assert!(ended.err.contains(told), "{told}: {}", ended.err);
        }
    };
    told(
        "[types.own]\nTask = \"a b\"\n[[types.attributes]]\ntypes = [\"Task\"]\nderives = [\"1\"]\nattributes = [\"fn evil() {}\"]\n",
        &[
            "`a b` is no type in Rust",
            " --> specs/tamis.toml:2:1",
            "`1` is no path in Rust",
            " --> specs/tamis.toml:5:12",
            "`fn evil() {}` is no attribute in Rust",
        ],
    );
    told(
        "types.closed_enums = [\"Task\"]\n[types.own]\nTsk = \"crate::Task\"\n[[types.attributes]]\ntypes = [\"Tusk\"]\n",
        &[
            "`Task` in `types.closed_enums` is no enum of the documents",
            "`Tsk` in `types.own.Tsk` is no schema of the documents",
            " --> specs/tamis.toml:3:1",
            "`Tusk` in `types.attributes[0].types` is no type of the documents",
            "is `Task` meant?",
        ],
    );
}

#[test]
fn a_path_of_the_runtime_that_is_too_long_is_an_error() {
    let folder = Folder::new("choices-runtime-path");
    folder.put("specs/tasks.yaml", TASKS);
    for (steps, fits) in [(300, true), (100_000, false)] {
        let path = "a::".repeat(steps);
        folder.put("specs/tamis.toml", format!("runtime_path = '{path}b'\n"));
        let ended = folder.tamis(&["generate", "specs", "--out", "out"]);
        assert_eq!(ended.code, Some(i32::from(!fits)), "{}", ended.err);
        assert_eq!(ended.err.contains("runtime-path"), !fits, "{}", ended.err);
        // Nor is the path repeated.
        assert!(ended.err.len() < 10_000, "{}", ended.err.len());
    }
}
