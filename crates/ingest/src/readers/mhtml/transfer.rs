//! The content transfer encodings of MIME (RFC 2045), read leniently: what is no code stays as it is or is passed over.

use std::borrow::Cow;

/// Undoes a transfer encoding; one of an unknown name is none.
pub(super) fn decode_transfer<'a>(encoding: &str, body: &'a [u8]) -> Cow<'a, [u8]> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => Cow::Owned(decode_quoted_printable(body)),
        "base64" => Cow::Owned(decode_base64(body)),
        _ => Cow::Borrowed(body),
    }
}

fn decode_quoted_printable(body: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = match (first, after) {
            (b'=', [b'\r', b'\n', after @ ..] | [b'\n', after @ ..]) => after,
            (b'=', [high, low, after @ ..]) if digit(*high).is_some() && digit(*low).is_some() => {
                let code = digit(*high).unwrap_or_default() * 16 + digit(*low).unwrap_or_default();
                decoded.push(code as u8);
                after
            }
            _ => {
                decoded.push(*first);
                after
            }
        };
    }
    decoded
}

fn decode_base64(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("quoted-printable", "a=3Db=\n c=3d =zz=", "a=b c= =zz=")]
    #[case("base64", "VGhl\r\nIGZlcnJ5", "The ferry")]
    #[case("base64", "VGhlIGY=", "The f")]
    #[case("BASE64", "VGhlIGZlcg", "The fer")]
    #[case("7bit", "a=3D", "a=3D")]
    fn transfer_encodings(#[case] encoding: &str, #[case] body: &str, #[case] expected: &str) {
        assert_eq!(String::from_utf8_lossy(&decode_transfer(encoding, body.as_bytes())), expected);
    }
}
