//! Which fields and variants need a `Box`, because their type contains itself by value, or too much?
//!
//! In: the types, and which of them are instances of a template. Out: [`Boxing`]: a set of fields and variants such that
//! no type contains itself by value any more and that no part of it would do; and such that no type is made of types in
//! types deeper than the compiler follows. Deliberately not here: large variants.
//!
//! A type contains another by value when a field or variant has it, also inside `Option`, a tuple or an alias, but not
//! inside a list or a map, which keep their items elsewhere. In each set of types that contain each other, a walk along
//! the parts in document order finds the parts that lead back to where the walk came from: these are boxed. The walk
//! starts where that gives the fewest. A field of an instance is the field of its template, and a type that is written as an
//! alias of an equal one is that type.
//!
//! Worked example: `Expression` is `Literal` or `Binary`, and `Binary` has `left` and `right: Expression`. From
//! `Expression`, two fields lead back; from `Binary`, one variant: the variant is boxed.

use std::collections::{BTreeSet, HashMap};

use super::generics::{Generics, TemplateId};
use super::sharing::Sharing;
use crate::ir::{Api, TypeId, TypeKind, TypeRef};

/// The fields and variants that need a `Box`. It goes inside `Option`: `Option<Box<T>>`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Boxing {
    parts: BTreeSet<(TypeId, usize)>,
    template_fields: BTreeSet<(TemplateId, usize)>,
}

impl Boxing {
    /// Whether the field at a position of an object type, or the variant at a position of a union, needs a `Box`.
    #[must_use]
    pub(crate) fn contains(&self, ty: TypeId, position: usize) -> bool {
        self.parts.contains(&(ty, position))
    }

    /// Whether the field at a position of a template's body needs a `Box`.
    #[must_use]
    pub(crate) fn contains_in_template(&self, template: TemplateId, position: usize) -> bool {
        self.template_fields.contains(&(template, position))
    }
}

/// Finds out where boxes go.
pub(super) fn place(api: &Api, generics: &Generics, sharing: &Sharing) -> Boxing {
    // What is written as an alias holds nothing itself; whoever holds it holds what it stands for.
    let standing_for = |id: TypeId| {
        let id = generics.replaced_by(id).unwrap_or(id);
        sharing.same_as(id).unwrap_or(id)
    };
    let graph = Graph::of(api, standing_for);
    let mut boxed = BTreeSet::new();
    for cycle in graph.components() {
        let is_instance = |node: usize| generics.instance(TypeId::from_index(node)).is_some();
        boxed.extend(graph.fewest_back_edges(&cycle, is_instance));
    }
    graph.box_what_is_too_deep(&mut boxed);
    let mut boxing = Boxing::default();
    for (node, position) in boxed {
        let ty = TypeId::from_index(node);
        boxing.parts.insert((ty, position));
        if let Some(instance) = generics.instance(ty) {
            boxing.template_fields.insert((instance.template, position));
        }
    }
    boxing
}

/// How many types may stand in each other by value. The compiler computes the size of a value through them all, with an
/// `Option` around each, and gives up at 128.
const DEEPEST: usize = 32;

/// Which types contain which others by value. Nodes are positions of types.
struct Graph {
    /// Per node: the position of the part, and the node that it contains.
    edges: Vec<Vec<(usize, usize)>>,
}

impl Graph {
    fn of(api: &Api, standing_for: impl Fn(TypeId) -> TypeId) -> Self {
        let edges = api
            .type_ids()
            .map(|id| {
                if standing_for(id) != id {
                    return Vec::new();
                }
                let parts: Vec<&TypeRef> = match &api.ty(id).kind {
                    TypeKind::Object(object) => object.fields.iter().map(|it| &it.ty).collect(),
                    TypeKind::Union(union) => union.variants.iter().map(|it| &it.ty).collect(),
                    TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
                };
                let mut edges = Vec::new();
                for (position, part) in parts.into_iter().enumerate() {
                    by_value(api, part, |held| {
                        edges.push((position, standing_for(held).index()));
                    });
                }
                edges
            })
            .collect();
        Self { edges }
    }

