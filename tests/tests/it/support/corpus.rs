//! A large input made by rule: small records with shared paragraphs, reprints, revisions, duplicates and broken lines.

/// Words that the texts are made of.
const WORDS: [&str; 24] = [
    "ferry",
    "harbour",
    "lighthouse",
    "council",
    "cheese",
    "gull",
    "orchestra",
    "bank",
    "clock",
    "quay",
    "island",
    "storm",
    "ticket",
    "keeper",
    "market",
    "symphony",
    "mouse",
    "seal",
    "mayor",
    "lantern",
    "Fähre",
    "灯塔",
    "등대",
    "เรือ",
];

/// Numbers from a seed, the same everywhere (xorshift64*, Vigna 2016).
pub struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// The next number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % limit
    }

    /// The next number from 0 to 1.
    pub fn fraction(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }
}

/// JSON lines, `records` of them: short ones, and every fourth broken, because it is their number that matters.
pub fn json_lines(records: usize) -> String {
    let mut lines = String::new();
    for number in 0..records {
        let line = match number % 20 {
            // The same text at another outlet.
            6 => article(number - 4, &format!("https://other{}.example/{number}", number % 7), ""),
            // A changed text at a known URL.
            10 => article(number - 5, &url(number - 5), " Corrected."),
            // The same bytes once more.
            14 => article(number - 5, &url(number - 5), ""),
            // The same article at an address that only looks different.
            18 => article(number - 5, &format!("{}/?utm_source=letter", url(number - 5)), ""),
            rest if rest % 4 == 3 => format!("{{\"title\": \"Broken {number}"),
            _ => article(number, &url(number), ""),
        };
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

fn url(number: usize) -> String {
    format!("https://paper{}.example/{number}", number % 40)
}

fn article(number: usize, url: &str, addition: &str) -> String {
    let word = |place: usize| WORDS[number / place % WORDS.len()];
    let own = format!("{} {} {} {number}.{addition}", word(1), word(24), word(576));
    let shared = format!("Daily {}.", word(7));
    let text = format!("{own}\\n\\n{shared}");
    format!("{{\"url\": \"{url}\", \"title\": \"Report {number}\", \"language\": \"en\", \"text\": \"{text}\"}}")
}
