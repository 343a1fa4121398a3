//! Names of types, fields and variants.

use std::collections::BTreeMap;

use super::case::{Case, Symbols, convert, join};
use super::known::{CLIENT, GENERIC, key};
use super::ledger::{Kind, Ledger};
use super::operations::OperationNames;
use super::taken::{Taken, ladder};
use super::variants::{type_key, type_words, width};
use crate::analysis::Facts;
use crate::analysis::generics::{Template, TemplateId};
use crate::ir::{
    Api, Enum, EnumVariant, NameHint, Object, Tagging, TypeDef, TypeId, TypeKind, TypeRef, Union,
    UnionVariant,
};

/// The names of all types, by id.
#[derive(Clone, Debug)]
pub(crate) struct TypeNames {
    types: Vec<String>,
    /// Fields of objects, variants of enums and unions.
    parts: Vec<Vec<String>>,
    catch_alls: Vec<Option<String>>,
    templates: Vec<String>,
    template_fields: Vec<Vec<String>>,
    parameters: Vec<String>,
}

impl TypeNames {
    /// The name of a type.
    pub(crate) fn ty(&self, id: TypeId) -> &str {
        &self.types[id.index()]
    }

    /// The names of an object's fields, or of the variants of an enum or a union, in order.
    pub(crate) fn parts(&self, id: TypeId) -> &[String] {
        &self.parts[id.index()]
    }

    /// The variant of an enum or a union that takes what the document does not list.
    pub(crate) fn catch_all(&self, id: TypeId) -> Option<&str> {
        self.catch_alls[id.index()].as_deref()
    }

    /// The name of a generic type.
    pub(crate) fn template(&self, id: TemplateId) -> &str {
        &self.templates[id.0]
    }

    /// The names of a generic type's fields, in order.
    pub(crate) fn template_fields(&self, id: TemplateId) -> &[String] {
        &self.template_fields[id.0]
    }

    /// The name of a type parameter.
    pub(crate) fn parameter(&self, index: usize) -> &str {
        self.parameters.get(index).map_or("T", String::as_str)
    }
}

/// Names all types.
pub(super) fn name<'l>(
    api: &Api,
    facts: &Facts,
    operations: &[OperationNames],
    ledger: &'l Ledger<'l>,
) -> TypeNames {
    let mut scope = Taken::default().of(ledger, Kind::Types, CLIENT);
    let mut types = vec![String::new(); api.types.len()];
    let components: Vec<(TypeId, &str)> = api
        .type_ids()
        .filter_map(|id| match &api.ty(id).hint {
            NameHint::Component(name) => Some((id, name.as_str())),
            _ => None,
        })
        .collect();
    let texts: Vec<&str> = components.iter().map(|(_, text)| *text).collect();
    for ((id, _), name) in components.iter().zip(scope.take_texts(&texts, Case::Type)) {
        types[id.index()] = name;
    }
    let templates: Vec<String> = facts
        .generics
        .templates()
        .map(|(_, template)| {
            let plain = convert(&template.name, Case::Type, Symbols::Separate);
            let of = format!("{plain}Of");
            let key = format!("{GENERIC}{}", template.name);
            // Where several have one name, a member tells this one from those.
            let with = own_members(facts, template).map(|member| {
                convert(
                    &format!("{plain} with {member}"),
                    Case::Type,
                    Symbols::Separate,
                )
            });
            let ladder = [plain.clone(), of].into_iter().chain(with);
            scope.take_for(&[key], ladder, &template.name, Case::Type)
        })
        .collect();
    let words = words_of_variants(api);
    for id in api.type_ids().filter(|id| facts.usage.is_kept(*id)) {
        name_nameless(api, operations, &words, id, &mut types, &mut scope);
    }
    let defined = types.iter().chain(&templates);
    let mut parameters = Taken::reserving(defined.map(String::as_str));
    let parameters = ["T", "U", "V", "W"]
        .map(|name| parameters.take([name.to_owned()], name, Case::Type))
        .to_vec();
    let mut names = TypeNames {
        types,
        parts: Vec::new(),
        catch_alls: Vec::new(),
        templates,
        template_fields: facts
            .generics
            .templates()
            .map(|(_, template)| {
                let owner = format!("{GENERIC}{}", template.name);
                fields(&template.body, ledger, &owner)
            })
            .collect(),
        parameters,
    };
    for def in &api.types {
        let owner = key(api, def);
        let (parts, catch_all) = match &def.kind {
            TypeKind::Object(object) => (fields(object, ledger, &owner), None),
            TypeKind::Enum(values) => variants(values, ledger, &owner),
            TypeKind::Union(union) => union_variants(api, &names, union, ledger, &owner),
            TypeKind::Alias(_) => (Vec::new(), None),
        };
        names.parts.push(parts);
        names.catch_alls.push(catch_all);
    }
    names
}

