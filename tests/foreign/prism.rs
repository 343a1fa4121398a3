//! Prism, mocking one document: it checks each request against the document and answers with an example.
//!
//! In: a document of `specs/`. Out: a running mock server.

use std::path::Path;
use std::process::Command;

use crate::installed;
use crate::process::Process;

/// A running mock server.
#[derive(Debug)]
pub(crate) struct Prism {
    /// Where it listens.
    pub(crate) base_url: String,
    process: Process,
}

impl Prism {
    /// Starts Prism for a document of `specs/` and waits until it listens.
    pub(crate) fn start(document: &str) -> Self {
        let script = "prism/node_modules/@stoplight/prism-cli/dist/index.js";
        let script = installed::find("Prism", script);
        let document = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("specs")
            .join(document);
        // Node itself: the package's shell wrapper would leave the server running when it is ended.
        let mut process = Process::start(
            Command::new("node")
                .arg(script)
                .args(["mock", "--errors", "-p", "0"])
                .arg(document),
        );
        let base_url = process.wait_for(|line| {
            let (_, address) = line.split_once("Prism is listening on ")?;
            Some(address.trim().to_owned())
        });
        Self { base_url, process }
    }

    /// What Prism printed so far: every violation is in it.
    pub(crate) fn printed(&mut self) -> String {
        self.process.printed()
    }
}
