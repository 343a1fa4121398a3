//! The choices of a build script, and what can be made of documents with them.
//!
//! In: setters, and documents in memory. Out: a client, or what is known of it. What happens on the disk, `builder/` knows:
//! `compile.rs` is the build script's, `find.rs` reads documents, `choices.rs` the `tamis.toml` beside them.

mod choices;
mod compile;
mod find;
mod lock;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

pub use self::choices::{find_config, read_config};
pub use self::find::{Found, find_documents};
use crate::config::{
    Config, Correction, Derives, NameConfig, NameLock, Reference, Selection, TypeConfig,
    UnknownMembers,
};
use crate::diagnostics::{Code, Diagnostics, Error};
use crate::document::Source;
use crate::explain::Explanation;
use crate::index::SchemaType;
use crate::ir::filters::{EmptyList, FilterRule};
use crate::ir::paging::PaginationRule;
use crate::output::Generated;
use crate::pipeline::{self, Understood};
use crate::source::locate;
use crate::suggest::Suggestions;

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
    /// What the setters did since: done again on the choices of a `tamis.toml`.
    changes: Vec<Change>,
    /// Whether all choices were given at once: then no `tamis.toml` counts.
    is_whole: bool,
    out_dir: Option<PathBuf>,
}

impl Builder {
    /// Takes all choices at once: in the place of those that were made before, and of a `tamis.toml` beside the documents.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self.changes.clear();
        self.is_whole = true;
        self
    }

    /// Where the files go. Default: `OUT_DIR`, which cargo sets for build scripts.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The path under which the generated code finds the runtime crate. Default: `tamis_runtime`. A client that
    /// re-exports the runtime, so that its users need not depend on it, might give `crate::runtime`.
    pub fn runtime_path(self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.change(move |config| config.runtime_path.clone_from(&path))
    }

    /// Whether a warning stops the generation, too. Default: no.
    pub fn strict(self, strict: bool) -> Self {
        self.change(move |config| config.strict = strict)
    }

    /// Whether families of filter parameters become `Filter` fields. Default: yes.
    pub fn filters(self, enabled: bool) -> Self {
        self.change(move |config| config.filters.enabled = enabled)
    }

    /// What a filter with an empty list does. Default: the call is refused, because some servers return nothing for
    /// an empty list and others everything.
    pub fn empty_list(self, policy: EmptyList) -> Self {
        self.change(move |config| config.filters.empty_list = policy)
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
    pub fn filter_rule(self, rule: FilterRule) -> Self {
        self.change(move |config| config.filters.rules.push(rule.clone()))
    }

    /// Whether generic types are recovered from their instances. Default: yes.
    pub fn generics(self, enabled: bool) -> Self {
        self.change(move |config| config.generics = enabled)
    }

    /// Whether pagination is looked for. Default: yes.
    pub fn pagination(self, enabled: bool) -> Self {
        self.change(move |config| config.pagination.enabled = enabled)
    }

    /// Adds a rule on pages: what asks for them, what leads to the next one, where their items are. Of two rules for one
    /// operation the later one counts.
    ///
    /// ```no_run
    /// use tamis::PaginationRule;
    ///
    /// tamis::configure()
    ///     .pagination_rule(PaginationRule::of(["listOrders"]).position("after").next("page.last"))
    ///     .compile("specs");
    /// ```
    pub fn pagination_rule(self, rule: PaginationRule) -> Self {
        self.change(move |config| config.pagination.rules.push(rule.clone()))
    }

    /// Which types implement `Serialize` and `Deserialize`. Default: those whose use asks for it.
    pub fn derives(self, derives: Derives) -> Self {
        self.change(move |config| config.derives = derives)
    }

    /// What happens to members of an object that the document neither lists nor rules out. Default: they are ignored.
    pub fn unknown_members(self, choice: UnknownMembers) -> Self {
        self.change(move |config| config.unknown_members = choice)
    }

    /// Only these operations become part of the client, with the types that they use. Default: all. Called again, it adds
    /// to them.
    pub fn include(self, operations: Selection) -> Self {
        self.change(move |config| add(&mut config.include, &operations))
    }

    /// These operations do not become part of the client, nor do the types that only they use. Default: none.
    pub fn exclude(self, operations: Selection) -> Self {
        self.change(move |config| add(&mut config.exclude, &operations))
    }

    /// Adds a correction of what the documents say. Of two corrections of one thing the later one counts.
    pub fn correction(self, correction: Correction) -> Self {
        self.change(move |config| config.corrections.push(correction.clone()))
    }

    /// Where the API is, instead of what the documents say. Default: what they say.
    pub fn servers<S: Into<String>>(self, urls: impl IntoIterator<Item = S>) -> Self {
        let urls: Vec<String> = urls.into_iter().map(Into::into).collect();
        self.change(move |config| config.servers.clone_from(&urls))
    }

    /// Adds a security scheme, or takes the place of one, as a document would define it under
    /// `components.securitySchemes`.
    ///
    /// ```
    /// tamis::configure()
    ///     .security_scheme("token", serde_json::json!({"type": "http", "scheme": "bearer"}))
    ///     .correction(tamis::Correction::of_operations(["*"]).security([["token"]]));
    /// ```
    pub fn security_scheme(self, name: impl Into<String>, scheme: serde_json::Value) -> Self {
        let name = name.into();
        self.change(move |config| {
            config.security_schemes.insert(name.clone(), scheme.clone());
        })
    }

    /// What things are called in the client, and whether names stay. Default: what follows from the documents.
    ///
    /// ```
    /// use tamis::NameConfig;
    ///
    /// tamis::configure().names(NameConfig::new().locked(true).operation("listTasks", "list"));
    /// ```
    pub fn names(self, names: NameConfig) -> Self {
        self.change(move |config| config.names.clone_from(&names))
    }

    /// Which types stand for those of the documents, and what the generated ones have besides. Default: none.
    pub fn types(self, types: TypeConfig) -> Self {
        self.change(move |config| config.types.clone_from(&types))
    }

    /// Whether the operations of each tag are behind a feature of the client's crate, which is called like their module:
    /// `orders`. The crate's manifest has to have them; `tamis new` writes them there. Default: `false`.
    pub fn tag_features(self, enabled: bool) -> Self {
        self.change(move |config| config.tag_features = enabled)
    }

    /// The file that stands for an address of another host (without a fragment), and its SHA-256 in hexadecimal. Nothing is ever
    /// fetched. Default: none.
    ///
    /// ```
    /// # let _ =
    /// tamis::configure().reference(
    ///     "https://example.com/schemas/common.yaml",
    ///     tamis::Reference::new(
    ///         "remote/common.yaml",
    ///         "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    ///     ),
    /// );
    /// ```
    pub fn reference(self, address: impl Into<String>, file: Reference) -> Self {
        let address = address.into();
        self.change(move |config| {
            config.references.insert(address.clone(), file.clone());
        })
    }

    /// The names of an earlier run ([`Generated::lock`]), which stay if [`NameConfig::locked`] says so. Default: none;
    /// [`Builder::compile`] and the command read them from `tamis.lock`.
    pub fn name_lock(self, lock: NameLock) -> Self {
        self.change(move |config| config.lock = Some(lock.clone()))
    }

    /// Generates a client from documents in memory. Touches neither the disk nor the environment.
    ///
    /// # Errors
    ///
    /// Everything in the documents that makes a client impossible, each complaint with its place.
    pub fn generate(&self, sources: &[Source]) -> Result<Generated, Error> {
        let mut result = pipeline::generate(sources, &self.config);
        match &mut result {
            Ok(generated) => locate(generated.warnings_mut(), sources, &self.config.origin),
            Err(error) => locate(error.diagnostics_mut(), sources, &self.config.origin),
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
        let mut diagnostics = Diagnostics::new();
        let understood = pipeline::understand(
            sources,
            &self.config,
            crate::convert::convert,
            &mut diagnostics,
        );
        let Understood { api, facts, .. } = understood.map_err(|mut error| {
            locate(error.diagnostics_mut(), sources, &self.config.origin);
            error
        })?;
        let mut warnings = diagnostics.into_vec();
        warnings.retain(|diagnostic| {
            matches!(
                diagnostic.code,
                Code::FILTER_RULE | Code::IMPOSSIBLE_FILTER | Code::UNUSED_FILTER_RULE
            ) || diagnostic.code == Code::PAGINATION_RULE
        });
        locate(&mut warnings, sources, &self.config.origin);
        Ok(Explanation::of(&api, &facts, warnings))
    }

    /// Says what could be chosen so that more is recognised, each rule tried, as lines for `tamis.toml`.
    ///
    /// # Errors
    ///
    /// Those of [`Builder::generate`].
    pub fn suggest(&self, sources: &[Source]) -> Result<Suggestions, Error> {
        pipeline::suggest(sources, &self.config).map_err(|mut error| {
            locate(error.diagnostics_mut(), sources, &self.config.origin);
            error
        })
    }

    /// The representation that documents become before anything is named or written, as text: what a client is to be, and
    /// what to look at first when one is not as expected. The form is for people and changes.
    ///
    /// # Errors
    ///
    /// Those of [`Builder::generate`].
    pub fn representation(&self, sources: &[Source]) -> Result<String, Error> {
        let mut diagnostics = Diagnostics::new();
        let convert = crate::convert::convert;
        match pipeline::understand(sources, &self.config, convert, &mut diagnostics) {
            Ok(understood) => Ok(understood.api.to_string()),
            Err(mut error) => {
                locate(error.diagnostics_mut(), sources, &self.config.origin);
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
        pipeline::index(sources, &self.config, &mut Diagnostics::new()).map_err(|mut error| {
            locate(error.diagnostics_mut(), sources, &self.config.origin);
            error
        })
    }

    /// Does what the setters did, in their order.
    fn with_file(&self, file: Config) -> Self {
        let mut config = file;
        for Change(change) in &self.changes {
            change(&mut config);
        }
        Self {
            config,
            ..self.clone()
        }
    }

    fn change(mut self, change: impl Fn(&mut Config) + Send + Sync + 'static) -> Self {
        change(&mut self.config);
        self.changes.push(Change(Arc::new(change)));
        self
    }
}

/// Adds operations to a selection.
fn add(selection: &mut Selection, operations: &Selection) {
    selection
        .operations
        .extend(operations.operations.iter().cloned());
    selection.tags.extend(operations.tags.iter().cloned());
}

/// What a setter did.
#[derive(Clone)]
struct Change(Arc<dyn Fn(&mut Config) + Send + Sync>);

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Change")
    }
}