/// Names a type that has no name in the document, after those that it stands in.
fn name_nameless(
    api: &Api,
    operations: &[OperationNames],
    variants: &BTreeMap<TypeId, String>,
    id: TypeId,
    types: &mut [String],
    scope: &mut Taken<'_>,
) {
    let mut waiting = vec![id];
    // A type stands in another one, which may still be nameless itself; the way out is as long as it is deep.
    while let Some(&id) = waiting.last() {
        if !types[id.index()].is_empty() {
            waiting.pop();
            continue;
        }
        let TypeDef {
            hint, place, kind, ..
        } = api.ty(id);
        let (mut ladder, identity) = match hint {
            NameHint::Component(name) => (
                vec![convert(name, Case::Type, Symbols::Separate)],
                name.clone(),
            ),
            NameHint::Inside { parent, words } => {
                let parent_name = &types[parent.index()];
                if parent_name.is_empty() && !waiting.contains(parent) {
                    waiting.push(*parent);
                    continue;
                }
                (
                    vec![format!("{parent_name}{}", join_words(words))],
                    place.pointer(),
                )
            }
            NameHint::Sent { of } => {
                let name = &types[of.index()];
                if name.is_empty() && !waiting.contains(of) {
                    waiting.push(*of);
                    continue;
                }
                let ladder = vec![format!("{name}Request"), format!("{name}AsSent")];
                (ladder, format!("{} as sent", place.pointer()))
            }
            NameHint::Shared { component, words } => {
                let name = convert(component, Case::Type, Symbols::Separate);
                (
                    vec![format!("{name}{}", join_words(words))],
                    place.pointer(),
                )
            }
            NameHint::InOperation { operation, words } => {
                let names = &operations[operation.index()];
                let words = join_words(words);
                let short = format!("{}{words}", names.type_name);
                (
                    vec![short.clone(), format!("{}{short}", names.module_words)],
                    place.pointer(),
                )
            }
        };
        if let Some(first) = ladder.first().cloned() {
            let variant = variants.get(&id).map(String::as_str);
            ladder.extend(variant.into_iter().map(|words| format!("{first}{words}")));
            ladder.push(format!("{first}{}", kind_word(kind)));
        }
        types[id.index()] = scope.take_for(&[key(api, api.ty(id))], ladder, &identity, Case::Type);
        waiting.pop();
    }
}

/// What the types that are variants of a union are called there, by the document.
fn words_of_variants(api: &Api) -> BTreeMap<TypeId, String> {
    let mut words = BTreeMap::new();
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else {
            continue;
        };
        for variant in &union.variants {
            if let (TypeRef::Named(id), Some(text)) = (&variant.ty, own_words(variant)) {
                let text = convert(text, Case::Type, Symbols::Separate);
                words.entry(*id).or_insert(text);
            }
        }
    }
    words
}

/// What the document calls a variant. A number says nothing, and one of several tags not enough.
fn own_words(variant: &UnionVariant) -> Option<&String> {
    let tag = match &variant.tags[..] {
        [only] if only.parse::<f64>().is_err() => Some(only),
        _ => None,
    };
    variant.hint.as_ref().or(tag)
}

