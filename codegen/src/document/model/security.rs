//! Security schemes, and which of them are asked for.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, SecurityRequirement, SecurityScheme,
};

use super::super::key;
use super::super::tree::Value;
use super::fields::{Fields, object};
use crate::diagnostics::{Code, Diagnostic};

/// A security scheme. `mutualTLS` has no word in the model: it is `http` with that scheme and `x-tamis-mutual-tls`.
pub(super) fn scheme(mut fields: Fields<'_, '_>) -> SecurityScheme {
    let name = fields.text("type").unwrap_or_default();
    let description = fields.text("description");
    match name.to_ascii_lowercase().as_str() {
        "apikey" => {
            let location = match fields.text("in").as_deref() {
                Some("query") => APIKeyLocation::Query,
                Some("cookie") => APIKeyLocation::Cookie,
                Some("header") => APIKeyLocation::Header,
                _ => {
                    warn(
                        &mut fields,
                        "says not where the key is sent; a header is assumed",
                    );
                    APIKeyLocation::Header
                }
            };
            let key = fields.text("name").unwrap_or_else(|| {
                warn(
                    &mut fields,
                    "does not name the key; `Authorization` is assumed",
                );
                "Authorization".to_owned()
            });
            SecurityScheme::APIKey {
                location,
                name: key,
                description,
                extensions: fields.extensions(),
            }
        }
        "oauth2" => SecurityScheme::OAuth2 {
            flows: flows(&mut fields),
            description,
            extensions: fields.extensions(),
        },
        "openidconnect" => SecurityScheme::OpenIDConnect {
            open_id_connect_url: fields.text("openIdConnectUrl").unwrap_or_default(),
            description,
            extensions: fields.extensions(),
        },
        "mutualtls" => {
            let mut extensions = fields.extensions();
            extensions.insert(key::MUTUAL_TLS.to_owned(), true.into());
            SecurityScheme::HTTP {
                scheme: "mutualTLS".to_owned(),
                bearer_format: None,
                description,
                extensions,
            }
        }
        "http" => {
            let scheme = fields.text("scheme").unwrap_or_else(|| {
                warn(
                    &mut fields,
                    "does not say which HTTP scheme it is; `bearer` is assumed",
                );
                "bearer".to_owned()
            });
            http(fields, scheme, description)
        }
        other => {
            // Swagger 2 said `basic`; others write the HTTP scheme in the same place.
            let scheme = match other {
                "" | "jwt" | "token" | "oauth" => "bearer",
                other => other,
            };
            let scheme = scheme.to_owned();
            let problem = format!("has the unknown type `{name}`; HTTP's `{scheme}` is assumed");
            warn(&mut fields, &problem);
            http(fields, scheme, description)
        }
    }
}

fn http(mut fields: Fields<'_, '_>, scheme: String, description: Option<String>) -> SecurityScheme {
    SecurityScheme::HTTP {
        scheme,
        bearer_format: fields.text("bearerFormat"),
        description,
        extensions: fields.extensions(),
    }
}

fn warn(fields: &mut Fields<'_, '_>, problem: &str) {
    fields.reader.builder.diagnostics.push(Diagnostic::warning(
        Code::SECURITY_SCHEME,
        &fields.reader.at.place(),
        format!("the security scheme {problem}"),
    ));
}

fn flows(fields: &mut Fields<'_, '_>) -> OAuth2Flows {
    let Some(value) = fields.take("flows") else {
        return OAuth2Flows::default();
    };
    let at = fields.reader.at.key("flows");
    object(value, &at, fields.reader.builder, |mut fields| {
        let implicit = flow(&mut fields, "implicit").map(|flow| ImplicitOAuth2Flow {
            authorization_url: flow.authorization_url,
            refresh_url: flow.refresh_url,
            scopes: flow.scopes,
            extensions: flow.extensions,
        });
        let password = flow(&mut fields, "password").map(|flow| PasswordOAuth2Flow {
            refresh_url: flow.refresh_url,
            token_url: flow.token_url,
            scopes: flow.scopes,
            extensions: flow.extensions,
        });
        let client_credentials =
            flow(&mut fields, "clientCredentials").map(|flow| ClientCredentialsOAuth2Flow {
                refresh_url: flow.refresh_url,
                token_url: flow.token_url,
                scopes: flow.scopes,
                extensions: flow.extensions,
            });
        let authorization_code =
            flow(&mut fields, "authorizationCode").map(|flow| AuthorizationCodeOAuth2Flow {
                authorization_url: flow.authorization_url,
                token_url: flow.token_url,
                refresh_url: flow.refresh_url,
                scopes: flow.scopes,
                extensions: flow.extensions,
            });
        Some(OAuth2Flows {
            implicit,
            password,
            client_credentials,
            authorization_code,
            extensions: fields.extensions(),
        })
    })
    .unwrap_or_default()
}

/// What the four flows have between them; an address that is missing is empty.
struct Flow {
    authorization_url: String,
    token_url: String,
    refresh_url: Option<String>,
    scopes: IndexMap<String, String>,
    extensions: IndexMap<String, serde_json::Value>,
}

fn flow(fields: &mut Fields<'_, '_>, key: &str) -> Option<Flow> {
    let value = fields.take(key)?;
    let at = fields.reader.at.key(key);
    object(value, &at, fields.reader.builder, |mut fields| {
        Some(Flow {
            authorization_url: fields.text("authorizationUrl").unwrap_or_default(),
            token_url: fields.text("tokenUrl").unwrap_or_default(),
            refresh_url: fields.text("refreshUrl"),
            scopes: fields.each("scopes", |value, _, _| {
                Some(value.scalar_text().unwrap_or_default())
            }),
            extensions: fields.extensions(),
        })
    })
}

/// What an operation or the document asks for; `None` where it does not ask.
pub(super) fn requirements(fields: &mut Fields<'_, '_>) -> Option<Vec<SecurityRequirement>> {
    fields.object.contains("security").then(|| {
        fields.items("security", |value, at, builder| {
            object(value, at, builder, |fields| {
                Some(
                    fields
                        .object
                        .into_iter()
                        .map(|(name, scopes)| {
                            let scopes = scopes.as_list().unwrap_or_default();
                            let scopes = scopes.iter().filter_map(Value::scalar_text).collect();
                            (name.into_string(), scopes)
                        })
                        .collect(),
                )
            })
        })
    })
}
