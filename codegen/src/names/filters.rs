//! Names of filter fields and of profiles.
//!
//! A filter field is the table that says under which name each operator of a family is sent. Equal tables are one,
//! however many operations use them.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Symbols, convert, join};
use super::known::{CLIENT, call};
use super::ledger::{Kind, Ledger};
use super::taken::Taken;
use crate::analysis::Facts;
use crate::analysis::filters::{
    Arity, EmptyList, FamilyExpression, FamilyId, FilterFamily, KnownProfile, NullValues, Op,
    Profile, ProfileId,
};
use crate::ir::{Api, OperationId};

/// The filter fields and profiles of a client.
#[derive(Clone, Debug)]
pub(crate) struct FilterFields {
    /// The distinct fields: name, and a family that has it.
    fields: Vec<FilterField>,
    of: BTreeMap<(OperationId, FamilyId), FilterFieldId>,
    profiles: Vec<String>,
    vendor: BTreeMap<String, String>,
}

/// A filter field: its name, and a family that has it.
pub(crate) type FilterField = (String, OperationId, FamilyId);

/// The position of a filter field among those of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FilterFieldId(usize);

impl FilterFields {
    /// The name of a family's field.
    pub(crate) fn of(&self, operation: OperationId, family: FamilyId) -> &str {
        &self.fields[self.of[&(operation, family)].0].0
    }

    /// All fields, each with a family that has it, sorted by name.
    pub(crate) fn sorted(&self) -> Vec<FilterField> {
        let mut fields = self.fields.clone();
        fields.sort_unstable();
        fields
    }

    /// Whether there is no field.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The servers' own operators, each with the name of its marker type.
    pub(crate) fn vendor(&self) -> impl Iterator<Item = (&str, &str)> {
        self.vendor
            .iter()
            .map(|(op, name)| (op.as_str(), name.as_str()))
    }

    /// The name of the marker type of a server's own operator.
    pub(crate) fn marker(&self, op: &str) -> Option<&str> {
        self.vendor.get(op).map(String::as_str)
    }

    /// The name of a profile.
    pub(crate) fn profile(&self, id: ProfileId) -> &str {
        &self.profiles[id.index()]
    }
}

/// What the module of the filter fields has in scope for itself.
const RESERVED: &[&str] = &[
    "Ordered",
    "Identity",
    "EmptyList",
    "Expression",
    "FilterField",
    "Grammar",
    "ListStyle",
    "Offers",
    "Option",
    "Some",
    "TextOp",
    "VendorOp",
];

/// Names all filter fields and profiles.
pub(super) fn name<'l>(api: &Api, facts: &Facts, ledger: &'l Ledger<'l>) -> FilterFields {
    let profile_scope = Taken::reserving(RESERVED.iter().copied());
    let mut profile_scope = profile_scope.of(ledger, Kind::Profiles, CLIENT);
    let first_uses = first_uses(api, facts);
    let profiles: Vec<String> = facts
        .filters
        .profiles()
        .map(|(id, profile)| {
            let stem = first_uses.get(&id).copied().unwrap_or_default();
            profile_name(profile, stem, &mut profile_scope)
        })
        .collect();
    let own: BTreeSet<&str> = facts
        .filters
        .profiles()
        .flat_map(|(_, profile)| &profile.ops)
        .filter_map(Op::vendor_name)
        .collect();
    let vendor = own
        .into_iter()
        .map(|op| {
            let plain = convert(op, Case::Type, Symbols::Separate);
            let long = format!("{plain}Operator");
            (
                op.to_owned(),
                profile_scope.take([plain, long], op, Case::Type),
            )
        })
        .collect();
    let uses = uses(api, facts);
    let mut scope = Taken::default().of(ledger, Kind::Filters, CLIENT);
    let mut known: BTreeMap<(Table<'_>, &str), FilterFieldId> = BTreeMap::new();
    let mut fields = Vec::new();
    let mut of = BTreeMap::new();
    for operation in api.operation_ids() {
        for (index, family) in facts
            .filters
            .operation(operation)
            .families
            .iter()
            .enumerate()
        {
            let family_id = FamilyId(index);
            let id = *known
                .entry((table(family), &family.stem))
                .or_insert_with(|| {
                    let uses = uses.get(&table(family)).map(Vec::as_slice);
                    let profile = &profiles[family.profile.index()];
                    let name = field_name(family, uses.unwrap_or_default(), profile, &mut scope);
                    fields.push((name, operation, family_id));
                    FilterFieldId(fields.len() - 1)
                });
            of.insert((operation, family_id), id);
        }
    }
    FilterFields {
        fields,
        of,
        profiles,
        vendor,
    }
}

