//! Every form of pagination: each way to the next page, with each type of a position, of a count, of an end.
//!
//! In: nothing. Out: [`Form`]s, one operation each, and the document that has them. What of it can be followed is said here
//! by hand, from what the forms mean, so that the generator has no say in what is expected of it. Used by the build
//! script, which makes the client, and by the test, whose server answers by the same forms.

#[path = "forms/lists.rs"]
pub(crate) mod lists;

use serde_json::{Value, json};

/// How many items there are, and how many a page has.
pub(crate) const ITEMS: usize = 7;
/// See [`ITEMS`].
pub(crate) const SIZE: usize = 3;

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By what the page gives.
    Cursor,
    /// By the `id` of the last item.
    LastItem,
    /// The same, where the `id` need not be there.
    LastItemPerhaps,
    Offset,
    PageFrom1,
    PageFrom0,
}

/// The type of a position, or of what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Uuid,
    Instant,
    Date,
    Bytes,
    Integer,
    Small,
    Unsigned,
    Number,
    Named,
    TextOrInteger,
    NullableText,
}

/// How the end is known of what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Total,
    Pages,
    More,
    Meta,
    MetaPages,
    Next,
    SmallTotal,
    NumberTotal,
    UnsignedTotal,
}

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// Its `operationId`, and its path.
    pub(crate) name: String,
    pub(crate) way: Way,
    /// The type of the parameter.
    pub(crate) parameter: Kind,
    /// The type of what it takes from the page; that of the parameter where something is counted.
    pub(crate) value: Kind,
    /// Where something is counted.
    pub(crate) end: Option<End>,
    /// Whether all that can be required is.
    pub(crate) required: bool,
}

const KINDS: [Kind; 12] = [
    Kind::Text,
    Kind::Uuid,
    Kind::Instant,
    Kind::Date,
    Kind::Bytes,
    Kind::Integer,
    Kind::Small,
    Kind::Unsigned,
    Kind::Number,
    Kind::Named,
    Kind::TextOrInteger,
    Kind::NullableText,
];
const COUNTS: [Kind; 5] = [
    Kind::Integer,
    Kind::Small,
    Kind::Unsigned,
    Kind::Number,
    Kind::Text,
];
const ENDS: [End; 9] = [
    End::Total,
    End::Pages,
    End::More,
    End::Meta,
    End::MetaPages,
    End::Next,
    End::SmallTotal,
    End::NumberTotal,
    End::UnsignedTotal,
];

impl Kind {
    fn schema(self) -> Value {
        match self {
            Self::Text => json!({"type": "string"}),
            Self::Uuid => json!({"type": "string", "format": "uuid"}),
            Self::Instant => json!({"type": "string", "format": "date-time"}),
            Self::Date => json!({"type": "string", "format": "date"}),
            Self::Bytes => json!({"type": "string", "format": "byte"}),
            Self::Integer => json!({"type": "integer"}),
            Self::Small => json!({"type": "integer", "format": "int32"}),
            Self::Unsigned => json!({"type": "integer", "format": "uint64", "minimum": 0}),
            Self::Number => json!({"type": "number"}),
            Self::Named => json!({"$ref": "#/components/schemas/Position"}),
            Self::TextOrInteger => json!({"type": ["string", "integer"]}),
            Self::NullableText => json!({"type": ["string", "null"]}),
        }
    }

    /// Whether all of its values are any text.
    fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Named | Self::NullableText)
    }

    /// Values of it, in order, as they stand in a page: each is at an edge of what its type holds, or needs escaping.
    pub(crate) fn value(self, number: usize) -> Value {
        let day = number + 1;
        match self {
            Self::Text | Self::Named | Self::NullableText | Self::TextOrInteger => {
                json!(format!("after {number}&x=1+%20/ü"))
            }
            Self::Uuid => json!(format!("00000000-0000-4000-8000-{number:012}")),
            Self::Instant => json!(format!("2024-02-29T23:59:59.99999{number}Z")),
            Self::Date => json!(format!("2024-02-{day:02}")),
            Self::Bytes => json!(
                [
                    "+/8AAA==", "+/8BAQ==", "+/8CAg==", "+/8DAw==", "+/8EBA==", "+/8FBQ==",
                    "+/8GBg==", "+/8HBw=="
                ][number]
            ),
            Self::Integer => json!(9_007_199_254_740_993 + number),
            Self::Small => json!(2_147_483_640 + number),
            Self::Unsigned => json!(18_446_744_073_709_551_600 + number as u64),
            Self::Number => json!(0.5 + f64::from(u8::try_from(number).expect("it is small"))),
        }
    }
}

impl Form {
    /// Whether the next page can be asked for: what the page gives fits the parameter, which can be left out for the first
    /// page; or the parameter counts; or the page gives the address of the next one.
    pub(crate) fn leads_on(&self) -> bool {
        match self.end {
            Some(End::Next) => true,
            Some(_) => self.parameter != Kind::Text,
            None => {
                let fits = self.parameter == self.value
                    || (self.parameter.is_text() && self.value.is_text());
                fits && self.parameter != Kind::TextOrInteger && !self.required
            }
        }
    }

    /// Whether the next page is asked for by its address: nothing else leads on.
    pub(crate) fn is_by_address(&self) -> bool {
        self.end == Some(End::Next) && self.parameter == Kind::Text
    }

