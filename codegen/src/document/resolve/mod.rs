//! References: afterwards every `$ref` of a document names one of its own components, or has been reported.
//!
//! In: the tree of a root document and the other sources. Out: the same tree with every reference in the form
//! `tamis:#/components/<section>/<name>` ([`RESOLVED`]; lowering takes the scheme off). What a reference finds inside
//! something else, or in another file, becomes a component, and the place it stood at refers to it from then on, so
//! that it stays one type. Nothing is fetched, and no file is read but those that were handed in.

mod cycles;
mod inline;
mod names;
mod pointer;
mod uri;

use std::collections::{HashMap, VecDeque};

use self::names::{Names, nearest};
use self::pointer::Found;
use self::uri::{Fragment, Refused};
use super::Source;
use super::at::At;
use super::grammar::{Child, Kind, SECTIONS, for_each_child};
use super::load;
use super::tree::{Object, PLACE, Value};
use crate::error::{Report, Reports};
use crate::place::Place;

pub(crate) use self::pointer::{component_of, escape};

/// What a resolved reference begins with. The scheme tells it from one that has yet to be resolved, whatever file
/// that one stands in.
pub(crate) const RESOLVED: &str = "tamis:#/components/";

/// Resolves every reference of the document that `sources[home]` holds.
pub(crate) fn resolve(
    tree: Value,
    sources: &[Source],
    home: usize,
    reports: &mut Reports,
) -> Value {
    let mut resolver = Resolver {
        sources,
        files: sources
            .iter()
            .zip(0..)
            .map(|(source, index)| (source.name.as_str(), index))
            .collect(),
        home_source: home,
        home: tree,
        trees: HashMap::new(),
        anchors: HashMap::new(),
        targets: HashMap::new(),
        names: Names::default(),
        queue: VecDeque::new(),
        missing_parameters: false,
        scopes: Vec::new(),
        inlined: 0,
        inline_depth: 0,
        reports,
    };
    resolver.run();
    let mut tree = resolver.home;
    cycles::cut(&mut tree, sources.get(home), reports);
    tree
}

struct Resolver<'s, 'r> {
    sources: &'s [Source],
    /// The sources by their names.
    files: HashMap<&'s str, usize>,
    home_source: usize,
    home: Value,
    /// The other files that were read; `None` for those that could not be.
    trees: HashMap<usize, Option<Value>>,
    /// Where `$anchor`s and `$id`s stand, by file.
    anchors: HashMap<usize, HashMap<String, Vec<String>>>,
    /// What became a component: its name.
    targets: HashMap<(usize, Vec<String>), String>,
    names: Names,
    queue: VecDeque<Job>,
    missing_parameters: bool,
    /// The schemas with `$defs` around the one that is looked at: `$ref: '#/$defs/X'` often means those.
    scopes: Vec<Scope>,
    /// How much was copied for references that cannot stay, and how deep these are nested now.
    inlined: usize,
    inline_depth: usize,
    reports: &'r mut Reports,
}

struct Scope {
    source: usize,
    keys: Vec<String>,
    /// `$defs/X`, `definitions/Y`.
    names: Vec<(String, String)>,
}

/// Something that has to become a component.
struct Job {
    source: usize,
    keys: Vec<String>,
    kind: Kind,
    name: String,
    from: Place,
    reference: String,
}

/// Where a reference leads.
enum Lead {
    Component(String),
    /// Somewhere else: a file and the keys in it.
    Elsewhere(usize, Vec<String>),
}

