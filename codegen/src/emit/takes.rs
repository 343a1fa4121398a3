//! What a constructor and a setter take for a member.

use proc_macro2::TokenStream;
use quote::quote;

use super::cx::Cx;
use super::members;
use super::scope::Scope;
use super::type_ref::type_ref;
use crate::ir::{Scalar, TypeKind, TypeRef};

/// What stands behind the type of a member; nothing where a value of the type is taken.
pub(super) fn of(cx: Cx<'_>, scope: &mut Scope, ty: &TypeRef, boxed: bool) -> Option<TokenStream> {
    match cx.api.resolve(ty) {
        TypeRef::List(item) | TypeRef::Set(item) => {
            let turns = turns_into(cx, item);
            let item = type_ref(cx, scope, item, true);
            Some(if turns {
                quote!(as each<#item>)
            } else {
                quote!(as list<#item>)
            })
        }
        TypeRef::Map(value) => {
            let value = type_ref(cx, scope, value, true);
            Some(quote!(as entries<#value>))
        }
        _ if boxed && turns_into(cx, ty) => {
            let ty = type_ref(cx, scope, ty, true);
            Some(quote!(as boxed<#ty>))
        }
        _ if boxed || turns_into(cx, ty) => Some(quote!(as into)),
        _ => None,
    }
}

/// Whether something else is commonly turned into it.
fn turns_into(cx: Cx<'_>, ty: &TypeRef) -> bool {
    match cx.api.resolve(ty) {
        TypeRef::Any | TypeRef::Nullable(_) => true,
        TypeRef::Scalar(scalar) => matches!(
            scalar,
            Scalar::String
                | Scalar::DateTime
                | Scalar::Time
                | Scalar::Duration
                | Scalar::Base64
                | Scalar::Binary
        ),
        TypeRef::Named(id) => match &cx.api.ty(*id).kind {
            TypeKind::Union(_) => true,
            _ => members::is_text(cx, ty),
        },
        _ => false,
    }
}
