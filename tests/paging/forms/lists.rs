//! Which forms there are, and the document that has them.

use serde_json::{Map, Value, json};

use super::{COUNTS, ENDS, Form, KINDS, Kind, Way};

/// All forms.
pub(crate) fn all() -> Vec<Form> {
    let mut all = Vec::new();
    for required in [false, true] {
        let word = if required { "required" } else { "optional" };
        for way in [Way::Cursor, Way::LastItem, Way::LastItemPerhaps] {
            for parameter in KINDS {
                for value in KINDS {
                    if ![parameter, Kind::Text, Kind::Uuid].contains(&value) {
                        continue;
                    }
                    let name = format!("{way:?}_{parameter:?}_{value:?}_{word}").to_lowercase();
                    all.push(Form {
                        name,
                        way,
                        parameter,
                        value,
                        end: None,
                        required,
                    });
                }
            }
        }
        for way in [Way::Offset, Way::PageFrom1, Way::PageFrom0] {
            for parameter in COUNTS {
                for end in ENDS {
                    let name = format!("{way:?}_{parameter:?}_{end:?}_{word}").to_lowercase();
                    all.push(Form {
                        name,
                        way,
                        parameter,
                        value: parameter,
                        end: Some(end),
                        required,
                    });
                }
            }
        }
    }
    all
}

/// Of each way all types and all ends, and what is required once; those that lead on first.
pub(crate) fn some() -> Vec<Form> {
    let mut some: Vec<Form> = Vec::new();
    let (on, ends): (Vec<Form>, Vec<Form>) = all().into_iter().partition(Form::leads_on);
    // In the first round only what shows two things at once.
    for least in [2, 1] {
        for form in on.iter().chain(&ends) {
            let of_way = || some.iter().filter(|other| other.way == form.way);
            let new = [
                of_way().all(|other| other.parameter != form.parameter),
                form.end.is_some() && of_way().all(|other| other.end != form.end),
                of_way().all(|other| other.required != form.required),
            ];
            if new.into_iter().filter(|new| *new).count() >= least {
                some.push(form.clone());
            }
        }
    }
    some
}

/// The document of some forms.
pub(crate) fn document(forms: &[Form]) -> Value {
    let paths = forms
        .iter()
        .map(|form| (format!("/{}", form.name), form.operation()));
    let paths: Map<String, Value> = paths.collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Pages", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Position": {"type": "string", "minLength": 3}}},
    })
}
