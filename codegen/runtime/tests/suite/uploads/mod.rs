//! Files that are sent as their bytes come, over real sockets.
//!
//! The server reads requests by itself, byte by byte, so that nothing here depends on what sends them.
//!
//! | file | what holds |
//! |---|---|
//! | `server.rs` | the server: framing, counting, checksums |
//! | `call.rs` | operations that send files |
//! | `whole.rs` | all bytes arrive, in the framing that fits, without being held |
//! | `broken.rs` | streams that fail, are too short or too long, or were sent before |
//! | `redirected.rs` | bodies that have to be sent again |

mod broken;
mod call;
mod redirected;
mod server;
mod whole;
