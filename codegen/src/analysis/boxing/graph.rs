//! Which types contain which others by value, and how the cycles among them are cut.

use std::collections::{BTreeSet, HashMap};

use crate::ir::{Api, Scalar, TypeId, TypeKind, TypeRef};

/// Which types contain which others by value. Nodes are positions of types.
pub(super) struct Graph {
    /// Per node: the position of the part, and the node that it contains.
    pub(super) edges: Vec<Vec<(usize, usize)>>,
    /// Per node: how many bytes each of its parts takes beside the nodes that it contains.
    pub(super) own: Vec<Vec<usize>>,
    /// Per node: whether it is one of its parts at a time.
    pub(super) is_union: Vec<bool>,
}

impl Graph {
    pub(super) fn of(api: &Api, standing_for: impl Fn(TypeId) -> TypeId) -> Self {
        let mut graph = Self {
            edges: Vec::new(),
            own: Vec::new(),
            is_union: Vec::new(),
        };
        for id in api.type_ids() {
            let kind = &api.ty(id).kind;
            let parts: Vec<&TypeRef> = match kind {
                _ if standing_for(id) != id => Vec::new(),
                TypeKind::Object(object) => object.fields.iter().map(|it| &it.ty).collect(),
                TypeKind::Union(union) => union.variants.iter().map(|it| &it.ty).collect(),
                TypeKind::Enum(_) | TypeKind::Alias(_) => Vec::new(),
            };
            let mut edges = Vec::new();
            let mut own = Vec::new();
            for (position, part) in parts.into_iter().enumerate() {
                own.push(by_value(api, part, |held| {
                    edges.push((position, standing_for(held).index()));
                }));
            }
            graph.edges.push(edges);
            graph.own.push(own);
            graph.is_union.push(matches!(kind, TypeKind::Union(_)));
        }
        graph
    }

    /// The sets of nodes that contain each other, in the order of their first nodes; a node without a cycle is in none.
    ///
    /// Tarjan's algorithm, with a stack of its own, because types can be nested deeper than the machine's stack.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
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
    pub(super) fn fewest_back_edges(
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

/// Calls `visit` with every type of the API that a part contains by value. Lists and maps keep theirs elsewhere. Returns how
/// many bytes the rest of the part takes: on machines of 64 bits, and rather too many.
fn by_value(api: &Api, part: &TypeRef, mut visit: impl FnMut(TypeId)) -> usize {
    let mut bytes = 0;
    let mut open = vec![part];
    while let Some(ty) = open.pop() {
        match api.resolve(ty) {
            TypeRef::Nullable(inner) => open.push(inner),
            TypeRef::Tuple(items) => open.extend(items.iter().rev()),
            TypeRef::Named(id) if matches!(api.ty(*id).kind, TypeKind::Enum(_)) => bytes += 24,
            TypeRef::Named(id) => visit(*id),
            TypeRef::Any => bytes += 72,
            TypeRef::Scalar(Scalar::I128) => bytes += 32,
            TypeRef::Scalar(Scalar::Duration) => bytes += 64,
            TypeRef::Scalar(
                Scalar::String
                | Scalar::DateTime
                | Scalar::Base64
                | Scalar::Own(_)
                | Scalar::Binary,
            )
            | TypeRef::List(_)
            | TypeRef::Set(_)
            | TypeRef::Map(_)
            | TypeRef::Param(_) => bytes += 24,
            TypeRef::Scalar(_) => bytes += 16,
        }
    }
    bytes
}
