//! All items of a list, however many pages they come on.
//!
//! In: a client and an operation. Out: the items, or a panic that says which case it was.

use generated_client::Client;
use generated_client::types::EntitlementCustomerSumResponseSchema;

use crate::cases::List;

/// The items, fetched a thousand at a time.
pub(crate) async fn all(
    client: &Client,
    list: List,
    context: &str,
) -> Vec<EntitlementCustomerSumResponseSchema> {
    let mut items = client.items(list.limit(1_000));
    let mut found = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(item)) => found.push(item),
            Ok(None) => return found,
            Err(error) => panic!("{context}: {error}"),
        }
    }
}
