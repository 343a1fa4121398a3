//! Where something stands in a document: the source's name and a JSON pointer.
//!
//! In: the steps of a walk (`child`). Out: a cheap, shareable [`Place`] that is only written out when a message
//! needs it. Lines and columns are not here: `source.rs` finds them, for messages only.

use std::fmt;
use std::sync::Arc;

use crate::truncate::shortened;

/// A place in a document: the source as the user knows it, and the JSON pointer inside it.
///
/// Cloning is a reference count; a child costs one small allocation.
///
/// ```
/// use tamis::Place;
///
/// let place = Place::root("specs/pets.yaml").child("paths").child("/pets/{id}").child("get");
/// assert_eq!(place.to_string(), "specs/pets.yaml#/paths/~1pets~1{id}/get");
/// ```
#[derive(Clone)]
pub struct Place(Arc<Node>);

enum Node {
    Root(Box<str>),
    Child(Place, Box<str>),
}

impl Place {
    /// The whole of a source.
    #[must_use]
    pub fn root(source: &str) -> Self {
        Self(Arc::new(Node::Root(source.into())))
    }

    /// The member or item called `key` (not escaped) of what stands here.
    #[must_use]
    pub fn child(&self, key: impl AsRef<str>) -> Self {
        Self(Arc::new(Node::Child(self.clone(), key.as_ref().into())))
    }

    /// The item at `index` of the list that stands here.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.child(index.to_string())
    }

    /// What this stands in; `None` for the whole of a source.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        match &*self.0 {
            Node::Root(_) => None,
            Node::Child(parent, _) => Some(parent.clone()),
        }
    }

    /// Reads `source#pointer`, the form that [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (source, pointer) = text.split_once('#').unwrap_or((text, ""));
        let mut place = Self::root(source);
        for key in pointer.split('/').skip(1) {
            place = place.child(key.replace("~1", "/").replace("~0", "~"));
        }
        place
    }

    /// The source's name, as the user gave it.
    #[must_use]
    pub fn source(&self) -> &str {
        let mut place = self;
        loop {
            match &*place.0 {
                Node::Root(source) => return source,
                Node::Child(parent, _) => place = parent,
            }
        }
    }

    /// The unescaped keys from the root to here.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        let mut keys = Vec::new();
        let mut place = self;
        while let Node::Child(parent, key) = &*place.0 {
            keys.push(&**key);
            place = parent;
        }
        keys.reverse();
        keys
    }

    /// The JSON pointer, escaped: empty for the whole document.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for key in self.keys() {
            pointer.push('/');
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        }
        pointer
    }

    /// The same as a message shows it: without its middle, if it is longer than what anybody reads, on one line, and with
    /// nothing that a terminal would obey or that nobody sees.
    #[must_use]
    pub fn shown_pointer(&self) -> String {
        shortened(self.pointer()).replace('\n', "\\n")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source(), self.pointer())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.source() == other.source() && self.keys() == other.keys())
    }
}

impl Eq for Place {}

impl Drop for Node {
    // A place as deep as a hostile document must not overflow the stack when it goes.
    fn drop(&mut self) {
        let mut next = match self {
            Node::Root(_) => return,
            Node::Child(parent, _) => std::mem::replace(parent, Place::nowhere()),
        };
        while let Some(Node::Child(parent, _)) = Arc::get_mut(&mut next.0) {
            let parent = std::mem::replace(parent, Place::nowhere());
            next = parent;
        }
    }
}

impl Place {
    fn nowhere() -> Self {
        Self(Arc::new(Node::Root(Box::default())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_and_parse_are_inverse() {
        for text in ["a.yaml#", "a.yaml#/paths/~1pets~1{id}/get", "b#/x~0y/0//"] {
            assert_eq!(Place::parse(text).to_string(), text);
        }
    }

    #[test]
    fn a_very_deep_place_can_be_dropped() {
        let mut place = Place::root("deep");
        for _ in 0..200_000 {
            place = place.child("x");
        }
        assert_eq!(place.keys().len(), 200_000);
    }
}
