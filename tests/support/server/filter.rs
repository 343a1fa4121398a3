//! The eight families of filter parameters, as fastapi-filter and SQL understand them.
//!
//! In: the query. Out: which rows are admitted. All conditions are AND-ed; a row without a value fails every
//! comparison, `neq` included; names that a family does not have are ignored, without a word.

use uuid::Uuid;

use super::data::Row;
use super::query::{Complaints, Input, Instant, Query};

/// All conditions of a request.
#[derive(Debug)]
pub(super) struct Filters {
    id: Conditions<Uuid>,
    entitlement: Conditions<Uuid>,
    customer: Conditions<Uuid>,
    contract_id: Conditions<Uuid>,
    created_at: Conditions<Instant>,
    active_from: Conditions<Instant>,
    quantity: Conditions<f64>,
    quantity_used: Conditions<f64>,
}

impl Filters {
    pub(super) fn read(query: &Query, complaints: &mut Complaints) -> Self {
        Self {
            id: Conditions::identity(query, "id", complaints),
            entitlement: Conditions::identity(query, "entitlement", complaints),
            customer: Conditions::identity(query, "customer", complaints),
            contract_id: Conditions::identity(query, "contract_id", complaints),
            created_at: Conditions::ordered(query, "created_at", complaints),
            active_from: Conditions::ordered(query, "active_from", complaints),
            quantity: Conditions::ordered(query, "quantity", complaints),
            quantity_used: Conditions::ordered(query, "quantity_used", complaints),
        }
    }

    pub(super) fn admit(&self, row: &Row) -> bool {
        self.id.admit(row.id)
            && self.entitlement.admit(Some(row.entitlement))
            && self.customer.admit(row.customer)
            && self.contract_id.admit(row.contract_id)
            && self.created_at.admit(row.created_at.map(Instant))
            && self.active_from.admit(row.active_from.map(Instant))
            && self.quantity.admit(row.quantity)
            && self.quantity_used.admit(row.quantity_used)
    }
}

/// The conditions on one column.
#[derive(Debug)]
struct Conditions<T> {
    eq: Option<T>,
    neq: Option<T>,
    gt: Option<T>,
    gte: Option<T>,
    lt: Option<T>,
    lte: Option<T>,
    list: Option<Vec<T>>,
    null: Option<bool>,
}

impl<T: Input + Copy + PartialOrd> Conditions<T> {
    /// `=`, `__in`, `__isnull`.
    fn identity(query: &Query, name: &str, complaints: &mut Complaints) -> Self {
        Self {
            eq: query.value(name, complaints),
            neq: None,
            gt: None,
            gte: None,
            lt: None,
            lte: None,
            list: query.list(&format!("{name}__in"), complaints),
            null: query.value(&format!("{name}__isnull"), complaints),
        }
    }

    /// All eight.
    fn ordered(query: &Query, name: &str, complaints: &mut Complaints) -> Self {
        Self {
            neq: query.value(&format!("{name}__neq"), complaints),
            gt: query.value(&format!("{name}__gt"), complaints),
            gte: query.value(&format!("{name}__gte"), complaints),
            lt: query.value(&format!("{name}__lt"), complaints),
            lte: query.value(&format!("{name}__lte"), complaints),
            ..Self::identity(query, name, complaints)
        }
    }

    fn admit(&self, value: Option<T>) -> bool {
        if self.null.is_some_and(|null| null != value.is_none()) {
            return false;
        }
        // SQL: a comparison with NULL is not true, whichever it is.
        let holds = |condition: Option<T>, compare: fn(&T, &T) -> bool| {
            condition.is_none_or(|bound| value.is_some_and(|value| compare(&value, &bound)))
        };
        let listed = |list: &Vec<T>| value.is_some_and(|value| list.contains(&value));
        holds(self.eq, T::eq)
            && holds(self.neq, T::ne)
            && holds(self.gt, T::gt)
            && holds(self.gte, T::ge)
            && holds(self.lt, T::lt)
            && holds(self.lte, T::le)
            && self.list.as_ref().is_none_or(listed)
    }
}
