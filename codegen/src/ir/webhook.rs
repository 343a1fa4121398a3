//! Webhooks: what the service sends of its own accord. Filled by `convert/`.

use super::docs::Docs;
use super::operation::{Body, Method};

/// A request that the service sends to its user.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    /// Its key in the document.
    pub name: String,
    /// The method it is sent with.
    pub method: Method,
    /// What the document says of it.
    pub docs: Docs,
    /// What it carries.
    pub body: Option<Body>,
}
