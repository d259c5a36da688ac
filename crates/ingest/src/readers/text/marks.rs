//! Marks: what the beginning of a line says of it, in Markdown and in plain texts that look like it.

/// The mark of a line, with what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark<'a> {
    /// Nothing special.
    Plain,
    /// `## Heading`.
    Heading(u8, &'a str),
    /// `- item`, `* item`, `+ item`: an item where another one is near.
    Bullet(&'a str),
    /// `• item`: an item by itself too.
    Dot(&'a str),
    /// `3. item` or `3) item`. The number is part of the text.
    Number(u32),
    /// `> quote`.
    Quote(&'a str),
    /// A line of dashes, asterisks and their like, with its first character.
    Rule(char),
    /// The beginning of preformatted text between fences.
    Fence(&'a str),
}

/// Reads the mark of a line without white space at its ends.
pub fn read(line: &str) -> Mark<'_> {
    let Some(first) = line.chars().next() else { return Mark::Plain };
    let after = |mark: char| line.strip_prefix(mark)?.strip_prefix([' ', '\t']).map(str::trim_start);
    match first {
        '#' => read_heading(line),
        '-' | '*' | '_' | '=' if is_rule(line, first) => Mark::Rule(first),
        '`' | '~' if line.starts_with("```") || line.starts_with("~~~") => Mark::Fence(&line[..3]),
        '-' | '*' | '+' => after(first).map_or(Mark::Plain, Mark::Bullet),
        '•' | '‣' | '▪' | '◦' | '●' | '∙' => Mark::Dot(line[first.len_utf8()..].trim_start()),
        '>' => read_quote(line),
        '0'..='9' => read_number(line).map_or(Mark::Plain, Mark::Number),
        _ => Mark::Plain,
    }
}

/// One to six `#`, a space, and a text; `#` at the end is dropped as Markdown says.
fn read_heading(line: &str) -> Mark<'_> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let heading = text.trim_end_matches('#').trim();
    if level > 6 || !text.starts_with([' ', '\t']) || !heading.chars().any(char::is_alphanumeric) {
        return Mark::Plain;
    }
    Mark::Heading(level as u8, heading)
}

/// Three or more of one mark, spaces between them allowed.
fn is_rule(line: &str, mark: char) -> bool {
    line.chars().filter(|character| *character == mark).take(3).count() == 3
        && line.chars().all(|character| character == mark || character == ' ')
}

/// One or more `>`. A `>` before a digit is a sign ("more than").
fn read_quote(line: &str) -> Mark<'_> {
    let text = line.trim_start_matches(['>', ' ']);
    if text.starts_with(|character: char| character.is_ascii_digit()) && !line[..line.len() - text.len()].ends_with(' ')
    {
        return Mark::Plain;
    }
    Mark::Quote(text)
}

/// Up to three digits: four are a year at the beginning of a wrapped line.
fn read_number(line: &str) -> Option<u32> {
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    if digits > 3 || !rest.starts_with([' ', '\t']) {
        return None;
    }
    line[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("# The quay", Mark::Heading(1, "The quay"))]
    #[case("### The quay ###", Mark::Heading(3, "The quay"))]
    #[case("#quay", Mark::Plain)]
    #[case("###", Mark::Plain)]
    #[case("- item", Mark::Bullet("item"))]
    #[case("-30-", Mark::Plain)]
    #[case("-- NORTHWIRE", Mark::Plain)]
    #[case("---", Mark::Rule('-'))]
    #[case("* * *", Mark::Rule('*'))]
    #[case("=====", Mark::Rule('='))]
    #[case("• item", Mark::Dot("item"))]
    #[case("12. item", Mark::Number(12))]
    #[case("1) item", Mark::Number(1))]
    #[case("1987. It was late", Mark::Plain)]
    #[case("1.5 percent", Mark::Plain)]
    #[case("> quote", Mark::Quote("quote"))]
    #[case(">> quote", Mark::Quote("quote"))]
    #[case(">", Mark::Quote(""))]
    #[case(">50 boats", Mark::Plain)]
    #[case("```rust", Mark::Fence("```"))]
    #[case("The quay", Mark::Plain)]
    #[case("", Mark::Plain)]
    fn lines_have_marks(#[case] line: &str, #[case] mark: Mark<'_>) {
        assert_eq!(read(line), mark);
    }
}