/// What tells a type from one that has its name already.
fn kind_word(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "Object",
        TypeKind::Enum(_) => "Value",
        TypeKind::Union(_) => "Choice",
        TypeKind::Alias(_) => "Type",
    }
}

fn join_words(words: &[String]) -> String {
    join(words.iter().map(String::as_str), Case::Type)
}

fn fields<'l>(object: &Object, ledger: &'l Ledger<'l>, owner: &str) -> Vec<String> {
    let texts: Vec<&str> = object
        .fields
        .iter()
        .map(|field| field.wire_name.as_str())
        .collect();
    // The member that keeps what the document does not list has this name.
    let scope = Taken::reserving(["additional_properties"]);
    let mut scope = scope.of(ledger, Kind::Members, owner);
    scope.take_texts(&texts, Case::Value)
}

fn variants<'l>(
    values: &Enum,
    ledger: &'l Ledger<'l>,
    owner: &str,
) -> (Vec<String>, Option<String>) {
    let value = |variant: &EnumVariant| match &variant.value {
        serde_json::Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let texts: Vec<(String, String)> = values
        .variants
        .iter()
        .map(|variant| {
            let value = value(variant);
            let text = variant.name.clone().unwrap_or_else(|| value.clone());
            (value, text)
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(value, text)| (value.as_str(), text.as_str()))
        .collect();
    let mut scope = Taken::reserving(["Self"]).of(ledger, Kind::Variants, owner);
    let names = scope.take_keyed(&texts, Case::Type);
    let catch_all = values.open.then(|| catch_all(&mut scope));
    (names, catch_all)
}

/// The members of a template that others of its name do not have.
fn own_members<'a>(facts: &'a Facts, template: &'a Template) -> impl Iterator<Item = &'a str> {
    let has = |template: &Template, name: &str| {
        let mut fields = template.body.fields.iter();
        fields.any(|field| field.wire_name == name)
    };
    let fields = template.body.fields.iter();
    let names = fields.map(|field| field.wire_name.as_str());
    names.filter(move |name| {
        let mut all = facts.generics.templates();
        !all.any(|(_, it)| !std::ptr::eq(it, template) && it.name == template.name && has(it, name))
    })
}

fn catch_all(scope: &mut Taken<'_>) -> String {
    scope.take_for(
        &["any other value".to_owned()],
        ["Unknown", "Unlisted", "Unrecognized"].map(str::to_owned),
        "unknown",
        Case::Type,
    )
}

fn union_variants<'l>(
    api: &Api,
    names: &TypeNames,
    union: &Union,
    ledger: &'l Ledger<'l>,
    owner: &str,
) -> (Vec<String>, Option<String>) {
    let mut scope = Taken::reserving(["Self"]).of(ledger, Kind::Variants, owner);
    let name_of = |id| names.ty(id);
    let variants = union
        .variants
        .iter()
        .map(|variant| {
            let own = own_words(variant);
            let text = match own {
                Some(words) => words.clone(),
                None => type_words(&name_of, &variant.ty),
            };
            let by_type = convert(
                &type_words(&name_of, &variant.ty),
                Case::Type,
                Symbols::Separate,
            );
            let by_text = ladder(&text, Case::Type).take(1);
            let key = match own {
                Some(words) => words.clone(),
                None => type_key(api, &variant.ty),
            };
            scope.take_for(
                &[key],
                by_text.chain([by_type]).chain(width(&variant.ty)),
                &format!("{text} {:?}", variant.ty),
                Case::Type,
            )
        })
        .collect();
    let tagged = matches!(union.tagging, Tagging::Internal { .. });
    // A variant without a tag takes what the others leave.
    let open = tagged
        && union
            .variants
            .iter()
            .all(|variant| !variant.tags.is_empty());
    let catch_all = open.then(|| catch_all(&mut scope));
    (variants, catch_all)
}
