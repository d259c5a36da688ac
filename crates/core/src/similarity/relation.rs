//! Relations: what a likeness means.

use serde::Serialize;

use super::Likeness;

/// What two texts are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same words in the same order.
    Same,
    /// The same text, lightly changed.
    NearDuplicate,
    /// Nearly all of one stands in the other, which goes on.
    Extended,
    /// The same form filled in anew, such as a market report: the numbers or the names are others.
    Template,
    /// A passage taken over.
    PartialReuse,
}

/// Shared shingles, of all, in texts that are alike: planted copies with a tenth of their words changed have .4 and more.
const LEAST_JACCARD: f64 = 0.35;
/// The same in texts too short for less to mean anything.
const LEAST_JACCARD_OF_SHORT: f64 = 0.8;
/// Words of the shorter title that the other one has, over short texts: two firms may pay the same dividend on the same day.
const LEAST_TITLE: f64 = 0.5;
/// Shingles of the shorter text that the longer one has, where it goes on.
const LEAST_CONTAINMENT: f64 = 0.8;
/// The same in a short text.
const LEAST_CONTAINMENT_OF_SHORT: f64 = 0.95;
/// Likewise, where a passage was taken over…
const LEAST_REUSE: f64 = 0.3;
/// …that has so many words in a row.
const LEAST_PASSAGE: u32 = 20;
/// Shared shingles of the shorter text from which it stands whole in the longer one. Where that has more than as much
/// again, it goes on, however like they are.
const WHOLE: f64 = 0.94;
/// Shared shingles, of all, in a text and one that has as much again.
const JACCARD_OF_TWICE: f64 = 0.5;
/// A form has no passages as long as this. Where one stands in both, other numbers or names tell of a new beginning, not
/// of a new report…
const LONG_COPY: u32 = 50;
/// …nor as long as this and as this part of the text, with that part of the numbers in both.
const LEAST_COPY: (u32, f64, f64) = (30, 0.4, 0.3);
/// Shared phrases, of all, with numbers and names struck out, in a form filled in anew…
const LEAST_FORM: f64 = 0.35;
/// …in which so many other words stand in both. Tables and notices of a dividend have fewer: they are alike by their kind.
const LEAST_FORM_WORDS: u32 = 10;
/// Shared phrases with a number or name, from which these tell something.
const ENOUGH_PHRASES: u32 = 6;
/// The part of these whose numbers and names are the same in a copy, however many others stand around it.
const LEAST_KEPT: f64 = 0.85;
/// The part below which a text was filled in anew, though most of its numbers and names stand somewhere in the other.
const LOST: f64 = 0.75;
/// The same in texts that share half of their shingles: to change these, words are enough.
const LOST_OF_HALF: f64 = 0.5;
/// Shared shingles, of all, in a copy of a short text with another beginning.
const LEAST_JACCARD_OF_SHORT_COPY: f64 = 0.5;

impl Relation {
    /// What a likeness means, if it means anything. The rules and how they were measured: docs/dedupe.md.
    #[must_use]
    pub fn of(likeness: &Likeness) -> Option<Self> {
        let is_of_another = likeness.short && likeness.title < LEAST_TITLE;
        if likeness.same_words && !is_of_another {
            Some(Self::Same)
        } else if likeness.short {
            Self::of_short(likeness)
        } else {
            Self::of_long(likeness)
        }
    }

    fn of_short(likeness: &Likeness) -> Option<Self> {
        let Likeness { jaccard, containment, .. } = *likeness;
        let passage = has_passage(likeness);
        let kept = keeps_facts(likeness);
        if jaccard >= LEAST_JACCARD_OF_SHORT {
            let is_copy = likeness.same_numbers && likeness.title >= LEAST_TITLE;
            Some(if is_copy { Self::NearDuplicate } else { Self::Template })
        } else if containment >= LEAST_CONTAINMENT_OF_SHORT && likeness.facts_agree() && passage {
            Some(Self::Extended)
        } else if jaccard >= LEAST_JACCARD_OF_SHORT_COPY && kept {
            Some(Self::NearDuplicate)
        } else if is_form(likeness) && !kept {
            Some(Self::Template)
        } else {
            passage.then_some(Self::PartialReuse)
        }
    }

