//! Which query parameters are the operators of one filter?
//!
//! In: the query parameters of each operation, what the documents say of them under `x-tamis-filter`, and the options.
//! Out: [`Filters`]: per operation the families, each with its members in document order, and the near misses with the
//! reason for each; per API the distinct sets of operators ([`Profile`]s). Deliberately not here: Rust names, and
//! parameters of any other place than the query.

mod candidates;
mod choices;
mod deep_object;
mod element;
mod evidence;
mod expression;
mod find;
mod group;
mod judge;
mod meaning;
mod member;
mod model;
mod name;
mod operators;
mod profile;
mod settled;
mod shape;
#[cfg(test)]
mod tests;
mod vocabulary;

pub(crate) use self::evidence::is_split_after_decoding;
pub(in crate::analysis) use self::find::find;
pub(crate) use self::model::{
    Arity, FamilyExpression, FamilyId, FilterFamily, Filters, KnownProfile, Member, NearMiss,
    OperationFilters, Profile, ProfileId,
};

pub(crate) use crate::ir::filters::{
    Convention, EmptyList, Grammar, ListStyle, NullValues, Op, TextOp, TextTest,
};
