//! The `tamis` command as a process: what it prints, what it writes, how it ends.
//!
//! In: documents and pages written by each test into a folder of its own. Out: assertions on standard output, standard
//! error, the exit code and every file.

mod choices;
mod features;
mod filters;
mod folder;
mod generate;
mod hostile;
mod import;
mod new;
mod parts;
mod references;
mod writing;

use self::folder::Folder;

/// A document with one operation and one type.
const PETS: &str = "\
openapi: 3.0.3
info: {title: Pet Store, version: '1.2'}
servers: [{url: 'https://pets.example'}]
paths:
  /pets/{id}:
    get:
      tags: [Pets]
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
";

#[test]
fn help_names_every_command_and_exit_code() {
    let folder = Folder::new("help");
    let help = folder.tamis(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (Some(0), ""));
    for part in [
        "import",
        "explain",
        "new",
        "generate",
        "Exit codes:",
        "  3  `--check`",
    ] {
        assert!(help.out.contains(part), "{part}: {}", help.out);
    }
    let wrong = folder.tamis(&["generate", "--out", "x"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("<SPEC>"), "{}", wrong.err);
    assert_eq!(folder.tamis(&[]).code, Some(2));
}
