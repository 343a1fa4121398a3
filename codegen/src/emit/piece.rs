//! What a module is written in: pieces that can be made into text one by one.

use proc_macro2::TokenStream;

/// A part of a module.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Whole items.
    Items(TokenStream),
    /// An `impl` block with its first members; further ones follow.
    Open(TokenStream),
    /// Further members of the block that is open.
    Members(TokenStream),
    /// The end of the block.
    Close,
    /// What stands at the top, known when everything else is written: attributes and imports.
    Head(TokenStream),
}

/// Where the pieces of a module go.
pub(super) type Write<'w> = &'w mut dyn FnMut(Piece);