impl Resolver<'_, '_> {
    fn run(&mut self) {
        let Some(source) = self.sources.get(self.home_source) else {
            return;
        };
        let root = Place::root(&source.name);
        let at = At::Base(&root);
        let mut found = HashMap::new();
        let text = String::from_utf8_lossy(&source.text);
        if ["$anchor", "$dynamicAnchor", "$id"]
            .iter()
            .any(|key| text.contains(key))
        {
            anchors(&self.home, &mut Vec::new(), &mut found);
        }
        self.anchors.insert(self.home_source, found);
        let mut home = std::mem::replace(&mut self.home, Value::Null);
        if let Value::Object(object) = &mut home {
            self.inline_containers(Kind::Root, object, &at, self.home_source);
            if let Some(Value::Object(components)) = object.get_mut("components") {
                let at = at.key("components");
                self.inline_containers(Kind::Components, components, &at, self.home_source);
            }
        }
        self.home = home;
        self.collect_names();
        self.adopt_components(&at);
        self.walk_pieces(&at);
        while let Some(job) = self.queue.pop_front() {
            self.work(&job);
        }
        if self.missing_parameters {
            self.drop_missing_parameters();
        }
    }

    fn collect_names(&mut self) {
        for (section, kind) in SECTIONS {
            let members = section_of(&self.home, section);
            for name in members.into_iter().flat_map(Object::keys) {
                self.names.add(kind, name);
            }
        }
    }

    /// `Pet: {$ref: ./schemas/pet.yaml}`: the file's content is the component.
    fn adopt_components(&mut self, root: &At<'_>) {
        let components = root.key("components");
        for (section, kind) in SECTIONS {
            let references: Vec<(String, String)> = section_of(&self.home, section)
                .into_iter()
                .flat_map(Object::iter)
                .filter_map(|(name, value)| {
                    let object = value.as_object()?;
                    let reference = object.str("$ref")?;
                    (object.len() == 1).then(|| (name.to_owned(), reference.to_owned()))
                })
                .collect();
            for (name, reference) in references {
                let section = components.key(section);
                let at = section.key(&name);
                let lead = self.lead(&reference, kind, &at, self.home_source);
                if let Ok(Lead::Elsewhere(source, keys)) = lead
                    && !self.targets.contains_key(&(source, keys.clone()))
                {
                    self.targets.insert((source, keys.clone()), name.clone());
                    let from = at.place();
                    self.queue.push_back(Job {
                        source,
                        keys,
                        kind,
                        name,
                        from,
                        reference,
                    });
                }
            }
        }
    }

    /// Walks the document piece by piece, each detached, so that all others can be looked at meanwhile.
    fn walk_pieces(&mut self, root: &At<'_>) {
        for (container, kind) in [("paths", Kind::PathItem), ("webhooks", Kind::PathItem)] {
            let at = root.key(container);
            self.walk_members(&[container], kind, &at);
        }
        let components = root.key("components");
        for (section, kind) in SECTIONS {
            let at = components.key(section);
            self.walk_members(&["components", section], kind, &at);
        }
    }

    fn walk_members(&mut self, path: &[&str], kind: Kind, at: &At<'_>) {
        let count = container(&mut self.home, path).map_or(0, |members| members.len());
        for index in 0..count {
            let detached = container(&mut self.home, path)
                .and_then(|members| members.iter_mut().nth(index))
                .map(|(key, value)| (key.to_owned(), std::mem::replace(value, Value::Null)));
            let Some((key, mut value)) = detached else {
                continue;
            };
            if !(path == ["paths"] && key.starts_with("x-")) {
                self.walk(kind, &mut value, &at.key(&key), self.home_source);
            }
            let slot =
                container(&mut self.home, path).and_then(|members| members.iter_mut().nth(index));
            if let Some((_, slot)) = slot {
                *slot = value;
            }
        }
    }

    fn walk(&mut self, kind: Kind, value: &mut Value, at: &At<'_>, source: usize) {
        let depth = self.inline_depth;
        if kind.section().is_none() && value.ref_target().is_some() {
            self.inline(kind, value, at, source);
        }
        let Value::Object(object) = value else {
            return;
        };
        match object.place() {
            Some(place) => {
                let source = self.index_of(place.source()).unwrap_or(source);
                self.walk_object(kind, object, &At::Base(&place), source);
            }
            None => self.walk_object(kind, object, at, source),
        }
        self.inline_depth = depth;
    }

