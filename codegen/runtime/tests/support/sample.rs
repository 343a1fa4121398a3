// A client as the generator writes it: three operations, one of them with pages and eight filtered fields. The tests of
// the runtime go through it, so that they see what a generated client sees.
//
// It has no inner documentation, since the examples in the documentation of the runtime include it, as the crate of a
// generated client includes what is generated. Here it is one file; the generator writes a file for each module.

pub use self::client::{Client, ClientBuilder};
pub use ::tamis_runtime::{Error, Filter, Timestamp, Uuid};

pub mod client {
    //! The client and how it is set up.

    use std::time::Duration;

    use ::tamis_runtime::{
        Api, Body, BuildError, Core, CoreBuilder, Items, Operation, Pages, Paginated, RequestError,
        Scheme, Secret, Sending, Transport, http,
    };

    use super::entitlements::Entitlements;

    static API: Api = Api {
        title: "zenskar",
        version: "2.0.0",
        server: Some("https://api.zenskar.com"),
        schemes: &[
            Scheme::header("ApiTokenAuth", "x-api-key"),
            Scheme::header("OrganisationAuth", "organisation"),
        ],
        security: &[&[&[0, 1]]],
    };

    /// A client of the zenskar API.
    #[derive(Clone, Debug)]
    pub struct Client {
        core: Core,
    }

    impl Client {
        /// Sets up a client.
        pub fn builder() -> ClientBuilder {
            ClientBuilder {
                core: Core::builder(&API),
            }
        }

        /// The operations tagged `Entitlements`.
        pub fn entitlements(&self) -> Entitlements<'_> {
            Entitlements { client: self }
        }

        /// Sends an operation.
        pub fn send<O: Operation>(&self, operation: &O) -> Sending<O::Output, O::Error> {
            self.core.send(operation)
        }

        /// The pages of a list.
        pub fn pages<O: Paginated>(&self, operation: O) -> Pages<O> {
            self.core.pages(operation)
        }

        /// The items of a list, through all pages.
        pub fn items<O: Paginated>(&self, operation: O) -> Items<O> {
            self.core.items(operation)
        }

        /// The request that sending an operation would send, credentials included. Nothing is sent.
        pub fn request<O: Operation>(
            &self,
            operation: &O,
        ) -> Result<http::Request<Body>, RequestError> {
            self.core.request(operation)
        }

        /// What the client is made of.
        pub fn core(&self) -> &Core {
            &self.core
        }
    }

    /// Sets up a [`Client`].
    #[derive(Clone, Debug)]
    pub struct ClientBuilder {
        core: CoreBuilder,
    }

    impl ClientBuilder {
        /// Sets the credential of `ApiTokenAuth`: the header `x-api-key`.
        pub fn api_token_auth(self, key: impl Into<Secret>) -> Self {
            Self {
                core: self.core.credential(0, key),
            }
        }

        /// Sets the credential of `OrganisationAuth`: the header `organisation`.
        pub fn organisation_auth(self, key: impl Into<Secret>) -> Self {
            Self {
                core: self.core.credential(1, key),
            }
        }

        /// Sets where the server is. Unless set, it is `https://api.zenskar.com`.
        pub fn base_url(self, url: impl Into<String>) -> Self {
            Self {
                core: self.core.base_url(url),
            }
        }

        /// Sets how long a call may take. Unless set, it is 60 seconds.
        pub fn timeout(self, limit: impl Into<Option<Duration>>) -> Self {
            Self {
                core: self.core.timeout(limit),
            }
        }

        /// Sets how long a connection may take. Unless set, it is 10 seconds.
        pub fn connect_timeout(self, limit: impl Into<Option<Duration>>) -> Self {
            Self {
                core: self.core.connect_timeout(limit),
            }
        }

        /// Sets the `User-Agent`.
        pub fn user_agent(self, text: impl AsRef<str>) -> Self {
            Self {
                core: self.core.user_agent(text),
            }
        }

        /// Sets a header of every request.
        pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            Self {
                core: self.core.header(name, value),
            }
        }

        /// Sets what sends requests, instead of the client's own.
        pub fn transport(self, transport: impl Transport) -> Self {
            Self {
                core: self.core.transport(transport),
            }
        }

        /// Builds the client.
        pub fn build(self) -> Result<Client, BuildError> {
            Ok(Client {
                core: self.core.build()?,
            })
        }
    }
}

