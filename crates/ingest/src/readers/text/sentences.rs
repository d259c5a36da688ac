//! Sentences: where the first one of a line ends, and whether a line ends one.

/// Words that are written with a full stop and often stand before a capital letter, in small letters. A full stop after
/// one of them is never taken for the end of a sentence: a missed end leaves a text as it is, a false one cuts it.
const ABBREVIATIONS: &[&str] = &[
    // English
    "adm", "apr", "assn", "aug", "ave", "bros", "capt", "cf", "cmdr", "co", "col", "corp", "cpl", "dec", "dept", "det",
    "dist", "dr", "est", "etc", "feb", "fig", "fri", "ft", "gen", "gov", "hon", "inc", "insp", "jan", "jr", "jul",
    "jun", "lt", "ltd", "maj", "mar", "messrs", "mon", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "pres",
    "prof", "pty", "pvt", "rep", "reps", "rev", "sat", "sen", "sens", "sep", "sept", "sgt", "sr", "st", "ste", "sun",
    "supt", "thu", "tue", "univ", "vol", "vs", "wed", // German
    "abs", "art", "bd", "bzw", "ca", "dipl", "evtl", "fr", "frl", "ggf", "hl", "hr", "ing", "inkl", "jh", "mio", "mrd",
    "nr", "str", "tel", "usw", "vgl", // French
    "av", "bld", "cie", "me", "mlle", "mm", "mme", "mmes", "mgr", // Spanish, Portuguese
    "avda", "da", "dna", "dra", "exma", "exmo", "pág", "sra", "sras", "sres", "srta", "ud", "uds",
    // Italian
    "avv", "dott", "on", "sig", "sigg", // Dutch, Scandinavian, Polish
    "blz", "dhr", "drs", "godz", "mevr", "mld", "mln", "proc", "tzn", "ul", // Russian
    "гг", "им", "млн", "млрд", "обл", "руб", "см", "ст", "стр", "тыс", "ул",
];

/// A mark that ends a sentence whatever follows, because its script sets no space after it.
fn ends_unspaced(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '｡' | '．')
}

/// A mark that ends a sentence before a space.
fn ends_spaced(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '؟' | '۔' | '।' | '॥' | '።' | '։' | '…')
}

fn closes(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | ')' | ']' | '」' | '』' | '）' | '】' | '》'
    )
}

/// The last mark of a text, quotes and brackets around the whole left out: `.` of `He said "yes."`.
fn last_mark(text: &str) -> Option<char> {
    text.trim_end_matches(|character: char| closes(character) || character.is_whitespace()).chars().next_back()
}

/// Whether a text ends as a sentence does. Abbreviations count ("etc.", "Acme Inc.", "in the U.S."): they end more
/// sentences than headlines.
pub fn ends_sentence(text: &str) -> bool {
    last_mark(text).is_some_and(|mark| ends_unspaced(mark) || ends_spaced(mark))
}

/// Whether a text ends with a question mark or an exclamation mark, as sentences and headlines both do.
pub fn ends_asking_or_calling(text: &str) -> bool {
    last_mark(text).is_some_and(|mark| matches!(mark, '?' | '!' | '؟' | '？' | '！'))
}

/// Whether a text ends with a mark that no headline ends with, such as a comma or a colon.
pub fn ends_open(text: &str) -> bool {
    text.trim_end().ends_with([',', ';', ':', '，', '；', '：', '、', '،', '؛', '-', '–', '—', '(', '/', '&'])
}

