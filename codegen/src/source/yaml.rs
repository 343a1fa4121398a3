//! The events of a YAML text.

use saphyr_parser::{Event, Parser};

use super::finder::{Container, Finder};

/// Finds what is looked for, up to the end or to what is not YAML.
pub(super) fn search(text: &str, finder: &mut Finder) {
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else {
            return;
        };
        let position = (span.start.line(), span.start.col() + 1);
        match event {
            Event::MappingStart(..) => finder.open(Container::Object, position),
            Event::SequenceStart(..) => finder.open(Container::List, position),
            Event::MappingEnd | Event::SequenceEnd => finder.close(),
            Event::Scalar(key, ..) if finder.expects_key() => finder.key(&key, position),
            Event::Scalar(..) | Event::Alias(..) => finder.scalar(position),
            _ => {}
        }
        if finder.is_done() {
            return;
        }
    }
}
