//! Operations: what can be called, with which parameters and body. Filled by `convert/`.

use super::docs::Docs;
use super::filters::SaidRule;
use super::paging::SaidPaging;
use super::response::{Content, Reply};
use super::server::Server;
use super::types::TypeRef;
use crate::place::Place;

/// Something that can be called.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// `operationId`, as the document spells it.
    pub id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path, as the document spells it.
    pub path: String,
    /// The path, taken apart. A parameter stands in it by its index in [`Operation::parameters`].
    pub pieces: Vec<PathPiece>,
    /// What stands behind a `?` in the path: names and values that are sent with every call, unless a parameter of that
    /// name is set.
    pub fixed_query: Vec<(String, String)>,
    /// The tags, in document order.
    pub tags: Vec<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// All parameters, in document order; those of the path item first, unless overridden.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The documented responses, in document order.
    pub responses: Vec<Reply>,
    /// The ways to authenticate: one of these lists, all schemes in it. An empty inner list: without.
    /// An empty outer list: the document asks for nothing.
    pub security: Vec<Vec<usize>>,
    /// Servers of its own, if it has some.
    pub servers: Vec<Server>,
    /// `x-tamis-filter` of the document, of the path item and of its own, in this order.
    pub filter_rules: Vec<SaidRule>,
    /// `x-tamis-pagination`.
    pub paging: Option<SaidPaging>,
    /// Where it stands.
    pub place: Place,
}

/// The HTTP method of an [`Operation`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// A method of `additionalOperations`, as it is sent.
    Other(String),
}

impl Method {
    /// As it stands in a request line.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(method) => method,
        }
    }
}

impl From<&str> for Method {
    fn from(method: &str) -> Self {
        match method {
            "GET" => Self::Get,
            "PUT" => Self::Put,
            "POST" => Self::Post,
            "DELETE" => Self::Delete,
            "OPTIONS" => Self::Options,
            "HEAD" => Self::Head,
            "PATCH" => Self::Patch,
            "TRACE" => Self::Trace,
            "QUERY" => Self::Query,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// A part of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathPiece {
    /// Text, as the document spells it (not yet percent-encoded).
    Literal(String),
    /// The value of a parameter.
    Parameter(ParameterId),
    /// The value of a parameter that the path begins with, in place of its first slash: a path itself, or the begin of one.
    Path(ParameterId),
}

/// The position of a parameter in [`Operation::parameters`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ParameterId(pub usize);

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// As the document spells it.
    pub wire_name: String,
    /// Where it is sent.
    pub location: Location,
    /// Its type. Never [`TypeRef::Nullable`] outside: a parameter is sent or not.
    pub ty: TypeRef,
    /// Whether it must be given.
    pub required: bool,
    /// How a list or an object is written.
    pub style: ParameterStyle,
    /// `explode`, with the default of its style filled in.
    pub explode: bool,
    /// `allowReserved`: reserved characters in its value stand for themselves.
    pub allow_reserved: bool,
    /// A parameter with `content` instead of `schema`: its media type. The value is sent as text of that type.
    pub content: Option<String>,
    /// `x-tamis-filter`. Only for parameters of the query.
    pub filter_rule: Option<SaidRule>,
    /// What the document says of it.
    pub docs: Docs,
    /// Where it stands.
    pub place: Place,
}

/// Where a [`Parameter`] is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a list or an object is written in a [`Parameter`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ParameterStyle {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// `in: querystring`: the value is the query as a whole, without a name.
    WholeQuery,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// Whether it must be given.
    pub required: bool,
    /// What the document says of it.
    pub docs: Docs,
    /// The media types that the server takes, in document order.
    pub content: Vec<BodyContent>,
}

/// One media type of a [`Body`].
#[derive(Clone, Debug)]
pub(crate) struct BodyContent {
    /// The media type and what it carries.
    pub content: Content,
    /// `encoding`: the content type of each part of a multipart body, by property.
    pub part_types: Vec<(String, String)>,
    /// `encoding`: style and `explode` of each member of a form that has other ones than the usual, by property.
    pub part_styles: Vec<(String, ParameterStyle, bool)>,
}

impl Operation {
    /// The parameters sent in `location`, in document order.
    pub(crate) fn parameters_in(
        &self,
        location: Location,
    ) -> impl Iterator<Item = (ParameterId, &Parameter)> {
        self.parameters
            .iter()
            .enumerate()
            .filter(move |(_, parameter)| parameter.location == location)
            .map(|(index, parameter)| (ParameterId(index), parameter))
    }

    /// A parameter by its id.
    ///
    /// # Panics
    ///
    /// Never for ids of this operation.
    #[must_use]
    pub(crate) fn parameter(&self, id: ParameterId) -> &Parameter {
        &self.parameters[id.0]
    }
}
