//! Documents that somebody made to break a generator, and that are too large to be kept as files.
//!
//! Out: each with its name and what it is, made one after the other. They are nested a hundred thousand levels deep, or have
//! texts of fifty million bytes, or of five where that shows the same.

use tamis::Source;

/// One document.
pub(crate) struct Case {
    /// What its snapshot is called.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) about: &'static str,
    /// Whether the long text is something that is sent, so that it stands in the client.
    pub(crate) is_sent: bool,
    before: String,
    /// What is repeated, and how often.
    repeated: (&'static str, usize),
    behind: String,
}

const LEVELS: usize = 100_000;
const BYTES: usize = 50_000_000;

const HEAD: &str = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}"#;

impl Case {
    /// The document.
    pub(crate) fn source(&self) -> Source {
        let (text, times) = self.repeated;
        let document = [&self.before, text.repeat(times).as_str(), &self.behind].concat();
        Source::new("document.yaml", document)
    }

    fn new(name: &'static str, about: &'static str, before: &str, behind: &str) -> Self {
        Self {
            name,
            about,
            is_sent: false,
            before: format!("{HEAD}{before}"),
            repeated: ("x", BYTES / 10),
            behind: behind.to_owned(),
        }
    }

    fn repeating(self, text: &'static str, times: usize) -> Self {
        Self {
            repeated: (text, times),
            ..self
        }
    }

    fn sent(self) -> Self {
        Self {
            is_sent: true,
            ..self
        }
    }

    fn whole(self, before: &str) -> Self {
        Self {
            before: before.to_owned(),
            ..self
        }
    }
}

/// All documents.
pub(crate) fn cases() -> Vec<Case> {
    let operation = r#", "paths": {"/a": {"get": {"responses": {}, "#;
    let described = format!(r#"{operation}"description": ""#);
    let identified = format!(r#"{operation}"operationId": ""#);
    let tagged = format!(r#"{operation}"tags": [""#);
    let schema = r#", "components": {"schemas": {"A": {"#;
    let property = format!(r#"{schema}"properties": {{""#);
    let reference = format!(r##"{schema}"$ref": "#/"##);
    let value = format!(r#"{schema}"enum": ["a", ""#);
    vec![
        Case::new(
            "hostile__deep_lists",
            "Lists in lists.",
            ", \"x\": ",
            &"]".repeat(LEVELS),
        )
        .repeating("[", LEVELS),
        Case::new(
            "hostile__deep_objects",
            "Objects in objects.",
            ", \"x\": ",
            "",
        )
        .repeating("{\"a\": ", LEVELS),
        Case::new(
            "hostile__deep_yaml",
            "Lists in lists, by indentation.",
            "",
            "a\n",
        )
        .whole("openapi: 3.0.3\nx:\n ")
        .repeating("- ", LEVELS),
        Case::new(
            "hostile__long_description",
            "A description of 50 MB.",
            &described,
            "\"}}}}",
        )
        .repeating("x", BYTES),
        Case::new("hostile__long_key", "A key of 50 MB, and no value.", "", "")
            .whole("openapi: 3.0.3\n")
            .repeating("x", BYTES),
        Case::new(
            "hostile__long_lines",
            "A description of 5 million lines.",
            &described,
            "\"}}}}",
        )
        .repeating("*\\n", BYTES / 10),
        Case::new(
            "hostile__long_operation_id",
            "An operation's name of 5 MB.",
            &identified,
            "\"}}}}",
        )
        .sent(),
        Case::new(
            "hostile__long_path",
            "A path of 5 MB.",
            r#", "paths": {"/"#,
            r#"": {"get": {"responses": {}}}}}"#,
        ),
        Case::new(
            "hostile__long_property",
            "A property's name of 5 MB.",
            &property,
            r#"": {"type": "string"}}}}}}"#,
        )
        .sent(),
        Case::new(
            "hostile__long_reference",
            "A reference of 5 MB.",
            &reference,
            "\"}}}}",
        ),
        Case::new(
            "hostile__long_tag",
            "A tag of 5 MB: it would be the name of a file.",
            &tagged,
            "\"]}}}}",
        ),
        Case::new(
            "hostile__long_value",
            "A value of an enum of 5 MB.",
            &value,
            "\"]}}}}",
        )
        .sent(),
        Case::new("hostile__long_version", "A version of 5 MB.", "", "\"}")
            .whole("{\"openapi\": \""),
        Case::new(
            "hostile__nul",
            "5 MB, and a NUL at their end.",
            ", \"x\": \"",
            "\0\"}",
        ),
    ]
}
