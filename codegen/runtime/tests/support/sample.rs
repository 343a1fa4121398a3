// A client as the generator writes it: three operations, one of them with pages and eight filtered fields. The tests of
// the runtime go through it, so that they see what a generated client sees.
//
// It has no inner documentation, since the examples in the documentation of the runtime include it, as the crate of a
// generated client includes what is generated. Here it is one file; the generator writes a file for each module.

pub use self::client::{Client, ClientBuilder};
pub use ::tamis_runtime::{Error, Filter, Timestamp, Uuid};

pub mod client {
    //! The client and how it is set up.

    use ::tamis_runtime::{
        Api, Body, BuildError, Core, CoreBuilder, Items, Operation, Pages, Paginated, RequestError,
        Scheme, Secret, Sending, http,
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

        ::tamis_runtime::client_settings! {}

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
        Encoder, Error, Filter, FilterField, Identity, ListStyle, Operation, OperationInfo,
        Paginated, RawResponse, Timestamp, Uuid,
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
            GetEntitlement::bind(self.client.clone(), entitlement_id)
        }

        /// Get total entitlements for a customer
        ///
        /// `GET /entitlements/{entitlement_id}/customer/{customer_id}/total`
        pub fn get_total_customer_entitlements(
            self,
            entitlement_id: Uuid,
            customer_id: Uuid,
        ) -> GetTotalCustomerEntitlements<Client> {
            GetTotalCustomerEntitlements::bind(self.client.clone(), entitlement_id, customer_id)
        }

        /// List unique entitlements assigned to a customer
        ///
        /// `GET /entitlements/customer/unique/{customer_id}`
        pub fn list_unique_entitlements_for_customer(
            self,
            customer_id: Uuid,
        ) -> ListUniqueEntitlementsForCustomer<Client> {
            ListUniqueEntitlementsForCustomer::bind(self.client.clone(), customer_id)
        }
    }

    tamis_runtime::operation! {
        /// Get entitlement details by its unique identifier
        ///
        /// `GET /entitlements/{entitlement_id}`
        pub struct GetEntitlement<Client> -> Sending<EntitlementResponseSchema, HTTPValidationError> {
            /// `entitlement_id` in the path.
            entitlement_id: Uuid,
        }
    }

    impl<C> Operation for GetEntitlement<C> {
        type Output = EntitlementResponseSchema;
        type Error = HTTPValidationError;

        const INFO: OperationInfo = OperationInfo {
            id: "Get-entitlement",
            method: "GET",
            path: "/entitlements/{entitlement_id}",
            security: &[&[0, 1]],
        };

        fn encode(&self, request: &mut Encoder) {
            request.literal("/entitlements/");
            request.segment("entitlement_id", &self.entitlement_id);
        }

        fn decode(reply: &RawResponse) -> Result<Self::Output, Error<Self::Error>> {
            match reply.status().as_u16() {
                200 => reply.json(),
                422 => Err(reply.error(|error| error)),
                _ => Err(reply.unexpected()),
            }
        }
    }

    tamis_runtime::operation! {
        /// Get total entitlements for a customer
        ///
        /// `GET /entitlements/{entitlement_id}/customer/{customer_id}/total`
        pub struct GetTotalCustomerEntitlements<Client> -> Sending<TotalEntitlementCustomerResponseSchema, HTTPValidationError> {
            /// `entitlement_id` in the path.
            entitlement_id: Uuid,
            /// `customer_id` in the path.
            customer_id: Uuid,
        } with {
            /// `start_date` in the query.
            start_date: i64,
            /// `end_date` in the query.
            end_date: i64,
        }
    }

    impl<C> Operation for GetTotalCustomerEntitlements<C> {
        type Output = TotalEntitlementCustomerResponseSchema;
        type Error = HTTPValidationError;

        const INFO: OperationInfo = OperationInfo {
            id: "Get-total-customer-entitlements",
            method: "GET",
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

        fn decode(reply: &RawResponse) -> Result<Self::Output, Error<Self::Error>> {
            match reply.status().as_u16() {
                200 => reply.json(),
                422 => Err(reply.error(|error| error)),
                _ => Err(reply.unexpected()),
            }
        }
    }

    tamis_runtime::operation! {
        /// List unique entitlements assigned to a customer
        ///
        /// `GET /entitlements/customer/unique/{customer_id}`
        pub struct ListUniqueEntitlementsForCustomer<Client> -> Sending<PaginatedResults<EntitlementCustomerSumResponseSchema>, HTTPValidationError>, Pages, Items {
            /// `customer_id` in the path.
            customer_id: Uuid,
        } with {
            /// `cursor` in the query.
            cursor: String as into,
            /// `limit` in the query.
            limit: i64,
            /// `sort_key` in the query.
            sort_key: String as into,
            /// `sort_type` in the query.
            sort_type: String as into,
            /// `search` in the query.
            search: String as into,
            /// Conditions on `id`.
            id: Filter<Uuid, Identity> as filter,
            /// Conditions on `entitlement`.
            entitlement: Filter<Uuid, Identity> as filter,
            /// Conditions on `customer`.
            customer: Filter<Uuid, Identity> as filter,
            /// Conditions on `contract_id`.
            contract_id: Filter<Uuid, Identity> as filter,
            /// Conditions on `created_at`.
            created_at: Filter<Timestamp> as filter,
            /// Conditions on `active_from`.
            active_from: Filter<Timestamp> as filter,
            /// Conditions on `quantity`.
            quantity: Filter<f64> as filter,
            /// Conditions on `quantity_used`.
            quantity_used: Filter<f64> as filter,
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
            method: "GET",
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

        fn decode(reply: &RawResponse) -> Result<Self::Output, Error<Self::Error>> {
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

        fn ask_for(&mut self, items: usize) -> Option<usize> {
            let said = ::tamis_runtime::support::PageSizes {
                least: Some(1),
                usual: Some(100),
                most: Some(1000),
            };
            ::tamis_runtime::support::ask_for(&mut self.limit, items, said)
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
