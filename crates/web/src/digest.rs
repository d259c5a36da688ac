//! A short digest of bytes, which tells one version from the next; nothing depends on its strength.

/// FNV-1a with 64 bits, as a constant where the bytes are one.
pub(crate) const fn fnv(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    hash
}
