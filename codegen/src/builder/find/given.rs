//! The files that stand for addresses of other hosts, as the choices name them.

use std::fs;
use std::path::Path;

use super::{Found, Search, check_name, names, unreadable};
use crate::config::Config;
use crate::diagnostics::Error;
use crate::document::Source;

impl Found {
    /// Reads the files that [`Config::references`] names, seen from a folder, as far as they were not read with the documents.
    ///
    /// # Errors
    ///
    /// When one cannot be read, or is no regular file. One that does not exist is for the generator to complain of.
    pub fn add_references(&mut self, folder: &Path, config: &Config) -> Result<(), Error> {
        for reference in config.references.values() {
            let path = folder.join(&reference.file);
            check_name(&path)?;
            if !path.exists() {
                self.watched.push(path);
                continue;
            }
            let whole = fs::canonicalize(&path).map_err(|error| unreadable(&path, &error))?;
            let is_it = |known: &Path| fs::canonicalize(known).is_ok_and(|known| known == whole);
            if self.paths.iter().any(|known| is_it(known)) {
                continue;
            }
            let about = fs::metadata(&path).map_err(|error| unreadable(&path, &error))?;
            let mut search = Search::default();
            search.read_file(&path, whole, true, &about)?;
            self.watched.append(&mut search.watched);
            for file in search.files {
                let name = names::slashed(Path::new(&reference.file).components());
                self.sources.push(Source::fragment(name, file.text));
                self.paths.push(file.shown);
            }
        }
        Ok(())
    }
}
