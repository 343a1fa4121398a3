//! What each library offers, as a snapshot: a change of it is reviewed like any other.
//!
//! In: the source of a crate. Out: everything that a user can name, by the path under which it is exported, without texts,
//! bodies and what is private; and what can be done with it. What a macro makes of items is not expanded: its words stand
//! there. The interface of a generated client is in the snapshots of `tests/specs.rs`, which hold all of its source.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Item, Type, UseTree, Visibility};

use super::bare::{bare, copy, is_kept, is_left_out, offered, printed};
use super::files;
use super::snapshots::Snapshots;

type Names = Vec<String>;

/// The items of a crate.
#[derive(Default)]
struct Crate {
    modules: BTreeMap<Names, Vec<Item>>,
}

/// What is exported, by its path; items of the same path are those of several kinds, or under several conditions.
type Exported = BTreeSet<(String, String)>;

impl Crate {
    fn read(folder: &str) -> Self {
        let mut read = Self::default();
        for file in files(folder, &["rs"]) {
            if file.is_test() {
                continue;
            }
            let path = Path::new(&file.path).strip_prefix(folder).unwrap();
            let steps = path.with_extension("");
            let mut module: Names = steps
                .iter()
                .map(|step| step.to_str().unwrap().to_owned())
                .collect();
            if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
                module.pop();
            }
            read.take(&module, syn::parse_file(&file.text).unwrap().items);
        }
        read
    }

    fn take(&mut self, module: &[String], items: Vec<Item>) {
        for item in &items {
            if let Item::Mod(inner) = item
                && let Some((_, items)) = &inner.content
                && !is_left_out(&inner.attrs)
            {
                let inner = [module, &[inner.ident.to_string()]].concat();
                self.take(&inner, items.iter().map(copy).collect());
            }
        }
        self.modules.insert(module.to_vec(), items);
    }

    /// All that is exported of a module, which is exported itself as `path`.
    fn exported(&self, module: &[String], path: &str, found: &mut Exported) {
        let Some(items) = self.modules.get(module) else {
            return;
        };
        for item in items {
            if let Item::Macro(item) = item
                && let (Some(name), true) = (&item.ident, exports_macro(&item.attrs))
                && !is_left_out(&item.attrs)
            {
                found.insert((format!("{name}!"), format!("macro_rules! {name}")));
            }
            if !is_public(item) || is_left_out(attributes(item)) {
                continue;
            }
            if let Item::Use(item) = item {
                let mut uses = Vec::new();
                flatten(&item.tree, &mut Vec::new(), &mut uses);
                for (target, name) in uses {
                    self.export(module, &target, &name, path, &item.attrs, found);
                }
            } else if let Some(name) = name(item) {
                self.show(module, item, &join(path, &name), found);
            }
        }
    }

    /// Exports what a path in a module leads to.
    fn export(
        &self,
        module: &[String],
        target: &[String],
        name: &str,
        path: &str,
        attributes: &[Attribute],
        found: &mut Exported,
    ) {
        let conditions = attributes.iter().filter(|it| is_kept(it));
        let conditions: String = conditions
            .map(|it| it.to_token_stream().to_string() + "\n")
            .collect();
        let shown = join(path, name);
        let target = self.absolute(module, target);
        let Some((last, above)) = target.as_ref().and_then(|target| target.split_last()) else {
            found.insert((shown, format!("{conditions}pub use of another crate")));
            return;
        };
        if last == "*" {
            return self.exported(above, path, found);
        }
        if self
            .modules
            .contains_key(target.as_deref().unwrap_or_default())
        {
            self.exported(target.as_deref().unwrap_or_default(), &shown, found);
        }
        for item in self.modules.get(above).into_iter().flatten() {
            if self::name(item).as_ref() == Some(last) {
                self.show(above, item, &shown, found);
            } else if let Item::Use(item) = item {
                let mut uses = Vec::new();
                flatten(&item.tree, &mut Vec::new(), &mut uses);
                for (target, _) in uses.iter().filter(|(_, name)| name == last) {
                    self.export(above, target, name, path, &item.attrs, found);
                }
            }
        }
        if !conditions.is_empty() {
            found.insert((shown, format!("{conditions}use")));
        }
    }

    /// A path from the root, if it leads into the crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Names> {
        let mut whole = module.to_vec();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => {
                whole.clear();
                rest = &path[1..];
            }
            Some("self") => rest = &path[1..],
            Some("super") => {
                while rest.first().is_some_and(|step| step == "super") {
                    whole.pop();
                    rest = &rest[1..];
                }
            }
            // A module beside, or another crate.
            Some(first)
                if self
                    .modules
                    .contains_key(&[module, &[first.to_owned()]].concat()) => {}
            _ => return None,
        }
        whole.extend(rest.iter().cloned());
        self.modules
            .contains_key(&whole[..whole.len().saturating_sub(1)])
            .then_some(whole)
    }

    fn show(&self, module: &[String], item: &Item, path: &str, found: &mut Exported) {
        if let Item::Mod(inner) = item {
            let inner: Names = [module, &[inner.ident.to_string()]].concat();
            return self.exported(&inner, path, found);
        }
        let mut text = printed(bare(item));
        let name = name(item).unwrap_or_default();
        let mut impls = BTreeSet::new();
        for item in self.modules.values().flatten() {
            if let Item::Impl(block) = item
                && !is_left_out(&block.attrs)
                && concerns(block, &name)
            {
                impls.extend(offered(block).map(|block| printed(Item::Impl(block))));
            }
        }
        text.extend(impls);
        found.insert((path.to_owned(), text));
    }

    /// The macros that are called where items stand, in their own words.
    fn called(&self) -> BTreeSet<String> {
        let mut called = BTreeSet::new();
        for (module, items) in &self.modules {
            for item in items {
                if let Item::Macro(item) = item
                    && item.ident.is_none()
                    && !item.mac.path.is_ident("thread_local")
                {
                    let words = words(item.mac.tokens.clone()).join("\n    ");
                    let name = item.mac.path.to_token_stream();
                    called.insert(format!("{}: {name}! {words}", module.join("::")));
                }
            }
        }
        called
    }
}

