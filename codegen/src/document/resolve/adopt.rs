//! The components that a document has of its own, and those that it only refers to.

use super::super::at::At;
use super::super::grammar::SECTIONS;
use super::super::tree::Object;
use super::resolver::{Job, Lead, Resolver, section_of};

impl Resolver<'_, '_> {
    pub(super) fn collect_names(&mut self) {
        for (section, kind) in SECTIONS {
            let members = section_of(&self.home, section);
            for name in members.into_iter().flat_map(Object::keys) {
                self.names.add(kind, name);
            }
        }
    }

    /// `Pet: {$ref: ./schemas/pet.yaml}`: the file's content is the component.
    pub(super) fn adopt_components(&mut self, root: &At<'_>) {
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
}
