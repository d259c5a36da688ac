//! Originals: the very bytes that an article was read from, to be saved and never shown. Whatever they are, a browser gets
//! them as a file without a type.

use actix_web::http::header::{
    CONTENT_DISPOSITION, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::IdPrefix;
use cuttings_store::{Archive, ArchiveError, Capture};

use crate::WebService;
use crate::failure::Failure;
use crate::pages::find_id;

/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 120;

/// `GET /articles/{id}/originals/{hash}`: the record with a hash that begins so, among those that an article was read from.
pub(crate) async fn download(request: HttpRequest, service: web::Data<WebService>) -> Result<HttpResponse, Failure> {
    let id = find_id(&request)?;
    let hash = IdPrefix::parse(request.match_info().get("hash").unwrap_or_default());
    let hash =
        hash.ok_or_else(|| Failure::not_found("An original is found by the first 6 to 64 digits of its hash."))?;
    let Some((name, bytes)) = service.read(move |archive| read(archive, &id, &hash)).await? else {
        return Err(Failure::not_found(format!(
            "The article {id} was not read from an original {hash}… that is kept."
        )));
    };
    let filename =
        ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.into_bytes() };
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(filename)],
    };
    let mut answer = HttpResponse::Ok();
    Ok(answer.insert_header((CONTENT_DISPOSITION, disposition)).content_type("application/octet-stream").body(bytes))
}

/// The name and the bytes of an original.
fn read(archive: &Archive, id: &IdPrefix, hash: &IdPrefix) -> Result<Option<(String, Vec<u8>)>, ArchiveError> {
    let article = archive.get_article(id)?;
    let original = archive.find_original(hash)?;
    let whole = original.to_string();
    let Some(capture) = article.captures.iter().find(|capture| capture.raw_sha256 == whole) else { return Ok(None) };
    let mut bytes = Vec::new();
    Ok(archive.write_original(&original, &mut bytes)?.then(|| (file_name(capture), bytes)))
}

/// What a capture's bytes are called as a file: "may.html", "line 2 of articles.jsonl".
fn file_name(capture: &Capture) -> String {
    let place: Vec<_> = [&capture.source, &capture.locator]
        .into_iter()
        .flat_map(|part| part.split('›'))
        .map(|part| part.rsplit(['/', '\\']).next().unwrap_or_default().trim())
        .filter(|part| !part.is_empty())
        .collect();
    let name = match place.as_slice() {
        [] => "original".to_owned(),
        [.., file, part] if !part.contains('.') => format!("{part} of {file}"),
        [.., file] => (*file).to_owned(),
    };
    let is_plain =
        |character: &char| !character.is_control() && !matches!(character, '"' | ':' | '*' | '?' | '<' | '>' | '|');
    let name: String =
        name.chars().filter(is_plain).filter(|&character| !is_direction(character)).take(LONGEST_NAME).collect();
    // A file that begins with a dot is hidden.
    let name = name.trim_start_matches(['.', ' ']);
    if name.is_empty() { "original".to_owned() } else { name.to_owned() }
}

/// Characters that turn the direction of what follows, and so can hide how a name ends.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use cuttings_store::Outcome;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("page.html", "", "page.html")]
    #[case("/srv/in/page.html", "", "page.html")]
    #[case("articles.jsonl", "line 2", "line 2 of articles.jsonl")]
    #[case("news.zip", "2024/may.html", "may.html")]
    #[case("news.zip", "2024/may.zip › a.jsonl › line 3", "line 3 of a.jsonl")]
    #[case("..", "", "original")]
    #[case(".profile", "", "profile")]
    #[case("a\"\r\nb\u{202e}txt.exe", "", "abtxt.exe")]
    #[case("", "", "original")]
    fn originals_have_safe_names(#[case] source: &str, #[case] locator: &str, #[case] expected: &str) {
        let capture = Capture {
            captured_at: String::new(),
            source: source.to_owned(),
            locator: locator.to_owned(),
            format: String::new(),
            outcome: Outcome::New,
            reprint: false,
            external_id: None,
            note: None,
            extra: None,
            raw_bytes: 0,
            raw_sha256: String::new(),
            kept: true,
        };
        assert_eq!(file_name(&capture), expected);
    }
}
