//! What a build script calls. The only place that knows `OUT_DIR` and prints cargo directives; what stands in a folder,
//! `builder/find.rs` knows.
//!
//! In: setters and the path of the documents. Out: files in `OUT_DIR` (or elsewhere), directives on standard output.

mod find;

use std::env;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub use self::find::{Found, find_documents};
use crate::config::{Config, Correction, Derives, Selection, UnknownMembers};
use crate::digest::Digest;
use crate::document::Source;
use crate::error::{Error, Report, Reports};
use crate::explain::Explanation;
use crate::index::SchemaType;
use crate::ir::filters::{EmptyList, FilterRule};
use crate::output::Generated;
use crate::pipeline;
use crate::source::locate;

/// Reads documents and writes a client; made by [`crate::configure`].
///
/// ```no_run
/// // build.rs
/// use std::process::ExitCode;
///
/// fn main() -> ExitCode {
///     tamis::configure().strict(true).compile("specs")
/// }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `compile` or `generate` is called"]
pub struct Builder {
    config: Config,
    out_dir: Option<PathBuf>,
}

impl Builder {
    /// Takes all choices at once.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Where the files go. Default: `OUT_DIR`, which cargo sets for build scripts.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The path under which the generated code finds the runtime crate. Default: `tamis_runtime`. A client that
    /// re-exports the runtime, so that its users need not depend on it, might give `crate::runtime`.
    pub fn runtime_path(mut self, path: impl Into<String>) -> Self {
        self.config.runtime_path = path.into();
        self
    }

    /// Whether a warning stops the generation, too. Default: no.
    pub fn strict(mut self, strict: bool) -> Self {
        self.config.strict = strict;
        self
    }

    /// Whether families of filter parameters become `Filter` fields. Default: yes.
    pub fn filters(mut self, enabled: bool) -> Self {
        self.config.filters.enabled = enabled;
        self
    }

    /// What a filter with an empty list does. Default: the call is refused, because some servers return nothing for
    /// an empty list and others everything.
    pub fn empty_list(mut self, policy: EmptyList) -> Self {
        self.config.filters.empty_list = policy;
        self
    }

    /// Adds a rule on filters: conventions, operators, lists, null tests, for all operations and fields or for some. Of
    /// two rules on the same thing the later one counts.
    ///
    /// ```no_run
    /// use tamis::{Convention, FilterRule};
    ///
    /// tamis::configure()
    ///     .filter_rule(FilterRule::new().operations(["listOrders"]).convention(Convention::Word, true))
    ///     .compile("specs");
    /// ```
    pub fn filter_rule(mut self, rule: FilterRule) -> Self {
        self.config.filters.rules.push(rule);
        self
    }

    /// Whether generic types are recovered from their instances. Default: yes.
    pub fn generics(mut self, enabled: bool) -> Self {
        self.config.generics = enabled;
        self
    }

    /// Whether pagination is looked for. Default: yes.
    pub fn pagination(mut self, enabled: bool) -> Self {
        self.config.pagination = enabled;
        self
    }

    /// Which types implement `Serialize` and `Deserialize`. Default: those whose use asks for it.
    pub fn derives(mut self, derives: Derives) -> Self {
        self.config.derives = derives;
        self
    }

    /// What happens to members of an object that the document neither lists nor rules out. Default: they are ignored.
    pub fn unknown_members(mut self, choice: UnknownMembers) -> Self {
        self.config.unknown_members = choice;
        self
    }

    /// Only these operations become part of the client, with the types that they use. Default: all. Called again, it adds
    /// to them.
    pub fn include(mut self, operations: Selection) -> Self {
        let include = &mut self.config.include;
        include.operations.extend(operations.operations);
        include.tags.extend(operations.tags);
        self
    }

    /// These operations do not become part of the client, nor do the types that only they use. Default: none.
    pub fn exclude(mut self, operations: Selection) -> Self {
        let exclude = &mut self.config.exclude;
        exclude.operations.extend(operations.operations);
        exclude.tags.extend(operations.tags);
        self
    }

    /// Adds a correction of what the documents say. Of two corrections of one thing the later one counts.
    pub fn correction(mut self, correction: Correction) -> Self {
        self.config.corrections.push(correction);
        self
    }

