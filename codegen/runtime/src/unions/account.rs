//! How much of a value a type made nothing of.
//!
//! In: what is noticed while a value is decoded, wherever in it. Out: the sum, by which the variants of a union are
//! compared. It is kept for the thread, because the code that notices is called through serde, which has no other way
//! to say so.

use std::cell::Cell;

use crate::Json;

/// What was not accounted for; the least is the best. The order of the members is that of their weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rest {
    /// Values that the type does not know: members that it leaves out, values that it does not list.
    unknown: usize,
    /// How many of them contradict the document: values of a list, kinds of a union.
    odd: usize,
    /// Members that it keeps without knowing them.
    kept: usize,
}

thread_local! {
    static REST: Cell<Rest> = const {
        Cell::new(Rest {
            unknown: 0,
            odd: 0,
            kept: 0,
        })
    };
}

impl Rest {
    /// Whether everything was accounted for.
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Takes what was noted so far, and begins anew.
    pub(crate) fn take() -> Self {
        REST.take()
    }

    /// Notes it: what a part makes nothing of, the whole does not.
    pub(crate) fn note(self) {
        let sum = REST.get();
        REST.set(Self {
            unknown: sum.unknown.saturating_add(self.unknown),
            odd: sum.odd.saturating_add(self.odd),
            kept: sum.kept.saturating_add(self.kept),
        });
    }

    /// A value that is left out.
    pub(crate) fn left_out(value: &Json) -> Self {
        Self {
            unknown: weight(value),
            ..Self::default()
        }
    }

    /// A value that is kept, but is none of those that the document has here.
    pub(crate) fn unknown(value: &Json) -> Self {
        Self {
            unknown: weight(value),
            odd: 1,
            kept: 0,
        }
    }
}

/// Notes that a value was read that the document does not list.
pub fn unlisted_value() {
    Rest {
        unknown: 1,
        odd: 1,
        kept: 0,
    }
    .note();
}

/// Notes that members were kept that the document does not list.
pub fn unlisted_members(count: usize) {
    Rest {
        kept: count,
        ..Rest::default()
    }
    .note();
}

/// How many values there are in a value.
fn weight(value: &Json) -> usize {
    match value {
        Json::Array(items) => items.iter().map(weight).sum::<usize>() + 1,
        Json::Object(members) => members.values().map(weight).sum::<usize>() + 1,
        _ => 1,
    }
}
