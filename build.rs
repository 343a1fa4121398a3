//! The build script of `generated-client`: makes the client from the documents in `specs/`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo runs this in `generated-client/`.
    tamis::configure().compile("../specs")
}
