//! `tamis new`: a complete client crate.
//!
//! In: documents and a folder. Out: a manifest, a README and the sources. The sources are always generated anew; the
//! other files belong to the crate's owner once they exist.

mod about;
mod manifest;
mod name;
mod readme;
mod root;

use std::fs;
use std::io;
use std::path::Path;

use tamis::{Code, Diagnostic, Error, Files, Generated};

use self::about::Crate;
use self::manifest::{MARK, Runtime};
use crate::args::New;
use crate::generate;
use crate::outcome::{Failure, Outcome, say, slashes};
use crate::{input, summary};

/// Runs the command.
pub(crate) fn run(args: &New) -> Result<Outcome, Failure> {
    let ours = is_ours(&args.out)?;
    if !ours && !args.manner.force && !args.manner.check {
        refuse_occupied(&args.out)?;
    }
    let runtime = match &args.runtime_path {
        Some(path) => Runtime::in_folder(path, &args.out)?,
        None => Runtime::Published,
    };
    if let Some(name) = &args.name {
        name::check(name)?;
    }
    let (generated, lock) = input::generate(&args.input)?;
    let about = describe(args, &generated);
    let texts = texts(&about, &runtime, &args.input.specs, &generated);
    let mut files = Files::new(&args.out, "src/lib.rs");
    for (name, text, whose) in &texts {
        match whose {
            Whose::Generator => files.add(name, text),
            Whose::Owner if args.manner.force || !args.out.join(name).exists() => {
                files.add_once(name, text);
            }
            Whose::Owner => {}
        }
    }
    let outcome = generate::finish(&files, args.manner, args.input.quiet)?;
    let outcome = outcome.max(generate::keep_names(&generated, &lock, args.manner)?);
    if args.json {
        say(summary::json(&generated))?;
    } else if outcome == Outcome::Done && !args.manner.check {
        let what = format!("{} in {}", about.name, slashes(&args.out));
        say(summary::line(&what, &generated))?;
    }
    Ok(outcome)
}

fn describe<'g>(args: &New, generated: &'g Generated) -> Crate<'g> {
    let summary = generated.summary();
    Crate {
        name: match &args.name {
            Some(name) => name.clone(),
            None => name::from_title(&summary.title),
        },
        title: &summary.title,
        version: &summary.version,
        setup: &summary.setup,
        features: &summary.features,
    }
}

/// Who may change a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Generator,
    Owner,
}

fn texts(
    about: &Crate<'_>,
    runtime: &Runtime,
    specs: &[std::path::PathBuf],
    generated: &Generated,
) -> Vec<(String, String, Whose)> {
    let mut texts = vec![
        (
            "Cargo.toml".to_owned(),
            manifest::write(about, runtime),
            Whose::Owner,
        ),
        (
            "README.md".to_owned(),
            readme::write(about, specs),
            Whose::Owner,
        ),
        (
            ".gitignore".to_owned(),
            "/target\n".to_owned(),
            Whose::Owner,
        ),
    ];
    for (path, text) in generated.files() {
        texts.push(if path == "api.rs" {
            (
                "src/lib.rs".to_owned(),
                root::write(about, text),
                Whose::Generator,
            )
        } else {
            (format!("src/{path}"), text.to_owned(), Whose::Generator)
        });
    }
    texts
}

/// Whether the folder holds a crate that this command made.
fn is_ours(folder: &Path) -> Result<bool, Error> {
    match fs::read_to_string(folder.join("Cargo.toml")) {
        Ok(manifest) => Ok(manifest.contains(MARK)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unreadable(folder, &error)),
    }
}

fn refuse_occupied(folder: &Path) -> Result<(), Error> {
    let is_empty = match fs::read_dir(folder) {
        Ok(entries) => entries
            .flatten()
            .all(|entry| is_left_behind(folder, &entry)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(unreadable(folder, &error)),
    };
    if is_empty {
        return Ok(());
    }
    let message = format!("{} holds something that is not from tamis", slashes(folder));
    Err(Diagnostic::general(Code::FOLDER_OCCUPIED, message)
        .help("choose another folder, or give --force to write into this one")
        .into())
}

/// Whether something in a folder is what a first run leaves that is stopped before there is a manifest: none of the user's.
fn is_left_behind(folder: &Path, entry: &fs::DirEntry) -> bool {
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with(".tamis-")
    };
    let is_recorded = || folder.join(".tamis-files").is_file();
    let sources = || fs::read_dir(entry.path()).into_iter().flatten().flatten();
    match entry.file_name().to_str() {
        Some(".gitignore") => is_recorded(),
        Some("src") => is_recorded() || sources().all(|source| is_ours(&source)),
        _ => is_ours(entry),
    }
}

fn unreadable(folder: &Path, error: &io::Error) -> Error {
    let message = format!("cannot read {}: {error}", slashes(folder));
    Diagnostic::general(Code::CANNOT_READ, message).into()
}
