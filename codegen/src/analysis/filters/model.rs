//! What is known of filters: families of query parameters, and what was nearly one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::ir::filters::{Convention, EmptyList, Grammar, ListStyle, NullValues, Op};
use crate::ir::{OperationId, ParameterId, TypeRef};

/// The filters of an API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters {
    pub(super) operations: Vec<OperationFilters>,
    pub(super) profiles: Vec<Profile>,
}

impl Filters {
    /// What was found in an operation, if it was analysed.
    pub(in crate::analysis) fn known(&self, id: OperationId) -> Option<&OperationFilters> {
        self.operations.get(id.index())
    }

    /// What was found in an operation.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that was analysed.
    #[must_use]
    pub(crate) fn operation(&self, id: OperationId) -> &OperationFilters {
        &self.operations[id.index()]
    }

    /// The set of operators behind an id.
    ///
    /// # Panics
    ///
    /// Never for ids that this table holds.
    #[must_use]
    pub(crate) fn profile(&self, id: ProfileId) -> &Profile {
        &self.profiles[id.index()]
    }

    /// All sets of operators that a family of the API has, in the order in which they first occur.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = (ProfileId, &Profile)> {
        self.profiles
            .iter()
            .enumerate()
            .map(|(index, profile)| (ProfileId::from_index(index), profile))
    }
}

/// The filters of an operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationFilters {
    /// The families, in the order of their first members. Each parameter is a member of at most one, unless it is an
    /// expression: then the families of its fields stand one behind the other.
    pub families: Vec<FilterFamily>,
    /// What looked like a member of a family and stays a plain parameter.
    pub near_misses: Vec<NearMiss>,
    pub(super) families_of: Vec<Range<usize>>,
}

impl OperationFilters {
    /// The families that a parameter is a member of; none: it stays a plain parameter.
    pub(crate) fn families_of(&self, parameter: ParameterId) -> impl Iterator<Item = FamilyId> {
        let range = self.families_of.get(parameter.0).cloned();
        range.unwrap_or_default().map(FamilyId)
    }

    /// Whether a parameter is no setter of its own.
    #[must_use]
    pub(crate) fn is_member(&self, parameter: ParameterId) -> bool {
        self.families_of(parameter).next().is_some()
    }

    /// How many parameters are no setters of their own.
    #[must_use]
    pub(crate) fn count_members(&self) -> usize {
        let ranges = self.families_of.iter();
        ranges.filter(|range| range.end > 0).count()
    }

    /// The family behind an id.
    ///
    /// # Panics
    ///
    /// Never for ids that this table holds.
    #[must_use]
    pub(crate) fn family(&self, id: FamilyId) -> &FilterFamily {
        &self.families[id.0]
    }
}

/// The position of a family in [`OperationFilters::families`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FamilyId(pub usize);

/// Query parameters that put conditions on one property of what is listed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FilterFamily {
    /// What the members' names have in common, as the document spells it: `created_at`.
    pub stem: String,
    /// How the names are made from the stem and the operator.
    pub convention: Convention,
    /// The type that values are compared with. Never a list, never [`TypeRef::Nullable`].
    pub element: TypeRef,
    /// The operators, in document order; each operator once.
    pub members: Vec<Member>,
    /// The set of operators that they offer together.
    pub profile: ProfileId,
    /// What an empty list does.
    pub empty_list: EmptyList,
    /// What is sent to ask for null; `None`: `true` and `false`.
    pub null_values: Option<NullValues>,
    /// The expression that the conditions are part of; `None`: each has a parameter of its own.
    pub expression: Option<FamilyExpression>,
    /// Why the family was accepted, one fact each, for the reader of an explanation.
    pub evidence: Vec<String>,
}

