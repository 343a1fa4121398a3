//! The grammars of expressions: how a condition is written in each, and how a value, so that it is one value whatever it holds.

use super::TextOp;
use crate::error::ParameterProblem;
use crate::text::{Escape, Text};
use crate::value::Value;

/// Where a field stands that is part of an expression: a static in generated code, beside the words in its
/// `FilterField`.
///
/// ```
/// use tamis_runtime::{Expression, FilterField, Grammar};
///
/// // `$filter=state eq 'open'`
/// static STATE: FilterField = FilterField {
///     eq: Some("eq"),
///     expression: Some(&Expression {
///         parameter: "%24filter",
///         grammar: Grammar::OData,
///         field: "state",
///         quoted: true,
///     }),
///     ..FilterField::NONE
/// };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression {
    /// The parameter that holds the expression, percent-encoded.
    pub parameter: &'static str,
    /// How the expression is written.
    pub grammar: Grammar,
    /// What the expression calls the field.
    pub field: &'static str,
    /// Whether values are texts of the grammar, in quotes; else they are written as they are: numbers, `true`, and times in OData.
    pub quoted: bool,
}

/// How an expression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Grammar {
    /// OData's `$filter`: `state eq 'open' and price ge 10`.
    OData,
    /// Google's AIP-160: `state = "open" AND price >= 10`.
    Aip160,
    /// RSQL, and FIQL: `state=="open";price=ge=10`.
    Rsql,
    /// SCIM (RFC 7644): `state eq "open" and price ge 10`.
    Scim,
    /// A JSON object: `{"state":{"$eq":"open"},"price":{"$gte":10}}`.
    Json,
}

