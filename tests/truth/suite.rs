//! The official test suite of JSON Schema: every valid instance is read and written back as it is.
//!
//! In: the cases for the keywords that shape types, from `target/foreign` where `tests/foreign/install` puts them, each schema
//! as the one component of a document of OpenAPI 3.1; and `json_schema.yaml`, which lists what a Rust type cannot keep, with
//! the reasons. Out: an assertion that nothing else is lost, and that nothing stands in the list without need. An invalid
//! instance may be accepted (types are no validators); how many are is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};
use tamis::UnknownMembers;

use crate::client::Truth;
use crate::installed;
use crate::instances::{Instance, Way};
use crate::program::{self, Module, Task};
use crate::same::{Allowances, compare};

/// The keywords that shape types; each has a file of cases.
const KEYWORDS: [&str; 12] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "items",
    "oneOf",
    "prefixItems",
    "properties",
    "ref",
    "required",
    "type",
];

/// The folder of the cases, by the version of the validator whose source archive they are from.
const FOLDER: &str = "jsonschema==4.26.0/json/tests/draft2020-12";

/// What `json_schema.yaml` holds: reasons, and what each is the reason for.
#[derive(Debug, Deserialize)]
struct Listed {
    /// Valid instances that do not come back.
    lost: BTreeMap<String, BTreeSet<String>>,
    /// Schemas of which something is not kept, by what the generator says.
    warned: BTreeMap<String, BTreeSet<String>>,
}

/// A schema with its instances.
struct Case {
    name: String,
    truth: Truth,
    /// The type of the schema in the table.
    entry: usize,
    /// Name, value, whether it is valid.
    tests: Vec<(String, Value, bool)>,
}

#[derive(Default)]
struct Tally {
    equal: usize,
    refused: usize,
    accepted: usize,
    allowances: Allowances,
    /// The valid instances that did not come back, with what happened.
    lost: BTreeMap<String, String>,
}

#[test]
#[cfg_attr(not(foreign), ignore = "needs tests/foreign/install")]
fn valid_instances_of_the_official_suite_come_back() {
    let folder = installed::find("the test suite of JSON Schema", FOLDER);
    let mut lost = BTreeMap::new();
    let cases = read(&folder, &mut lost);
    let modules: Vec<Module<'_>> = cases.iter().map(Case::module).collect();
    let mut tasks = Vec::new();
    for (module, case) in cases.iter().enumerate() {
        tasks.extend(case.tests.iter().map(|(_, value, _)| Task {
            module,
            entry: case.entry,
            text: value.to_string(),
        }));
    }
    let answers = program::run("suite", 40, &modules, &tasks);
    let mut tally = Tally {
        lost,
        ..Tally::default()
    };
    let mut answers = answers.into_iter();
    for case in &cases {
        case.judge(&mut answers, &mut tally);
    }
    let Tally {
        equal,
        refused,
        accepted,
        ..
    } = tally;
    println!(
        "{} schemas; valid instances: {equal} equal, {} not; invalid instances: {refused} refused, {accepted} accepted; {:?}",
        cases.len(),
        tally.lost.len(),
        tally.allowances
    );
    let warned: BTreeMap<String, String> = cases
        .iter()
        .flat_map(|case| {
            // That a document of types has no operation is true, and not about its schema.
            let warnings = case.truth.warnings.iter();
            let warnings =
                warnings.filter(|warning| !warning.starts_with("no operation is described"));
            warnings.map(|warning| (format!("{}: {warning}", case.name), String::new()))
        })
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truth/json_schema.yaml");
    let listed: Listed = serde_yaml::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_listed("lost", &tally.lost, &listed.lost);
    let with_message = |(message, names): (String, BTreeSet<String>)| {
        let names = names.iter().map(|name| format!("{name}: {message}"));
        (message.clone(), names.collect())
    };
    let listed = listed.warned.into_iter().map(with_message).collect();
    assert_listed("warned of", &warned, &listed);
}

