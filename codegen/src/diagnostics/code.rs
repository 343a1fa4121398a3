//! All codes that a diagnostic can have: stable, searchable words.

use std::fmt;

/// What kind of thing a diagnostic is about.
///
/// Codes are stable: scripts may look for them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// The code as it is shown: `duplicate-key`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        impl Code {
            $($(#[$doc])* pub const $name: Self = Self($text);)*

            /// All codes, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

codes! {
    /// A parameter `in: body`, as Swagger 2.0 has it, is read as the request body.
    BODY_PARAMETER = "body-parameter";
    /// A symbolic link in the folder of documents leads nowhere.
    BROKEN_LINK = "broken-link";
    /// A file or a folder cannot be read.
    CANNOT_READ = "cannot-read";
    /// A file cannot be written, or standard output is closed.
    CANNOT_WRITE = "cannot-write";
    /// A component refers to nothing but itself.
    CIRCULAR_REFERENCE = "circular-reference";
    /// A variant of a union is the union itself; it is left out.
    CIRCULAR_UNION = "circular-union";
    /// `oneOf` or `anyOf` under a condition (`if`, `dependentSchemas`) is not part of the type.
    CONDITIONAL_CHOICE = "conditional-choice";
    /// The choices in `tamis.toml` cannot be read.
    CONFIG = "config";
    /// A correction can do nothing, or nothing that makes sense.
    CORRECTION = "correction";
    /// A crate cannot have this name.
    CRATE_NAME = "crate-name";
    /// A `$ref` leads nowhere.
    DANGLING_REFERENCE = "dangling-reference";
    /// A type cannot be kept as the document states it; it is `Json`, or less than the document says.
    DEGRADED = "degraded";
    /// Two documents of one API define a component of one name differently.
    DIFFERENT_COMPONENTS = "different-components";
    /// Two documents of one API describe an operation differently.
    DIFFERENT_OPERATIONS = "different-operations";
    /// The documents of one API name different servers; the client has no default one.
    DIFFERENT_SERVERS = "different-servers";
    /// Two documents of one API have different titles.
    DIFFERENT_TITLES = "different-titles";
    /// A discriminator does not tell the variants of a union apart, or is written wrongly.
    DISCRIMINATOR = "discriminator";
    /// An object has a key more than once, with different values.
    DUPLICATE_KEY = "duplicate-key";
    /// Two operations have one `operationId`; the second one is named by its method and path.
    DUPLICATE_OPERATION_ID = "duplicate-operation-id";
    /// An operation lists a parameter more than once.
    DUPLICATE_PARAMETER = "duplicate-parameter";
    /// A file is empty.
    EMPTY = "empty";
    /// `enum` beside `type: array` lists what the items can be.
    ENUM_OF_LIST = "enum-of-list";
    /// The values of `enum` are not of the type that `type` names.
    ENUM_TYPE = "enum-type";
    /// A value of `enum` is not of the type that `type` names.
    ENUM_VALUE = "enum-value";
    /// A file that was not generated stands where one would be written.
    FILE_EXISTS = "file-exists";
    /// A file or a folder has a name with control characters or marks of direction.
    FILE_NAME = "file-name";
    /// A rule on filters cannot be followed as it is written.
    FILTER_RULE = "filter-rule";
    /// The folder of a new crate is not empty.
    FOLDER_OCCUPIED = "folder-occupied";
    /// Folders of documents stand too deep in each other.
    FOLDER_TOO_DEEP = "folder-too-deep";
    /// A keyword means nothing beside the `type` that stands there.
    FOREIGN_KEYWORD = "foreign-keyword";
    /// No header can have this name.
    HEADER_NAME = "header-name";
    /// A parameter that is declared to be part of a filter cannot be.
    IMPOSSIBLE_FILTER = "impossible-filter";
    /// No value can be of this variant of a union; it is left out.
    IMPOSSIBLE_VARIANT = "impossible-variant";
    /// The generator made a mistake of its own.
    INTERNAL = "internal";
    /// A part of a document is not part of the client.
    LEFT_OUT = "left-out";
    /// A path parameter is not named by its path; it is left out.
    LEFT_OVER_PARAMETER = "left-over-parameter";
    /// A symbolic link leads out of the folder of documents.
    LINK_OUTSIDE = "link-outside";
    /// The file that pins names cannot be read, or does not fit the documents.
    LOCK = "lock";
    /// A path is longer than any server takes.
    LONG_PATH = "long-path";
    /// A YAML merge key (`<<`) takes something else than objects.
    MERGE_KEY = "merge-key";
    /// An object lacks a member that OpenAPI requires.
    MISSING_MEMBER = "missing-member";
    /// A key is not one that this object can have, and is nearly one that it can.
    MISSPELT_KEYWORD = "misspelt-keyword";
    /// A `$ref` is written wrongly, and read as the one that was meant.
    MISSPELT_REFERENCE = "misspelt-reference";
    /// A name among the choices is no name in Rust, or is taken.
    NAME = "name";
    /// The client would always refuse to send this: nobody says what it looks like.
    NEVER_SENT = "never-sent";
    /// No address can be made of a server.
    NO_ADDRESS = "no-address";
    /// There is no OpenAPI document in what was given.
    NO_DOCUMENT = "no-document";
    /// The folder holds no document.
    NO_DOCUMENTS = "no-documents";
    /// A name among the choices is in no document.
    NO_MATCH = "no-match";
    /// None of the operations is selected.
    NO_OPERATION = "no-operation";
    /// A document describes no operations.
    NO_OPERATIONS = "no-operations";
    /// There is no folder to write into: `OUT_DIR` is not set.
    NO_OUTPUT_FOLDER = "no-output-folder";
    /// The crate `tamis-runtime` is not where it should be.
    NO_RUNTIME = "no-runtime";
    /// A parameter has no schema; it takes any value.
    NO_SCHEMA = "no-schema";
    /// A document does not say which version of OpenAPI it is written in.
    NO_VERSION = "no-version";
    /// A file is neither YAML nor JSON.
    NOT_A_DOCUMENT = "not-a-document";
    /// A document is read from a file, not from a pipe, a socket or a device.
    NOT_A_FILE = "not-a-file";
    /// A member that takes a list holds something else.
    NOT_A_LIST = "not-a-list";
    /// A file holds bytes that no text has.
    NOT_TEXT = "not-text";
    /// A file is not UTF-8.
    NOT_UTF_8 = "not-utf-8";
    /// An action of an overlay cannot be carried out.
    OVERLAY_ACTION = "overlay-action";
    /// The document that an overlay extends is not among the documents.
    OVERLAY_DOCUMENT = "overlay-document";
    /// An action of an overlay matches nothing.
    OVERLAY_NO_MATCH = "overlay-no-match";
    /// The version of an overlay is unknown.
    OVERLAY_VERSION = "overlay-version";
    /// A member is described twice in a way that cannot hold at once; the nearer one counts.
    OVERRIDDEN = "overridden";
    /// Operations of one path have servers of their own that a client cannot follow.
    OWN_SERVER = "own-server";
    /// A rule on pagination cannot be followed as it is written.
    PAGINATION_RULE = "pagination-rule";
    /// An entry among the parameters is no parameter.
    PARAMETER = "parameter";
    /// A key of `paths` does not begin with `/`.
    PATH_KEY = "path-key";
    /// A path has a parameter that no declaration describes, or one that cannot stand in a path.
    PATH_PARAMETER = "path-parameter";
    /// `paths` is not an object.
    PATHS = "paths";
    /// `in: querystring` is used where it cannot be.
    QUERYSTRING = "querystring";
    /// A file that stands for an address is not there, is another one than was meant, or is not referred to.
    REFERENCES = "references";
    /// `required: true` stands on a property instead of in the list of its object.
    REQUIRED_FLAG = "required-flag";
    /// A document has a key that only Tamis itself may write.
    RESERVED_KEY = "reserved-key";
    /// The path of the runtime crate is not a path in Rust.
    RUNTIME_PATH = "runtime-path";
    /// Two pages would give documents of one name.
    SAME_NAME = "same-name";
    /// Keywords of a schema stand beside `schema`, or without it.
    SCHEMA_BESIDE = "schema-beside";
    /// A security scheme cannot be understood.
    SECURITY_SCHEME = "security-scheme";
    /// There is more than one `tamis.toml` to choose from.
    SEVERAL_CONFIGS = "several-configs";
    /// A page holds more than one OpenAPI document, and they differ.
    SEVERAL_DOCUMENTS = "several-documents";
    /// A key of `responses` is no status.
    STATUS = "status";
    /// A parameter has a style that its place does not have; the default is used.
    STYLE = "style";
    /// The document is Swagger 2.0.
    SWAGGER = "swagger";
    /// The text is not valid YAML or JSON.
    SYNTAX = "syntax";
    /// A document is nested too deeply.
    TOO_DEEP = "too-deep";
    /// A document stands for far more than it holds.
    TOO_LARGE = "too-large";
    /// Symbolic links lead to one folder in too many ways.
    TOO_MANY_LINKS = "too-many-links";
    /// A type among the choices cannot stand where it is chosen.
    TYPES = "types";
    /// A path names a parameter that no declaration describes; it is a string.
    UNDECLARED_PARAMETER = "undeclared-parameter";
    /// A member is required and not described; it may hold anything, or be left out.
    UNDESCRIBED_MEMBER = "undescribed-member";
    /// A key of a path item is no method of HTTP; the operation is left out.
    UNKNOWN_METHOD = "unknown-method";
    /// An operation asks for a security scheme that no document defines.
    UNKNOWN_SECURITY_SCHEME = "unknown-security-scheme";
    /// `type` names no type.
    UNKNOWN_TYPE = "unknown-type";
    /// The version of OpenAPI is unknown.
    UNKNOWN_VERSION = "unknown-version";
    /// Nothing refers to a document in a subfolder, so it is not read.
    UNREAD_DOCUMENT = "unread-document";
    /// A rule on filters names what is in no document.
    UNUSED_FILTER_RULE = "unused-filter-rule";
    /// A pinned name is of nothing in the documents any more.
    UNUSED_NAME = "unused-name";
    /// A member holds a value of the wrong kind; it is ignored.
    WRONG_KIND = "wrong-kind";
    /// A YAML tag has no meaning here.
    YAML_TAG = "yaml-tag";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_stands_here_once_and_in_order() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
