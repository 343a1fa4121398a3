//! The command line: what can be asked for, and how the help tells it. Nothing is done here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Makes Rust clients from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(
    version,
    long_about = "Makes Rust clients from OpenAPI 3.0, 3.1 and 3.2 documents: typed, filtered, paginated.",
    after_help = EXIT_CODES,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  Done.
  1  A document cannot be used, or a file cannot be read or written; standard error says why.
  2  The command line is wrong.
  3  `--check` found that what stands on the disk is not what would be written.

Complaints about documents go to standard error, results to standard output.";

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Cuts the OpenAPI documents out of documentation pages.
    ///
    /// Each page (Markdown with one OpenAPI document in a fenced block) becomes a file of the same name, byte for
    /// byte what stands between the fences. If one page holds no document, or one that cannot be read, or would
    /// overwrite a different file, nothing at all is written.
    Import(Import),
    /// Makes a complete client crate.
    ///
    /// The crate has a manifest, a README and the generated sources, and is ready for `cargo publish` but for the
    /// fields that only its owner knows. Run again, it generates the sources anew and leaves the manifest and the
    /// README, which are then yours, as they are.
    New(New),
    /// Generates only the source files of a client.
    ///
    /// For sources that are checked in: `mod api;` finds `api.rs`, which declares the other modules.
    /// Build scripts call the library instead.
    Generate(Generate),
    /// Says what is recognised in documents, and why.
    ///
    /// For each operation: the filters with their parameters, what looked like a filter and is none, the pagination;
    /// and the generic types. Each with its reasons.
    Explain(Explain),
}

/// `tamis import`.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// The pages.
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<PathBuf>,
    /// The folder for the documents; made if it is missing.
    #[arg(long, value_name = "DIR", default_value = "specs")]
    pub(crate) out: PathBuf,
    /// Overwrites documents that differ.
    #[arg(long)]
    pub(crate) force: bool,
}

/// What every command that generates is given.
#[derive(Args, Debug)]
pub(crate) struct Input {
    /// OpenAPI documents or doc pages, or folders of them; together they are one API.
    #[arg(required = true, value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// The file with the choices [default: `tamis.toml` beside the documents, if there is one].
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Takes every warning for an error.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Does not show warnings.
    #[arg(long, short, conflicts_with = "strict")]
    pub(crate) quiet: bool,
    /// Shows every warning, not only the first three of each kind.
    #[arg(long, conflicts_with = "quiet")]
    pub(crate) all_warnings: bool,
}

/// How a command treats what stands on the disk already.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// Writes nothing, and fails if what stands on the disk differs.
    #[arg(long, conflicts_with = "force")]
    pub(crate) check: bool,
    /// Overwrites files that are not from tamis.
    #[arg(long)]
    pub(crate) force: bool,
}

/// `tamis new`.
#[derive(Args, Debug)]
pub(crate) struct New {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The folder of the crate; made if it is missing.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The name of the crate [default: from the title of the API].
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Depends on the runtime crate in this folder instead of the published one.
    #[arg(long, value_name = "PATH")]
    pub(crate) runtime_path: Option<PathBuf>,
    /// Prints a summary as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// `tamis generate`.
#[derive(Args, Debug)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The folder for the source files; made if it is missing.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Prints a summary as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// `tamis explain`.
#[derive(Args, Debug)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Prints lines for `tamis.toml` instead: rules for what is nearly recognised, each of which was tried, and how much is
    /// recognised without them. Which of them are right only you know.
    #[arg(long, conflicts_with = "ir")]
    pub(crate) suggest: bool,
    /// Prints the representation instead: operations and types as they are understood, before names and source.
    #[arg(long, conflicts_with = "json")]
    pub(crate) ir: bool,
}
