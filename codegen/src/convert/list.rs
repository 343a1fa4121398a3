//! Lists, sets and tuples.
//!
//! In: the facts of an array. Out: a list of one type; a tuple where the document describes the items one by one, and
//! there are neither fewer nor more; the tuple or a list where there may be.
//!
//! ```yaml
//! {prefixItems: [A, B], minItems: 2, maxItems: 2}   # (A, B)
//! {prefixItems: [A, A], items: A}                   # a list of A
//! {prefixItems: [A, B]}                             # (A, B), or a list of anything
//! ```

use serde_json::Value;

use super::converter::Converter;
use super::facts::Facts;
use super::flatten::Flat;
use super::keywords::Keywords;
use super::made::{Made, Slot};
use super::node::{At, Node};
use super::union::variant;
use crate::ir::{Tagging, TypeKind, TypeRef, Union};
use crate::place::Place;

/// Longer ones have neither `Debug` nor serde's traits.
const LONGEST_TUPLE: usize = 12;

impl<'a> Converter<'a, '_> {
    pub(super) fn array(&mut self, flat: &Flat<'a>, facts: &Facts<'a>, slot: &mut Slot) -> Made {
        if let Some((leaf, prefix)) = facts.prefix_items {
            return self.tuple(flat, facts, slot, leaf, prefix);
        }
        let item = match &facts.items[..] {
            [] => TypeRef::Any,
            items => {
                let trail = slot.inside("item");
                self.under(flat, items, "items", &trail, slot.binary)
            }
        };
        Made::Is(list_of(item, facts))
    }

    fn tuple(
        &mut self,
        flat: &Flat<'a>,
        facts: &Facts<'a>,
        slot: &mut Slot,
        leaf: usize,
        prefix: &'a [Value],
    ) -> Made {
        let Some(place) = flat.leaves.get(leaf).map(|leaf| &leaf.place) else {
            return Made::Is(list_of(TypeRef::Any, facts));
        };
        let mut items = Vec::new();
        for (index, value) in prefix.iter().enumerate() {
            let place = place.child("prefixItems").item(index);
            items.push(self.item(value, place, (index + 1).to_string(), slot));
        }
        let ends = facts.max_items.is_some_and(|most| most <= items.len())
            || facts.rest_items.is_some_and(|rest| self.is_never(rest));
        if ends && facts.min_items >= Some(items.len()) && items.len() <= LONGEST_TUPLE {
            return Made::Is(TypeRef::Tuple(items));
        }
        let rest = match facts.rest_items {
            _ if ends => None,
            None => Some(TypeRef::Any),
            Some(rest) => Some(self.item(rest, place.child("items"), "rest".to_owned(), slot)),
        };
        let (first, others) = items
            .split_first()
            .map_or((None, &[][..]), |(first, others)| (Some(first), others));
        if let Some(first) = first
            && others.iter().chain(&rest).all(|item| item == first)
        {
            return Made::Is(list_of(first.clone(), facts));
        }
        if items.len() > LONGEST_TUPLE {
            return Made::Is(list_of(TypeRef::Any, facts));
        }
        if rest.is_some_and(|rest| rest != TypeRef::Any) {
            self.degrade(&slot.place, "a list with a prefix and further items");
        }
        self.slot_id(slot);
        let variants = vec![
            variant(TypeRef::Tuple(items)),
            variant(list_of(TypeRef::Any, facts)),
        ];
        Made::Kind(TypeKind::Union(Union {
            variants,
            tagging: Tagging::Untagged,
        }))
    }

    fn item(&mut self, value: &'a Value, place: Place, word: String, slot: &mut Slot) -> TypeRef {
        match self.parse(value) {
            Some(node) => {
                let trail = slot.inside("item").word(word);
                self.ty(&At::new(node, place, trail))
            }
            None => self.degrade(&place, "the schema cannot be read"),
        }
    }

    fn is_never(&self, value: &'a Value) -> bool {
        match self.parse(value) {
            Some(Node::Item(schema)) => Keywords::of(schema).never,
            _ => false,
        }
    }
}

fn list_of(item: TypeRef, facts: &Facts<'_>) -> TypeRef {
    if facts.unique {
        TypeRef::Set(Box::new(item))
    } else {
        TypeRef::List(Box::new(item))
    }
}
