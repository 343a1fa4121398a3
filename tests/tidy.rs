//! Checks the sentences of ARCHITECTURE.md against the source.
