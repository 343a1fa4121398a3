//! Stage 2: OpenAPI, as `document/` leaves it, becomes the IR.
//!
//! In: a [`Model`] of the canonical dialect: 3.0, every reference `#/components/<kind>/<name>`, the rest in
//! `x-tamis-*` keys. Out: an [`Api`] with everything resolved, merged and decided, and a report for whatever could not be
//! kept. This is the only folder that knows both; names and Rust are not known here.
//!
//! | file | what it turns into what |
//! |---|---|
//! | `flatten.rs` | `allOf` and references: plain keywords and choices |
//! | `combined.rs` | several sets of keywords that hold at once: one |
//! | `schema.rs` | a schema: a type; `object.rs`, `list.rs`, `enums.rs`, `union.rs`, `scalar.rs` for its kinds |
//! | `overlap.rs` | several schemas of one value: one type |
//! | `tagging.rs`, `order.rs`, `cycles.rs`, `prune.rs`, `directions.rs`, `refs.rs` | what can only be decided when all types are there |
//! | `node.rs`, `nullable.rs`, `docs.rs`, `limits.rs` | what the others share: places, null, texts, bounds |
//! | `operation.rs`, `parameter.rs`, `path.rs`, `body.rs`, `response.rs`, `security.rs`, `webhook.rs`, `filters.rs` | the rest |

mod body;
mod chosen;
mod collections;
mod combined;
mod converter;
mod cycles;
mod directions;
mod docs;
mod enums;
mod filters;
mod flatten;
mod limits;
mod list;
mod made;
mod node;
mod nullable;
mod object;
mod operation;
mod order;
mod overlap;
mod paging;
mod parameter;
mod path;
mod pending;
mod prune;
mod refs;
mod response;
mod scalar;
mod schema;
mod security;
mod tagging;
mod union;
mod webhook;

#[cfg(test)]
mod tests;

use self::converter::Converter;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::document::Model;
use crate::ir::Api;

/// A way to turn a document into the IR.
pub(crate) type Convert = fn(Model, &Config, &mut Diagnostics) -> Api;

/// Turns a document into the IR.
pub(crate) fn convert(model: Model, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    convert_with(model, config, false, diagnostics)
}

/// The same, and remembers what each schema became, which few want to know.
pub(crate) fn convert_with_schemas(
    model: Model,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Api {
    convert_with(model, config, true, diagnostics)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the document is done with: it is freed here, before the stages behind this one"
)]
fn convert_with(
    model: Model,
    config: &Config,
    with_schemas: bool,
    diagnostics: &mut Diagnostics,
) -> Api {
    let openapi = &model.openapi;
    let mut converter = Converter::new(&model, config, diagnostics);
    converter.made_of = with_schemas.then(Vec::new);
    converter.labels = operation::labels(openapi);
    converter.find_nullable();
    converter.find_derived();
    converter.find_multipart();
    converter.component_schemas();
    let (security_schemes, servers) = (converter.security_schemes(), converter.servers());
    let operations = converter.operations();
    let webhooks = converter.webhooks();
    let mut unions = std::mem::take(&mut converter.unions);
    let mut api = Api {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        docs: crate::ir::Docs {
            description: docs::text(openapi.info.description.as_deref()),
            ..Default::default()
        },
        servers,
        security_schemes,
        types: std::mem::take(&mut converter.types),
        operations,
        responses: std::mem::take(&mut converter.responses),
        tags: operation::tags(openapi),
        webhooks,
        tally: std::mem::take(&mut converter.tally),
        schemas: converter.made_of.take().unwrap_or_default(),
        ..Api::default()
    };
    chosen::choose(&mut api, config, diagnostics);
    collections::choose(&mut api, config);
    cycles::break_cycles(&mut api, &mut unions, diagnostics);
    tagging::settle(&mut api, &unions, diagnostics);
    order::order(&mut api);
    prune::prune(&mut api);
    directions::split(&mut api);
    api
}
