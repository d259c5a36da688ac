//! Containers of files: which one a stream is, and which of its members are read.

use super::tar;

/// A format that holds files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Zip,
    Tar,
}

/// Begins a member of a zip, and an empty zip.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// Where the name of the first member stands in a zip.
const ZIP_NAME: usize = 30;
/// What members of documents that are zips inside are called: a reader takes these as a whole.
const DOCUMENT_MEMBERS: &[&[u8]] =
    &[b"[Content_Types].xml", b"_rels/.rels", b"mimetypeapplication/", b"META-INF/container.xml", OMNIVORE_LIST];
/// What Omnivore calls the first list of an export: its texts mean little without the lists.
pub(crate) const OMNIVORE_LIST: &[u8] = b"metadata_0_to_";

/// The container that begins so, if it is one.
pub(super) fn container(head: &[u8]) -> Option<Container> {
    if ZIP.iter().any(|magic| head.starts_with(magic)) {
        return (!is_document(head)).then_some(Container::Zip);
    }
    tar::is_header(head).then_some(Container::Tar)
}

fn is_document(head: &[u8]) -> bool {
    let members = memchr::memmem::find_iter(head, ZIP[0]);
    let names = members.filter_map(|at| head.get(at + ZIP_NAME..));
    names.into_iter().any(|name| DOCUMENT_MEMBERS.iter().any(|known| name.starts_with(known)))
}

/// Whether a member is left out without a word, as in folders: folders themselves and hidden files, among them those
/// that macOS puts beside others.
pub(super) fn is_left_out(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']).peekable();
    name.ends_with(['/', '\\'])
        || parts.peek() == Some(&"__MACOSX")
        || parts.any(|part| part.starts_with('.') && !matches!(part, "." | ".."))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::file("a/b.txt", false)]
    #[case::relative("./a/../b.txt", false)]
    #[case::folder("a/", true)]
    #[case::hidden("a/.git/config", true)]
    #[case::of_macos("__MACOSX/a/b.txt", true)]
    fn hidden_members_are_left_out(#[case] name: &str, #[case] expected: bool) {
        assert_eq!(is_left_out(name), expected);
    }

    #[rstest]
    #[case::zip("PK\x03\x04", "a.txt", Some(Container::Zip))]
    #[case::document("PK\x03\x04", "[Content_Types].xml", None)]
    #[case::document_from_elsewhere("PK\x03\x04", "_rels/.rels", None)]
    #[case::book("PK\x03\x04", "mimetypeapplication/epub+zip", None)]
    #[case::book_of_another_order("PK\x03\x04", "META-INF/container.xml", None)]
    #[case::text("PK at home", "a.txt", None)]
    fn documents_that_are_zips_are_no_containers(
        #[case] magic: &str,
        #[case] name: &str,
        #[case] expected: Option<Container>,
    ) {
        let head = format!("{magic}{}{name}", "\0".repeat(ZIP_NAME - 4));
        assert_eq!(container(head.as_bytes()), expected);
        let later = format!("{magic}{}x{head}", "\0".repeat(ZIP_NAME - 4));
        assert_eq!(container(later.as_bytes()), expected);
    }
}
