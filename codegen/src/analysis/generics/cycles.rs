//! Would an alias lead back to itself?
//!
//! In: the instances. Out: those without the ones that aliases cannot express: `type A = Crate<B>` and `type B = Crate<A>`.

use std::collections::BTreeSet;

use super::recover::Recovery;
use crate::ir::{TypeId, TypeKind, TypeRef};

impl Recovery<'_> {
    /// Lets types stand for themselves whose arguments would lead back to them: aliases cannot do that.
    pub(super) fn break_alias_cycles(&mut self) {
        let ids: Vec<TypeId> = self.generics.instances.keys().copied().collect();
        for id in ids {
            if !self.leads_to_itself(id) {
                continue;
            }
            let Some(instance) = self.generics.instances.remove(&id) else {
                continue;
            };
            if let Some(template) = self.generics.templates.get_mut(instance.template.0) {
                template.instances.retain(|other| *other != id);
            }
            self.refuse(id, "its arguments lead back to itself");
        }
    }

    fn leads_to_itself(&self, id: TypeId) -> bool {
        let mut visited = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let mut back = false;
            let mut lead = |ty: &TypeRef| {
                ty.for_each_named(&mut |part| {
                    back |= part == id;
                    if visited.insert(part) {
                        open.push(part);
                    }
                });
            };
            match (self.generics.instance(next), &self.api.ty(next).kind) {
                (Some(instance), _) => instance.arguments.iter().for_each(&mut lead),
                (None, TypeKind::Alias(target)) => lead(target),
                _ => {}
            }
            if back {
                return true;
            }
        }
        false
    }
}