/// What makes two fields the same.
type Table<'f> = (
    Vec<(&'f Op, &'f str, Arity)>,
    EmptyList,
    Option<&'f NullValues>,
    Option<(&'f str, &'f FamilyExpression)>,
);

fn table(family: &FilterFamily) -> Table<'_> {
    let mut table: Vec<_> = family
        .members
        .iter()
        .map(|member| (&member.op, member.wire_name.as_str(), member.arity))
        .collect();
    table.sort_unstable();
    let expression = family.expression.as_ref();
    (
        table,
        family.empty_list,
        family.null_values.as_ref(),
        expression.map(|expression| (family.stem.as_str(), expression)),
    )
}

/// The field that is the first to have each profile.
fn first_uses<'f>(api: &Api, facts: &'f Facts) -> BTreeMap<ProfileId, &'f str> {
    let mut first = BTreeMap::new();
    for operation in api.operation_ids() {
        for family in &facts.filters.operation(operation).families {
            first.entry(family.profile).or_insert(family.stem.as_str());
        }
    }
    first
}

/// Where each field is used.
fn uses<'f>(api: &Api, facts: &'f Facts) -> BTreeMap<Table<'f>, Vec<String>> {
    let mut uses: BTreeMap<Table<'f>, Vec<String>> = BTreeMap::new();
    for operation in api.operation_ids() {
        for family in &facts.filters.operation(operation).families {
            let call = call(api.operation(operation));
            let of = format!("{call} {}", family.stem);
            uses.entry(table(family)).or_default().push(of);
        }
    }
    uses
}

fn field_name(
    family: &FilterFamily,
    uses: &[String],
    profile: &str,
    scope: &mut Taken<'_>,
) -> String {
    let plain = convert(&family.stem, Case::Static, Symbols::Separate);
    let with_profile = format!(
        "{plain}_{}",
        convert(profile, Case::Static, Symbols::Separate)
    );
    let identity = format!("{:?}", table(family));
    scope.take_for(uses, [plain, with_profile], &identity, Case::Static)
}

/// The name of a profile: its operators, or, where these are too many, that of the first field that has it.
fn profile_name(profile: &Profile, stem: &str, scope: &mut Taken<'_>) -> String {
    match profile.known {
        Some(KnownProfile::Ordered) => "Ordered".to_owned(),
        Some(KnownProfile::Identity) => "Identity".to_owned(),
        None => {
            let words: Vec<String> = profile.ops.iter().map(op_name).collect();
            let long = join(words.iter().map(String::as_str), Case::Type);
            let identity = long.clone();
            let short = if long.len() <= 30 {
                long
            } else {
                "Operators".to_owned()
            };
            let by_field = convert(stem, Case::Type, Symbols::Separate) + "Operators";
            scope.take([short, by_field], &identity, Case::Type)
        }
    }
}

/// An operator as a word of a name.
fn op_name(op: &Op) -> String {
    match op {
        Op::Text(text) => text.name(),
        Op::Other(name) => name.clone(),
        Op::IsNull => "null".to_owned(),
        other => format!("{other:?}"),
    }
}
