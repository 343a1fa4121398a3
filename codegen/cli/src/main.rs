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
mod outcome;
mod summary;

use std::process::ExitCode;

use clap::Parser;

use self::args::{Command, CommandLine};
use self::outcome::Outcome;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
