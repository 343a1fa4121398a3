//! Rules as lines of `tamis.toml`.

use super::rule::Rule;

/// With the head of their table.
pub(super) fn of(rule: &Rule) -> String {
    let head = match rule {
        Rule::Filter(_) => "[[filters.rules]]",
        Rule::Pages(_) => "[[pagination.rules]]",
    };
    let mut text = format!("{head}\n");
    for line in keys(rule) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Without a head, in one line.
pub(super) fn inline(rule: &Rule) -> String {
    keys(rule).join(", ")
}

/// Each key with its value, first those that say where the rule holds: `fields = ["created"]`.
fn keys(rule: &Rule) -> Vec<String> {
    let value = match rule {
        Rule::Filter(rule) => toml::Value::try_from(rule),
        Rule::Pages(rule) => toml::Value::try_from(rule),
    };
    let Ok(toml::Value::Table(table)) = value else {
        // Names, texts and numbers are always TOML.
        return Vec::new();
    };
    let mut pairs: Vec<(&String, &toml::Value)> = table.iter().collect();
    pairs.sort_by_key(|(key, _)| match key.as_str() {
        "operations" => 0,
        "fields" | "position" => 1,
        _ => 2,
    });
    let lines = pairs
        .iter()
        .map(|(key, value)| format!("{key} = {}", value_text(value)));
    lines.collect()
}

/// A value on one line; that of the crate puts tables over several.
fn value_text(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let inner = table
                .iter()
                .map(|(key, value)| format!("{key} = {}", value_text(value)));
            format!("{{ {} }}", inner.collect::<Vec<_>>().join(", "))
        }
        toml::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(value_text).collect();
            format!("[{}]", items.join(", "))
        }
        simple => simple.to_string(),
    }
}
