//! How an operation becomes a request: one call of the runtime's encoder for each part.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::bodies;
use super::cx::{Cx, ident, string};
use super::members::{Member, What};
use super::scope::Scope;
use super::style::style;
use crate::analysis::constants::Constant;
use crate::analysis::filters;
use crate::ir::{
    EnumBase, Location, OperationId, Parameter, ParameterId, ParameterStyle, PathPiece, TypeKind,
    TypeRef,
};
use crate::names::Names;

/// Writes the function that encodes an operation.
pub(super) fn emit(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    members: &[Member<'_>],
) -> TokenStream {
    let operation = cx.api.operation(id);
    let names = &cx.names.operations[id.index()];
    let path = operation.pieces.iter().map(|piece| match piece {
        PathPiece::Literal(text) => {
            let text = string(&encode_path(text));
            quote!(request.literal(#text);)
        }
        PathPiece::Parameter(parameter) => {
            let field = ident(&names.parameters[parameter.0]);
            let constant = cx.facts.constants.of(id, *parameter);
            let parameter = operation.parameter(*parameter);
            with_constant(constant, &field, |value| match value {
                Sent::Field => path_parameter(cx, scope, parameter, &quote!(&self.#field)),
                Sent::Value => path_parameter(cx, scope, parameter, &quote!(value)),
                Sent::Text(text) => constant_segment(scope, parameter, text),
            })
        }
        PathPiece::Path(parameter) => {
            let field = ident(&names.parameters[parameter.0]);
            let name = string(&operation.parameter(*parameter).wire_name);
            quote!(request.path(#name, &self.#field);)
        }
    });
    let path: Vec<_> = path.collect();
    let fixed: Vec<_> = fixed(cx, id, members).collect();
    let mut order: Vec<&Member<'_>> = members.iter().collect();
    // Query parameters travel in document order, wherever they stand in the struct.
    order.sort_by_key(|member| position(member, cx, id));
    let parameters = operation.parameters.iter().enumerate();
    let constants = parameters.filter_map(|(index, parameter)| {
        let constant = cx.facts.constants.of(id, ParameterId(index))?;
        let is_plain = !constant.is_open && parameter.location != Location::Path;
        is_plain.then(|| constant_call(parameter, &constant.text))
    });
    let constants: Vec<_> = constants.collect();
    let others: Vec<_> = order
        .into_iter()
        .map(|member| other_member(cx, scope, id, member))
        .collect();
    let accept = cx.facts.replies.of(id).accept.as_deref().map(|accept| {
        let accept = string(accept);
        quote!(request.accept(#accept);)
    });
    let encoder = scope.runtime("Encoder");
    quote! {
        fn encode(&self, request: &mut #encoder) { #(#path)* #accept #(#fixed)* #(#constants)* #(#others)* }
    }
}

/// The query that stands in the path, but for what a parameter is set to instead.
fn fixed(cx: Cx<'_>, id: OperationId, members: &[Member<'_>]) -> impl Iterator<Item = TokenStream> {
    let pairs = cx.api.operation(id).fixed_query.iter();
    let is_member = |name: &str| {
        members.iter().any(|member| match member.what {
            What::Parameter(_, parameter) => {
                parameter.location == Location::Query && parameter.wire_name == name
            }
            _ => false,
        })
    };
    pairs
        .filter(move |(name, _)| !is_member(name))
        .map(|(name, value)| {
            let (name, value) = (string(&super::filters::encode_name(name)), string(value));
            quote!(request.query(#name, Some(#value));)
        })
}

/// What is sent for a parameter.
enum Sent<'c> {
    /// Its field.
    Field,
    /// The `value` that it was set to.
    Value,
    /// The text of its one value.
    Text(&'c str),
}

/// Writes the call for a parameter, or the choice between two where it has a value unless it is set.
fn with_constant(
    constant: Option<&Constant>,
    field: &proc_macro2::Ident,
    mut call: impl FnMut(&Sent<'_>) -> TokenStream,
) -> TokenStream {
    match constant {
        None => call(&Sent::Field),
        Some(constant) => {
            let usual = call(&Sent::Text(&constant.text));
            if !constant.is_open {
                return usual;
            }
            let set = call(&Sent::Value);
            quote!(match &self.#field { Some(value) => { #set } None => { #usual } })
        }
    }
}

/// The call for a parameter of the path that has one value.
fn constant_segment(scope: &mut Scope, parameter: &Parameter, text: &str) -> TokenStream {
    let (name, text) = (string(&parameter.wire_name), string(text));
    if parameter.style == ParameterStyle::Simple {
        return quote!(request.segment(#name, #text););
    }
    let (style, explode) = (style(scope, parameter.style), parameter.explode);
    quote!(request.segment_with(#name, #style, #explode, #text);)
}

/// The call for any other parameter that has one value.
fn constant_call(parameter: &Parameter, text: &str) -> TokenStream {
    let (wire_name, text) = (&parameter.wire_name, string(text));
    match parameter.location {
        Location::Path => TokenStream::new(),
        Location::Header => {
            let name = string(&wire_name.to_ascii_lowercase());
            quote!(request.header(#name, Some(#text));)
        }
        Location::Cookie => {
            let name = string(wire_name);
            quote!(request.cookie(#name, Some(#text));)
        }
        Location::Query => {
            let name = string(&super::filters::encode_name(wire_name));
            quote!(request.query(#name, Some(#text));)
        }
    }
}

fn position(member: &Member<'_>, cx: Cx<'_>, id: OperationId) -> usize {
    let parameters = &cx.api.operation(id).parameters;
    match &member.what {
        What::Parameter(own, _) => Some(own.0),
        What::Filter(_, family) => family.members.first().map(|member| member.parameter.0),
        What::Body(..) => None,
    }
    .unwrap_or(parameters.len())
}

fn other_member(
    cx: Cx<'_>,
    scope: &mut Scope,
    id: OperationId,
    member: &Member<'_>,
) -> TokenStream {
    let field = &member.ident;
    match &member.what {
        What::Parameter(_, parameter) => match parameter.location {
            Location::Path => TokenStream::new(),
            _ => with_constant(member.constant(cx), field, |sent| match sent {
                Sent::Field if member.required => {
                    parameter_call(cx, scope, parameter, &quote!(Some(&self.#field)), None)
                }
                Sent::Field => {
                    let list = quote!(self.#field.as_deref());
                    parameter_call(
                        cx,
                        scope,
                        parameter,
                        &quote!(self.#field.as_ref()),
                        Some(list),
                    )
                }
                Sent::Value => parameter_call(cx, scope, parameter, &quote!(Some(value)), None),
                Sent::Text(text) => constant_call(parameter, text),
            }),
        },
        What::Filter(family, _) => {
            let table = filter_table(scope, cx.names, id, *family);
            quote!(request.filter(&#table, self.#field.as_ref());)
        }
        What::Body(_, body) => bodies::calls(cx, scope, id, body, field, member.required),
    }
}

fn filter_table(
    scope: &mut Scope,
    names: &Names,
    id: OperationId,
    family: crate::analysis::filters::FamilyId,
) -> TokenStream {
    let (module, table) = (scope.module("filters"), ident(names.filters.of(id, family)));
    quote!(#module::#table)
}

/// How the runtime writes a value.
enum Form {
    /// A value with a text form.
    Value,
    /// A list of such values.
    List,
    /// Whatever its JSON form is.
    Json,
}

fn form(cx: Cx<'_>, ty: &TypeRef) -> Form {
    match cx.api.resolve(ty.without_null()) {
        TypeRef::Scalar(_) => Form::Value,
        TypeRef::Named(id) => match &cx.api.ty(*id).kind {
            TypeKind::Enum(values) if values.base != EnumBase::Json => Form::Value,
            _ => Form::Json,
        },
        TypeRef::List(item) | TypeRef::Set(item) if matches!(form(cx, item), Form::Value) => {
            // A list of what may be `null` has no text form for it.
            if matches!(cx.api.resolve(item), TypeRef::Nullable(_)) {
                Form::Json
            } else {
                Form::List
            }
        }
        _ => Form::Json,
    }
}

fn path_parameter(
    cx: Cx<'_>,
    scope: &mut Scope,
    parameter: &Parameter,
    value: &TokenStream,
) -> TokenStream {
    let name = string(&parameter.wire_name);
    let is_plain = matches!(form(cx, &parameter.ty), Form::Value);
    if is_plain && parameter.style == ParameterStyle::Simple {
        let call = ident(if parameter.allow_reserved {
            "segment_reserved"
        } else {
            "segment"
        });
        return quote!(request.#call(#name, #value););
    }
    let (style, explode) = (style(scope, parameter.style), parameter.explode);
    let call = ident(if parameter.allow_reserved {
        "segment_with_reserved"
    } else {
        "segment_with"
    });
    quote!(request.#call(#name, #style, #explode, #value);)
}

fn parameter_call(
    cx: Cx<'_>,
    scope: &mut Scope,
    parameter: &Parameter,
    value: &TokenStream,
    list: Option<TokenStream>,
) -> TokenStream {
    let wire_name = &parameter.wire_name;
    let form = form(cx, &parameter.ty);
    match parameter.location {
        Location::Path => TokenStream::new(),
        Location::Header => {
            let name = string(&wire_name.to_ascii_lowercase());
            match form {
                _ if is_json(parameter) => quote!(request.header_json(#name, #value);),
                Form::Value => quote!(request.header(#name, #value);),
                _ => {
                    let explode = parameter.explode;
                    quote!(request.header_with(#name, #explode, #value);)
                }
            }
        }
        Location::Cookie => {
            let name = string(wire_name);
            match form {
                _ if is_json(parameter) => quote!(request.cookie_json(#name, #value);),
                Form::Value => quote!(request.cookie(#name, #value);),
                _ => quote!(request.cookie_with(#name, #value);),
            }
        }
        Location::Query if parameter.style == ParameterStyle::WholeQuery => {
            let name = string(wire_name);
            match form {
                Form::Value if !is_json(parameter) => quote!(request.whole_query(#name, #value);),
                _ => quote!(request.whole_query_json(#name, #value);),
            }
        }
        Location::Query => {
            let name = string(&super::filters::encode_name(wire_name));
            let is_text = parameter.content.is_some() && matches!(form, Form::Value);
            if is_json(parameter) || (parameter.content.is_some() && !is_text) {
                return quote!(request.query_json(#name, #value););
            }
            match form {
                Form::Value if parameter.allow_reserved => {
                    quote!(request.query_reserved(#name, #value);)
                }
                Form::Value => quote!(request.query(#name, #value);),
                Form::List | Form::Json if parameter.allow_reserved => {
                    let (style, explode) = (style(scope, parameter.style), parameter.explode);
                    quote!(request.query_with_reserved(#name, #style, #explode, #value);)
                }
                Form::List => {
                    let list_type = scope.runtime("ListStyle");
                    let style = ident(list_style(parameter));
                    let values = list.unwrap_or_else(|| value.clone());
                    quote!(request.query_list(#name, #list_type::#style, #values);)
                }
                Form::Json => {
                    let (style, explode) = (style(scope, parameter.style), parameter.explode);
                    quote!(request.query_with(#name, #style, #explode, #value);)
                }
            }
        }
    }
}

/// Whether the value is written as JSON: a parameter with `content` of such a media type.
fn is_json(parameter: &Parameter) -> bool {
    let media_type = parameter.content.as_deref().unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

fn list_style(parameter: &Parameter) -> &'static str {
    match (parameter.style, parameter.explode) {
        (ParameterStyle::SpaceDelimited, false) => "Space",
        (ParameterStyle::PipeDelimited, false) => "Pipe",
        (ParameterStyle::DeepObject, _) => "Indexed",
        (_, false) if filters::is_split_after_decoding(parameter) => "Comma",
        (_, false) => "Escaped",
        (_, true) => "Repeated",
    }
}

/// Percent-encodes the literal text of a path: what a URL cannot hold there, and nothing that is encoded already.
fn encode_path(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().copied().enumerate() {
        let escape_follows = bytes
            .get(at + 1..at + 3)
            .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let keep = byte.is_ascii_alphanumeric()
            || b"-._~!$&'()*+,;=:@/".contains(&byte)
            || (byte == b'%' && escape_follows);
        if keep {
            encoded.push(char::from(byte));
        } else {
            // A string takes any text.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
