//! Folders that somebody else filled: links, pipes, and names that are more than names. Each ends at once, with the path.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::PETS;
use crate::folder::Folder;

const GENERATE: [&str; 4] = ["generate", "api", "--out", "out"];

/// Runs the command on `api/`, and expects an error of this kind that tells of this path.
#[track_caller]
fn refused(folder: &Folder, code: &str, path: &str) {
    let ended = folder.tamis(&GENERATE);
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended.err.starts_with(&format!("error[{code}]")),
        "{}",
        ended.err
    );
    assert!(ended.err.contains(path), "{}", ended.err);
    assert!(!folder.0.join("out").exists());
}

#[test]
fn names_with_line_breaks_or_marks_of_direction() {
    for (index, (name, shown)) in [
        (
            "x\ncargo::rustc-env=EVIL=1\n.yaml",
            "api/x\\ncargo::rustc-env=EVIL=1\\n.yaml",
        ),
        ("sub\ncargo::warning=x/a.yaml", "api/sub\\ncargo::warning=x"),
        ("x\rcargo.json", "api/x\\rcargo.json"),
        ("a\u{202e}lmay.md", "api/a\\u{202e}lmay.md"),
        ("a\u{1b}[31m.yml", "api/a\\u{1b}[31m.yml"),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = Folder::new(&format!("hostile-name-{index}"));
        folder.put("api/pets.yaml", PETS);
        folder.put(&format!("api/{name}"), PETS);
        refused(&folder, "file-name", shown);
    }
}

#[test]
fn names_of_other_files_are_nobodys_concern() {
    let folder = Folder::new("hostile-other-names");
    folder.put("api/pets.yaml", PETS);
    folder.put("api/x\ny.txt", "");
    folder.put("api/.hidden\n.yaml", "");
    symlink("nowhere", folder.0.join("api/notes.txt")).unwrap();
    symlink("/etc/passwd", folder.0.join("api/passwd.txt")).unwrap();
    assert_eq!(folder.tamis(&GENERATE).code, Some(0));
}

#[test]
fn links_out_of_the_folder() {
    for (index, (target, link)) in [
        ("../secret.yaml", "api/part.yaml"),
        ("/etc/hostname", "api/host.json"),
        ("..", "api/up"),
        ("/etc", "api/etc.d"),
        ("inner", "api/two"),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = Folder::new(&format!("hostile-link-{index}"));
        folder.put("api/pets.yaml", PETS);
        folder.put("secret.yaml", "secret: 1\n");
        // A link by way of another one.
        symlink("../..", folder.0.join("api/inner")).unwrap();
        if link != "api/two" {
            fs::remove_file(folder.0.join("api/inner")).unwrap();
        }
        symlink(target, folder.0.join(link)).unwrap();
        let named = if link == "api/two" { "api/inner" } else { link };
        refused(&folder, "link-outside", named);
    }
}

#[test]
fn links_that_lead_nowhere_or_in_a_circle() {
    for (index, (target, link, code)) in [
        ("nowhere.yaml", "api/a.yaml", "broken-link"),
        ("nowhere", "api/parts", "broken-link"),
        ("itself.yaml", "api/itself.yaml", "broken-link"),
        (".", "api/circle", "folder-too-deep"),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = Folder::new(&format!("hostile-broken-{index}"));
        folder.put("api/pets.yaml", PETS);
        symlink(target, folder.0.join(link)).unwrap();
        refused(&folder, code, link);
    }
}

#[test]
fn links_that_make_much_of_little() {
    let folder = Folder::new("hostile-many-links");
    folder.put("api/pets.yaml", PETS);
    // Each folder holds the next one twice: 2³⁰ ways to the last.
    for level in 0..30 {
        let inside = folder.0.join(format!("api/{level}"));
        fs::create_dir(&inside).unwrap();
        for link in ["a", "b"] {
            symlink(format!("../{}", level + 1), inside.join(link)).unwrap();
        }
    }
    fs::create_dir(folder.0.join("api/30")).unwrap();
    refused(&folder, "too-many-links", "api/");
}

