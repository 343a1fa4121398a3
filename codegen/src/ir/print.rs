//! The IR as text: `Display` for [`Api`], one line a thing, the same for the same IR.
//!
//! In: an [`Api`]. Out: what a person reads to see what was understood, and what tests compare. It is not meant to be
//! read back.
//!
//! | written | meaning |
//! |---|---|
//! | `name: T`, `name?: T` | a member that must be there, that may be absent |
//! | `T \| null` | [`TypeRef::Nullable`] |
//! | `[T]`, `{T}`, `(T, U)` | list, map, tuple |
//! | `any` | [`TypeRef::Any`] |
//! | `-- …` | what the document says of it |

mod labels;
mod words;

use std::fmt;

use self::labels::labels;
use self::words::{docs, mark, scalar_name, security_kind};
use super::{
    Additional, Api, Body, Content, ContentKind, EnumBase, Field, Location, Operation, Parameter,
    ParameterStyle, Presence, Response, Status, Tagging, TypeDef, TypeId, TypeKind, TypeRef,
};

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Printer {
            api: self,
            labels: &labels(self),
        }
        .api(f)
    }
}

/// How the types of an API are written for people: `[Pet]`, `string | null`.
pub(crate) fn type_printer(api: &Api) -> impl Fn(&TypeRef) -> String {
    let labels = labels(api);
    move |ty| {
        Printer {
            api,
            labels: &labels,
        }
        .ty(ty)
    }
}

struct Printer<'a> {
    api: &'a Api,
    labels: &'a [String],
}

