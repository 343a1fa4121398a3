//! What is said of the pages of an operation, as a [`Paging`].
//!
//! In: a rule with a position, and the operation. Out: how it is paginated; an error names the part of the rule that does not
//! fit the operation.

use super::inputs::{body, can_be_made};
use super::page::{Opened, bare, is_number, is_position, open};
use super::said::sizes;
use super::{MemberPath, PageEnd, Paging, PagingKind, Position, Sizes, Step};
use crate::analysis::filters::OperationFilters;
use crate::analysis::generics::Generics;
use crate::ir::paging::{Counted, PaginationRule, PositionIn};
use crate::ir::{Api, Operation, ParameterId, Presence, Scalar, TypeKind, TypeRef};

/// A part of a rule, by its name, and why it does not fit.
pub(super) type Misfit = (&'static str, String);

/// How the operation is paginated, if the rule says it.
pub(super) fn declared(
    api: &Api,
    generics: &Generics,
    operation: &Operation,
    filters: &OperationFilters,
    answer: Option<&TypeRef>,
    (rule, by): (&PaginationRule, &str),
) -> Result<Paging, Misfit> {
    let Some(page) = answer else {
        let message = "the operation has no single successful answer in JSON".to_owned();
        return Err(("operations", message));
    };
    let said = Said {
        api,
        generics,
        operation,
        filters,
        page,
    };
    let (position, position_type) = said.position(rule)?;
    let (items, item) = said.items(rule)?;
    let limit = match &rule.size {
        Some(name) => Some(said.parameter("size", name)?.0),
        None => None,
    };
    let sizes = limit.map_or_else(Sizes::default, |id| sizes(&operation.parameter(id).docs));
    let (kind, told) = said.kind(rule, position, position_type, item)?;
    let list = if items.0.is_empty() {
        "the page is the list of items".to_owned()
    } else {
        format!("`{}` is the list of items", items.display(api))
    };
    let evidence = [format!("{told}, says {by}"), list].into_iter();
    Ok(Paging {
        page: page.clone(),
        items,
        item: item.clone(),
        limit: limit.map(Position::Parameter),
        sizes,
        evidence: evidence.chain(kind.ending(api)).collect(),
        kind,
    })
}

struct Said<'a> {
    api: &'a Api,
    generics: &'a Generics,
    operation: &'a Operation,
    filters: &'a OperationFilters,
    page: &'a TypeRef,
}

impl<'a> Said<'a> {
    fn position(&self, rule: &PaginationRule) -> Result<(Position, &'a TypeRef), Misfit> {
        let name = rule.position.as_deref().unwrap_or_default();
        let (position, ty) = if rule.position_in == Some(PositionIn::Body) {
            let body = self.body()?;
            let (way, ty) = self.way("position", body, name)?;
            self.can_be_reached(&way)?;
            (Position::Body(way), ty)
        } else {
            let (id, ty) = self.parameter("position", name)?;
            (Position::Parameter(id), ty)
        };
        match bare(self.api, ty) {
            ty @ TypeRef::Scalar(scalar) if is_position(*scalar) => Ok((position, ty)),
            _ => Err(misfit("position", name, "is neither a text nor a number")),
        }
    }

    fn parameter(
        &self,
        key: &'static str,
        name: &str,
    ) -> Result<(ParameterId, &'a TypeRef), Misfit> {
        let mut all = self.operation.parameters.iter().enumerate();
        let Some((index, parameter)) = all.find(|(_, parameter)| parameter.wire_name == name)
        else {
            return Err(misfit(key, name, "is no parameter of the operation"));
        };
        let id = ParameterId(index);
        if self.filters.is_member(id) {
            return Err(misfit(key, name, "is part of a filter"));
        }
        Ok((id, &parameter.ty))
    }

