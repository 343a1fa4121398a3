//! How an operation is read and set where it says which page is meant: a field, or a member of its body or of a parameter.
//!
//! In: a [`Position`]. Out: expressions. Around a member there may be what is absent: reading it is then nothing, and setting it
//! makes what is around it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::cx::{Cx, ident};
use super::structs::{Shape, shape_of, shape_of_template};
use crate::analysis::pagination::{Position, Step};
use crate::ir::{Body, OperationId, ParameterId};

/// The field of a parameter.
fn field(cx: Cx<'_>, id: OperationId, parameter: ParameterId) -> Ident {
    ident(&cx.names.operations[id.index()].parameters[parameter.0])
}

/// A field of the operation, or one inside it.
pub(super) struct Asking {
    /// Each with the method that looks into it where it may be absent; of the last it does not matter.
    way: Vec<(Ident, Option<&'static str>)>,
}

impl Asking {
    pub(super) fn of(cx: Cx<'_>, id: OperationId, position: &Position) -> Self {
        let operation = cx.api.operation(id);
        let (root, way) = match position {
            Position::Parameter(parameter) => ((field(cx, id, *parameter), None), None),
            Position::Inside(parameter, way) => {
                let look = (!operation.parameter(*parameter).required).then_some("as_ref");
                ((field(cx, id, *parameter), look), Some(way))
            }
            Position::Body(way) => {
                let required = |body: &Body| body.required;
                let name = ident(&cx.names.operations[id.index()].body);
                let look = (!operation.body.as_ref().is_some_and(required)).then_some("as_ref");
                ((name, look), Some(way))
            }
        };
        let steps = way.into_iter().flat_map(|way| &way.0);
        let steps = steps.map(|step| (name_of(cx, *step), look_into(shape(cx, *step))));
        Self {
            way: std::iter::once(root).chain(steps).collect(),
        }
    }

    /// Whether all that is around it is there.
    pub(super) fn is_direct(&self) -> bool {
        let (_, around) = self.way.split_last().expect("a way has a step");
        around.iter().all(|(_, look)| look.is_none())
    }

    /// The place itself, where it is direct; else what `read` makes of it, an `Option`.
    pub(super) fn place_or(&self, read: impl Fn(&TokenStream) -> TokenStream) -> TokenStream {
        if self.is_direct() {
            let steps = self.way.iter().map(|(name, _)| name);
            quote!(self #(.#steps)*)
        } else {
            self.read(read)
        }
    }

    /// What `read` makes of the place, an `Option`; `None` where there is no such place.
    pub(super) fn read(&self, read: impl Fn(&TokenStream) -> TokenStream) -> TokenStream {
        // From the inside: the steps behind the last one that may be absent belong to its closure.
        let (last, around) = self.way.split_last().expect("a way has a step");
        let mut behind = vec![last.0.to_token_stream()];
        let mut inner: Option<TokenStream> = None;
        for (index, (name, look)) in around.iter().enumerate().rev() {
            if let Some(look) = look.map(ident) {
                let binding = quote!(inner);
                let value = inner.unwrap_or_else(|| read(&quote!(#binding #(.#behind)*)));
                let root = if around[..index].iter().any(|(_, look)| look.is_some()) {
                    quote!(inner)
                } else {
                    quote!(self)
                };
                let before: Vec<_> = around[..index]
                    .iter()
                    .rev()
                    .take_while(|(_, look)| look.is_none())
                    .map(|(name, _)| name)
                    .collect();
                let before = before.into_iter().rev();
                inner = Some(quote!(#root #(.#before)* .#name.#look().and_then(|inner| #value)));
                behind.clear();
            } else {
                behind.insert(0, name.to_token_stream());
            }
        }
        inner.unwrap_or_else(|| read(&quote!(self #(.#behind)*)))
    }

    /// The place to write to; what is around it is made where it is absent.
    pub(super) fn place_made(&self) -> TokenStream {
        let (last, around) = self.way.split_last().expect("a way has a step");
        let around = around.iter().map(|(name, look)| {
            if look.is_some() {
                quote!(.#name.get_or_insert_default())
            } else {
                quote!(.#name)
            }
        });
        let last = &last.0;
        quote!(self #(#around)* .#last)
    }
}

/// The method that gives what a member holds, where it may hold nothing.
fn look_into(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Required => None,
        Shape::MaybeNull => Some("as_value"),
        Shape::Nullable | Shape::Optional | Shape::OptionalAny => Some("as_ref"),
    }
}

/// The field of a member.
pub(super) fn name_of(cx: Cx<'_>, step: Step) -> Ident {
    let names = match cx.facts.generics.instance(step.object) {
        Some(instance) => cx.names.types.template_fields(instance.template),
        None => cx.names.types.parts(step.object),
    };
    ident(&names[step.field])
}

/// How a member may be left out.
pub(super) fn shape(cx: Cx<'_>, step: Step) -> Shape {
    match cx.facts.generics.instance(step.object) {
        Some(instance) => shape_of_template(cx, instance.template, step.field),
        None => shape_of(cx, step.object, step.field),
    }
}