/// The words of a macro without documentation, in lines that end where a semicolon stands.
fn words(tokens: TokenStream) -> Vec<String> {
    let mut lines = vec![TokenStream::new()];
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is = |token: &TokenTree, wanted| matches!(token, TokenTree::Punct(it) if it.as_char() == wanted);
        if is(&token, '#') && tokens.peek().is_some_and(is_documentation) {
            tokens.next();
            continue;
        }
        let ends = is(&token, ';');
        lines.last_mut().unwrap().extend([token]);
        if ends {
            lines.push(TokenStream::new());
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.iter().map(ToString::to_string).collect()
}

fn is_documentation(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.to_string().starts_with("[doc"))
}

fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}::{name}"),
    }
}

fn flatten(tree: &UseTree, before: &mut Names, found: &mut Vec<(Names, String)>) {
    let mut add = |before: &Names, last: String, name: String| {
        let target = before.iter().cloned().chain([last]);
        found.push((target.collect(), name));
    };
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, found);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            let (last, above) = before.split_last().unwrap();
            add(&above.to_vec(), last.clone(), last.clone());
        }
        UseTree::Name(name) => add(before, name.ident.to_string(), name.ident.to_string()),
        UseTree::Rename(it) => add(before, it.ident.to_string(), it.rename.to_string()),
        UseTree::Glob(_) => add(before, "*".to_owned(), "*".to_owned()),
        UseTree::Group(group) => {
            for tree in &group.items {
                flatten(tree, before, found);
            }
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Mod(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

fn is_public(item: &Item) -> bool {
    let visibility = match item {
        Item::Const(it) => &it.vis,
        Item::Enum(it) => &it.vis,
        Item::Fn(it) => &it.vis,
        Item::Mod(it) => &it.vis,
        Item::Static(it) => &it.vis,
        Item::Struct(it) => &it.vis,
        Item::Trait(it) => &it.vis,
        Item::Type(it) => &it.vis,
        Item::Use(it) => &it.vis,
        _ => return false,
    };
    matches!(visibility, Visibility::Public(_))
}

fn name(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(it) => it.ident.to_string(),
        Item::Enum(it) => it.ident.to_string(),
        Item::Fn(it) => it.sig.ident.to_string(),
        Item::Mod(it) => it.ident.to_string(),
        Item::Static(it) => it.ident.to_string(),
        Item::Struct(it) => it.ident.to_string(),
        Item::Trait(it) => it.ident.to_string(),
        Item::Type(it) => it.ident.to_string(),
        _ => return None,
    })
}

fn exports_macro(attributes: &[Attribute]) -> bool {
    let is_export = |it: &Attribute| it.path().is_ident("macro_export");
    attributes.iter().any(is_export)
}

/// Whether an implementation is one of a type, or of a trait for a type that has no name here.
fn concerns(block: &syn::ItemImpl, name: &str) -> bool {
    let last = |path: &syn::Path| path.segments.last().is_some_and(|it| it.ident == name);
    let of_trait = block.trait_.as_ref().is_some_and(|(path, _)| last(path));
    match &*block.self_ty {
        Type::Path(ty) => last(&ty.path) || of_trait,
        _ => of_trait,
    }
}

#[test]
fn what_each_library_offers_is_reviewed() {
    let mut snapshots = Snapshots::new("interface");
    for (name, folder) in [
        ("tamis", "codegen/src"),
        ("tamis_runtime", "codegen/runtime/src"),
    ] {
        let read = Crate::read(folder);
        let mut found = Exported::new();
        read.exported(&[], "", &mut found);
        let items = found
            .iter()
            .map(|(path, text)| format!("// {path}\n{text}\n"));
        let mut text: String = items.collect();
        text.push_str("// What macros make.\n\n");
        for called in read.called() {
            text.push_str(&called);
            text.push_str("\n\n");
        }
        snapshots.check(name, "what a user of the library can name", &text);
    }
    snapshots.finish();
}
