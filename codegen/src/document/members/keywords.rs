//! The keywords of each object, those that stand in most objects first. Laid out by hand, as `rustfmt` would give each of
//! them a line.

pub(super) const ROOT: [&str; 25] = [
    "openapi", "info", "servers", "paths", "components", "security", "tags", "externalDocs", "webhooks",
    "jsonSchemaDialect", "$self", "swagger", "host", "basePath", "schemes", "consumes", "produces", "definitions",
    "parameters", "responses", "securityDefinitions", "$schema", "$id", "id", "$defs",
];

pub(super) const COMPONENTS: [&str; 11] = [
    "schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links",
    "callbacks", "pathItems", "mediaTypes",
];

pub(super) const PATH_ITEM: [&str; 15] = [
    "get", "post", "put", "delete", "patch", "parameters", "summary", "description", "servers", "$ref", "head",
    "options", "trace", "query", "additionalOperations",
];

pub(super) const OPERATION: [&str; 15] = [
    "tags", "summary", "description", "operationId", "parameters", "requestBody", "responses", "security",
    "deprecated", "callbacks", "externalDocs", "servers", "consumes", "produces", "schemes",
];

pub(super) const PARAMETER: [&str; 17] = [
    "name", "in", "required", "schema", "description", "$ref", "example", "style", "explode", "deprecated",
    "allowEmptyValue", "allowReserved", "examples", "content", "summary", "collectionFormat", "type",
];

pub(super) const RESPONSE: [&str; 8] = [
    "description", "content", "$ref", "headers", "links", "summary", "schema", "examples",
];

pub(super) const HEADER: [&str; 15] = [
    "schema", "description", "required", "example", "$ref", "deprecated", "style", "explode", "examples", "content",
    "allowEmptyValue", "allowReserved", "summary", "collectionFormat", "type",
];

pub(super) const MEDIA_TYPE: [&str; 10] = [
    "schema", "example", "examples", "encoding", "itemSchema", "prefixEncoding", "itemEncoding", "$ref", "summary",
    "description",
];

pub(super) const ENCODING: [&str; 8] = [
    "contentType", "headers", "style", "explode", "allowReserved", "encoding", "prefixEncoding", "itemEncoding",
];

pub(super) const EXAMPLE: [&str; 7] = [
    "value", "summary", "description", "externalValue", "$ref", "dataValue", "serializedValue",
];

pub(super) const SECURITY_SCHEME: [&str; 15] = [
    "type", "description", "name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl", "oauth2MetadataUrl",
    "deprecated", "$ref", "flow", "authorizationUrl", "tokenUrl", "scopes",
];

pub(super) const INFO: [&str; 7] = [
    "title", "version", "description", "contact", "license", "termsOfService", "summary",
];

pub(super) const FLOWS: [&str; 5] = [
    "implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization",
];

pub(super) const FLOW: [&str; 5] = [
    "authorizationUrl", "tokenUrl", "refreshUrl", "scopes", "deviceAuthorizationUrl",
];

/// OpenAPI's own and those of all drafts of JSON Schema.
pub(super) const SCHEMA: [&str; 69] = [
    "type", "$ref", "description", "properties", "items", "format", "example", "enum", "title", "required",
    "default", "nullable", "allOf", "oneOf", "anyOf", "additionalProperties", "readOnly", "minimum", "maximum",
    "maxLength", "minLength", "pattern", "maxItems", "minItems", "deprecated", "examples", "const", "writeOnly",
    "discriminator", "uniqueItems", "externalDocs", "xml", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minProperties", "maxProperties", "not", "if", "then", "else", "prefixItems", "additionalItems", "contains",
    "minContains", "maxContains", "patternProperties", "propertyNames", "dependentSchemas", "dependentRequired",
    "dependencies", "unevaluatedItems", "unevaluatedProperties", "contentEncoding", "contentMediaType",
    "contentSchema", "$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef",
    "$recursiveAnchor", "$vocabulary", "$comment", "$defs", "definitions", "collectionFormat",
];
