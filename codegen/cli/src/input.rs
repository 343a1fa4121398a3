//! What a command is given: documents, and the choices in `tamis.toml`.
//!
//! In: paths. Out: sources in memory, the library's `Config`, and the texts that complaints are shown with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tamis::{Builder, Config, Error, Explanation, Generated, Place, Report, Source};

use crate::Failure;
use crate::args::Input;
use crate::excerpt::{self, Texts};
use crate::generate::slashes;

/// The name of the file with the choices.
const CONFIG: &str = "tamis.toml";

/// Reads everything and generates; shows the warnings.
pub(crate) fn generate(input: &Input) -> Result<Generated, Failure> {
    let (builder, sources, texts) = read(input)?;
    match builder.generate(&sources) {
        Ok(generated) => {
            if !input.quiet {
                excerpt::show(generated.warnings(), &texts, input.all_warnings);
            }
            Ok(generated)
        }
        Err(error) => Err(Failure { error, texts }),
    }
}

/// Reads everything and says what is recognised in it; shows the warnings about choices.
pub(crate) fn explain(input: &Input) -> Result<Explanation, Failure> {
    let (builder, sources, texts) = read(input)?;
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

/// Reads everything and prints what it is understood as.
pub(crate) fn representation(input: &Input) -> Result<String, Failure> {
    let (builder, sources, texts) = read(input)?;
    builder
        .representation(&sources)
        .map_err(|error| Failure { error, texts })
}

fn read(input: &Input) -> Result<(Builder, Vec<Source>, Texts), Failure> {
    let (sources, texts) = read_documents(&input.specs)?;
    let mut config = read_config(input)?;
    config.strict |= input.strict;
    Ok((tamis::configure().config(config), sources, texts))
}

fn read_documents(specs: &[PathBuf]) -> Result<(Vec<Source>, Texts), Error> {
    let found = tamis::find_documents(specs)?;
    let mut texts = Texts::default();
    for (source, path) in found.sources.iter().zip(&found.paths) {
        texts.add(&source.name, &slashes(path), &source.text);
    }
    Ok((found.sources, texts))
}

/// The file that was named, or the one that stands beside the documents.
fn read_config(input: &Input) -> Result<Config, Failure> {
    let path = match &input.config {
        Some(path) => path.clone(),
        None => match find_config(&input.specs)? {
            Some(path) => path,
            None => return Ok(Config::default()),
        },
    };
    let shown = slashes(&path);
    let text = fs::read_to_string(&path)
        .map_err(|error| Report::general("cannot-read", format!("cannot read {shown}: {error}")))?;
    toml::from_str(&text).map_err(|error| {
        let mut texts = Texts::default();
        texts.add(&shown, &shown, text.as_bytes());
        let mut report = Report::error("config", &Place::root(&shown), error.message());
        report.position = error.span().map(|span| position(&text, span.start));
        Failure {
            error: report.into(),
            texts,
        }
    })
}

fn find_config(specs: &[PathBuf]) -> Result<Option<PathBuf>, Error> {
    let folders: BTreeSet<PathBuf> = specs
        .iter()
        .map(|spec| {
            if spec.is_dir() {
                spec.clone()
            } else {
                spec.parent().map(Path::to_owned).unwrap_or_default()
            }
        })
        .collect();
    let mut found: Vec<_> = folders
        .into_iter()
        .map(|folder| folder.join(CONFIG))
        .filter(|path| path.is_file())
        .collect();
    if found.len() > 1 {
        let paths: Vec<_> = found.iter().map(|path| slashes(path)).collect();
        let message = format!("there is more than one {CONFIG}: {}", paths.join(", "));
        return Err(Report::general("several-configs", message)
            .help("say which with --config")
            .into());
    }
    Ok(found.pop())
}

/// Line and column (from 1, in characters) of an offset.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