    /// The sets of nodes that contain each other, in the order of their first nodes; a node without a cycle is in none.
    ///
    /// Tarjan's algorithm, with a stack of its own, because types can be nested deeper than the machine's stack.
    fn components(&self) -> Vec<Vec<usize>> {
        const NEW: usize = usize::MAX;
        let count = self.edges.len();
        let mut order = vec![NEW; count];
        let mut low = vec![0; count];
        let mut on_path = vec![false; count];
        let mut path = Vec::new();
        let mut components = Vec::new();
        let mut next = 0;
        for root in 0..count {
            if order[root] != NEW {
                continue;
            }
            let mut calls = vec![(root, 0)];
            while let Some((node, edge)) = calls.pop() {
                if edge == 0 {
                    order[node] = next;
                    low[node] = next;
                    next += 1;
                    path.push(node);
                    on_path[node] = true;
                }
                if let Some(&(_, target)) = self.edges[node].get(edge) {
                    calls.push((node, edge + 1));
                    if order[target] == NEW {
                        calls.push((target, 0));
                    } else if on_path[target] {
                        low[node] = low[node].min(order[target]);
                    }
                    continue;
                }
                if let Some(&(parent, _)) = calls.last() {
                    low[parent] = low[parent].min(low[node]);
                }
                if low[node] == order[node] {
                    let start = path.iter().rposition(|&it| it == node).unwrap_or(0);
                    let mut component = path.split_off(start);
                    for &member in &component {
                        on_path[member] = false;
                    }
                    let cyclic = component.len() > 1
                        || self.edges[node].iter().any(|&(_, target)| target == node);
                    if cyclic {
                        component.sort_unstable();
                        components.push(component);
                    }
                }
            }
        }
        components.sort_unstable();
        components
    }

    /// The parts that close a cycle in a walk through a component, from the start that gives the fewest; those of
    /// templates count first, because a box there is one for all instances.
    ///
    /// Each of them is needed: the walk came to it along parts that stay unboxed.
    fn fewest_back_edges(
        &self,
        component: &[usize],
        is_instance: impl Fn(usize) -> bool,
    ) -> BTreeSet<(usize, usize)> {
        // Enough to find the best start of every cycle that people write; more would be quadratic for those that
        // machines write.
        const STARTS: usize = 16;
        let cost = |boxes: &BTreeSet<(usize, usize)>| {
            let shared = boxes.iter().filter(|(node, _)| is_instance(*node));
            (shared.count(), boxes.len())
        };
        component
            .iter()
            .take(STARTS)
            .map(|&start| self.back_edges(component, start))
            .min_by_key(cost)
            .unwrap_or_default()
    }

    /// Boxes parts such that no more than [`DEEPEST`] types stand in each other. What is boxed so far leaves no cycle.
    fn box_what_is_too_deep(&self, boxed: &mut BTreeSet<(usize, usize)>) {
        let mut depths: Vec<Option<usize>> = vec![None; self.edges.len()];
        let mut open: Vec<usize> = (0..self.edges.len()).collect();
        while let Some(&node) = open.last() {
            let held = self.edges[node]
                .iter()
                .filter(|(position, _)| !boxed.contains(&(node, *position)));
            let unknown: Vec<usize> = held
                .map(|&(_, target)| target)
                .filter(|target| depths[*target].is_none())
                .collect();
            if depths[node].is_none() && !unknown.is_empty() {
                open.extend(unknown);
                continue;
            }
            open.pop();
            if depths[node].is_some() {
                continue;
            }
            let mut deepest = 0;
            for &(position, target) in &self.edges[node] {
                let depth = depths[target].unwrap_or_default();
                if boxed.contains(&(node, position)) {
                    continue;
                }
                if depth >= DEEPEST {
                    boxed.insert((node, position));
                } else {
                    deepest = deepest.max(depth);
                }
            }
            depths[node] = Some(deepest + 1);
        }
    }

    fn back_edges(&self, component: &[usize], start: usize) -> BTreeSet<(usize, usize)> {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            Open,
            Done,
        }
        let inside = |node: usize| component.binary_search(&node).is_ok();
        let mut states: HashMap<usize, State> = HashMap::with_capacity(component.len());
        let mut found = BTreeSet::new();
        let mut calls = vec![(start, 0)];
        states.insert(start, State::Open);
        while let Some((node, edge)) = calls.pop() {
            let Some(&(position, target)) = self.edges[node].get(edge) else {
                states.insert(node, State::Done);
                continue;
            };
            calls.push((node, edge + 1));
            if !inside(target) {
                continue;
            }
            match states.get(&target) {
                Some(State::Open) => {
                    found.insert((node, position));
                }
                Some(State::Done) => {}
                None => {
                    states.insert(target, State::Open);
                    calls.push((target, 0));
                }
            }
        }
        found
    }
}

/// Calls `visit` with every type that a part contains by value. Lists and maps keep theirs elsewhere.
fn by_value(api: &Api, part: &TypeRef, mut visit: impl FnMut(TypeId)) {
    let mut open = vec![part];
    while let Some(ty) = open.pop() {
        match api.resolve(ty) {
            TypeRef::Nullable(inner) => open.push(inner),
            TypeRef::Tuple(items) => open.extend(items.iter().rev()),
            TypeRef::Named(id) => visit(*id),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
