//! Which filters does a parameter with an expression stand for?
//!
//! In: a parameter, and what was declared to stand in it. Out: a family for each field, or why there cannot be one. Nothing is
//! guessed here: a text that is an expression looks like any other text.

use std::collections::BTreeMap;

use super::model::{Arity, FamilyExpression, Member, Operand};
use super::shape;
use crate::ir::filters::{ExpressionField, ExpressionFilter, Grammar, Op};
use crate::ir::{Api, EnumBase, NameHint, Parameter, ParameterId, Scalar, TypeKind, TypeRef};

/// A field of an expression, as a filter.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) element: TypeRef,
    pub(super) members: Vec<Member>,
    pub(super) expression: FamilyExpression,
}

/// The fields of an expression, or all reasons why it stays a plain parameter.
pub(super) fn fields(
    api: &Api,
    id: ParameterId,
    parameter: &Parameter,
    declared: &ExpressionFilter,
) -> Result<Vec<Field>, Vec<String>> {
    let mut problems = Vec::new();
    let is_text = matches!(
        shape::of_parameter(api, parameter),
        Some(shape) if shape.list.is_none() && shape::is_text(&shape.element)
    );
    if !is_text && declared.grammar != Grammar::Json {
        problems.push("its value is no text".to_owned());
    }
    if declared.fields.is_empty() {
        problems.push("the expression has no fields".to_owned());
    }
    let mut fields = Vec::new();
    for (name, field) in &declared.fields {
        match one(api, id, parameter, declared.grammar, (name, field)) {
            Ok(field) => fields.push(field),
            Err(reason) => problems.push(format!("`{name}`: {reason}")),
        }
    }
    if problems.is_empty() {
        Ok(fields)
    } else {
        Err(problems)
    }
}

fn one(
    api: &Api,
    id: ParameterId,
    parameter: &Parameter,
    grammar: Grammar,
    (name, field): (&str, &ExpressionField),
) -> Result<Field, String> {
    check_word(grammar, name, "the name of a field")?;
    let element = element(api, &field.ty)?;
    let mut words: BTreeMap<Op, String> = BTreeMap::new();
    let mut members = Vec::new();
    let usual = field.operators.iter().map(|op| (op, None));
    let own = field.words.iter().map(|(word, op)| (op, Some(word)));
    for (op, own) in usual.chain(own) {
        // Either test for null answers both questions.
        let asked = if *op == Op::NotNull && own.is_none() {
            &Op::IsNull
        } else {
            op
        };
        if words.contains_key(asked) {
            continue;
        }
        let word = match own {
            Some(word) => {
                let is_plain = grammar == Grammar::Json && word.is_empty() && *op == Op::Eq;
                if !is_plain {
                    check_word(grammar, word, "the word for an operator")?;
                }
                word.clone()
            }
            None => match grammar.word(asked) {
                Some(word) => word.to_owned(),
                None => return Err(no_word(grammar, op)),
            },
        };
        if own.is_none() && *asked == Op::IsNull {
            let other = grammar.word(&Op::NotNull);
            words.extend(other.map(|word| (Op::NotNull, word.to_owned())));
        }
        words.insert(asked.clone(), word);
        members.push(Member {
            op: asked.clone(),
            parameter: id,
            wire_name: parameter.wire_name.clone(),
            arity: Arity::One,
            operand: operand(asked),
        });
    }
    if members.is_empty() {
        return Err("it has no operators".to_owned());
    }
    let quoted = is_quoted(api, grammar, &element);
    Ok(Field {
        name: name.to_owned(),
        expression: FamilyExpression {
            grammar,
            quoted,
            words,
        },
        element,
        members,
    })
}

fn operand(op: &Op) -> Operand {
    match op {
        Op::Text(_) => Operand::Text,
        op if op.is_flag() => Operand::Flag,
        _ => Operand::Element,
    }
}

fn no_word(grammar: Grammar, op: &Op) -> String {
    format!(
        "`{}` has no usual word in the grammar `{}`: say in `words` which one the server has",
        op.name(),
        grammar.name()
    )
}

/// Refuses what would be more than a word in an expression. In JSON everything is a text.
fn check_word(grammar: Grammar, word: &str, what: &str) -> Result<(), String> {
    let breaks = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, '"' | '\'' | '\\' | '(' | ')' | ',' | ';')
    };
    if word.is_empty() || (grammar != Grammar::Json && word.contains(breaks)) {
        return Err(format!("`{word}` cannot be {what}"));
    }
    Ok(())
}

/// The type that a word stands for: a scalar, a format, or an enum of the documents.
fn element(api: &Api, ty: &str) -> Result<TypeRef, String> {
    let scalar = match ty {
        "string" => Scalar::String,
        "boolean" => Scalar::Bool,
        "integer" | "int64" => Scalar::I64,
        "int32" => Scalar::I32,
        "number" => Scalar::F64,
        "uuid" => Scalar::Uuid,
        "date-time" => Scalar::DateTime,
        "date" => Scalar::Date,
        "time" => Scalar::Time,
        name => {
            let is_it = |id: &crate::ir::TypeId| {
                let def = api.ty(*id);
                matches!(&def.kind, TypeKind::Enum(values) if values.base != EnumBase::Json)
                    && matches!(&def.hint, NameHint::Component(own) if own == name)
            };
            let found = api.type_ids().find(is_it).map(TypeRef::Named);
            return found.ok_or_else(|| {
                format!(
                    "there is no type `{name}`: there are string, integer, int32, int64, number, boolean, uuid, date-time, date, \
                     time, and the enums among the components"
                )
            });
        }
    };
    Ok(TypeRef::Scalar(scalar))
}

/// Whether the grammar writes values of a type in quotes.
fn is_quoted(api: &Api, grammar: Grammar, element: &TypeRef) -> bool {
    match element {
        TypeRef::Scalar(Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::F64) => false,
        TypeRef::Scalar(Scalar::Uuid | Scalar::DateTime | Scalar::Date | Scalar::Time) => {
            grammar != Grammar::OData
        }
        TypeRef::Named(id) => !matches!(
            &api.ty(*id).kind,
            TypeKind::Enum(values) if values.base != EnumBase::String
        ),
        _ => true,
    }
}