impl Printer<'_> {
    fn api(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let api = self.api;
        writeln!(f, "api {} {}{}", api.title, api.version, docs(&api.docs))?;
        for server in &api.servers {
            write!(f, "server {}", server.url)?;
            for variable in &server.variables {
                write!(f, " {}={}", variable.name, variable.default)?;
                if !variable.values.is_empty() {
                    write!(f, " of {}", variable.values.join(", "))?;
                }
            }
            writeln!(f)?;
        }
        for scheme in &api.security_schemes {
            let kind = security_kind(&scheme.kind);
            writeln!(f, "scheme {}: {kind}{}", scheme.name, docs(&scheme.docs))?;
            if let Some(tokens) = &scheme.tokens {
                let whose = if tokens.for_clients {
                    "for clients, "
                } else {
                    ""
                };
                let renewed = tokens
                    .refresh_url
                    .as_deref()
                    .map(|url| format!(", renewed at {url}"));
                writeln!(
                    f,
                    "  tokens {whose}from {}{}",
                    tokens.url,
                    renewed.unwrap_or_default()
                )?;
            }
        }
        for tag in &api.tags {
            writeln!(f, "tag {}{}", tag.name, docs(&tag.docs))?;
        }
        for (label, ty) in self.labels.iter().zip(&api.types) {
            self.type_def(f, label, ty)?;
        }
        for operation in &api.operations {
            self.operation(f, operation)?;
        }
        for webhook in &api.webhooks {
            let method = webhook.method.as_str();
            writeln!(
                f,
                "\nwebhook {method} {}{}",
                webhook.name,
                docs(&webhook.docs)
            )?;
            self.body(f, webhook.body.as_ref())?;
        }
        Ok(())
    }

    fn type_def(&self, f: &mut fmt::Formatter<'_>, label: &str, ty: &TypeDef) -> fmt::Result {
        let says = docs(&ty.docs);
        match &ty.kind {
            TypeKind::Alias(target) => writeln!(f, "\n{label} = {}{says}", self.ty(target)),
            TypeKind::Object(object) => {
                writeln!(f, "\n{label} object{says}")?;
                for field in &object.fields {
                    self.field(f, field)?;
                }
                match &object.additional {
                    Additional::Unsaid => Ok(()),
                    Additional::Forbidden => writeln!(f, "  no others"),
                    Additional::Kept(ty) => writeln!(f, "  others: {}", self.ty(ty)),
                }
            }
            TypeKind::Enum(list) => {
                let base = match list.base {
                    EnumBase::String => "string",
                    EnumBase::Integer => "integer",
                    EnumBase::Json => "json",
                };
                let closed = if list.open { "" } else { ", closed" };
                writeln!(f, "\n{label} enum of {base}{closed}{says}")?;
                for variant in &list.variants {
                    write!(f, "  {}", variant.value)?;
                    if let Some(name) = &variant.name {
                        write!(f, " as {name}")?;
                    }
                    writeln!(f, "{}", docs(&variant.docs))?;
                }
                Ok(())
            }
            TypeKind::Union(union) => {
                let by = match &union.tagging {
                    Tagging::Untagged => String::new(),
                    Tagging::Internal { property, .. } => format!(" by {property}"),
                };
                writeln!(f, "\n{label} union{by}{says}")?;
                for variant in &union.variants {
                    write!(f, "  {}", self.ty(&variant.ty))?;
                    if let Some(hint) = &variant.hint {
                        write!(f, " as {hint}")?;
                    }
                    if !variant.tags.is_empty() {
                        write!(f, " if {}", variant.tags.join(" or "))?;
                    }
                    writeln!(f, "{}", docs(&variant.docs))?;
                }
                Ok(())
            }
        }
    }

    fn field(&self, f: &mut fmt::Formatter<'_>, field: &Field) -> fmt::Result {
        let mark = mark(field.presence == Presence::Required);
        write!(f, "  {}{mark}: {}", field.wire_name, self.ty(&field.ty))?;
        if field.read_only {
            write!(f, " read-only")?;
        }
        if field.write_only {
            write!(f, " write-only")?;
        }
        writeln!(f, "{}", docs(&field.docs))
    }

    fn operation(&self, f: &mut fmt::Formatter<'_>, operation: &Operation) -> fmt::Result {
        write!(f, "\n{} {}", operation.method.as_str(), operation.path)?;
        if let Some(id) = &operation.id {
            write!(f, " {id}")?;
        }
        if !operation.tags.is_empty() {
            write!(f, " [{}]", operation.tags.join(", "))?;
        }
        writeln!(f, "{}", docs(&operation.docs))?;
        for server in &operation.servers {
            writeln!(f, "  server {}", server.url)?;
        }
        if !operation.security.is_empty() {
            let ways: Vec<String> = operation.security.iter().map(|way| self.way(way)).collect();
            writeln!(f, "  security {}", ways.join(" or "))?;
        }
        for (name, value) in &operation.fixed_query {
            writeln!(f, "  query {name} = {value}")?;
        }
        for parameter in &operation.parameters {
            self.parameter(f, parameter)?;
        }
        self.body(f, operation.body.as_ref())?;
        for (status, response) in self.api.responses_of(operation) {
            self.response(f, status, response)?;
        }
        Ok(())
    }

    fn way(&self, schemes: &[usize]) -> String {
        if schemes.is_empty() {
            return "none".to_owned();
        }
        let names: Vec<&str> = schemes
            .iter()
            .filter_map(|index| self.api.security_schemes.get(*index))
            .map(|scheme| scheme.name.as_str())
            .collect();
        names.join(" + ")
    }

    fn parameter(&self, f: &mut fmt::Formatter<'_>, parameter: &Parameter) -> fmt::Result {
        let (location, usual) = match parameter.location {
            Location::Path => ("path", ParameterStyle::Simple),
            Location::Query => ("query", ParameterStyle::Form),
            Location::Header => ("header", ParameterStyle::Simple),
            Location::Cookie => ("cookie", ParameterStyle::Form),
        };
        let mark = mark(parameter.required);
        let ty = self.ty(&parameter.ty);
        write!(f, "  {location} {}{mark}: {ty}", parameter.wire_name)?;
        if parameter.style != usual {
            write!(f, " {:?}", parameter.style)?;
        }
        if parameter.explode != (parameter.style == ParameterStyle::Form) {
            write!(f, " explode={}", parameter.explode)?;
        }
        if parameter.allow_reserved {
            write!(f, " reserved")?;
        }
        if let Some(media_type) = &parameter.content {
            write!(f, " as {media_type}")?;
        }
        writeln!(f, "{}", docs(&parameter.docs))
    }

    fn body(&self, f: &mut fmt::Formatter<'_>, body: Option<&Body>) -> fmt::Result {
        let Some(body) = body else { return Ok(()) };
        let mark = mark(body.required);
        writeln!(f, "  body{mark}{}", docs(&body.docs))?;
        for content in &body.content {
            self.content(f, &content.content)?;
            for (part, media_type) in &content.part_types {
                writeln!(f, "      {part} as {media_type}")?;
            }
            for (part, style, explode) in &content.part_styles {
                let explode = if *explode { ", exploded" } else { "" };
                writeln!(f, "      {part} in style {style:?}{explode}")?;
            }
        }
        Ok(())
    }

    fn response(
        &self,
        f: &mut fmt::Formatter<'_>,
        status: Status,
        response: &Response,
    ) -> fmt::Result {
        writeln!(f, "  {status}{}", docs(&response.docs))?;
        for header in &response.headers {
            let mark = mark(header.required);
            let ty = self.ty(&header.ty);
            let says = docs(&header.docs);
            writeln!(f, "    header {}{mark}: {ty}{says}", header.wire_name)?;
        }
        for content in &response.content {
            self.content(f, content)?;
        }
        Ok(())
    }

    fn content(&self, f: &mut fmt::Formatter<'_>, content: &Content) -> fmt::Result {
        let kind = match content.kind {
            ContentKind::Json => "json",
            ContentKind::Form => "form",
            ContentKind::Multipart => "multipart",
            ContentKind::Text => "text",
            ContentKind::EventStream => "events",
            ContentKind::JsonLines => "json lines",
            ContentKind::Bytes => "bytes",
        };
        let ty = content
            .ty
            .as_ref()
            .map_or("unsaid".to_owned(), |ty| self.ty(ty));
        writeln!(f, "    {} ({kind}): {ty}", content.media_type)
    }

    fn ty(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Scalar(scalar) => scalar_name(*scalar).to_owned(),
            TypeRef::Named(id) => self.label(*id),
            TypeRef::List(item) => format!("[{}]", self.ty(item)),
            TypeRef::Set(item) => format!("set [{}]", self.ty(item)),
            TypeRef::Map(value) => format!("{{{}}}", self.ty(value)),
            TypeRef::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty(item)).collect();
                format!("({})", items.join(", "))
            }
            TypeRef::Nullable(inner) => format!("{} | null", self.ty(inner)),
            TypeRef::Any => "any".to_owned(),
            TypeRef::Param(index) => format!("parameter {index}"),
        }
    }

    fn label(&self, id: TypeId) -> String {
        match self.labels.get(id.index()) {
            Some(label) => label.clone(),
            None => format!("no type {}", id.index()),
        }
    }
}
