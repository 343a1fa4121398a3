//! `tamis import`: documents out of pages.

use std::collections::BTreeMap;

use crate::PETS;
use crate::folder::Folder;

fn page(document: &str) -> String {
    format!("# A page\n\ntext\n\n````yaml get /pets\n{document}````\n\nmore text\n")
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
        "error[no-document]: the page holds no OpenAPI document",
        "--> empty.md\n",
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
