//! Where places stand in their texts: line and column.
//!
//! In: reports that are about to be shown, the sources, and the file of the user's choices. Out: the same reports with positions. Only the texts that a
//! report speaks of are read again, only up to the last of its places, and whatever cannot be read leaves a report
//! without a position: nothing here can fail.

mod finder;
mod json;
mod toml;
mod yaml;

use std::collections::BTreeMap;

use self::finder::Finder;
use crate::config::Origin;
use crate::diagnostics::Diagnostic;
use crate::document::{Source, page_block, readable_text};
use crate::place::Place;

/// Fills in [`Diagnostic::position`] and the positions of what the reports are related to, where they are not known yet.
pub(crate) fn locate(diagnostics: &mut [Diagnostic], sources: &[Source], choices: &Origin) {
    let mut wanted: BTreeMap<String, Finder> = BTreeMap::new();
    for (place, position) in diagnostics.iter_mut().flat_map(places) {
        if position.is_none() {
            let finder = wanted.entry(place.source().to_owned()).or_default();
            finder.want(&place.keys());
        }
    }
    for (name, finder) in &mut wanted {
        if let Some(text) = choices.text_of(name) {
            toml::search(text, finder);
        } else if let Some(source) = sources.iter().find(|source| source.name == *name) {
            search(source, finder);
        }
    }
    for (place, position) in diagnostics.iter_mut().flat_map(places) {
        if position.is_none() {
            *position = wanted
                .get(place.source())
                .and_then(|finder| finder.found(&place.keys()));
        }
    }
}

/// The places of a report, with room for their positions.
fn places(
    diagnostic: &mut Diagnostic,
) -> impl Iterator<Item = (&Place, &mut Option<(usize, usize)>)> {
    let own = diagnostic
        .place
        .as_ref()
        .map(|place| (place, &mut diagnostic.position));
    let related = diagnostic
        .related
        .iter_mut()
        .map(|related| (&related.place, &mut related.position));
    own.into_iter().chain(related)
}

fn search(source: &Source, finder: &mut Finder) {
    let Some(text) = readable_text(&source.text) else {
        return;
    };
    let block = page_block(&source.name, text);
    let text = block.as_ref().map_or(text, |block| &block.text);
    if text.trim_start().starts_with('{') {
        json::search(text, finder);
    } else {
        yaml::search(text, finder);
    }
    if let Some(block) = &block {
        finder.shift(block.lines_before, block.indent);
    }
}

#[cfg(test)]
mod tests;
