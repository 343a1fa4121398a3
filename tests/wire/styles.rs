//! The OpenAPI specification's own table of examples for `style` and `explode`, cell by cell.
//!
//! In: the table as it stands in version 3.1.1 (3.0.4 has the same), and the clients of `styles_in_paths.yaml` and
//! `styles_in_queries.yaml`. Out: the bytes of each parameter, compared with the table's; where a value is refused, the
//! reason.

use golden_clients::{styles_in_paths, styles_in_queries};
use tamis_runtime::http::Request;
use tamis_runtime::http::uri::PathAndQuery;
use tamis_runtime::{Body, RequestError};

/// `style`, `explode`, then what a parameter called `color` becomes that is empty, is `blue`, is `["blue","black","brown"]`,
/// and is `{ "R": 100, "G": 200, "B": 150 }`.
const TABLE: &str = "
matrix | false | ;color | ;color=blue | ;color=blue,black,brown | ;color=R,100,G,200,B,150
matrix | true | ;color | ;color=blue | ;color=blue;color=black;color=brown | ;R=100;G=200;B=150
label | false | . | .blue | .blue,black,brown | .R,100,G,200,B,150
label | true | . | .blue | .blue.black.brown | .R=100.G=200.B=150
simple | false | _empty_ | blue | blue,black,brown | R,100,G,200,B,150
simple | true | _empty_ | blue | blue,black,brown | R=100,G=200,B=150
form | false | ?color= | ?color=blue | ?color=blue,black,brown | ?color=R,100,G,200,B,150
form | true | ?color= | ?color=blue | ?color=blue&color=black&color=brown | ?R=100&G=200&B=150
spaceDelimited | false | _n/a_ | _n/a_ | ?color=blue%20black%20brown | ?color=R%20100%20G%20200%20B%20150
spaceDelimited | true | _n/a_ | _n/a_ | _n/a_ | _n/a_
pipeDelimited | false | _n/a_ | _n/a_ | ?color=blue%7Cblack%7Cbrown | ?color=R%7C100%7CG%7C200%7CB%7C150
pipeDelimited | true | _n/a_ | _n/a_ | _n/a_ | _n/a_
deepObject | false | _n/a_ | _n/a_ | _n/a_ | _n/a_
deepObject | true | _n/a_ | _n/a_ | _n/a_ | ?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150
";

/// The cells that are refused instead of sent: they would leave a segment of the path empty or be `.`, and address
/// another resource.
const REFUSED: [(&str, &str); 2] = [("label", "."), ("simple", "_empty_")];

const COLUMNS: [&str; 4] = ["empty", "string", "array", "object"];

/// A request with one parameter: its place, its style, `explode` and the column.
struct Sent {
    place: &'static str,
    style: &'static str,
    explode: bool,
    column: &'static str,
    request: Result<Request<Body>, RequestError>,
}

impl Sent {
    /// The parameter alone.
    fn parameter(&self) -> Result<String, String> {
        let request = self.request.as_ref().map_err(ToString::to_string)?;
        let text = match self.place {
            "path" => request.uri().path().rsplit('/').next(),
            "query" => request.uri().path_and_query().map(PathAndQuery::as_str),
            _ => crate::header(request, "color"),
        };
        let text = text.expect("the parameter is there");
        Ok(match text.split_once('?') {
            Some((_, query)) => format!("?{query}"),
            None => text.to_owned(),
        })
    }
}

/// The requests of one row: for each operation that takes the value of a column.
macro_rules! row {
    ($place:literal $style:literal $explode:literal $client:ident:
        $($column:tt $($operation:ident)::+),+) => {
        vec![$(Sent {
            place: $place,
            style: $style,
            explode: $explode,
            column: $column,
            request: $client.request(&value!($column $client $($operation)::+)),
        }),+]
    };
}

/// The operation with the value of the column.
macro_rules! value {
    ("empty" $client:ident $($operation:ident)::+) => {
        $($operation)::+::new("")
    };
    ("string" $client:ident $($operation:ident)::+) => {
        $($operation)::+::new("blue")
    };
    ("array" $client:ident $($operation:ident)::+) => {
        $($operation)::+::new(["blue", "black", "brown"])
    };
    ("object" $client:ident $($operation:ident)::+) => {
        $($operation)::+::new($client::types::Color {
            r: Some(100),
            g: Some(200),
            b: Some(150),
        })
    };
}

