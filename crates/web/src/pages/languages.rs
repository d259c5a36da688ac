//! Languages by their English names.

use isolang::Language;

/// The name of an ISO 639 code: "German" for `de`; a code that is none is shown as it is.
pub(super) fn name(code: &str) -> &str {
    let language = match code.len() {
        2 => Language::from_639_1(code),
        _ => Language::from_639_3(code),
    };
    language.map_or(code, |language| language.to_name())
}