#[test]
fn links_within_the_folder_are_followed() {
    let folder = Folder::new("hostile-link-inside");
    folder.put(
        "api/pets.yaml",
        PETS.replace("#/components/schemas/Pet", "defs/pet.yaml"),
    );
    folder.put(
        "api/v2/pet.yaml",
        "type: object\nproperties: {name: {type: string}}\n",
    );
    symlink("v2", folder.0.join("api/defs")).unwrap();
    // The folder that the user names may be a link itself.
    symlink("api", folder.0.join("specs")).unwrap();
    let ended = folder.tamis(&["generate", "specs", "--out", "out"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert!(
        folder
            .read("out/types.rs")
            .contains("name: String = \"name\"")
    );
}

#[test]
fn pipes_and_devices_are_not_waited_for() {
    let folder = Folder::new("hostile-pipe");
    folder.put("api/pets.yaml", PETS);
    let pipe = folder.0.join("api/pipe.yaml");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    refused(&folder, "not-a-file", "api/pipe.yaml");
    let alone = folder.tamis(&["generate", "api/pipe.yaml", "--out", "out"]);
    assert!(
        alone.err.contains("api/pipe.yaml is not a regular file"),
        "{}",
        alone.err
    );
    let device = folder.tamis(&["generate", "/dev/zero", "--out", "out"]);
    assert!(
        device.err.contains("/dev/zero is not a regular file"),
        "{}",
        device.err
    );
}

#[test]
fn messages_do_not_steer_the_terminal() {
    let folder = Folder::new("hostile-messages");
    folder.put(
        "api/pets.yaml",
        PETS.replace("type: integer", "type: \"\\e[2J\\r\\u202ex\"")
            .replace("tags: [Pets]", "\"\\e[2Jx\": 1")
            .replace(
                "paths:\n",
                "paths:\n  \"/\u{202e}a\u{200e}\":\n    additionalOperations:\n      \"\\e[2J\\r\\x85\\u202e\u{61c}\": {}\n",
            ),
    );
    folder.put(
        "api/raw.json",
        "{\"openapi\": \"\u{1b}]0;x\u{7}\u{202e}\" x",
    );
    let ended = folder.tamis(&GENERATE);
    assert!(!ended.err.is_empty());
    let steers =
        |c: &char| c.is_control() && *c != '\n' || "\u{202e}\u{200e}\u{61c}\u{2028}".contains(*c);
    assert_eq!(ended.err.chars().find(steers), None, "{:?}", ended.err);
    fs::remove_file(folder.0.join("api/raw.json")).unwrap();
    let ended = folder.tamis(&GENERATE);
    assert!(!ended.err.is_empty());
    assert_eq!(ended.err.chars().find(steers), None, "{:?}", ended.err);
}

#[test]
fn shared_path_items_do_not_make_much_of_little() {
    let folder = Folder::new("hostile-amplify");
    let parameters: Vec<_> = (0..500)
        .map(|index| serde_json::json!({"name": format!("q{index}"), "in": "query", "schema": {"type": "integer"}}))
        .collect();
    let answer = serde_json::json!({"responses": {"204": {"description": "d"}}});
    let mut paths = serde_json::Map::new();
    let mut item = serde_json::json!({"parameters": parameters});
    for method in [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ] {
        item[method] = answer.clone();
    }
    paths.insert("/p".to_owned(), item);
    for index in 0..200 {
        paths.insert(
            format!("/x{index}"),
            serde_json::json!({"$ref": "#/paths/~1p"}),
        );
    }
    let document = serde_json::json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths});
    folder.put("api/a.json", document.to_string());
    let started = std::time::Instant::now();
    refused(&folder, "too-large", "unfolds to too much");
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn no_file_has_a_name_that_windows_keeps_for_a_device() {
    let folder = Folder::new("hostile-devices");
    for device in ["AUX", "con", "Nul", "prn", "COM1", "lpt9"] {
        folder.put(
            "api/pets.yaml",
            PETS.replace("tags: [Pets]", &format!("tags: [{device}]")),
        );
        assert_eq!(folder.tamis(&GENERATE).code, Some(0));
        let name = format!("out/{}.rs", device.to_lowercase());
        let files = folder.files("out");
        assert!(!files.contains_key(&name), "{files:?}");
        assert_eq!(files.len(), 5, "{files:?}");
    }
}
