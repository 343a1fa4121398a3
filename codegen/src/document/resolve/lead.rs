//! Where a reference leads: to a component, to something else in this or another file, or nowhere.

use std::collections::HashMap;

use super::super::at::At;
use super::super::grammar::{Kind, SECTIONS};
use super::super::source::why_not_read;
use super::super::tree::Value;
use super::names::Names;
use super::pointer;
use super::pointer::Lookup;
use super::resolver::{Lead, Resolver, dangling};
use super::uri;
use super::uri::{Fragment, Refused};
use crate::diagnostics::{Code, Diagnostic};
use crate::pattern::nearest;

/// Why there is no component or anchor that a reference names.
const NOTHING: &str = "nothing is there";

/// What to do when a part is out of reach.
const ABOVE: &str = "of a folder only what stands in it is read; a document that is named by its file may have its parts anywhere";

impl Resolver<'_, '_> {
    /// Finds out where a reference leads.
    pub(super) fn lead(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &At<'_>,
        source: usize,
    ) -> Result<Lead, Box<Diagnostic>> {
        let from = self.sources.get(source);
        let (from, above) =
            from.map_or(("", &[][..]), |file| (file.name.as_str(), &file.above[..]));
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if let Some(target) = self.addresses.find(file, source) {
            return self.inside(reference, kind, at, target, uri::parse_fragment(fragment));
        }
        let target = uri::parse(reference, from, above).map_err(|refused| match refused {
            Refused::Remote => Box::new(
                dangling(reference, at, "nothing is fetched over the network")
                    .help("save the file, and say under `references` in tamis.toml that it stands for the address"),
            ),
            Refused::Absolute => {
                let why = "it begins at the root of the disk";
                Box::new(
                    dangling(reference, at, why)
                        .help("write it as seen from the file that it stands in"),
                )
            }
            Refused::Outside => {
                let why = "it leaves the folder of the documents";
                Box::new(dangling(reference, at, why).help(ABOVE))
            }
        });
        let (file, keys) = match target {
            Ok(target) => {
                let file = match target.file {
                    None => source,
                    Some(name) => match self.index_of(&name) {
                        Some(file) => file,
                        None => {
                            let why = why_not_read(&name);
                            return self.misspelt(reference, &name, kind, at, why);
                        }
                    },
                };
                return self.inside(reference, kind, at, file, target.fragment);
            }
            // The `$id` of a schema in the same file may look like an address.
            Err(diagnostic) => match self.anchor(source, reference) {
                Some(keys) => (source, keys),
                None => return Err(diagnostic),
            },
        };
        self.settle(reference, kind, at, file, keys)
    }

    /// Where a fragment of a file leads.
    fn inside(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &At<'_>,
        file: usize,
        fragment: Fragment,
    ) -> Result<Lead, Box<Diagnostic>> {
        let keys = match fragment {
            Fragment::Pointer(keys) => keys,
            Fragment::Anchor(anchor) => match self.anchor(file, &anchor) {
                Some(keys) => keys,
                None => return self.misspelt(reference, &anchor, kind, at, NOTHING),
            },
        };
        self.settle(reference, kind, at, file, keys)
    }

    /// From a file and keys to a component, where it is one already.
    pub(super) fn settle(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &At<'_>,
        source: usize,
        mut keys: Vec<String>,
    ) -> Result<Lead, Box<Diagnostic>> {
        let mut scopes = self.scopes.iter().rev();
        if let Some(scoped) = scopes.find_map(|scope| scope.find(source, &keys)) {
            keys = scoped;
        }
        let home = self.home_source;
        let in_section = |names: &Names, keys: &[String]| match keys {
            [components, section, name] => {
                components == "components"
                    && Some(section.as_str()) == kind.section()
                    && names.contains(kind, name)
            }
            _ => false,
        };
        if source != home && in_section(&self.names, &keys) && !self.exists(source, &keys) {
            // Fragments written for a bundler refer to the document that they become part of.
            return Ok(Lead::Component(keys.pop().unwrap_or_default()));
        }
        if source == home {
            if in_section(&self.names, &keys) {
                return Ok(Lead::Component(keys.pop().unwrap_or_default()));
            }
            if let [definitions, name] = keys.as_slice()
                && definitions == "definitions"
                && self.names.contains(kind, name)
            {
                return Ok(Lead::Component(name.clone()));
            }
            if let [components, section, name] = keys.as_slice()
                && components == "components"
            {
                return match SECTIONS.iter().find(|(known, _)| *known == section) {
                    Some((_, other)) if *other != kind => {
                        let (other, keys) = (*other, keys.clone());
                        self.schema_of(reference, kind, at, keys).ok_or_else(|| {
                            let why =
                                format!("a {} is needed, that is a {}", kind.word(), other.word());
                            Box::new(dangling(reference, at, &why))
                        })
                    }
                    Some(_) => {
                        let name = name.clone();
                        self.misspelt(reference, &name, kind, at, NOTHING)
                    }
                    None => Ok(Lead::Elsewhere(source, keys)),
                };
            }
            let is_known = |key: &String| Kind::Root.child(key).is_some();
            if keys.is_empty() || (keys.len() == 1 && keys.iter().any(is_known)) {
                return whole_document(reference, at);
            }
        }
        Ok(Lead::Elsewhere(source, keys))
    }

