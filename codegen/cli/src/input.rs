//! What a command is given: documents, and the choices in `tamis.toml`.
//!
//! In: paths. Out: sources in memory, the library's `Config`, and the texts that complaints are shown with.

use std::fs;
use std::path::PathBuf;

use tamis::{Builder, Config, Error, Explanation, Generated, Source};

use crate::Failure;
use crate::args::Input;
use crate::excerpt::{self, Texts};
use crate::generate::slashes;

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
    let beside = match &input.config {
        Some(path) => Some(path.clone()),
        None => tamis::find_config(&input.specs)?,
    };
    let Some(path) = beside else {
        return Ok(Config::default());
    };
    tamis::read_config(&path).map_err(|error| {
        let mut texts = Texts::default();
        let name = slashes(&path);
        // What could not be read has no lines to show.
        texts.add(&name, &name, &fs::read(&path).unwrap_or_default());
        Failure { error, texts }
    })
}
