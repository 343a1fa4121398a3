//! The tour itself: each stop is one thing that the client can do, with the code for it.
//!
//! In: a client and a customer. Out: printed requests and answers. What to filter by is taken from the first page, so
//! that the tour finds something on every service.

use std::error::Error as StdError;
use std::fmt::Debug;

use generated_client::entitlements::ListUniqueEntitlementsForCustomer;
use generated_client::types::{
    EntitlementCustomerSumResponseSchema, PaginatedResults, ValidationErrorLocItem,
};
use generated_client::{Client, Error, Filter, Timestamp, Uuid};
use tamis_runtime::Operation;
use tamis_runtime::jiff::SignedDuration;

use crate::print;

/// The most items that are streamed: enough for the tour, and harmless to a real service.
const MOST_ITEMS: usize = 10_000;

type List = ListUniqueEntitlementsForCustomer<Client>;
type Page = PaginatedResults<EntitlementCustomerSumResponseSchema>;
type Result<T> = std::result::Result<T, Box<dyn StdError>>;

/// A client and the customer whose entitlements are listed.
pub(crate) struct Tour {
    /// The client.
    pub(crate) client: Client,
    /// The customer.
    pub(crate) customer: Uuid,
}

impl Tour {
    /// Makes the whole tour.
    pub(crate) async fn make(&self) -> Result<()> {
        let Some(first) = self.first_page().await? else {
            return Ok(());
        };
        self.ranges(&first).await?;
        self.conditions().await?;
        self.lists(&first).await?;
        self.null_tests().await?;
        if let Some(row) = first.results.first() {
            self.one(row.entitlement.id).await?;
        }
        self.stream().await?;
        self.refused_by_the_server().await?;
        self.refused_before_sending().await?;
        Ok(())
    }

    fn list(&self) -> List {
        self.client
            .entitlements()
            .list_unique_entitlements_for_customer(self.customer)
    }

    async fn first_page(&self) -> Result<Option<Page>> {
        print::stop(
            "The first page",
            "let entitlements = client.entitlements();\n\
             entitlements.list_unique_entitlements_for_customer(customer).limit(5).send().await?",
        );
        self.show(self.list().limit(5)).await
    }

    async fn ranges(&self, first: &Page) -> Result<()> {
        print::stop(
            "A range of instants, oldest first",
            ".created_at(start..end).sort_key(\"created_at\")",
        );
        let known = first
            .results
            .iter()
            .find_map(|row| row.entitlement.created_at);
        let end = known.unwrap_or_else(Timestamp::now);
        let month = SignedDuration::from_hours(30 * 24);
        let start = Timestamp::from(end.saturating_sub(month)?);
        let list = self.list().created_at(start..end).sort_key("created_at");
        self.show(list.limit(5)).await?;
        Ok(())
    }

    async fn conditions(&self) -> Result<()> {
        print::stop(
            "Several conditions on one field: all of them hold",
            ".quantity(Filter::gt(10.0) & Filter::lte(20.0) & Filter::ne(12.5))",
        );
        let quantity = Filter::gt(10.0) & Filter::lte(20.0) & Filter::ne(12.5);
        self.show(self.list().quantity(quantity).limit(5)).await?;
        Ok(())
    }

    async fn lists(&self, first: &Page) -> Result<()> {
        print::stop("One of a list", ".entitlement([a, b])");
        let ids = first.results.iter().map(|row| row.entitlement.id);
        let ids: Vec<Uuid> = ids.take(2).collect();
        if ids.is_empty() {
            print::outcome("this customer has none to ask for");
            return Ok(());
        }
        self.show(self.list().entitlement(ids)).await?;
        Ok(())
    }

    async fn null_tests(&self) -> Result<()> {
        print::stop(
            "With and without a value",
            ".contract_id(Filter::is_null()).active_from(Filter::not_null())",
        );
        let list = self
            .list()
            .contract_id(Filter::is_null())
            .active_from(Filter::not_null());
        self.show(list.limit(5)).await?;
        Ok(())
    }

    async fn one(&self, id: Uuid) -> Result<()> {
        print::stop(
            "One entitlement",
            "entitlements.get_entitlement(id).send().await?",
        );
        let get = self.client.entitlements().get_entitlement(id);
        self.request(&get)?;
        let entitlement = match get.send().await {
            Ok(entitlement) => entitlement,
            Err(error) => return told(error),
        };
        let text = |text: Option<String>| text.unwrap_or_else(print::dash);
        let created = entitlement.created_at.map(|instant| instant.to_string());
        print::members(&[
            ("id", entitlement.id.to_string()),
            ("name", entitlement.name),
            ("description", text(entitlement.description)),
            ("units", text(entitlement.units)),
            ("created at", text(created)),
        ]);

        print::stop(
            "How much of it the customer has",
            "entitlements.get_total_customer_entitlements(id, customer).send().await?",
        );
        let total = self
            .client
            .entitlements()
            .get_total_customer_entitlements(id, self.customer);
        self.request(&total)?;
        let total = match total.send().await {
            Ok(total) => total,
            Err(error) => return told(error),
        };
        let quantity = total.quantity.map(|quantity| quantity.to_string());
        print::members(&[("quantity", text(quantity))]);
        Ok(())
    }