    fn walk_object(&mut self, kind: Kind, object: &mut Object, at: &At<'_>, source: usize) {
        for key in ["$dynamicRef", "$recursiveRef"] {
            if kind == Kind::Schema && !object.contains("$ref") && object.str(key).is_some() {
                object.rename(key, "$ref");
            }
        }
        let scoped = kind == Kind::Schema && self.enter_scope(object, at, source);
        if let Some(reference) = object.str("$ref").map(str::to_owned)
            && kind.section().is_some()
        {
            let resolved = self.reference(&reference, kind, at, source);
            object.insert("$ref", Value::string(resolved));
            if object.len() == 2 {
                object.remove(PLACE);
            }
        }
        if kind == Kind::Schema {
            self.mapping(object, at, source);
        }
        self.inline_containers(kind, object, at, source);
        for_each_child(kind, object, at, &mut |kind, value, at| {
            self.walk(kind, value, at, source);
        });
        if scoped {
            self.scopes.pop();
        }
    }

    fn enter_scope(&mut self, object: &Object, at: &At<'_>, source: usize) -> bool {
        let mut names = Vec::new();
        for section in ["$defs", "definitions"] {
            let members = object.get(section).and_then(Value::as_object);
            for name in members.into_iter().flat_map(Object::keys) {
                names.push((section.to_owned(), name.to_owned()));
            }
        }
        if names.is_empty() {
            return false;
        }
        let keys = at.place().keys().into_iter().map(str::to_owned).collect();
        self.scopes.push(Scope {
            source,
            keys,
            names,
        });
        true
    }

    /// The values of `discriminator.mapping` are references, or bare names of schemas.
    fn mapping(&mut self, object: &mut Object, at: &At<'_>, source: usize) {
        let Some(Value::Object(discriminator)) = object.get_mut("discriminator") else {
            return;
        };
        let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else {
            return;
        };
        let at = at.key("discriminator");
        let at = at.key("mapping");
        for (tag, value) in mapping.iter_mut() {
            let Some(reference) = value.as_str().map(str::to_owned) else {
                continue;
            };
            let resolved = if self.names.contains(Kind::Schema, &reference) {
                format!("{RESOLVED}schemas/{}", escape(&reference))
            } else {
                self.reference(&reference, Kind::Schema, &at.key(tag), source)
            };
            *value = Value::string(resolved);
        }
    }

    /// The resolved form of a reference.
    fn reference(&mut self, reference: &str, kind: Kind, at: &At<'_>, source: usize) -> String {
        if reference.starts_with(RESOLVED) {
            return reference.to_owned();
        }
        let section = kind.section().unwrap_or("schemas");
        let name = match self.lead(reference, kind, at, source) {
            Ok(Lead::Component(name)) => name,
            Ok(Lead::Elsewhere(source, keys)) => {
                self.component(reference, kind, source, keys, &at.place())
            }
            Err(report) => {
                self.reports.push(*report);
                self.stand_in(kind)
            }
        };
        format!("{RESOLVED}{section}/{}", escape(&name))
    }

    /// The name of the component that something becomes.
    fn component(
        &mut self,
        reference: &str,
        kind: Kind,
        source: usize,
        keys: Vec<String>,
        from: &Place,
    ) -> String {
        let target = (source, keys);
        if let Some(name) = self.targets.get(&target) {
            return name.clone();
        }
        let file = self
            .sources
            .get(source)
            .map_or("", |file| file.name.as_str());
        let name = self.names.invent(kind, file, &target.1);
        self.targets.insert(target.clone(), name.clone());
        self.queue.push_back(Job {
            source,
            keys: target.1,
            kind,
            name: name.clone(),
            from: from.clone(),
            reference: reference.to_owned(),
        });
        name
    }

