//! Structs: object types and generic types.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::renaming::{Rule, is_wire_name};
use super::scope::{Prelude, Scope};
use super::types::{option, string_type, type_ref};
use super::{Cx, docs, ident, string};
use crate::analysis::derives::{Trait, Traits};
use crate::analysis::generics::TemplateId;
use crate::ir::{Additional, Field, Object, Presence, TypeId, TypeKind, TypeRef};

/// Writes the struct of an object type.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: TypeId, object: &Object) -> TokenStream {
    let traits = cx.facts.derives.of(id);
    let head = docs::of_type(cx, id);
    let derives = derive(scope, traits);
    let name = ident(cx.names.types.ty(id));
    let boxed = |position| cx.facts.boxing.contains(id, position);
    let fields = fields(cx, scope, object, cx.names.types.parts(id), traits, &boxed);
    let rename_all = rename_all(object, cx.names.types.parts(id), traits);
    quote! { #head #derives #rename_all pub struct #name { #fields } }
}

/// Writes the struct of a generic type.
pub(super) fn emit_template(cx: Cx<'_>, scope: &mut Scope, id: TemplateId) -> TokenStream {
    let template = cx.facts.generics.template(id);
    let traits = cx.facts.derives.of_template(id);
    let fallback = template_docs(cx, id);
    let head = docs::of(&template.docs, &fallback);
    let derives = derive(scope, traits);
    let name = ident(cx.names.types.template(id));
    let parameters = (0..template.arity).map(|index| ident(cx.names.types.parameter(index)));
    let boxed = |position| cx.facts.boxing.contains_in_template(id, position);
    let fields = fields(
        cx,
        scope,
        &template.body,
        cx.names.types.template_fields(id),
        traits,
        &boxed,
    );
    let rename_all = rename_all(&template.body, cx.names.types.template_fields(id), traits);
    quote! { #head #derives #rename_all pub struct #name<#(#parameters),*> { #fields } }
}

/// The attribute for the names of all fields.
fn rename_all(object: &Object, names: &[String], traits: Traits) -> Option<TokenStream> {
    let rule = Rule::of(&object.fields, names).filter(|_| has_serde(traits))?;
    let rule = string(rule.name());
    Some(quote!(#[serde(rename_all = #rule)]))
}

/// Where a generic type comes from.
fn template_docs(cx: Cx<'_>, id: TemplateId) -> String {
    let instances = &cx.facts.generics.template(id).instances;
    let names: Vec<String> = instances
        .iter()
        .take(3)
        .map(|id| docs::link(cx.names.types.ty(*id)))
        .collect();
    let more = match instances.len().saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match instances.len() {
        1 => format!("The generic form of {}.", names.join("")),
        _ => format!("The generic form of {}{more}.", names.join(", ")),
    }
}

/// The `#[derive]` of a type.
pub(super) fn derive(scope: &mut Scope, traits: Traits) -> TokenStream {
    let traits = traits.iter().map(|which| match which {
        Trait::Serialize => scope.import(&quote!(serde), "Serialize"),
        Trait::Deserialize => scope.import(&quote!(serde), "Deserialize"),
        other => {
            let name = ident(&format!("{other:?}"));
            quote!(#name)
        }
    });
    quote! { #[derive(#(#traits),*)] }
}

fn fields(
    cx: Cx<'_>,
    scope: &mut Scope,
    object: &Object,
    names: &[String],
    traits: Traits,
    boxed: &dyn Fn(usize) -> bool,
) -> TokenStream {
    let mut fields = TokenStream::new();
    let rule = Rule::of(&object.fields, names);
    for (position, (field, name)) in object.fields.iter().zip(names).enumerate() {
        let name = Name {
            rust: name,
            is_wire_name: is_wire_name(rule, field, name),
        };
        fields.extend(emit_field(cx, scope, field, &name, traits, boxed(position)));
    }
    if let Additional::Kept(value) = &object.additional {
        // serde would derive no bound of a parameter from a member that is read by a function.
        let is_plain = parameters(cx, value).is_empty();
        let read_with = (is_plain && traits.has(Trait::Deserialize)).then(|| {
            let with = string(&runtime_function(scope, "unlisted"));
            quote!(, deserialize_with = #with)
        });
        let value = type_ref(cx, scope, value, true);
        let text = string_type(scope);
        let map = scope.import(&quote!(std::collections), "BTreeMap");
        let docs = docs::plain("What else is in the object.");
        let flatten = has_serde(traits).then(|| quote!(#[serde(flatten #read_with)]));
        fields.extend(quote! { #docs #flatten pub additional_properties: #map<#text, #value>, });
    }
    fields
}

/// What a field is called.
struct Name<'a> {
    rust: &'a str,
    /// Whether that is, but for case, what the document calls it.
    is_wire_name: bool,
}

fn has_serde(traits: Traits) -> bool {
    traits.has(Trait::Serialize) || traits.has(Trait::Deserialize)
}

fn emit_field(
    cx: Cx<'_>,
    scope: &mut Scope,
    field: &Field,
    name: &Name<'_>,
    traits: Traits,
    boxed: bool,
) -> TokenStream {
    let docs = docs::of_field(field, name.is_wire_name);
    let shape = shape(cx, field, traits);
    let mut ty = type_ref(cx, scope, field.ty.without_null(), true);
    if boxed {
        let in_box = scope.prelude(Prelude::Box);
        ty = quote!(#in_box<#ty>);
    }
    match shape {
        Shape::Plain => {}
        Shape::Maybe { .. } | Shape::MustBeThere => ty = option(scope, &ty),
        Shape::ThreeStates => ty = option(scope, &option(scope, &ty)),
    }
    let serde = has_serde(traits).then(|| serde_attribute(cx, scope, field, name, shape, traits));
    let name = ident(name.rust);
    quote! { #docs #serde pub #name: #ty, }
}

/// How absence and `null` are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Always there, never `null`.
    Plain,
    /// Always there, perhaps `null`.
    MustBeThere,
    /// There or not; `null`, where it is allowed, means not there.
    Maybe {
        /// Whether the type itself already stands for `null`, too.
        any: bool,
    },
    /// Absent, `null` or a value: what is sent must be able to tell.
    ThreeStates,
}

fn shape(cx: Cx<'_>, field: &Field, traits: Traits) -> Shape {
    let nullable = matches!(field.ty, TypeRef::Nullable(_));
    // An alias that includes `null` already brings its own `Option`.
    let inside = !nullable && cx.api.is_nullable(&field.ty);
    match (field.presence, nullable) {
        (Presence::Required, false) => Shape::Plain,
        (Presence::Required, true) => Shape::MustBeThere,
        (Presence::Optional, true) if traits.has(Trait::Serialize) => Shape::ThreeStates,
        (Presence::Optional, _) => Shape::Maybe { any: inside },
    }
}

/// How many `Option`s a field of an object type is wrapped in.
pub(super) fn optional_depth(cx: Cx<'_>, id: TypeId, field: usize) -> usize {
    match &cx.api.ty(id).kind {
        TypeKind::Object(object) => depth(cx, object, field, cx.facts.derives.of(id)),
        _ => 0,
    }
}

/// How many `Option`s a field of a generic type is wrapped in.
pub(super) fn template_optional_depth(cx: Cx<'_>, id: TemplateId, field: usize) -> usize {
    depth(
        cx,
        &cx.facts.generics.template(id).body,
        field,
        cx.facts.derives.of_template(id),
    )
}

fn depth(cx: Cx<'_>, object: &Object, field: usize, traits: Traits) -> usize {
    object
        .fields
        .get(field)
        .map_or(0, |field| match shape(cx, field, traits) {
            Shape::Plain => 0,
            Shape::MustBeThere | Shape::Maybe { .. } => 1,
            Shape::ThreeStates => 2,
        })
}

fn serde_attribute(
    cx: Cx<'_>,
    scope: &mut Scope,
    field: &Field,
    name: &Name<'_>,
    shape: Shape,
    traits: Traits,
) -> TokenStream {
    let mut parts: Vec<TokenStream> = Vec::new();
    // serde derives no bound from a member that is read by a function.
    let read_with = |scope: &mut Scope, function: &str| {
        let with = string(&runtime_function(scope, function));
        let parameters = parameters(cx, &field.ty);
        let bound = (!parameters.is_empty()).then(|| {
            let deserialize = scope.import(&quote!(serde), "Deserialize");
            let bounds = parameters
                .iter()
                .map(|name| format!("{name}: {deserialize}<'de>"));
            let bounds = string(&bounds.collect::<Vec<_>>().join(", ").replace(" :: ", "::"));
            quote!(, bound(deserialize = #bounds))
        });
        quote!(deserialize_with = #with #bound)
    };
    if !name.is_wire_name {
        let wire_name = string(&field.wire_name);
        parts.push(quote!(rename = #wire_name));
    }
    let is_none = || {
        let path = scope.prelude(Prelude::Option).to_string().replace(' ', "");
        string(&format!("{path}::is_none"))
    };
    match shape {
        Shape::MustBeThere if traits.has(Trait::Deserialize) => {
            parts.push(read_with(scope, "nullable"));
        }
        Shape::Plain | Shape::MustBeThere => {}
        Shape::Maybe { any } => {
            if any && traits.has(Trait::Deserialize) {
                parts.push(quote!(default));
            }
            if traits.has(Trait::Serialize) {
                let is_none = is_none();
                parts.push(quote!(skip_serializing_if = #is_none));
                // What is sent can say `null`, so what is read and sent again must.
                if any && traits.has(Trait::Deserialize) {
                    parts.push(read_with(scope, "present"));
                }
            }
        }
        Shape::ThreeStates => {
            let is_none = is_none();
            parts.push(quote!(default, skip_serializing_if = #is_none));
            if traits.has(Trait::Deserialize) {
                parts.push(read_with(scope, "present"));
            }
        }
    }
    if parts.is_empty() {
        TokenStream::new()
    } else {
        quote!(#[serde(#(#parts),*)])
    }
}

/// The names of the generic parameters in a type.
fn parameters<'a>(cx: Cx<'a>, ty: &TypeRef) -> BTreeSet<&'a str> {
    match ty {
        TypeRef::Param(index) => BTreeSet::from([cx.names.types.parameter(*index)]),
        TypeRef::List(inner)
        | TypeRef::Set(inner)
        | TypeRef::Map(inner)
        | TypeRef::Nullable(inner) => parameters(cx, inner),
        TypeRef::Tuple(items) => items.iter().flat_map(|item| parameters(cx, item)).collect(),
        TypeRef::Named(_) | TypeRef::Scalar(_) | TypeRef::Any => BTreeSet::new(),
    }
}

/// A function of the runtime that serde calls.
pub(super) fn runtime_function(scope: &mut Scope, name: &str) -> String {
    let support = scope.runtime_macro("support");
    scope.import(&support, name).to_string().replace(' ', "")
}
