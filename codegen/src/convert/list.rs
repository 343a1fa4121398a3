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

use super::combined::Combined;
use super::converter::Converter;
use super::flatten::Flat;
use super::made::{Made, Slot};
use super::node::Located;
use super::union::variant;
use crate::document::schema::{Node, SchemaId};
use crate::ir::{Tagging, TypeKind, TypeRef, Union};
use crate::place::Place;

/// Longer ones have neither `Debug` nor serde's traits.
const LONGEST_TUPLE: usize = 12;

impl<'a> Converter<'a, '_> {
    pub(super) fn array(&mut self, flat: &Flat<'a>, facts: &Combined<'a>, slot: &mut Slot) -> Made {
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
        facts: &Combined<'a>,
        slot: &mut Slot,
        leaf: usize,
        prefix: &'a [SchemaId],
    ) -> Made {
        let Some(place) = flat.leaves.get(leaf).map(|leaf| &leaf.place) else {
            return Made::Is(list_of(TypeRef::Any, facts));
        };
        let mut items = Vec::new();
        for (index, node) in self.nodes(prefix).enumerate() {
            let place = place.child("prefixItems").item(index);
            items.push(self.item(node, place, (index + 1).to_string(), slot));
        }
        let ends = facts.max_items.is_some_and(|most| most <= items.len())
            || facts.rest_items.is_some_and(is_never);
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

    fn item(&mut self, node: &'a Node, place: Place, word: String, slot: &mut Slot) -> TypeRef {
        let trail = slot.inside("item").word(word);
        self.ty(&Located::new(node, place, trail))
    }
}

fn is_never(node: &Node) -> bool {
    matches!(node, Node::Item(schema) if schema.never)
}

fn list_of(item: TypeRef, facts: &Combined<'_>) -> TypeRef {
    if facts.unique {
        TypeRef::Set(Box::new(item))
    } else {
        TypeRef::List(Box::new(item))
    }
}
