//! What the source of a generated client says of its operations.
//!
//! In: the generated files. Out: per module the operations, each with what must and what may be given, and the calls by
//! which it is encoded. Read from the tokens, so that nothing of the generator's own view comes along.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprMethodCall, File, Ident, ImplItem, Item, Lit, Token, Type, braced, token};

/// A module with operations.
#[derive(Debug)]
pub(crate) struct Module {
    /// Its file, without the ending; a long module has several.
    pub(crate) file: String,
    /// The name of the module that exports what is in the file.
    pub(crate) name: String,
    /// Its imports.
    pub(crate) uses: Vec<String>,
    pub(crate) operations: Vec<Operation>,
    /// What a body can be, where it can be several things: the variants' names and types.
    pub(crate) contents: BTreeMap<String, Vec<(String, String)>>,
}

/// An operation.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    /// Its type.
    pub(crate) name: String,
    pub(crate) method: String,
    /// As the document spells it.
    pub(crate) path: String,
    pub(crate) required: Vec<Field>,
    pub(crate) optional: Vec<Field>,
    pub(crate) calls: Vec<Call>,
    /// The type of what it returns.
    pub(crate) output: String,
    /// The type of its documented errors.
    pub(crate) error: String,
}

/// What is given to an operation.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: String,
}

/// A call of the encoder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Call {
    /// Which one: `query`.
    pub(crate) method: String,
    /// The first literal: a wire name, a media type, a piece of the path.
    pub(crate) literal: Option<String>,
    /// The value, where it is always the same.
    pub(crate) value: Option<String>,
    /// The table of a filter.
    pub(crate) table: Option<String>,
    /// The field whose value is sent; none for literals, and for bodies that are taken apart first.
    pub(crate) field: Option<String>,
}

/// The wire names of each filter, decoded, with the operator's name in the table.
pub(crate) type Tables = BTreeMap<String, Vec<(String, String)>>;

/// The operations of a client, and the tables of its filters.
pub(crate) fn read<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> syn::Result<(Vec<Module>, Tables)> {
    let (mut modules, mut tables) = (Vec::new(), Tables::new());
    for (path, text) in files {
        let name = path.strip_suffix(".rs").unwrap_or(path);
        // Types are most of what there is to read.
        if !is_filters(name) && !text.contains("operation! {") {
            continue;
        }
        let file: File = syn::parse_str(&from_root(path, text))?;
        if is_filters(name) {
            tables.extend(file.items.iter().filter_map(table));
        }
        let module = module(name, &file)?;
        if !module.operations.is_empty() {
            modules.push(module);
        }
    }
    Ok((modules, tables))
}

fn is_filters(name: &str) -> bool {
    name == "filters" || name.starts_with("filters/")
}

/// The text of a file, with its paths as they were if it stood beside the root: the parts of a long module stand deeper.
fn from_root<'t>(path: &str, text: &'t str) -> Cow<'t, str> {
    if !path.contains('/') {
        return Cow::Borrowed(text);
    }
    let of_own_module =
        |line: &&str| line.starts_with("use super::") && !line.starts_with("use super::super::");
    let lines = text.lines().filter(|line| !of_own_module(line));
    let lines: Vec<_> = lines
        .map(|line| line.replace("super::super::", "super::"))
        .collect();
    Cow::Owned(lines.join("\n"))
}

