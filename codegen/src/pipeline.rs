//! The pipeline: documents in, formatted source out. The drawing in ARCHITECTURE.md, as code.
//!
//! Each stage collects all its complaints; the pipeline stops at the end of a stage that found an error.

use std::collections::BTreeMap;

use crate::config::{Config, Rename};
use crate::diagnostics::{Diagnostics, Error};
use crate::document::Source;
use crate::index::SchemaType;
use crate::output::{Generated, Summary};
use crate::suggest::{self, Suggestions};
use crate::{analysis, convert, document, emit, format, index, ir, names};

/// What the documents say, what follows from it, and what the user calls things.
pub(crate) struct Understood {
    pub(crate) api: ir::Api,
    pub(crate) facts: analysis::Facts,
    pub(crate) renames: Vec<Rename>,
}

/// The first half of the pipeline: what the documents say, and what follows from it.
pub(crate) fn understand(
    sources: &[Source],
    config: &Config,
    convert: convert::Convert,
    diagnostics: &mut Diagnostics,
) -> Result<Understood, Error> {
    config.check_types(diagnostics);
    let read = document::read(sources, config, diagnostics)?;
    let api = convert(read.model, config, diagnostics);
    diagnostics.propagate()?;
    let facts = analysis::analyse(&api, config, diagnostics);
    diagnostics.propagate()?;
    Ok(Understood {
        api,
        facts,
        renames: read.renames,
    })
}

/// Which type each schema becomes.
pub(crate) fn index(
    sources: &[Source],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<SchemaType>, Error> {
    let runtime = config.runtime_tokens()?;
    let convert = convert::convert_with_schemas;
    let Understood {
        api,
        facts,
        renames,
    } = understand(sources, config, convert, diagnostics)?;
    let (names, _) = names::name(&api, &facts, &renames, config, diagnostics);
    diagnostics.propagate()?;
    Ok(index::index(&api, &facts, &names, &runtime, sources))
}

/// What could be chosen so that more is recognised.
pub(crate) fn suggest(sources: &[Source], config: &Config) -> Result<Suggestions, Error> {
    let mut diagnostics = Diagnostics::new();
    let Understood {
        api,
        facts,
        renames,
    } = understand(sources, config, convert::convert, &mut diagnostics)?;
    let (names, _) = names::name(&api, &facts, &renames, config, &mut diagnostics);
    diagnostics.propagate()?;
    Ok(suggest::suggest(&api, &facts, &names, config))
}

/// The whole pipeline: documents in, formatted source out.
pub(crate) fn generate(sources: &[Source], config: &Config) -> Result<Generated, Error> {
    let mut diagnostics = Diagnostics::new();
    let runtime = config.runtime_tokens()?;
    let Understood {
        api,
        facts,
        renames,
    } = understand(sources, config, convert::convert, &mut diagnostics)?;
    let (names, lock) = names::name(&api, &facts, &renames, config, &mut diagnostics);
    diagnostics.propagate()?;
    diagnostics.propagate_strictly(config.strict)?;
    let mut modules: BTreeMap<String, format::Module> = BTreeMap::new();
    emit::emit(&api, &facts, &names, &runtime, &mut |path, piece| {
        if let Some(module) = modules.get_mut(path) {
            module.write(piece);
        } else {
            modules.entry(path.to_owned()).or_default().write(piece);
        }
    });
    let summary = Summary::of(&api, &facts, &names);
    let mut files = BTreeMap::new();
    for (path, module) in modules {
        let text = module.finish(&path)?;
        files.insert(path, text);
    }
    Ok(Generated::new(files, diagnostics, summary, lock))
}

#[cfg(test)]
mod tests;
