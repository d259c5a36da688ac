//! Mends what writers of JSON commonly get wrong, so that an article is not refused for half an emoji.

/// Rewrites lone halves of surrogate pairs (`\ud83d` of a text cut at a UTF-16 unit) as `\ufffd`, and `NaN` and
/// `Infinity` (Python's `json.dumps`) as `null`. `None` where there is nothing of this to mend.
pub(super) fn repair(json: &str) -> Option<String> {
    let mut mended = String::with_capacity(json.len());
    let mut copied = 0;
    let mut at = 0;
    let mut in_string = false;
    let bytes = json.as_bytes();
    while at < bytes.len() {
        let mut replace = |length: usize, with: &str| {
            mended.push_str(&json[copied..at]);
            mended.push_str(with);
            copied = at + length;
            length
        };
        at += match bytes[at] {
            b'"' => {
                in_string = !in_string;
                1
            }
            b'\\' if in_string => match (surrogate(&bytes[at..]), surrogate(bytes.get(at + 6..).unwrap_or_default())) {
                (Some(Half::High), Some(Half::Low)) => 12,
                (Some(_), _) => replace(6, "\\ufffd"),
                (None, _) => 2,
            },
            b'-' | b'N' | b'I' if !in_string => {
                let words = ["NaN", "Infinity", "-Infinity"];
                match words.iter().find(|word| bytes[at..].starts_with(word.as_bytes())) {
                    Some(word) => replace(word.len(), "null"),
                    None => 1,
                }
            }
            _ => 1,
        };
    }
    if copied == 0 {
        return None;
    }
    mended.push_str(&json[copied..]);
    Some(mended)
}

enum Half {
    High,
    Low,
}

/// Which half of a surrogate pair an escape such as `\ud83d` stands for.
fn surrogate(escape: &[u8]) -> Option<Half> {
    let [b'\\', b'u', b'd' | b'D', second, third, fourth, ..] = escape else {
        return None;
    };
    if !third.is_ascii_hexdigit() || !fourth.is_ascii_hexdigit() {
        return None;
    }
    match second.to_ascii_lowercase() {
        b'8'..=b'9' | b'a'..=b'b' => Some(Half::High),
        b'c'..=b'f' => Some(Half::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(r#"{"a": "x\ud83d"}"#, Some(r#"{"a": "x\ufffd"}"#))]
    #[case(r#"["\ude00\ud83d\ude00\uD83D!"]"#, Some(r#"["\ufffd\ud83d\ude00\ufffd!"]"#))]
    #[case(r#"{"a": NaN, "b": [-Infinity, "NaN \" NaN"]}"#, Some(r#"{"a": null, "b": [null, "NaN \" NaN"]}"#))]
    #[case(r#"{"a": "\\ud83d", "b": -1}"#, None)]
    #[case(r#"{"é": "x"#, None)]
    #[case(r#"{"é": "\ud8"#, None)]
    fn common_faults_are_mended_and_nothing_else(#[case] json: &str, #[case] expected: Option<&str>) {
        assert_eq!(repair(json).as_deref(), expected);
    }
}
