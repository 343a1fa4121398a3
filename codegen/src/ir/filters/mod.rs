//! What can be said of filters: by a document, under `x-tamis-filter`, and by a user, among the options.
//!
//! Plain data with a form in TOML and JSON. What is found in documents, and how what is said is weighed against it, is
//! for the analysis.

mod expression;
mod op;
mod rule;
mod wire;

pub use self::expression::{ExpressionField, ExpressionFilter, Grammar};
pub use self::op::{Op, TextOp, TextTest};
pub(crate) use self::rule::SaidRule;
pub use self::rule::{FilterRule, Meaning};
pub use self::wire::{Convention, EmptyList, ListStyle, NullValues};
