//! What do the instances of a template say of themselves in the same words?
//!
//! In: the instances. Out: the template's documentation.

use super::Template;
use crate::ir::{Api, Docs, TypeKind};

/// Leaves in a template's documentation what all of its instances say.
pub(super) fn share_docs(api: &Api, template: &mut Template) {
    let mut instances = template.instances.iter().map(|id| api.ty(*id));
    if let Some(first) = instances.next() {
        template.docs = first.docs.clone();
    }
    for other in instances {
        keep_shared(&mut template.docs, &other.docs);
        let TypeKind::Object(object) = &other.kind else {
            continue;
        };
        for (field, other) in template.body.fields.iter_mut().zip(&object.fields) {
            keep_shared(&mut field.docs, &other.docs);
        }
    }
    // The titles name the instances, not the template.
    template.docs.title = None;
}

fn keep_shared(docs: &mut Docs, other: &Docs) {
    fn keep(text: &mut Option<String>, other: Option<&String>) {
        if text.as_ref() != other {
            *text = None;
        }
    }
    keep(&mut docs.title, other.title.as_ref());
    keep(&mut docs.summary, other.summary.as_ref());
    keep(&mut docs.description, other.description.as_ref());
    keep(&mut docs.default, other.default.as_ref());
    docs.deprecated &= other.deprecated;
    docs.examples.retain(|text| other.examples.contains(text));
    (docs.constraints).retain(|text| other.constraints.contains(text));
}