    fn of_long(likeness: &Likeness) -> Option<Self> {
        let Likeness { jaccard, containment, numbers, run, words, form, .. } = *likeness;
        let of_words = f64::from(run) / f64::from(words.max(1));
        let copy = run >= LONG_COPY || (run >= LEAST_COPY.0 && of_words >= LEAST_COPY.1 && numbers >= LEAST_COPY.2);
        let (agree, kept) = (likeness.facts_agree(), keeps_facts(likeness));
        let lost = if jaccard < JACCARD_OF_TWICE { LOST } else { LOST_OF_HALF };
        if jaccard < JACCARD_OF_TWICE && containment >= WHOLE && agree {
            Some(Self::Extended)
        } else if jaccard >= LEAST_JACCARD {
            let filled_in = form.phrases >= ENOUGH_PHRASES && form.kept < lost;
            Some(if !filled_in && (agree || copy || kept) { Self::NearDuplicate } else { Self::Template })
        } else if containment >= LEAST_CONTAINMENT && agree {
            Some(Self::Extended)
        } else if is_form(likeness) && !kept {
            Some(Self::Template)
        } else {
            has_passage(likeness).then_some(Self::PartialReuse)
        }
    }

    /// The relation under its name in the archive and in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::NearDuplicate => "near_duplicate",
            Self::Extended => "extended",
            Self::Template => "template",
            Self::PartialReuse => "partial_reuse",
        }
    }
}

/// Whether a passage was taken over.
fn has_passage(likeness: &Likeness) -> bool {
    likeness.containment >= LEAST_REUSE && likeness.run >= LEAST_PASSAGE
}

/// Whether the numbers and names are the same wherever the words around them are, in a passage and elsewhere.
fn keeps_facts(likeness: &Likeness) -> bool {
    likeness.form.phrases >= ENOUGH_PHRASES && likeness.form.kept >= LEAST_KEPT && likeness.run >= LEAST_PASSAGE
}

/// Whether both are one form.
fn is_form(likeness: &Likeness) -> bool {
    likeness.form.jaccard >= LEAST_FORM && likeness.form.words >= LEAST_FORM_WORDS
}

#[cfg(test)]
mod tests {
    use super::super::{Shingles, Words};
    use super::*;

    /// A word of letters only: a digit would make a number of it.
    fn word(of: &str, number: usize) -> String {
        format!("{of}{} ", number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect::<String>())
    }

    /// Sixty words, of which `changed` are others.
    fn text(changed: &[usize]) -> String {
        (0..60).map(|place| word(if changed.contains(&place) { "other" } else { "word" }, place)).collect()
    }

    fn relation(one: &str, other: &str) -> Option<Relation> {
        let [one, other] = [one, other].map(|text| Shingles::of(Words::of([text])));
        let relation = Relation::of(&one.compare(&other));
        assert_eq!(relation, Relation::of(&other.compare(&one)));
        relation
    }

    #[test]
    fn case_and_punctuation_make_no_other_text() {
        assert_eq!(relation(&text(&[]), &text(&[]).to_uppercase().replace(' ', ", ")), Some(Relation::Same));
    }

    #[test]
    fn some_changed_words_are_a_near_duplicate_and_many_are_nothing() {
        assert_eq!(relation(&text(&[]), &text(&[5, 25, 50])), Some(Relation::NearDuplicate));
        let every_third: Vec<usize> = (0..60).step_by(3).collect();
        assert_eq!(relation(&text(&[]), &text(&every_third)), None);
    }

    #[test]
    fn a_text_that_goes_on_is_extended() {
        let longer = text(&[]) + &(0..200).map(|place| word("more", place)).collect::<String>();
        assert_eq!(relation(&text(&[]), &longer), Some(Relation::Extended));
    }

