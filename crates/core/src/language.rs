//! Languages: codes of many kinds brought to one, and detection where a record names none.

use isolang::Language;

/// Longest beginning of a text, in characters, that detection looks at: more adds time, not certainty.
const DETECTION_CHARACTERS: usize = 600;

/// Brings a language code or English name to its shortest ISO 639 code: `en-US`, `eng`, `English` → `en`. `None` where
/// the text names no language.
#[must_use]
pub fn normalize_language(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let primary = text.split(['-', '_']).next().unwrap_or_default();
    // Macro-languages as people write them; ISO 639-3 keeps separate codes for their standard forms.
    let code = match primary {
        "cmn" | "zho" | "chi" => "zh",
        "arb" => "ar",
        "pes" => "fa",
        "nob" => "nb",
        other => other,
    };
    let language = match code.len() {
        2 => Language::from_639_1(code),
        3 => Language::from_639_3(code),
        _ => Language::from_name_lowercase(&text),
    }?;
    Some(language.to_639_1().unwrap_or_else(|| language.to_639_3()).to_owned())
}

/// Detects the language of a text; `None` where it is too short or mixed to tell.
#[must_use]
pub fn detect_language(text: &str) -> Option<String> {
    let end = text.char_indices().nth(DETECTION_CHARACTERS).map_or(text.len(), |(end, _)| end);
    let info = whatlang::detect(&text[..end]).filter(whatlang::Info::is_reliable)?;
    normalize_language(info.lang().code())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("en", Some("en"))]
    #[case("EN-us", Some("en"))]
    #[case("pt_BR", Some("pt"))]
    #[case("eng", Some("en"))]
    #[case("yor", Some("yo"))]
    #[case("pcm", Some("pcm"))]
    #[case("cmn", Some("zh"))]
    #[case("zh-Hant", Some("zh"))]
    #[case("German", Some("de"))]
    #[case("xx", None)]
    #[case("", None)]
    #[case("no idea", None)]
    fn codes_and_names(#[case] text: &str, #[case] code: Option<&str>) {
        assert_eq!(normalize_language(text).as_deref(), code);
    }

    #[rstest]
    #[case("The ferry to the island was late again on Tuesday, and nobody on the quay was surprised by it.", "en")]
    #[case("Die Fähre zur Insel kam am Dienstag wieder zu spät, und niemand am Kai war überrascht.", "de")]
    #[case("渡轮星期二又晚点了，码头上没有人感到惊讶。", "zh")]
    #[case("フェリーは火曜日もまた遅れたが、岸壁では誰も驚かなかった。", "ja")]
    #[case("화요일에도 페리는 늦었고 부두의 누구도 놀라지 않았다.", "ko")]
    #[case("เรือข้ามฟากมาสายอีกแล้วในวันอังคาร และไม่มีใครแปลกใจ", "th")]
    fn texts(#[case] text: &str, #[case] code: &str) {
        assert_eq!(detect_language(text).as_deref(), Some(code));
    }

    #[test]
    fn too_little_text_has_no_language() {
        assert_eq!(detect_language("OK 12"), None);
        assert_eq!(detect_language(""), None);
    }
}
