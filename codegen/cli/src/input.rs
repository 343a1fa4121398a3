//! What a command is given: documents, and the choices in `tamis.toml`.
//!
//! In: paths. Out: sources in memory, the library's `Config`, and the texts that complaints are shown with.

use std::fs;
use std::path::{Path, PathBuf};

use tamis::{
    Builder, Code, Config, Diagnostic, Explanation, Found, Generated, NameLock, Source, Suggestions,
};

use crate::args::Input;
use crate::excerpt::{self, Texts};
use crate::outcome::{Failure, slashes};

/// The name of the file with the names.
const LOCK: &str = "tamis.lock";

/// Reads everything and generates; shows the warnings. Beside the client: the file that keeps its names.
pub(crate) fn generate(input: &Input) -> Result<(Generated, PathBuf), Failure> {
    let Read {
        builder,
        sources,
        texts,
        lock,
    } = read(input)?;
    match builder.generate(&sources) {
        Ok(generated) => {
            if !input.quiet {
                excerpt::show(generated.warnings(), &texts, input.all_warnings);
            }
            Ok((generated, lock))
        }
        Err(error) => Err(Failure { error, texts }),
    }
}

/// Reads everything and says what is recognised in it; shows the warnings about choices.
pub(crate) fn explain(input: &Input) -> Result<Explanation, Failure> {
    let Read {
        builder,
        sources,
        texts,
        ..
    } = read(input)?;
    match builder.explain(&sources) {
        Ok(explanation) => {
            if !input.quiet {
                excerpt::show(explanation.warnings(), &texts, input.all_warnings);
            }
            Ok(explanation)
        }
        Err(error) => Err(Failure { error, texts }),
    }
}

/// Reads everything and says what could be chosen.
pub(crate) fn suggest(input: &Input) -> Result<Suggestions, Failure> {
    let Read {
        builder,
        sources,
        texts,
        ..
    } = read(input)?;
    builder
        .suggest(&sources)
        .map_err(|error| Failure { error, texts })
}

/// Reads everything and prints what it is understood as.
pub(crate) fn representation(input: &Input) -> Result<String, Failure> {
    let Read {
        builder,
        sources,
        texts,
        ..
    } = read(input)?;
    builder
        .representation(&sources)
        .map_err(|error| Failure { error, texts })
}

/// All that a command is given.
struct Read {
    builder: Builder,
    sources: Vec<Source>,
    texts: Texts,
    lock: PathBuf,
}

fn read(input: &Input) -> Result<Read, Failure> {
    let mut found = tamis::find_documents(&input.specs)?;
    let mut texts = Texts::default();
    add(&mut texts, &found, 0);
    let path = match &input.config {
        Some(path) => Some(path.clone()),
        None => tamis::find_config(&input.specs)?,
    };
    let mut config = match &path {
        Some(path) => read_config(path, &mut texts)?,
        None => Config::default(),
    };
    let read = found.sources.len();
    let folder = path.as_deref().and_then(Path::parent);
    found.add_references(folder.unwrap_or(Path::new("")), &config)?;
    add(&mut texts, &found, read);
    let sources = found.sources;
    config.strict |= input.strict;
    // Names can only be locked by a file of choices, and stand beside it.
    let lock = path.unwrap_or_default().with_file_name(LOCK);
    let locked = config.names.locked;
    let mut builder = tamis::configure().config(config);
    if locked && let Some(names) = read_lock(&lock, &mut texts)? {
        builder = builder.name_lock(names);
    }
    Ok(Read {
        builder,
        sources,
        texts,
        lock,
    })
}

fn read_lock(path: &Path, texts: &mut Texts) -> Result<Option<NameLock>, Failure> {
    let shown = slashes(path);
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("cannot read {shown}: {error}");
            return Err(Diagnostic::general(Code::CANNOT_READ, message).into());
        }
    };
    texts.add(&shown, &shown, text.as_bytes());
    let parsed = NameLock::parse(&shown, &text).map_err(|error| Failure {
        error,
        texts: std::mem::take(texts),
    })?;
    Ok(Some(parsed))
}

/// The texts of what was found, from the one at an index on.
fn add(texts: &mut Texts, found: &Found, from: usize) {
    let all = found.sources.iter().zip(&found.paths);
    for (source, path) in all.skip(from) {
        texts.add(&source.name, &slashes(path), &source.text);
    }
}

fn read_config(path: &Path, texts: &mut Texts) -> Result<Config, Failure> {
    let shown = slashes(path);
    // What could not be read has no lines to show.
    texts.add(&shown, &shown, &fs::read(path).unwrap_or_default());
    tamis::read_config(path).map_err(|error| Failure {
        error,
        texts: std::mem::take(texts),
    })
}
