//! An API in memory that answers from rows, against applications that nobody here wrote: random conditions give the same
//! rows in the same order, the same totals and the same refusals. Clients that hold items against their conditions find
//! none that contradicts one.
//!
//! In: rows, and conditions that are drawn with a fixed seed. Out: the answers of both, compared.

mod entitlements;
mod tickets;

use fastrand::Rng;

/// How many conditions each application is asked for at least.
const CONDITIONS: usize = 5_000;

/// Sets a condition on a list, with values that the dice choose.
type Set<L, D> = fn(L, &mut D) -> L;

/// Sets one to three different conditions, and returns how many.
fn set_some<L, D>(rng: &mut Rng, dice: &mut D, all: &[Set<L, D>], mut list: L) -> (L, usize) {
    let wanted = rng.usize(1..=3);
    for set in rng.choose_multiple(all, wanted) {
        list = set(list, dice);
    }
    (list, wanted)
}

/// One of a column's values, or one beside them.
fn one<T: Clone>(rng: &mut Rng, values: &[T]) -> T {
    values[rng.usize(..values.len())].clone()
}

/// Some of a column's values.
fn some<T: Clone>(rng: &mut Rng, values: &[T]) -> Vec<T> {
    (0..rng.usize(1..=4)).map(|_| one(rng, values)).collect()
}
