//! What is true of the instances of a document.
//!
//! In: the instances, what the types made of them, what the validator says. Out: how many came back the same, which
//! contradict their schemas, and which are neither: these are defects.

use std::fmt;

use crate::client::Truth;
use crate::same::{Allowances, compare};

/// The verdict on a document.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) instances: usize,
    pub(crate) equal: usize,
    pub(crate) allowances: Allowances,
    /// Those that came back otherwise or not at all, and contradict their schemas: place and reason.
    pub(crate) contradicting: Vec<(String, String)>,
    /// Those that contradict their schemas and came back the same all the same.
    pub(crate) tolerated: Vec<(String, String)>,
    /// Those that came back otherwise or not at all, for no reason: place, and what happened.
    pub(crate) unequal: Vec<(String, String)>,
    /// What has no type of its own or is not JSON: place and reason.
    pub(crate) others: Vec<(String, String)>,
}

impl Verdict {
    /// Judges a document; `reasons` is what the validator says of each instance.
    pub(crate) fn of(
        truth: &Truth,
        answers: &[Result<String, String>],
        reasons: &[Option<String>],
    ) -> Self {
        let mut verdict = Self {
            instances: truth.typed.len(),
            others: truth.others.clone(),
            ..Self::default()
        };
        for (index, (instance, _)) in truth.typed.iter().enumerate() {
            let mut allowances = Allowances::new();
            let same = answers[index].clone().and_then(|text| {
                let back = serde_json::from_str(&text).map_err(|error| error.to_string())?;
                let (document, schema) = (&truth.document, &instance.schema);
                compare(document, schema, &instance.value, &back, &mut allowances)
            });
            let reason = reasons.get(index).cloned().flatten();
            let place = instance.place.clone();
            match (same, reason) {
                (Ok(()), reason) => {
                    verdict.equal += 1;
                    verdict
                        .tolerated
                        .extend(reason.map(|reason| (place, reason)));
                    verdict.allow(allowances);
                }
                (Err(_), Some(reason)) => verdict.contradicting.push((place, reason)),
                (Err(happened), None) => verdict.unequal.push((place, happened)),
            }
        }
        verdict
    }

    /// Takes the verdict on a document into a sum.
    pub(crate) fn add(&mut self, name: &str, other: Self) {
        self.instances += other.instances;
        self.equal += other.equal;
        self.allow(other.allowances);
        for (all, more) in [
            (&mut self.contradicting, other.contradicting),
            (&mut self.tolerated, other.tolerated),
            (&mut self.unequal, other.unequal),
            (&mut self.others, other.others),
        ] {
            let named = more.into_iter();
            all.extend(named.map(|(place, what)| (format!("{name}#{place}"), what)));
        }
    }

    fn allow(&mut self, allowances: Allowances) {
        for (kind, count) in allowances {
            *self.allowances.entry(kind).or_default() += count;
        }
    }

    /// Prints what did not come back, and why.
    pub(crate) fn print_lists(&self) {
        for (kind, list) in [
            ("contradicts its schema", &self.contradicting),
            ("comes back, though against its schema", &self.tolerated),
            ("is no instance of a type", &self.others),
            ("CAME BACK OTHERWISE", &self.unequal),
        ] {
            for (place, reason) in list {
                println!("    {kind}: {place}: {reason}");
            }
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} instances: {} equal ({} of them against their schemas), {} contradict their schemas, {} came back otherwise; \
             {} more are no instances of a type",
            self.instances,
            self.equal,
            self.tolerated.len(),
            self.contradicting.len(),
            self.unequal.len(),
            self.others.len()
        )?;
        for (kind, count) in &self.allowances {
            write!(f, "; {kind}: {count}")?;
        }
        Ok(())
    }
}
