//! Matches the events of a parser against the pointers that are looked for.

use std::collections::HashMap;

/// The pointers that are looked for, as a tree of their keys, and how far the parser has come.
#[derive(Debug)]
pub(super) struct Finder {
    nodes: Vec<Node>,
    /// The containers that are open, outermost first.
    frames: Vec<Frame>,
    /// The nodes that have not been seen yet.
    missing: usize,
}

#[derive(Debug, Default)]
struct Node {
    children: HashMap<String, usize>,
    position: Option<(usize, usize)>,
}

#[derive(Debug)]
struct Frame {
    /// The node that the container is, if it is looked for.
    node: Option<usize>,
    /// Of a list: the index of the next item. Of an object: `None`.
    index: Option<usize>,
    /// In an object: what comes next.
    next: Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Key,
    /// A value that is not looked for.
    Value,
    /// The value that is this node.
    Wanted(usize),
}

impl Default for Finder {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            frames: Vec::new(),
            missing: 0,
        }
    }
}

/// What a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Object,
    List,
}

impl Finder {
    /// Looks for a pointer, too.
    pub(super) fn want(&mut self, keys: &[&str]) {
        let mut node = 0;
        for key in keys {
            let next = self.nodes.len();
            let Some(here) = self.nodes.get_mut(node) else {
                return;
            };
            node = *here.children.entry((*key).to_owned()).or_insert(next);
            if node == next {
                self.nodes.push(Node::default());
                self.missing += 1;
            }
        }
    }

    /// The position of a pointer, or of the innermost of its parents that was found.
    pub(super) fn found(&self, keys: &[&str]) -> Option<(usize, usize)> {
        let mut node = self.nodes.first()?;
        let mut position = None;
        for key in keys {
            node = match node.children.get(*key) {
                Some(child) => self.nodes.get(*child)?,
                None => break,
            };
            match node.position {
                Some(found) => position = Some(found),
                None => break,
            }
        }
        position
    }

    /// Everything has been found.
    pub(super) fn is_done(&self) -> bool {
        self.missing == 0
    }

    /// Moves all positions from a block of a page to the page.
    pub(super) fn shift(&mut self, lines: usize, columns: usize) {
        for node in &mut self.nodes {
            node.position = node
                .position
                .map(|(line, column)| (line + lines, column + columns));
        }
    }

    /// Whether the next scalar is a key.
    pub(super) fn expects_key(&self) -> bool {
        self.frames
            .last()
            .is_some_and(|frame| frame.index.is_none() && frame.next == Next::Key)
    }

    /// A key stands here.
    pub(super) fn key(&mut self, key: &str, position: (usize, usize)) {
        if self.wants(key) {
            _ = self.found_key(position);
        }
    }

    /// Whether the key that is next is looked for, or something behind it; then its place is to be told.
    pub(super) fn wants(&mut self, key: &str) -> bool {
        let node = self.frames.last().and_then(|frame| frame.node);
        let child = self.child(node, key);
        if let Some(frame) = self.frames.last_mut() {
            frame.next = child.map_or(Next::Value, Next::Wanted);
        }
        child.is_some()
    }

    /// The place of the key that was asked for last. Whether its value is to be looked into.
    pub(super) fn found_key(&mut self, position: (usize, usize)) -> bool {
        self.settle_frames(position);
        let next = self.frames.last().map(|frame| frame.next);
        if let Some(Next::Wanted(child)) = next {
            self.place(child, position);
        }
        matches!(next, Some(Next::Wanted(_)))
    }

    /// Whether the place of what is open is looked for, and is that of the first thing in it.
    pub(super) fn lacks_place(&self) -> bool {
        let mut nodes = self.frames.iter().rev().filter_map(|frame| frame.node);
        nodes.next().is_some_and(|node| self.is_lost(node))
    }

    fn is_lost(&self, node: usize) -> bool {
        let node = self.nodes.get(node).filter(|_| node != 0);
        node.is_some_and(|node| node.position.is_none())
    }

    /// Whether the next item of a list is looked for, or something in it.
    pub(super) fn wants_item(&self) -> bool {
        let item = self.frames.last().and_then(|frame| {
            let index = frame.index?.to_string();
            self.child(frame.node, &index)
        });
        item.is_some()
    }

    /// A value that is no container stands here. Without a place it stands where the first thing in it does.
    pub(super) fn scalar(&mut self, position: Option<(usize, usize)>) {
        self.value(position);
    }

    /// A container begins here.
    pub(super) fn open(&mut self, container: Container, position: Option<(usize, usize)>) {
        let node = self.value(position);
        self.frames.push(Frame {
            node,
            index: (container == Container::List).then_some(0),
            next: Next::Key,
        });
    }

    /// The innermost container ends.
    pub(super) fn close(&mut self) {
        self.frames.pop();
    }

    /// The node of the value that stands here.
    fn value(&mut self, position: Option<(usize, usize)>) -> Option<usize> {
        let Some(frame) = self.frames.last_mut() else {
            return Some(0);
        };
        if let Some(index) = &mut frame.index {
            let key = index.to_string();
            *index += 1;
            let node = frame.node;
            let child = self.child(node, &key);
            if let Some(position) = position {
                self.settle_frames(position);
                if let Some(child) = child {
                    self.place(child, position);
                }
            }
            return child;
        }
        let (child, next) = match frame.next {
            Next::Wanted(child) => (Some(child), Next::Key),
            Next::Value => (None, Next::Key),
            // A container as a key: nothing is looked for in it.
            Next::Key => (None, Next::Value),
        };
        frame.next = next;
        child
    }

    fn child(&self, node: Option<usize>, key: &str) -> Option<usize> {
        self.nodes.get(node?)?.children.get(key).copied()
    }

    /// What is open and has no place yet begins here.
    fn settle_frames(&mut self, position: (usize, usize)) {
        let open = self.frames.iter().rev().filter_map(|frame| frame.node);
        let lost: Vec<usize> = open.take_while(|node| self.is_lost(*node)).collect();
        for node in lost {
            self.place(node, position);
        }
    }

    fn place(&mut self, node: usize, position: (usize, usize)) {
        if let Some(found) = self.nodes.get_mut(node) {
            if found.position.is_none() {
                self.missing -= 1;
            }
            found.position = Some(position);
        }
    }
}