impl FilterFamily {
    /// The member that a condition travels in, `None` where the server offers no such operator.
    ///
    /// Besides the member with this very operator: a list-valued `=` serves [`Op::In`] (`name=a&name=b`), unless the
    /// family has an [`Op::Any`] (then a repeated `=` asks for all of the values); a list-valued ≠ serves
    /// [`Op::NotIn`]; [`Op::NotNull`] serves [`Op::IsNull`] with the opposite value.
    #[must_use]
    pub(crate) fn member(&self, op: &Op) -> Option<&Member> {
        let exact = |op: &Op| self.members.iter().find(|member| member.op == *op);
        let listed = |op: &Op| exact(op).filter(|member| member.arity != Arity::One);
        exact(op).or_else(|| match op {
            Op::In if exact(&Op::Any).is_none() => listed(&Op::Eq),
            Op::NotIn => listed(&Op::Ne),
            Op::IsNull => exact(&Op::NotNull),
            _ => None,
        })
    }

    /// Every operator that can be used, with the member it travels in: the members in document order, then the lists
    /// that list-valued `=` and ≠ serve as well.
    pub(crate) fn offered(&self) -> impl Iterator<Item = (&Op, &Member)> {
        let own = self.members.iter().map(|member| (&member.op, member));
        let lists = const { &[Op::In, Op::NotIn] }.iter().filter_map(|op| {
            let member = self.member(op)?;
            (member.op != *op).then_some((op, member))
        });
        own.chain(lists)
    }
}

/// How conditions on a field stand in an expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FamilyExpression {
    /// How it is written.
    pub grammar: Grammar,
    /// Whether values are texts of the grammar, in quotes.
    pub quoted: bool,
    /// The words for the operators. With the usual words for a test for null, there is one for [`Op::NotNull`] as well.
    pub words: BTreeMap<Op, String>,
}

/// One operator of a family: what is sent when it is used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    /// What it means.
    pub op: Op,
    /// The parameter that declares it.
    pub parameter: ParameterId,
    /// The name that travels, as the document spells it (not yet percent-encoded): `created_at__gte`, `created[gte]`.
    pub wire_name: String,
    /// Whether it takes one value or a list.
    pub arity: Arity,
    /// What its values are.
    pub operand: Operand,
}

/// Whether a member takes one value or a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Arity {
    /// One value.
    One,
    /// Any number of values; with [`Op::Between`] exactly two.
    List(ListStyle),
}

/// What the values of a member are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Operand {
    /// [`FilterFamily::element`].
    Element,
    /// Text, whatever the element is.
    Text,
    /// `true` or `false`.
    Flag,
}

/// Parameters that looked like a family, or like members of one, and were left plain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NearMiss {
    /// What the names have in common, as the document spells it.
    pub stem: String,
    /// The convention they seemed to follow.
    pub convention: Convention,
    /// The parameters that stay plain because of it.
    pub parameters: Vec<ParameterId>,
    /// Why, as one sentence without a full stop.
    pub reason: String,
    /// Whether somebody has chosen it so.
    pub by_choice: bool,
}

/// Names one [`Profile`] of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ProfileId(usize);

impl ProfileId {
    /// The position among the profiles of the API.
    #[must_use]
    pub(crate) fn index(self) -> usize {
        self.0
    }

    pub(super) fn from_index(index: usize) -> Self {
        Self(index)
    }
}

/// A set of operators that at least one family offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Profile {
    /// What can be asked. Where a list-valued `=` serves [`Op::In`], both are in it; [`Op::NotNull`] stands as
    /// [`Op::IsNull`], because either can be asked through either.
    pub ops: BTreeSet<Op>,
    /// The profile of the runtime crate with exactly these operators.
    pub known: Option<KnownProfile>,
}

/// A profile that the runtime crate ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub(crate) enum KnownProfile {
    /// `=`, ≠, <, ≤, >, ≥, in a list, null.
    Ordered,
    /// `=`, in a list, null.
    Identity,
}

impl KnownProfile {
    pub(super) fn of(ops: &BTreeSet<Op>) -> Option<Self> {
        const IDENTITY: &[Op] = &[Op::Eq, Op::In, Op::IsNull];
        const ORDERED: &[Op] = &[
            Op::Eq,
            Op::Ne,
            Op::Gt,
            Op::Gte,
            Op::Lt,
            Op::Lte,
            Op::In,
            Op::IsNull,
        ];
        // Both lists are in the order of `Op`, as the set is.
        if ops.iter().eq(ORDERED) {
            Some(Self::Ordered)
        } else if ops.iter().eq(IDENTITY) {
            Some(Self::Identity)
        } else {
            None
        }
    }
}