    /// The body, where it is one object in JSON that is always there or can be made of nothing.
    fn body(&self) -> Result<&'a TypeRef, Misfit> {
        let content = self.operation.body.as_ref().map(|body| &body.content[..]);
        match (body(self.api, self.generics, self.operation), content) {
            (Some(_), Some([only])) => only.content.ty.as_ref(),
            _ => None,
        }
        .ok_or_else(|| {
            let message = "the operation has no body that is JSON and always there, or made of nothing but optional members";
            ("position_in", message.to_owned())
        })
    }

    /// Whether all objects on the way are there in every body, or can be made of nothing.
    fn can_be_reached(&self, way: &MemberPath) -> Result<(), Misfit> {
        let before_last = way.0.len().saturating_sub(1);
        for step in way.0.iter().take(before_last) {
            let TypeKind::Object(object) = &self.api.ty(step.object).kind else {
                continue;
            };
            let field = &object.fields[step.field];
            let can_be_made = match self.api.resolve(&field.ty) {
                TypeRef::Named(inner) => can_be_made(self.api, self.generics, *inner),
                _ => false,
            };
            let is_there = field.presence == Presence::Required || can_be_made;
            if !is_there || self.api.is_nullable(&field.ty) {
                return Err(misfit(
                    "position",
                    &field.wire_name,
                    "may be absent from the body",
                ));
            }
        }
        Ok(())
    }

    fn items(&self, rule: &PaginationRule) -> Result<(MemberPath, &'a TypeRef), Misfit> {
        let (way, ty) = match rule.items.as_deref() {
            Some("") => (MemberPath::default(), self.page),
            Some(text) => self.way("items", self.page, text)?,
            None => return self.only_list(),
        };
        self.api
            .item_of(bare(self.api, ty))
            .map(|item| (way, item))
            .ok_or_else(|| {
                let text = rule.items.as_deref().unwrap_or_default();
                misfit("items", text, "is no list")
            })
    }

    fn only_list(&self) -> Result<(MemberPath, &'a TypeRef), Misfit> {
        match open(self.api, self.page) {
            Some(Opened::List(item)) => Ok((MemberPath::default(), item)),
            Some(Opened::Object(page)) => match page.items() {
                Ok(items) => Ok((items.path.clone(), items.ty)),
                Err(reason) => Err(("position", format!("{reason}; `items` can say which it is"))),
            },
            None => Err(("position", "its response has no list".to_owned())),
        }
    }

    fn kind(
        &self,
        rule: &PaginationRule,
        position: Position,
        position_type: &TypeRef,
        item: &'a TypeRef,
    ) -> Result<(PagingKind, String), Misfit> {
        let name = rule.position.as_deref().unwrap_or_default();
        let more = self.flag(rule)?;
        let ways = [
            rule.next.is_some(),
            rule.next_address.is_some(),
            rule.next_header.is_some(),
            rule.last_item.is_some(),
            rule.count.is_some(),
        ];
        if ways.iter().filter(|is_said| **is_said).count() != 1 {
            let message = "one of `next`, `next_address`, `next_header`, `last_item` and `count` says how the next page is found";
            return Err(("position", message.to_owned()));
        }
        if let Some(text) = &rule.next {
            let (next, ty) = self.way("next", self.page, text)?;
            if bare(self.api, ty) != position_type {
                return Err(misfit(
                    "next",
                    text,
                    &format!("is not of the type of `{name}`"),
                ));
            }
            let told = format!("`{name}` takes what `{text}` of the page before holds");
            let kind = PagingKind::Cursor {
                position,
                next,
                previous: None,
                more,
            };
            return Ok((kind, told));
        }
        if let Some(text) = &rule.last_item {
            let (key, ty) = self.way("last_item", item, text)?;
            if bare(self.api, ty) != position_type {
                return Err(misfit(
                    "last_item",
                    text,
                    &format!("is not of the type of `{name}`"),
                ));
            }
            let Some(more) = more else {
                let message =
                    "`more` is missing: a list that ends with its last item has no other end";
                return Err(("last_item", message.to_owned()));
            };
            let told = format!("`{name}` takes `{text}` of the last item");
            let kind = PagingKind::LastItem {
                position,
                key,
                more,
            };
            return Ok((kind, told));
        }
        if let Some(count) = rule.count {
            return self.counted(rule, position, position_type, count);
        }
        let Position::Parameter(parameter) = position else {
            let message = "an address and a header lead to a parameter, not to the body";
            return Err(("position_in", message.to_owned()));
        };
        if let Some(text) = &rule.next_address {
            let (next, ty) = self.way("next_address", self.page, text)?;
            if *bare(self.api, ty) != TypeRef::Scalar(Scalar::String) {
                return Err(misfit("next_address", text, "is no text"));
            }
            let told =
                format!("`{name}` takes its value from the address `{text}` of the page before");
            return Ok((PagingKind::Address { parameter, next }, told));
        }
        let header = rule.next_header.clone().unwrap_or_default();
        let told =
            format!("`{name}` takes its value from the header `{header}` of the page before");
        Ok((PagingKind::Header { parameter, header }, told))
    }

    fn counted(
        &self,
        rule: &PaginationRule,
        position: Position,
        position_type: &TypeRef,
        count: Counted,
    ) -> Result<(PagingKind, String), Misfit> {
        let name = rule.position.as_deref().unwrap_or_default();
        if !matches!(position_type, TypeRef::Scalar(scalar) if is_number(*scalar)) {
            return Err(misfit("position", name, "is no number"));
        }
        let mut last = match (self.flag(rule)?, &rule.total, &rule.pages) {
            (Some(more), _, _) => PageEnd::More(more),
            (None, Some(text), _) => PageEnd::Total(self.number("total", text)?),
            (None, None, Some(text)) => PageEnd::Pages(self.number("pages", text)?),
            (None, None, None) => PageEnd::Empty,
        };
        if count == Counted::Pages {
            let first = rule.first.unwrap_or(1);
            let kind = PagingKind::PageNumber {
                position,
                first,
                last,
            };
            return Ok((kind, format!("`{name}` counts pages from {first}")));
        }
        if matches!(last, PageEnd::Pages(_)) {
            // Items cannot be compared with pages, whose size only the server knows.
            last = PageEnd::Empty;
        }
        let kind = PagingKind::Offset {
            position,
            step: None,
            last,
        };
        Ok((kind, format!("`{name}` counts the items before the page")))
    }

    fn flag(&self, rule: &PaginationRule) -> Result<Option<MemberPath>, Misfit> {
        let Some(text) = &rule.more else {
            return Ok(None);
        };
        let (way, ty) = self.way("more", self.page, text)?;
        match bare(self.api, ty) {
            TypeRef::Scalar(Scalar::Bool) => Ok(Some(way)),
            _ => Err(misfit("more", text, "is neither true nor false")),
        }
    }

    fn number(&self, key: &'static str, text: &str) -> Result<MemberPath, Misfit> {
        let (way, ty) = self.way(key, self.page, text)?;
        match bare(self.api, ty) {
            TypeRef::Scalar(scalar) if is_number(*scalar) => Ok(way),
            _ => Err(misfit(key, text, "is no number")),
        }
    }

    /// The way to a member, as a rule writes it: `meta.next`.
    fn way(
        &self,
        key: &'static str,
        from: &'a TypeRef,
        text: &str,
    ) -> Result<(MemberPath, &'a TypeRef), Misfit> {
        let (mut way, mut ty, mut rest) = (MemberPath::default(), from, Some(text));
        while let Some(left) = rest {
            let TypeRef::Named(object) = bare(self.api, ty) else {
                return Err(misfit(key, text, "leads into what is no object"));
            };
            let TypeKind::Object(body) = &self.api.ty(*object).kind else {
                return Err(misfit(key, text, "leads into what is no object"));
            };
            // A name may have dots of its own.
            let found = body.fields.iter().enumerate().find_map(|(index, field)| {
                let behind = left.strip_prefix(field.wire_name.as_str())?;
                match behind.strip_prefix('.') {
                    Some(rest) => Some((index, field, Some(rest))),
                    None if behind.is_empty() => Some((index, field, None)),
                    None => None,
                }
            });
            let Some((field, member, behind)) = found else {
                let names: Vec<_> = body
                    .fields
                    .iter()
                    .map(|field| format!("`{}`", field.wire_name))
                    .collect();
                let reason = format!("is no member; there are {}", names.join(", "));
                return Err(misfit(key, text, &reason));
            };
            way.0.push(Step {
                object: *object,
                field,
            });
            (ty, rest) = (&member.ty, behind);
        }
        Ok((way, ty))
    }
}

fn misfit(key: &'static str, name: &str, reason: &str) -> Misfit {
    (key, format!("`{name}` {reason}"))
}
