//! Making a component of something that stands elsewhere: it is taken out, and a reference stays in its place.

use super::super::at::At;
use super::super::grammar::{Child, Kind};
use super::super::tree::Value;
use super::missing::nothing;
use super::pointer;
use super::pointer::Lookup;
use super::pointer::{RESOLVED, escape};
use super::resolver::{Job, Resolver, dangling};

impl Resolver<'_, '_> {
    /// Makes a component of what a job names.
    pub(super) fn work(&mut self, job: &Job) {
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
        self.diagnostics
            .push(dangling(&job.reference, &at, &problem));
        if job.kind == Kind::Parameter {
            self.missing_parameters = true;
        }
        self.put(job.kind, &job.name, nothing(job.kind));
    }

    /// Takes what a job names out of its file and leaves a reference there.
    pub(super) fn take(&mut self, job: &Job) -> Result<Value, String> {
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
                Lookup::Here(value) => {
                    return match value {
                        Value::Object(_) => Ok(std::mem::replace(value, Value::reference(stub))),
                        Value::Bool(_) if job.kind == Kind::Schema => Ok(value.clone()),
                        other => Err(format!("there is {} there", other.describe())),
                    };
                }
                Lookup::Moved { component, rest } => {
                    at_home = true;
                    keys = vec!["components".to_owned(), component.0, component.1];
                    keys.extend(rest);
                }
                Lookup::Nothing => return Err("nothing is there".to_owned()),
            }
        }
        Err("it leads in a circle".to_owned())
    }
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