fn module(path: &str, file: &File) -> syn::Result<Module> {
    let mut module = Module {
        file: path.to_owned(),
        name: path.split('/').next().unwrap_or(path).to_owned(),
        uses: Vec::new(),
        operations: Vec::new(),
        contents: BTreeMap::new(),
    };
    for item in &file.items {
        match item {
            Item::Use(item) => {
                // Where security schemes stand is private to the client.
                let text = item.to_token_stream().to_string();
                let text = text.replace(" , schemes }", " }");
                if !text.ends_with(":: schemes ;") {
                    module.uses.push(text);
                }
            }
            Item::Enum(item) => {
                let variants = item.variants.iter().filter_map(|variant| {
                    let field = variant.fields.iter().next()?;
                    Some((variant.ident.to_string(), shown(&field.ty)))
                });
                let variants = variants.collect();
                module.contents.insert(item.ident.to_string(), variants);
            }
            Item::Macro(item) if is_named(&item.mac.path, "operation") => {
                let table: Table = syn::parse2(item.mac.tokens.clone())?;
                module.operations.push(table.0);
            }
            Item::Impl(item) => {
                let of = item.trait_.as_ref();
                if !of.is_some_and(|(path, _)| is_named(path, "Operation")) {
                    continue;
                }
                let Type::Path(ty) = &*item.self_ty else {
                    continue;
                };
                let name = ty.path.segments.last().map(|last| last.ident.to_string());
                let known = (module.operations.iter_mut())
                    .find(|operation| Some(&operation.name) == name.as_ref());
                if let Some(operation) = known {
                    implemented(operation, &item.items);
                }
            }
            _ => {}
        }
    }
    Ok(module)
}