/// What a condition is compared with.
pub(super) enum Operand<'f, T> {
    Value(&'f T),
    List(Vec<&'f T>),
    Text(TextOp, &'f str),
    Flag(bool),
    /// Nothing: the word says whether there is a value, `bool` whether there is to be none.
    Null(bool),
}

/// A condition: as a whole, or in JSON its word and what it is compared with.
pub(super) struct Condition {
    word: &'static str,
    text: String,
}

impl Expression {
    /// A condition, in the word of its operator.
    pub(super) fn condition<T: Value>(
        &self,
        word: &'static str,
        operand: &Operand<'_, T>,
    ) -> Result<Condition, ParameterProblem> {
        let field = self.field;
        let text = match (operand, self.grammar) {
            (Operand::Null(_), Grammar::Json) => "null".to_owned(),
            (Operand::Null(_), Grammar::OData) => format!("{field} {word} null"),
            (Operand::Null(_), Grammar::Rsql) => return Err(ParameterProblem::NotOffered),
            (Operand::Null(null), grammar) => presence(grammar, field, word, !null),
            (Operand::Value(value), _) => self.comparison(word, &self.literal(word, *value)?),
            (Operand::Flag(yes), _) => self.comparison(word, if *yes { "true" } else { "false" }),
            (Operand::Text(_, text), Grammar::OData) => {
                format!("{word}({field},{})", self.text(text))
            }
            (Operand::Text(op, text), Grammar::Aip160) if word == "=" => {
                self.comparison(word, &pattern(*op, text)?)
            }
            (Operand::Text(_, text), _) => self.comparison(word, &self.text(text)),
            (Operand::List(values), _) => self.list(word, values)?,
        };
        Ok(Condition { word, text })
    }

    fn comparison(&self, word: &str, literal: &str) -> String {
        let field = self.field;
        match self.grammar {
            Grammar::Json => literal.to_owned(),
            Grammar::Rsql => format!("{field}{word}{literal}"),
            _ => format!("{field} {word} {literal}"),
        }
    }

    /// A list, or a comparison with each of its items where the grammar has none: `(f eq 1 or f eq 2)`, `(f ne 1 and f ne 2)`.
    fn list<T: Value>(
        &self,
        word: &'static str,
        values: &[&T],
    ) -> Result<String, ParameterProblem> {
        if values.is_empty() {
            return Err(ParameterProblem::EmptyList);
        }
        let literals = values.iter().map(|value| self.literal(word, *value));
        let literals = literals.collect::<Result<Vec<_>, _>>()?;
        let join = match (self.grammar, word) {
            (Grammar::Json, _) => return Ok(format!("[{}]", literals.join(","))),
            (Grammar::OData | Grammar::Scim, "eq") => " or ",
            (Grammar::OData | Grammar::Scim, "ne") => " and ",
            (Grammar::Aip160, "=") => " OR ",
            (Grammar::Aip160, "!=") => " AND ",
            _ => return Ok(self.comparison(word, &format!("({})", literals.join(",")))),
        };
        let each = literals
            .iter()
            .map(|literal| self.comparison(word, literal));
        Ok(format!("({})", each.collect::<Vec<_>>().join(join)))
    }

    /// The conditions on the field, all of which must hold.
    pub(super) fn joined(&self, conditions: &[Condition]) -> Result<String, ParameterProblem> {
        if self.grammar != Grammar::Json {
            let texts: Vec<&str> = conditions.iter().map(|it| it.text.as_str()).collect();
            return Ok(texts.join(self.grammar.and()));
        }
        let field = json_text(self.field);
        if let [Condition { word: "", text }] = conditions {
            return Ok(format!("{field}:{text}"));
        }
        let mut members = Vec::new();
        for (at, Condition { word, text }) in conditions.iter().enumerate() {
            // A member is there once, and what stands in the place of all members stands alone.
            let is_known = conditions.iter().take(at).any(|other| other.word == *word);
            if is_known || word.is_empty() {
                return Err(ParameterProblem::Repeated);
            }
            members.push(format!("{}:{text}", json_text(word)));
        }
        Ok(format!("{field}:{{{}}}", members.join(",")))
    }

    /// A value as a literal, which ends where it ends whatever the value holds.
    fn literal<T: Value>(&self, word: &str, value: &T) -> Result<String, ParameterProblem> {
        let mut plain = String::new();
        let mut text = Text::new(&mut plain, Escape::Nothing);
        value.write(&mut text);
        text.finish()?;
        if self.quoted {
            // A star stands for any text there, and nothing says how it would stand for itself.
            let is_pattern = self.grammar == Grammar::Aip160 && matches!(word, "=" | "!=");
            if is_pattern && plain.contains('*') {
                return Err(star());
            }
            return Ok(self.text(&plain));
        }
        let is_whole = match self.grammar {
            Grammar::Json => serde_json::from_str::<crate::Json>(&plain)
                .is_ok_and(|value| value.is_number() || value.is_boolean()),
            _ => {
                let is_part = |byte: u8| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b':')
                };
                !plain.is_empty() && plain.bytes().all(is_part)
            }
        };
        if is_whole {
            Ok(plain)
        } else {
            Err(ParameterProblem::Value {
                reason: "the expression has no form for it without quotes".to_owned(),
            })
        }
    }

    /// A text as a literal of the grammar.
    fn text(&self, text: &str) -> String {
        match self.grammar {
            Grammar::OData => format!("'{}'", text.replace('\'', "''")),
            Grammar::Aip160 | Grammar::Rsql => {
                let text = text.replace('\\', "\\\\").replace('"', "\\\"");
                format!("\"{text}\"")
            }
            Grammar::Scim | Grammar::Json => json_text(text),
        }
    }
}

impl Grammar {
    /// What stands between two conditions that must both hold.
    pub(crate) fn and(self) -> &'static str {
        match self {
            Self::OData | Self::Scim => " and ",
            Self::Aip160 => " AND ",
            Self::Rsql => ";",
            Self::Json => ",",
        }
    }
}

/// Whether there is a value, in a word: `f pr`, `f:*`.
fn presence(grammar: Grammar, field: &str, word: &str, there: bool) -> String {
    let test = if grammar == Grammar::Aip160 {
        format!("{field}{word}")
    } else {
        format!("{field} {word}")
    };
    match grammar {
        _ if there => test,
        Grammar::Aip160 => format!("NOT {test}"),
        _ => format!("not ({test})"),
    }
}

/// A test of text as AIP-160 has it: `"*x*"`.
fn pattern(op: TextOp, text: &str) -> Result<String, ParameterProblem> {
    if text.contains('*') {
        return Err(star());
    }
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    Ok(match op {
        TextOp::StartsWith => format!("\"{text}*\""),
        TextOp::EndsWith => format!("\"*{text}\""),
        TextOp::Contains => format!("\"*{text}*\""),
        _ => return Err(ParameterProblem::NotOffered),
    })
}

fn star() -> ParameterProblem {
    ParameterProblem::Value {
        reason: "it has a `*`, which stands for any text in the expression".to_owned(),
    }
}

fn json_text(text: &str) -> String {
    crate::Json::from(text).to_string()
}
