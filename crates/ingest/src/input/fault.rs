//! What is wrong with an input, in words.

use std::io;

/// What is wrong with an input, in words that end the sentence "file: …". It travels as an [`io::Error`] through the
/// decoders and readers.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Fault(pub(super) String);

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        Self::other(fault)
    }
}

/// Puts an error of a decoder into words, unless what went wrong below has said so itself.
pub(super) fn in_words(error: io::Error, words: impl FnOnce(&io::Error) -> String) -> io::Error {
    if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Fault>) {
        return error;
    }
    Fault(words(&error)).into()
}
