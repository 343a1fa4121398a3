//! Which members each object of OpenAPI may have. In: the kind of object. Out: its keywords, in 3.0, 3.1 and 3.2, and what
//! documents have that were converted from Swagger 2.

use super::super::grammar::Kind;
use super::keywords::{
    COMPONENTS, ENCODING, EXAMPLE, FLOW, FLOWS, HEADER, INFO, MEDIA_TYPE, OPERATION, PARAMETER,
    PATH_ITEM, RESPONSE, ROOT, SCHEMA, SECURITY_SCHEME,
};

/// An object with a table of its members: one that walks go by, or one that only holds values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Table {
    Of(Kind),
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Discriminator,
    Xml,
    Flows,
    Flow,
}

/// How a member holds objects that walks do not go by.
#[derive(Clone, Copy)]
pub(super) enum Inner {
    One(Table),
    List(Table),
    Map(Table),
}

pub(super) const TABLES: [Table; 24] = [
    Table::Of(Kind::Root),
    Table::Of(Kind::Components),
    Table::Of(Kind::PathItem),
    Table::Of(Kind::Operation),
    Table::Of(Kind::Parameter),
    Table::Of(Kind::RequestBody),
    Table::Of(Kind::Response),
    Table::Of(Kind::Header),
    Table::Of(Kind::MediaType),
    Table::Of(Kind::Encoding),
    Table::Of(Kind::Schema),
    Table::Of(Kind::Example),
    Table::Of(Kind::SecurityScheme),
    Table::Info,
    Table::Contact,
    Table::License,
    Table::Server,
    Table::ServerVariable,
    Table::Tag,
    Table::ExternalDocs,
    Table::Discriminator,
    Table::Xml,
    Table::Flows,
    Table::Flow,
];

impl Table {
    /// What messages call the object.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Of(Kind::Root) => "a document",
            Self::Of(Kind::Components) => "`components`",
            Self::Of(Kind::PathItem) => "a path item",
            Self::Of(Kind::Operation) => "an operation",
            Self::Of(Kind::Parameter) => "a parameter",
            Self::Of(Kind::RequestBody) => "a request body",
            Self::Of(Kind::Response) => "a response",
            Self::Of(Kind::Header) => "a header",
            Self::Of(Kind::MediaType) => "a media type",
            Self::Of(Kind::Encoding) => "an encoding",
            Self::Of(Kind::Schema) => "a schema",
            Self::Of(Kind::Example) => "an example",
            Self::Of(Kind::SecurityScheme) => "a security scheme",
            Self::Info => "`info`",
            Self::Contact => "`contact`",
            Self::License => "`license`",
            Self::Server => "a server",
            Self::ServerVariable => "a variable of a server",
            Self::Tag => "a tag",
            Self::ExternalDocs => "`externalDocs`",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
            Self::Flows => "`flows`",
            Self::Flow => "an OAuth flow",
        }
    }

    /// The objects in a member that walks do not go by.
    pub(super) fn inner(self, key: &str) -> Option<Inner> {
        Some(match (self, key) {
            (Self::Of(Kind::Root), "info") => Inner::One(Self::Info),
            (Self::Of(Kind::Root), "tags") => Inner::List(Self::Tag),
            (Self::Of(Kind::Root | Kind::PathItem | Kind::Operation), "servers") => {
                Inner::List(Self::Server)
            }
            (Self::Info, "contact") => Inner::One(Self::Contact),
            (Self::Info, "license") => Inner::One(Self::License),
            (Self::Server, "variables") => Inner::Map(Self::ServerVariable),
            (Self::Of(Kind::Root | Kind::Operation | Kind::Schema) | Self::Tag, "externalDocs") => {
                Inner::One(Self::ExternalDocs)
            }
            (Self::Of(Kind::Schema), "discriminator") => Inner::One(Self::Discriminator),
            (Self::Of(Kind::Schema), "xml") => Inner::One(Self::Xml),
            (Self::Of(Kind::SecurityScheme), "flows") => Inner::One(Self::Flows),
            (
                Self::Flows,
                "implicit"
                | "password"
                | "clientCredentials"
                | "authorizationCode"
                | "deviceAuthorization",
            ) => Inner::One(Self::Flow),
            _ => return None,
        })
    }

    /// The keywords, those that stand in most objects first.
    pub(super) fn members(self) -> &'static [&'static str] {
        match self {
            Self::Of(Kind::Root) => &ROOT,
            Self::Of(Kind::Components) => &COMPONENTS,
            Self::Of(Kind::PathItem) => &PATH_ITEM,
            Self::Of(Kind::Operation) => &OPERATION,
            Self::Of(Kind::Parameter) => &PARAMETER,
            Self::Of(Kind::RequestBody) => {
                &["content", "required", "description", "$ref", "summary"]
            }
            Self::Of(Kind::Response) => &RESPONSE,
            Self::Of(Kind::Header) => &HEADER,
            Self::Of(Kind::MediaType) => &MEDIA_TYPE,
            Self::Of(Kind::Encoding) => &ENCODING,
            Self::Of(Kind::Schema) => &SCHEMA,
            Self::Of(Kind::Example) => &EXAMPLE,
            Self::Of(Kind::SecurityScheme) => &SECURITY_SCHEME,
            Self::Info => &INFO,
            Self::Contact => &["name", "url", "email"],
            Self::License => &["name", "url", "identifier"],
            Self::Server => &["url", "description", "variables", "name"],
            Self::ServerVariable => &["default", "enum", "description"],
            Self::Tag => &[
                "name",
                "description",
                "externalDocs",
                "summary",
                "parent",
                "kind",
            ],
            Self::ExternalDocs => &["url", "description"],
            Self::Discriminator => &["propertyName", "mapping", "defaultMapping"],
            Self::Xml => &[
                "name",
                "namespace",
                "prefix",
                "attribute",
                "wrapped",
                "nodeType",
            ],
            Self::Flows => &FLOWS,
            Self::Flow => &FLOW,
        }
    }
}