    #[test]
    fn a_passage_in_two_texts_is_reuse() {
        let changed: Vec<usize> = (24..60).collect();
        let other: Vec<usize> = (0..60).collect();
        let (one, rest) = (text(&changed), text(&other));
        assert_eq!(relation(&text(&[]), &format!("{one} {rest} {rest}")), Some(Relation::PartialReuse));
    }

    #[test]
    fn the_same_form_with_other_numbers_is_a_template() {
        let report = |numbers: [&str; 4]| {
            let [open, close, rate, volume] = numbers;
            format!(
                "The market opened at {open} and closed at {close} in quiet trading. Dealers spoke of little interest \
                 from abroad. The central bank left its rate at {rate} percent, as had been expected by most. The volume \
                 traded came to {volume} shares, and brokers said that they looked for more of the same in the days to come."
            )
        };
        let monday = report(["1,204", "1,207", "3.5", "41,000"]);
        assert_eq!(relation(&monday, &report(["1,198", "1,190", "3.75", "39,500"])), Some(Relation::Template));
        // One number that was put right is no other report.
        assert_eq!(relation(&monday, &report(["1,204", "1,207", "3.5", "41,500"])), Some(Relation::NearDuplicate));
    }

    #[test]
    fn short_texts_have_to_agree_in_nearly_all_and_in_their_numbers() {
        let short = "Three men were hurt when a boat ran onto rocks off the northern cape late in the evening";
        assert_eq!(relation(short, &format!("{short}, they said")), Some(Relation::NearDuplicate));
        assert_eq!(relation(&format!("{short} of 3 May"), &format!("{short} of 4 May")), Some(Relation::Template));
        assert_eq!(relation("Ferry late again", "Ferry late today"), None);
    }

    #[test]
    fn short_texts_with_the_same_words_are_the_same_under_titles_that_agree() {
        let under = |title: &str, text: &str| Shingles::of(Words::of([text]).under_title(title));
        let relation = |one: &Shingles, other: &Shingles| Relation::of(&one.compare(other));
        let dividend = "Qtly div 10 cts vs 10 cts prior. Pay April 15. Record March 30";
        let one = under("Thompson Medical Co sets quarterly", dividend);
        assert_eq!(relation(&one, &under("Thompson Medical Co declares dividend", dividend)), Some(Relation::Same));
        assert_eq!(relation(&one, &under("Unibancorp sets regular dividend", dividend)), Some(Relation::Template));
        assert_eq!(relation(&one, &under("", dividend)), Some(Relation::Same));
        // A long text speaks for itself.
        let long = [under("The ferry was late", &text(&[])), under("Clock blamed on Friday", &text(&[]))];
        assert_eq!(relation(&long[0], &long[1]), Some(Relation::Same));
    }

    #[test]
    fn other_names_in_a_form_make_it_a_template() {
        let issue = |firm: &str, banks: &str| {
            format!(
                "We hear that {firm} filed a statement covering an issue of convertible debentures of the usual kind. \
                 It said that the proceeds will be used for general purposes of the company, which named {banks} as \
                 underwriters of the offering. The debentures come due in thirty years and may be called after five."
            )
        };
        let one = issue("Anaconda River Holdings", "Kidder, Meyer and Pool");
        let other = issue("Wilcox Salt Works", "Goldberg, Smith and Upton");
        assert_eq!(relation(&one, &other), Some(Relation::Template));
    }

    #[test]
    fn a_form_with_a_long_standing_part_is_a_template_still() {
        let report = |[bid, rate, funds]: [&str; 3]| {
            format!(
                "The bank set a tender at {bid} with {rate} percent, and {funds} million were taken up. It said that \
                 bids are to be handed in by noon, that money will be credited in the course of the day, and that what \
                 is pledged has to be bought back when the term is over, as so often."
            )
        };
        let (one, other) = (report(["61", "3.8", "450"]), report(["74", "3.55", "920"]));
        assert_eq!(relation(&one, &other), Some(Relation::Template));
        // Even if what stands is longer than the form.
        let longer =
            |report: &str| format!("{report} {}", (0..50).map(|place| word("word", place)).collect::<String>());
        assert_eq!(relation(&longer(&one), &longer(&other)), Some(Relation::Template));
    }

