//! Conditions, read from a query as a server reads them: by their names and by how lists are written.
//!
//! In: the query of a call, and what its operation offers. Out: conditions on fields, and parameters that are none.

use crate::encode::Offered;
use crate::filter::{FilterField, ListStyle, TextOp};
use crate::text::decoded;

use super::refusal::Problem;

/// What is asked of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Eq,
    Ne,
    Gt,
    Gte,
    Lt,
    Lte,
    Between,
    In,
    NotIn,
    Null,
    NotNull,
    Exists,
    Empty,
    Text(TextOp),
    Vendor(&'static str),
}

/// A condition on a field.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) field: &'static FilterField,
    /// The parameter, decoded.
    pub(super) parameter: String,
    pub(super) operator: Operator,
    /// One value, but for lists.
    pub(super) values: Vec<String>,
}

/// What a query says.
#[derive(Debug, Default)]
pub(super) struct Query {
    pub(super) conditions: Vec<Condition>,
    /// Names and values of the other parameters, decoded.
    pub(super) others: Vec<(String, String)>,
}

impl Query {
    /// Reads a query. `is_known` says which parameters there are beyond those of the operation: credentials, say.
    pub(super) fn read(
        query: &str,
        offered: &Offered,
        is_known: impl Fn(&str) -> bool,
    ) -> Result<Self, Problem> {
        let mut read = Self::default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (raw_name, raw_value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(raw_name);
            if let Some((field, operator, style)) = of_filter(&name, offered) {
                read.add(field, operator, &name, values(style, raw_value)?, style)?;
            } else if offered.parameters.iter().any(|it| is_named(&name, it)) {
                let base = name.split_once('[').filter(|_| !is_offered(&name, offered));
                let base = base.map_or(name.as_str(), |(base, _)| base);
                read.others.push((base.to_owned(), decoded(raw_value)));
            } else if is_known(&name) {
                read.others.push((name, decoded(raw_value)));
            } else {
                return Err(Problem::refused(&name, "there is no such parameter"));
            }
        }
        Ok(read)
    }

    fn add(
        &mut self,
        field: &'static FilterField,
        operator: Operator,
        name: &str,
        values: Vec<String>,
        style: Option<ListStyle>,
    ) -> Result<(), Problem> {
        let given = self
            .conditions
            .iter_mut()
            .find(|given| std::ptr::eq(given.field, field) && given.operator == operator);
        let Some(given) = given else {
            self.conditions.push(Condition {
                field,
                parameter: name.to_owned(),
                operator,
                values,
            });
            return Ok(());
        };
        if !matches!(
            style,
            Some(ListStyle::Repeated | ListStyle::Brackets | ListStyle::Indexed)
        ) {
            return Err(Problem::refused(name, "it is there twice"));
        }
        given.values.extend(values);
        Ok(())
    }
}

fn is_offered(name: &str, offered: &Offered) -> bool {
    offered.parameters.iter().any(|it| decoded(it) == name)
}

