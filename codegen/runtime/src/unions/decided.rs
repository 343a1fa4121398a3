//! Which variant a part of a value was found to be, for as long as the value around it is read.
//!
//! The variants of a union are tried one after the other, and each of them reads what is below it. Where several have the same member,
//! a union in it is read once for each. With every level that would double the work, so that a server could stop a client
//! by a short text. So what was found for a part is kept: the next time only that variant is read.

use std::any::type_name;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::Json;

thread_local! {
    /// What was found below the union that is read at the moment; nothing: none is.
    static DECIDED: RefCell<Option<Decided>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Decided {
    hasher: RandomState,
    variants: HashMap<Key, Variant>,
}

/// What a value was found to be.
#[derive(Clone, Copy)]
pub(super) enum Variant {
    /// The one at this position.
    At(usize),
    /// None fits.
    None,
}

/// A union and a value of it.
pub(super) type Key = (&'static str, u64);

/// A union is being read.
pub(super) struct Union {
    is_outermost: bool,
}

impl Union {
    pub(super) fn enter() -> Self {
        DECIDED.with_borrow_mut(|decided| {
            let is_outermost = decided.is_none();
            if is_outermost {
                *decided = Some(Decided::default());
            }
            Self { is_outermost }
        })
    }

    /// What a value of the union `T` is kept under; nothing for the outermost, which is read once.
    pub(super) fn key<T>(&self, value: &Json) -> Option<Key> {
        if self.is_outermost {
            return None;
        }
        DECIDED.with_borrow(|decided| {
            let decided = decided.as_ref()?;
            Some((type_name::<T>(), decided.hasher.hash_one(value)))
        })
    }
}

impl Drop for Union {
    fn drop(&mut self) {
        if self.is_outermost {
            DECIDED.set(None);
        }
    }
}

/// What was found for a value before.
pub(super) fn found(key: Key) -> Option<Variant> {
    DECIDED.with_borrow(|decided| decided.as_ref()?.variants.get(&key).copied())
}

/// Keeps what was found for a value.
pub(super) fn keep(key: Key, variant: Variant) {
    DECIDED.with_borrow_mut(|decided| {
        if let Some(decided) = decided {
            decided.variants.insert(key, variant);
        }
    });
}