    /// A report of four sentences, of which the first may be another.
    fn sinking(beginning: &str) -> String {
        format!(
            "{beginning} The pilot Ida Brandt had been 14 years with the line, and the mate of the Skarrow said that 31 \
             people were taken off by 6 boats. The owners in Oslo put the loss at 2.5 million and will look into it with \
             the help of Lloyd of London before the end of June."
        )
    }

    #[test]
    fn a_copy_with_another_beginning_keeps_the_facts_of_the_rest() {
        let one = sinking(
            "The ferry Anna ran onto rocks off Cape Wrath at 7.40 on Friday with Captain Moss of Hull on board.",
        );
        let other =
            sinking("In Lisbon 12 ministers met for talks with Mario Soares that cost 80 thousand, as Jornal has it.");
        assert_eq!(relation(&one, &other), Some(Relation::NearDuplicate));
    }

    #[test]
    fn a_form_is_a_template_however_few_of_its_phrases_have_no_facts() {
        let sale = |[of, amount, rate, bank, price, points]: [&str; 6]| {
            format!(
                "We hear that {of} is raising {amount} through an offering of notes yielding {rate}, said lead manager {bank}. \
                 The notes have a {rate} coupon and were priced at {price} to yield {points} basis points more than the \
                 like of the Treasury, and {bank} sold all of it by noon."
            )
        };
        let one = sale(["Anaconda", "125", "8.66", "Kidder Meyer", "99.8", "145"]);
        let other = sale(["Wilcox Salt", "50", "9.23", "Goldberg", "98.9", "117"]);
        let likeness = Shingles::of(Words::of([one.as_str()])).compare(&Shingles::of(Words::of([other.as_str()])));
        assert!(likeness.jaccard < LEAST_JACCARD, "{likeness:?}");
        assert_eq!(relation(&one, &other), Some(Relation::Template));
    }

    #[test]
    fn a_short_form_of_sentences_is_a_template_and_a_table_is_nothing() {
        let ships = |waiting: &str, port: &str| {
            format!(
                "There were {waiting} grain ships loading and others were waiting to load at {port} as the exchange has it"
            )
        };
        assert_eq!(relation(&ships("3", "Portland"), &ships("5", "Houston")), Some(Relation::Template));
        let dividend = |[cents, pay, record]: [&str; 3]| {
            format!("Qtly div {cents} cts vs {cents} cts. Pay {pay}. Record {record}")
        };
        assert_eq!(relation(&dividend(["10", "April 15", "March 31"]), &dividend(["25", "May 1", "April 4"])), None);
    }

    #[test]
    fn of_two_numbers_another_one_is_another_report() {
        let price = |what: &str, price: &str| {
            format!(
                "Traders said that the company {what} its price for barges of heating oil in the harbour by 2.5 cents \
                 with effect from today. That brings it to {price} cents. They said that the others are expected to do \
                 likewise before the end of the week, and that stocks are neither high nor low."
            )
        };
        assert_eq!(relation(&price("raised", "49.25"), &price("reduced", "49.75")), Some(Relation::Template));
    }

    #[test]
    fn half_of_a_longer_text_is_cut_not_changed() {
        let longer = text(&[]) + &(0..80).map(|place| word("more", place)).collect::<String>();
        assert_eq!(relation(&text(&[]), &longer), Some(Relation::Extended));
        let little_longer = text(&[]) + &(0..20).map(|place| word("more", place)).collect::<String>();
        assert_eq!(relation(&text(&[]), &little_longer), Some(Relation::NearDuplicate));
    }

    #[test]
    fn texts_without_words_are_nothing_to_each_other() {
        let empty = Shingles::of(Words::of(["***"]));
        let likeness = empty.compare(&Shingles::of(Words::of(["---"])));
        assert_eq!((likeness.jaccard, likeness.containment), (0.0, 0.0));
        assert_eq!(Relation::of(&likeness), None);
    }
}
