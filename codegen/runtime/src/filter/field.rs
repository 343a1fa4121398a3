//! One filtered field: the wire name of each operator, and how lists and tests are written. A static table in
//! generated code.

use super::{Expression, TextOp};

/// How one field's conditions travel: the parameter of each operator that the server offers.
///
/// All names are percent-encoded (`created%5Bgte%5D`), so that they are written as they stand.
///
/// ```
/// use tamis_runtime::{FilterField, ListStyle};
///
/// static CREATED_AT: FilterField = FilterField {
///     field: "created_at",
///     eq: Some("created_at"),
///     gte: Some("created_at__gte"),
///     lt: Some("created_at__lt"),
///     in_: Some("created_at__in"),
///     list: ListStyle::Comma,
///     ..FilterField::NONE
/// };
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FilterField {
    /// The name of the field itself, as the document spells it: `created_at`. Empty where it is not known.
    pub field: &'static str,
    /// Equal.
    pub eq: Option<&'static str>,
    /// Not equal.
    pub ne: Option<&'static str>,
    /// Greater.
    pub gt: Option<&'static str>,
    /// Greater or equal.
    pub gte: Option<&'static str>,
    /// Less.
    pub lt: Option<&'static str>,
    /// Less or equal.
    pub lte: Option<&'static str>,
    /// Between two values; written as a list of both.
    pub between: Option<&'static str>,
    /// One of a list.
    pub in_: Option<&'static str>,
    /// None of a list.
    pub not_in: Option<&'static str>,
    /// Asks for fields without a value. Sent with "no" it asks for those with one, unless there is [`Self::not_null`].
    pub null: Option<&'static str>,
    /// Asks for fields with a value. Sent with "no" it asks for those without one, unless there is [`Self::null`].
    pub not_null: Option<&'static str>,
    /// What is sent to these two for "yes" and for "no".
    pub null_values: (&'static str, &'static str),
    /// Present, or absent: sent as `true` and `false`.
    pub exists: Option<&'static str>,
    /// Empty, or not: sent as `true` and `false`.
    pub empty: Option<&'static str>,
    /// Comparisons of texts.
    pub text: &'static [(TextOp, &'static str)],
    /// The server's own operators, by [`VendorOp::NAME`](super::VendorOp::NAME).
    pub vendor: &'static [(&'static str, &'static str)],
    /// How lists are written.
    pub list: ListStyle,
    /// The parameters whose lists are written in another way.
    pub lists: &'static [(&'static str, ListStyle)],
    /// What becomes of an empty list.
    pub empty_list: EmptyList,
    /// The expression that the conditions are part of. All names above are words in it then, not parameters.
    pub expression: Option<&'static Expression>,
}

impl FilterField {
    /// No operator at all, lists with commas, empty lists refused: what a table starts from.
    pub const NONE: Self = Self {
        field: "",
        eq: None,
        ne: None,
        gt: None,
        gte: None,
        lt: None,
        lte: None,
        between: None,
        in_: None,
        not_in: None,
        null: None,
        not_null: None,
        null_values: ("true", "false"),
        exists: None,
        empty: None,
        text: &[],
        vendor: &[],
        list: ListStyle::Comma,
        lists: &[],
        empty_list: EmptyList::Refused,
        expression: None,
    };

    /// How the list of a parameter is written.
    pub(crate) fn list_style(&self, name: &str) -> ListStyle {
        self.lists
            .iter()
            .find(|(listed, _)| *listed == name)
            .map_or(self.list, |(_, style)| *style)
    }

    /// Any of the names, for the message that a condition has none.
    pub(super) fn any_name(&self) -> &'static str {
        if let Some(expression) = self.expression {
            return expression.parameter;
        }
        let single = [
            self.eq,
            self.ne,
            self.gt,
            self.gte,
            self.lt,
            self.lte,
            self.between,
            self.in_,
            self.not_in,
            self.null,
            self.not_null,
            self.exists,
            self.empty,
        ];
        single
            .into_iter()
            .flatten()
            .chain(self.text.iter().map(|(_, name)| *name))
            .chain(self.vendor.iter().map(|(_, name)| *name))
            .next()
            .unwrap_or_default()
    }
}

/// How a list is written in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListStyle {
    /// `f=a,b`, for a server that splits *after* it has decoded the value: an item with a comma cannot be sent.
    Comma,
    /// `f=a,b` with the commas of items as `%2C`, for a server that splits before it decodes: OpenAPI's `form` without
    /// `explode`.
    Escaped,
    /// `f=a%20b`: OpenAPI's `spaceDelimited`. An item with a space cannot be sent.
    Space,
    /// `f=a%7Cb`: OpenAPI's `pipeDelimited`. An item with `|` cannot be sent.
    Pipe,
    /// `f=a&f=b`: OpenAPI's `form` with `explode`.
    Repeated,
    /// `f[]=a&f[]=b`.
    Brackets,
    /// `f[0]=a&f[1]=b`.
    Indexed,
    /// `f="a","b"`, with `"` and `\` in items escaped by `\`.
    Quoted,
}

/// What becomes of an empty list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmptyList {
    /// It is an error before sending: servers take it for "none" or for "all", and which one is not known.
    Refused,
    /// It is sent as a parameter with an empty value: `f=`.
    Sent,
}
