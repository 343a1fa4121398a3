//! Makes small APIs for the tests of the analyses, without any document.

use crate::ir::{
    Additional, Api, Besides, Content, ContentKind, Docs, Enum, EnumBase, EnumVariant, Field,
    Location, Method, NameHint, Object, Operation, Parameter, ParameterStyle, Presence, Reply,
    Response, ResponseId, Scalar, Status, Tagging, TypeDef, TypeId, TypeKind, TypeRef, Union,
    UnionVariant,
};
use crate::place::Place;

/// Builds an API type by type and operation by operation.
#[derive(Debug, Default)]
pub(in crate::analysis) struct ApiBuilder {
    pub(in crate::analysis) api: Api,
}

impl ApiBuilder {
    pub(in crate::analysis) fn new() -> Self {
        Self::default()
    }

    /// Makes room for a type that others refer to before it is there.
    pub(in crate::analysis) fn declare(&mut self, name: &str) -> TypeId {
        self.define(name, TypeKind::Alias(TypeRef::Any))
    }

    pub(in crate::analysis) fn define(&mut self, name: &str, kind: TypeKind) -> TypeId {
        let id = TypeId::from_index(self.api.types.len());
        self.api.types.push(TypeDef {
            hint: NameHint::Component(name.to_owned()),
            docs: Docs::default(),
            place: place(name),
            kind,
            besides: Besides::default(),
        });
        id
    }

    pub(in crate::analysis) fn set(&mut self, id: TypeId, kind: TypeKind) {
        self.api.types[id.index()].kind = kind;
    }

    pub(in crate::analysis) fn title(&mut self, id: TypeId, title: &str) {
        self.api.types[id.index()].docs.title = Some(title.to_owned());
    }

    /// An object; members whose names end in `?` are optional.
    pub(in crate::analysis) fn object(&mut self, name: &str, fields: &[(&str, TypeRef)]) -> TypeId {
        self.define(name, object(fields))
    }

    pub(in crate::analysis) fn enumeration(&mut self, name: &str, values: &[&str]) -> TypeId {
        let variants = values
            .iter()
            .map(|value| EnumVariant {
                value: (*value).into(),
                name: None,
                docs: Docs::default(),
            })
            .collect();
        let kind = Enum {
            base: EnumBase::String,
            variants,
            open: true,
        };
        self.define(name, TypeKind::Enum(kind))
    }

    /// Adds an operation that answers 200 with JSON of a type.
    pub(in crate::analysis) fn get(
        &mut self,
        path: &str,
        parameters: Vec<Parameter>,
        answer: Option<TypeRef>,
    ) {
        let content = answer.map(|ty| Content {
            media_type: "application/json".to_owned(),
            kind: ContentKind::Json,
            ty: Some(ty),
        });
        let response = ResponseId::from_index(self.api.responses.len());
        self.api.responses.push(Response {
            docs: Docs::default(),
            headers: Vec::new(),
            content: content.into_iter().collect(),
        });
        self.api.operations.push(Operation {
            id: None,
            method: Method::Get,
            path: path.to_owned(),
            pieces: Vec::new(),
            fixed_query: Vec::new(),
            tags: Vec::new(),
            docs: Docs::default(),
            parameters,
            body: None,
            responses: vec![Reply {
                status: Status::Code(200),
                response,
            }],
            security: Vec::new(),
            servers: Vec::new(),
            filter_rules: Vec::new(),
            paging: None,
            place: place(path),
        });
    }
}

pub(in crate::analysis) fn place(name: &str) -> Place {
    Place::root("test.yaml").child(name)
}

/// An object kind; members whose names end in `?` are optional.
pub(in crate::analysis) fn object(fields: &[(&str, TypeRef)]) -> TypeKind {
    let fields = fields
        .iter()
        .map(|(name, ty)| {
            let (name, presence) = match name.strip_suffix('?') {
                Some(name) => (name, Presence::Optional),
                None => (*name, Presence::Required),
            };
            Field {
                wire_name: name.to_owned(),
                ty: ty.clone(),
                presence,
                read_only: false,
                write_only: false,
                docs: Docs::default(),
                place: place(name),
            }
        })
        .collect();
    TypeKind::Object(Object {
        fields,
        additional: Additional::Unsaid,
    })
}

/// An untagged union.
pub(in crate::analysis) fn union(variants: &[TypeRef]) -> TypeKind {
    let variants = variants
        .iter()
        .map(|ty| UnionVariant {
            hint: None,
            ty: ty.clone(),
            tags: Vec::new(),
            exact: false,
            docs: Docs::default(),
        })
        .collect();
    TypeKind::Union(Union {
        variants,
        tagging: Tagging::Untagged,
    })
}

/// A type in short: `uuid`, `[uuid]`, `uuid?`.
pub(in crate::analysis) fn ty(text: &str) -> TypeRef {
    if let Some(inner) = text.strip_suffix('?') {
        return TypeRef::Nullable(Box::new(ty(inner)));
    }
    if let Some(inner) = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
    {
        return TypeRef::List(Box::new(ty(inner)));
    }
    TypeRef::Scalar(match text {
        "string" => Scalar::String,
        "bool" => Scalar::Bool,
        "int" => Scalar::I64,
        "int32" => Scalar::I32,
        "number" => Scalar::F64,
        "uuid" => Scalar::Uuid,
        "date-time" => Scalar::DateTime,
        "date" => Scalar::Date,
        "any" => return TypeRef::Any,
        _ => panic!("no such short type: {text}"),
    })
}

pub(in crate::analysis) fn named(id: TypeId) -> TypeRef {
    TypeRef::Named(id)
}

pub(in crate::analysis) fn nullable(ty: TypeRef) -> TypeRef {
    TypeRef::Nullable(Box::new(ty))
}

pub(in crate::analysis) fn list(ty: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(ty))
}

/// An optional query parameter.
pub(in crate::analysis) fn query(name: &str, ty: TypeRef) -> Parameter {
    Parameter {
        wire_name: name.to_owned(),
        location: Location::Query,
        ty,
        required: false,
        style: ParameterStyle::Form,
        explode: true,
        allow_reserved: false,
        content: None,
        filter_rule: None,
        docs: Docs::default(),
        place: place(name),
    }
}

/// Optional query parameters in short: `id uuid, id__in string`.
pub(in crate::analysis) fn queries(text: &str) -> Vec<Parameter> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, short) = part.split_once(' ').expect("a name and a type");
            query(name, ty(short.trim()))
        })
        .collect()
}