    /// Where the API is, instead of what the documents say. Default: what they say.
    pub fn servers<S: Into<String>>(mut self, urls: impl IntoIterator<Item = S>) -> Self {
        self.config.servers = urls.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a security scheme, or takes the place of one, as a document would define it under
    /// `components.securitySchemes`.
    ///
    /// ```
    /// tamis::configure()
    ///     .security_scheme("token", serde_json::json!({"type": "http", "scheme": "bearer"}))
    ///     .correction(tamis::Correction::of_operations(["*"]).security([["token"]]));
    /// ```
    pub fn security_scheme(mut self, name: impl Into<String>, scheme: serde_json::Value) -> Self {
        self.config.security_schemes.insert(name.into(), scheme);
        self
    }

    /// Generates a client from documents in memory. Touches neither the disk nor the environment.
    ///
    /// # Errors
    ///
    /// Everything in the documents that makes a client impossible, each complaint with its place.
    pub fn generate(&self, sources: &[Source]) -> Result<Generated, Error> {
        let mut result = pipeline::generate(sources, &self.config);
        match &mut result {
            Ok(generated) => locate(generated.warnings_mut(), sources),
            Err(error) => locate(error.reports_mut(), sources),
        }
        result
    }

    /// Says what is recognised in documents (filters, pagination, generic types), and why, without generating anything. Of
    /// the warnings only those are told that are about what was recognised.
    ///
    /// # Errors
    ///
    /// Those of [`Builder::generate`].
    pub fn explain(&self, sources: &[Source]) -> Result<Explanation, Error> {
        let mut reports = Reports::new();
        let understood =
            pipeline::understand(sources, &self.config, crate::convert::convert, &mut reports);
        let (api, facts) = understood.map_err(|mut error| {
            locate(error.reports_mut(), sources);
            error
        })?;
        let mut warnings = reports.into_vec();
        warnings.retain(|report| report.code.contains("filter"));
        locate(&mut warnings, sources);
        Ok(Explanation::of(&api, &facts, warnings))
    }

    /// The representation that documents become before anything is named or written, as text: what a client is to be, and
    /// what to look at first when one is not as expected. The form is for people and changes.
    ///
    /// # Errors
    ///
    /// Those of [`Builder::generate`].
    pub fn representation(&self, sources: &[Source]) -> Result<String, Error> {
        let mut reports = Reports::new();
        let convert = crate::convert::convert;
        match pipeline::understand(sources, &self.config, convert, &mut reports) {
            Ok((api, _)) => Ok(api.to_string()),
            Err(mut error) => {
                locate(error.reports_mut(), sources);
                Err(error)
            }
        }
    }

    /// Says which type of the client each schema becomes, without generating anything: for tools that work on the values
    /// in a document, such as its examples. The list is in the order of the places.
    ///
    /// ```
    /// let document = r#"{
    ///     "openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {},
    ///     "components": {"schemas": {"Tags": {"type": "array", "items": {"type": "string"}}}}
    /// }"#;
    /// let types = tamis::configure().index(&[tamis::Source::new("pets.json", document)])?;
    /// assert_eq!(types[0].place.to_string(), "pets.json#/components/schemas/Tags");
    /// assert_eq!(types[0].ty, "super::types::Tags");
    /// assert_eq!(types[1].place.to_string(), "pets.json#/components/schemas/Tags/items");
    /// assert_eq!(types[1].ty, "::std::string::String");
    /// # Ok::<(), tamis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Builder::generate`].
    pub fn index(&self, sources: &[Source]) -> Result<Vec<SchemaType>, Error> {
        pipeline::index(sources, &self.config, &mut Reports::new()).map_err(|mut error| {
            locate(error.reports_mut(), sources);
            error
        })
    }

    /// Generates a client from a document, or from all documents in a folder, and writes it, as a build script
    /// does: warnings and errors are printed as cargo directives, and cargo is told to run the script again when a
    /// document changes, comes or goes.
    ///
    /// The result is what `main` returns.
    pub fn compile(&self, documents: impl AsRef<Path>) -> ExitCode {
        let documents = documents.as_ref();
        match self.try_compile(documents) {
            Ok(generated) => {
                directives("warning", generated.warnings());
                ExitCode::SUCCESS
            }
            Err(error) => {
                directives("error", error.reports());
                ExitCode::FAILURE
            }
        }
    }

    fn try_compile(&self, documents: &Path) -> Result<Generated, Error> {
        let found = find_documents(&[documents])?;
        for path in &found.watched {
            print_directive("rerun-if-changed", path.display());
        }
        let generated = self.generate(&found.sources)?;
        let out_dir = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
                Report::general(
                    "no-output-folder",
                    "OUT_DIR is not set, so this is not a build script",
                )
                .help("call `out_dir` to say where the files go")
            })?,
        };
        generated.write_to(&out_dir).map_err(|error| {
            Report::general(
                "cannot-write",
                format!("cannot write below {}: {error}", out_dir.display()),
            )
        })?;
        Ok(generated)
    }
}

/// Prints the first reports of each kind, and how many more there are.
fn directives(kind: &str, reports: &[Report]) {
    let digest = Digest::of(reports);
    for report in digest.first {
        directive(kind, report);
    }
    for (code, more) in digest.more {
        print_directive(kind, format_args!("… and {more} more of the kind `{code}`"));
    }
}

/// Cargo shows one line for each directive, so a report goes out line by line.
fn directive(kind: &str, report: &Report) {
    for line in report.to_string().lines() {
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
