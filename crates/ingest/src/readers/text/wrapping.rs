//! Wrapping: whether the lines of a text were broken to fit a width, and which lines go on in the next.
//!
//! A wrapped line is full: the first word of the next line would not have fitted. Where most lines that could go on are
//! full by one and the same width, and few of them end a sentence, the text is wrapped; otherwise every line is a
//! paragraph.

use super::characters::{columns, fits_in, joins_without_space, starts_lowercase};
use super::keyed;
use super::lines::Line;
use super::marks::{self, Mark};
use super::sentences::ends_sentence;

/// Widths that wrapped texts have.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;

/// Columns that a full line may lack: hands and word processors break a little early.
const TOLERANCE: usize = 8;

/// An indent of this many columns begins a paragraph.
pub const PARAGRAPH_INDENT: usize = 2;

/// An indent of this many columns sets a line by itself.
const DEEP_INDENT: usize = 16;

/// The longest name of an agency below a text, in bytes.
const WIDEST_SIGN_OFF: usize = 24;

/// How a text is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrapping {
    width: Option<usize>,
    /// Whether blank lines stand between paragraphs.
    blank_lines: bool,
    /// The indent of the whole text.
    margin: usize,
    /// The indent from which a line begins a paragraph, where indents do that.
    paragraph_indent: usize,
}

impl Wrapping {
    /// Measures the lines of a text.
    pub fn measure(lines: &[Line<'_>]) -> Self {
        let blank_lines = lines.iter().skip(1).filter(|line| line.after_blank).count();
        let margin = lines.iter().map(|line| line.indent).min().unwrap_or_default();
        let mut wrapping = Self {
            width: None,
            blank_lines: blank_lines >= 2 && blank_lines * 14 >= lines.len(),
            margin,
            paragraph_indent: paragraph_indent(lines, margin),
        };
        let Some(width) = wrapping.usual_width(lines) else { return wrapping };
        let (mut seams, mut full, mut ended, mut amid, mut unspaced) = (0, 0, 0, 0, 0);
        for (line, next) in wrapping.seams(lines) {
            let ends = ends_sentence(line.raw);
            // Short lines of an address or a signature say nothing of how the text is wrapped.
            if line.columns() * 2 < width {
                continue;
            }
            seams += 1;
            full += usize::from(lacks(line, next, width) < TOLERANCE);
            ended += usize::from(ends);
            amid += usize::from(!ends && starts_lowercase(next.text()));
            unspaced += usize::from(!ends && joins_unspaced(line, next));
        }
        let wrapped = if seams < 3 {
            // The widest line is always full, so a few must prove more: each breaks amid a sentence, none is wider. Where
            // there are no capitals to tell that, something else than line ends must part the paragraphs.
            let parted = blank_lines > 0 || wrapping.paragraph_indent < usize::MAX;
            let amid = amid + if parted { unspaced } else { 0 };
            full == seams && amid == seams && lines.iter().all(|line| fits_in(line.text(), width))
        } else {
            let even = full * 5 >= seams * 4 && ended * 2 <= seams;
            let broken = amid * 5 >= seams * 2 && full * 5 >= seams * 3;
            even || broken
        };
        wrapping.width = wrapped.then_some(width);
        wrapping
    }

    /// Whether a line goes on in the next one. `first` is the first line of a text, where a headline may stand: only a
    /// full one goes on.
    pub fn joins(&self, line: &Line<'_>, next: &Line<'_>, first: bool) -> bool {
        let Some(width) = self.width else { return false };
        if !self.may_join(line, next) || parts(line, next) {
            return false;
        }
        let lacks = lacks(line, next, width);
        if lacks < TOLERANCE || (lacks < width / 2 && starts_lowercase(next.text())) {
            return true;
        }
        !first && lacks < width * 3 / 10 && (self.blank_lines || !ends_sentence(line.raw))
    }

    fn may_join(&self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let begins = next.indent >= self.paragraph_indent || next.indent >= line.indent + PARAGRAPH_INDENT;
        // So deep are lines that are set to the middle or to the right, such as an address.
        let set_apart = line.indent >= self.margin + DEEP_INDENT;
        !(next.after_blank || begins || set_apart)
    }

    /// The pairs of lines of which the second may continue the first.
    fn seams<'l, 'a>(&self, lines: &'l [Line<'a>]) -> impl Iterator<Item = (&'l Line<'a>, &'l Line<'a>)> {
        let plain = |line: &Line<'_>| marks::read(line.text()) == Mark::Plain;
        let pairs = lines.windows(2).map(|pair| (&pair[0], &pair[1]));
        pairs.filter(move |(line, next)| self.may_join(line, next) && plain(line) && plain(next))
    }