/// A client of a golden document, under the name of its module.
macro_rules! client {
    ($module:ident) => {
        $module::Client::builder()
            .base_url("http://h")
            .build()
            .expect("the client needs nothing else")
    };
}

fn in_paths() -> Vec<Sent> {
    use styles_in_paths::operations as to;
    let styles_in_paths = client!(styles_in_paths);
    [
        row!("path" "matrix" false styles_in_paths: "empty" to::MatrixString,
            "string" to::MatrixString, "array" to::MatrixArray, "object" to::MatrixObject),
        row!("path" "matrix" true styles_in_paths: "empty" to::MatrixExplodedString,
            "string" to::MatrixExplodedString, "array" to::MatrixExplodedArray,
            "object" to::MatrixExplodedObject),
        row!("path" "label" false styles_in_paths: "empty" to::LabelString,
            "string" to::LabelString, "array" to::LabelArray, "object" to::LabelObject),
        row!("path" "label" true styles_in_paths: "empty" to::LabelExplodedString,
            "string" to::LabelExplodedString, "array" to::LabelExplodedArray,
            "object" to::LabelExplodedObject),
        row!("path" "simple" false styles_in_paths: "empty" to::SimpleString,
            "string" to::SimpleString, "array" to::SimpleArray, "object" to::SimpleObject),
        row!("path" "simple" true styles_in_paths: "empty" to::SimpleExplodedString,
            "string" to::SimpleExplodedString, "array" to::SimpleExplodedArray,
            "object" to::SimpleExplodedObject),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn in_queries() -> Vec<Sent> {
    use styles_in_queries::operations as to;
    let styles_in_queries = client!(styles_in_queries);
    [
        row!("query" "form" false styles_in_queries: "empty" to::FormString,
            "string" to::FormString, "array" to::FormArray, "object" to::FormObject),
        row!("query" "form" true styles_in_queries: "empty" to::FormExplodedString,
            "string" to::FormExplodedString, "array" to::FormExplodedArray,
            "object" to::FormExplodedObject),
        row!("query" "spaceDelimited" false styles_in_queries: "array" to::SpaceDelimitedArray,
            "object" to::SpaceDelimitedObject),
        row!("query" "pipeDelimited" false styles_in_queries: "array" to::PipeDelimitedArray,
            "object" to::PipeDelimitedObject),
        row!("query" "deepObject" true styles_in_queries: "object" to::DeepObjectExplodedObject),
        row!("header" "simple" false styles_in_queries: "empty" to::SimpleStringHeader,
            "string" to::SimpleStringHeader, "array" to::SimpleArrayHeader,
            "object" to::SimpleObjectHeader),
        row!("header" "simple" true styles_in_queries: "empty" to::SimpleExplodedStringHeader,
            "string" to::SimpleExplodedStringHeader, "array" to::SimpleExplodedArrayHeader,
            "object" to::SimpleExplodedObjectHeader),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_cell_of_the_table_is_what_is_sent() {
    let mut all = in_paths();
    all.extend(in_queries());
    let mut compared = 0;
    for row in TABLE.trim().lines() {
        let mut cells = row.split(" | ");
        let (style, explode) = (cells.next().unwrap(), cells.next() == Some("true"));
        for (column, cell) in COLUMNS.iter().zip(cells) {
            let cell_is = |sent: &&Sent| {
                sent.style == style && sent.explode == explode && sent.column == *column
            };
            let sent: Vec<&Sent> = all.iter().filter(cell_is).collect();
            // What is undefined is not sent by a test; all else is, in every place that has the style.
            assert_eq!(sent.is_empty(), cell == "_n/a_", "{row}: {column}");
            for sent in sent {
                compared += 1;
                let parameter = sent.parameter();
                let context = format!("{style}, {explode}, {column}, {}", sent.place);
                if sent.place == "path" && REFUSED.contains(&(style, cell)) {
                    let problem = parameter.expect_err(&context);
                    assert!(problem.contains("color"), "{context}: {problem}");
                } else {
                    let expected = if cell == "_empty_" { "" } else { cell };
                    assert_eq!(parameter.as_deref(), Ok(expected), "{context}");
                }
            }
        }
    }
    assert_eq!(compared, all.len());
}
