//! The program that speaks for a client: it is given values and prints requests, it is given answers and prints values.
//!
//! In: a client. Out: the text of `main.rs`: two functions for each operation, and a table of them. Values come when it
//! runs, so that it is compiled once however much it is asked.

use std::fmt::Write as _;

use crate::client::{Client, Operation, Slot};
use crate::source::Module;

const ROOT: &str = "crate::api";

/// The text of the program; its client is the module `api`.
pub(crate) fn write(client: &Client) -> String {
    let mut text = String::from(
        "#[path = \"client/api.rs\"]\n#[allow(unused, reason = \"nobody needs all\")]\nmod api;\nmod support;\n",
    );
    for (at, module) in client.modules.iter().enumerate() {
        let _ = writeln!(
            text,
            "#[allow(unused, deprecated, reason = \"they are the module's\")]\nmod m{at} {{\n    use {ROOT}::{}::*;",
            module.name
        );
        for import in &module.uses {
            // The parts of a long module are exported by it.
            if import.contains("use self ::") {
                continue;
            }
            let filters = import == "use super :: filters ;";
            if !filters || client.files.iter().any(|(path, _)| path == "filters.rs") {
                let _ = writeln!(text, "    {}", rooted(import));
            }
        }
        let _ = writeln!(
            text,
            "    use crate::support::{{AsJson as _, AsOther as _}};"
        );
        let operations = client.operations.iter().enumerate();
        for (index, operation) in operations.filter(|(_, operation)| operation.module == at) {
            ask(index, operation, module, &mut text);
            hear(index, operation, module, &mut text);
        }
        text.push_str("}\n");
    }
    let _ = writeln!(
        text,
        "fn main() {{\n    let begun = || {ROOT}::Client::builder().base_url(\"http://h\")\
         .transport(::tamis_runtime::testing::respond(|_| ::std::default::Default::default()));\n    \
         let mut builder = begun();"
    );
    for credential in &client.credentials {
        // A document may want one that no request can carry; that one alone meets no requirement is no reason.
        let _ = writeln!(
            text,
            "    if matches!(begun(){credential}.build(), ::core::result::Result::Ok(_) | \
             ::core::result::Result::Err(::tamis_runtime::BuildError::MissingCredentials(_))) {{ builder = builder{credential}; }}"
        );
    }
    text.push_str(
        "    let client = builder.build().expect(\"a client\");\n    support::serve(&client, &[\n",
    );
    for (index, operation) in client.operations.iter().enumerate() {
        let at = operation.module;
        let _ = writeln!(text, "        (m{at}::ask_{index}, m{at}::hear_{index}),");
    }
    text.push_str("    ]);\n}\n");
    text
}

/// Paths from the client's own modules, as the program sees them.
fn rooted(text: &str) -> String {
    text.replace("super ::", &format!("{} ::", ROOT.replace("::", " :: ")))
}

fn ask(index: usize, operation: &Operation, module: &Module, text: &mut String) {
    let _ = writeln!(
        text,
        "pub fn ask_{index}(client: &{ROOT}::Client, given: &crate::support::Given) -> ::core::result::Result<crate::support::Asked, crate::support::Asked> {{"
    );
    let mut fields: Vec<(&str, Vec<(usize, &Slot)>)> = Vec::new();
    for (at, slot) in operation.slots.iter().enumerate() {
        match fields.iter_mut().find(|(name, _)| *name == slot.field) {
            Some((_, slots)) => slots.push((at, slot)),
            None => fields.push((&slot.field, vec![(at, slot)])),
        }
    }
    let mut arguments = Vec::new();
    for (at, (_, slots)) in fields
        .iter()
        .filter(|(_, slots)| slots[0].1.required)
        .enumerate()
    {
        let _ = writeln!(
            text,
            "let a{at} = 'value: {{ {} return ::core::result::Result::Err(crate::support::Asked::Refused(\"a required value is not given\".to_owned())); }};",
            alternatives(slots, module, "break 'value ")
        );
        arguments.push(format!("a{at}"));
    }
    let _ = writeln!(
        text,
        "let mut operation = {ROOT}::{}::{}::new({});",
        module.name,
        operation.name,
        arguments.join(", ")
    );
    for (name, slots) in fields.iter().filter(|(_, slots)| !slots[0].1.required) {
        if slots[0].1.operator.is_none() {
            let _ = writeln!(
                text,
                "'value: {{ operation.{name} = ::core::option::Option::Some('made: {{ {} break 'value; }}); }}",
                alternatives(slots, module, "break 'made ")
            );
            continue;
        }
        for (at, slot) in slots {
            condition(*at, slot, text);
        }
    }
    text.push_str("::core::result::Result::Ok(client.request(&operation).into())\n}\n");
}

