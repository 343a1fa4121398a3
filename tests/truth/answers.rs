//! The program that decodes and encodes; `program.rs` puts it together with the tables.
//!
//! In, on standard input: a line `[table, entry, "text"]` for each task. Out, on standard output: a line for each,
//! `[true, "what came back"]` or `[false, "what is wrong"]`.

type Table = &'static [fn(&str) -> Result<String, String>];

pub(crate) fn give(tables: &[Table]) -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lines() {
        let (table, entry, text): (usize, usize, String) = serde_json::from_str(&line?)?;
        let answer = tables[table][entry](&text);
        let (good, text) = (answer.is_ok(), answer.unwrap_or_else(|error| error));
        println!("{}", serde_json::to_string(&(good, text))?);
    }
    Ok(())
}
