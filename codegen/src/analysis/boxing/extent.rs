//! Which parts need a `Box` because a type would be too deep or too large with them.
//!
//! In: which types contain which others, without cycles. Out: more boxes. What is in a struct by value travels with it
//! through every function that takes or returns it; a value that is decoded passes through a dozen of them at each level,
//! and the stack of a thread has two megabytes.

use std::collections::BTreeSet;

use super::graph::Graph;

/// How many types may stand in each other by value. The compiler computes the size of a value through them all, with an
/// `Option` around each, and gives up at 128.
pub(super) const DEEPEST: usize = 32;

/// How many bytes a type may have, if it can be helped: what is not made of other types stays where it is.
pub(super) const LARGEST: usize = 1024;

/// Smaller parts stay where they are: a box takes a word and an allocation.
const SMALLEST: usize = 128;

/// What a type is made of, with all that stands in it by value.
#[derive(Clone, Copy, Default)]
struct Extent {
    depth: usize,
    bytes: usize,
}

/// Boxes parts such that no more than [`DEEPEST`] types stand in each other, and that no type has more than [`LARGEST`]
/// bytes: its largest parts first. What is boxed so far leaves no cycle.
pub(super) fn box_what_is_too_much(graph: &Graph, boxed: &mut BTreeSet<(usize, usize)>) {
    let mut extents: Vec<Option<Extent>> = vec![None; graph.edges.len()];
    let mut open: Vec<usize> = (0..graph.edges.len()).collect();
    while let Some(&node) = open.last() {
        let held = graph.edges[node]
            .iter()
            .filter(|(position, _)| !boxed.contains(&(node, *position)));
        let unknown: Vec<usize> = held
            .map(|&(_, target)| target)
            .filter(|target| extents[*target].is_none())
            .collect();
        if extents[node].is_none() && !unknown.is_empty() {
            open.extend(unknown);
            continue;
        }
        open.pop();
        if extents[node].is_none() {
            extents[node] = Some(settle(graph, node, &extents, boxed));
        }
    }
}

/// Boxes parts of one type; what it contains is settled.
fn settle(
    graph: &Graph,
    node: usize,
    extents: &[Option<Extent>],
    boxed: &mut BTreeSet<(usize, usize)>,
) -> Extent {
    let mut depth = 0;
    let mut parts = graph.own[node].clone();
    for &(position, target) in &graph.edges[node] {
        let held = extents[target].unwrap_or_default();
        if boxed.contains(&(node, position)) {
            parts[position] = BOX;
        } else if held.depth >= DEEPEST {
            boxed.insert((node, position));
            parts[position] = BOX;
        } else {
            depth = depth.max(held.depth);
            parts[position] += held.bytes;
        }
    }
    let bytes = |parts: &[usize]| {
        if graph.is_union[node] {
            parts.iter().copied().max().unwrap_or_default() + BOX
        } else {
            parts.iter().sum()
        }
    };
    while bytes(&parts) > LARGEST || graph.is_union[node] && is_uneven(&parts) {
        let can_be = graph.edges[node].iter().map(|&(position, _)| position);
        let can_be = can_be.filter(|position| parts[*position] >= SMALLEST);
        // Of equals, the first.
        let Some(position) = can_be.rev().max_by_key(|position| parts[*position]) else {
            break;
        };
        boxed.insert((node, position));
        parts[position] = BOX;
    }
    Extent {
        depth: depth + 1,
        bytes: bytes(&parts),
    }
}

/// Whether one variant is so much larger than all others that most values waste its bytes; clippy warns of such an enum.
fn is_uneven(variants: &[usize]) -> bool {
    const MOST: usize = 200;
    let mut sizes = variants.to_vec();
    sizes.sort_unstable();
    matches!(sizes[..], [.., second, first] if first - second > MOST)
}

/// The bytes of a box, and of what says which variant a value is.
const BOX: usize = 8;
