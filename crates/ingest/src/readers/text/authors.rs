//! Authors: bylines recognized, and names told from the offices and places beside them.

use super::characters::fits_in;
use super::sentences::ends_sentence;

/// What begins a byline; the names follow.
const BEGINNINGS: &[&str] = &[
    "by ",
    "written by ",
    "words by ",
    "story by ",
    "reported by ",
    "report by ",
    "text by ",
    "von ",
    "text von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "oleh ",
    "记者 ",
    "記者 ",
    "文/",
    "文／",
];

/// Small words inside names and between them.
const SMALL_WORDS: &[&str] = &[
    "and", "und", "et", "y", "e", "en", "i", "og", "och", "with", "mit", "avec", "con", "com", "de", "del", "della",
    "di", "da", "das", "do", "dos", "du", "des", "la", "le", "van", "von", "vom", "zu", "zur", "der", "den", "ter",
    "ten", "al", "el", "bin", "bint", "ibn", "af", "av", "in", "of", "for", "at", "fra", "aus",
];

/// Small words that begin a place and not a name.
const SMALL_PLACES: &[&str] = &["in", "at", "for", "aus", "für", "à", "en", "from"];

/// What stands between two names.
const BETWEEN: &[&str] = &[" and ", " & ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " и "];

/// Words that make a part of a byline an office and not a name.
const OFFICES: &[&str] = &[
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "reporting",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "columnist",
    "contributor",
    "contributing",
    "bureau",
    "chief",
    "producer",
    "photographer",
    "special",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "redakteurin",
    "reporterin",
    "chefredakteur",
    "correspondant",
    "correspondante",
    "envoyé",
    "envoyée",
    "journaliste",
    "corresponsal",
    "redactor",
    "redactora",
    "periodista",
    "corrispondente",
    "inviato",
    "inviata",
    "giornalista",
    "correspondente",
    "repórter",
    "jornalista",
    "verslaggever",
    "redacteur",
    "корреспондент",
    "обозреватель",
];

/// A line of more columns is no byline.
const WIDEST: usize = 120;

/// The names of a text, and whether they are all that it says.
#[derive(Debug, PartialEq, Eq)]
pub struct Names {
    /// The names in their order.
    pub names: Vec<String>,
    /// Whether nothing but names was found: no office, place or address that the names leave out.
    pub complete: bool,
}

/// The names of a line such as "By Jane Doe, Staff Writer"; `None` where the line is no byline for certain. Every word
/// of the first name begins with a capital, which "By Monday the ferry was back" does not.
pub fn read_byline(line: &str) -> Option<Names> {
    // A byline is no sentence, but may end with "Jr.".
    let ends = ends_sentence(line) && line.split_whitespace().next_back().is_none_or(|word| word.len() > 4);
    if !fits_in(line, WIDEST) || ends {
        return None;
    }
    let small = line.to_lowercase();
    let beginning = BEGINNINGS.iter().filter(|beginning| small.starts_with(*beginning)).max_by_key(|it| it.len())?;
    // Lower case may be longer or shorter than the original, but not within these words.
    let names = line.get(beginning.len()..)?.trim();
    let people = names.split([',', '|', '(', '<']).next().unwrap_or_default().trim_end();
    are_capitalized(people).then(|| read_names(names))
}

/// Whether a text is names by its capitals, or of a script without capitals and short.
fn are_capitalized(text: &str) -> bool {
    let first = text.chars().next();
    if !first.is_some_and(|first| first.is_alphabetic() && !first.is_lowercase()) {
        return false;
    }
    if text.contains([':', ';', '!', '?', '。', '，', '"']) || text.chars().any(|character| character.is_ascii_digit())
    {
        return false;
    }
    let caseless = !text.chars().any(|character| character.is_lowercase() || character.is_uppercase());
    let capital = |word: &str| word.chars().find(|c| c.is_alphabetic()).is_none_or(|first| !first.is_lowercase());
    let words = text.split_whitespace().count();
    words <= 12
        && (!caseless || fits_in(text, 24))
        && text.split_whitespace().all(|word| capital(word) || SMALL_WORDS.contains(&word))
        && !(text.ends_with('.') && words > 5)
}

/// Reads the names of a text that is known to be about authors.
pub fn read_names(text: &str) -> Names {
    let text = text.trim();
    // A link or an inverted name is one thing, commas and slashes included.
    if text.contains("://") || is_inverted(text) {
        return Names { names: vec![text.to_owned()], complete: true };
    }
    let mut found = Names { names: Vec::new(), complete: true };
    for part in text.split([',', ';', '|', '/', '／', '｜', '、', '，', '；']).flat_map(split_between) {
        let part = part.trim_matches(|character: char| character.is_whitespace() || "[]*_。".contains(character));
        let name = part.split(['<', '(']).next().unwrap_or(part);
        let name = name.find(" in ").map_or(name, |place| &name[..place]).trim();
        found.complete &= name.len() == part.len();
        if is_office(name) {
            found.complete = false;
        } else if !name.is_empty() {
            found.names.push(name.to_owned());
        }
    }
    if found.names.is_empty() && !text.is_empty() {
        return Names { names: vec![text.to_owned()], complete: true };
    }
    found
}

/// `Doe, Jane`: one word, a comma, one word or a word with initials.
fn is_inverted(text: &str) -> bool {
    text.split_once(", ").is_some_and(|(family, given)| {
        let mut given = given.split_whitespace();
        let bare =
            !family.contains([' ', ';', '/']) && given.next().is_some_and(|name| !name.contains([',', ';', '/']));
        bare && given.all(|word| word.ends_with('.') && word.len() <= 3)
    })
}

fn is_office(part: &str) -> bool {
    let mut words = part.split_whitespace();
    words.clone().next().is_some_and(|first| SMALL_PLACES.contains(&first))
        || words.any(|word| OFFICES.contains(&word.trim_matches(['.', '\'']).to_lowercase().as_str()))
}

/// Cuts a text at the words that join names, in small letters or capitals: where every part is two words, because
/// "Ministry of Trade and Industry" is one author.
fn split_between(text: &str) -> Vec<&str> {
    let small = text.to_ascii_lowercase();
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some((at, length)) =
        BETWEEN.iter().filter_map(|between| Some((from + small[from..].find(between)?, between.len()))).min()
    {
        parts.push(&text[from..at]);
        from = at + length;
    }
    parts.push(&text[from..]);
    if parts.iter().all(|part| part.trim().contains(' ')) { parts } else { vec![text] }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("By Jane Doe", &["Jane Doe"], true)]
    #[case("BY JANE DOE AND JOHN ROE", &["JANE DOE", "JOHN ROE"], true)]
    #[case("By Jane Doe, Staff Writer", &["Jane Doe"], false)]
    #[case("By Jane Doe, John Roe and Ann Poe", &["Jane Doe", "John Roe", "Ann Poe"], true)]
    #[case("By Jane Doe in Port Elsa", &["Jane Doe"], false)]
    #[case("By J. K. van den Berg", &["J. K. van den Berg"], true)]
    #[case("Von Hans Meier und Eva Groß", &["Hans Meier", "Eva Groß"], true)]
    #[case("Por Ana García y Luis Pérez", &["Ana García", "Luis Pérez"], true)]
    #[case("Par Jean Dupont, envoyé spécial", &["Jean Dupont"], false)]
    #[case("文／王小明", &["王小明"], true)]
    #[case("By Northwire", &["Northwire"], true)]
    fn bylines(#[case] line: &str, #[case] names: &[&str], #[case] complete: bool) {
        let names = names.iter().map(ToString::to_string).collect();
        assert_eq!(read_byline(line), Some(Names { names, complete }));
    }

    #[rstest]
    #[case("By Monday the ferry was back")]
    #[case("By the sea")]
    #[case("By 1987")]
    #[case("Von Hamburg bis Köln")]
    #[case("Por qué sube el mar")]
    #[case("By Jove!")]
    #[case("Bystanders Saw It")]
    #[case("By")]
    #[case("")]
    fn lines_that_are_no_bylines(#[case] line: &str) {
        assert_eq!(read_byline(line), None);
    }

    #[rstest]
    #[case("Doe, Jane", &["Doe, Jane"])]
    #[case("Jane Doe; John Roe", &["Jane Doe", "John Roe"])]
    #[case("[[Jane Doe]]", &["Jane Doe"])]
    #[case("Jane Doe <jane@herald.example>", &["Jane Doe"])]
    #[case("jdoe42", &["jdoe42"])]
    #[case("Ministry of Trade and Industry", &["Ministry of Trade and Industry"])]
    #[case("王小明、李華", &["王小明", "李華"])]
    #[case("https://herald.example/people/jane,doe", &["https://herald.example/people/jane,doe"])]
    #[case("Staff", &["Staff"])]
    #[case("", &[])]
    fn labelled_authors(#[case] text: &str, #[case] names: &[&str]) {
        assert_eq!(read_names(text).names, names);
    }
}
