//! Names of modules, operations and parameters.

use indexmap::IndexMap;

use super::case::{Case, Symbols, convert, join};
use super::known::{CLIENT, TAG, call};
use super::ledger::{Kind, Ledger};
use super::status;
use super::taken::{Taken, ladder};
use crate::analysis::Facts;
use crate::analysis::bodies::{BodyChoice, BodyKind};
use crate::ir::{Api, Location, Operation, OperationId, ParameterId, PathPiece};

/// Modules that a client has for itself, files that its root may be, and names that Windows keeps for devices, whatever
/// their ending.
pub(super) const MODULES: &[&str] = &[
    "api", "client", "filters", "headers", "lib", "main", "mod", "types", "aux", "con", "nul",
    "prn", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// What the client can do without a document.
const CLIENT_METHODS: &[&str] = &[
    "builder", "clone", "core", "items", "pages", "request", "send",
];

/// What a group of operations can do without a document.
const GROUP_METHODS: &[&str] = &["clone", "new"];

/// What an operation can do without a document.
const OPERATION_MEMBERS: &[&str] = &[
    "bind",
    "client",
    "clone",
    "items",
    "new",
    "pages",
    "send",
    "send_blocking",
];

/// A module of operations.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    /// The tag that its operations have in common; `None`: they have none.
    pub(crate) tag: Option<String>,
    /// The module's name.
    pub(crate) ident: String,
    /// The type that has a method for each operation, and the client's method that gives it. The operations
    /// without a tag are methods of the client itself.
    pub(crate) group: Option<(String, String)>,
    /// The feature of the client's crate that it is part of, where each tag has one.
    pub(crate) feature: Option<String>,
    /// Its operations, in document order.
    pub(crate) operations: Vec<OperationId>,
}

/// The names of an operation.
#[derive(Clone, Debug)]
pub(crate) struct OperationNames {
    /// The struct.
    pub(crate) type_name: String,
    /// The method that makes it.
    pub(crate) method: String,
    /// Its module's words in type case, to tell equal operations of several modules apart.
    pub(super) module_words: String,
    /// The field of each parameter; not used for members of a filter.
    pub(crate) parameters: Vec<String>,
    /// The field of each filter family.
    pub(crate) families: Vec<String>,
    /// The field of the body.
    pub(crate) body: String,
    /// The enum of what the body can be, where that is a choice, and its variants.
    pub(crate) content: (String, Vec<String>),
    /// The enum of successful answers, where there are several, and its variants.
    pub(crate) output: (String, Vec<String>),
    /// The enum of documented errors, where there are several, and its variants.
    pub(crate) error: (String, Vec<String>),
}

