//! A stand-in: documents of one version, schemas as openapiv3 reads them. The document stage replaces this file whole.

use crate::config::Config;
use crate::error::{Error, Report, Reports};
use crate::place::Place;

/// A document, with the name under which messages speak of it.
#[derive(Clone, Debug)]
pub struct Source {
    /// As the user knows it: `specs/pets.yaml`.
    pub name: String,
    /// Its bytes.
    pub text: Vec<u8>,
    /// It is only read when another source refers to it.
    pub fragment: bool,
}

impl Source {
    /// A document.
    pub fn new(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            fragment: false,
        }
    }

    /// A part of documents.
    pub fn fragment(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            fragment: true,
        }
    }
}

pub(crate) fn read(
    sources: &[Source],
    _: &Config,
    reports: &mut Reports,
) -> Result<openapiv3::OpenAPI, Error> {
    let mut all: Option<openapiv3::OpenAPI> = None;
    for source in sources.iter().filter(|source| !source.fragment) {
        match serde_yaml::from_slice::<openapiv3::OpenAPI>(&source.text) {
            Err(error) => reports.push(Report::error(
                "syntax",
                &Place::root(&source.name),
                error.to_string(),
            )),
            Ok(next) => match &mut all {
                None => all = Some(next),
                Some(all) => {
                    all.paths.paths.extend(next.paths.paths);
                    if let (Some(all), Some(next)) = (&mut all.components, next.components) {
                        all.schemas.extend(next.schemas);
                    }
                }
            },
        }
    }
    reports.propagate()?;
    all.ok_or_else(|| Report::general("no-documents", "there is no document").into())
}

/// Cuts the document out of a doc page.
///
/// # Errors
///
/// Always, in the stand-in.
pub fn import_page(name: &str, _: &str) -> Result<String, Error> {
    Err(Report::general("stand-in", name).into())
}