    /// The width that 19 of 20 lines keep to, if it is one of wrapped texts.
    fn usual_width(&self, lines: &[Line<'_>]) -> Option<usize> {
        let mut counts = [0_usize; *WIDTHS.end() + 2];
        let mut total = 0;
        for (line, _) in self.seams(lines) {
            counts[line.columns().min(counts.len() - 1)] += 1;
            total += 1;
        }
        let mut seen = 0;
        let width = counts.iter().position(|count| {
            seen += count;
            seen * 20 >= total * 19
        })?;
        WIDTHS.contains(&width).then_some(width)
    }
}

/// The indent that begins a paragraph, if somewhere an indented line is followed by one that is not. A quotation that
/// is indented as a whole has no such line.
fn paragraph_indent(lines: &[Line<'_>], margin: usize) -> usize {
    let falls = |pair: &[Line<'_>]| !pair[1].after_blank && pair[0].indent >= pair[1].indent + PARAGRAPH_INDENT;
    if lines.windows(2).any(falls) { margin + PARAGRAPH_INDENT } else { usize::MAX }
}

/// Whether two lines are different things whatever their lengths: a headline in capitals and the text below it, the
/// last sentence and the name of the agency, two labelled lines.
fn parts(line: &Line<'_>, next: &Line<'_>) -> bool {
    let headline = is_capitals(line.raw) && !is_capitals(next.raw);
    let sign_off = ends_sentence(line.raw) && is_sign_off(next.text());
    let capital = |line: &Line<'_>| !starts_lowercase(line.text());
    let labelled = || {
        let keys = [line, next].map(|line| keyed::parse(line.text()));
        keys.iter().all(Option::is_some) && keys.iter().flatten().any(|keyed| keyed.label.is_some())
    };
    headline || sign_off || (capital(line) && capital(next) && labelled())
}

/// What ends a wire text: `REUTER`, `(AP)`, `-- NORTHWIRE`, `###`, `-30-`.
fn is_sign_off(text: &str) -> bool {
    text.len() <= WIDEST_SIGN_OFF
        && !ends_sentence(text)
        && !text.chars().any(char::is_lowercase)
        && (text.chars().any(char::is_alphabetic) || text.starts_with(['-', '#']))
}

/// How many columns were left over when the first word of the next line had been set in this one.
fn lacks(line: &Line<'_>, next: &Line<'_>, width: usize) -> usize {
    let text = next.text();
    let word = if joins_unspaced(line, next) {
        text.chars().next().map_or(0, |first| columns(first.encode_utf8(&mut [0; 4])))
    } else {
        1 + columns(text.split_whitespace().next().unwrap_or_default())
    };
    width.saturating_sub(line.columns() + word)
}

fn joins_unspaced(line: &Line<'_>, next: &Line<'_>) -> bool {
    let seam = line.raw.chars().next_back().zip(next.text().chars().next());
    seam.is_some_and(|(before, after)| joins_without_space(before, after))
}

/// Whether a line is set in capitals, as headlines on the wire are. Scripts without capitals are not.
pub fn is_capitals(text: &str) -> bool {
    let mut capitals = 0;
    for character in text.chars().filter(|character| character.is_alphabetic()) {
        if !character.is_uppercase() {
            return false;
        }
        capitals += 1;
    }
    capitals >= 3
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::lines::split;
    use super::*;

    /// For each line but the last, whether it goes on in the next.
    fn joins(text: &str) -> Vec<bool> {
        let lines = split(text).expect("few lines");
        let wrapping = Wrapping::measure(&lines);
        lines.windows(2).enumerate().map(|(at, pair)| wrapping.joins(&pair[0], &pair[1], at == 0)).collect()
    }

    #[test]
    fn wrapped_lines_go_on() {
        let text = concat!(
            "The ferry to the island was late again on Tuesday, and nobody on\n",
            "the quay was surprised by it, because the harbour office had said\n",
            "on Monday that repairs to the engine would take another week.\n",
            "\n",
            "The office said that a smaller boat would leave every two hours\n",
            "until the repairs are done.\n",
        );
        assert_eq!(joins(text), [true, true, false, true]);
    }

    #[test]
    fn an_indent_begins_a_paragraph() {
        let text = concat!(
            "FERRY LATE AGAIN, HARBOUR OFFICE SAYS\n",
            "    PORT ELSA, March 3 - The ferry to the island was late on Tuesday\n",
            "and nobody on the quay was surprised by it, because the harbour had\n",
            "said on Monday that repairs would take another week.\n",
            "    The office said that a smaller boat would leave every two hours\n",
            "until the repairs, which take longer than usual, are done at last.\n",
            " NORTHWIRE\n",
        );
        assert_eq!(joins(text), [false, true, true, false, true, false]);
    }

    #[rstest]
    #[case::long_lines(
        "A first paragraph that is longer than any width that people wrap their texts at, and goes on and on.\nA second."
    )]
    #[case::one_sentence_a_line(
        "The ferry to the island was late again on Tuesday.\nNobody on the quay was surprised by that at all.\nRepairs take another week, the office said.\nA smaller boat leaves every two hours.\n"
    )]
    #[case::verse("The sea, the sea,\nso wide and free,\nit calls to me\n")]
    #[case::addresses("Jane Doe\n12 Harbour Street\nPort Elsa\n")]
    fn other_lines_stand_by_themselves(#[case] text: &str) {
        assert!(joins(text).iter().all(|joins| !joins), "{text}");
    }

    #[test]
    fn two_lines_of_chinese_are_two_paragraphs() {
        assert_eq!(joins("港务局表示渡轮将于下星期一重返修好的旧码头和候船室\n乘客们曾经错过它的每一班船\n"), [false]);
    }

    #[test]
    fn an_address_set_to_the_right_says_nothing_of_the_wrapping() {
        let text = concat!(
            "                                                  12 Harbour Street\n",
            "                                                  Port Elsa\n",
            "\n",
            "The ferry to the island was late again on Tuesday, and nobody on\n",
            "the quay was surprised by it, because the harbour office had said\n",
            "on Monday that repairs to the engine would take another week.\n",
            "\n",
            "Yours faithfully,\n",
            "Jane Doe\n",
        );
        assert_eq!(joins(text), [false, false, true, true, false, false]);
    }

    #[test]
    fn wrapped_chinese_goes_on() {
        let text = concat!(
            "渡轮星期二又晚点了，码头上没有人感到惊讶，因为港务局星期一\n",
            "已经说过，发动机的修理还需要一个星期，在此之前将有一艘较小\n",
            "的船每两小时开出一班，直到修理完成为止，市长也已经表示同意\n",
            "这个安排。\n",
        );
        assert_eq!(joins(text), [true, true, true]);
    }
}
