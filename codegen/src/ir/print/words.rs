//! The words for what stands by itself: scalars, security schemes, documentation.

use crate::ir::{ApiKeyLocation, Docs, Scalar, SecuritySchemeKind};

pub(super) fn mark(required: bool) -> &'static str {
    if required { "" } else { "?" }
}

pub(super) fn security_kind(kind: &SecuritySchemeKind) -> String {
    match kind {
        SecuritySchemeKind::ApiKey { location, name } => {
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!("{location} {name}")
        }
        SecuritySchemeKind::Bearer => "bearer".to_owned(),
        SecuritySchemeKind::Basic => "basic".to_owned(),
        SecuritySchemeKind::MutualTls => "mutual TLS".to_owned(),
        SecuritySchemeKind::Other(scheme) => format!("authorization {scheme}"),
    }
}

pub(super) fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "string",
        Scalar::Bool => "bool",
        Scalar::I8 => "i8",
        Scalar::I16 => "i16",
        Scalar::I32 => "i32",
        Scalar::I64 => "i64",
        Scalar::U8 => "u8",
        Scalar::U16 => "u16",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::I128 => "i128",
        Scalar::F64 => "f64",
        Scalar::Uuid => "uuid",
        Scalar::DateTime => "date-time",
        Scalar::Date => "date",
        Scalar::Time => "time",
        Scalar::Duration => "duration",
        Scalar::Ipv4 => "ipv4",
        Scalar::Ipv6 => "ipv6",
        Scalar::Base64 => "base64",
        Scalar::Binary => "binary",
        Scalar::Null => "null",
        Scalar::Own(_) => "own",
    }
}

/// All that the document says, in one line behind ` -- `; nothing when it says nothing.
pub(super) fn docs(docs: &Docs) -> String {
    let mut parts = Vec::new();
    if docs.deprecated {
        parts.push("deprecated".to_owned());
    }
    for (what, text) in [("title", &docs.title), ("summary", &docs.summary)] {
        if let Some(text) = text {
            parts.push(format!("{what} {text:?}"));
        }
    }
    if let Some(text) = &docs.description {
        parts.push(format!("{text:?}"));
    }
    if let Some(value) = &docs.default {
        parts.push(format!("default {value}"));
    }
    for value in &docs.examples {
        parts.push(format!("example {value}"));
    }
    parts.extend(docs.constraints.iter().cloned());
    if parts.is_empty() {
        String::new()
    } else {
        format!(" -- {}", parts.join("; "))
    }
}