    async fn stream(&self) -> Result<()> {
        print::stop(
            "All of them, page by page, as one stream",
            "let mut items = ….limit(1_000).items();\n\
             while let Some(item) = items.try_next().await? { … }",
        );
        let list = self.list().limit(1_000);
        let mut items = list.clone().items();
        let (mut count, mut pages, mut quantity) = (0_usize, 0_usize, 0.0);
        while count < MOST_ITEMS {
            let item = match items.try_next().await {
                Ok(Some(item)) => item,
                Ok(None) => break,
                Err(error) => return told(error),
            };
            count += 1;
            quantity += item.total_quantity.unwrap_or_default();
            // The first item of a page: tell how that was asked for.
            let place = items.bookmark();
            if place.taken == 1 {
                pages += 1;
                let mut page = list.clone();
                page.cursor = place.position;
                match pages {
                    1..=3 => self.request(&page)?,
                    4 => print::line("  > …"),
                    _ => {}
                }
            }
        }
        print::outcome(&format!(
            "{} items on {pages} pages, with a quantity of {quantity} together",
            grouped(&count)
        ));
        Ok(())
    }

    async fn refused_by_the_server(&self) -> Result<()> {
        print::stop(
            "A request that the server refuses: its error is typed",
            "match ….limit(-1).send().await { Err(Error::Api(response)) => … }",
        );
        let list = self.list().limit(-1);
        self.request(&list)?;
        match list.send().await {
            Ok(_) => print::outcome("this server accepts it"),
            Err(Error::Api(response)) => {
                print::outcome(&response.status().to_string());
                for problem in response.value.detail.iter().flatten() {
                    print::members(&[
                        ("where", place(&problem.loc)),
                        ("what", problem.msg.clone()),
                        ("type", problem.r#type.clone()),
                    ]);
                }
            }
            Err(other) => return told(other),
        }
        Ok(())
    }

    async fn refused_before_sending(&self) -> Result<()> {
        print::stop(
            "A request that would lose a condition: it is never sent",
            ".quantity(Filter::gt(1.0) & Filter::gt(2.0))",
        );
        let list = self.list().quantity(Filter::gt(1.0) & Filter::gt(2.0));
        match list.send().await {
            Ok(_) => print::outcome("sent after all"),
            Err(error) => print::outcome(&error.to_string()),
        }
        Ok(())
    }

    /// Sends a list and prints the page.
    async fn show(&self, list: List) -> Result<Option<Page>> {
        self.request(&list)?;
        let page = match list.send().await {
            Ok(page) => page,
            Err(error) => return told(error).map(|()| None),
        };
        let rows = page.results.len();
        match page.total_count {
            Some(total) => print::outcome(&format!("{rows} of {}", grouped(&total))),
            None => print::outcome(&format!("{rows} rows")),
        }
        print::entitlements(&page.results);
        Ok(Some(page))
    }

    /// Prints the request line. Making a request sends nothing.
    fn request<O: Operation + Debug>(&self, operation: &O) -> Result<()> {
        let request = self.client.request(operation)?;
        let target = request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str());
        print::request(request.method().as_str(), target);
        Ok(())
    }
}

/// Prints what a server of which we know little may well say to one request; anything else ends the tour.
fn told<E: Debug + 'static>(error: Error<E>) -> Result<()> {
    let harmless = match (&error, error.status().map(|status| status.as_u16())) {
        (Error::Pagination(_), _) => true,
        (_, None | Some(401 | 403)) => false,
        (_, Some(_)) => true,
    };
    if !harmless {
        return Err(error.into());
    }
    print::outcome(&error.to_string());
    Ok(())
}

/// `query.limit`: texts and positions, joined.
fn place(location: &[ValidationErrorLocItem]) -> String {
    let pieces = location.iter().map(|piece| match piece {
        ValidationErrorLocItem::String(name) => name.clone(),
        ValidationErrorLocItem::Integer(position) => position.to_string(),
    });
    pieces.collect::<Vec<_>>().join(".")
}

/// `10000` as `10,000`.
fn grouped(number: &impl ToString) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
