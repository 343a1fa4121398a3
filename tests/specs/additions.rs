//! What an addition to a document changes in its client: the lines that mention it, and no others.
//!
//! In: `shop.yaml`, and one more thing of each kind, wherever possible before all others of its kind. Out: how many lines of the
//! client went away and how many came, against the numbers stated here.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};
use tamis::Source;

use self::Edit::{Before, For};

const SHOP: &str = include_str!("shop.yaml");

/// A change of the document.
enum Edit {
    /// Lines come before the one that begins so.
    Before(&'static str, &'static str),
    /// A text is another one.
    For(&'static str, &'static str),
}

/// One more thing.
struct Addition {
    what: &'static str,
    edits: &'static [Edit],
    /// Lines of the client that go away.
    removed: usize,
    /// Lines of the client that come.
    added: usize,
}

const ADDITIONS: &[Addition] = &[
    Addition {
        what: "a security scheme that nothing needs",
        edits: &[Before(
            "    ApiKey: {type: apiKey",
            "    ABasic: {type: http, scheme: basic}\n",
        )],
        removed: 3,
        added: 14,
    },
    Addition {
        what: "a tag with an operation",
        edits: &[Before(
            "  /orders:\n    get:",
            "  /accounts:\n    get:\n      tags: [Accounts]\n      operationId: list_accounts\n      responses: {'204': {description: None}}\n",
        )],
        removed: 0,
        added: 69,
    },
    Addition {
        what: "an operation",
        edits: &[Before(
            "    delete:\n      tags",
            "    put:\n      tags: [Orders]\n      operationId: close_order\n      parameters:\n        - {name: id, in: path, required: true, schema: {type: integer}}\n      responses: {'204': {description: Closed}}\n",
        )],
        removed: 0,
        added: 36,
    },
    Addition {
        what: "an optional parameter",
        edits: &[Before(
            "        - {name: state, in: query, schema",
            "        - {name: archived, in: query, schema: {type: boolean}}\n",
        )],
        removed: 0,
        added: 3,
    },
    Addition {
        what: "a required parameter",
        edits: &[Before(
            "        - {name: state, in: query, schema",
            "        - {name: shop, in: query, required: true, schema: {type: string}}\n",
        )],
        removed: 3,
        added: 7,
    },
    Addition {
        what: "an operator of a filter",
        edits: &[Before(
            "        - {name: total__gt, in: query",
            "        - {name: total__ne, in: query, schema: {type: number}}\n",
        )],
        removed: 6,
        added: 11,
    },
    Addition {
        what: "an optional member",
        edits: &[Before(
            "        state: {$ref: '#/components/schemas/State'}",
            "        archived_at: {type: string, format: date-time}\n",
        )],
        removed: 0,
        added: 1,
    },
    Addition {
        what: "a required member with a name in another case",
        edits: &[
            For("required: [id, lines]", "required: [shopId, id, lines]"),
            Before(
                "        state: {$ref: '#/components/schemas/State'}",
                "        shopId: {type: integer}\n",
            ),
        ],
        removed: 0,
        added: 1,
    },
    Addition {
        what: "a value of an enum",
        edits: &[For(
            "enum: [open, closed]",
            "enum: [archived, open, closed]",
        )],
        removed: 0,
        added: 1,
    },
    Addition {
        what: "a response",
        edits: &[Before(
            "        \"204\": {description: Gone}",
            "        \"404\": {description: None, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}\n",
        )],
        removed: 2,
        added: 3,
    },
    Addition {
        what: "a server that is not the first",
        edits: &[For(
            "servers: [{url: 'https://api.example.com'}]",
            "servers: [{url: 'https://api.example.com'}, {url: 'https://eu.example.com'}]",
        )],
        removed: 2,
        added: 26,
    },
    Addition {
        what: "a header of answers",
        edits: &[Before(
            "            X-Rate-Limit:",
            "            X-Page: {schema: {type: integer}}\n",
        )],
        removed: 1,
        added: 4,
    },
    Addition {
        what: "a variant of a union",
        edits: &[
            Before(
                "        - {$ref: '#/components/schemas/Card'}",
                "        - {$ref: '#/components/schemas/Cash'}\n",
            ),
            Before(
                "    Card: {type: object",
                "    Cash: {type: object, required: [kind], properties: {kind: {type: string}}}\n",
            ),
        ],
        removed: 0,
        added: 12,
    },
    Addition {
        what: "an instance of a generic type",
        edits: &[Before(
            "    Page_Order_:\n      title",
            "    Page_Line_:\n      title: Page[Line]\n      type: object\n      required: [items]\n      properties:\n        items: {type: array, items: {$ref: '#/components/schemas/Line'}}\n        cursor: {type: [string, 'null']}\n",
        )],
        removed: 1,
        added: 4,
    },
];

/// The client of a document, as one text.
fn client(text: &str) -> String {
    let sources = [Source::new("shop.yaml", text.as_bytes())];
    let generated = tamis::configure().generate(&sources);
    let generated = generated.unwrap_or_else(|error| panic!("{error}\n{text}"));
    let files = generated.files();
    files.fold(String::new(), |mut all, (path, text)| {
        // A string takes any text.
        let _ = writeln!(all, "// {path}\n{text}");
        all
    })
}

#[test]
fn an_addition_changes_the_lines_that_mention_it() {
    let before = client(SHOP);
    let mut wrong = String::new();
    for addition in ADDITIONS {
        let mut text = SHOP.to_owned();
        for edit in addition.edits {
            let (from, to) = match edit {
                Before(from, more) => (from, format!("{more}{from}")),
                For(from, to) => (from, (*to).to_owned()),
            };
            assert_eq!(text.matches(from).count(), 1, "`{from}` stands once");
            text = text.replace(from, &to);
        }
        let after = client(&text);
        let diff = TextDiff::from_lines(&before, &after);
        let changes: Vec<_> = diff
            .iter_all_changes()
            .filter(|it| it.tag() != ChangeTag::Equal)
            .collect();
        let removed = changes
            .iter()
            .filter(|it| it.tag() == ChangeTag::Delete)
            .count();
        let added = changes.len() - removed;
        if (removed, added) != (addition.removed, addition.added) {
            let _ = writeln!(
                wrong,
                "{}: {removed} lines went and {added} came, and {} and {} should have",
                addition.what, addition.removed, addition.added
            );
            for change in changes {
                let _ = write!(wrong, "    {}{change}", change.tag());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
