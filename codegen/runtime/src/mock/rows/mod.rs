//! Lists that answer filters, orders, pages and totals by themselves, from rows.
//!
//! | file | |
//! |---|---|
//! | `find.rs` | the response to a call |
//! | `query.rs` | the conditions that a query has, read as a server reads it |
//! | `condition.rs` | whether a row meets one |
//! | `page.rs` | which rows are on a page |
//! | `refusal.rs` | why a call gets none |

mod condition;
mod find;
mod page;
mod query;
mod refusal;

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use http::StatusCode;
use serde::Serialize;
use serde_json::Value as Json;

use self::condition::Rules;
pub use self::page::Page;
use self::page::{Counting, Size};
pub use self::refusal::Refusal;

/// Rows that a list answers from: [`Mock::rows`](super::Mock::rows).
///
/// A row is an object: the members of an item, and others that filters are for. Which rows meet a filter is decided from
/// what is sent, as by a server: numbers, instants, dates and identifiers are compared as such, other texts by their
/// characters, and what has no value meets no condition but the one that asks for that. What the rows have no member
/// for, or an operator that only the server understands, is a response 501 that says so; what no server would take
/// (a parameter that the document does not have, a position that was not given out) is a [`Refusal`].
///
/// ```
/// # mod generated_client { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/sample/api.rs")); }
/// # use generated_client::{Client, Uuid, entitlements::ListUniqueEntitlementsForCustomer};
/// use serde_json::json;
/// use tamis_runtime::mock::{Mock, Rows};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let rows = (1..=30).map(|number| json!({
///     "entitlement": {"id": Uuid::from_u128(number), "name": "Seats"},
///     "quantity": number,
/// }));
/// let rows = Rows::new(rows)
///     .page(|page| json!({"results": page.items(), "next": page.next(), "total_count": page.total()}))
///     .cursor("cursor")
///     .size("limit", 10, 1..=1000);
/// let api = Mock::new();
/// api.rows(&ListUniqueEntitlementsForCustomer::new(Uuid::nil()), rows);
///
/// let client = Client::builder().api_token_auth("a").organisation_auth("b").transport(api).build()?;
/// let list = client.entitlements().list_unique_entitlements_for_customer(Uuid::nil()).quantity(4.0..20.0);
/// let items: Vec<_> = list.items().try_collect().await?;
/// assert_eq!(items.len(), 16);
/// # Ok(())
/// # }
/// # tokio::runtime::Runtime::new().unwrap().block_on(example()).unwrap();
/// ```
#[must_use]
#[derive(Clone)]
pub struct Rows {
    all: Vec<Json>,
    page: Arc<dyn Fn(&Page) -> Json + Send + Sync>,
    refusal: Arc<Refuse>,
    position: Option<(String, Counting)>,
    size: Option<Size>,
    orders: Vec<Order>,
    values: Vec<(String, Arc<ValueOf>)>,
    parameters: Vec<(String, Arc<Meets>)>,
    rules: Rules,
}

/// The response to what is refused.
type Refuse = dyn Fn(&Refusal) -> (StatusCode, Json) + Send + Sync;

/// What a row has for a filter.
type ValueOf = dyn Fn(&Json) -> Json + Send + Sync;

/// Whether a row meets the value of a parameter.
type Meets = dyn Fn(&Json, &str) -> bool + Send + Sync;

/// A parameter for the order.
#[derive(Clone)]
struct Order {
    name: String,
    /// The parameter for the direction; without one, `-` before a name turns it round.
    direction: Option<String>,
}

impl Rows {
    /// Rows, in their order unless another one is asked for.
    ///
    /// # Panics
    ///
    /// When one cannot be written as JSON.
    pub fn new<R: Serialize>(rows: impl IntoIterator<Item = R>) -> Self {
        let json = |row: R| serde_json::to_value(row).unwrap_or_else(|error| unusable(&error));
        Self {
            all: rows.into_iter().map(json).collect(),
            page: Arc::new(|page| Json::from(page.items())),
            refusal: Arc::new(Refusal::usual),
            position: None,
            size: None,
            orders: Vec::new(),
            values: Vec::new(),
            parameters: Vec::new(),
            rules: Rules::default(),
        }
    }

    /// Sets what the response looks like. Without this call, it is the list of the rows.
    pub fn page(mut self, page: impl Fn(&Page) -> Json + Send + Sync + 'static) -> Self {
        self.page = Arc::new(page);
        self
    }

    /// Sets the parameter for a position that only the server understands.
    pub fn cursor(self, name: &str) -> Self {
        self.positioned(name, Counting::Cursor)
    }

    /// Sets the parameter for how many rows are left out.
    pub fn offset(self, name: &str) -> Self {
        self.positioned(name, Counting::Offset)
    }

    /// Sets the parameter for the number of a page, of which the first has the given one.
    pub fn number(self, name: &str, first: usize) -> Self {
        self.positioned(name, Counting::Number(first))
    }

    fn positioned(mut self, name: &str, counting: Counting) -> Self {
        self.position = Some((name.to_owned(), counting));
        self
    }

    /// Sets the parameter for how many rows a page has, how many they are without it, and how many there can be.
    pub fn size(mut self, name: &str, usual: usize, allowed: RangeInclusive<usize>) -> Self {
        let name = name.to_owned();
        self.size = Some(Size {
            name,
            usual,
            allowed,
        });
        self
    }

    /// Sets the parameter for the order: names, joined by commas, with `-` before one that is to be turned round.
    pub fn order(mut self, name: &str) -> Self {
        self.orders.push(Order {
            name: name.to_owned(),
            direction: None,
        });
        self
    }

    /// Sets the parameter for the order, and the one that is `desc` where it is to be turned round.
    pub fn order_by(mut self, name: &str, direction: &str) -> Self {
        self.orders.push(Order {
            name: name.to_owned(),
            direction: Some(direction.to_owned()),
        });
        self
    }

    /// Sets what a row has for the filter that has a parameter of this name, where it is not the member of that name.
    pub fn value(
        mut self,
        name: &str,
        value: impl Fn(&Json) -> Json + Send + Sync + 'static,
    ) -> Self {
        self.values.push((name.to_owned(), Arc::new(value)));
        self
    }

    /// Sets which rows meet the value of a parameter: a search, say, a condition of the server's own, or a credential that
    /// travels in the query.
    pub fn parameter(
        mut self,
        name: &str,
        meets: impl Fn(&Json, &str) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.parameters.push((name.to_owned(), Arc::new(meets)));
        self
    }

    /// Lets what has no value be unequal to every value, as it is for Django's `exclude`. In SQL it is neither.
    pub fn nothing_is_unequal(mut self) -> Self {
        self.rules.nothing_is_unequal = true;
        self
    }

    /// Sets the response to what is refused. Without this call, it is 422, and the body that FastAPI gives.
    ///
    /// # Panics
    ///
    /// The mock does, when the function returns what is no status.
    pub fn refusal(
        mut self,
        refusal: impl Fn(&Refusal) -> (u16, Json) + Send + Sync + 'static,
    ) -> Self {
        self.refusal = Arc::new(move |refused| {
            let (status, body) = refusal(refused);
            let status = StatusCode::from_u16(status).unwrap_or_else(|error| unusable(&error));
            (status, body)
        });
        self
    }
}

#[expect(clippy::panic, reason = "a test that cannot be meant")]
fn unusable(error: &dyn fmt::Display) -> ! {
    panic!("these rows cannot be used: {error}")
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("rows", &self.all.len())
            .finish_non_exhaustive()
    }
}
