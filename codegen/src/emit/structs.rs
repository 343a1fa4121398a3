//! Structs: object types and generic types.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::{Cx, besides, ident, string};
use super::docs;
use super::renaming::is_wire_name;
use super::scope::{Prelude, Scope};
use super::takes;
use super::type_ref::{map_type, option, type_ref};
use crate::analysis::derives::{Trait, Traits};
use crate::analysis::generics::TemplateId;
use crate::ir::{Additional, Field, Object, Presence, TypeId, TypeKind, TypeRef};

/// Writes the struct of an object type.
pub(super) fn emit(cx: Cx<'_>, scope: &mut Scope, id: TypeId, object: &Object) -> TokenStream {
    let traits = cx.facts.derives.of(id);
    let (head, besides) = (docs::of_type(cx, id), besides(cx.api.ty(id)));
    let head = quote!(#head #besides);
    let name = ident(cx.names.types.ty(id));
    let boxed = |position| cx.facts.boxing.contains(id, position);
    let names = cx.names.types.parts(id);
    listing(
        cx,
        scope,
        &head,
        &quote!(#name),
        object,
        names,
        traits,
        &boxed,
    )
}

/// Writes the struct of a generic type.
pub(super) fn emit_template(cx: Cx<'_>, scope: &mut Scope, id: TemplateId) -> TokenStream {
    let template = cx.facts.generics.template(id);
    let traits = cx.facts.derives.of_template(id);
    let head = docs::of(&template.docs, &template_docs(cx, id));
    let besides = template.instances.first().map(|id| besides(cx.api.ty(*id)));
    let head = quote!(#head #besides);
    let name = ident(cx.names.types.template(id));
    let parameters = (0..template.arity).map(|index| ident(cx.names.types.parameter(index)));
    let name = quote!(#name<#(#parameters),*>);
    let boxed = |position| cx.facts.boxing.contains_in_template(id, position);
    let names = cx.names.types.template_fields(id);
    listing(
        cx,
        scope,
        &head,
        &name,
        &template.body,
        names,
        traits,
        &boxed,
    )
}

/// The struct and its listing: one macro of the runtime around both, from which it is read and written.
#[expect(
    clippy::too_many_arguments,
    reason = "all that a struct is made of, in the order of its text"
)]
fn listing(
    cx: Cx<'_>,
    scope: &mut Scope,
    head: &TokenStream,
    name: &TokenStream,
    object: &Object,
    names: &[String],
    traits: Traits,
    boxed: &dyn Fn(usize) -> bool,
) -> TokenStream {
    let derives = derive(
        scope,
        traits.without(Trait::Serialize).without(Trait::Deserialize),
    );
    let mut fields = TokenStream::new();
    for (position, (field, name)) in object.fields.iter().zip(names).enumerate() {
        fields.extend(member(cx, scope, field, name, traits, boxed(position)));
    }
    let rest = additional(cx, scope, object);
    let directions = match (traits.has(Trait::Deserialize), traits.has(Trait::Serialize)) {
        (true, true) => quote!(Deserialize + Serialize),
        (true, false) => quote!(Deserialize),
        (false, true) => quote!(Serialize),
        (false, false) => return quote! { #head #derives pub struct #name { #fields #rest } },
    };
    let table = scope.runtime_macro("object");
    let rest = rest.map(|rest| quote!(and { #rest }));
    quote! { #table! { #head #derives pub struct #name: #directions { #fields } #rest } }
}

/// The field for members that are not listed.
fn additional(cx: Cx<'_>, scope: &mut Scope, object: &Object) -> Option<TokenStream> {
    let Additional::Kept(value) = &object.additional else {
        return None;
    };
    let map = map_type(cx, scope, value, true);
    let docs = docs::plain("What else is in the object.");
    Some(quote! { #docs pub additional_properties: #map, })
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

/// A member: a row of the listing, or the field of a struct that does not travel.
fn member(
    cx: Cx<'_>,
    scope: &mut Scope,
    field: &Field,
    name: &str,
    traits: Traits,
    boxed: bool,
) -> TokenStream {
    let docs = docs::of_field(field, is_wire_name(field, name));
    let shape = shape(cx, field, traits);
    let mut ty = type_ref(cx, scope, field.ty.without_null(), true);
    if boxed {
        let in_box = scope.prelude(Prelude::Box);
        ty = quote!(#in_box<#ty>);
    }
    let name = ident(name);
    if !traits.has(Trait::Serialize) && !traits.has(Trait::Deserialize) {
        if shape != Shape::Required {
            ty = option(scope, &ty);
        }
        return quote! { #docs pub #name: #ty, };
    }
    let how = ident(shape.word());
    let wire_name = string(&field.wire_name);
    let takes = match (shape, traits.has(Trait::Serialize)) {
        (Shape::Nullable | Shape::MaybeNull, _) | (_, false) => None,
        _ => takes::of(cx, scope, field.ty.without_null(), boxed),
    };
    quote! { #docs #how #name: #ty #takes = #wire_name, }
}

/// How absence and `null` are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Always there, never `null`.
    Required,
    /// Always there, perhaps `null`.
    Nullable,
    /// There or not; `null`, where it is allowed, means not there.
    Optional,
    /// There or not; the type itself stands for `null`, too. What is sent can say it, so what is read and sent again must.
    OptionalAny,
    /// Absent, `null` or a value: what is sent must be able to tell.
    MaybeNull,
}

impl Shape {
    /// The word of the listing.
    fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Nullable => "nullable",
            Self::Optional => "optional",
            Self::OptionalAny => "optional_any",
            Self::MaybeNull => "maybe_null",
        }
    }
}

fn shape(cx: Cx<'_>, field: &Field, traits: Traits) -> Shape {
    let nullable = matches!(field.ty, TypeRef::Nullable(_));
    // An alias that includes `null` already brings its own `Option`.
    let inside = !nullable && cx.api.is_nullable(&field.ty);
    match (field.presence, traits.has(Trait::Serialize)) {
        (Presence::Required, _) if nullable => Shape::Nullable,
        (Presence::Required, _) => Shape::Required,
        (Presence::Optional, true) if nullable => Shape::MaybeNull,
        (Presence::Optional, true) if inside => Shape::OptionalAny,
        (Presence::Optional, _) => Shape::Optional,
    }
}

/// The shape of a field of an object type.
pub(super) fn shape_of(cx: Cx<'_>, id: TypeId, field: usize) -> Shape {
    match &cx.api.ty(id).kind {
        TypeKind::Object(object) => shape_in(cx, object, field, cx.facts.derives.of(id)),
        _ => Shape::Required,
    }
}

/// The shape of a field of a generic type.
pub(super) fn shape_of_template(cx: Cx<'_>, id: TemplateId, field: usize) -> Shape {
    let object = &cx.facts.generics.template(id).body;
    shape_in(cx, object, field, cx.facts.derives.of_template(id))
}

fn shape_in(cx: Cx<'_>, object: &Object, field: usize, traits: Traits) -> Shape {
    let field = object.fields.get(field);
    field.map_or(Shape::Required, |field| shape(cx, field, traits))
}
