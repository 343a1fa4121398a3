//! Applies corrections, in their order.

use super::super::tree::{Object, Value};
use super::components::section;
use super::value::{TYPES, servers};
use super::wanted::Wanted;
use super::{operation, schema};
use crate::config::{Choice, Config, Correction};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

pub(super) fn correct(root: &mut Object, config: &Config, diagnostics: &mut Diagnostics) {
    if !config.servers.is_empty() {
        root.insert("servers", servers(&config.servers));
    }
    for (name, scheme) in &config.security_schemes {
        root.change_object("components", |components| {
            components.change_object("securitySchemes", |schemes| {
                schemes.insert(name, Value::from_json(scheme.clone()));
            });
        });
    }
    for (index, correction) in config.corrections.iter().enumerate() {
        let choice = config.choice(&["corrections"]).item(index);
        if let Some(message) = senseless(correction) {
            diagnostics.push(choice.error(Code::CORRECTION, format!("`{choice}` {message}")));
            continue;
        }
        if let Some(type_name) = &correction.ty
            && let Err(diagnostic) = check_type(root, type_name, &choice.member("type"))
        {
            diagnostics.push(*diagnostic);
            continue;
        }
        if correction.schemas.is_empty() {
            operation::correct(root, correction, &choice, diagnostics);
        } else {
            let mut wanted = Wanted::new(choice.member("schemas"), &correction.schemas);
            let known = schema::correct(root, correction, &mut wanted);
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            wanted.report("schema", &known, diagnostics);
        }
    }
}

/// Why a correction can do nothing.
fn senseless(correction: &Correction) -> Option<&'static str> {
    let of_schemas = !correction.schemas.is_empty();
    let of_parameters = !correction.parameters.is_empty();
    let of_operations = !correction.operations.is_empty();
    if of_schemas && (of_parameters || of_operations) {
        return Some("is about schemas and about operations; make it two");
    }
    if !of_schemas && !of_parameters && !of_operations {
        return Some("does not say what it is about: `schemas`, `operations` or `parameters`");
    }
    let says_values = correction.nullable.is_some()
        || correction.ty.is_some()
        || correction.format.is_some()
        || correction.required.is_some()
        || !correction.enum_values.is_empty();
    let says_operations = correction.security.is_some()
        || correction.servers.is_some()
        || !correction.responses.is_empty()
        || correction.media_type.is_some();
    let says_schemas = correction.read_only_may_be_null.is_some();
    if says_operations && (of_schemas || of_parameters) {
        return Some(
            "says what only an operation has: `security`, `servers`, `responses`, `media_type`",
        );
    }
    if says_schemas && !of_schemas {
        return Some("says `read_only_may_be_null`, which only schemas have");
    }
    if says_values && of_operations && !of_parameters {
        return Some("says what only schemas and parameters have; name `parameters`, too");
    }
    let says_something =
        says_values || says_operations || says_schemas || correction.deprecated.is_some();
    (!says_something).then_some("corrects nothing")
}

fn check_type(root: &mut Object, ty: &str, choice: &Choice) -> Result<(), Box<Diagnostic>> {
    if ty == "json" || TYPES.contains(&ty) {
        return Ok(());
    }
    let known: Vec<&str> = section(root, "schemas")
        .map(|schemas| schemas.keys().collect())
        .unwrap_or_default();
    if known.contains(&ty) {
        return Ok(());
    }
    let diagnostic = choice.no_match(ty, "schema", &known);
    Err(Box::new(match diagnostic.help {
        Some(_) => diagnostic,
        None => diagnostic.help(
            "a type of JSON Schema (`string`), or `json` for any value, can stand there, too",
        ),
    }))
}
