//! Layers of tower around attempts and around calls.

use super::CoreBuilder;
use crate::transport::tower::{HttpLayer, wrap};

impl CoreBuilder {
    /// Puts a layer of tower around the sending of each request: an attempt goes through it, with its credentials. It
    /// stands around those that were given before it.
    pub fn layer(mut self, layer: impl HttpLayer) -> Self {
        self.layers.push(wrap(layer));
        self
    }

    /// Puts a layer of tower around each call, with all its attempts and the waits between them. It stands around
    /// those that were given before it.
    pub fn call_layer(mut self, layer: impl HttpLayer) -> Self {
        self.call_layers.push(wrap(layer));
        self
    }
}