    /// How many pages are asked for. One more where the last is known by the empty one behind it only: an offset cannot be
    /// compared with a number of pages, and pages not with a number of items where nobody knows how many a page has.
    pub(crate) fn pages(&self) -> usize {
        let unknown = match (self.way, self.end) {
            (Way::Offset, Some(end)) => matches!(end, End::Pages | End::MetaPages),
            (Way::PageFrom0 | Way::PageFrom1, Some(end)) => {
                let is_total = matches!(
                    end,
                    End::Total | End::SmallTotal | End::NumberTotal | End::UnsignedTotal
                );
                is_total && !self.required
            }
            _ => false,
        };
        ITEMS.div_ceil(SIZE) + usize::from(unknown)
    }

    /// What the call of its method is given, as Rust.
    pub(crate) fn arguments(&self) -> &'static str {
        match (self.end, self.required, self.way, self.parameter) {
            (None, ..) | (_, false, ..) => "",
            (.., Kind::Text) => "\"0\", \"3\"",
            (.., Way::PageFrom1, Kind::Number) => "1.0, 3.0",
            (.., Way::PageFrom1, _) => "1, 3",
            (.., Kind::Number) => "0.0, 3.0",
            _ => "0, 3",
        }
    }

    fn operation(&self) -> Value {
        let (name, description, more) = match self.way {
            Way::Cursor => ("cursor", "Cursor for the next page", json!({})),
            Way::LastItem | Way::LastItemPerhaps => (
                "starting_after",
                "A cursor for use in pagination. starting_after is an object ID that defines your place in the list.",
                json!({}),
            ),
            Way::Offset => (
                "offset",
                "Offset for pagination: how many items to skip",
                json!({"minimum": 0, "default": 0}),
            ),
            Way::PageFrom1 => (
                "page",
                "Page number, from 1",
                json!({"minimum": 1, "default": 1}),
            ),
            Way::PageFrom0 => (
                "page",
                "Page number, from 0",
                json!({"minimum": 0, "default": 0}),
            ),
        };
        let mut schema = self.parameter.schema();
        if let (Value::Object(schema), Value::Object(more)) = (&mut schema, more)
            && self.parameter != Kind::Text
        {
            schema.extend(more);
        }
        let (limit, limit_schema, limit_required) = match self.way {
            Way::Offset => ("limit", self.parameter.schema(), self.required),
            Way::PageFrom0 | Way::PageFrom1 => ("per_page", self.parameter.schema(), self.required),
            _ => ("limit", json!({"type": "integer"}), false),
        };
        let page = self.page();
        json!({"get": {
            "operationId": self.name,
            "parameters": [
                {"name": name, "in": "query", "description": description, "required": self.required, "schema": schema},
                {"name": limit, "in": "query", "required": limit_required, "schema": limit_schema},
            ],
            "responses": {"200": {"description": "A page.", "content": {"application/json": {"schema": page}}}},
        }})
    }

    fn page(&self) -> Value {
        let items = |id: Value, required: Value| {
            json!({"type": "array", "items": {"type": "object", "required": required,
                "properties": {"id": id, "n": {"type": "string"}}}})
        };
        let text = json!({"type": "string"});
        let (properties, required) = match (self.way, self.end) {
            (Way::Cursor, _) => {
                let next = json!({"anyOf": [self.value.schema(), {"type": "null"}]});
                let required = if self.required {
                    json!(["data", "next_cursor"])
                } else {
                    json!(["data"])
                };
                (
                    json!({"data": items(text, json!(["id"])), "next_cursor": next}),
                    required,
                )
            }
            (Way::LastItem, _) => {
                let required = if self.required {
                    json!(["data", "has_more"])
                } else {
                    json!([])
                };
                let data = items(self.value.schema(), json!(["id"]));
                (
                    json!({"data": data, "has_more": {"type": "boolean"}}),
                    required,
                )
            }
            (Way::LastItemPerhaps, _) => {
                let required = if self.required {
                    json!(["data", "has_more"])
                } else {
                    json!([])
                };
                let data = items(self.value.schema(), json!([]));
                (
                    json!({"data": data, "has_more": {"type": "boolean"}}),
                    required,
                )
            }
            (_, end) => {
                let (name, schema) = end.unwrap_or(End::Total).member();
                let required = if self.required {
                    json!(["items", name])
                } else {
                    json!([])
                };
                (
                    json!({"items": items(text, json!(["id"])), name: schema}),
                    required,
                )
            }
        };
        json!({"type": "object", "properties": properties, "required": required})
    }
}

impl End {
    /// The member of a page, and its schema.
    fn member(self) -> (&'static str, Value) {
        let count = json!({"type": "integer"});
        match self {
            Self::Total => ("total", count),
            Self::Pages => ("total_pages", count),
            Self::More => ("has_more", json!({"type": "boolean"})),
            Self::Meta => (
                "meta",
                json!({"type": "object", "properties": {"total": count, "total_pages": count}}),
            ),
            Self::MetaPages => (
                "pagination",
                json!({"type": "object", "properties": {"current_page": count, "num_pages": count, "next_page": count}}),
            ),
            Self::Next => ("next", json!({"type": ["string", "null"], "format": "uri"})),
            Self::SmallTotal => ("total", json!({"type": "integer", "format": "int32"})),
            Self::NumberTotal => ("total", json!({"type": "number"})),
            Self::UnsignedTotal => (
                "total",
                json!({"type": "integer", "format": "uint64", "minimum": 0}),
            ),
        }
    }
}
