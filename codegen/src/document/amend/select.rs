//! Leaves only the operations that are wanted, and the components that they use.

use super::super::tree::{Object, Value};
use super::operations::{operation_names, retain_operations};
use super::prune;
use super::wanted::Wanted;
use crate::config::{Choice, Config};
use crate::diagnostics::{Code, Diagnostics};

pub(super) fn select(root: &mut Object, config: &Config, diagnostics: &mut Diagnostics) {
    if config.include.is_empty() && config.exclude.is_empty() {
        return;
    }
    let mut include = Names::new(&config.choice(&["include"]), &config.include);
    let mut exclude = Names::new(&config.choice(&["exclude"]), &config.exclude);
    let names = operation_names(root);
    let mut tags: Vec<String> = Vec::new();
    let mut kept = 0;
    retain_operations(root, &mut |operation| {
        let own: Vec<String> = operation
            .object
            .get("tags")
            .and_then(Value::as_list)
            .into_iter()
            .flatten()
            .filter_map(Value::scalar_text)
            .collect();
        let is_in = |names: &mut Names<'_>| {
            let by_name = operation.is_among(&mut names.operations);
            // Each tag is asked, so that each name that means one counts as found.
            let by_tag = own.iter().filter(|tag| names.tags.takes(tag)).count() > 0;
            by_name || by_tag
        };
        let included = is_in(&mut include) || include.is_empty();
        let excluded = is_in(&mut exclude);
        tags.extend(own);
        kept += usize::from(included && !excluded);
        included && !excluded
    });
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    for wanted in [&include, &exclude] {
        wanted.operations.report("operation", &names, diagnostics);
        wanted.tags.report("tag", &tags, diagnostics);
    }
    if kept == 0 {
        let message = "no operation is left: all are excluded, or none is included";
        let whose = if config.include.is_empty() {
            "exclude"
        } else {
            "include"
        };
        let choice = config.choice(&[whose]);
        diagnostics.push(choice.error(Code::NO_OPERATION, message));
    }
    prune::prune(root);
}

struct Names<'c> {
    operations: Wanted<'c>,
    tags: Wanted<'c>,
}

impl<'c> Names<'c> {
    fn new(choice: &Choice, selection: &'c crate::config::Selection) -> Self {
        Self {
            operations: Wanted::new(choice.member("operations"), &selection.operations),
            tags: Wanted::new(choice.member("tags"), &selection.tags),
        }
    }

    fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty()
    }
}
