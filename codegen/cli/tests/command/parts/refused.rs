//! What a document refers to and may not read.

use crate::PETS;
use crate::folder::{Ended, Folder};

/// What is said of a document whose type refers to something, and the client that comes of it.
fn told(folder: &Folder, reference: &str) -> (Ended, String) {
    let document = PETS.replace("'#/components/schemas/Pet'", &format!("'{reference}'"));
    folder.put("api/pets.yaml", document);
    let ended = folder.tamis(&["generate", "api/pets.yaml", "--out", "out"]);
    let client = folder.files("out").into_values().collect();
    (ended, client)
}

#[test]
fn what_may_not_be_read_is_not_read_and_the_reason_is_told() {
    let folder = Folder::new("parts-refused");
    for secret in [
        "secret.txt",
        "secret",
        ".hidden/secret.yaml",
        "api/.secret.yaml",
        "models/.git/secret.json",
    ] {
        folder.put(
            secret,
            "type: object\nproperties: {secret: {type: string}}\n",
        );
    }
    let absolute = folder.0.join("secret.txt");
    for (reference, why) in [
        (
            "../secret.txt",
            "only files that end in .yaml, .yml, .json or .md are read",
        ),
        ("../secret", "no such file was read"),
        ("../missing.yaml", "no such file was read"),
        ("missing/missing.yaml", "no such file was read"),
        (
            "../.hidden/secret.yaml",
            "what has a name that begins with a dot is not read",
        ),
        (
            ".secret.yaml",
            "what has a name that begins with a dot is not read",
        ),
        (
            "../models/.git/secret.json",
            "what has a name that begins with a dot is not read",
        ),
        (
            absolute.to_str().unwrap(),
            "it begins at the root of the disk",
        ),
        ("/etc/passwd", "it begins at the root of the disk"),
        (
            "../../../../../../../../../../../../../../../../../../x.yaml",
            "it leaves the folder of the documents",
        ),
        (
            "https://example.com/secret.yaml",
            "nothing is fetched over the network",
        ),
    ] {
        let (ended, client) = told(&folder, reference);
        assert_eq!(ended.code, Some(0), "{reference}: {}", ended.err);
        let expected = format!("the reference `{reference}` leads nowhere: {why}");
        assert!(ended.err.contains(&expected), "{reference}: {}", ended.err);
        assert!(!client.contains("secret:"), "{reference}");
    }
}

#[cfg(unix)]
#[test]
fn links_of_parts_stay_in_the_folder_of_root_and_part() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("parts-links");
    let secret = "type: object\nproperties: {secret: {type: string}}\n";
    folder.put("secret.yaml", secret);
    folder.put("project/models/real.yaml", secret);
    folder.put("project/api/loop/x.txt", "");
    symlink(
        "../../secret.yaml",
        folder.0.join("project/models/out.yaml"),
    )
    .unwrap();
    symlink("../..", folder.0.join("project/models/up")).unwrap();
    symlink("real.yaml", folder.0.join("project/models/in.yaml")).unwrap();
    std::process::Command::new("mkfifo")
        .arg(folder.0.join("project/models/pipe.yaml"))
        .status()
        .unwrap();
    let project = Folder(folder.0.join("project"));
    for (reference, code, path) in [
        (
            "../models/out.yaml",
            "link-outside",
            "the link models/out.yaml leads out of the folder",
        ),
        (
            "../models/up/secret.yaml",
            "link-outside",
            "the link models/up/secret.yaml leads out of the folder",
        ),
        (
            "../models/pipe.yaml",
            "not-a-file",
            "models/pipe.yaml is not a regular file",
        ),
    ] {
        let (ended, client) = told(&project, reference);
        assert_eq!(ended.code, Some(1), "{reference}: {}", ended.err);
        assert!(
            ended.err.starts_with(&format!("error[{code}]: {path}")),
            "{}",
            ended.err
        );
        assert_eq!(client, "");
    }
    let (ended, client) = told(&project, "../models/in.yaml");
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert!(client.contains("secret:"));
    // A folder that holds itself twice makes ever new names of one file.
    for link in ["a", "b"] {
        symlink(".", folder.0.join("project/api").join(link)).unwrap();
    }
    project.put(
        "api/pet.yaml",
        "type: object\nproperties: {a: {$ref: a/pet.yaml}, b: {$ref: b/pet.yaml}}\n",
    );
    let (ended, _) = told(&project, "pet.yaml");
    assert!(
        ended.err.starts_with("error[too-many-links]"),
        "{}",
        ended.err
    );
}
