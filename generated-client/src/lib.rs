//! The client that the documents in `specs/` describe.
