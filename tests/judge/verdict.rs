//! What is wrong with the requests and answers of a document.
//!
//! In: the lines of `judge.py`. Out: counts and complaints. JSON values are compared here, by the rules of `tests/truth`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::same::{Allowances, compare};

/// The verdict on a document.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Verdict {
    /// In the document.
    pub(crate) operations: usize,
    /// With at least one request or answer that was judged.
    pub(crate) judged: usize,
    pub(crate) requests: usize,
    pub(crate) answers: usize,
    /// Place, cause.
    pub(crate) wrong_requests: Vec<(String, String)>,
    /// Place, cause.
    pub(crate) wrong_answers: Vec<(String, String)>,
    /// What could not be judged: reason, and how often.
    pub(crate) unjudged: BTreeMap<String, usize>,
    pub(crate) allowances: BTreeMap<String, usize>,
    /// The document has no client, or the client does not compile.
    pub(crate) failure: Option<String>,
    /// Generating, building, judging.
    pub(crate) seconds: [f64; 3],
}

#[derive(Debug, Deserialize)]
struct Line {
    operation: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    wrong: Vec<String>,
    #[serde(default)]
    open: Vec<String>,
    #[serde(default)]
    compare: Vec<Pair>,
    #[serde(default)]
    unjudged: Option<String>,
    #[serde(default)]
    missing: bool,
}

#[derive(Debug, Deserialize)]
struct Pair {
    what: String,
    /// None: it has none of its own, and must be equal.
    schema: Option<String>,
    value: Value,
    back: Value,
}

impl Verdict {
    /// The verdict on a document.
    pub(crate) fn of(document: &Value, lines: &str) -> Self {
        let mut verdict = Self::default();
        let (mut all, mut asked, mut answered) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for line in lines.lines() {
            let line: Line =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            all.insert(line.operation.clone());
            if line.missing {
                let place = line.operation.clone();
                let cause = "it is not in the client".to_owned();
                verdict.wrong_requests.push((place, cause));
                continue;
            }
            if let Some(reason) = line.unjudged {
                *verdict.unjudged.entry(reason).or_default() += 1;
                continue;
            }
            for reason in &line.open {
                *verdict.unjudged.entry(reason.clone()).or_default() += 1;
            }
            let mut causes = line.wrong;
            for pair in line.compare {
                causes.extend(verdict.different(document, &pair));
            }
            let place = format!("{} {} ({})", line.operation, line.place, line.what);
            let wrong = if line.kind == "request" {
                verdict.requests += 1;
                asked.insert(line.operation);
                &mut verdict.wrong_requests
            } else {
                verdict.answers += 1;
                answered.insert(line.operation);
                &mut verdict.wrong_answers
            };
            if !causes.is_empty() {
                wrong.push((place, causes.join("; ")));
            }
        }
        verdict.operations = all.len();
        verdict.judged = asked.union(&answered).count();
        verdict
    }

    fn different(&mut self, document: &Value, pair: &Pair) -> Option<String> {
        let mut allowances = Allowances::new();
        let schema = pair.schema.as_deref().unwrap_or("/no schema");
        let compared = compare(document, schema, &pair.value, &pair.back, &mut allowances);
        for (kind, count) in allowances {
            *self.allowances.entry(kind.to_owned()).or_default() += count;
        }
        let problem = compared.err()?;
        Some(format!("{}: {problem}", pair.what))
    }

    /// Takes another verdict into a sum.
    pub(crate) fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.judged += other.judged;
        self.requests += other.requests;
        self.answers += other.answers;
        self.wrong_requests.extend(other.wrong_requests.clone());
        self.wrong_answers.extend(other.wrong_answers.clone());
        for (into, from) in [
            (&mut self.unjudged, &other.unjudged),
            (&mut self.allowances, &other.allowances),
        ] {
            for (reason, count) in from {
                *into.entry(reason.clone()).or_default() += count;
            }
        }
        for (sum, more) in self.seconds.iter_mut().zip(other.seconds) {
            *sum += more;
        }
    }

    /// Prints what is wrong: each cause once, with the first place where it is seen.
    pub(crate) fn print_lists(&self) {
        for (kind, list) in [
            ("WRONG REQUEST", &self.wrong_requests),
            ("WRONG ANSWER", &self.wrong_answers),
        ] {
            let mut kinds: BTreeMap<String, (usize, &String, &String)> = BTreeMap::new();
            for (place, cause) in list {
                kinds.entry(alike(cause)).or_insert((0, place, cause)).0 += 1;
            }
            for (count, place, cause) in kinds.values() {
                println!("    {kind} ({count}): {place}: {}", shortened(cause));
            }
        }
        for (reason, count) in &self.unjudged {
            println!("    not judged ({count}): {}", shortened(reason));
        }
    }
}

/// What causes of one kind have in common: neither values nor names.
fn alike(cause: &str) -> String {
    let mut quoted = false;
    let mut text = String::new();
    let cause = cause.split("; given ").next().unwrap_or_default();
    for letter in cause.chars() {
        match letter {
            '`' | '\'' | '"' => quoted = !quoted,
            _ if quoted || letter.is_ascii_digit() => {}
            _ => text.push(letter),
        }
        if text.len() > 120 {
            break;
        }
    }
    text
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(700).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(failure) = &self.failure {
            return write!(f, "NO CLIENT: {failure}");
        }
        write!(
            f,
            "{} of {} operations judged; {} of {} requests wrong, {} of {} answers wrong; {} not judged; \
             {:.0} s to generate, {:.0} s to build, {:.0} s to judge",
            self.judged,
            self.operations,
            self.wrong_requests.len(),
            self.requests,
            self.wrong_answers.len(),
            self.answers,
            self.unjudged.values().sum::<usize>(),
            self.seconds[0],
            self.seconds[1],
            self.seconds[2],
        )
    }
}
