//! What is known of each document: `table.yaml`.
//!
//! In: verdicts. Out: a row for each document, written where that is asked for. A document must never be worse than its row,
//! and one without a row must be without fault.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::verdict::Verdict;

/// All rows, by the names of the documents.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub(crate) struct Table {
    pub(crate) rows: BTreeMap<String, Row>,
}

/// Operations, those of them that were judged, requests, wrong ones, answers, wrong ones, what was not judged.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Row([usize; 7]);

impl Row {
    /// Whether more is wrong than another row says.
    pub(crate) fn is_worse_than(self, other: Self) -> bool {
        self.0[3] > other.0[3] || self.0[5] > other.0[5]
    }

    pub(crate) fn of(verdict: &Verdict) -> Self {
        let failed = usize::from(verdict.failure.is_some());
        Self([
            verdict.operations,
            verdict.judged,
            verdict.requests,
            verdict.wrong_requests.len() + failed,
            verdict.answers,
            verdict.wrong_answers.len() + failed,
            verdict.unjudged.values().sum(),
        ])
    }
}

impl Table {
    pub(crate) fn read() -> Self {
        fs::read(path()).map_or_else(
            |_| Self::default(),
            |text| serde_yaml::from_slice(&text).unwrap(),
        )
    }

    pub(crate) fn row(&self, name: &str) -> Option<&Row> {
        self.rows.get(name)
    }

    pub(crate) fn write(&self) {
        let mut text = String::from(
            "# Each document: its operations, those of them that were judged, requests, wrong ones, answers, wrong ones,\n\
             # values that could not be judged. Written by tests/judge/run --record.\n",
        );
        _ = writeln!(
            text,
            "# {} rows, golden documents and cases among them; all together: {:?}.",
            self.rows.len(),
            self.sum()
        );
        for (name, Row(row)) in &self.rows {
            _ = writeln!(text, "{name}: {row:?}");
        }
        fs::write(path(), text).unwrap();
    }

    fn sum(&self) -> [usize; 7] {
        let mut sum = [0; 7];
        for Row(row) in self.rows.values() {
            for (sum, count) in sum.iter_mut().zip(row) {
                *sum += count;
            }
        }
        sum
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge/table.yaml")
}
