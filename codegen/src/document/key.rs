//! The keys that Tamis has for itself: what documents say to it, and what one stage leaves for a later one where neither
//! OpenAPI 3.0 nor openapiv3 has a word. Nowhere else are they spelt.

/// What begins so is Tamis' own: later stages write it and believe it.
pub(crate) const OWN: &str = "x-tamis-";

// What a document may say.

/// Filters: of a document, a path item, an operation or a parameter.
pub(crate) const FILTER: &str = "x-tamis-filter";
/// Pages: of an operation.
pub(crate) const PAGINATION: &str = "x-tamis-pagination";
/// What something is called in the client; lowering moves the names of servers here as well.
pub(crate) const NAME: &str = "x-tamis-name";

// Notes on schemas; `schema/read.rs` reads them.

/// `enum` with one value was `const`.
pub(crate) const CONST: &str = "x-tamis-const";
/// The schema had no `type`: other keywords imply it.
pub(crate) const IMPLIED: &str = "x-tamis-implied";
/// The schema was `false`.
pub(crate) const NEVER: &str = "x-tamis-never";
/// The schema holds on a condition only.
pub(crate) const PERHAPS: &str = "x-tamis-perhaps";

// Notes on what stands around schemas; `convert/` reads them.

/// Anything that was moved: where it stood. In the tree it is [`PLACE`](super::tree::PLACE).
pub(crate) const PLACE: &str = "x-tamis-place";
/// An operation: where each rule of its [`FILTER`] stands.
pub(crate) const FILTER_PLACES: &str = "x-tamis-filter-places";
/// A path item: the path without what made its key unique.
pub(crate) const PATH: &str = "x-tamis-path";
/// A path item: the query that stood in its path.
pub(crate) const QUERY: &str = "x-tamis-query";
/// A parameter: the examples behind the first.
pub(crate) const EXAMPLES: &str = "x-tamis-examples";
/// A parameter of the path: `allowReserved`.
pub(crate) const RESERVED: &str = "x-tamis-reserved";
/// A parameter: it is the whole query.
pub(crate) const QUERYSTRING: &str = "x-tamis-querystring";
/// A header: `explode`.
pub(crate) const EXPLODE: &str = "x-tamis-explode";
/// A security scheme: `mutualTLS`.
pub(crate) const MUTUAL_TLS: &str = "x-tamis-mutual-tls";
/// A tag: `kind`.
pub(crate) const KIND: &str = "x-tamis-kind";
/// A tag: `parent`.
pub(crate) const PARENT: &str = "x-tamis-parent";
/// A tag: `summary`.
pub(crate) const SUMMARY: &str = "x-tamis-summary";