    /// Where a schema belongs, a response, a parameter or the like stands for the schema that it has.
    pub(super) fn schema_of(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &At<'_>,
        mut keys: Vec<String>,
    ) -> Option<Lead> {
        if kind != Kind::Schema {
            return None;
        }
        let Lookup::Here(Value::Object(object)) = pointer::find(&mut self.home, &keys) else {
            return None;
        };
        if !object.contains("schema") {
            let content = object.get("content")?.as_object()?;
            let media = content.keys().find(|media| media.contains("json"))?;
            content.get(media)?.as_object()?.get("schema")?;
            keys.extend(["content".to_owned(), media.to_owned()]);
        }
        keys.push("schema".to_owned());
        self.diagnostics.push(Diagnostic::warning(
            Code::MISSPELT_REFERENCE,
            &at.place(),
            format!("`{reference}` is no schema; it is read as a reference to the schema in it"),
        ));
        Some(Lead::Elsewhere(self.home_source, keys))
    }

    /// Nothing is called like that, for the reason given; perhaps something is that was meant.
    pub(super) fn misspelt(
        &mut self,
        reference: &str,
        name: &str,
        kind: Kind,
        at: &At<'_>,
        why: &str,
    ) -> Result<Lead, Box<Diagnostic>> {
        let bare = name.rsplit('/').next().unwrap_or(name);
        if self.names.contains(kind, bare) {
            self.diagnostics.push(Diagnostic::warning(
                Code::MISSPELT_REFERENCE,
                &at.place(),
                format!("`{reference}` is read as a reference to the component `{bare}`"),
            ));
            return Ok(Lead::Component(bare.to_owned()));
        }
        let mut diagnostic = dangling(reference, at, why);
        // Once there is no patience for one of them, there is none for the others: listing the names takes time, too.
        if self.hints == 0 {
            return Err(Box::new(diagnostic));
        }
        let names = self.names.of(kind);
        let cost = names.len() + self.sources.len();
        if self.hints < cost {
            self.hints = 0;
            return Err(Box::new(diagnostic));
        }
        self.hints -= cost;
        if let Some(near) = nearest(bare, &names) {
            diagnostic = diagnostic.help(format!("is `{near}` meant?"));
        } else {
            let files: Vec<&str> = self.sources.iter().map(|file| file.name.as_str()).collect();
            if let Some(near) = nearest(name, &files) {
                diagnostic = diagnostic.help(format!("is the file `{near}` meant?"));
            } else if reference.starts_with("..") {
                diagnostic = diagnostic.help(ABOVE);
            }
        }
        Err(Box::new(diagnostic))
    }

    /// Where an `$anchor`, `$dynamicAnchor` or `$id` stands.
    pub(super) fn anchor(&mut self, source: usize, name: &str) -> Option<Vec<String>> {
        if !self.anchors.contains_key(&source) {
            self.read(source);
            let mut found = HashMap::new();
            if let Some(Some(tree)) = self.trees.get(&source) {
                anchors(tree, &mut Vec::new(), &mut found);
            }
            self.anchors.insert(source, found);
        }
        self.anchors.get(&source)?.get(name).cloned()
    }
}

/// `$ref: '#'` means the schema it stands in, to those who write it.
fn whole_document(reference: &str, at: &At<'_>) -> Result<Lead, Box<Diagnostic>> {
    let place = at.place();
    if let ["components", "schemas", name, ..] = place.keys().as_slice() {
        return Ok(Lead::Component((*name).to_owned()));
    }
    Err(Box::new(dangling(
        reference,
        at,
        "it means the whole document",
    )))
}

pub(super) fn anchors(
    value: &Value,
    keys: &mut Vec<String>,
    found: &mut HashMap<String, Vec<String>>,
) {
    match value {
        Value::Object(object) => {
            for name in ["$anchor", "$dynamicAnchor", "$id"] {
                if let Some(anchor) = object.str(name) {
                    found
                        .entry(anchor.to_owned())
                        .or_insert_with(|| keys.clone());
                }
            }
            for (key, value) in object.iter() {
                keys.push(key.to_owned());
                anchors(value, keys, found);
                keys.pop();
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                keys.push(index.to_string());
                anchors(item, keys, found);
                keys.pop();
            }
        }
        _ => {}
    }
}