/// Whether a name is that of a parameter, or of a part of it: `sort[0]`, `where[name]`.
fn is_named(name: &str, parameter: &str) -> bool {
    let parameter = decoded(parameter);
    let rest = name.strip_prefix(&parameter);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

/// The condition that a parameter sets, and how its list is written, if it is one.
fn of_filter(
    name: &str,
    offered: &Offered,
) -> Option<(&'static FilterField, Operator, Option<ListStyle>)> {
    offered.filters.iter().find_map(|field| {
        operators(field)
            .into_iter()
            .find_map(|(operator, parameter)| {
                let is_list = matches!(
                    operator,
                    Operator::In | Operator::NotIn | Operator::Between | Operator::Vendor(_)
                );
                let style = is_list.then(|| field.list_style(parameter));
                let parameter = decoded(parameter);
                let is_it = match style {
                    Some(ListStyle::Brackets) => name.strip_suffix("[]") == Some(&parameter),
                    Some(ListStyle::Indexed) => {
                        let rest = name.strip_prefix(parameter.as_str());
                        let index = rest
                            .and_then(|rest| rest.strip_prefix('['))
                            .and_then(|rest| rest.strip_suffix(']'));
                        index.is_some_and(|index| index.parse::<usize>().is_ok())
                    }
                    _ => name == parameter,
                };
                is_it.then_some((*field, operator, style))
            })
    })
}

/// All operators of a field with their parameters. Lists come first: where a value and a list share a name, one value is a
/// list of one.
fn operators(field: &FilterField) -> Vec<(Operator, &'static str)> {
    let named = [
        (Operator::In, field.in_),
        (Operator::NotIn, field.not_in),
        (Operator::Eq, field.eq),
        (Operator::Ne, field.ne),
        (Operator::Gt, field.gt),
        (Operator::Gte, field.gte),
        (Operator::Lt, field.lt),
        (Operator::Lte, field.lte),
        (Operator::Between, field.between),
        (Operator::Null, field.null),
        (Operator::NotNull, field.not_null),
        (Operator::Exists, field.exists),
        (Operator::Empty, field.empty),
    ];
    let named = named
        .into_iter()
        .filter_map(|(operator, name)| Some((operator, name?)));
    let texts = field
        .text
        .iter()
        .map(|(op, name)| (Operator::Text(*op), *name));
    let vendor = field
        .vendor
        .iter()
        .map(|(op, name)| (Operator::Vendor(op), *name));
    named.chain(texts).chain(vendor).collect()
}

/// The parameters of a field, decoded.
pub(super) fn names(field: &FilterField) -> impl Iterator<Item = String> {
    operators(field).into_iter().map(|(_, name)| decoded(name))
}

/// The values of a parameter, by how its list is written.
fn values(style: Option<ListStyle>, raw: &str) -> Result<Vec<String>, Problem> {
    let split = |text: &str, at: char| text.split(at).map(str::to_owned).collect();
    Ok(match style {
        Some(ListStyle::Comma) => split(&decoded(raw), ','),
        Some(ListStyle::Escaped) => raw.split(',').map(decoded).collect(),
        Some(ListStyle::Space) => split(&decoded(raw), ' '),
        Some(ListStyle::Pipe) => split(&decoded(raw), '|'),
        Some(ListStyle::Quoted) => quoted(&decoded(raw))
            .ok_or_else(|| Problem::refused(raw, "it is no list of texts in quotes"))?,
        Some(ListStyle::Repeated | ListStyle::Brackets | ListStyle::Indexed) | None => {
            vec![decoded(raw)]
        }
    })
}

/// The texts of `"a","b"`, in which `\` stands before `"` and `\`.
fn quoted(text: &str) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    let mut characters = text.chars();
    loop {
        (characters.next()? == '"').then_some(())?;
        let mut item = String::new();
        loop {
            match characters.next()? {
                '"' => break,
                '\\' => item.push(characters.next()?),
                other => item.push(other),
            }
        }
        texts.push(item);
        match characters.next() {
            None => return Some(texts),
            Some(',') => {}
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static STYLED: FilterField = FilterField {
        field: "a",
        eq: Some("a%5Beq%5D"),
        in_: Some("a%5Bin%5D"),
        not_in: Some("a_not"),
        between: Some("a_from_to"),
        list: ListStyle::Comma,
        lists: &[
            ("a_not", ListStyle::Brackets),
            ("a_from_to", ListStyle::Quoted),
        ],
        ..FilterField::NONE
    };

    fn read(query: &str) -> Result<Vec<(Operator, Vec<String>)>, Problem> {
        let offered = Offered {
            filters: vec![&STYLED],
            parameters: vec!["limit".to_owned(), "where".to_owned()],
        };
        let read = Query::read(query, &offered, |name| name == "key")?;
        let pairs = read.conditions.into_iter();
        Ok(pairs.map(|it| (it.operator, it.values)).collect())
    }

    #[test]
    fn lists_are_split_as_they_are_written() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(
            read("a%5Bin%5D=x%2Cy,z&a_not%5B%5D=1&a_not%5B%5D=2,3&a_from_to=%22a,%5C%22%22,%22b%22&limit=3&where%5Bx%5D=1&key=1")
                .unwrap(),
            [
                (Operator::In, texts(&["x", "y", "z"])),
                (Operator::NotIn, texts(&["1", "2,3"])),
                (Operator::Between, texts(&["a,\"", "b"])),
            ]
        );
        assert_eq!(
            read("a[eq]=x+y").unwrap(),
            [(Operator::Eq, texts(&[&decoded("x+y")]))]
        );
    }

    #[test]
    fn what_is_not_offered_is_refused() {
        for query in [
            "b=1",
            "a=1",
            "a%5Beq%5D=1&a%5Beq%5D=2",
            "a_from_to=a,b",
            "a_not=1",
            "limits=1",
        ] {
            assert!(matches!(read(query), Err(Problem::Refused(_))), "{query}");
        }
    }
}
