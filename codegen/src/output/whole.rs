//! A whole client beside the one that stands, for the time in which files take their places one by one.
//!
//! In: a root and all that it declares. Out: a folder with all of it, and a root that includes the one in there. Renaming
//! that root over the one that stands is the moment in which the old client becomes the new one; what happens to the files
//! in their places afterwards, nobody sees until the root declares them again.

use std::fs;
use std::iter;
use std::path::Path;

use super::trouble::Trouble;
use super::unfinished;

/// What a root says while it includes another one.
const NOTE: &str = "\
// All of this client is in the folder that is named here, until each of its files has taken its place. If that is not over in
// a moment, tamis was stopped: generate the client again.
";

/// Writes a client into a folder beside the root: the root `text`, which stands at `path`, and the others by their paths from
/// there. Returns the root that makes this the client.
pub(super) fn write(
    folder: &Path,
    path: &Path,
    text: &str,
    others: &[(&str, &str)],
    step: &mut dyn FnMut(),
) -> Result<String, Trouble> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (head, items) = split(text);
    let mark = text.split_inclusive('\n').next().unwrap_or_default();
    let included = format!("{mark}{items}");
    for (name, text) in iter::once(&(&*name, &*included)).chain(others) {
        let path = folder.join(name);
        let above = path.parent().unwrap_or(folder);
        step();
        fs::create_dir_all(above).map_err(Trouble::new("write", above))?;
        step();
        fs::write(&path, text).map_err(Trouble::new("write", &path))?;
    }
    let folder = folder.file_name().unwrap_or_default().to_string_lossy();
    let include = unfinished::include(&format!("{folder}/{name}"));
    Ok(format!("{head}{NOTE}{include}"))
}

/// A root's lines that only the file itself can hold, its documentation, and the rest, which can be included.
fn split(root: &str) -> (&str, &str) {
    let mut end = 0;
    let mut at = 0;
    for (index, line) in root.split_inclusive('\n').enumerate() {
        at += line.len();
        if line.starts_with("//!") || index == 0 && line.starts_with("//") {
            end = at;
        }
    }
    root.split_at_checked(end).unwrap_or(("", root))
}
