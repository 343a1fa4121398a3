//! The fields of an operation: parameters, filters and the body.

use std::fmt::Write as _;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::cx::{Cx, ident};
use super::scope::Scope;
use super::type_ref::type_ref;
use super::{bodies, docs};
use crate::analysis::bodies::OperationBody;
use crate::analysis::constants::Constant;
use crate::analysis::filters::{
    FamilyExpression, FamilyId, FilterFamily, KnownProfile, Op, TextOp, TextTest,
};
use crate::ir::{
    Docs, EnumBase, Location, Operation, OperationId, Parameter, ParameterId, PathPiece, Scalar,
    TypeKind, TypeRef,
};

/// A field of an operation.
pub(super) struct Member<'a> {
    /// What it is a field of.
    id: OperationId,
    operation: &'a Operation,
    /// Its name.
    pub(super) ident: Ident,
    /// Whether it has to be given.
    pub(super) required: bool,
    /// What it holds.
    pub(super) what: What<'a>,
}

/// What a function takes for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// The value.
    Value,
    /// Anything that turns into it.
    Into,
    /// Anything that gives what turns into its items.
    ListInto,
}

/// What a field of an operation holds.
pub(super) enum What<'a> {
    /// The value of a parameter.
    Parameter(ParameterId, &'a Parameter),
    /// The conditions of a filter.
    Filter(FamilyId, &'a FilterFamily),
    /// The body: what the document says of it, and what can be sent.
    Body(&'a Docs, &'a OperationBody),
}

impl Member<'_> {
    /// The value that it has unless it is set.
    pub(super) fn constant<'c>(&self, cx: Cx<'c>) -> Option<&'c Constant> {
        let What::Parameter(id, _) = self.what else {
            return None;
        };
        cx.facts.constants.of(self.id, id)
    }

    /// The type of its value, without `Option`.
    fn value_type(&self, cx: Cx<'_>, scope: &mut Scope) -> TokenStream {
        match &self.what {
            What::Parameter(_, parameter) => {
                type_ref(cx, scope, parameter.ty.without_null(), false)
            }
            What::Filter(_, family) => {
                let filter = scope.runtime("Filter");
                let element = type_ref(cx, scope, &family.element, false);
                match cx.facts.filters.profile(family.profile).known {
                    Some(KnownProfile::Ordered) => quote!(#filter<#element>),
                    Some(KnownProfile::Identity) => {
                        let identity = scope.runtime("Identity");
                        quote!(#filter<#element, #identity>)
                    }
                    None => {
                        let profile = ident(cx.names.filters.profile(family.profile));
                        let filters = scope.module("filters");
                        quote!(#filter<#element, #filters::#profile>)
                    }
                }
            }
            What::Body(_, body) => bodies::body_type(cx, scope, self.id, body),
        }
    }

    /// What a function takes for the value.
    pub(super) fn takes(&self, cx: Cx<'_>) -> Takes {
        match &self.what {
            What::Parameter(_, parameter) => match cx.api.resolve(parameter.ty.without_null()) {
                TypeRef::List(item) | TypeRef::Set(item)
                    if is_text(cx, item) && !cx.api.is_nullable(item) =>
                {
                    Takes::ListInto
                }
                ty if is_text(cx, ty) => Takes::Into,
                _ => Takes::Value,
            },
            What::Filter(..) => Takes::Into,
            What::Body(_, body) => match body.choices.as_slice() {
                [choice] if choice.kind.ty().is_some_and(|ty| !is_text(cx, ty)) => Takes::Value,
                _ => Takes::Into,
            },
        }
    }

    /// Its declaration as an argument.
    pub(super) fn argument(&self, cx: Cx<'_>, scope: &mut Scope) -> TokenStream {
        let ident = &self.ident;
        match self.takes(cx) {
            Takes::ListInto => {
                let item = self.item_type(cx, scope);
                quote!(#ident: impl IntoIterator<Item = impl Into<#item>>)
            }
            Takes::Value => {
                let ty = self.value_type(cx, scope);
                quote!(#ident: #ty)
            }
            Takes::Into => {
                let ty = self.value_type(cx, scope);
                quote!(#ident: impl Into<#ty>)
            }
        }
    }

    /// The type of the items of a list.
    fn item_type(&self, cx: Cx<'_>, scope: &mut Scope) -> TokenStream {
        match &self.what {
            What::Parameter(_, parameter) => match cx.api.resolve(parameter.ty.without_null()) {
                TypeRef::List(item) | TypeRef::Set(item) => {
                    type_ref(cx, scope, item.without_null(), false)
                }
                other => type_ref(cx, scope, other, false),
            },
            What::Filter(..) | What::Body(..) => self.value_type(cx, scope),
        }
    }

    /// Its row in the table of the operation.
    pub(super) fn row(&self, cx: Cx<'_>, scope: &mut Scope) -> TokenStream {
        let docs = self.docs(cx);
        let (ident, ty) = (&self.ident, self.value_type(cx, scope));
        let taken = match self.takes(cx) {
            _ if matches!(self.what, What::Filter(..)) => Some(quote!(as filter)),
            Takes::Value => None,
            Takes::Into => Some(quote!(as into)),
            Takes::ListInto => {
                let item = self.item_type(cx, scope);
                Some(quote!(as each<#item>))
            }
        };
        quote! { #docs #ident: #ty #taken }
    }

    /// What the document says of it.
    fn docs(&self, cx: Cx<'_>) -> TokenStream {
        match &self.what {
            What::Parameter(_, parameter) => {
                let fallback = format!(
                    "{} in the {}.",
                    docs::code(&parameter.wire_name),
                    location(parameter.location)
                );
                match self.constant(cx) {
                    Some(constant) if parameter.docs.default.is_none() => {
                        let default = serde_json::Value::from(constant.text.as_str());
                        let default = Some(default.to_string());
                        let docs = parameter.docs.clone();
                        docs::of_argument(&Docs { default, ..docs }, &fallback)
                    }
                    _ => docs::of_argument(&parameter.docs, &fallback),
                }
            }
            What::Filter(_, family) => docs::plain(&filter_docs(self.operation, family)),
            What::Body(docs, body) => docs::of_body(docs, body),
        }
    }
}

fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "headers",
        Location::Cookie => "cookies",
    }
}

/// Whether a string literal should do as a value.
pub(super) fn is_text(cx: Cx<'_>, ty: &TypeRef) -> bool {
    match cx.api.resolve(ty.without_null()) {
        TypeRef::Scalar(Scalar::String) => true,
        TypeRef::Named(id) => matches!(
            &cx.api.ty(*id).kind,
            TypeKind::Enum(values) if values.base == EnumBase::String
        ),
        _ => false,
    }
}

/// The fields of an operation: what must be given first, each group in document order, the body last.
pub(super) fn members(cx: Cx<'_>, id: OperationId) -> Vec<Member<'_>> {
    let operation = cx.api.operation(id);
    let names = &cx.names.operations[id.index()];
    let filters = cx.facts.filters.operation(id);
    let mut seen = vec![false; filters.families.len()];
    let mut members = Vec::new();
    let constant = |index: usize| cx.facts.constants.of(id, ParameterId(index));
    for (index, parameter) in operation.parameters.iter().enumerate() {
        for family in filters.families_of(ParameterId(index)) {
            if !std::mem::replace(&mut seen[family.0], true) {
                members.push(Member {
                    id,
                    operation,
                    ident: ident(&names.families[family.0]),
                    required: false,
                    what: What::Filter(family, filters.family(family)),
                });
            }
        }
        // Of what has one value there is nothing to set.
        let is_constant = constant(index).is_some_and(|constant| !constant.is_open);
        if !is_constant && !filters.is_member(ParameterId(index)) {
            members.push(Member {
                id,
                operation,
                ident: ident(&names.parameters[index]),
                required: parameter.required && constant(index).is_none(),
                what: What::Parameter(ParameterId(index), parameter),
            });
        }
    }
    if let (Some(body), Some(sent)) = (&operation.body, cx.facts.bodies.of(id)) {
        members.push(Member {
            id,
            operation,
            ident: ident(&names.body),
            required: body.required,
            what: What::Body(&body.docs, sent),
        });
    }
    // Arguments in the order of the path are harder to swap.
    let place_in_path = |member: &Member<'_>| {
        match member.what {
        What::Parameter(own, parameter) if parameter.location == Location::Path => operation
            .pieces
            .iter()
            .position(|piece| matches!(piece, PathPiece::Parameter(id) | PathPiece::Path(id) if *id == own)),
        _ => None,
    }
    };
    members.sort_by_cached_key(|member| {
        (
            !member.required,
            place_in_path(member).unwrap_or(usize::MAX),
        )
    });
    members
}

/// What the reader of a filter wants to know: which operators there are, and what is sent for each.
fn filter_docs(operation: &Operation, family: &FilterFamily) -> String {
    if let Some(expression) = &family.expression {
        return expression_docs(family, expression);
    }
    let base = family
        .members
        .iter()
        .find(|member| member.op == Op::Eq)
        .or(family.members.first());
    let opening = base.map(|member| docs::opening(&operation.parameter(member.parameter).docs, ""));
    let opening = opening.unwrap_or_default();
    let mut text = format!("Conditions on {}.", docs::code(&family.stem));
    if !opening.is_empty() {
        text = format!("{text}\n\n{opening}");
    }
    let operators = family
        .offered()
        .map(|(op, member)| format!("{} ({})", docs::code(&member.wire_name), operator(op)));
    let operators: Vec<String> = operators.collect();
    // A string takes any text.
    let _ = write!(text, "\n\nSent as {}.", operators.join(", "));
    if family.members.iter().any(|member| member.op == Op::Ne) {
        text.push_str("\n\nOn SQL servers `ne` usually skips rows without a value.");
    }
    text
}

/// The same of a field of an expression.
fn expression_docs(family: &FilterFamily, expression: &FamilyExpression) -> String {
    let written = family.members.iter().map(|member| {
        let word = expression.words.get(&member.op).map(String::as_str);
        let word = word.filter(|word| !word.is_empty()).map(docs::code);
        word.map_or_else(
            || operator(&member.op),
            |word| format!("{word} ({})", operator(&member.op)),
        )
    });
    let written: Vec<String> = written.collect();
    let parameter = family
        .members
        .first()
        .map(|member| docs::code(&member.wire_name));
    format!(
        "Conditions on {}.\n\nSent as a part of {}, an expression in the grammar {}: {}.",
        docs::code(&family.stem),
        parameter.unwrap_or_default(),
        docs::code(expression.grammar.name()),
        written.join(", ")
    )
}

/// How an operator is written in Rust.
pub(super) fn operator(op: &Op) -> String {
    let name = match op {
        Op::Eq => return format!("a value, {}", docs::link("Filter::eq")),
        Op::Gte => return format!("{}, `a..`", docs::link("Filter::gte")),
        Op::Lt => return format!("{}, `..b`", docs::link("Filter::lt")),
        Op::Lte => return format!("{}, `..=b`", docs::link("Filter::lte")),
        Op::In => return format!("a list, {}", docs::link("Filter::is_in")),
        Op::IsNull => {
            let [null, not_null] = ["Filter::is_null", "Filter::not_null"].map(docs::link);
            return format!("{null}, {not_null}");
        }
        Op::Ne => "ne".to_owned(),
        Op::Gt => "gt".to_owned(),
        Op::NotIn => "not_in".to_owned(),
        Op::Between => "between".to_owned(),
        Op::NotNull => "not_null".to_owned(),
        Op::Exists => "exists".to_owned(),
        Op::Empty => "is_empty".to_owned(),
        Op::Text(text) => text_operator(*text),
        own => {
            return docs::code(&format!(
                "Filter::with({})",
                own.vendor_name().unwrap_or_default()
            ));
        }
    };
    docs::link(&format!("Filter::{name}"))
}

/// The constructor of a text operator: `not_istarts_with`.
fn text_operator(op: TextOp) -> String {
    let test = match op.test {
        TextTest::Whole => "exact",
        TextTest::Contains => "contains",
        TextTest::Starts => "starts_with",
        TextTest::Ends => "ends_with",
        TextTest::Like => "like",
        TextTest::Regex => "regex",
        TextTest::Search => "search",
    };
    format!(
        "{}{}{test}",
        if op.negated { "not_" } else { "" },
        if op.ignore_case { "i" } else { "" }
    )
}