fn is_named(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

fn shown(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// What stands between the braces of `operation!`.
struct Table(Operation);

impl Parse for Table {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<Token![pub]>()?;
        input.parse::<Token![struct]>()?;
        let name: Ident = input.parse()?;
        while !input.peek(token::Brace) {
            input.parse::<proc_macro2::TokenTree>()?;
        }
        let required = fields(input)?;
        let optional = if input.is_empty() {
            Vec::new()
        } else {
            input.parse::<Ident>()?;
            fields(input)?
        };
        Ok(Self(Operation {
            name: name.to_string(),
            required,
            optional,
            ..Operation::default()
        }))
    }
}

fn fields(input: ParseStream<'_>) -> syn::Result<Vec<Field>> {
    let content;
    braced!(content in input);
    let mut fields = Vec::new();
    while !content.is_empty() {
        content.call(syn::Attribute::parse_outer)?;
        let name: Ident = content.parse()?;
        content.parse::<Token![:]>()?;
        let ty: Type = content.parse()?;
        fields.push(Field {
            name: name.to_string(),
            ty: shown(&ty),
        });
        // The type in `as each<…>` has a comma behind it where it is too long for its line.
        let mut depth = 0;
        while !content.is_empty() && (depth > 0 || !content.peek(Token![,])) {
            depth += i32::from(content.peek(Token![<])) - i32::from(content.peek(Token![>]));
            content.parse::<proc_macro2::TokenTree>()?;
        }
        content.parse::<Option<Token![,]>>()?;
    }
    Ok(fields)
}

fn implemented(operation: &mut Operation, items: &[ImplItem]) {
    for item in items {
        match item {
            ImplItem::Const(item) if item.ident == "INFO" => {
                let Expr::Struct(info) = &item.expr else {
                    continue;
                };
                for field in &info.fields {
                    match (&field.member, &field.expr) {
                        (syn::Member::Named(name), expr) if name == "method" => {
                            operation.method = literal(expr).unwrap_or_default();
                        }
                        (syn::Member::Named(name), expr) if name == "path" => {
                            operation.path = literal(expr).unwrap_or_default();
                        }
                        _ => {}
                    }
                }
            }
            ImplItem::Type(item) if item.ident == "Output" => operation.output = shown(&item.ty),
            ImplItem::Type(item) if item.ident == "Error" => operation.error = shown(&item.ty),
            ImplItem::Fn(function) if function.sig.ident == "encode" => {
                block(&function.block, &mut operation.calls);
            }
            _ => {}
        }
    }
}

/// Every call of `request`, in order, however deep in conditions.
fn block(block: &syn::Block, calls: &mut Vec<Call>) {
    for statement in &block.stmts {
        if let syn::Stmt::Expr(expr, _) = statement {
            expression(expr, calls);
        }
    }
}

fn expression(expr: &Expr, calls: &mut Vec<Call>) {
    match expr {
        Expr::MethodCall(found) => calls.push(call(found)),
        Expr::If(found) => {
            block(&found.then_branch, calls);
            if let Some((_, otherwise)) = &found.else_branch {
                expression(otherwise, calls);
            }
        }
        Expr::Match(found) => {
            let field = field(&shown(&found.expr).replace(' ', ""));
            for arm in &found.arms {
                let begin = calls.len();
                expression(&arm.body, calls);
                // What is bound there is the field's.
                let inside = calls.get_mut(begin..).unwrap_or_default();
                for call in inside.iter_mut().filter(|call| call.value.is_none()) {
                    call.field = call.field.take().or_else(|| field.clone());
                }
            }
        }
        Expr::Block(found) => block(&found.block, calls),
        _ => {}
    }
}

fn call(found: &ExprMethodCall) -> Call {
    let mut call = Call {
        method: found.method.to_string(),
        ..Call::default()
    };
    for argument in &found.args {
        if call.literal.is_none() {
            call.literal = literal(argument);
        }
        if let Expr::Call(some) = argument
            && let Some(value) = some.args.first().and_then(literal)
        {
            call.value = Some(value);
        }
        let text = shown(argument).replace(' ', "");
        if text.contains("self.") {
            call.field = field(&text);
        } else if let Some(table) = text.strip_prefix("&filters::") {
            call.table = Some(table.to_owned());
        }
    }
    call
}

/// The field that an expression names: `self.name.as_ref()`.
fn field(text: &str) -> Option<String> {
    let (_, field) = text.split_once("self.")?;
    let end = field.find(['.', ')']).unwrap_or(field.len());
    field.get(..end).map(str::to_owned)
}

pub(crate) fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(found) => match &found.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// A static `FilterField`: its name, and the wire name of each operator.
fn table(item: &Item) -> Option<(String, Vec<(String, String)>)> {
    let Item::Static(item) = item else {
        return None;
    };
    let Expr::Struct(fields) = &*item.expr else {
        return None;
    };
    let mut names = Vec::new();
    for field in &fields.fields {
        let syn::Member::Named(operator) = &field.member else {
            continue;
        };
        let operator = operator.to_string();
        if let Some(parameter) = parameter_of_expression(&field.expr) {
            // The other names are words in its value.
            let name = decoded(&parameter);
            return Some((item.ident.to_string(), vec![(operator, name)]));
        }
        match &field.expr {
            // `Some("name")`.
            Expr::Call(some) if operator != "null_values" => {
                let name = some.args.first().and_then(literal);
                names.extend(name.map(|name| (operator, decoded(&name))));
            }
            // `&[(TextOp::Contains, "name")]`, `&[("near", "name")]`.
            Expr::Reference(list) => {
                let Expr::Array(list) = &*list.expr else {
                    continue;
                };
                for pair in &list.elems {
                    if let Expr::Tuple(pair) = pair
                        && let (Some(operator), Some(name)) =
                            (pair.elems.first(), pair.elems.last())
                        && let Some(name) = literal(name)
                    {
                        let operator = literal(operator).unwrap_or_else(|| shown(operator));
                        names.push((operator.replace(' ', ""), decoded(&name)));
                    }
                }
            }
            _ => {}
        }
    }
    Some((item.ident.to_string(), names))
}

/// The parameter of `Some(&Expression { parameter: "name", … })`.
fn parameter_of_expression(expr: &Expr) -> Option<String> {
    let Expr::Call(some) = expr else {
        return None;
    };
    let Some(Expr::Reference(inner)) = some.args.first() else {
        return None;
    };
    let Expr::Struct(inner) = &*inner.expr else {
        return None;
    };
    let is_parameter = |field: &&syn::FieldValue| match &field.member {
        syn::Member::Named(name) => name == "parameter",
        syn::Member::Unnamed(_) => false,
    };
    literal(&inner.fields.iter().find(is_parameter)?.expr)
}

/// The names in calls and tables are percent-encoded.
pub(crate) fn decoded(name: &str) -> String {
    let pair = format!("{name}=");
    let mut pairs = form_urlencoded::parse(pair.as_bytes());
    pairs
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}
