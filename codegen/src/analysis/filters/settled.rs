//! What was chosen for a family as a whole.
//!
//! In: what was chosen for its parameters. Out: one choice of each kind, the strongest, and the facts for an explanation.

use super::choices::Setting;
use super::group::Chosen;
use super::model::{Arity, Member};
use crate::ir::filters::{EmptyList, ListStyle, NullValues, Op};

/// The choices for a family.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    list: Option<Setting<ListStyle>>,
    empty_list: Option<Setting<EmptyList>>,
    null_values: Option<Setting<NullValues>>,
}

impl Settled {
    /// Of each kind the strongest choice, as far as a member has a use for it.
    pub(super) fn of<'c>(chosen: impl IntoIterator<Item = &'c Chosen>, members: &[Member]) -> Self {
        let mut settled = Self::default();
        for chosen in chosen {
            stronger(&mut settled.list, chosen.list.as_ref());
            stronger(&mut settled.empty_list, chosen.empty_list.as_ref());
            stronger(&mut settled.null_values, chosen.null_values.as_ref());
        }
        if members.iter().all(|member| member.arity == Arity::One) {
            settled.list = None;
            settled.empty_list = None;
        }
        if !members
            .iter()
            .any(|member| matches!(member.op, Op::IsNull | Op::NotNull))
        {
            settled.null_values = None;
        }
        settled.empty_list.iter().for_each(Setting::follow);
        settled.null_values.iter().for_each(Setting::follow);
        settled
    }

    /// What an empty list does.
    pub(super) fn empty_list(&self) -> EmptyList {
        (self.empty_list.as_ref()).map_or_else(EmptyList::default, |told| told.value)
    }

    /// What is sent to ask for null, if it is not `true` and `false`.
    pub(super) fn null_values(&self) -> Option<NullValues> {
        self.null_values.as_ref().map(|told| told.value.clone())
    }

    /// Who said what.
    pub(super) fn facts(&self, members: &[Member]) -> Vec<String> {
        let mut facts = Vec::new();
        if let Some(Setting { value, by, .. }) = &self.list {
            let is_so = |member: &&Member| member.arity == Arity::List(*value);
            if let Some(member) = members.iter().find(is_so) {
                let (name, style) = (&member.wire_name, value.name());
                facts.push(format!("the list of `{name}` is `{style}`, says {by}"));
            }
        }
        if let Some(Setting { value, by, .. }) = &self.empty_list {
            let done = match value {
                EmptyList::Refuse => "refused",
                EmptyList::Send => "sent",
            };
            facts.push(format!("an empty list is {done}, says {by}"));
        }
        if let Some(Setting { value, by, .. }) = &self.null_values {
            let NullValues { null, not_null } = value;
            facts.push(format!(
                "null is `{null}` and what is not null `{not_null}`, says {by}"
            ));
        }
        facts
    }
}

fn stronger<T: Clone>(settled: &mut Option<Setting<T>>, chosen: Option<&Setting<T>>) {
    let Some(chosen) = chosen else { return };
    let is_stronger = (settled.as_ref()).is_none_or(|known| known.strength < chosen.strength);
    if is_stronger {
        *settled = Some(chosen.clone());
    }
}