/// Whether the word that ends here takes a full stop without ending a sentence: a known abbreviation, an initial, a
/// letter with stops inside ("a.m"), or a short number, which is an ordinal in German and its neighbours ("3. März").
fn is_abbreviation(before_stop: &str) -> bool {
    // No abbreviation is so long, and a text without spaces need not be read back to its beginning.
    let near = &before_stop[before_stop.ceil_char_boundary(before_stop.len().saturating_sub(48))..];
    let word =
        near.rsplit(|character: char| character.is_whitespace() || closes(character) || "([-–—/".contains(character));
    let word = word.map(|word| word.trim_start_matches(['„', '¿', '¡'])).next().unwrap_or_default();
    if word.is_empty() {
        return false;
    }
    let letters = word.chars().count();
    let digits = word.chars().all(|character| character.is_ascii_digit());
    let inner_stop = word.contains('.') && word.chars().any(char::is_alphabetic);
    (digits && letters <= 3)
        || (letters == 1 && word.chars().all(char::is_alphabetic))
        || inner_stop
        || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// The byte after the first sentence of a text, if more text follows it; closing quotes belong to the sentence. A mark
/// inside quotes or brackets that stay open ends nothing, and dots in a row are a pause.
pub fn first_sentence_end(text: &str) -> Option<usize> {
    let mut depth = Depth::default();
    let mut characters = text.char_indices().peekable();
    while let Some((at, mark)) = characters.next() {
        depth.pass(mark);
        let unspaced = ends_unspaced(mark);
        if !(unspaced || ends_spaced(mark)) || mark == '…' {
            continue;
        }
        if mark == '.' && (text[..at].ends_with('.') || text[at + 1..].starts_with('.') || is_abbreviation(&text[..at]))
        {
            continue;
        }
        let mut end = at + mark.len_utf8();
        let mut quoted = false;
        while let Some(&(at, character)) = characters.peek() {
            if !closes(character) && !ends_unspaced(character) && !ends_spaced(character) {
                break;
            }
            depth.pass(character);
            quoted |= closes(character);
            end = at + character.len_utf8();
            characters.next();
        }
        if depth.is_open() {
            continue;
        }
        let rest = &text[end..];
        let next = rest.trim_start();
        let spaced = next.len() < rest.len();
        if next.is_empty() {
            return None;
        }
        if (spaced && begins_sentence(next)) || (unspaced && !spaced && !quoted) {
            return Some(end);
        }
    }
    None
}

fn begins_sentence(text: &str) -> bool {
    text.trim_start_matches(|character: char| closes(character) || "„¿¡([「『（【《‚".contains(character))
        .chars()
        .next()
        .is_some_and(|first| first.is_alphanumeric() && !first.is_lowercase())
}

/// How deep inside quotes and brackets a place is. Marks that open in one language and close in another are taken as
/// closing where something is open.
#[derive(Default)]
struct Depth {
    brackets: usize,
    quotes: usize,
    straight: bool,
    angles: bool,
}

impl Depth {
    fn pass(&mut self, character: char) {
        match character {
            '"' => self.straight = !self.straight,
            '«' | '»' => self.angles = !self.angles,
            '(' | '[' | '（' | '【' => self.brackets += 1,
            ')' | ']' | '）' | '】' => self.brackets = self.brackets.saturating_sub(1),
            '„' | '「' | '『' => self.quotes += 1,
            '“' if self.quotes == 0 => self.quotes = 1,
            '“' | '”' | '」' | '』' => self.quotes = self.quotes.saturating_sub(1),
            _ => {}
        }
    }

    fn is_open(&self) -> bool {
        self.brackets > 0 || self.quotes > 0 || self.straight || self.angles
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Ferry to return. The quay is ready.", Some("Ferry to return."))]
    #[case("Will the ferry return? The quay is ready.", Some("Will the ferry return?"))]
    #[case("'Will it return?' asks the mayor. Nobody knows", Some("'Will it return?' asks the mayor."))]
    #[case("Mayor: \"It will return. It must.\" The quay is ready.", Some("Mayor: \"It will return. It must.\""))]
    #[case("„Sie kommt.“ Der Kai ist bereit", Some("„Sie kommt.“"))]
    #[case("U.S. ferry returns. It was late", Some("U.S. ferry returns."))]
    #[case(
        "Mr. Roe and Dr. J. K. Doe of St. Elsa return. All is well",
        Some("Mr. Roe and Dr. J. K. Doe of St. Elsa return.")
    )]
    #[case("Fähre kommt am 3. März zurück. Der Kai ist bereit", Some("Fähre kommt am 3. März zurück."))]
    #[case("Häfen, z. B. Elsa, öffnen. Der Kai ist bereit", Some("Häfen, z. B. Elsa, öffnen."))]
    #[case("M. Dupont revient. Le quai est prêt", Some("M. Dupont revient."))]
    #[case("Prices up 2.5 percent. The quay is ready", Some("Prices up 2.5 percent."))]
    #[case("And then ... The ferry came", None)]
    #[case("And then… The ferry came", None)]
    #[case("Ferry at 5 p.m. Monday", None)]
    #[case("One sentence only.", None)]
    #[case("渡轮将恢复。码头已经准备好", Some("渡轮将恢复。"))]
    #[case("「来る！」と市長。岸壁は静か", Some("「来る！」と市長。"))]
    #[case("Паром вернётся. Причал готов", Some("Паром вернётся."))]
    #[case("", None)]
    fn the_first_sentence_ends(#[case] text: &str, #[case] first: Option<&str>) {
        assert_eq!(first_sentence_end(text).map(|end| &text[..end]), first);
    }

    #[rstest]
    #[case("The ferry came.", true)]
    #[case("He said \"yes.\"", true)]
    #[case("Will it come?", true)]
    #[case("And then...", true)]
    #[case("渡轮来了。", true)]
    #[case("(It was late.)", true)]
    #[case("Ferry returns", false)]
    #[case("Bought by Acme Inc.", true)]
    #[case("The mayor has left for the U.S.", true)]
    #[case("Ferry returns:", false)]
    #[case("", false)]
    fn lines_end_sentences(#[case] text: &str, #[case] ends: bool) {
        assert_eq!(ends_sentence(text), ends);
    }
}
