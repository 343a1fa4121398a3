//! Every Rust identifier of a client, made once.
//!
//! In: the intermediate representation and what the analyses found. Out: [`Names`], a side table. Deliberately not
//! here: paths (`emit/` decides what can be written short) and tokens.
//!
//! | what | made from | form | taken names |
//! |---|---|---|---|
//! | type | component name; else the name of what it stands in, and the way from there | `EntitlementType`, `ValidationErrorLocItem` | components before nameless types; one namespace for all types |
//! | generic type | what its instances' names have in common | `PaginatedResults` | after the components |
//! | field | wire name | `created_at`, `r#type` | per type |
//! | variant of an enum | value, or the name that the document gives it | `Feature`, `Minus1` | per type; the catch-all is `Unknown`, else `Unlisted` |
//! | variant of a union | type, tag | `String`, `Integer` | per type |
//! | module | first tag | `entitlements` | `api`, `client`, `filters`, `headers`, `operations`, `types` and names of root files are ours: `client_operations` |
//! | operation | `operationId`, without the path and the method that FastAPI adds where that is unique; else method and path | `GetEntitlement`, `get_entitlement` | per module; what a module imports is reserved: `PagesOperation` |
//! | parameter | wire name; the stem for a filter | `customer_id`, `created_at` | per operation; `new`, `send`, `pages`, `items`, `client` and `bind` are ours: `client_parameter` |
//! | filter field | stem | `CREATED_AT` | one namespace; equal ones are shared |
//! | header of answers | wire name | `X_RATE_LIMIT` | one namespace; one that has several types is named after them: `RETRY_AFTER_I64` |
//! | position of a security scheme | security scheme | `API_TOKEN_AUTH` | one namespace |
//! | credential | security scheme | `api_token_auth` | the builder's own setters are reserved: `timeout_credential` |
//!
//! Clashes that are left are settled by `taken.rs`. What the user or an earlier run called something comes before all rules
//! (`ledger.rs`).

mod case;
mod features;
mod filters;
mod headers;
mod keyword;
mod known;
mod layout;
mod ledger;
mod operations;
mod reserved;
mod servers;
mod short;
mod status;
mod taken;
mod types;
mod variants;
mod words;

pub(crate) use self::filters::{FilterField, FilterFields};
pub(crate) use self::headers::{HeaderNames, of_success as headers_of_success};
pub(crate) use self::layout::{Division, Layout};
pub(crate) use self::operations::{Module, OperationNames};
pub(crate) use self::reserved::{MODULE_ITEMS, OPERATION_PARAMETER};
pub(crate) use self::types::TypeNames;

use self::case::Case;
use self::known::CLIENT;
use self::ledger::{Kind, Ledger};
use self::reserved::BUILDER_METHODS;
use self::taken::{Taken, ladder};
use crate::analysis::Facts;
use crate::config::{Config, NameLock, Rename};
use crate::diagnostics::Diagnostics;
use crate::ir::{Address, Api, Operation, SecuritySchemeKind};

/// All identifiers of a client.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    /// Types, their fields and variants.
    pub(crate) types: TypeNames,
    /// Modules of operations, in the order of their first operations.
    pub(crate) modules: Vec<Module>,
    /// Operations, by id.
    pub(crate) operations: Vec<OperationNames>,
    /// Which file each type and each operation is written to.
    pub(crate) layout: Layout,
    /// Filter fields and profiles.
    pub(crate) filters: FilterFields,
    /// Headers of answers.
    pub(crate) headers: HeaderNames,
    /// The builder's setter for each security scheme.
    pub(crate) credentials: Vec<String>,
    /// The setters of name and secret of a client that gets tokens by them, by the index of their scheme.
    pub(crate) client_credentials: Vec<Option<String>>,
    /// The servers that a client can be sent to, by their index, with their names; none where there is no choice.
    pub(crate) servers: Vec<(usize, String)>,
    /// The constant that says where each security scheme stands.
    pub(crate) schemes: Vec<String>,
}

