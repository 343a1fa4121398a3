//! Lists, sets and tuples.
//!
//! In: the facts of an array. Out: a list of one type; a tuple where the document describes the items one by one and
//! nothing follows them.

use serde_json::Value;

use super::Converter;
use super::facts::Facts;
use super::flatten::Flat;
use super::node::At;
use super::schema::Slot;
use crate::ir::TypeRef;

impl<'a> Converter<'a, '_> {
    pub(super) fn array(&mut self, flat: &Flat<'a>, facts: &Facts<'a>, slot: &mut Slot) -> TypeRef {
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
        if facts.unique {
            TypeRef::Set(Box::new(item))
        } else {
            TypeRef::List(Box::new(item))
        }
    }

    fn tuple(
        &mut self,
        flat: &Flat<'a>,
        facts: &Facts<'a>,
        slot: &mut Slot,
        leaf: usize,
        prefix: &'a [Value],
    ) -> TypeRef {
        let Some(place) = flat
            .leaves
            .get(leaf)
            .map(|leaf| leaf.place.child("prefixItems"))
        else {
            return TypeRef::List(Box::new(TypeRef::Any));
        };
        // Items beyond the prefix have no place in a tuple; without a word of the document there are none.
        if facts.rest_items == Some(true) || prefix.is_empty() {
            let item = self.degrade(&slot.place, "a list with a prefix and further items");
            return TypeRef::List(Box::new(item));
        }
        let mut items = Vec::new();
        for (index, value) in prefix.iter().enumerate() {
            let place = place.item(index);
            items.push(match self.parse(value) {
                Some(node) => {
                    let trail = slot.inside("item").word((index + 1).to_string());
                    self.ty(&At::new(node, place, trail))
                }
                None => self.degrade(&place, "the schema cannot be read"),
            });
        }
        TypeRef::Tuple(items)
    }
}