/// Fails unless exactly that was found for which there is a reason.
fn assert_listed(
    what: &str,
    found: &BTreeMap<String, String>,
    listed: &BTreeMap<String, BTreeSet<String>>,
) {
    for (reason, names) in listed {
        println!("{what}: {}: {reason}", names.len());
    }
    let names: BTreeSet<&String> = listed.values().flatten().collect();
    let unlisted: Vec<_> = (found.iter())
        .filter(|(name, _)| !names.contains(name))
        .collect();
    let idle: Vec<_> = (names.iter())
        .filter(|name| !found.contains_key(**name))
        .collect();
    assert!(
        unlisted.is_empty() && idle.is_empty(),
        "{what}, and not listed: {unlisted:#?}\nlisted, and no longer {what}: {idle:#?}"
    );
}

fn read(folder: &Path, lost: &mut BTreeMap<String, String>) -> Vec<Case> {
    let mut cases = Vec::new();
    for keyword in KEYWORDS {
        let text = fs::read(folder.join(format!("{keyword}.json"))).unwrap();
        let groups: Vec<Value> = serde_json::from_slice(&text).unwrap();
        for group in groups {
            let name = format!("{keyword}: {}", group["description"].as_str().unwrap());
            let tests: Vec<(String, Value, bool)> = group["tests"]
                .as_array()
                .unwrap()
                .iter()
                .map(|test| {
                    let name = format!("{name}: {}", test["description"].as_str().unwrap());
                    (name, test["data"].clone(), test["valid"] == true)
                })
                .collect();
            match Case::of(&name, &group["schema"], tests.clone()) {
                Ok(case) => cases.push(case),
                Err(reason) => lost.extend(
                    tests
                        .into_iter()
                        .filter(|(_, _, valid)| *valid)
                        .map(|(name, _, _)| (name, reason.clone())),
                ),
            }
        }
    }
    cases
}

impl Case {
    fn of(name: &str, schema: &Value, tests: Vec<(String, Value, bool)>) -> Result<Self, String> {
        let mut schema = schema.clone();
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("$schema");
        }
        rebase(&mut schema);
        let document = json!({
            "openapi": "3.1.0",
            "info": { "title": name, "version": "1" },
            "paths": {},
            "components": { "schemas": { "Case": schema } },
        });
        let builder = tamis::configure().unknown_members(UnknownMembers::Keep);
        let whole = Instance {
            place: String::new(),
            schema: ROOT[1..].to_owned(),
            value: Value::Null,
            way: Way::Both,
        };
        let text = document.to_string();
        let truth = Truth::of("case.json", text.as_bytes(), builder, vec![whole])?;
        let example = |(instance, _): &&(Instance, usize)| instance.place.is_empty();
        let entry = truth.typed.iter().find(example).map(|(_, entry)| *entry);
        let entry = entry.ok_or("it has no type")?;
        Ok(Self {
            name: name.to_owned(),
            truth,
            entry,
            tests,
        })
    }

    fn module(&self) -> Module<'_> {
        Module {
            types: &self.truth.types,
            table: &self.truth.table,
        }
    }

    fn judge(&self, answers: &mut impl Iterator<Item = Result<String, String>>, tally: &mut Tally) {
        for ((name, value, valid), answer) in self.tests.iter().zip(answers) {
            match (valid, answer) {
                (false, Err(_)) => tally.refused += 1,
                (false, Ok(_)) => tally.accepted += 1,
                (true, answer) => {
                    let mut allowances = Allowances::new();
                    let same = answer.and_then(|text| {
                        let back =
                            serde_json::from_str(&text).map_err(|error| error.to_string())?;
                        let (document, schema) = (&self.truth.document, &ROOT[1..]);
                        compare(document, schema, value, &back, &mut allowances)
                    });
                    match same {
                        Ok(()) => tally.equal += 1,
                        Err(happened) => _ = tally.lost.insert(name.clone(), happened),
                    }
                    for (kind, count) in allowances {
                        *tally.allowances.entry(kind).or_default() += count;
                    }
                }
            }
        }
    }
}

/// Where the schema of a case stands in its document.
const ROOT: &str = "#/components/schemas/Case";

/// Lets references to the root of the schema lead to where it stands now.
fn rebase(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), &mut *value) {
                    ("const" | "enum", _) => {}
                    ("$ref", Value::String(reference)) => {
                        let pointer = reference.strip_prefix('#').map(str::to_owned);
                        if let Some(pointer) =
                            pointer.filter(|to| to.is_empty() || to.starts_with('/'))
                        {
                            *reference = format!("{ROOT}{pointer}");
                        }
                    }
                    (_, value) => rebase(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rebase),
        _ => {}
    }
}
