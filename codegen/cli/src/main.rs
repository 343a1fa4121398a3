//! The `tamis` command: arguments in, exit code out.
//!
//! One file per command. Everything about documents is the library's; here stand files, folders and what a person
//! reads on a terminal.

mod args;
mod excerpt;
mod explain;
mod generate;
mod import;
mod input;
mod new;
mod summary;

use std::process::ExitCode;
use tamis::Code;

use clap::Parser;

use self::args::{Command, CommandLine};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended, if it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// What was asked for is done.
    Done,
    /// `--check` found differences.
    Different,
}

fn main() -> ExitCode {
    let CommandLine { command } = CommandLine::parse();
    let outcome = match command {
        Command::Import(args) => import::run(&args),
        Command::New(args) => new::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Explain(args) => explain::run(&args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Different) => ExitCode::from(3),
        Err(failure) => {
            excerpt::show(failure.error.diagnostics(), &failure.texts, false);
            ExitCode::FAILURE
        }
    }
}

/// Why a command failed, with what is needed to show it.
#[derive(Debug)]
struct Failure {
    error: tamis::Error,
    texts: excerpt::Texts,
}

impl<E: Into<tamis::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            texts: excerpt::Texts::default(),
        }
    }
}

/// Writes a line for whoever called the command, who is told when it could not be written.
fn say(line: impl std::fmt::Display) -> Result<(), tamis::Error> {
    use std::io::Write as _;
    let mut out = anstream::stdout();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| {
            let message = format!("cannot write to standard output: {error}");
            tamis::Diagnostic::general(Code::CANNOT_WRITE, message).into()
        })
}