/// Names all modules and operations.
pub(super) fn name<'l>(
    api: &Api,
    facts: &Facts,
    ledger: &'l Ledger<'l>,
) -> (Vec<Module>, Vec<OperationNames>) {
    let mut by_tag: IndexMap<Option<&str>, Vec<OperationId>> = IndexMap::new();
    for id in api.operation_ids() {
        by_tag
            .entry(api.operation(id).tags.first().map(String::as_str))
            .or_default()
            .push(id);
    }
    let modules = Taken::reserving(MODULES.iter().copied());
    let mut modules = modules.of(ledger, Kind::Modules, CLIENT);
    let client_methods = Taken::reserving(CLIENT_METHODS.iter().copied());
    let mut client_methods = client_methods.of(ledger, Kind::Methods, CLIENT);
    let mut named: Vec<Option<OperationNames>> = vec![None; api.operations.len()];
    let mut result = Vec::new();
    for (tag, operations) in by_tag {
        let text = tag.unwrap_or("operations");
        let plain = convert(text, Case::Value, Symbols::Separate);
        // A raw identifier would be a file name that surprises, so keywords are lengthened here.
        let ladder_of = |plain: &str| {
            let long = format!("{plain}_operations");
            let keyword = super::keyword::is_keyword(plain);
            (!keyword)
                .then(|| plain.to_owned())
                .into_iter()
                .chain([long])
        };
        let key = [tag.map_or_else(|| CLIENT.to_owned(), |tag| format!("{TAG}{tag}"))];
        let ident = modules.take_for(&key, ladder_of(&plain), text, Case::Value);
        let mut items = Taken::reserving(super::reserved::MODULE_ITEMS.iter().copied());
        items.reserve(super::reserved::OPERATION_PARAMETER);
        let [owner] = &key;
        let mut items = items.of(ledger, Kind::Operations, owner);
        let mut methods = Taken::reserving(GROUP_METHODS.iter().copied());
        if tag.is_some() {
            methods = methods.of(ledger, Kind::Methods, owner);
        }
        let group = tag.map(|tag| {
            let ty = convert(tag, Case::Type, Symbols::Separate);
            let ladder = [ty.clone(), format!("{ty}Operations")];
            let ty = items.take_for(&key, ladder, tag, Case::Type);
            (
                ty,
                client_methods.take_for(&key, ladder_of(&plain), text, Case::Value),
            )
        });
        let methods = if tag.is_some() {
            &mut methods
        } else {
            &mut client_methods
        };
        let short = super::short::ids(api, &operations);
        let short_methods = tag.map_or_else(Default::default, |tag| {
            super::short::methods(api, tag, &operations, &short)
        });
        for id in &operations {
            let module_words = convert(&ident, Case::Type, Symbols::Separate);
            let names = name_operation(
                (api.operation(*id), *id, short.get(id).copied()),
                short_methods.get(id),
                facts,
                module_words,
                (&mut items, methods),
                ledger,
            );
            named[id.index()] = Some(names);
        }
        result.push(Module {
            tag: tag.map(str::to_owned),
            ident,
            group,
            feature: None,
            operations,
        });
    }
    let named = named
        .into_iter()
        .map(|names| names.expect("every operation is in one module"))
        .collect();
    (result, named)
}

