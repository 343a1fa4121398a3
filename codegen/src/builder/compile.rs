//! What a build script calls. The only place that knows `OUT_DIR` and prints cargo directives.
//!
//! In: the path of the documents. Out: files in `OUT_DIR` (or elsewhere), directives on standard output. What is wrong with
//! the documents becomes an error of the compiler: from a build script that fails, an editor learns nothing, since cargo
//! tells what such a script said to people only (`cargo check --message-format=json`).

use std::collections::BTreeMap;
use std::env;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Builder;
use super::choices::{find_config, read_config};
use super::find::{Found, find_documents};
use super::lock;
use crate::diagnostics::Digest;
use crate::diagnostics::{Code, Diagnostic, Error, Severity};
use crate::output::{Generated, write_errors};
use crate::place::Place;

impl Builder {
    /// Generates a client and writes it, as a build script does: from a document with all that it refers to, or from all
    /// documents in a folder (see [`find_documents`]), with the choices in a `tamis.toml` beside them. What the setters of this
    /// builder say counts more than that file, and what they add to a list comes behind what it says; after
    /// [`config`](Builder::config), the file does not count at all.
    ///
    /// Cargo is told to run the script again when a document or `tamis.toml` changes, comes or goes. Warnings are printed
    /// as cargo directives. Errors stand in the generated `api.rs`, before what was last generated there, so that the
    /// compiler reports them, to an editor, too; with [`out_dir`](Builder::out_dir) nothing is written, and they are
    /// printed as directives.
    ///
    /// The result is what `main` returns: a failure when there is no client and the compiler cannot tell why.
    pub fn compile(&self, documents: impl AsRef<Path>) -> ExitCode {
        let own = env::var_os("OUT_DIR").map(PathBuf::from);
        let Some(folder) = self.out_dir.as_ref().or(own.as_ref()) else {
            let diagnostic = Diagnostic::general(
                Code::NO_OUTPUT_FOLDER,
                "OUT_DIR is not set, so this is not a build script",
            );
            directives(
                "error",
                &[diagnostic.help("call `out_dir` to say where the files go")],
            );
            return ExitCode::FAILURE;
        };
        let error = match self.made(documents.as_ref(), folder) {
            Ok(generated) => {
                let lock = lock::path(documents.as_ref());
                let written = generated
                    .write_to(folder)
                    .map_err(|error| (folder.as_path(), error));
                let written = written.and_then(|()| {
                    let kept = generated.write_lock_to(&lock);
                    kept.map_err(|error| (lock.as_path(), error))
                });
                if let Err((path, error)) = written {
                    let message = format!("cannot write {}: {error}", path.display());
                    directives("error", &[Diagnostic::general(Code::CANNOT_WRITE, message)]);
                    return ExitCode::FAILURE;
                }
                directives("warning", generated.warnings());
                return ExitCode::SUCCESS;
            }
            Err(error) => error,
        };
        let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) = error
            .diagnostics()
            .iter()
            .cloned()
            .partition(|diagnostic| diagnostic.severity == Severity::Error);
        directives("warning", &warnings);
        if self.out_dir.is_some() || write_errors(folder, &errors).is_err() {
            directives("error", &errors);
            return ExitCode::FAILURE;
        }
        let count = errors.len();
        let message = "there is no client; what is wrong, the compiler says where the generated code is included";
        print_directive("warning", format_args!("{message} (errors: {count})"));
        ExitCode::SUCCESS
    }

    /// Reads and generates. What is reported names files as the build script sees them.
    fn made(&self, documents: &Path, folder: &Path) -> Result<Generated, Error> {
        let mut found = find_documents(&[documents])?;
        let read = found.watched.len();
        for path in &found.watched {
            print_directive("rerun-if-changed", path.display());
        }
        let mut builder = match find_config(&[documents])? {
            Some(path) if !self.is_whole => {
                print_directive("rerun-if-changed", path.display());
                self.with_file(read_config(&path)?)
            }
            _ => {
                if let Some(folder) = folder_to_watch(documents, folder) {
                    print_directive("rerun-if-changed", folder.display());
                }
                self.clone()
            }
        };
        let beside = folder_of(documents);
        found.add_references(beside, &builder.config)?;
        for path in found.watched.iter().skip(read) {
            print_directive("rerun-if-changed", path.display());
        }
        if builder.config.names.locked {
            let lock = lock::path(documents);
            print_directive("rerun-if-changed", lock.display());
            if let Some(names) = lock::read(&lock)? {
                builder.config.lock = Some(names);
            }
        }
        let shown = Shown::of(&found);
        let mut result = builder.generate(&found.sources);
        match &mut result {
            Ok(generated) => shown.correct(generated.warnings_mut()),
            Err(error) => shown.correct(error.diagnostics_mut()),
        }
        result
    }
}

/// The folder in which choices stand: that of the documents, or that of the file that is one.
fn folder_of(documents: &Path) -> &Path {
    if documents.is_dir() {
        documents
    } else {
        documents.parent().unwrap_or(Path::new(""))
    }
}

/// Where a `tamis.toml` may come to stand beside a file, if that can be watched: the folder of the package holds what
/// builds change.
fn folder_to_watch<'d>(documents: &'d Path, output: &Path) -> Option<&'d Path> {
    let folder = documents.parent().filter(|_| documents.is_file())?;
    let whole = fs::canonicalize(folder).ok()?;
    let package = env::var_os("CARGO_MANIFEST_DIR")?;
    let holds = |path: &Path| fs::canonicalize(path).map_or(true, |path| path.starts_with(&whole));
    (!holds(Path::new(&package)) && !holds(output)).then_some(folder)
}

/// The sources' names, as the user would say them.
struct Shown(BTreeMap<String, String>);

impl Shown {
    fn of(found: &Found) -> Self {
        let names = found.sources.iter().map(|source| source.name.clone());
        let paths = found.paths.iter();
        let paths = paths.map(|path| {
            path.to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/")
        });
        Self(names.zip(paths).collect())
    }

    fn correct(&self, diagnostics: &mut [Diagnostic]) {
        for diagnostic in diagnostics {
            let related = diagnostic
                .related
                .iter_mut()
                .map(|related| &mut related.place);
            for place in diagnostic.place.iter_mut().chain(related) {
                if let Some(path) = self.0.get(place.source()) {
                    let keys = place.keys();
                    *place = keys
                        .iter()
                        .fold(Place::root(path), |place, key| place.child(key));
                }
            }
        }
    }
}

/// Prints the first reports of each kind, and how many more there are.
fn directives(kind: &str, diagnostics: &[Diagnostic]) {
    let digest = Digest::of(diagnostics);
    for diagnostic in digest.first {
        directive(kind, diagnostic);
    }
    for (code, more) in digest.more {
        print_directive(kind, format_args!("… and {more} more of the kind `{code}`"));
    }
}

/// Cargo shows one line for each directive, so a report goes out line by line.
fn directive(kind: &str, diagnostic: &Diagnostic) {
    for line in diagnostic.to_string().lines() {
        print_directive(kind, line);
    }
}

#[expect(
    clippy::print_stdout,
    reason = "this is how a build script talks to cargo"
)]
fn print_directive(kind: &str, value: impl Display) {
    println!("cargo::{kind}={value}");
}