    /// Finds out where a reference leads.
    fn lead(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &At<'_>,
        source: usize,
    ) -> Result<Lead, Box<Report>> {
        let from = self
            .sources
            .get(source)
            .map_or("", |file| file.name.as_str());
        let target = uri::parse(reference, from).map_err(|refused| match refused {
            Refused::Remote => Box::new(
                dangling(reference, at, "nothing is fetched over the network")
                    .help("save the file beside the document and refer to it there"),
            ),
            Refused::Outside => {
                let why = "it leaves the folder of the documents";
                Box::new(dangling(reference, at, why))
            }
        });
        let (file, keys) = match target {
            Ok(target) => {
                let file = match target.file {
                    None => source,
                    Some(name) => match self.index_of(&name) {
                        Some(file) => file,
                        None => return self.misspelt(reference, &name, kind, at),
                    },
                };
                match target.fragment {
                    Fragment::Pointer(keys) => (file, keys),
                    Fragment::Anchor(anchor) => match self.anchor(file, &anchor) {
                        Some(keys) => (file, keys),
                        None => return self.misspelt(reference, &anchor, kind, at),
                    },
                }
            }
            // The `$id` of a schema in the same file may look like an address.
            Err(report) => match self.anchor(source, reference) {
                Some(keys) => (source, keys),
                None => return Err(report),
            },
        };
        self.settle(reference, kind, at, file, keys)
    }

