//! Where a walk is. In: the steps it takes. Out: a [`Place`], made only when a report needs one.
//!
//! It lives on the stack of the walk: a document of half a million nodes is walked without an allocation for places.

use std::fmt;

use crate::place::Place;

/// A step of a walk, with the steps before it.
#[derive(Clone, Copy)]
pub(crate) enum At<'a> {
    /// A place known otherwise: the root, or where something stood before it was moved.
    Base(&'a Place),
    Key(&'a At<'a>, &'a str),
    Index(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    /// The member called `key` of what stands here.
    pub(crate) fn key(&'a self, key: &'a str) -> At<'a> {
        At::Key(self, key)
    }

    /// The item at `index` of what stands here.
    pub(crate) fn item(&'a self, index: usize) -> At<'a> {
        At::Index(self, index)
    }

    pub(crate) fn place(&self) -> Place {
        match self {
            At::Base(place) => (*place).clone(),
            At::Key(parent, key) => parent.place().child(key),
            At::Index(parent, index) => parent.place().item(*index),
        }
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Base(place) => place.fmt(f),
            At::Key(parent, key) => {
                parent.fmt(f)?;
                f.write_str("/")?;
                for character in key.chars() {
                    match character {
                        '~' => f.write_str("~0")?,
                        '/' => f.write_str("~1")?,
                        other => fmt::Write::write_char(f, other)?,
                    }
                }
                Ok(())
            }
            At::Index(parent, index) => {
                parent.fmt(f)?;
                write!(f, "/{index}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_writes_what_a_place_writes() {
        let root = Place::root("a.yaml");
        let base = At::Base(&root);
        let paths = base.key("paths");
        let path = paths.key("/a~b/{c}");
        let at = path.item(3);
        assert_eq!(at.to_string(), "a.yaml#/paths/~1a~0b~1{c}/3");
        assert_eq!(at.place().to_string(), at.to_string());
    }
}
