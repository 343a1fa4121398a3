//! `tamis generate`: the source files of a client, and nothing else. `tamis new` ends here, too.

use std::io::Write as _;
use std::path::Path;

use tamis::{Code, Diagnostic, FileState, Files, Generated};

use crate::args::{Generate, Manner};
use crate::outcome::{Failure, Outcome, say, slashes};
use crate::{input, summary};

/// Runs the command.
pub(crate) fn run(args: &Generate) -> Result<Outcome, Failure> {
    let (generated, lock) = input::generate(&args.input)?;
    let mut files = Files::new(&args.out, "api.rs");
    for (path, text) in generated.files() {
        files.add(path, text);
    }
    let outcome = finish(&files, args.manner, args.input.quiet)?;
    let outcome = outcome.max(keep_names(&generated, &lock, args.manner)?);
    if args.json {
        say(summary::json(&generated))?;
    } else if outcome == Outcome::Done && !args.manner.check {
        say(summary::line(&slashes(&args.out), &generated))?;
    }
    Ok(outcome)
}

/// Writes the files, or says what would be written.
pub(crate) fn finish(
    files: &Files<'_>,
    manner: Manner,
    is_quiet: bool,
) -> Result<Outcome, Failure> {
    if manner.check {
        let differences = files.differences()?;
        tell(&differences);
        return Ok(if differences.is_empty() {
            Outcome::Done
        } else {
            Outcome::Different
        });
    }
    let foreign = files.in_state(FileState::Foreign)?;
    if !foreign.is_empty() && !manner.force {
        let message = format!("these files are not from tamis: {}", foreign.join(", "));
        return Err(Diagnostic::general(Code::FILE_EXISTS, message)
            .help("choose another folder, or give --force to overwrite them")
            .into());
    }
    let edited = files.in_state(FileState::Edited)?;
    let mut notes = files.kept()?;
    files.write()?;
    notes.extend(
        edited
            .iter()
            .map(|name| format!("{name} had been edited, and is generated anew")),
    );
    if !is_quiet {
        tell(&notes);
    }
    Ok(Outcome::Done)
}

fn tell(lines: &[String]) {
    let mut out = anstream::stderr().lock();
    for line in lines {
        // Standard error closed: nobody listens.
        let _ = writeln!(out, "{line}");
    }
}

/// Writes the names of the client, or says that they would be written, if they are locked.
pub(crate) fn keep_names(
    generated: &Generated,
    path: &Path,
    manner: Manner,
) -> Result<Outcome, Failure> {
    let Some(names) = generated.lock() else {
        return Ok(Outcome::Done);
    };
    if manner.check {
        if std::fs::read(path).is_ok_and(|old| old == names.to_string().as_bytes()) {
            return Ok(Outcome::Done);
        }
        tell(&[format!("{} differs", slashes(path))]);
        return Ok(Outcome::Different);
    }
    generated.write_lock_to(path).map_err(|error| {
        let message = format!("cannot write {}: {error}", slashes(path));
        Diagnostic::general(Code::CANNOT_WRITE, message)
    })?;
    Ok(Outcome::Done)
}
