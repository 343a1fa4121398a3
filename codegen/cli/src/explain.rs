//! `tamis explain`: what is recognised in documents, and why. The library knows; here it is printed.

use crate::args::Explain;
use crate::input;
use crate::outcome::{Failure, Outcome, say};

/// Runs the command.
pub(crate) fn run(args: &Explain) -> Result<Outcome, Failure> {
    if args.ir {
        let representation = input::representation(&args.input)?;
        say(representation.trim_end())?;
        return Ok(Outcome::Done);
    }
    let explanation = input::explain(&args.input)?;
    if args.json {
        let json = serde_json::to_string(&explanation);
        say(json.expect("texts and lists are always JSON"))?;
    } else {
        say(explanation.to_string().trim_end())?;
    }
    Ok(Outcome::Done)
}
