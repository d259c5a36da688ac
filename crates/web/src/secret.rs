//! Secrets: made at random, and compared without telling by the time it takes how much of a guess was right.

use std::fmt::{self, Write};

use cuttings_core::RawId;

/// A text that only those may know who are let in. Never shown in a log.
#[derive(Clone)]
pub(crate) struct Secret(String);

impl Secret {
    /// A secret that was given.
    pub(crate) fn given(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// 256 bits of the system's randomness, in hex.
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        let mut text = String::with_capacity(64);
        for byte in bytes {
            // A string takes whatever is written to it.
            let _ = write!(text, "{byte:02x}");
        }
        Ok(Self(text))
    }

    /// The secret itself, for those who are let in.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether a guess is right. Hashes are compared, whole: neither the length of the secret nor where a guess goes
    /// wrong changes the time.
    pub(crate) fn is(&self, guess: &str) -> bool {
        let (ours, theirs) = (RawId::of(self.0.as_bytes()), RawId::of(guess.as_bytes()));
        ours.0.iter().zip(theirs.0).fold(0, |different, (one, other)| different | (one ^ other)) == 0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_knows_itself_and_is_not_shown() {
        let (one, other) = (Secret::random().expect("randomness"), Secret::random().expect("randomness"));
        assert_eq!(one.reveal().len(), 64);
        assert!(one.is(one.reveal()) && !one.is(other.reveal()) && !one.is(""));
        assert_eq!(format!("{one:?}"), "Secret");
    }
}
