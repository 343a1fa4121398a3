//! Corrections: what a document should say, for users who cannot edit it.

use serde::{Deserialize, Serialize};

/// What some schemas, parameters or operations are, whatever the document says.
///
/// A correction names what it is about by wire names, in which `*` stands for any text; each name must be that of
/// something in the documents. Of two corrections of one thing the later one counts.
///
/// In `tamis.toml`:
///
/// ```toml
/// [[corrections]]
/// schemas = ["Task.updated_by", "Task.predictions[].score"]   # members of components
/// nullable = true
///
/// [[corrections]]
/// schemas = ["*"]
/// read_only_may_be_null = true
///
/// [[corrections]]
/// schemas = ["Invoice.total"]
/// type = "Money"                  # a component, a type of JSON Schema, or "json" for anything
///
/// [[corrections]]
/// operations = ["GET /v2/*"]
/// parameters = ["limit"]
/// type = "integer"
///
/// [[corrections]]
/// operations = ["exportTasks"]
/// security = [["token"]]          # one of these, each all of its schemes
/// servers = ["https://export.example.com"]
/// responses = { 200 = "ExportedTask" }
/// media_type = "application/json"
/// deprecated = false
/// ```
///
/// ```
/// use tamis::Correction;
///
/// tamis::configure()
///     .correction(Correction::of_schemas(["Task.updated_by"]).nullable(true))
///     .correction(Correction::of_operations(["exportTasks"]).security([["token"]]));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Correction {
    /// Schemas: `Task` is a component, `Task.owner` a member of it, `Task.tags[]` the items of a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<String>,
    /// Operations, by `operationId` or as `GET /path` in the document's spelling.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// Parameters of these operations (of all, where none is named), by their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<String>,
    /// Whether the value may be `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nullable: Option<bool>,
    /// Whether the member or the parameter is always there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// The type: the name of a component, a type of JSON Schema (`string`), or `json`, which is any value.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// The format: `date-time`, `uuid`, `int64`, …; an empty text is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Values that an enum has besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enum_values: Vec<EnumValue>,
    /// Whether the members that only the server sets may be `null`, in the schemas that are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only_may_be_null: Option<bool>,
    /// What an operation asks for: one of these, each all of its security schemes. `[]` is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Vec<Vec<String>>>,
    /// Where an operation is sent to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub servers: Option<Vec<String>>,
    /// The types of an operation's responses in JSON, by their status: `200`, `4XX`, `default`.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub responses: std::collections::BTreeMap<String, String>,
    /// The one of the documented media types in which the request's body is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Whether the operation, the parameter or the member is deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<bool>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum EnumValue {
    /// Of an enum of integers.
    Integer(i64),
    /// Of an enum of texts.
    Text(String),
}

impl Correction {
    /// A correction of schemas: `Task` is a component, `Task.owner` a member of it, `Task.tags[]` the items of a list.
    #[must_use]
    pub fn of_schemas<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self {
            schemas: names.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// A correction of operations, by `operationId` or as `GET /path`.
    #[must_use]
    pub fn of_operations<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self {
            operations: names.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// A correction of parameters; of all operations, unless some are named.
    #[must_use]
    pub fn of_parameters<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self {
            parameters: names.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Only in these operations: for a correction of parameters.
    #[must_use]
    pub fn in_operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations.extend(names.into_iter().map(Into::into));
        self
    }

    /// Whether the value may be `null`.
    #[must_use]
    pub fn nullable(mut self, nullable: bool) -> Self {
        self.nullable = Some(nullable);
        self
    }

    /// Whether the member or the parameter is always there.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = Some(required);
        self
    }

    /// The type: the name of a component, a type of JSON Schema, or `json`.
    #[must_use]
    pub fn ty(mut self, name: impl Into<String>) -> Self {
        self.ty = Some(name.into());
        self
    }

    /// The format: `date-time`, `uuid`, …
    #[must_use]
    pub fn format(mut self, name: impl Into<String>) -> Self {
        self.format = Some(name.into());
        self
    }

    /// Adds values to an enum of texts.
    #[must_use]
    pub fn enum_values<S: Into<String>>(mut self, values: impl IntoIterator<Item = S>) -> Self {
        let values = values
            .into_iter()
            .map(|value| EnumValue::Text(value.into()));
        self.enum_values.extend(values);
        self
    }

    /// Whether the members that only the server sets may be `null`.
    #[must_use]
    pub fn read_only_may_be_null(mut self, may: bool) -> Self {
        self.read_only_may_be_null = Some(may);
        self
    }

    /// What an operation asks for: one of these, each all of its security schemes.
    #[must_use]
    pub fn security<A, S>(mut self, alternatives: impl IntoIterator<Item = A>) -> Self
    where
        A: IntoIterator<Item = S>,
        S: Into<String>,
    {
        let sets = alternatives
            .into_iter()
            .map(|set| set.into_iter().map(Into::into).collect());
        self.security = Some(sets.collect());
        self
    }

    /// Where an operation is sent to.
    #[must_use]
    pub fn servers<S: Into<String>>(mut self, urls: impl IntoIterator<Item = S>) -> Self {
        self.servers = Some(urls.into_iter().map(Into::into).collect());
        self
    }

    /// The type of a response in JSON, by its status.
    #[must_use]
    pub fn response(mut self, status: impl Into<String>, ty: impl Into<String>) -> Self {
        self.responses.insert(status.into(), ty.into());
        self
    }

    /// The one of the documented media types in which the request's body is sent.
    #[must_use]
    pub fn media_type(mut self, name: impl Into<String>) -> Self {
        self.media_type = Some(name.into());
        self
    }

    /// Whether the operation, the parameter or the member is deprecated.
    #[must_use]
    pub fn deprecated(mut self, deprecated: bool) -> Self {
        self.deprecated = Some(deprecated);
        self
    }
}