impl Names {
    /// The features of the client's crate, in the order of its modules; none where tags have none.
    pub(crate) fn features(&self) -> impl Iterator<Item = &str> {
        let modules = self.modules.iter();
        modules.filter_map(|module| module.feature.as_deref())
    }

    /// The calls of the builder that a client needs before `build()`, for the first operation that needs credentials.
    pub(crate) fn setup(&self, api: &Api) -> Vec<String> {
        let needs = |operation: &Operation| {
            let all = operation.security.iter().all(|way| !way.is_empty());
            operation.security.first().filter(|_| all).cloned()
        };
        let credentials = api.operations.iter().find_map(needs).unwrap_or_default();
        let credentials = credentials.into_iter().filter_map(|scheme| {
            let name = self.credentials.get(scheme)?;
            match api.security_schemes.get(scheme)?.kind {
                SecuritySchemeKind::MutualTls => None,
                SecuritySchemeKind::Basic => Some(format!("{name}(\"…\", \"…\")")),
                _ => Some(format!("{name}(\"…\")")),
            }
        });
        let server = match api.default_server() {
            Some(Address::Whole(_)) => None,
            _ => Some("base_url(\"https://…\")".to_owned()),
        };
        server.into_iter().chain(credentials).collect()
    }
}

/// Names everything: as the user chose, as an earlier run did, and else by the rules. Beside the names: the lock for the
/// next run, where it is asked for.
pub(crate) fn name(
    api: &Api,
    facts: &Facts,
    renames: &[Rename],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> (Names, Option<NameLock>) {
    let (mut names, lock) = chosen(api, facts, renames, config, diagnostics);
    if config.tag_features {
        features::name(&mut names.modules);
    }
    (names, lock)
}

fn chosen(
    api: &Api,
    facts: &Facts,
    renames: &[Rename],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> (Names, Option<NameLock>) {
    let free = Ledger::new(config.names.locked || !renames.is_empty());
    let names = pass(api, facts, &free);
    let lock = config.lock.as_ref().filter(|_| config.names.locked);
    if renames.is_empty() && lock.is_none() {
        let given = free.close(diagnostics);
        return (names, config.names.locked.then_some(given));
    }
    let settled = free.settle(api, facts, renames, lock);
    let names = pass(api, facts, &settled);
    let given = settled.close(diagnostics);
    (names, config.names.locked.then_some(given))
}

fn pass<'l>(api: &Api, facts: &Facts, ledger: &'l Ledger<'l>) -> Names {
    let (modules, operations) = operations::name(api, facts, ledger);
    let types = types::name(api, facts, &operations, ledger);
    let filters = filters::name(api, facts, ledger);
    let layout = layout::divide(api, facts, &types, &filters, &modules);
    let headers = headers::name(api, facts, &types, ledger);
    let setters = Taken::reserving(BUILDER_METHODS.iter().copied());
    let mut setters = setters.of(ledger, Kind::Credentials, CLIENT);
    let credentials: Vec<String> = api
        .security_schemes
        .iter()
        .map(|scheme| {
            let fallback = format!(
                "{}_credential",
                case::convert(&scheme.name, Case::Value, case::Symbols::Separate)
            );
            setters.take(
                ladder(&scheme.name, Case::Value).take(1).chain([fallback]),
                &scheme.name,
                Case::Value,
            )
        })
        .collect();
    let client_credentials = api
        .security_schemes
        .iter()
        .zip(&credentials)
        .map(|(scheme, name)| {
            let name = format!("{}_client_credentials", name.trim_start_matches("r#"));
            scheme.tokens.as_ref().filter(|tokens| tokens.for_clients)?;
            Some(setters.take([name], &scheme.name, Case::Value))
        })
        .collect();
    let schemes: Vec<&str> = api
        .security_schemes
        .iter()
        .map(|scheme| scheme.name.as_str())
        .collect();
    let schemes = Taken::default().take_texts(&schemes, Case::Static);
    Names {
        types,
        modules,
        operations,
        layout,
        filters,
        headers,
        credentials,
        client_credentials,
        servers: servers::name(api),
        schemes,
    }
}