    /// From a file and keys to a component, where it is one already.
    fn settle(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &At<'_>,
        source: usize,
        mut keys: Vec<String>,
    ) -> Result<Lead, Box<Report>> {
        if let [section, name, ..] = keys.as_slice()
            && let Some(scope) = self.scopes.iter().rev().find(|scope| {
                scope.source == source && scope.names.iter().any(|(s, n)| s == section && n == name)
            })
        {
            let mut scoped = scope.keys.clone();
            scoped.append(&mut keys);
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
                        self.misspelt(reference, &name, kind, at)
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
    fn schema_of(
        &mut self,
        reference: &str,
        kind: Kind,
        at: &At<'_>,
        mut keys: Vec<String>,
    ) -> Option<Lead> {
        if kind != Kind::Schema {
            return None;
        }
        let Found::Here(Value::Object(object)) = pointer::find(&mut self.home, &keys) else {
            return None;
        };
        if !object.contains("schema") {
            let content = object.get("content")?.as_object()?;
            let media = content.keys().find(|media| media.contains("json"))?;
            content.get(media)?.as_object()?.get("schema")?;
            keys.extend(["content".to_owned(), media.to_owned()]);
        }
        keys.push("schema".to_owned());
        self.reports.push(Report::warning(
            "misspelt-reference",
            &at.place(),
            format!("`{reference}` is no schema; it is read as a reference to the schema in it"),
        ));
        Some(Lead::Elsewhere(self.home_source, keys))
    }

    /// Nothing is called like that; perhaps something is that was meant.
    fn misspelt(
        &mut self,
        reference: &str,
        name: &str,
        kind: Kind,
        at: &At<'_>,
    ) -> Result<Lead, Box<Report>> {
        let bare = name.rsplit('/').next().unwrap_or(name);
        if self.names.contains(kind, bare) {
            self.reports.push(Report::warning(
                "misspelt-reference",
                &at.place(),
                format!("`{reference}` is read as a reference to the component `{bare}`"),
            ));
            return Ok(Lead::Component(bare.to_owned()));
        }
        let mut report = dangling(reference, at, "nothing is there");
        if let Some(near) = nearest(bare, &self.names.of(kind)) {
            report = report.help(format!("is `{near}` meant?"));
        } else {
            let files: Vec<&str> = self.sources.iter().map(|file| file.name.as_str()).collect();
            if let Some(near) = nearest(name, &files) {
                report = report.help(format!("is the file `{near}` meant?"));
            }
        }
        Err(Box::new(report))
    }

    /// What a reference that leads nowhere refers to from now on: a component that says nothing.
    fn stand_in(&mut self, kind: Kind) -> String {
        let name = "Missing".to_owned();
        if kind == Kind::Parameter {
            self.missing_parameters = true;
        }
        if !self.names.contains(kind, &name) {
            self.names.add(kind, &name);
            self.put(kind, &name, nothing(kind));
        }
        name
    }

    /// Makes a component of what a job names.
    fn work(&mut self, job: &Job) {
        let problem = match self.take(job) {
            Ok(mut value) => {
                let place = self.place_of(job.source, &job.keys);
                if let Value::Object(object) = &mut value {
                    object.set_place(&At::Base(&place));
                }
                self.walk(job.kind, &mut value, &At::Base(&place), job.source);
                self.put(job.kind, &job.name, value);
                return;
            }
            Err(problem) => problem,
        };
        let at = At::Base(&job.from);
        self.reports.push(dangling(&job.reference, &at, &problem));
        if job.kind == Kind::Parameter {
            self.missing_parameters = true;
        }
        self.put(job.kind, &job.name, nothing(job.kind));
    }

    /// Takes what a job names out of its file and leaves a reference there.
    fn take(&mut self, job: &Job) -> Result<Value, String> {
        if job.source == self.home_source
            && let Some(kind) = kind_at(&job.keys)
            && kind != job.kind
        {
            return Err(format!(
                "a {} is needed, that is a {}",
                job.kind.word(),
                kind.word()
            ));
        }
        self.read(job.source);
        let section = job.kind.section().unwrap_or("schemas");
        let stub = format!("{RESOLVED}{section}/{}", escape(&job.name));
        let mut keys = job.keys.clone();
        let mut at_home = job.source == self.home_source;
        // Each round leaves a component for another one; more rounds than this are a circle.
        for _ in 0..64 {
            let tree = if at_home {
                &mut self.home
            } else {
                match self.trees.get_mut(&job.source) {
                    Some(Some(tree)) => tree,
                    _ => return Err("the file cannot be read".to_owned()),
                }
            };
            match pointer::find(tree, &keys) {
                Found::Here(value) => {
                    return match value {
                        Value::Object(_) => Ok(std::mem::replace(value, Value::reference(stub))),
                        Value::Bool(_) if job.kind == Kind::Schema => Ok(value.clone()),
                        other => Err(format!("there is {} there", other.describe())),
                    };
                }
                Found::Moved { component, rest } => {
                    at_home = true;
                    keys = vec!["components".to_owned(), component.0, component.1];
                    keys.extend(rest);
                }
                Found::Nothing => return Err("nothing is there".to_owned()),
            }
        }
        Err("it leads in a circle".to_owned())
    }

    fn put(&mut self, kind: Kind, name: &str, value: Value) {
        if let (Value::Object(home), Some(section)) = (&mut self.home, kind.section()) {
            let components = home.object_entry("components");
            components.object_entry(section).insert(name, value);
        }
    }

    fn exists(&mut self, source: usize, keys: &[String]) -> bool {
        self.read(source);
        match self.trees.get_mut(&source) {
            Some(Some(tree)) => !matches!(pointer::find(tree, keys), Found::Nothing),
            _ => false,
        }
    }

    /// Reads another file, once.
    fn read(&mut self, source: usize) {
        if source == self.home_source || self.trees.contains_key(&source) {
            return;
        }
        let tree = self
            .sources
            .get(source)
            .and_then(|file| load::load(file, self.reports));
        self.trees.insert(source, tree);
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.files.get(name).copied()
    }

    fn place_of(&self, source: usize, keys: &[String]) -> Place {
        let name = self
            .sources
            .get(source)
            .map_or("", |file| file.name.as_str());
        keys.iter()
            .fold(Place::root(name), |place, key| place.child(key))
    }

    /// Where an `$anchor`, `$dynamicAnchor` or `$id` stands.
    fn anchor(&mut self, source: usize, name: &str) -> Option<Vec<String>> {
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

    /// Parameters that are not to be had are left out.
    fn drop_missing_parameters(&mut self) {
        let missing: Vec<String> = section_of(&self.home, "parameters")
            .into_iter()
            .flat_map(Object::iter)
            .filter(|(_, value)| value.as_object().is_some_and(Object::is_empty))
            .map(|(name, _)| format!("{RESOLVED}parameters/{}", escape(name)))
            .collect();
        let is_missing = |value: &Value| {
            value
                .ref_target()
                .is_some_and(|target| missing.iter().any(|name| name == target))
        };
        for path in [&["paths"] as &[&str], &["webhooks"]] {
            let Some(items) = container(&mut self.home, path) else {
                continue;
            };
            for (_, item) in items.iter_mut() {
                let Value::Object(item) = item else { continue };
                for (key, value) in item.iter_mut() {
                    let parameters = match value {
                        Value::List(parameters) if key == "parameters" => parameters,
                        Value::Object(operation) => match operation.get_mut("parameters") {
                            Some(Value::List(parameters)) => parameters,
                            _ => continue,
                        },
                        _ => continue,
                    };
                    parameters.retain(|parameter| !is_missing(parameter));
                }
            }
        }
        if let Some(parameters) = container(&mut self.home, &["components", "parameters"]) {
            parameters.retain(|_, value| !value.as_object().is_some_and(Object::is_empty));
        }
    }

    /// Copies in what containers refer to: `properties: {$ref: ./properties.yaml}` is no OpenAPI, but people write it.
    fn inline_containers(&mut self, kind: Kind, object: &mut Object, at: &At<'_>, source: usize) {
        for (key, value) in object.iter_mut() {
            let is_container = match kind.child(key) {
                Some(Child::Map(_) | Child::Patterned(_) | Child::List(_)) => true,
                Some(Child::One(kind)) => kind == Kind::Components,
                None => false,
            };
            if is_container && value.ref_target().is_some() {
                self.inline_container(value, &at.key(key), source);
            }
        }
    }
}

/// `$ref: '#'` means the schema it stands in, to those who write it.
fn whole_document(reference: &str, at: &At<'_>) -> Result<Lead, Box<Report>> {
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

fn dangling(reference: &str, at: &At<'_>, why: &str) -> Report {
    Report::warning(
        "dangling-reference",
        &at.place(),
        format!("the reference `{reference}` leads nowhere: {why}"),
    )
}

/// The least that an object of a kind can say.
fn nothing(kind: Kind) -> Value {
    let mut object = Object::default();
    match kind {
        Kind::Response => object.insert("description", Value::string("")),
        Kind::Header => object.insert("schema", Value::Object(Object::default())),
        _ => {}
    }
    Value::Object(object)
}

fn section_of<'v>(root: &'v Value, section: &str) -> Option<&'v Object> {
    root.as_object()?
        .get("components")?
        .as_object()?
        .get(section)?
        .as_object()
}

fn container<'v>(root: &'v mut Value, path: &[&str]) -> Option<&'v mut Object> {
    let mut object = root.as_object_mut()?;
    for key in path {
        object = object.get_mut(key)?.as_object_mut()?;
    }
    Some(object)
}

/// What the specification says stands behind these keys of a document.
fn kind_at(keys: &[String]) -> Option<Kind> {
    let mut kind = Kind::Root;
    let mut keys = keys.iter();
    while let Some(key) = keys.next() {
        kind = match kind.child(key)? {
            Child::One(kind) => kind,
            Child::List(kind) | Child::Map(kind) | Child::Patterned(kind) => {
                keys.next()?;
                kind
            }
        };
    }
    Some(kind)
}

fn anchors(value: &Value, keys: &mut Vec<String>, found: &mut HashMap<String, Vec<String>>) {
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

#[cfg(test)]
mod tests;
