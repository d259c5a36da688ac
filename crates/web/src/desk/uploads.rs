//! Files that a browser sends: streamed to a folder of their own, within a limit on their bytes.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use actix_multipart::{Field, Multipart};
use actix_web::{HttpResponse, web};
use futures_util::TryStreamExt;

use super::Writing;
use super::forms::see;
use super::imports::Uploaded;
use crate::WebService;
use crate::failure::Failure;
use crate::links;

/// Most bytes of the field with the token.
const MOST_TOKEN: usize = 1024;
/// Most files of one upload.
const MOST_FILES: usize = 10_000;
/// Longest label of a file, in characters.
const LONGEST_LABEL: usize = 80;

/// `POST /import`: the token first, then `files`.
pub(crate) async fn upload(service: web::Data<WebService>, mut parts: Multipart) -> Result<HttpResponse, Failure> {
    let writing = service.writing().ok_or_else(Failure::not_writing)?;
    let importer = writing.options.importer.as_ref().ok_or_else(Failure::not_writing)?;
    check_first(writing, &mut parts).await?;
    // Before everything is sent for nothing.
    writing.imports.refuse_second()?;
    let uploaded = receive(&mut parts, writing.options.upload_limit).await?;
    if uploaded.paths.is_empty() {
        return Err(Failure::unprocessable("No file was sent. Choose one or more, then send the form again."));
    }
    let job = writing.imports.begin(importer, uploaded)?;
    Ok(see(&links::import_job(job)))
}

/// The first part must be the token: nothing is taken from a stranger.
async fn check_first(writing: &Writing, parts: &mut Multipart) -> Result<(), Failure> {
    let field = parts.try_next().await.map_err(|error| broken(&error))?;
    let Some(mut field) = field.filter(|field| field.name() == Some("token")) else {
        return writing.check_token("");
    };
    let mut token = Vec::new();
    while let Some(bytes) = field.try_next().await.map_err(|error| broken(&error))? {
        token.extend_from_slice(&bytes);
        if token.len() > MOST_TOKEN {
            break;
        }
    }
    writing.check_token(&String::from_utf8_lossy(&token))
}

async fn receive(parts: &mut Multipart, limit: u64) -> Result<Uploaded, Failure> {
    let folder = tempfile::Builder::new().prefix("cuttings-upload-").tempdir().map_err(|error| no_room(&error))?;
    let mut uploaded = Uploaded { folder, paths: Vec::new(), labels: Vec::new() };
    let mut room = limit;
    while let Some(mut field) = parts.try_next().await.map_err(|error| broken(&error))? {
        let given = field.content_disposition().and_then(|disposition| disposition.get_filename());
        // A form without a chosen file sends one without a name.
        let Some(given) = given.filter(|name| !name.is_empty()) else { continue };
        let label = label(given);
        if uploaded.paths.len() >= MOST_FILES {
            return Err(Failure::too_large(format!(
                "At most {MOST_FILES} files are taken at once; send a zip of them."
            )));
        }
        let path = place(uploaded.folder.path(), uploaded.paths.len(), &label)?;
        save(&mut field, path.clone(), &mut room, limit).await?;
        uploaded.paths.push(path);
        uploaded.labels.push(label);
    }
    Ok(uploaded)
}

/// Each file has a folder to itself, so that two of one name do not meet.
fn place(folder: &Path, number: usize, label: &str) -> Result<PathBuf, Failure> {
    let folder = folder.join(number.to_string());
    std::fs::create_dir(&folder).map_err(|error| no_room(&error))?;
    Ok(folder.join(label))
}

async fn save(field: &mut Field, path: PathBuf, room: &mut u64, limit: u64) -> Result<(), Failure> {
    let made = web::block(move || File::create_new(path)).await;
    let mut file = made.map_err(|_| Failure::internal())?.map_err(|error| no_room(&error))?;
    while let Some(bytes) = field.try_next().await.map_err(|error| broken(&error))? {
        *room = room.checked_sub(bytes.len() as u64).ok_or_else(|| {
            Failure::too_large(format!(
                "The files have more than {limit} bytes together, which is the most that is taken. `cuttings import` \
                 has no such limit."
            ))
        })?;
        let written = web::block(move || file.write_all(&bytes).map(|()| file)).await;
        file = written.map_err(|_| Failure::internal())?.map_err(|error| no_room(&error))?;
    }
    Ok(())
}

/// What a file is called, as the last part of a path that leads nowhere else. Its ending stays, because it helps to tell
/// formats apart.
fn label(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |character: char| match character {
        '.' | '-' | '_' | ' ' | '(' | ')' | '+' | ',' => character,
        _ if character.is_alphanumeric() => character,
        _ => '_',
    };
    let label: Vec<char> = last.trim().trim_start_matches('.').chars().map(plain).collect();
    let cut = label.len().saturating_sub(LONGEST_LABEL);
    let label: String = label.get(cut..).unwrap_or_default().iter().collect();
    let label = label.trim_matches(['.', ' ']);
    if label.is_empty() { "upload".to_owned() } else { label.to_owned() }
}

fn broken(error: &actix_multipart::MultipartError) -> Failure {
    Failure::bad_request(format!("The upload broke off or cannot be read: {error}."))
}

fn no_room(error: &std::io::Error) -> Failure {
    Failure::busy(format!("The files could not be kept until they are imported: {error}."))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("press.csv", "press.csv")]
    #[case("../../etc/passwd", "passwd")]
    #[case("C:\\Users\\ida\\press export.csv", "press export.csv")]
    #[case("..", "upload")]
    #[case(".hidden.json", "hidden.json")]
    #[case("a/..", "upload")]
    #[case("x\u{0}y\n.txt", "x_y_.txt")]
    #[case("灯台 (2).html", "灯台 (2).html")]
    #[case("-", "-")]
    fn names_of_uploads_are_labels(#[case] given: &str, #[case] expected: &str) {
        assert_eq!(label(given), expected);
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let label = label(&format!("{}.jsonl.gz", "x".repeat(5_000)));
        assert!(label.len() == LONGEST_LABEL && label.ends_with("x.jsonl.gz"), "{label}");
    }
}
