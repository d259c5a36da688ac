//! SQLite's variable-length integers: seven bits a byte, the highest first, and eight in a ninth byte.
//!
//! Source: `sqlite3PutVarint` of SQLite's util.c; FTS5 has its own copy of the same format.

/// Appends a number.
pub(super) fn push_varint(out: &mut Vec<u8>, value: u64) {
    if value < 0x80 {
        out.push(value as u8);
        return;
    }
    let (bytes, length) = encode_varint(value);
    out.extend_from_slice(&bytes[..length]);
}

/// The bytes of a number, and how many of them count.
pub(super) fn encode_varint(value: u64) -> ([u8; 9], usize) {
    let mut bytes = [0; 9];
    if value >> 56 != 0 {
        bytes[8] = value as u8;
        let mut rest = value >> 8;
        for byte in bytes[..8].iter_mut().rev() {
            *byte = rest as u8 | 0x80;
            rest >>= 7;
        }
        return (bytes, 9);
    }
    let length = (64 - (value | 1).leading_zeros() as usize).div_ceil(7);
    let mut rest = value;
    for byte in bytes[..length].iter_mut().rev() {
        *byte = rest as u8 | 0x80;
        rest >>= 7;
    }
    bytes[length - 1] &= 0x7F;
    (bytes, length)
}

/// Takes a number off the front; `None` where the bytes end within it.
#[inline]
pub(crate) fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        *bytes = rest;
        return Some(first.into());
    }
    take_long_varint(bytes)
}

fn take_long_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for length in 1..=8 {
        let byte = *bytes.get(length - 1)?;
        value = value << 7 | u64::from(byte & 0x7F);
        if byte < 0x80 {
            *bytes = &bytes[length..];
            return Some(value);
        }
    }
    value = value << 8 | u64::from(*bytes.get(8)?);
    *bytes = &bytes[9..];
    Some(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, &[0])]
    #[case(127, &[0x7F])]
    #[case(128, &[0x81, 0])]
    #[case(16_384, &[0x81, 0x80, 0])]
    #[case((1 << 56) - 1, &[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F])]
    #[case(u64::MAX, &[0xFF; 9])]
    fn encoded_forms(#[case] value: u64, #[case] bytes: &[u8]) {
        let mut out = Vec::new();
        push_varint(&mut out, value);
        assert_eq!(out, bytes);
    }

    proptest! {
        #[test]
        fn a_number_comes_back(value: u64, shift in 0_u32..64) {
            let value = value >> shift;
            let mut out = Vec::new();
            push_varint(&mut out, value);
            let mut rest = out.as_slice();
            prop_assert_eq!(take_varint(&mut rest), Some(value));
            prop_assert!(rest.is_empty());
            prop_assert_eq!(take_varint(&mut &out[..out.len() - 1]), None);
        }
    }
}