fn name_operation<'l>(
    (operation, id, short): (&Operation, OperationId, Option<&str>),
    short_method: Option<&String>,
    facts: &Facts,
    module_words: String,
    (items, methods): (&mut Taken<'l>, &mut Taken<'l>),
    ledger: &'l Ledger<'l>,
) -> OperationNames {
    let by_path = words_of_path(operation);
    let by_path: Vec<&str> = by_path.iter().map(String::as_str).collect();
    let identity = call(operation);
    let names = |case: Case| {
        let path_name = join(by_path.iter().copied(), case);
        match short.or(operation.id.as_deref()) {
            Some(text) => {
                let plain = convert(text, case, Symbols::Separate);
                let suffixed = join([plain.as_str(), "operation"], case);
                vec![plain, suffixed, path_name]
            }
            None => {
                let suffixed = join([path_name.as_str(), "operation"], case);
                vec![path_name, suffixed]
            }
        }
    };
    let type_name = items.take(names(Case::Type), &identity, Case::Type);
    let ladder = short_method.cloned().into_iter().chain(names(Case::Value));
    let method = methods.take(ladder, &identity, Case::Value);

    let streams = facts.replies.of(id).streamed.is_some();
    let reserved = OPERATION_MEMBERS.iter().copied();
    let members = Taken::reserving(reserved.chain(streams.then_some("stream")));
    let mut members = members.of(ledger, Kind::Parameters, &identity);
    let filters = facts.filters.operation(id);
    let mut parameters = vec![String::new(); operation.parameters.len()];
    let mut families = vec![String::new(); filters.families.len()];
    // What must be given comes first, so that it has the plain name; then what is called so in the document: `status!` does
    // not take the name from `status`.
    let order = |(_, parameter): &(usize, &crate::ir::Parameter)| {
        let plain = convert(&parameter.wire_name, Case::Value, Symbols::Separate);
        (
            parameter.location != Location::Path,
            !parameter.required,
            plain != parameter.wire_name,
        )
    };
    let mut sorted: Vec<_> = operation.parameters.iter().enumerate().collect();
    sorted.sort_by_key(order);
    for (index, parameter) in sorted {
        for family in filters.families_of(ParameterId(index)) {
            let name = &mut families[family.0];
            if name.is_empty() {
                *name = member(&mut members, &filters.family(family).stem, "filter");
            }
        }
        if !filters.is_member(ParameterId(index)) {
            let location = match parameter.location {
                Location::Path => "path",
                Location::Query => "parameter",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            parameters[index] = member(&mut members, &parameter.wire_name, location);
        }
    }
    let body = member(&mut members, "body", "request");
    let content = match facts.bodies.of(id) {
        Some(sent) if sent.choices.len() > 1 => {
            let name = items.take(
                [format!("{type_name}Content")],
                &format!("{identity} content"),
                Case::Type,
            );
            let of = format!("{identity} content");
            let scope = Taken::default().of(ledger, Kind::Answers, &of);
            (name, content_variants(&sent.choices, scope))
        }
        _ => Default::default(),
    };
    let replies = facts.replies.of(id);
    let mut answers = |suffix: &str, payloads: &[crate::analysis::replies::Payload]| {
        let name = if payloads.len() > 1 {
            items.take(
                [format!("{type_name}{suffix}")],
                &format!("{identity} {suffix}"),
                Case::Type,
            )
        } else {
            String::new()
        };
        let of = format!("{identity} {suffix}");
        let mut scope = Taken::default().of(ledger, Kind::Answers, &of);
        let variants = payloads
            .iter()
            .map(|payload| scope.take_text(&status::words(payload.status), Case::Type))
            .collect();
        (name, variants)
    };
    let output = answers("Output", &replies.successes);
    let error = answers("Error", &replies.errors);
    OperationNames {
        type_name,
        method,
        module_words,
        parameters,
        families,
        body,
        content,
        output,
        error,
    }
}

/// The kind says enough where it is the only one; else the media type does: `image/png` is `Png`.
fn content_variants(choices: &[BodyChoice], mut scope: Taken<'_>) -> Vec<String> {
    let word = |choice: &BodyChoice| match choice.kind {
        BodyKind::Json(_) => "Json",
        BodyKind::Form(_) => "Form",
        BodyKind::Multipart(_) => "Multipart",
        BodyKind::Lines(_) => "Lines",
        BodyKind::Text | BodyKind::TextOf(_) => "Text",
        BodyKind::File => "File",
    };
    let variants = choices.iter().map(|choice| {
        let kind = word(choice);
        let alone = choices.iter().filter(|other| word(other) == kind).count() == 1;
        let media_type = choice.media_type.as_str();
        let subtype = media_type
            .split_once('/')
            .map_or(media_type, |(_, subtype)| subtype);
        let text = if alone { kind } else { subtype };
        let names = ladder(text, Case::Type).chain(ladder(media_type, Case::Type));
        scope.take(names, media_type, Case::Type)
    });
    variants.collect()
}

fn member(scope: &mut Taken<'_>, text: &str, what: &str) -> String {
    let plain = convert(text, Case::Value, Symbols::Separate);
    let long = format!("{plain}_{what}");
    // A symbol behind a name is a better word than what kind of thing it is: `status!` is `status_not`.
    let behind = text.ends_with(|c: char| c.is_ascii_punctuation() && !matches!(c, ']' | '_'));
    let spelled = convert(text, Case::Value, Symbols::Spelled);
    let spelled = behind.then_some(spelled);
    scope.take_for(
        &[format!("{what} {text}")],
        [plain].into_iter().chain(spelled).chain([long]),
        &format!("{text} {what}"),
        Case::Value,
    )
}

/// `GET /pets/{id}/toys` is `get pets by id toys`.
fn words_of_path(operation: &Operation) -> Vec<String> {
    let mut words = vec![operation.method.as_str().to_lowercase()];
    for piece in &operation.pieces {
        match piece {
            PathPiece::Literal(text) => {
                words.extend(
                    text.split('/')
                        .filter(|part| !part.is_empty())
                        .map(str::to_owned),
                );
            }
            PathPiece::Parameter(id) | PathPiece::Path(id) => {
                words.push("by".to_owned());
                words.push(operation.parameter(*id).wire_name.clone());
            }
        }
    }
    // What a path has no place for still tells it from others: `/token#google`.
    let behind = operation.path.split_once(['?', '#']);
    let behind = behind
        .map(|(_, behind)| behind)
        .filter(|it| !it.contains('{'));
    let more = behind
        .unwrap_or_default()
        .split(|letter: char| !letter.is_alphanumeric());
    words.extend(more.filter(|word| !word.is_empty()).map(str::to_owned));
    if words.len() == 1 {
        words.push("root".to_owned());
    }
    words
}
