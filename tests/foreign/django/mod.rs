//! The Django application of `django_app/`, with rows of our own.
//!
//! In: rows. Out: a running application. The rows travel as a JSON file, so that
//! the answers can be compared with a computation over the same rows.

mod cases;
pub(crate) mod rows;
mod tests;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use self::rows::{PEOPLE, Row};
use crate::installed;
use crate::process::Process;

/// The running application.
#[derive(Debug)]
pub(crate) struct Application {
    /// Where it listens.
    pub(crate) base_url: String,
    /// Ends the application when it is dropped.
    _process: Process,
    rows: PathBuf,
}

impl Application {
    /// Starts the application and waits until it listens.
    pub(crate) fn start(test: &str, rows: &[Row]) -> Self {
        let python = installed::find("the Django application", "django_app/bin/python");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/django_app");
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tickets-of-{test}.json"));
        let people: Vec<_> = (1..)
            .zip(PEOPLE)
            .map(|(id, name)| json!({"id": id, "name": name}))
            .collect();
        let tickets: Vec<_> = rows.iter().map(Row::columns).collect();
        let data = json!({"people": people, "tickets": tickets});
        std::fs::write(&file, data.to_string()).expect("the scratch folder is writable");
        let mut command = Command::new(python);
        // No byte code beside the source.
        command.arg("-B").arg(folder.join("app.py")).arg(&file);
        let mut process = Process::start(&mut command);
        let port: u16 = process.wait_for(|line| line.parse().ok());
        Self {
            base_url: format!("http://127.0.0.1:{port}"),
            _process: process,
            rows: file,
        }
    }
}

impl Drop for Application {
    fn drop(&mut self) {
        // What is left in the scratch folder does no harm.
        let _ = std::fs::remove_file(&self.rows);
    }
}
