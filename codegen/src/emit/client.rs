//! The module of the client: what the API is, the client, its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, allow_documented, ident, string};
use super::piece::{Piece, Write};
use super::scope::{Prelude, Scope, head};
use super::{docs, features, security, servers};
use crate::ir::{Address, ApiKeyLocation, SecurityScheme, SecuritySchemeKind};
use crate::names::Module;

/// Writes the module.
pub(super) fn emit(cx: Cx<'_>, write: Write<'_>) {
    let taken = ["Client", "ClientBuilder", "Servers"].map(str::to_owned);
    let mut scope = Scope::new(cx, taken);
    write(Piece::Items(description(cx, &mut scope)));
    write(Piece::Items(security::schemes(cx).unwrap_or_default()));
    client(cx, &mut scope, write);
    let (servers, server) = servers::emit(cx, &mut scope).unzip();
    write(Piece::Items(quote!(#servers)));
    write(Piece::Items(builder(cx, &mut scope, server.as_ref())));
    let about = docs::inner("The client and its builder.");
    let allow = allow_documented(cx);
    write(head(&scope, &quote!(#about #allow)));
}

/// The static that says what the API is.
fn description(cx: Cx<'_>, scope: &mut Scope) -> TokenStream {
    let api = cx.api;
    let ty = scope.runtime("Api");
    let (title, version) = (string(&api.title), string(&api.version));
    let server = match cx.api.default_server() {
        Some(address) => {
            let address = string(address.as_str());
            quote!(Some(#address))
        }
        None => quote!(None),
    };
    let schemes: Vec<_> = api
        .security_schemes
        .iter()
        .map(|scheme| scheme_value(scope, scheme))
        .collect();
    let security = distinct_requirements(cx, scope);
    quote! {
        /// What the documents say of the API as a whole.
        static API: #ty = #ty {
            title: #title,
            version: #version,
            server: #server,
            schemes: &[#(#schemes),*],
            security: &[#(#security),*],
        };
    }
}

/// The requirements that the operations have, each once.
fn distinct_requirements(cx: Cx<'_>, scope: &mut Scope) -> Vec<TokenStream> {
    let mut distinct: Vec<&Vec<Vec<usize>>> = Vec::new();
    for operation in &cx.api.operations {
        if !distinct.contains(&&operation.security) {
            distinct.push(&operation.security);
        }
    }
    distinct
        .into_iter()
        .map(|requirement| security::requirement(cx, scope, requirement, true))
        .collect()
}

fn scheme_value(scope: &mut Scope, scheme: &SecurityScheme) -> TokenStream {
    let ty = scope.runtime("Scheme");
    let name = string(&scheme.name);
    let tokens = scheme.tokens.as_ref().map(|tokens| {
        let url = string(&tokens.url);
        let refresh = tokens.refresh_url.as_deref().map(|url| {
            let url = string(url);
            quote!(.refresh_url(#url))
        });
        quote!(.token_url(#url) #refresh)
    });
    match &scheme.kind {
        SecuritySchemeKind::ApiKey {
            location,
            name: key,
        } => {
            let key = match location {
                ApiKeyLocation::Query => string(&super::filters::encode_name(key)),
                ApiKeyLocation::Header | ApiKeyLocation::Cookie => string(key),
            };
            let constructor = ident(match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            });
            quote!(#ty::#constructor(#name, #key))
        }
        SecuritySchemeKind::Bearer => quote!(#ty::bearer(#name) #tokens),
        SecuritySchemeKind::Basic => quote!(#ty::basic(#name)),
        SecuritySchemeKind::MutualTls => quote!(#ty::certificate(#name)),
        SecuritySchemeKind::Other(other) => {
            let other = string(other);
            quote!(#ty::authorization(#name, #other))
        }
    }
}

fn client(cx: Cx<'_>, scope: &mut Scope, write: Write<'_>) {
    let api = cx.api;
    let core = scope.runtime("Core");
    let operation = scope.runtime("Operation");
    let paginated = scope.runtime("Paginated");
    let sending = scope.runtime("Sending");
    let pages = scope.runtime("Pages");
    let items = scope.runtime("Items");
    let body = scope.runtime("Body");
    let http = scope.runtime("http");
    let error = scope.runtime("RequestError");
    let result = scope.prelude(Prelude::Result);
    let mut text = format!(
        "A client of {}, version {}.",
        docs::code(&api.title),
        docs::code(&api.version)
    );
    let more = docs::opening(&api.docs, "");
    if !more.is_empty() {
        text = format!("{text}\n\n{more}");
    }
    text.push_str("\n\nCloning it is cheap: clones share their connections and credentials.");
    let head = docs::plain(&text);
    write(Piece::Items(quote! {
        #head
        #[derive(Clone, Debug)]
        pub struct Client { core: #core }
    }));
    write(Piece::Open(quote! {
        impl Client {
            /// Starts with what the documents say: their server, and no credentials.
            pub fn builder() -> ClientBuilder {
                ClientBuilder { core: #core::builder(&API) }
            }
        }
    }));
    for module in &cx.names.modules {
        group_method(cx, module, write);
    }
    write(Piece::Members(quote! {
            /// Sends an operation that was made without a client.
            pub fn send<O: #operation>(&self, operation: &O) -> #sending<O::Output, O::Error> {
                self.core.send(operation)
            }

            /// Follows the pages of an operation that was made without a client.
            pub fn pages<O: #paginated>(&self, operation: O) -> #pages<O> {
                self.core.pages(operation)
            }

            /// Follows the items on the pages of an operation that was made without a client.
            pub fn items<O: #paginated>(&self, operation: O) -> #items<O> {
                self.core.items(operation)
            }

            /// The request that would be sent, credentials included, for a transport of your own.
            ///
            /// # Errors
            ///
            /// When the operation cannot be sent as it is, for want of a credential, say.
            pub fn request<O: #operation>(&self, operation: &O) -> #result<#http::Request<#body>, #error> {
                self.core.request(operation)
            }

            /// What the client is made of.
            #[must_use]
            pub fn core(&self) -> &#core {
                &self.core
            }
    }));
    write(Piece::Close);
}

/// The client's method for the group of a module. The operations without a tag are methods of the client themselves, beside
/// what they are (`operations.rs`).
fn group_method(cx: Cx<'_>, module: &Module, write: Write<'_>) {
    let module_ident = ident(&module.ident);
    if let Some((ty, method)) = &module.group {
        // By its path: nothing that a document names can mean something else in this module.
        let ty = ident(ty);
        let group = quote!(super::#module_ident::#ty);
        let method = ident(method);
        let tag = module.tag.as_deref().unwrap_or_default();
        let own = cx.api.tags.iter().find(|candidate| candidate.name == tag);
        let text = own
            .map(|tag| docs::opening(&tag.docs, ""))
            .unwrap_or_default();
        let parent = own.and_then(|tag| tag.parent.as_deref());
        let within = parent.map(|parent| format!(" Part of {}.", docs::code(parent)));
        let lead = format!(
            "Operations tagged {}.{}",
            docs::code(tag),
            within.unwrap_or_default()
        );
        let head = docs::plain(&if text.is_empty() {
            lead
        } else {
            format!("{lead}\n\n{text}")
        });
        let feature = module.feature.as_deref().map(features::only_with);
        write(Piece::Members(quote! {
            #head
            #feature
            #[must_use]
            pub fn #method(&self) -> #group<'_> {
                #group::new(self)
            }
        }));
    }
}

/// What the builder says of the base URL.
fn base_url(cx: Cx<'_>) -> TokenStream {
    docs::plain(&match cx.api.default_server() {
        Some(Address::Whole(url)) => {
            format!(
                "Where the API is. Default: {}, the first server that the document names.",
                docs::code(&url)
            )
        }
        Some(Address::Path(path)) if !path.is_empty() => format!(
            "Where the API is. The document says only the path {path}, which is put behind what is given here, unless that \
             ends with it already: `https://example.com` and `https://example.com{bare}` are the same.",
            path = docs::code(&path),
            bare = path.replace('`', ""),
        ),
        _ => "Where the API is. The document does not say, so this has to be given.".to_owned(),
    })
}

fn builder(cx: Cx<'_>, scope: &mut Scope, server: Option<&TokenStream>) -> TokenStream {
    let core_builder = scope.runtime("CoreBuilder");
    let build_error = scope.runtime("BuildError");
    let into = scope.prelude(Prelude::Into);
    let (text, result) = (
        scope.prelude(Prelude::String),
        scope.prelude(Prelude::Result),
    );
    // The setters that are the same for every API.
    let settings = scope.runtime_macro("client_settings");
    let head = docs::plain(&format!("Makes a {}.", docs::link("Client")));
    let has = |wanted: fn(&SecurityScheme) -> bool| cx.api.security_schemes.iter().any(wanted);
    let has_passwords = has(|scheme| {
        scheme.kind == SecuritySchemeKind::Basic
            || scheme
                .tokens
                .as_ref()
                .is_some_and(|tokens| tokens.for_clients)
    });
    let secret = has_passwords.then(|| scope.runtime("Secret"));
    let has_credentials = has(|scheme| {
        !matches!(
            scheme.kind,
            SecuritySchemeKind::Basic | SecuritySchemeKind::MutualTls
        )
    });
    let credential = has_credentials.then(|| scope.runtime("Credential"));
    let credentials = cx.api.security_schemes.iter().zip(&cx.names.credentials).enumerate().map(
        |(index, (scheme, name))| {
            let head = docs::plain(&credential_docs(scheme));
            let scheme_name = ident(&cx.names.schemes[index]);
            let method = ident(name);
            match scheme.kind {
                SecuritySchemeKind::Basic => quote! {
                    #head
                    pub fn #method(mut self, user: impl #into<#text>, password: impl #into<#secret>) -> Self {
                        self.core = self.core.basic(schemes::#scheme_name, user, password);
                        self
                    }
                },
                SecuritySchemeKind::MutualTls => TokenStream::new(),
                _ => quote! {
                    #head
                    pub fn #method(mut self, credential: impl #into<#credential>) -> Self {
                        self.core = self.core.credential(schemes::#scheme_name, credential);
                        self
                    }
                },
            }
        },
    );
    let client_credentials = client_credentials(cx, &into, &text, secret.as_ref());
    let base_url = base_url(cx);
    quote! {
        #head
        #[derive(Clone, Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder { core: #core_builder }

        impl ClientBuilder {
            #(#credentials)*
            #client_credentials

            #base_url
            pub fn base_url(mut self, url: impl #into<#text>) -> Self {
                self.core = self.core.base_url(url);
                self
            }

            #server

            /// Makes the client.
            ///
            /// # Errors
            ///
            /// When there is no usable address, a header is not one, or no operation could ever be called with the
            /// credentials given.
            pub fn build(self) -> #result<Client, #build_error> {
                Ok(Client { core: self.core.build()? })
            }

            #settings! {}
        }
    }
}

/// The setters of name and secret of a client, for schemes by which it gets tokens by them.
fn client_credentials(
    cx: Cx<'_>,
    into: &TokenStream,
    text: &TokenStream,
    secret: Option<&TokenStream>,
) -> TokenStream {
    let setters = cx.api.security_schemes.iter().zip(&cx.names.client_credentials).enumerate().filter_map(
        |(index, (scheme, name))| {
            let method = ident(name.as_ref()?);
            let other = &cx.names.credentials[index];
            let head = docs::plain(&format!(
                "The client's name and secret for the security scheme {}, by which it gets its tokens from {}. \
                 Scopes and other ways to get tokens: give an `OAuth2` to {}.",
                docs::code(&scheme.name),
                docs::code(&scheme.tokens.as_ref()?.url),
                docs::code(other),
            ));
            let scheme_name = ident(&cx.names.schemes[index]);
            Some(quote! {
                #head
                pub fn #method(mut self, client_id: impl #into<#text>, client_secret: impl #into<#secret>) -> Self {
                    self.core = self.core.client_credentials(schemes::#scheme_name, client_id, client_secret);
                    self
                }
            })
        },
    );
    quote!(#(#setters)*)
}

fn credential_docs(scheme: &SecurityScheme) -> String {
    let name = docs::code(&scheme.name);
    let what = match &scheme.kind {
        SecuritySchemeKind::ApiKey {
            location,
            name: key,
        } => {
            let place = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query parameter",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!(
                "The key for the security scheme {name}, sent as the {place} {}.",
                docs::code(key)
            )
        }
        SecuritySchemeKind::Bearer => {
            format!("The token for the security scheme {name}, sent as `Authorization: Bearer`.")
        }
        SecuritySchemeKind::Basic => {
            format!(
                "The user and password for the security scheme {name}, sent as `Authorization: Basic`."
            )
        }
        SecuritySchemeKind::MutualTls => String::new(),
        SecuritySchemeKind::Other(other) => format!(
            "The credentials for the security scheme {name}, sent as {}.",
            docs::code(&format!("Authorization: {other}"))
        ),
    };
    let more = docs::opening(&scheme.docs, "");
    if more.is_empty() {
        what
    } else {
        format!("{what}\n\n{more}")
    }
}