pub mod entitlements {
    //! The operations tagged `Entitlements`.

    use ::tamis_runtime::{
        Encoder, Error, Filter, FilterField, Identity, Items, ListStyle, Method, Operation,
        OperationInfo, Pages, Paginated, Reply, Sending, Timestamp, Unbound, Uuid,
    };

    use super::client::Client;
    use super::types::{
        EntitlementCustomerSumResponseSchema, EntitlementResponseSchema, HTTPValidationError,
        PaginatedResults, TotalEntitlementCustomerResponseSchema,
    };

    /// The operations tagged `Entitlements`.
    #[derive(Clone, Copy, Debug)]
    pub struct Entitlements<'c> {
        pub(super) client: &'c Client,
    }

    impl Entitlements<'_> {
        /// Get entitlement details by its unique identifier
        ///
        /// `GET /entitlements/{entitlement_id}`
        pub fn get_entitlement(self, entitlement_id: Uuid) -> GetEntitlement<Client> {
            GetEntitlement::with(self.client.clone(), entitlement_id)
        }

        /// Get total entitlements for a customer
        ///
        /// `GET /entitlements/{entitlement_id}/customer/{customer_id}/total`
        pub fn get_total_customer_entitlements(
            self,
            entitlement_id: Uuid,
            customer_id: Uuid,
        ) -> GetTotalCustomerEntitlements<Client> {
            GetTotalCustomerEntitlements::with(self.client.clone(), entitlement_id, customer_id)
        }

        /// List unique entitlements assigned to a customer
        ///
        /// `GET /entitlements/customer/unique/{customer_id}`
        pub fn list_unique_entitlements_for_customer(
            self,
            customer_id: Uuid,
        ) -> ListUniqueEntitlementsForCustomer<Client> {
            ListUniqueEntitlementsForCustomer::with(self.client.clone(), customer_id)
        }
    }

    /// Get entitlement details by its unique identifier
    ///
    /// `GET /entitlements/{entitlement_id}`
    #[derive(Clone, Debug)]
    #[must_use = "an operation does nothing until it is sent"]
    pub struct GetEntitlement<C = Unbound> {
        /// `entitlement_id`
        pub entitlement_id: Uuid,
        client: C,
    }

    impl GetEntitlement {
        /// The operation without a client.
        pub fn new(entitlement_id: Uuid) -> Self {
            Self::with(Unbound, entitlement_id)
        }
    }

    impl<C> GetEntitlement<C> {
        fn with(client: C, entitlement_id: Uuid) -> Self {
            Self {
                entitlement_id,
                client,
            }
        }
    }

    impl GetEntitlement<Client> {
        /// Sends the operation.
        pub fn send(self) -> Sending<EntitlementResponseSchema, HTTPValidationError> {
            self.client.send(&self)
        }
    }

    impl<C> Operation for GetEntitlement<C> {
        type Output = EntitlementResponseSchema;
        type Error = HTTPValidationError;

        const INFO: OperationInfo = OperationInfo {
            id: "Get-entitlement",
            method: Method::GET,
            path: "/entitlements/{entitlement_id}",
            security: &[&[0, 1]],
        };

        fn encode(&self, request: &mut Encoder) {
            request.literal("/entitlements/");
            request.segment("entitlement_id", &self.entitlement_id);
        }

        fn decode(reply: &Reply) -> Result<Self::Output, Error<Self::Error>> {
            match reply.status().as_u16() {
                200 => reply.json(),
                422 => Err(reply.error(|error| error)),
                _ => Err(reply.unexpected()),
            }
        }
    }

    /// Get total entitlements for a customer
    ///
    /// `GET /entitlements/{entitlement_id}/customer/{customer_id}/total`
    #[derive(Clone, Debug)]
    #[must_use = "an operation does nothing until it is sent"]
    pub struct GetTotalCustomerEntitlements<C = Unbound> {
        /// `entitlement_id`
        pub entitlement_id: Uuid,
        /// `customer_id`
        pub customer_id: Uuid,
        /// `start_date`
        pub start_date: Option<i64>,
        /// `end_date`
        pub end_date: Option<i64>,
        client: C,
    }

    impl GetTotalCustomerEntitlements {
        /// The operation without a client.
        pub fn new(entitlement_id: Uuid, customer_id: Uuid) -> Self {
            Self::with(Unbound, entitlement_id, customer_id)
        }
    }

    impl<C> GetTotalCustomerEntitlements<C> {
        fn with(client: C, entitlement_id: Uuid, customer_id: Uuid) -> Self {
            Self {
                entitlement_id,
                customer_id,
                start_date: None,
                end_date: None,
                client,
            }
        }

        /// Sets `start_date`.
        pub fn start_date(mut self, start_date: i64) -> Self {
            self.start_date = Some(start_date);
            self
        }

        /// Sets `end_date`.
        pub fn end_date(mut self, end_date: i64) -> Self {
            self.end_date = Some(end_date);
            self
        }
    }

    impl GetTotalCustomerEntitlements<Client> {
        /// Sends the operation.
        pub fn send(self) -> Sending<TotalEntitlementCustomerResponseSchema, HTTPValidationError> {
            self.client.send(&self)
        }
    }

    impl<C> Operation for GetTotalCustomerEntitlements<C> {
        type Output = TotalEntitlementCustomerResponseSchema;
        type Error = HTTPValidationError;

        const INFO: OperationInfo = OperationInfo {
            id: "Get-total-customer-entitlements",
            method: Method::GET,
            path: "/entitlements/{entitlement_id}/customer/{customer_id}/total",
            security: &[&[0, 1]],
        };

        fn encode(&self, request: &mut Encoder) {
            request.literal("/entitlements/");
            request.segment("entitlement_id", &self.entitlement_id);
            request.literal("/customer/");
            request.segment("customer_id", &self.customer_id);
            request.literal("/total");
            request.query("start_date", self.start_date.as_ref());
            request.query("end_date", self.end_date.as_ref());
        }

        fn decode(reply: &Reply) -> Result<Self::Output, Error<Self::Error>> {
            match reply.status().as_u16() {
                200 => reply.json(),
                422 => Err(reply.error(|error| error)),
                _ => Err(reply.unexpected()),
            }
        }
    }

    /// List unique entitlements assigned to a customer
    ///
    /// `GET /entitlements/customer/unique/{customer_id}`
    #[derive(Clone, Debug)]
    #[must_use = "an operation does nothing until it is sent"]
    pub struct ListUniqueEntitlementsForCustomer<C = Unbound> {
        /// `customer_id`
        pub customer_id: Uuid,
        /// `cursor`
        pub cursor: Option<String>,
        /// `limit`
        pub limit: Option<i64>,
        /// `sort_key`
        pub sort_key: Option<String>,
        /// `sort_type`
        pub sort_type: Option<String>,
        /// `search`
        pub search: Option<String>,
        /// Conditions on `id`.
        pub id: Option<Filter<Uuid, Identity>>,
        /// Conditions on `entitlement`.
        pub entitlement: Option<Filter<Uuid, Identity>>,
        /// Conditions on `customer`.
        pub customer: Option<Filter<Uuid, Identity>>,
        /// Conditions on `contract_id`.
        pub contract_id: Option<Filter<Uuid, Identity>>,
        /// Conditions on `created_at`.
        pub created_at: Option<Filter<Timestamp>>,
        /// Conditions on `active_from`.
        pub active_from: Option<Filter<Timestamp>>,
        /// Conditions on `quantity`.
        pub quantity: Option<Filter<f64>>,
        /// Conditions on `quantity_used`.
        pub quantity_used: Option<Filter<f64>>,
        client: C,
    }

    impl ListUniqueEntitlementsForCustomer {
        /// The operation without a client.
        pub fn new(customer_id: Uuid) -> Self {
            Self::with(Unbound, customer_id)
        }
    }

    impl<C> ListUniqueEntitlementsForCustomer<C> {
        fn with(client: C, customer_id: Uuid) -> Self {
            Self {
                customer_id,
                cursor: None,
                limit: None,
                sort_key: None,
                sort_type: None,
                search: None,
                id: None,
                entitlement: None,
                customer: None,
                contract_id: None,
                created_at: None,
                active_from: None,
                quantity: None,
                quantity_used: None,
                client,
            }
        }

        /// Sets `cursor`.
        pub fn cursor(mut self, cursor: impl Into<String>) -> Self {
            self.cursor = Some(cursor.into());
            self
        }

        /// Sets `limit`.
        pub fn limit(mut self, limit: i64) -> Self {
            self.limit = Some(limit);
            self
        }

        /// Sets `sort_key`.
        pub fn sort_key(mut self, sort_key: impl Into<String>) -> Self {
            self.sort_key = Some(sort_key.into());
            self
        }

        /// Sets `sort_type`.
        pub fn sort_type(mut self, sort_type: impl Into<String>) -> Self {
            self.sort_type = Some(sort_type.into());
            self
        }

        /// Sets `search`.
        pub fn search(mut self, search: impl Into<String>) -> Self {
            self.search = Some(search.into());
            self
        }

        /// Adds a condition on `id`.
        pub fn id(mut self, id: impl Into<Filter<Uuid, Identity>>) -> Self {
            Filter::add(&mut self.id, id);
            self
        }

        /// Adds a condition on `entitlement`.
        pub fn entitlement(mut self, entitlement: impl Into<Filter<Uuid, Identity>>) -> Self {
            Filter::add(&mut self.entitlement, entitlement);
            self
        }

        /// Adds a condition on `customer`.
        pub fn customer(mut self, customer: impl Into<Filter<Uuid, Identity>>) -> Self {
            Filter::add(&mut self.customer, customer);
            self
        }

        /// Adds a condition on `contract_id`.
        pub fn contract_id(mut self, contract_id: impl Into<Filter<Uuid, Identity>>) -> Self {
            Filter::add(&mut self.contract_id, contract_id);
            self
        }

        /// Adds a condition on `created_at`.
        pub fn created_at(mut self, created_at: impl Into<Filter<Timestamp>>) -> Self {
            Filter::add(&mut self.created_at, created_at);
            self
        }

        /// Adds a condition on `active_from`.
        pub fn active_from(mut self, active_from: impl Into<Filter<Timestamp>>) -> Self {
            Filter::add(&mut self.active_from, active_from);
            self
        }

        /// Adds a condition on `quantity`.
        pub fn quantity(mut self, quantity: impl Into<Filter<f64>>) -> Self {
            Filter::add(&mut self.quantity, quantity);
            self
        }

        /// Adds a condition on `quantity_used`.
        pub fn quantity_used(mut self, quantity_used: impl Into<Filter<f64>>) -> Self {
            Filter::add(&mut self.quantity_used, quantity_used);
            self
        }
    }

    impl ListUniqueEntitlementsForCustomer<Client> {
        /// Sends the operation.
        pub fn send(
            self,
        ) -> Sending<PaginatedResults<EntitlementCustomerSumResponseSchema>, HTTPValidationError>
        {
            self.client.send(&self)
        }

        /// The pages of the list.
        pub fn pages(self) -> Pages<Self> {
            self.client.clone().pages(self)
        }

        /// The items of the list, through all pages.
        pub fn items(self) -> Items<Self> {
            self.client.clone().items(self)
        }
    }

    static ID: FilterField = FilterField {
        eq: Some("id"),
        in_: Some("id__in"),
        null: Some("id__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    static ENTITLEMENT: FilterField = FilterField {
        eq: Some("entitlement"),
        in_: Some("entitlement__in"),
        null: Some("entitlement__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    static CUSTOMER: FilterField = FilterField {
        eq: Some("customer"),
        in_: Some("customer__in"),
        null: Some("customer__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    static CONTRACT_ID: FilterField = FilterField {
        eq: Some("contract_id"),
        in_: Some("contract_id__in"),
        null: Some("contract_id__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    static CREATED_AT: FilterField = FilterField {
        eq: Some("created_at"),
        ne: Some("created_at__neq"),
        gt: Some("created_at__gt"),
        gte: Some("created_at__gte"),
        lt: Some("created_at__lt"),
        lte: Some("created_at__lte"),
        in_: Some("created_at__in"),
        null: Some("created_at__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    static ACTIVE_FROM: FilterField = FilterField {
        eq: Some("active_from"),
        ne: Some("active_from__neq"),
        gt: Some("active_from__gt"),
        gte: Some("active_from__gte"),
        lt: Some("active_from__lt"),
        lte: Some("active_from__lte"),
        in_: Some("active_from__in"),
        null: Some("active_from__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    static QUANTITY: FilterField = FilterField {
        eq: Some("quantity"),
        ne: Some("quantity__neq"),
        gt: Some("quantity__gt"),
        gte: Some("quantity__gte"),
        lt: Some("quantity__lt"),
        lte: Some("quantity__lte"),
        in_: Some("quantity__in"),
        null: Some("quantity__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    static QUANTITY_USED: FilterField = FilterField {
        eq: Some("quantity_used"),
        ne: Some("quantity_used__neq"),
        gt: Some("quantity_used__gt"),
        gte: Some("quantity_used__gte"),
        lt: Some("quantity_used__lt"),
        lte: Some("quantity_used__lte"),
        in_: Some("quantity_used__in"),
        null: Some("quantity_used__isnull"),
        list: ListStyle::Comma,
        ..FilterField::NONE
    };

    impl<C> Operation for ListUniqueEntitlementsForCustomer<C> {
        type Output = PaginatedResults<EntitlementCustomerSumResponseSchema>;
        type Error = HTTPValidationError;

        const INFO: OperationInfo = OperationInfo {
            id: "List-unique-entitlements-for-customer",
            method: Method::GET,
            path: "/entitlements/customer/unique/{customer_id}",
            security: &[&[0, 1]],
        };

        fn encode(&self, request: &mut Encoder) {
            request.literal("/entitlements/customer/unique/");
            request.segment("customer_id", &self.customer_id);
            request.query("cursor", self.cursor.as_ref());
            request.query("limit", self.limit.as_ref());
            request.query("sort_key", self.sort_key.as_ref());
            request.query("sort_type", self.sort_type.as_ref());
            request.query("search", self.search.as_ref());
            request.filter(&ID, self.id.as_ref());
            request.filter(&ENTITLEMENT, self.entitlement.as_ref());
            request.filter(&CUSTOMER, self.customer.as_ref());
            request.filter(&CONTRACT_ID, self.contract_id.as_ref());
            request.filter(&CREATED_AT, self.created_at.as_ref());
            request.filter(&ACTIVE_FROM, self.active_from.as_ref());
            request.filter(&QUANTITY, self.quantity.as_ref());
            request.filter(&QUANTITY_USED, self.quantity_used.as_ref());
        }

        fn decode(reply: &Reply) -> Result<Self::Output, Error<Self::Error>> {
            match reply.status().as_u16() {
                200 => reply.json(),
                422 => Err(reply.error(|error| error)),
                _ => Err(reply.unexpected()),
            }
        }
    }

    impl<C> Paginated for ListUniqueEntitlementsForCustomer<C> {
        type Item = EntitlementCustomerSumResponseSchema;

        fn position(&self) -> Option<String> {
            self.cursor.clone()
        }

        fn next(&self, page: &Self::Output) -> Option<String> {
            page.next.clone()
        }

        fn seek(&mut self, position: String) {
            self.cursor = Some(position);
        }

        fn into_items(page: Self::Output) -> Vec<Self::Item> {
            page.results
        }
    }
}

pub mod types {
    //! The types of the API.

    use ::tamis_runtime::{Timestamp, Uuid};

    /// One page of results.
    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    pub struct PaginatedResults<T> {
        /// The cursor for the next page of results
        #[serde(default)]
        pub next: Option<String>,
        /// The cursor for the previous page of results
        #[serde(default)]
        pub previous: Option<String>,
        /// The total count of rows
        #[serde(default)]
        pub total_count: Option<i64>,
        /// The results for the current page
        pub results: Vec<T>,
    }

    /// The name of the page of [`EntitlementCustomerSumResponseSchema`] in the document.
    pub type PaginatedResultsEntitlementCustomerSumResponseSchema =
        PaginatedResults<EntitlementCustomerSumResponseSchema>;

    /// Create Entitlement Customer Sum Request Schema
    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    pub struct EntitlementCustomerSumResponseSchema {
        /// Entitlement ID
        pub entitlement: EntitlementResponseSchema,
        /// Total Entitlement Units assigned
        #[serde(default)]
        pub total_quantity: Option<f64>,
        /// Total Entitlement Units Consumed
        #[serde(default)]
        pub total_quantity_used: Option<f64>,
        /// Total Expired Entitlements
        #[serde(default)]
        pub total_expired_entitlements: Option<f64>,
    }

    /// Create Entitlement Response Schema
    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    pub struct EntitlementResponseSchema {
        /// Entitlement Id
        pub id: Uuid,
        /// Entitlement name
        pub name: String,
        /// Entitlement Description
        #[serde(default)]
        pub description: Option<String>,
        /// Entitlement Type
        #[serde(default)]
        pub entitlement_type: Option<EntitlementType>,
        /// Entitlement Units
        #[serde(default)]
        pub units: Option<String>,
        /// Entitlement is active
        #[serde(default)]
        pub is_active: Option<bool>,
        /// Product ID
        #[serde(default)]
        pub product_id: Option<Uuid>,
        /// created time
        #[serde(default)]
        pub created_at: Option<Timestamp>,
    }

    ::tamis_runtime::open_enum! {
        /// `EntitlementType`
        pub enum EntitlementType {
            Feature = "Feature",
            Quantity = "Quantity",
            Credits = "Credits",
        }
    }

    /// Create Entitlement Customer Request Schema
    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    pub struct TotalEntitlementCustomerResponseSchema {
        /// Entitlement ID
        pub entitlement: Uuid,
        /// Customer ID
        pub customer: Uuid,
        /// Entitlement Units assigned
        #[serde(default)]
        pub quantity: Option<f64>,
    }

    /// `HTTPValidationError`
    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    pub struct HTTPValidationError {
        /// Detail
        #[serde(default)]
        pub detail: Option<Vec<ValidationError>>,
    }

    /// `ValidationError`
    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    pub struct ValidationError {
        /// Location
        pub loc: Vec<ValidationErrorLocItem>,
        /// Message
        pub msg: String,
        /// Error Type
        pub r#type: String,
    }

    /// An item of `loc`: a string or an integer.
    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    #[serde(untagged)]
    pub enum ValidationErrorLocItem {
        /// A string.
        String(String),
        /// An integer.
        Integer(i64),
    }
}
