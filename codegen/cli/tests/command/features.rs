//! Features by tag: a crate that `tamis new` makes compiles without a warning with each of them alone, with all and with none.

use std::path::Path;
use std::process::Command;

use crate::folder::Folder;

/// Two tags that share a filter and a type, one with a security scheme of its own, and an operation without a tag.
const SHOP: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      parameters: &created
        - {name: created__gte, in: query, schema: {type: string, format: date-time}}
        - {name: created__lt, in: query, schema: {type: string, format: date-time}}
      responses: {'200': &money {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Money'}}}}}
  /customers:
    get:
      operationId: listCustomers
      tags: [default]
      security: [{key: []}]
      parameters:
        - {name: name__icontains, in: query, schema: {type: string}}
        - {name: name__in, in: query, schema: {type: array, items: {type: string}}}
      responses: {'200': *money}
  /health: {get: {operationId: health, responses: {'200': *money}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: x-key}}
  schemas:
    Money: {type: object, required: [cents], properties: {cents: {type: integer}}}
";

/// Checks a crate with some features.
fn check(folder: &Folder, features: &str) {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let made = folder.0.join("made");
    let lock = made.join("Cargo.lock");
    std::fs::copy(workspace.join("Cargo.lock"), lock).expect("the folder is writable");
    let checked = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--quiet",
            "--all-targets",
            "--no-default-features",
            "--features",
            features,
        ])
        .current_dir(&made)
        .env("CARGO_TARGET_DIR", scratch.join("target-of-clients"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .output()
        .expect("cargo can be run");
    let messages = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "with `{features}`: {messages}");
}

#[test]
fn each_alone_all_and_none() {
    let folder = Folder::new("features");
    folder.put("specs/shop.yaml", SHOP);
    folder.put("specs/tamis.toml", "tag_features = true\n");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let runtime = runtime.canonicalize().unwrap();
    let ended = folder.tamis(&[
        "new",
        "specs",
        "--out",
        "made",
        "--runtime-path",
        runtime.to_str().unwrap(),
    ]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let manifest: toml::Table = folder.read("made/Cargo.toml").parse().unwrap();
    let features = manifest["features"].as_table().unwrap();
    let default: Vec<&str> = features["default"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    assert_eq!(default, ["reqwest", "orders", "default_operations"]);
    let denied =
        folder.read("made/Cargo.toml") + "\n[lints.rust]\nwarnings = \"deny\"\n\n[workspace]\n";
    folder.put("made/Cargo.toml", denied);
    for (enabled, offered, missing) in [
        ("", &["health"][..], &["orders", "default"][..]),
        ("orders", &["health", "orders"], &["default"]),
        ("default_operations", &["health", "default"], &["orders"]),
        (
            "orders default_operations",
            &["health", "orders", "default"],
            &[],
        ),
    ] {
        // What is there can be called, and what is not cannot be.
        let calls = |names: &[&str]| -> String {
            names
                .iter()
                .map(|name| format!("    let _ = client.{name}();\n"))
                .collect::<Vec<_>>()
                .concat()
        };
        let program = format!(
            "//! Calls.\nfn calls(client: &shop_client::Client) {{\n{}}}\n#[test]\nfn all() {{\n    let _ = calls;\n}}\n",
            calls(offered)
        );
        folder.put("made/tests/calls.rs", program);
        check(&folder, enabled);
        let client = folder.read("made/src/client.rs");
        for name in missing {
            let feature = if *name == "default" {
                "default_operations"
            } else {
                name
            };
            let gate =
                format!("#[cfg(feature = \"{feature}\")]\n    #[must_use]\n    pub fn {name}(");
            assert!(client.contains(&gate), "{gate}: {client}");
        }
    }
}
