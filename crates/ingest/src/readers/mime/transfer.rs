//! The transfer encodings of RFC 2045, section 6, undone. Broken places are passed through, as mail programs do.

use std::borrow::Cow;

/// The bytes of a part, from its encoded form and the name of the encoding in lower case.
pub(super) fn decode<'a>(encoding: &str, bytes: Cow<'a, [u8]>) -> Cow<'a, [u8]> {
    match encoding {
        "quoted-printable" => Cow::Owned(quoted_printable(&bytes)),
        "base64" => Cow::Owned(base64(&bytes)),
        _ => bytes,
    }
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        let end = &line[line.len() - usize::from(line.ends_with(b"\n")) - usize::from(line.ends_with(b"\r\n"))..];
        let (text, end) = text.strip_suffix(b"=").map_or((text, end), |text| (text, &b""[..]));
        let mut rest = text;
        while let Some(at) = memchr::memchr(b'=', rest) {
            out.extend_from_slice(&rest[..at]);
            rest = &rest[at..];
            let value = rest.get(1..3).and_then(|digits| Some(hex(digits[0])? << 4 | hex(digits[1])?));
            out.push(value.unwrap_or(b'='));
            rest = &rest[if value.is_some() { 3 } else { 1 }..];
        }
        out.extend_from_slice(rest);
        out.extend_from_slice(end);
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut bits, mut count) = (Vec::with_capacity(bytes.len() / 4 * 3), 0_u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            // The end of one piece; another may follow.
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::quoted("quoted-printable", "caf=C3=a9 =3D a=\r\n b  \r\nc =\n", "café = a b\r\nc ")]
    #[case::badly_quoted("quoted-printable", "a = b =zz =4", "a = b =zz =4")]
    #[case::base64("base64", "Y2Fm\r\nw6k=\r\n", "café")]
    #[case::broken_base64("base64", "Y2!Fm*w6k=YQ==Yg", "caféab")]
    #[case::plain("8bit", "a=3D", "a=3D")]
    fn encodings_are_undone(#[case] encoding: &str, #[case] text: &str, #[case] expected: &str) {
        assert_eq!(String::from_utf8(decode(encoding, text.as_bytes().into()).into_owned()).unwrap(), expected);
    }
}
