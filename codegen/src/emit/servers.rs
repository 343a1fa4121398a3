//! The servers that a client can be sent to.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, ident, string};
use super::docs;
use super::scope::Scope;
use crate::ir::{Docs, Server};

/// What a user chooses a server from, and the setter of the builder; nothing where there is no choice.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope) -> Option<(TokenStream, TokenStream)> {
    if cx.names.servers.is_empty() {
        return None;
    }
    let ty = scope.runtime("Server");
    let functions = cx.names.servers.iter().filter_map(|(index, name)| {
        let server = cx.api.servers.get(*index)?;
        let head = docs::plain(&about(server));
        let (name, url) = (ident(name), string(&server.url));
        let variables = server.variables.iter().map(|variable| {
            let (name, default) = (string(&variable.name), string(&variable.default));
            let values = variable.values.iter().map(|value| string(value));
            quote!((#name, #default, &[#(#values),*]))
        });
        Some(quote! {
            #head
            #[must_use]
            pub fn #name() -> #ty {
                #ty::new(#url, &[#(#variables),*])
            }
        })
    });
    let functions: Vec<_> = functions.collect();
    let head = docs::plain(&format!(
        "The servers that the document names, for {}.",
        docs::link("ClientBuilder::server")
    ));
    let servers = quote! {
        #head
        #[derive(Clone, Copy, Debug)]
        pub struct Servers;

        impl Servers { #(#functions)* }
    };
    let head = docs::plain(&format!(
        "Chooses one of the {}, and sets the variables of its address.",
        docs::link("Servers")
    ));
    let setter = quote! {
        #head
        pub fn server(mut self, server: #ty) -> Self {
            self.core = self.core.server(server);
            self
        }
    };
    Some((servers, setter))
}

/// The address of a server, what is said of it, and its variables.
fn about(server: &Server) -> String {
    let said = Docs {
        description: server.description.clone(),
        ..Docs::default()
    };
    let mut text = format!("{}.", docs::code(&server.url));
    let more = docs::opening(&said, "");
    if !more.is_empty() {
        text = format!("{text}\n\n{more}");
    }
    for (index, variable) in server.variables.iter().enumerate() {
        let values: Vec<String> = variable
            .values
            .iter()
            .map(|value| docs::code(value))
            .collect();
        let values = match values.as_slice() {
            [] => String::new(),
            values => format!("; one of {}", values.join(", ")),
        };
        let gap = if index == 0 { "\n\n" } else { "\n" };
        text = format!(
            "{text}{gap}* {}: {} unless it is set{values}",
            docs::code(&variable.name),
            docs::code(&variable.default)
        );
    }
    text
}
