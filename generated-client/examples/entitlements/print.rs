//! What the tour looks like: headings, request lines, tables, and errors.
//!
//! In: texts and rows. Out: lines on standard output, dimmed and bold where that is a terminal.

use std::error::Error;
use std::io::{self, IsTerminal, Write};

use generated_client::Uuid;
use generated_client::types::EntitlementCustomerSumResponseSchema;

const BOLD: &str = "1";
const DIM: &str = "2";

/// Writes a line. A reader that went away (`| head`) ends the program quietly.
pub(crate) fn line(text: &str) {
    if writeln!(io::stdout(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// The first lines of the tour.
pub(crate) fn opening(base_url: &str, what: &str, customer: Uuid) {
    line(&format!("  server    {base_url}, {what}"));
    line(&format!("  customer  {customer}"));
}

/// A stop of the tour: what it shows, and the code for it.
pub(crate) fn stop(title: &str, code: &str) {
    line("");
    line(&styled(BOLD, title));
    for each in code.lines() {
        line(&styled(DIM, &format!("  {each}")));
    }
}

/// The first line of a request, as it is sent.
pub(crate) fn request(method: &str, target: &str) {
    line(&format!("  > {method} {target} HTTP/1.1"));
}

/// What came of it.
pub(crate) fn outcome(text: &str) {
    line(&format!("  < {text}"));
}

/// Rows of a list, as a table.
pub(crate) fn entitlements(rows: &[EntitlementCustomerSumResponseSchema]) {
    if rows.is_empty() {
        return;
    }
    let number = |value: Option<f64>| value.map_or_else(dash, |value| value.to_string());
    let cells = |row: &EntitlementCustomerSumResponseSchema| {
        let entitlement = &row.entitlement;
        let created = entitlement.created_at;
        let kind = entitlement.entitlement_type.as_ref();
        [
            created.map_or_else(dash, |instant| instant.to_string()),
            kind.map_or_else(dash, |kind| kind.as_str().to_owned()),
            number(row.total_quantity),
            number(row.total_quantity_used),
            entitlement.name.clone(),
        ]
    };
    let table: Vec<[String; 5]> = rows.iter().map(cells).collect();
    columns(
        Some(["created at", "type", "quantity", "used", "name"]),
        [false, false, true, true, false],
        &table,
    );
}

/// Members and their values, one below the other.
pub(crate) fn members(members: &[(&str, String)]) {
    let table: Vec<[String; 2]> = members
        .iter()
        .map(|(name, value)| [(*name).to_owned(), value.clone()])
        .collect();
    columns(None, [false; 2], &table);
}

/// What stands for no value.
pub(crate) fn dash() -> String {
    "-".to_owned()
}

/// Prints cells in columns of one width each, those of numbers to the right. Wide characters belong in the last one.
fn columns<const N: usize>(head: Option<[&str; N]>, numbers: [bool; N], rows: &[[String; N]]) {
    let head = head.map(|head| head.map(str::to_owned));
    let width = |column: usize| {
        let cells = head.iter().chain(rows).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let text = |row: &[String; N]| {
        let mut text = " ".repeat(2);
        for ((cell, width), number) in row.iter().zip(widths).zip(numbers) {
            text.push_str("  ");
            let padding = " ".repeat(width - cell.chars().count());
            if number {
                text.push_str(&padding);
                text.push_str(cell);
            } else {
                text.push_str(cell);
                text.push_str(&padding);
            }
        }
        text.trim_end().to_owned()
    };
    if let Some(head) = &head {
        line(&styled(DIM, &text(head)));
    }
    for row in rows {
        line(&text(row));
    }
}

/// An error, with what lies below it, on standard error.
pub(crate) fn failure(error: &dyn Error) {
    let mut text = format!("error: {error}");
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text.push_str("\n  because: ");
            text.push_str(&inner_text);
        }
        source = inner.source();
    }
    // Nobody is left to be told when this fails.
    let _ = writeln!(io::stderr(), "{text}");
}

fn styled(style: &str, text: &str) -> String {
    if io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\x1b[{style}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}
