//! Every operator on every family of filters: what to set, what must be on the wire, which rows must come back.
//!
//! In: the data set. Out: [`Case`]s, which are put to every server there is. The predicates are written out once more,
//! over plain rows, and share nothing with any server: a misspelt parameter is ignored by servers, so that only the
//! rows themselves can tell.

mod ordered;

use generated_client::entitlements::ListUniqueEntitlementsForCustomer;
use generated_client::{Filter, Timestamp, Uuid};
use tamis_runtime::Identity;

use self::ordered::ordered;
use crate::server::data::{self, Row};

/// The list operation by itself, without a client.
pub(crate) type List = ListUniqueEntitlementsForCustomer;

/// One or more conditions.
pub(crate) struct Case {
    /// The condition, for messages.
    pub(crate) name: String,
    /// The field that it is about.
    pub(crate) field: &'static str,
    /// Sets the condition.
    pub(crate) apply: Box<dyn Fn(List) -> List>,
    /// The parameters that must be sent, decoded.
    pub(crate) parameters: Vec<(String, String)>,
    /// Whether the row must come back.
    pub(crate) admit: Box<dyn Fn(&Row) -> bool>,
}

impl Case {
    /// The rows that must come back, in the data set's order.
    pub(crate) fn expected<'a>(&self, rows: &'a [Row]) -> Vec<&'a Row> {
        rows.iter().filter(|row| (self.admit)(row)).collect()
    }
}

/// Every operator on every family.
pub(crate) fn cases(rows: &[Row]) -> Vec<Case> {
    let mut cases = Vec::new();
    identity("id", List::id, |row| row.id, rows, &mut cases);
    identity(
        "entitlement",
        List::entitlement,
        |row| Some(row.entitlement),
        rows,
        &mut cases,
    );
    identity(
        "customer",
        List::customer,
        |row| row.customer,
        rows,
        &mut cases,
    );
    identity(
        "contract_id",
        List::contract_id,
        |row| row.contract_id,
        rows,
        &mut cases,
    );
    ordered(
        &Family {
            name: "created_at",
            set: List::created_at,
            held: |row| row.created_at,
            send: instant,
            text: instant_text,
        },
        rows,
        &mut cases,
    );
    ordered(
        &Family {
            name: "active_from",
            set: List::active_from,
            held: |row| row.active_from,
            send: instant,
            text: instant_text,
        },
        rows,
        &mut cases,
    );
    ordered(
        &Family {
            name: "quantity",
            set: List::quantity,
            held: |row| row.quantity,
            send: |number| number,
            text: |number| number.to_string(),
        },
        rows,
        &mut cases,
    );
    ordered(
        &Family {
            name: "quantity_used",
            set: List::quantity_used,
            held: |row| row.quantity_used,
            send: |number| number,
            text: |number| number.to_string(),
        },
        rows,
        &mut cases,
    );
    cases
}

/// The client's form of an instant of the data set.
pub(crate) fn instant(micros: i64) -> Timestamp {
    let timestamp = tamis_runtime::jiff::Timestamp::from_microsecond(micros);
    timestamp.expect("not the far future").into()
}

fn instant_text(micros: i64) -> String {
    format!("{}Z", data::civil(micros))
}

/// One family: its name, its setter, its column, and how a value of the column (`V`) is handed over (`T`) and written.
#[derive(Clone, Copy)]
struct Family<T, V, S> {
    name: &'static str,
    set: fn(List, Filter<T, S>) -> List,
    held: fn(&Row) -> Option<V>,
    send: fn(V) -> T,
    text: fn(V) -> String,
}

impl<T, V, S> Family<T, V, S>
where
    T: Clone + 'static,
    V: Copy + PartialOrd + 'static,
    S: Clone + 'static,
{
    /// A value of the column with so many tenths of the others below it.
    fn tenth(&self, rows: &[Row], tenths: usize) -> V {
        let mut values: Vec<V> = rows.iter().filter_map(self.held).collect();
        values.sort_by(|a, b| a.partial_cmp(b).expect("values without NaN"));
        values[values.len() * tenths / 10]
    }

    fn case(
        &self,
        filter: Filter<T, S>,
        parameters: &[(&str, String)],
        admit: impl Fn(Option<V>) -> bool + 'static,
    ) -> Case {
        let Self { set, held, .. } = *self;
        let parameters: Vec<(String, String)> = parameters
            .iter()
            .map(|(operator, value)| (format!("{}{operator}", self.name), value.clone()))
            .collect();
        Case {
            name: format!("{parameters:?}"),
            field: self.name,
            apply: Box::new(move |list| set(list, filter.clone())),
            parameters,
            admit: Box::new(move |row| admit(held(row))),
        }
    }
}

/// `=`, `__in`, `__isnull`.
fn identity(
    name: &'static str,
    set: fn(List, Filter<Uuid, Identity>) -> List,
    held: fn(&Row) -> Option<Uuid>,
    rows: &[Row],
    cases: &mut Vec<Case>,
) {
    let family = Family {
        name,
        set,
        held,
        send: |id| id,
        text: |id: Uuid| id.to_string(),
    };
    let (a, b) = (family.tenth(rows, 2), family.tenth(rows, 7));
    let list = format!("{a},{b}");
    cases.extend([
        family.case(a.into(), &[("", a.to_string())], move |id| id == Some(a)),
        family.case([a, b].into(), &[("__in", list.clone())], move |id| {
            id == Some(a) || id == Some(b)
        }),
        family.case(Filter::is_null(), &[("__isnull", "true".into())], |id| {
            id.is_none()
        }),
        family.case(Filter::not_null(), &[("__isnull", "false".into())], |id| {
            id.is_some()
        }),
        family.case(
            Filter::is_in([a, b]) & Filter::eq(b) & Filter::not_null(),
            &[
                ("__in", list),
                ("", b.to_string()),
                ("__isnull", "false".into()),
            ],
            move |id| id == Some(b),
        ),
    ]);
}
