//! The golden documents: where they are, and what their first lines say.
//!
//! In: `tests/golden/*.yaml`. Out: each with its text, its options and the files that its snapshots are of. Used by
//! the build script, which compiles them all, and by the tests.

use std::fs;
use std::path::Path;

use tamis::{Builder, Config, Source};

/// A golden document.
#[derive(Debug)]
pub(crate) struct Golden {
    /// Its file name without the ending: `all_of`.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// What it shows: its first line.
    pub(crate) shows: String,
    /// The line `# config: {…}`: options other than the default.
    pub(crate) config: Config,
    #[allow(dead_code, reason = "the build script has no use for it")]
    /// The line `# files: types.rs`: the files that the construct shapes. Without it: those of types and operations.
    files: Option<Vec<String>>,
}

impl Golden {
    /// The builder with the document's options.
    pub(crate) fn builder(&self) -> Builder {
        tamis::configure().config(self.config.clone())
    }

    /// The document as the generator takes it.
    pub(crate) fn sources(&self) -> [Source; 1] {
        let name = format!("tests/golden/{}.yaml", self.name);
        [Source::new(name, self.text.as_bytes())]
    }
}

/// All golden documents, by name.
///
/// # Panics
///
/// When one cannot be read, or its first lines are not as they must be.
pub(crate) fn all() -> Vec<Golden> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut all: Vec<_> = fs::read_dir(folder)
        .expect("tests/golden is there")
        .map(|entry| entry.expect("tests/golden can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| read(&path))
        .collect();
    all.sort_by(|left, right| left.name.cmp(&right.name));
    all
}

fn read(path: &Path) -> Golden {
    let stem = path.file_stem().expect("a file has a name");
    let name = stem.to_str().expect("its name is UTF-8").to_owned();
    let text = fs::read_to_string(path).expect("a golden document can be read");
    let mut comments = text.lines().map_while(|line| line.strip_prefix("# "));
    let shows = comments.next().unwrap_or_default().to_owned();
    assert!(
        shows.ends_with('.'),
        "{name}: the first line says what the document shows"
    );
    let (mut config, mut files) = (Config::default(), None);
    for line in comments {
        if let Some(json) = line.strip_prefix("config: ") {
            config = serde_json::from_str(json).expect("`# config:` holds options as JSON");
        } else if let Some(names) = line.strip_prefix("files: ") {
            files = Some(names.split(' ').map(str::to_owned).collect());
        } else {
            panic!("{name}: what is `{line}`?");
        }
    }
    Golden {
        name,
        text,
        shows,
        config,
        files,
    }
}

impl Golden {
    /// Whether a generated file has a snapshot.
    #[allow(dead_code, reason = "the build script has no use for it")]
    pub(crate) fn shapes(&self, file: &str, text: &str) -> bool {
        match &self.files {
            Some(files) => files.iter().any(|name| name == file),
            // These two are alike for all documents; and a file of types without a type says nothing.
            None => !["api.rs", "client.rs"].contains(&file) && text.contains("pub "),
        }
    }
}
