//! Files that stand for what documents refer to on other hosts, as the user says: nothing is fetched.
//!
//! In: addresses with a file and a checksum each, and the sources. Out: which source an address means. A file that is not
//! there, or not the one that was meant, and an address that nothing refers to are errors.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::source::Source;
use crate::config::{Choice, Config};
use crate::diagnostics::{Code, Diagnostics};

/// The sources by addresses.
#[derive(Debug, Default)]
pub(super) struct References {
    sources: BTreeMap<String, usize>,
    followed: RefCell<BTreeSet<String>>,
}

impl References {
    /// Finds the files among the sources, and looks whether they are those that were meant.
    pub(super) fn of(sources: &[Source], config: &Config, diagnostics: &mut Diagnostics) -> Self {
        let mut references = Self::default();
        for (address, reference) in &config.references {
            let choice = choice(config, address);
            let Some((index, source)) = find(sources, &reference.file) else {
                let message = format!(
                    "there is no file `{}` among those that were read",
                    reference.file
                );
                let error = choice.nearest("file").error(Code::REFERENCES, message);
                diagnostics.push(error.help("it is named as it is seen from tamis.toml"));
                continue;
            };
            let found = checksum(&source.text);
            if !found.eq_ignore_ascii_case(&reference.sha256) {
                let message = format!(
                    "{} is not the file that was meant: its SHA-256 is {found}",
                    source.name
                );
                let error = choice.nearest("sha256").error(Code::REFERENCES, message);
                diagnostics
                    .push(error.help("read what has changed in it before the checksum is changed"));
            }
            references.sources.insert(address.clone(), index);
        }
        references
    }

    /// The source that stands for an address, if one does.
    pub(super) fn find(&self, address: &str) -> Option<usize> {
        let found = self.sources.get(address)?;
        self.followed.borrow_mut().insert(address.to_owned());
        Some(*found)
    }

    /// The addresses, with their sources.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        (self.sources.iter()).map(|(address, index)| (address.as_str(), *index))
    }

    /// Reports the addresses to which nothing refers.
    pub(super) fn report(&self, config: &Config, diagnostics: &mut Diagnostics) {
        let followed = self.followed.borrow();
        for address in self.sources.keys() {
            if !followed.contains(address) {
                let message = format!("nothing in the documents refers to `{address}`");
                diagnostics.push(choice(config, address).error(Code::REFERENCES, message));
            }
        }
    }
}

fn choice(config: &Config, address: &str) -> Choice {
    config.choice(&["references", address])
}

/// The source with a name, or the one whose name is longer by folders only.
fn find<'s>(sources: &'s [Source], file: &str) -> Option<(usize, &'s Source)> {
    let file = file.trim_start_matches("./");
    let is_it = |source: &Source| {
        let above = source.name.strip_suffix(file);
        above.is_some_and(|above| above.is_empty() || above.ends_with('/'))
    };
    let all = sources.iter().enumerate();
    all.filter(|(_, source)| is_it(source))
        .min_by_key(|(_, source)| source.name.len())
}

fn checksum(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::new(), |mut text, byte| {
        // A text takes everything.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
