//! The beginning of a broken object as an object of its own, so that what it has can be read.

/// Cuts JSON where it breaks or ends, and closes what is open there: a text that is cut keeps its beginning, a name
/// without a value goes. `None` where nothing had begun.
pub(super) fn close(json: &str) -> Option<String> {
    let bytes = json.as_bytes();
    let mut open: Vec<u8> = Vec::new();
    // The end of the last whole value, and how many brackets were open there.
    let (mut whole, mut depth) = (0, 0);
    let mut expects_name = false;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        at += match byte {
            b'"' => match text_end(&bytes[at..]) {
                (length, true) => length,
                (_, false) if expects_name => break,
                (length, false) => return Some(format!("{}\"{}", &json[..at + length], closing(&open))),
            },
            b'{' | b'[' => {
                open.push(if byte == b'{' { b'}' } else { b']' });
                1
            }
            b'}' | b']' if open.last() == Some(&byte) => {
                open.pop();
                1
            }
            b',' | b':' => {
                expects_name = byte == b',' && open.last() == Some(&b'}');
                at += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            _ => match scalar(json, at) {
                // At the very end it may be half a number.
                Some(length) if at + length < bytes.len() => length,
                _ => break,
            },
        };
        if byte == b'"' && expects_name {
            continue;
        }
        (whole, depth) = (at, open.len());
        expects_name = byte == b'{';
        if depth == 0 {
            break;
        }
    }
    (whole > 0).then(|| format!("{}{}", &json[..whole], closing(&open[..depth])))
}

/// The length of a string from its quote on, and whether it is closed. A line end does not belong into one, nor does an
/// escape that is cut.
fn text_end(bytes: &[u8]) -> (usize, bool) {
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return (at + 1, true),
            b'\n' => break,
            b'\\' => {
                let length = if bytes.get(at + 1) == Some(&b'u') { 6 } else { 2 };
                if at + length > bytes.len() {
                    break;
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    (at, false)
}

/// The length of a number or a word of JSON.
fn scalar(json: &str, at: usize) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let length = json.as_bytes()[at..].iter().take_while(|byte| is_part(byte)).count();
    serde_json::from_str::<serde_json::Value>(&json[at..at + length]).is_ok().then_some(length)
}

fn closing(open: &[u8]) -> String {
    open.iter().rev().map(|&bracket| char::from(bracket)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::in_a_text(r#"{"title": "A", "text": "Some wo"#, r#"{"title": "A", "text": "Some wo"}"#)]
    #[case::in_an_escape(r#"{"text": "A \u00e"#, r#"{"text": "A "}"#)]
    #[case::in_a_name(r#"{"title": "A", "te"#, r#"{"title": "A"}"#)]
    #[case::before_a_value(r#"{"title": "A", "text":"#, r#"{"title": "A"}"#)]
    #[case::in_a_number(r#"{"title": "A", "id": 12"#, r#"{"title": "A"}"#)]
    #[case::in_a_list(r#"{"title": "A", "tags": ["a", "b"#, r#"{"title": "A", "tags": ["a", "b"]}"#)]
    #[case::at_a_wrong_byte(r#"{"title": "A", "text": x, "site": "B"}"#, r#"{"title": "A"}"#)]
    #[case::at_a_missing_quote(
        "{\"title\": \"A\",\n\"text\": \"B,\n\"site\": 1}",
        "{\"title\": \"A\",\n\"text\": \"B,\"}"
    )]
    #[case::whole(r#"{"title": "A"} and more"#, r#"{"title": "A"}"#)]
    fn what_has_begun_is_closed(#[case] json: &str, #[case] closed: &str) {
        assert_eq!(close(json).as_deref(), Some(closed));
    }

    #[rstest]
    #[case("")]
    #[case("x")]
    fn what_has_not_begun_is_nothing(#[case] json: &str) {
        assert_eq!(close(json), None);
    }

    proptest! {
        #[test]
        fn a_cut_object_is_valid_when_it_is_closed(title in ".{0,20}", tags in prop::collection::vec(".{0,8}", 0..4), cut in 1..200_usize) {
            let json = serde_json::json!({ "title": title, "tags": tags, "number": 12.5, "inner": { "a": null } }).to_string();
            let cut = (0..=cut.min(json.len())).rev().find(|&cut| json.is_char_boundary(cut)).unwrap_or(0);
            if let Some(closed) = close(&json[..cut]) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&closed).is_ok(), "{closed}");
            }
        }
    }
}
