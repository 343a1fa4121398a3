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
fn what_cannot_be_written_is_a_failure() {
    let folder = Folder::new("hostile-full");
    folder.put("api/pets.yaml", PETS);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    // Not every system has it.
    let Ok(full) = full else { return };
    let output = Command::new(env!("CARGO_BIN_EXE_tamis"))
        .args(["explain", "api"])
        .current_dir(&folder.0)
        .stdout(full)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(
        complaint.contains("cannot write to standard output"),
        "{complaint}"
    );
}

#[test]
fn runs_into_one_folder_do_not_mix_and_leave_nothing_behind() {
    let folder = Folder::new("hostile-two-runs");
    folder.put("one/api.yaml", PETS);
    folder.put(
        "two/api.yaml",
        PETS.replace("{type: string}", "{type: integer}")
            .replace("getPet", "findPet"),
    );
    // A link under the name that unfinished files once had, to something of value.
    folder.put("valuable", "valuable");
    fs::create_dir_all(folder.0.join("out")).unwrap();
    symlink("../valuable", folder.0.join("out/types.rs.unfinished")).unwrap();
    let whole: Vec<_> = ["one", "two"]
        .map(|specs| {
            let out = format!("out-{specs}");
            assert_eq!(
                folder.tamis(&["generate", specs, "--out", &out]).code,
                Some(0)
            );
            let files = folder.files(&out).into_values().collect::<Vec<_>>();
            fs::remove_dir_all(folder.0.join(out)).unwrap();
            files
        })
        .into();
    for round in 0..10 {
        let mut running: Vec<_> = (0..6)
            .map(|index| {
                Command::new(env!("CARGO_BIN_EXE_tamis"))
                    .args(["generate", ["one", "two"][index % 2], "--out", "out"])
                    .current_dir(&folder.0)
                    .stdout(std::process::Stdio::null())
                    .stderr(std::process::Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for child in &mut running {
            assert!(child.wait().unwrap().success());
        }
        let mut files = folder.files("out");
        files.remove("out/types.rs.unfinished");
        assert!(
            files.keys().all(|name| !name.contains("unfinished")),
            "{files:?}"
        );
        let files: Vec<_> = files.into_values().collect();
        assert!(whole.contains(&files), "round {round}: a mixture");
    }
    assert_eq!(folder.read("valuable"), "valuable");
}

#[test]
fn a_run_that_is_killed_leaves_the_old_or_the_new_client_or_says_that_it_did_not() {
    let folder = Folder::new("hostile-killed");
    let other = PETS
        .replace("{type: string}", "{type: integer}")
        .replace("getPet", "findPet");
    let mut whole = Vec::new();
    for (specs, text) in [("one", PETS), ("two", &other)] {
        folder.put(&format!("{specs}/api.yaml"), text);
        let out = format!("out-{specs}");
        assert_eq!(
            folder.tamis(&["generate", specs, "--out", &out]).code,
            Some(0)
        );
        let mut files = folder.files(&out);
        files.retain(|name, _| !name.contains("/."));
        whole.push(files.into_values().collect::<Vec<_>>());
    }
    let mut killed = 0;
    for round in 0..60_usize {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tamis"))
            .args(["generate", ["one", "two"][round % 2], "--out", "out"])
            .current_dir(&folder.0)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // From before it has begun until it has ended.
        std::thread::sleep(std::time::Duration::from_micros(
            (round * 7919 % 60) as u64 * 500,
        ));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let mut files = folder.files("out");
        files.retain(|name, _| !name.contains("/."));
        let is_unfinished = files
            .get("out/api.rs")
            .is_some_and(|root| root.contains("compile_error!"));
        let files: Vec<_> = files.into_values().collect();
        assert!(
            is_unfinished || files.is_empty() || whole.contains(&files),
            "round {round}: a mixture"
        );
    }
    assert!(killed > 5, "nothing was killed in time: {killed}");
    assert_eq!(
        folder.tamis(&["generate", "two", "--out", "out"]).code,
        Some(0)
    );
    let mut files = folder.files("out");
    assert!(files.remove("out/.tamis-files").is_some());
    assert_eq!(files.into_values().collect::<Vec<_>>(), whole[1]);
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
