//! Which parameters have one value only, so that nobody has to give it?
//!
//! In: the parameters of an operation, their types, and the query that stands in its path. Out: [`Constants`]: the text
//! that each such parameter is sent as. Deliberately not here: constants inside bodies, which are types of their own.
//!
//! * A required parameter whose type is a constant (`const`) is that, and there is nothing to set.
//! * One whose enum lists one value is sent with it unless another is set: servers add values.
//! * `?beta=true` in the path is the value of the parameter `beta` unless another is set.

use crate::ir::{
    Api, EnumBase, Location, Operation, OperationId, Parameter, ParameterId, TypeKind, TypeRef,
};

/// The parameters with one value, for each operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Constants(Vec<Vec<Option<Constant>>>);

/// The one value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Constant {
    /// The value as text, not escaped.
    pub text: String,
    /// Whether another one can be set.
    pub is_open: bool,
}

impl Constants {
    /// The one value of a parameter; `None`: it has several, or may be left out.
    #[must_use]
    pub(crate) fn of(&self, id: OperationId, parameter: ParameterId) -> Option<&Constant> {
        self.0.get(id.index())?.get(parameter.0)?.as_ref()
    }
}

/// Finds the parameters with one value.
pub(super) fn find(api: &Api) -> Constants {
    let operations = api.operations.iter().map(|operation| {
        let parameters = operation.parameters.iter();
        parameters
            .map(|parameter| constant(api, operation, parameter))
            .collect()
    });
    Constants(operations.collect())
}

fn constant(api: &Api, operation: &Operation, parameter: &Parameter) -> Option<Constant> {
    let mut fixed = operation.fixed_query.iter();
    let fixed = fixed
        .find(|(name, _)| parameter.location == Location::Query && *name == parameter.wire_name);
    if let Some((_, text)) = fixed {
        return Some(Constant {
            text: text.clone(),
            is_open: true,
        });
    }
    if !parameter.required || parameter.content.is_some() {
        return None;
    }
    let TypeRef::Named(id) = api.resolve(parameter.ty.without_null()) else {
        return None;
    };
    let TypeKind::Enum(values) = &api.ty(*id).kind else {
        return None;
    };
    let [only] = values.variants.as_slice() else {
        return None;
    };
    let text = match (values.base, &only.value) {
        (EnumBase::String, serde_json::Value::String(text)) => text.clone(),
        (EnumBase::Integer, number) => number.to_string(),
        _ => return None,
    };
    Some(Constant {
        text,
        is_open: values.open,
    })
}
