//! The response to a call: which rows meet its conditions, in which order, and which of them are on the page.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};
use serde_json::Value as Json;

use super::condition::order;
use super::page::Page;
use super::query::{self, Condition, Query};
use super::refusal::Problem;
use super::{Order, Rows};
use crate::body::Body;
use crate::encode::Offered;
use crate::mock::call::Call;

impl Rows {
    /// A response with all rows, for a look at whether the operation can read it.
    pub(in crate::mock) fn whole(&self) -> Response<Body> {
        let page = Page {
            items: self.all.clone(),
            total: self.all.len(),
            offset: 0,
            size: self.all.len(),
            next: None,
            previous: None,
            address: None,
        };
        response(StatusCode::OK, &(self.page)(&page))
    }

    /// The response to a call.
    pub(in crate::mock) fn respond(&self, call: &Call, offered: &Offered) -> Response<Body> {
        match self.find(call, offered) {
            Ok(page) => response(StatusCode::OK, &(self.page)(&page)),
            Err(Problem::Refused(refusal)) => {
                let (status, body) = (self.refusal)(&refusal);
                response(status, &body)
            }
            Err(Problem::Unknown(text)) => {
                response(StatusCode::NOT_IMPLEMENTED, &Json::String(text))
            }
        }
    }

    fn find(&self, call: &Call, offered: &Offered) -> Result<Page, Problem> {
        let is_known = |name: &str| self.parameters.iter().any(|(own, _)| own == name);
        let query = Query::read(call.raw_query(), offered, is_known)?;
        let mut found: Vec<&Json> = Vec::new();
        for row in &self.all {
            if self.is_met(row, &query)? {
                found.push(row);
            }
        }
        self.sort(&mut found, &query)?;
        let last = |name: &str| {
            let named = query.others.iter().rfind(|(given, _)| given == name);
            named.map(|(_, value)| value.as_str())
        };
        let size = match &self.size {
            None => found.len(),
            Some(size) => match last(&size.name) {
                Some(text) => size.read(text)?,
                None => size.usual,
            },
        };
        let total = found.len();
        let mut page = Page {
            items: Vec::new(),
            total,
            offset: 0,
            size,
            next: None,
            previous: None,
            address: None,
        };
        if let Some((name, counting)) = &self.position {
            if let Some(text) = last(name) {
                page.offset = counting.offset(name, text, size)?;
            }
            let end = page.offset.saturating_add(size);
            page.next = (end < total).then(|| counting.position(end, size));
            let before = page.offset.saturating_sub(size);
            page.previous = (page.offset > 0).then(|| counting.position(before, size));
            page.address = Some((call.address_without(name), name.clone()));
        }
        let items = found.into_iter().skip(page.offset).take(size);
        page.items = items.cloned().collect();
        Ok(page)
    }

    fn is_met(&self, row: &Json, query: &Query) -> Result<bool, Problem> {
        for condition in &query.conditions {
            if !condition.is_met(&self.held(row, condition)?, self.rules)? {
                return Ok(false);
            }
        }
        for (name, value) in &query.others {
            if self.is_of_the_list(name) {
                continue;
            }
            let own = self.parameters.iter().find(|(known, _)| known == name);
            let Some((_, meets)) = own else {
                let text = format!("what `{name}` means is not known: say it by `Rows::parameter`");
                return Err(Problem::Unknown(text));
            };
            if !meets(row, value) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a parameter is one for the page or the order.
    fn is_of_the_list(&self, name: &str) -> bool {
        let is_position = self.position.as_ref().is_some_and(|(own, _)| own == name);
        let is_size = self.size.as_ref().is_some_and(|size| size.name == name);
        let is_order =
            |order: &Order| order.name == name || order.direction.as_deref() == Some(name);
        is_position || is_size || self.orders.iter().any(is_order)
    }

    /// What a row has for a condition: by the name of the field, or of one of its parameters. No other name counts, however
    /// alike it is: `quantity` is not `quantity_used`.
    fn held(&self, row: &Json, condition: &Condition) -> Result<Json, Problem> {
        let mut names = vec![condition.field.field.to_owned()];
        names.extend(query::names(condition.field));
        if let Some((_, value)) = self.values.iter().find(|(name, _)| names.contains(name)) {
            return Ok(value(row));
        }
        let has = |name: &&String| self.all.iter().any(|row| row.get(name).is_some());
        match names.iter().find(has) {
            Some(name) => Ok(row.get(name).cloned().unwrap_or_default()),
            None => Err(Problem::Unknown(format!(
                "no row has a member for `{}`: say what it is held against by `Rows::value`",
                condition.parameter
            ))),
        }
    }

    /// Puts rows into the order that is asked for. Rows that are equal in it stay as they are.
    fn sort(&self, found: &mut [&Json], query: &Query) -> Result<(), Problem> {
        for wanted in &self.orders {
            let mut keys: Vec<(&str, bool)> = Vec::new();
            for (_, names) in query.others.iter().filter(|(name, _)| *name == wanted.name) {
                for name in names.split(',') {
                    match name.strip_prefix('-') {
                        Some(name) if wanted.direction.is_none() => keys.push((name, true)),
                        _ => keys.push((name, false)),
                    }
                }
            }
            if let Some(direction) = &wanted.direction {
                let mut given = query.others.iter().filter(|(name, _)| name == direction);
                let is_turned = given.any(|(_, value)| value.eq_ignore_ascii_case("desc"));
                for key in &mut keys {
                    key.1 = is_turned;
                }
            }
            for (name, _) in &keys {
                if !self.all.iter().any(|row| row.get(name).is_some()) {
                    return Err(Problem::refused(&wanted.name, "there is no such order"));
                }
            }
            found.sort_by(|one, other| {
                let by = |&(name, is_turned): &(&str, bool)| {
                    let of = |row: &Json| row.get(name).cloned().unwrap_or_default();
                    let ordering = order(&of(one), &of(other));
                    if is_turned {
                        ordering.reverse()
                    } else {
                        ordering
                    }
                };
                keys.iter()
                    .map(by)
                    .find(|ordering| ordering.is_ne())
                    .unwrap_or(std::cmp::Ordering::Equal)
            });
        }
        Ok(())
    }
}

fn response(status: StatusCode, body: &Json) -> Response<Body> {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
