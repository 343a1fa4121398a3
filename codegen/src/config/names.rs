//! Names of a client's own, and the names that stay.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::file::{Choice, refusal};
use crate::diagnostics::{Code, Diagnostic, Error};
use crate::place::Place;

/// What things are called in the client, by what the documents call them. `*` stands for any text; a name that is in no
/// document is an error.
///
/// In `tamis.toml`:
///
/// ```toml
/// [names]
/// locked = true                    # keep all names in `tamis.lock` beside the documents
///
/// [names.operations]
/// listTasks = "list"               # by operationId, or as "GET /path"
///
/// [names.tags]
/// "Task API v2" = "tasks"
///
/// [names.types]
/// Task = "TodoItem"                # a component, or the place of a type: "#/components/schemas/Task/properties/state"
///
/// [names.members]
/// "Task.type" = "kind"
///
/// [names.variants]
/// "State.wip" = "InProgress"       # of an enum, by the value
///
/// [names.parameters]
/// page_size = "limit"              # everywhere, or of an operation: "listTasks.page_size"
/// ```
///
/// A document, or an overlay that was applied to it, says the same under `x-tamis-name`: in an operation, a tag, a schema,
/// a member of one, or a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct NameConfig {
    /// Whether the names of an earlier run stay, whatever comes and goes in the documents.
    pub locked: bool,
    /// Operations: their types and methods.
    pub operations: BTreeMap<String, String>,
    /// Tags: their modules, types and methods.
    pub tags: BTreeMap<String, String>,
    /// Types.
    pub types: BTreeMap<String, String>,
    /// Members of objects.
    pub members: BTreeMap<String, String>,
    /// Variants of enums.
    pub variants: BTreeMap<String, String>,
    /// Parameters.
    pub parameters: BTreeMap<String, String>,
}

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    Operation,
    Tag,
    Type,
    Member,
    Variant,
    Parameter,
}

/// A name that the user chose.
#[derive(Clone, Debug)]
pub(crate) struct Rename {
    pub(crate) what: Named,
    /// What the documents call it.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) by: By,
}

/// Who chose.
#[derive(Clone, Debug)]
pub(crate) enum By {
    Options(Choice),
    Document(Place),
}

impl By {
    /// A complaint about the choice that stops the generation.
    pub(crate) fn error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        match self {
            Self::Options(choice) => choice.error(code, message),
            Self::Document(place) => Diagnostic::error(code, place, message),
        }
    }
}

impl Named {
    /// What it is called in messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Tag => "tag",
            Self::Type => "type",
            Self::Member => "member",
            Self::Variant => "variant",
            Self::Parameter => "parameter",
        }
    }
}

impl NameConfig {
    /// No names yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the names of an earlier run stay.
    #[must_use]
    pub fn locked(mut self, locked: bool) -> Self {
        self.locked = locked;
        self
    }

    /// What an operation is called, by `operationId` or as `GET /path`.
    #[must_use]
    pub fn operation(mut self, key: impl Into<String>, name: impl Into<String>) -> Self {
        self.operations.insert(key.into(), name.into());
        self
    }

    /// What a tag is called.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, name: impl Into<String>) -> Self {
        self.tags.insert(key.into(), name.into());
        self
    }

    /// What a type is called, by the name of a component or by its place.
    #[must_use]
    pub fn ty(mut self, key: impl Into<String>, name: impl Into<String>) -> Self {
        self.types.insert(key.into(), name.into());
        self
    }

    /// What a member of an object is called: `Task.type`.
    #[must_use]
    pub fn member(mut self, key: impl Into<String>, name: impl Into<String>) -> Self {
        self.members.insert(key.into(), name.into());
        self
    }

    /// What a variant of an enum is called: `State.wip`.
    #[must_use]
    pub fn variant(mut self, key: impl Into<String>, name: impl Into<String>) -> Self {
        self.variants.insert(key.into(), name.into());
        self
    }

    /// What a parameter is called, everywhere or of one operation: `listTasks.limit`.
    #[must_use]
    pub fn parameter(mut self, key: impl Into<String>, name: impl Into<String>) -> Self {
        self.parameters.insert(key.into(), name.into());
        self
    }

    /// All names, each with where it was chosen.
    pub(crate) fn renames(&self, choice: &Choice) -> Vec<Rename> {
        let tables = [
            (Named::Operation, "operations", &self.operations),
            (Named::Tag, "tags", &self.tags),
            (Named::Type, "types", &self.types),
            (Named::Member, "members", &self.members),
            (Named::Variant, "variants", &self.variants),
            (Named::Parameter, "parameters", &self.parameters),
        ];
        let renames = tables.into_iter().flat_map(|(what, table, names)| {
            let choice = choice.member(table);
            names.iter().map(move |(key, name)| Rename {
                what,
                key: key.clone(),
                name: name.clone(),
                by: By::Options(choice.member(key)),
            })
        });
        renames.collect()
    }
}

/// Every name of a client, by what it names: what `tamis.lock` holds.
///
/// A client that is generated with the names of an earlier one calls everything that is still there as that one did.
///
/// ```
/// let before = tamis::NameLock::parse("tamis.lock", "version = 1\n[types.client]\nTask = \"Todo\"\n")?;
/// assert_eq!(before.to_string().lines().last(), Some("Task = \"Todo\""));
/// # Ok::<(), tamis::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLock {
    /// By kind, by what it stands in, and by what the documents call it.
    pub(crate) names: Kinds,
}

/// By kind, by what it stands in, and by what the documents call it.
pub(crate) type Kinds = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

/// The form of the file.
#[derive(Serialize, Deserialize)]
struct LockFile {
    version: u32,
    #[serde(flatten)]
    names: Kinds,
}

const VERSION: u32 = 1;

impl NameLock {
    /// Reads the text of `tamis.lock`.
    ///
    /// # Errors
    ///
    /// When it is none, or one of a later version.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let file: LockFile =
            toml::from_str(text).map_err(|error| refusal(Code::LOCK, name, text, &error))?;
        if file.version != VERSION {
            let message = format!("version {} of the lock is not known", file.version);
            let diagnostic = Diagnostic::error(Code::LOCK, &Place::root(name), message);
            return Err(diagnostic
                .help("generate with the Tamis that wrote it, or remove it: then names may change")
                .into());
        }
        Ok(Self { names: file.names })
    }
}

/// The text of `tamis.lock`.
impl fmt::Display for NameLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("# The names of the client, written by Tamis: keep it with the documents, so that no name changes.\n")?;
        let file = LockFile {
            version: VERSION,
            names: self.names.clone(),
        };
        let text = toml::to_string(&file).map_err(|_| fmt::Error)?;
        f.write_str(&text)
    }
}