/// Leaves with the value of the first slot that is given.
fn alternatives(slots: &[(usize, &Slot)], module: &Module, leave: &str) -> String {
    let mut text = String::new();
    for (at, slot) in slots {
        if slot.operator.is_some() {
            let filter = rooted(&slot.ty);
            if let (Some(call), Some(read)) = (&slot.condition, read(*at, slot)) {
                let call = call.replace("$root", ROOT);
                let _ = write!(
                    text,
                    "if let ::core::option::Option::Some(v) = {read} {{ {leave} <{filter}>::{call}; }} "
                );
            }
            continue;
        }
        let value = match (slot.ty.as_str(), slot.place) {
            ("Bytes", "body") => format!("given.bytes({at})?"),
            (ty, _) => format!("given.may::<{}>({at})?", rooted(ty)),
        };
        let made = match &slot.variant {
            Some((of, variant)) => format!("{ROOT}::{}::{of}::{variant}(v)", module.name),
            None => "v".to_owned(),
        };
        let _ = write!(
            text,
            "if let ::core::option::Option::Some(v) = {value} {{ {leave} {made}; }} "
        );
    }
    text
}

fn read(at: usize, slot: &Slot) -> Option<String> {
    let element = rooted(element(&slot.ty)?);
    let ty = match slot.operator.as_deref()? {
        "in_" | "not_in" => format!("::std::vec::Vec<{element}>"),
        "between" => format!("({element}, {element})"),
        "null" | "not_null" | "exists" | "empty" => {
            return Some(format!("given.may::<bool>({at})?.filter(|v| *v)"));
        }
        text if text.starts_with("TextOp::") => "::std::string::String".to_owned(),
        _ => element,
    };
    Some(format!("given.may::<{ty}>({at})?"))
}

fn condition(at: usize, slot: &Slot, text: &mut String) {
    let (Some(call), Some(read)) = (&slot.condition, read(at, slot)) else {
        return;
    };
    let (name, filter) = (&slot.field, rooted(&slot.ty));
    let call = call.replace("$root", ROOT);
    let _ = writeln!(
        text,
        "if let ::core::option::Option::Some(v) = {read} {{ ::tamis_runtime::Filter::add(&mut operation.{name}, <{filter}>::{call}); }}"
    );
}

fn hear(index: usize, operation: &Operation, module: &Module, text: &mut String) {
    let source = module
        .operations
        .iter()
        .find(|other| other.name == operation.name);
    let (output, error) = source.map_or(("", ""), |found| (&found.output, &found.error));
    let name = &operation.name;
    let _ = writeln!(
        text,
        "pub fn hear_{index}(reply: &::tamis_runtime::RawResponse) -> crate::support::Read {{\n    \
         match <{ROOT}::{}::{name} as ::tamis_runtime::Operation>::decode(reply) {{\n        \
         ::core::result::Result::Ok(value) => ::core::result::Result::Ok((true, {})),\n        ::core::result::Result::Err(error) => crate::support::error_of(error, |value| ::core::result::Result::Ok({})),\n    }}\n}}",
        module.name,
        back("value", output, module),
        back("value", error, module)
    );
}

/// An expression of type `Back`.
fn back(value: &str, ty: &str, module: &Module) -> String {
    if ty == "()" {
        return "{ let () = value; crate::support::Back::Empty }".replace("value", value);
    }
    if ty == "NoError" {
        return "match value {}".replace("value", value);
    }
    if ty == "Bytes" {
        return format!("crate::support::Back::Bytes({value}.to_vec())");
    }
    if ty == "Body" {
        return format!("crate::support::Back::Bytes(crate::support::bytes({value})?)");
    }
    if ty.starts_with("EventStream <") || ty.starts_with("JsonLines <") {
        return format!("crate::support::items({value})?");
    }
    let Some(variants) = module.contents.get(ty) else {
        return format!("(&crate::support::Wrap(::core::option::Option::Some({value}))).back()?");
    };
    let mut arms = String::new();
    for (variant, inner) in variants {
        let inner = back("v", inner, module);
        let _ = write!(
            arms,
            "{ROOT}::{}::{ty}::{variant}(v) => {inner}, ",
            module.name
        );
    }
    format!(
        "#[allow(unreachable_patterns, reason = \"some unions are closed\")] match {value} {{ {arms}_ => crate::support::Back::Empty }}"
    )
}

/// `T` of `Filter<T, S>`.
fn element(filter: &str) -> Option<&str> {
    let inside = filter.split_once('<')?.1.rsplit_once('>')?.0;
    let mut depth = 0;
    let end = inside.char_indices().find(|(_, letter)| {
        match letter {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            _ => {}
        }
        *letter == ',' && depth == 0
    });
    inside
        .get(..end.map_or(inside.len(), |(at, _)| at))
        .map(str::trim)
}
