//! Places in a tree, with the texts that are wanted or written there.

use std::collections::BTreeMap;

/// Where texts are wanted instead of numbers.
#[derive(Debug)]
pub(super) enum Wanted {
    Text,
    List(Vec<(usize, Self)>),
    Object(BTreeMap<Box<str>, Self>),
}

/// What is written there.
#[derive(Debug)]
pub(super) enum Written {
    Text(String),
    List(Vec<(usize, Self)>),
    Object(BTreeMap<Box<str>, Self>),
}
