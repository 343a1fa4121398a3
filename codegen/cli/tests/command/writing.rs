//! What is written when something is in the way: full disks, several runs at once, and runs that are killed.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot start a run or read what it wrote fails"
)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::PETS;
use crate::folder::Folder;

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /dev/full")]
fn what_cannot_be_written_is_a_failure() {
    let folder = Folder::new("hostile-full");
    folder.put("api/pets.yaml", PETS);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let full = full.unwrap();
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

/// The files that a generated source consists of, by their names in the output folder once they are in their places: read
/// from its lines, as the compiler would find them.
fn reached(folder: &Path, name: &str, read: &mut BTreeMap<String, String>) {
    let source = fs::read_to_string(folder.join(name)).unwrap();
    let (above, file) = name.rsplit_once('/').unwrap_or(("", name));
    let beside = |name: &str| Path::new(above).join(name).to_str().unwrap().to_owned();
    // What is declared in a root stands beside it, and what is declared elsewhere, in a folder of its own.
    let inside = match file.strip_suffix(".rs").unwrap() {
        "api" => String::new(),
        stem => format!("{stem}/"),
    };
    for line in source.lines() {
        if let Some(path) = line.strip_prefix("::core::include!(\"") {
            reached(folder, &beside(path.strip_suffix("\");").unwrap()), read);
        }
        let declared = line.strip_suffix(';').and_then(|line| {
            line.strip_prefix("mod ")
                .or_else(|| line.strip_prefix("pub mod "))
        });
        if let Some(module) = declared {
            let module = module.strip_prefix("r#").unwrap_or(module);
            reached(folder, &beside(&format!("{inside}{module}.rs")), read);
        }
    }
    let steps = name.split('/').filter(|step| !step.starts_with(".tamis-"));
    let name = steps.collect::<Vec<_>>().join("/");
    // A root that includes another one has nothing else to say.
    if source.contains("::core::include!(") {
        assert!(read.contains_key(&name));
    } else {
        read.insert(name, source);
    }
}

/// Starts a run and kills it: before it writes, or, most times, while it does. Returns whether it was killed, and whether
/// something unfinished stands in a folder.
fn killed(folder: &Folder, args: &[&str], sources: &Path, round: usize) -> (bool, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tamis"))
        .args(args)
        .current_dir(&folder.0)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let is_unfinished = || {
        let entries = fs::read_dir(sources).into_iter().flatten().flatten();
        let mut names = entries.map(|entry| entry.file_name());
        names.any(|name| name.to_string_lossy().ends_with(".unfinished"))
    };
    let begins = Instant::now();
    while !round.is_multiple_of(8) && !is_unfinished() && child.try_wait().unwrap().is_none() {
        assert!(begins.elapsed().as_secs() < 60, "it never ends");
    }
    thread::sleep(Duration::from_micros((round * 7919 % 60) as u64 * 25));
    child.kill().unwrap();
    (!child.wait().unwrap().success(), is_unfinished())
}

#[test]
fn a_run_that_is_killed_leaves_the_old_client_or_the_new_one() {
    let folder = Folder::new("hostile-killed");
    let other = PETS
        .replace("{type: string}", "{type: integer}")
        .replace("tags: [Pets]", "tags: [Animals]")
        .replace("getPet", "findPet");
    let mut whole = Vec::new();
    for (specs, text) in [("one", PETS), ("two", &other)] {
        folder.put(&format!("{specs}/api.yaml"), text);
        let out = format!("out-{specs}");
        assert_eq!(
            folder.tamis(&["generate", specs, "--out", &out]).code,
            Some(0)
        );
        let mut files = BTreeMap::new();
        reached(&folder.0.join(&out), "api.rs", &mut files);
        assert_eq!(files.len() + 1, folder.files(&out).len());
        whole.push(files);
    }
    let out = folder.0.join("out");
    let (mut stopped, mut midst) = (0, 0);
    for round in 0..400_usize {
        // On a machine that has much to do, most runs end before they are killed.
        if round > 60 && stopped > 5 && midst > 5 {
            break;
        }
        let specs = ["one", "two"][round % 2];
        let (was_stopped, is_midst) =
            killed(&folder, &["generate", specs, "--out", "out"], &out, round);
        stopped += usize::from(was_stopped);
        midst += usize::from(is_midst);
        if out.join("api.rs").exists() {
            let mut files = BTreeMap::new();
            reached(&out, "api.rs", &mut files);
            assert!(whole.contains(&files), "round {round}: {files:#?}");
        }
    }
    assert!(
        stopped > 5 && midst > 5,
        "too few were killed in time: {stopped}, {midst}"
    );
    assert_eq!(
        folder.tamis(&["generate", "two", "--out", "out"]).code,
        Some(0)
    );
    let mut files = folder.files("out");
    assert!(files.remove("out/.tamis-files").is_some());
    let files = files.into_iter();
    let files = files.map(|(name, text)| (name.replacen("out/", "", 1), text));
    assert_eq!(files.collect::<BTreeMap<_, _>>(), whole[1]);
}

#[test]
fn a_crate_whose_first_run_was_killed_is_made_by_the_next() {
    let folder = Folder::new("writing-first");
    folder.put("api/pets.yaml", PETS);
    let new = ["new", "api", "--out", "made"];
    let made = folder.0.join("made");
    assert_eq!(folder.tamis(&new).code, Some(0));
    let whole = folder.files("made");
    let mut midst = 0;
    for round in 0..400_usize {
        if round > 20 && midst > 2 {
            break;
        }
        fs::remove_dir_all(&made).unwrap();
        midst += usize::from(killed(&folder, &new, &made.join("src"), round).1);
        let ended = folder.tamis(&new);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        assert_eq!(folder.files("made"), whole);
    }
    assert!(midst > 2, "too few were killed in time: {midst}");
}
