//! Circles of files: two files that each need the other cannot be read one after the other.
//!
//! In: the source of a crate. Out: for each file, the files whose items it names; and the circles among them. A name
//! that a file passes on (`pub use`) leads to the file that defines it, so a `mod.rs` that only gathers names is no
//! part of a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use super::{assert_none, files};

/// The path of a module below the root of its crate: `["emit", "docs"]`.
type Module = Vec<String>;

/// A module's own file, as far as circles need it.
#[derive(Default)]
struct Source {
    /// The names that `use` brings in, with what they stand for, and whether they are passed on.
    imports: BTreeMap<String, Import>,
    /// The modules whose names are all brought in.
    globs: Vec<Module>,
    /// All paths of two or more names that stand in the code, those of `use` left out.
    paths: Vec<Vec<String>>,
    /// All names that stand alone.
    names: BTreeSet<String>,
}

struct Import {
    path: Vec<String>,
    passed_on: bool,
}

/// The modules of a crate by their paths.
#[derive(Default)]
struct Crate {
    modules: BTreeMap<Module, Source>,
}

impl Crate {
    /// Adds a file, by its path below the crate's `src`.
    fn add(&mut self, path: &Path, text: &str) {
        let mut module: Module = path
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        if matches!(
            module.last().map(String::as_str),
            Some("mod" | "lib" | "main")
        ) {
            module.pop();
        }
        let Ok(file) = syn::parse_file(text) else {
            return;
        };
        let mut source = Source::default();
        let mut rest = TokenStream::new();
        for item in file.items {
            match item {
                syn::Item::Use(item) => {
                    let passed_on = !matches!(item.vis, syn::Visibility::Inherited);
                    source.import(&module, &item.tree, &mut Vec::new(), passed_on);
                }
                syn::Item::Mod(item) if item.content.is_none() || is_test(&item.attrs) => {}
                item => rest.extend(quote::ToTokens::into_token_stream(item)),
            }
        }
        source.read(rest);
        self.modules.insert(module, source);
    }

    /// The files that each file needs.
    fn needs(&self) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let of = |(module, source): (&'_ Module, &Source)| {
            let mut found = BTreeSet::new();
            for (name, import) in &source.imports {
                // What is only passed on is needed by those who take it.
                if !import.passed_on || source.names.contains(name) {
                    found.extend(self.owner(&import.path, 0));
                }
            }
            found.extend(source.globs.iter().filter_map(|glob| self.file(glob)));
            for path in &source.paths {
                if let Some(path) = self.absolute(module, source, path) {
                    found.extend(self.owner(&path, 0));
                }
            }
            found.remove(module);
            found
        };
        self.modules
            .iter()
            .map(|(module, source)| (module, of((module, source))))
            .collect()
    }

    fn file(&self, module: &[String]) -> Option<&Module> {
        self.modules.get_key_value(module).map(|(module, _)| module)
    }

    /// A path in the code as a path from the root of the crate, if it leads into the crate.
    fn absolute(&self, module: &Module, source: &Source, path: &[String]) -> Option<Vec<String>> {
        if let Some(path) = from_root(module, path) {
            return Some(path);
        }
        let first = path.first()?;
        if let Some(import) = source.imports.get(first) {
            let whole = import.path.iter().chain(&path[1..]).cloned();
            return Some(whole.collect());
        }
        let child: Vec<_> = module.iter().chain([first]).cloned().collect();
        self.modules.contains_key(&child).then(|| {
            let whole = module.iter().chain(path).cloned();
            whole.collect()
        })
    }

    /// The file that defines what a path from the root leads to.
    fn owner(&self, path: &[String], depth: usize) -> Option<&Module> {
        let length = (0..=path.len())
            .rev()
            .find(|&length| self.modules.contains_key(&path[..length]))?;
        let (module, source) = self.modules.get_key_value(&path[..length])?;
        let Some(name) = path.get(length) else {
            return Some(module);
        };
        match source.imports.get(name) {
            Some(import) if depth < 8 => {
                let rest = path.iter().skip(length + 1);
                let whole: Vec<_> = import.path.iter().chain(rest).cloned().collect();
                self.owner(&whole, depth + 1)
            }
            _ => Some(module),
        }
    }

    /// The groups of files each of which needs all others, as lines for people.
    fn circles(&self) -> Vec<String> {
        let needs = self.needs();
        let reach = |start: &Module| {
            let mut found: BTreeSet<&Module> = BTreeSet::new();
            let mut open: Vec<&Module> = needs.get(start).into_iter().flatten().copied().collect();
            while let Some(module) = open.pop() {
                if found.insert(module) {
                    open.extend(needs.get(module).into_iter().flatten());
                }
            }
            found
        };
        let reached: BTreeMap<&Module, BTreeSet<&Module>> = needs
            .keys()
            .map(|module| (*module, reach(module)))
            .collect();
        let mut circles = BTreeSet::new();
        for (module, others) in &reached {
            let circle: BTreeSet<&Module> = others
                .iter()
                .filter(|other| {
                    reached
                        .get(*other)
                        .is_some_and(|back| back.contains(*module))
                })
                .copied()
                .collect();
            if circle.len() > 1 {
                let lines = circle.iter().map(|file| {
                    let needed = needs[*file]
                        .iter()
                        .filter(|needed| circle.contains(**needed));
                    let needed: Vec<_> = needed.map(|needed| shown(needed)).collect();
                    format!("{} needs {}", shown(file), needed.join(", "))
                });
                circles.insert(lines.collect::<Vec<_>>().join("\n    "));
            }
        }
        circles.into_iter().collect()
    }
}

