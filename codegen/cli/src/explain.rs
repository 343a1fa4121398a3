//! `tamis explain`: what is recognised in documents, and why. The library knows; here it is printed.

use std::fmt::Display;

use serde::Serialize;

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
    if args.suggest {
        let suggestions = input::suggest(&args.input)?;
        return printed(&suggestions, args.json);
    }
    let explanation = input::explain(&args.input)?;
    printed(&explanation, args.json)
}

fn printed(told: &(impl Serialize + Display), as_json: bool) -> Result<Outcome, Failure> {
    if as_json {
        let json = serde_json::to_string(told);
        say(json.expect("texts and lists are always JSON"))?;
    } else {
        say(told.to_string().trim_end())?;
    }
    Ok(Outcome::Done)
}
