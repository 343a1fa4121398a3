//! A path item, with room for the operations that it has.

use indexmap::IndexMap;
use openapiv3::{Operation, Parameter, ReferenceOr, Server};

/// What stands under a path or is a webhook.
///
/// openapiv3's own has room for an operation of each method, nine kilobytes, of which most items use an eighth; and it
/// knows no method of OpenAPI 3.2.
#[derive(Debug, Default)]
pub(crate) struct PathItem {
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    /// Under their methods as they are sent, in the order of the specification.
    pub(crate) operations: Vec<(Box<str>, Operation)>,
    pub(crate) servers: Vec<Server>,
    pub(crate) parameters: Vec<ReferenceOr<Parameter>>,
    pub(crate) extensions: IndexMap<String, serde_json::Value>,
}
