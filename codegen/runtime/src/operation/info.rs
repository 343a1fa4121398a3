//! What the document states about an operation, as it travels with requests and errors.

/// What the document states about an [`Operation`](crate::Operation).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationInfo {
    /// `operationId`; without one, method and path.
    pub id: &'static str,
    /// The method, as it is sent: `GET`.
    pub method: &'static str,
    /// The path, as the document spells it.
    pub path: &'static str,
    /// The ways to authenticate: one of these lists, all schemes in it, by their index in
    /// [`Api::schemes`](crate::Api::schemes). An empty inner list: without credentials. An empty outer list: the document
    /// asks for nothing.
    pub security: &'static [&'static [usize]],
}
