//! What has changed in a list since the last time: the loop around a filter on a time.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Items;
use crate::error::Error;
use crate::operation::Paginated;
use crate::timestamp::Timestamp;
use crate::transport::MaybeSend;

/// How far back is asked for what a server shows late.
const OVERLAP: Duration = Duration::from_secs(5 * 60);
/// How often a list is asked for in one run before what is new is left to the next.
const MOST_PASSES: usize = 10;

/// What has changed in a list since the last time: each item once, and again when it has changed again.
///
/// It needs an operation with pages and a filter on the time of an item's last change, and an id of each item. Its
/// [`state`](Self::state) is what it has given so far; kept beside the items, it goes on from there, also when the program
/// was killed in between.
///
/// ```
/// # mod generated_client { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/sample/api.rs")); }
/// # use generated_client::{Client, Filter, Timestamp, Uuid};
/// use tamis_runtime::{Incremental, SyncState};
///
/// # async fn example(client: Client, customer: Uuid, kept: SyncState<Uuid>) -> Result<(), Box<dyn std::error::Error>> {
/// let mut changes = Incremental::new(
///     kept, // SyncState::default() for the first time
///     |since| {
///         let list = client.entitlements().list_unique_entitlements_for_customer(customer);
///         match since {
///             Some(since) => list.created_at(Filter::gte(since)).items(),
///             None => list.items(),
///         }
///     },
///     |item| (item.entitlement.id, Timestamp::MIN), // its id, and when it was changed
/// );
/// while let Some(item) = changes.try_next().await? {
///     // Keep both together, in one transaction:
///     println!("{item:?} {}", serde_json::to_string(changes.state())?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// * The list is asked for again from the same time until nothing new comes, so that what moves from one page to another
///   meanwhile is not lost. For a list by cursor, which does not move, [`single_pass`](Self::single_pass) spares that.
/// * It is asked from some time before the latest change that was seen ([`overlap`](Self::overlap)), since servers show
///   some changes later than others that were made after them. What was given before is known by id and time, and not given
///   again.
pub struct Incremental<'a, O: Paginated, K> {
    state: SyncState<K>,
    list: Box<List<'a, O>>,
    key: Box<Key<'a, O, K>>,
    items: Option<Items<O>>,
    overlap: Duration,
    single_pass: bool,
    passes: usize,
    /// Whether this pass has given anything.
    is_new: bool,
}

#[cfg(not(target_arch = "wasm32"))]
type List<'a, O> = dyn FnMut(Option<Timestamp>) -> Items<O> + Send + 'a;
#[cfg(target_arch = "wasm32")]
type List<'a, O> = dyn FnMut(Option<Timestamp>) -> Items<O> + 'a;
#[cfg(not(target_arch = "wasm32"))]
type Key<'a, O, K> = dyn FnMut(&<O as Paginated>::Item) -> (K, Timestamp) + Send + 'a;
#[cfg(target_arch = "wasm32")]
type Key<'a, O, K> = dyn FnMut(&<O as Paginated>::Item) -> (K, Timestamp) + 'a;

/// How far an [`Incremental`] has come. It can be kept as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "K: Ord + Deserialize<'de>", serialize = "K: Serialize"))]
pub struct SyncState<K> {
    /// From when on the list is asked for.
    since: Option<Timestamp>,
    /// The latest change that was seen.
    latest: Option<Timestamp>,
    /// What was given from then on.
    #[serde(with = "pairs")]
    given: BTreeMap<K, Timestamp>,
}

impl<K> SyncState<K> {
    /// From when on the list is asked for; `None` for all of it.
    #[must_use]
    pub fn since(&self) -> Option<Timestamp> {
        self.since
    }
}

impl<K> Default for SyncState<K> {
    /// Nothing was given yet.
    fn default() -> Self {
        Self {
            since: None,
            latest: None,
            given: BTreeMap::new(),
        }
    }
}

impl<'a, O: Paginated, K: Ord + Clone> Incremental<'a, O, K> {
    /// Goes on from a state. `list` makes the list of all items that were changed at a time or later; `key` says which item
    /// it is and when it was changed.
    #[must_use]
    pub fn new(
        state: SyncState<K>,
        list: impl FnMut(Option<Timestamp>) -> Items<O> + MaybeSend + 'a,
        key: impl FnMut(&O::Item) -> (K, Timestamp) + MaybeSend + 'a,
    ) -> Self {
        Self {
            state,
            list: Box::new(list),
            key: Box::new(key),
            items: None,
            overlap: OVERLAP,
            single_pass: false,
            passes: 0,
            is_new: false,
        }
    }

    /// Sets how long before the latest change that was seen the list is asked for. Unless set, it is 5 minutes.
    #[must_use]
    pub fn overlap(mut self, time: Duration) -> Self {
        self.overlap = time;
        self
    }

    /// Asks for the list once: for one whose pages do not move when items change.
    #[must_use]
    pub fn single_pass(mut self) -> Self {
        self.single_pass = true;
        self
    }

    /// How far it has come: all that was given counts as delivered. Keep it when the last item is where it belongs.
    #[must_use]
    pub fn state(&self) -> &SyncState<K> {
        &self.state
    }

    /// The next item that has changed; `None` when there is no other one for now. Called again, it looks again.
    ///
    /// # Errors
    ///
    /// When a page cannot be had. Called again, it asks for the same page again.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error<O::Error>> {
        loop {
            let (since, list) = (self.state.since, &mut self.list);
            let items = self.items.get_or_insert_with(|| list(since));
            while let Some(item) = items.try_next().await? {
                let (id, time) = (self.key)(&item);
                // A server that ignores the filter gives what was given long ago.
                let is_old = since.is_some_and(|since| time < since);
                if is_old || self.state.given.get(&id) == Some(&time) {
                    continue;
                }
                self.state.given.insert(id, time);
                self.state.latest = self.state.latest.max(Some(time));
                self.is_new = true;
                return Ok(Some(item));
            }
            self.items = None;
            self.passes += 1;
            let is_quiet = self.single_pass || !std::mem::take(&mut self.is_new);
            if is_quiet {
                self.move_on();
            }
            if is_quiet || self.passes >= MOST_PASSES {
                self.passes = 0;
                self.is_new = false;
                return Ok(None);
            }
        }
    }

    /// Goes on from the latest change, behind a pass that lost nothing.
    fn move_on(&mut self) {
        let Some(latest) = self.state.latest else {
            return;
        };
        let overlap = jiff::SignedDuration::try_from(self.overlap);
        let before = overlap.and_then(|overlap| latest.into_jiff().checked_sub(overlap));
        let since = before.map_or(Timestamp::MIN, Timestamp::from);
        let since = self.state.since.map_or(since, |old| old.max(since));
        self.state.given.retain(|_, time| *time >= since);
        self.state.since = Some(since);
    }
}

impl<O: Paginated, K> fmt::Debug for Incremental<'_, O, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incremental")
            .field("operation", &O::INFO.id)
            .field("since", &self.state.since)
            .field("given", &self.state.given.len())
            .finish_non_exhaustive()
    }
}

/// A map as a list of pairs: JSON has no keys but texts.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::timestamp::Timestamp;

    pub(super) fn serialize<K: Serialize, S: Serializer>(
        given: &BTreeMap<K, Timestamp>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(given)
    }

    pub(super) fn deserialize<'de, K: Ord + Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<K, Timestamp>, D::Error> {
        let pairs = Vec::<(K, Timestamp)>::deserialize(deserializer)?;
        Ok(pairs.into_iter().collect())
    }
}
