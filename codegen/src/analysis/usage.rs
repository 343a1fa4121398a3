//! Which types are sent, and which are received?
//!
//! In: the operations and webhooks, which types are instances of a template, and which parameters a filter stands for.
//! Out: [`Usage`]: for each type the directions in which a value of it can travel, and whether the client has it at all. Deliberately not here: which derives follow from it; `derives.rs`
//! decides that.
//!
//! A type travels where an operation mentions it, and where a type that travels has it as a part: what a request's body
//! holds is sent, too. `readOnly` and `writeOnly` members count like the others, because their types stand in the same
//! struct. An instance of a template travels with the template's parts and with its arguments, so that the parts are
//! used by all instances alike.
//!
//! Worked example: `POST /pets` takes `NewPet { kind: Kind }` and answers `Pet { id, kind: Kind }`: `NewPet` is sent,
//! `Pet` received, `Kind` both; a component that neither mentions is unused.

use super::filters::{Filters, OperationFilters};
use super::generics::Generics;
use super::parts;
use crate::ir::{Api, NameHint, ParameterId, TypeId, TypeRef};

/// In which directions the types of an API travel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Usage {
    uses: Vec<Use>,
    /// Whether something that is written out speaks of it.
    kept: Vec<bool>,
}

impl Usage {
    /// The directions in which a type travels.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub(crate) fn of(&self, id: TypeId) -> Use {
        self.uses[id.index()]
    }

    /// Whether the client has the type: it has a name in the document, it travels, or it stands in such a one. The others
    /// are of parameters that a filter stands for.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub(crate) fn is_kept(&self, id: TypeId) -> bool {
        self.kept[id.index()]
    }
}

/// The directions in which a type travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Use {
    /// In parameters: in the path, the query, a header or a cookie.
    pub parameter: bool,
    /// In bodies of requests.
    pub request: bool,
    /// In bodies or headers of responses, or in what webhooks deliver.
    pub response: bool,
}

impl Use {
    /// Whether neither an operation nor a webhook speaks of it.
    #[must_use]
    pub(crate) fn is_unused(self) -> bool {
        self == Self::default()
    }

    /// Whether it is sent, in a parameter or in a body.
    #[must_use]
    pub(crate) fn is_sent(self) -> bool {
        self.parameter || self.request
    }

    /// The directions of both.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            parameter: self.parameter || other.parameter,
            request: self.request || other.request,
            response: self.response || other.response,
        }
    }
}

/// Traces all types from the operations and webhooks.
pub(super) fn trace(api: &Api, generics: &Generics, filters: &Filters) -> Usage {
    let mut roots = Roots::default();
    for (id, operation) in api.operation_ids().zip(&api.operations) {
        let filters = filters.known(id);
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let is_member = |filters: &OperationFilters| filters.is_member(ParameterId(index));
            if !filters.is_some_and(is_member) {
                roots.parameter.push(&parameter.ty);
            }
        }
        let families = filters.into_iter().flat_map(|filters| &filters.families);
        (roots.parameter).extend(families.map(|family| &family.element));
        for content in operation.body.iter().flat_map(|body| &body.content) {
            roots.request.extend(&content.content.ty);
        }
    }
    for response in &api.responses {
        (roots.response).extend(response.headers.iter().map(|header| &header.ty));
        (roots.response).extend(response.content.iter().filter_map(|it| it.ty.as_ref()));
    }
    for webhook in &api.webhooks {
        for content in webhook.body.iter().flat_map(|body| &body.content) {
            roots.response.extend(&content.content.ty);
        }
    }
    let mut uses = vec![Use::default(); api.types.len()];
    let mut mark = |roots: &[&TypeRef], flag: fn(&mut Use) -> &mut bool| {
        let mut open = Vec::new();
        for root in roots {
            root.for_each_named(&mut |id| open.push(id));
        }
        spread(api, generics, open, |id| {
            uses.get_mut(id.index())
                .is_some_and(|of| !std::mem::replace(flag(of), true))
        });
    };
    mark(&roots.parameter, |of| &mut of.parameter);
    mark(&roots.request, |of| &mut of.request);
    mark(&roots.response, |of| &mut of.response);
    let components = api.type_ids().filter(|id| {
        matches!(api.ty(*id).hint, NameHint::Component(_)) || !uses[id.index()].is_unused()
    });
    let mut kept = vec![false; api.types.len()];
    let first = |id: TypeId, kept: &mut Vec<bool>| !std::mem::replace(&mut kept[id.index()], true);
    spread(api, generics, components.collect(), |id| {
        first(id, &mut kept)
    });
    Usage { uses, kept }
}

/// The types that operations and webhooks mention, by direction.
#[derive(Default)]
struct Roots<'a> {
    parameter: Vec<&'a TypeRef>,
    request: Vec<&'a TypeRef>,
    response: Vec<&'a TypeRef>,
}

/// Visits all types that some types lead to; `visit` says whether a type is seen for the first time.
fn spread(
    api: &Api,
    generics: &Generics,
    mut open: Vec<TypeId>,
    mut visit: impl FnMut(TypeId) -> bool,
) {
    while let Some(id) = open.pop() {
        if !visit(id) {
            continue;
        }
        let mut push = |ty: &TypeRef| ty.for_each_named(&mut |id| open.push(id));
        if let Some(instance) = generics.instance(id) {
            let template = generics.template(instance.template);
            parts::for_each_of_object(&template.body, &mut push);
            instance.arguments.iter().for_each(push);
        } else {
            parts::for_each(&api.ty(id).kind, push);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{ApiBuilder, list, named, query};

    #[test]
    fn types_travel_where_they_are_mentioned_and_inside_others() {
        let mut builder = ApiBuilder::new();
        let kind = builder.enumeration("Kind", &["a"]);
        let pet = builder.object("Pet", &[("kind", list(named(kind)))]);
        let order = builder.enumeration("Order", &["up"]);
        let lost = builder.object("Lost", &[("kind", named(kind))]);
        let me = builder.declare("Me");
        builder.set(me, crate::analysis::testing::object(&[("me?", named(me))]));
        builder.get(
            "/pets",
            vec![query("order", named(order))],
            Some(named(pet)),
        );
        builder.get("/me", vec![], Some(named(me)));
        let usage = trace(&builder.api, &Generics::default(), &Filters::default());
        let response = Use {
            response: true,
            ..Use::default()
        };
        assert_eq!(usage.of(pet), response);
        assert_eq!(usage.of(kind), response);
        assert_eq!(usage.of(me), response);
        assert!(usage.of(order).is_sent() && !usage.of(order).response);
        assert!(usage.of(lost).is_unused());
    }

    #[test]
    fn a_long_chain_does_not_overflow() {
        let mut builder = ApiBuilder::new();
        let mut last = builder.object("T", &[]);
        for _ in 0..50_000 {
            last = builder.object("T", &[("next", named(last))]);
        }
        builder.get("/chain", vec![], Some(named(last)));
        let usage = trace(&builder.api, &Generics::default(), &Filters::default());
        assert!(builder.api.type_ids().all(|id| usage.of(id).response));
    }
}