impl Source {
    fn import(
        &mut self,
        module: &Module,
        tree: &syn::UseTree,
        before: &mut Vec<String>,
        passed_on: bool,
    ) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.import(module, &path.tree, before, passed_on);
                before.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(module, tree, before, passed_on);
                }
            }
            syn::UseTree::Glob(_) => self.globs.extend(from_root(module, before)),
            syn::UseTree::Name(name) => {
                self.name(module, before, &name.ident, &name.ident, passed_on);
            }
            syn::UseTree::Rename(name) => {
                self.name(module, before, &name.ident, &name.rename, passed_on);
            }
        }
    }

    fn name(
        &mut self,
        module: &Module,
        before: &[String],
        name: &proc_macro2::Ident,
        here: &proc_macro2::Ident,
        passed_on: bool,
    ) {
        let mut path = before.to_vec();
        let mut here = here.to_string();
        if name == "self" {
            here = path.last().cloned().unwrap_or_default();
        } else {
            path.push(name.to_string());
        }
        if let Some(path) = from_root(module, &path) {
            self.imports.insert(here, Import { path, passed_on });
        }
    }

    /// Notes the paths in some code.
    fn read(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut quoted = false;
        for token in tokens {
            // What stands in `quote!` is code of somebody else.
            let follows = std::mem::take(&mut quoted);
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '!' => {
                    quoted = path.last().is_some_and(|name| name == "quote");
                    self.note(std::mem::take(&mut path));
                    colons = 0;
                }
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.note(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                token => {
                    self.note(std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = token
                        && !follows
                        && !is_visibility(&group.stream())
                    {
                        self.read(group.stream());
                    }
                }
            }
        }
        self.note(path);
    }

    fn note(&mut self, path: Vec<String>) {
        self.names.extend(path.first().cloned());
        if path.len() > 1 {
            self.paths.push(path);
        }
    }
}

/// A path that begins with `crate`, `self` or `super`, from the root of the crate.
fn from_root(module: &Module, path: &[String]) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let (base, rest) = match path.first()?.as_str() {
        "crate" => (&module[..0], &path[1..]),
        "self" => (&module[..], &path[1..]),
        "super" => (&module[..module.len().checked_sub(ups)?], &path[ups..]),
        _ => return None,
    };
    Some(base.iter().chain(rest).cloned().collect())
}

/// Whether these are the words in brackets behind `pub`.
fn is_visibility(tokens: &TokenStream) -> bool {
    let first = tokens.clone().into_iter().next();
    matches!(first, Some(TokenTree::Ident(first)) if first == "in")
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && quote::ToTokens::to_token_stream(attribute)
                .to_string()
                .contains("test")
    })
}

fn shown(module: &Module) -> String {
    if module.is_empty() {
        "the root".to_owned()
    } else {
        module.join("/")
    }
}

/// The crates whose files are looked at.
const CRATES: [&str; 3] = ["codegen/src", "codegen/runtime/src", "codegen/cli/src"];

#[test]
fn files_need_each_other_one_way() {
    for folder in CRATES {
        let mut sources = Crate::default();
        for file in files(folder, &["rs"]) {
            if !file.is_test() {
                let path = file.path.trim_start_matches(folder).trim_start_matches('/');
                sources.add(Path::new(path), &file.text);
            }
        }
        let what = format!("{folder}: files that need each other");
        assert_none(&what, &sources.circles());
    }
}
