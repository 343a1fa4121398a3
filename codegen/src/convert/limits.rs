//! What keeps the work within the size of the document.
//!
//! Intersections can ask for much more than a document holds: ten thousand schemas that each build on the next have fifty
//! million members between them, twenty choices of two a million combinations. Beyond these limits, which no document
//! written for people comes near, a type is given up like one that cannot be kept.

use std::cell::Cell;

use super::converter::Converter;

/// How deep schemas may stand in each other.
pub(super) const DEEPEST: usize = 100;

/// How many references in a row are followed.
pub(super) const MOST_REFERENCES: usize = 64;

/// How many components one schema may be put together from.
pub(super) const MOST_PARENTS: usize = 256;

/// How many schemas of one member are compared with each other.
pub(super) const MOST_COMPARED: usize = 16;

/// How many variants of variants are looked at for one union, and for each of its variants.
const LOOKS: usize = 500;
const LOOKS_EACH: usize = 4;

/// How long the JSON text of an example or a default may be to be told.
pub(super) const LONGEST_VALUE: usize = 4096;

/// How long a description may be, in bytes: a book has a tenth of what a hostile document can have.
pub(super) const LONGEST_TEXT: usize = 100_000;

/// How much of a tag counts, in bytes.
pub(super) const LONGEST_NAME: usize = 1000;

/// What every document may make, however small it is.
const ALLOWANCE: usize = 5_000;

/// How many members may be made of each member that the document describes.
const SHARE: usize = 20;

/// How much may still be looked at.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    /// For a union of so many variants.
    pub(super) fn for_variants(count: usize) -> Self {
        Self(Cell::new(LOOKS + LOOKS_EACH * count))
    }

    pub(super) fn is_over(&self) -> bool {
        self.0.get() == 0
    }

    /// Takes one look; `None` when none is left.
    pub(super) fn look(&self) -> Option<()> {
        self.0.set(self.0.get().checked_sub(1)?);
        Some(())
    }
}

impl Converter<'_, '_> {
    /// Whether more has been made than the document can mean.
    pub(super) fn is_exhausted(&self) -> bool {
        self.made + self.types.len() > ALLOWANCE + SHARE * self.counted.len()
    }
}
