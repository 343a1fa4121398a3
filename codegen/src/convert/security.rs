//! Security schemes, what operations ask of them, and servers.
//!
//! In: `components.securitySchemes`, `security`, `servers`. Out: the schemes in document order, the requirements by
//! their index. Tokens of `oauth2` and `openIdConnect` are bearer tokens here; where those of `oauth2` come from is kept beside.

use openapiv3::{APIKeyLocation, SecurityScheme as Source};

use super::converter::Converter;
use super::docs;
use super::parameter::resolve;
use crate::diagnostics::Code;
use crate::document::{PathItem, key};
use crate::ir::{
    ApiKeyLocation, Docs, SecurityScheme, SecuritySchemeKind, Server, ServerVariable, TokenEndpoint,
};
use crate::place::Place;

impl Converter<'_, '_> {
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let components = self.components;
        let mut schemes = Vec::with_capacity(components.security_schemes.len());
        for (name, node) in &components.security_schemes {
            let all = &components.security_schemes;
            let found = resolve("securitySchemes", all, node);
            let (kind, description) = if let Some((_, source)) = found {
                scheme(source)
            } else {
                let root = self.root.child("components").child("securitySchemes");
                let text = "the reference to a security scheme leads nowhere";
                self.warn(Code::DANGLING_REFERENCE, &root.child(name), text);
                // It keeps its position: requirements refer to schemes by that.
                (SecuritySchemeKind::Other(name.clone()), None)
            };
            schemes.push(SecurityScheme {
                name: name.clone(),
                docs: Docs {
                    description: docs::text(description),
                    ..Docs::default()
                },
                kind,
                tokens: found.and_then(|(_, source)| tokens(source)),
            });
        }
        schemes
    }

    /// The ways to authenticate for an operation.
    pub(super) fn security(
        &mut self,
        operation: &openapiv3::Operation,
        place: &Place,
    ) -> Vec<Vec<usize>> {
        // What holds for all of them stands at each.
        let Some(requirements) = &operation.security else {
            return Vec::new();
        };
        let mut ways: Vec<Vec<usize>> = Vec::with_capacity(requirements.len());
        for (index, requirement) in requirements.iter().enumerate() {
            let mut way = Vec::with_capacity(requirement.len());
            for name in requirement.keys() {
                if let Some(scheme) = self.components.security_schemes.get_index_of(name) {
                    way.push(scheme);
                } else {
                    let place = place.child("security").item(index).child(name);
                    let text = format!("there is no security scheme `{name}`; it is left out");
                    self.warn(Code::UNKNOWN_SECURITY_SCHEME, &place, text);
                }
            }
            // Nothing left of it is not the same as nothing asked for.
            let lost = way.is_empty() && !requirement.is_empty();
            if !lost && !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// Whether one of the ways to authenticate for an operation is sent in `Authorization`.
    pub(super) fn has_authorization(&self, operation: &openapiv3::Operation) -> bool {
        let requirements = &operation.security;
        let all = &self.components.security_schemes;
        requirements.iter().flatten().any(|requirement| {
            requirement.keys().any(|name| {
                let node = all.get(name);
                let found = node.and_then(|node| resolve("securitySchemes", all, node));
                found.is_some_and(|(_, source)| match scheme(source).0 {
                    SecuritySchemeKind::ApiKey { location, name } => {
                        location == ApiKeyLocation::Header
                            && name.eq_ignore_ascii_case("authorization")
                    }
                    SecuritySchemeKind::MutualTls => false,
                    _ => true,
                })
            })
        })
    }

    /// The servers of the whole API.
    pub(super) fn servers(&mut self) -> Vec<Server> {
        let servers = servers(&self.openapi.servers);
        for (index, server) in servers.iter().enumerate() {
            if server.is_too_long() {
                let place = self.root.child("servers").item(index);
                let text = "with the defaults of its variables, the address is longer than any server takes; the client has no \
                            such server";
                self.warn(Code::NO_ADDRESS, &place, text);
            }
        }
        servers
    }

    /// The servers of an operation, unless they are those of the API. One of which nothing can be made comes with a
    /// warning, and the operation is sent to the server of the client.
    pub(super) fn own_servers(
        &mut self,
        item: &PathItem,
        operation: &openapiv3::Operation,
        place: &Place,
    ) -> Vec<Server> {
        let own = if operation.servers.is_empty() {
            &item.servers
        } else {
            &operation.servers
        };
        if *own == self.openapi.servers {
            return Vec::new();
        }
        let own = servers(own);
        if let Some(server) = own.first()
            && server.address().is_none()
        {
            let text = format!(
                "the operation has a server of its own, `{}`, which is neither an address nor a path: it is sent to that \
                 of the client",
                server.url
            );
            self.warn(Code::OWN_SERVER, place, text);
        }
        own
    }
}

fn scheme(source: &Source) -> (SecuritySchemeKind, Option<&str>) {
    match source {
        Source::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let location = match location {
                APIKeyLocation::Query => ApiKeyLocation::Query,
                APIKeyLocation::Header => ApiKeyLocation::Header,
                APIKeyLocation::Cookie => ApiKeyLocation::Cookie,
            };
            let name = name.clone();
            (
                SecuritySchemeKind::ApiKey { location, name },
                description.as_deref(),
            )
        }
        Source::HTTP {
            scheme,
            description,
            extensions,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                _ if extensions.contains_key(key::MUTUAL_TLS) => SecuritySchemeKind::MutualTls,
                "mutualtls" => SecuritySchemeKind::MutualTls,
                "bearer" => SecuritySchemeKind::Bearer,
                "basic" => SecuritySchemeKind::Basic,
                _ => SecuritySchemeKind::Other(scheme.clone()),
            };
            (kind, description.as_deref())
        }
        Source::OAuth2 { description, .. } | Source::OpenIDConnect { description, .. } => {
            (SecuritySchemeKind::Bearer, description.as_deref())
        }
    }
}

/// Where tokens come from. The flows of a scheme have one endpoint between them, in all but odd documents: that of the flow
/// which needs nobody to be present comes first.
fn tokens(source: &Source) -> Option<TokenEndpoint> {
    let Source::OAuth2 { flows, .. } = source else {
        return None;
    };
    let clients = flows.client_credentials.as_ref();
    let code = flows.authorization_code.as_ref();
    let password = flows.password.as_ref();
    let all = [
        clients.map(|flow| (&flow.token_url, &flow.refresh_url)),
        code.map(|flow| (&flow.token_url, &flow.refresh_url)),
        password.map(|flow| (&flow.token_url, &flow.refresh_url)),
    ];
    let said = all.into_iter().flatten();
    let url = said
        .clone()
        .map(|(url, _)| url)
        .find(|url| !url.is_empty())?;
    let refresh = said.filter_map(|(_, url)| url.as_ref());
    let refresh_url = refresh
        .into_iter()
        .find(|other| !other.is_empty() && *other != url);
    Some(TokenEndpoint {
        url: url.clone(),
        refresh_url: refresh_url.cloned(),
        for_clients: clients.is_some(),
    })
}

fn servers(servers: &[openapiv3::Server]) -> Vec<Server> {
    servers
        .iter()
        .map(|server| Server {
            name: (server.extensions.get(key::NAME))
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned),
            url: server.url.clone(),
            description: docs::text(server.description.as_deref()),
            variables: server
                .variables
                .iter()
                .flatten()
                .map(|(name, variable)| ServerVariable {
                    name: name.clone(),
                    default: variable.default.clone(),
                    values: variable.enumeration.clone(),
                })
                .collect(),
        })
        .collect()
}
