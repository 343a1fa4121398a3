//! Path templates, taken apart.
//!
//! In: a path and the declared parameters. Out: its pieces, each `{name}` bound to its parameter. One that nobody declared
//! is added as a string; one that the path does not have is left out; names that differ only in case or in `-` and `_`
//! are the same name. Each of these is reported.
//!
//! `/pets/{id}.{format}` is the literal `/pets/`, the parameter `id`, the literal `.`, the parameter `format`. In
//! `{href}versions/` the parameter is a path. Where a router's word for "with slashes" stands in the braces (`{path+}`,
//! `{*path}`, `{path:path}`), the slashes of the value are kept.

use super::converter::Converter;
use crate::diagnostics::Code;
use crate::ir::{
    Docs, Location, Parameter, ParameterId, ParameterStyle, PathPiece, Scalar, TypeRef,
};
use crate::place::Place;

impl Converter<'_, '_> {
    pub(super) fn path(
        &mut self,
        path: &str,
        parameters: &mut Vec<Parameter>,
        place: &Place,
    ) -> Vec<PathPiece> {
        let mut pieces = Vec::new();
        let template = split(path);
        let names: Vec<&str> = template.iter().filter_map(|part| part.err()).collect();
        for part in &template {
            pieces.push(match *part {
                Ok(text) => PathPiece::Literal(text.to_owned()),
                Err(name) => {
                    let id = self.bound(name, &names, parameters, place);
                    let parameter = parameters.get_mut(id.0);
                    if let Some(parameter) = parameter.filter(|_| keeps_slashes(name)) {
                        parameter.allow_reserved = true;
                    }
                    if pieces.is_empty() {
                        PathPiece::Path(id)
                    } else {
                        PathPiece::Parameter(id)
                    }
                }
            });
        }
        self.leave_out(parameters, &mut pieces);
        pieces
    }

    /// The parameter that a name in the path means.
    fn bound(
        &mut self,
        name: &str,
        names: &[&str],
        parameters: &mut Vec<Parameter>,
        place: &Place,
    ) -> ParameterId {
        let in_path = |parameter: &Parameter| parameter.location == Location::Path;
        let exact = parameters
            .iter()
            .position(|parameter| in_path(parameter) && parameter.wire_name == name);
        if let Some(index) = exact {
            return ParameterId(index);
        }
        let alike = parameters.iter().position(|parameter| {
            in_path(parameter)
                && letters(&parameter.wire_name) == letters(name)
                && !names.contains(&parameter.wire_name.as_str())
        });
        if let Some(index) = alike
            && let Some(parameter) = parameters.get_mut(index)
        {
            let text = format!(
                "the path says `{name}` and the parameter `{}`; they are taken as the same",
                parameter.wire_name
            );
            name.clone_into(&mut parameter.wire_name);
            let place = parameter.place.clone();
            self.warn(Code::PATH_PARAMETER, &place, text);
            return ParameterId(index);
        }
        let text = format!(
            "the path has `{{{name}}}`, but no parameter says what it is; it is taken as a string"
        );
        self.warn(Code::PATH_PARAMETER, place, text);
        parameters.push(Parameter {
            wire_name: name.to_owned(),
            location: Location::Path,
            ty: TypeRef::Scalar(Scalar::String),
            required: true,
            style: ParameterStyle::Simple,
            explode: false,
            allow_reserved: false,
            content: None,
            filter_rule: None,
            docs: Docs::default(),
            place: place.clone(),
        });
        ParameterId(parameters.len() - 1)
    }

    /// Takes out path parameters that the path does not have.
    fn leave_out(&mut self, parameters: &mut Vec<Parameter>, pieces: &mut [PathPiece]) {
        let used = |index: usize, pieces: &[PathPiece]| {
            let id = ParameterId(index);
            pieces.contains(&PathPiece::Parameter(id)) || pieces.contains(&PathPiece::Path(id))
        };
        let mut index = 0;
        while let Some(parameter) = parameters.get(index) {
            if parameter.location != Location::Path || used(index, pieces) {
                index += 1;
                continue;
            }
            let text = format!(
                "the path has no `{{{}}}`; the parameter is left out",
                parameter.wire_name
            );
            let place = parameter.place.clone();
            self.warn(Code::PATH_PARAMETER, &place, text);
            parameters.remove(index);
            for piece in &mut *pieces {
                if let PathPiece::Parameter(ParameterId(other))
                | PathPiece::Path(ParameterId(other)) = piece
                    && *other > index
                {
                    *other -= 1;
                }
            }
        }
    }
}

/// Literal text (`Ok`) and names between braces (`Err`), in turn. A brace without its partner is text.
fn split(path: &str) -> Vec<Result<&str, &str>> {
    let mut parts = Vec::new();
    let mut rest = path;
    let mut literal = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        // `{a{b}`: the inner brace opens.
        if name.contains('{') || name.is_empty() {
            rest = after;
            continue;
        }
        let length = literal.len() - rest.len() + before.len();
        if let Some(text) = literal.get(..length).filter(|text| !text.is_empty()) {
            parts.push(Ok(text));
        }
        parts.push(Err(name));
        rest = tail;
        literal = tail;
    }
    if !literal.is_empty() {
        parts.push(Ok(literal));
    }
    parts
}

/// Whether a name in braces says that slashes of the value are some of the path.
fn keeps_slashes(name: &str) -> bool {
    name.starts_with(['+', '*']) || name.ends_with(['+', '*']) || name.ends_with(":path")
}

fn letters(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        for (path, expected) in [
            ("/", "[Ok(\"/\")]"),
            ("/a/{b}", "[Ok(\"/a/\"), Err(\"b\")]"),
            (
                "/{a}.{b}/c",
                "[Ok(\"/\"), Err(\"a\"), Ok(\".\"), Err(\"b\"), Ok(\"/c\")]",
            ),
            ("/{a}{b}", "[Ok(\"/\"), Err(\"a\"), Err(\"b\")]"),
            ("/{a", "[Ok(\"/{a\")]"),
            ("/{a{b}c", "[Ok(\"/{a\"), Err(\"b\"), Ok(\"c\")]"),
            ("/{}/{a}", "[Ok(\"/{}/\"), Err(\"a\")]"),
            ("", "[]"),
        ] {
            assert_eq!(format!("{:?}", split(path)), expected);
        }
    }
}
