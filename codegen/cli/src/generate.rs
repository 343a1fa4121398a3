//! `tamis generate`: the source files of a client, and nothing else. `tamis new` ends here, too.

use tamis::Report;

use crate::args::{Generate, Manner};
use crate::folder::{Files, slashes};
use crate::{Failure, Outcome, input, say, summary};

/// Runs the command.
pub(crate) fn run(args: &Generate) -> Result<Outcome, Failure> {
    let generated = input::generate(&args.input)?;
    let mut files = Files::new(&args.out);
    for (path, text) in generated.files() {
        files.add(path, text)?;
    }
    files.find_stale("")?;
    let outcome = finish(&files, args.manner)?;
    if args.json {
        say(summary::json(&generated))?;
    } else if outcome == Outcome::Done && !args.manner.check {
        say(summary::line(&slashes(&args.out), &generated))?;
    }
    Ok(outcome)
}

/// Writes the files, or says what would be written.
pub(crate) fn finish(files: &Files<'_>, manner: Manner) -> Result<Outcome, Failure> {
    if manner.check {
        let differences = files.differences();
        for difference in &differences {
            use std::io::Write as _;
            let _ = writeln!(anstream::stderr(), "{difference}");
        }
        return Ok(if differences.is_empty() {
            Outcome::Done
        } else {
            Outcome::Different
        });
    }
    let foreign = files.foreign();
    if !foreign.is_empty() && !manner.force {
        let message = format!("these files are not from tamis: {}", foreign.join(", "));
        return Err(Report::general("file-exists", message)
            .help("choose another folder, or give --force to overwrite them")
            .into());
    }
    files.write()?;
    Ok(Outcome::Done)
}
