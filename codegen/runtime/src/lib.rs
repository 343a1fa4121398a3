//! What generated clients call.
