//! What is in memory at once does not grow with the client: its text does, its tokens do not.

use std::fmt::Write as _;

use proc_macro2::{TokenStream, TokenTree};

use super::*;
use crate::emit::Piece;

/// A document of so many operations, with a tag or without, each with a type of its own.
fn document(operations: usize, tag: &str) -> String {
    let mut text = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n");
    for number in 0..operations {
        _ = writeln!(
            text,
            "  /p{number}: {{get: {{operationId: o{number}, {tag} responses: {{'200': {{description: It., content: {{application/json: {{schema: {{type: object, properties: {{m{number}: {{type: string}}}}}}}}}}}}}}}}}}"
        );
    }
    text
}

fn tokens(stream: TokenStream) -> usize {
    let trees = stream.into_iter().map(|tree| match tree {
        TokenTree::Group(group) => 1 + tokens(group.stream()),
        _ => 1,
    });
    trees.sum()
}

/// How many pieces there are, and the tokens of the largest.
fn pieces(document: String) -> (usize, usize) {
    let config = Config::default();
    let mut diagnostics = Diagnostics::new();
    let sources = [Source::new("t.yaml", document)];
    let understood = understand(&sources, &config, convert::convert, &mut diagnostics);
    let Understood {
        api,
        facts,
        renames,
    } = understood.expect("it is a document");
    let (names, _) = names::name(&api, &facts, &renames, &config, &mut diagnostics);
    let runtime = config.runtime_tokens().expect("it is a path");
    let (mut count, mut largest) = (0, 0);
    emit::emit(&api, &facts, &names, &runtime, &mut |_, piece| {
        count += 1;
        match piece {
            // All imports are known at the end only; they are few tokens for each type.
            Piece::Head(_) | Piece::Close => {}
            Piece::Items(stream) | Piece::Open(stream) | Piece::Members(stream) => {
                largest = largest.max(tokens(stream));
            }
        }
    });
    (count, largest)
}

#[test]
fn no_piece_grows_with_the_number_of_operations() {
    for tag in ["", "tags: [things],"] {
        let (few, largest_of_few) = pieces(document(10, tag));
        let (many, largest_of_many) = pieces(document(1000, tag));
        assert_eq!(largest_of_few, largest_of_many, "with `{tag}`");
        // An operation has its items, its method and its types; a file for a few of them has its head and its declaration.
        assert!(many - few <= 12 * 990, "with `{tag}`: {few}, {many}");
    }
}

/// What a module's own file imported under the name of something in one of its parts would hide that from all who look for it
/// in the module.
/// A type that is called as a derive is: a part of a module that imports it would wait for another part to be expanded, which
/// waits for the derive.
#[test]
fn a_type_called_as_a_derive_is_has_its_path_in_other_parts() {
    let mut schemas = String::from("    Eq: {type: object, properties: {a: {type: string}}}\n");
    for word in ["Apple", "Bread", "Cheese", "Egg"] {
        _ = writeln!(
            schemas,
            "    {word}Thing:\n      type: object\n      properties:\n        eq: {{$ref: '#/components/schemas/Eq'}}"
        );
        for number in 0..300 {
            _ = writeln!(
                schemas,
                "        member{number}: {{type: string, description: It.}}"
            );
        }
    }
    let paths = "  /list: {get: {operationId: list, responses: {'200': {description: It., content: {application/json: \
                 {schema: {type: object, properties: {a: {$ref: '#/components/schemas/AppleThing'}, b: {$ref: \
                 '#/components/schemas/BreadThing'}, c: {$ref: '#/components/schemas/CheeseThing'}, d: {$ref: \
                 '#/components/schemas/EggThing'}}}}}}}}}";
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}\ncomponents:\n  schemas:\n{schemas}"
    );
    let generated = generate(&[Source::new("t.yaml", document)], &Config::default());
    let generated = generated.expect("it generates");
    let files: BTreeMap<&str, &str> = generated.files().collect();
    let part = files["types/apple.rs"];
    assert!(part.contains("optional eq: super::Eq"), "{part}");
    assert!(!part.contains("use super::Eq"), "{part}");
}

#[test]
fn a_module_imports_nothing_that_its_parts_define() {
    let words = [
        "Apple", "Bread", "Cheese", "Date", "Egg", "Fig", "Grape", "Honey",
    ];
    let mut schemas = String::new();
    for word in words {
        _ = writeln!(
            schemas,
            "    {word}Thing:\n      type: object\n      properties:"
        );
        for number in 0..150 {
            _ = writeln!(
                schemas,
                "        member{number}: {{type: string, description: It.}}"
            );
        }
    }
    // Files have ASCII names, so this one stands in the module's own file.
    schemas.push_str("    リスト:\n      type: object\n      properties:\n");
    for word in words {
        _ = writeln!(
            schemas,
            "        {word}: {{$ref: '#/components/schemas/{word}Thing'}}"
        );
    }
    let paths = "  /list: {get: {operationId: list, responses: {'200': {description: It., content: {application/json: \
                 {schema: {$ref: '#/components/schemas/リスト'}}}}}}}";
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}\ncomponents:\n  schemas:\n{schemas}"
    );
    let generated = generate(&[Source::new("t.yaml", document)], &Config::default());
    let generated = generated.expect("it generates");
    let files: BTreeMap<&str, &str> = generated.files().collect();
    let own = files["types.rs"];
    assert!(
        files.contains_key("types/apple.rs"),
        "the module is divided"
    );
    assert!(own.contains("optional apple: Box<AppleThing>"), "{own}");
    assert!(!own.contains("super::types"), "{own}");
}
