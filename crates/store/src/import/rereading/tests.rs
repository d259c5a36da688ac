//! Records read again by readers that are better, worse, or the same: first what an archive is after it, then that it
//! is found so once more.

use cuttings_core::{Block, Digested, Draft, IdPrefix, RawId, digest};
use rstest::{fixture, rstest};
use tempfile::TempDir;

use super::Rereading;
use crate::{Archive, Article, Original, SearchRequest, Sighting};

const FIRST: &str = "The ferry left the quay an hour late.";
const MENU: &str = "Home News Weather Sign up for our newsletter";

/// A reading of a page of one address.
fn read(title: &str, paragraphs: &[&str]) -> Draft {
    Draft {
        title: Some(title.to_owned()),
        blocks: paragraphs.iter().map(|text| Block::paragraph(*text)).collect(),
        url: Some("https://herald.example/late".to_owned()),
        ..Draft::default()
    }
}

fn sighting<'a>(place: &'a str, reading: Result<Draft, &str>) -> Sighting<'a> {
    let original = Original { id: RawId::of(place.as_bytes()), size: place.len() as u64, zstd: None };
    let reading = reading.map(digest).map_err(str::to_owned);
    Sighting { source: "pages", locator: place, format: "html", original, reading }
}

struct Desk {
    archive: Archive,
    _folder: TempDir,
}

#[fixture]
fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Desk { archive: Archive::open(&folder.path().join("a.db")).expect("a new archive"), _folder: folder }
}

impl Desk {
    fn import<'a>(&mut self, records: impl IntoIterator<Item = (&'a str, Result<Draft, &'a str>)>) {
        let mut import = self.archive.begin_import("test", &["pages".to_owned()]).expect("no other import");
        for (place, reading) in records {
            import.add(sighting(place, reading)).expect("room");
        }
        import.finish().expect("room");
        self.assert_sound();
    }

    /// Reads records again, twice: the second time nothing may change.
    fn reread<'a>(&mut self, records: impl IntoIterator<Item = (&'a str, Result<Draft, &'a str>)>) -> Vec<Rereading> {
        let records: Vec<_> = records.into_iter().collect();
        let first = self.reread_once(&records);
        let before = self.rows();
        for rereading in self.reread_once(&records) {
            assert!(
                matches!(rereading, Rereading::Unchanged | Rereading::Kept(_) | Rereading::LeftOut(_)),
                "{rereading:?} the second time"
            );
        }
        assert_eq!(self.rows(), before, "reading again twice changes something");
        first
    }

    fn reread_once(&mut self, records: &[(&str, Result<Draft, &str>)]) -> Vec<Rereading> {
        let mut import = self.archive.begin_import("test", &[]).expect("no other import");
        let mut rereadings = Vec::new();
        for (place, reading) in records {
            rereadings.push(import.reread(sighting(place, reading.clone())).expect("room"));
        }
        import.finish().expect("room");
        self.assert_sound();
        rereadings
    }

    /// Everything but the log of runs.
    fn rows(&self) -> Vec<String> {
        let tables = ["contents", "articles", "captures", "article_authors", "article_tags", "former_readings"];
        let mut rows = Vec::new();
        for table in tables {
            let mut statement = self.archive.connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
            let columns = statement.column_count();
            let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| Ok(format!("{:?}", row.get_ref(at)?))).collect();
            let found: rusqlite::Result<Vec<Vec<String>>> = statement.query_map([], row).expect("rows").collect();
            rows.extend(found.expect("rows").into_iter().map(|row| format!("{table}: {}", row.join(" | "))));
        }
        rows
    }

    #[track_caller]
    fn assert_sound(&self) {
        let report = self.archive.check(&mut |_| {}).expect("a readable file");
        assert_eq!(report.findings, []);
        let check = "INSERT INTO search (search) VALUES ('integrity-check')";
        self.archive.connection.execute(check, []).expect("a sound index");
        let lost = "SELECT sum(records_read - known) - (SELECT count(*) FROM captures) FROM import_runs";
        assert_eq!(self.number(lost), 0, "captures and runs differ");
        for (counted, outcome) in [("new", "new"), ("rejected", "rejected"), ("noted", "noted")] {
            let there = match outcome {
                "noted" => "SELECT count(*) FROM captures WHERE note IS NOT NULL AND outcome <> 'rejected'".to_owned(),
                outcome => format!("SELECT count(*) FROM captures WHERE outcome = '{outcome}'"),
            };
            let of_runs = format!("SELECT sum({counted}) FROM import_runs WHERE inputs <> '[]'");
            assert_eq!(self.number(&of_runs), self.number(&there), "{counted}");
        }
    }

    fn number(&self, sql: &str) -> i64 {
        self.archive.connection.query_row(sql, [], |row| row.get(0)).expect(sql)
    }

    fn found(&self, query: &str) -> Vec<String> {
        let page =
            self.archive.search(&SearchRequest { query, limit: 50, ..SearchRequest::default() }).expect("an answer");
        assert_eq!(page.hits.len() as u64, page.total, "{query}");
        page.hits.into_iter().map(|hit| hit.article.title).collect()
    }

    fn article(&self, digested: &Digested) -> Article {
        let prefix = IdPrefix::parse(&digested.article.id.to_string()).expect("an id");
        self.archive.get_article(&prefix).expect("an article")
    }
}

#[rstest]
fn what_reads_the_same_stays_as_it_is(mut desk: Desk) {
    let pages = [("a", Ok(read("Late", &[FIRST]))), ("b", Err("holds nothing"))];
    desk.import(pages.clone());
    let before = desk.rows();
    assert_eq!(desk.reread(pages), [Rereading::Unchanged, Rereading::Unchanged]);
    assert_eq!(desk.rows(), before);
}

#[rstest]
fn a_better_text_takes_the_place_and_the_search_results_of_the_one_before(mut desk: Desk) {
    let (old, new) = (read("Late", &[MENU, FIRST]), read("Late", &[FIRST]));
    let (was, is) = (digest(old.clone()), digest(new.clone()));
    desk.import([("a", Ok(old))]);
    assert_eq!(desk.found("newsletter"), ["Late"]);
    let better = Rereading::Better { former: was.article.id, now: is.article.id };
    assert_eq!(desk.reread([("a", Ok(new))]), [better]);

    assert_eq!(desk.found("newsletter"), [""; 0]);
    assert_eq!(desk.found("ferry"), ["Late"]);
    assert_eq!(desk.found(""), ["Late"]);
    assert_eq!(desk.number("SELECT count(*) FROM articles"), 1);
    assert_eq!(desk.number("SELECT count(*) FROM contents"), 2, "the former content is kept");
    let article = desk.article(&was);
    assert_eq!(article.sha256, is.article.id.to_string());
    assert_eq!(article.asked_as, Some(was.article.id.short()));
    assert_eq!(article.captures.len(), 1);
    let former: Vec<_> = article.former_readings.iter().map(|it| (it.id.clone(), it.content.clone(), it.run)).collect();
    assert_eq!(former, [(was.article.id.short(), was.content.id.to_string(), 2)]);
    assert_eq!(desk.article(&is).asked_as, None);
}

#[rstest]
fn a_text_that_comes_back_is_found_again(mut desk: Desk) {
    let (old, new) = (read("Late", &[MENU, FIRST]), read("Late", &[FIRST]));
    desk.import([("a", Ok(old.clone()))]);
    desk.reread([("a", Ok(new))]);
    desk.reread([("a", Ok(old.clone()))]);
    assert_eq!(desk.found("newsletter"), ["Late"]);
    // And by an import too: the text of another page is that of a former reading.
    desk.reread([("a", Ok(read("Early", &[FIRST])))]);
    assert_eq!(desk.found("newsletter"), [""; 0]);
    desk.import([("b", Ok(Draft { url: Some("https://blatt.example/".to_owned()), ..old }))]);
    assert_eq!(desk.found("newsletter"), ["Late"]);
    assert_eq!(desk.found("ferry").len(), 2);
}

#[rstest]
fn better_fields_of_the_same_text_replace_those_before_which_are_kept(mut desk: Desk) {
    let mut old = read("Late", &[FIRST]);
    old.authors = vec!["Share This".to_owned()];
    old.section = Some("Cookies".to_owned());
    let mut new = read("Late", &[FIRST]);
    new.authors = vec!["Ida Brandt".to_owned()];
    new.tags = vec!["harbour".to_owned()];
    new.set_published("2024-03-03T08:00:00Z");
    let id = digest(new.clone()).article.id;
    desk.import([("a", Ok(old))]);
    assert_eq!(desk.reread([("a", Ok(new.clone()))]), [Rereading::Better { former: id, now: id }]);
    let article = desk.article(&digest(new));
    assert_eq!((article.authors, article.tags), (vec!["Ida Brandt".to_owned()], vec!["harbour".to_owned()]));
    assert_eq!(article.summary.section, None, "its only record says nothing of it any more");
    assert_eq!(article.summary.published.as_deref(), Some("2024-03-03T08:00:00Z"));
    let fields = &article.former_readings[0].fields;
    assert_eq!((&fields["authors"][0], &fields["section"]), (&"Share This".into(), &"Cookies".into()));
}

#[rstest]
fn a_text_is_never_given_up_for_none(mut desk: Desk) {
    let old = read("Late", &[FIRST]);
    desk.import([("a", Ok(old.clone())), ("b", Ok(Draft { url: None, ..old.clone() }))]);
    let title_only = read("Late and long", &[]);
    let rereadings = desk.reread([("a", Err("holds nothing")), ("b", Ok(title_only))]);
    assert_eq!(rereadings, ["holds nothing", "only a title"].map(|reason| Rereading::Kept(reason.to_owned())));
    let article = desk.article(&digest(old));
    assert_eq!(article.blocks.len(), 1);
    let note = article.captures[0].note.as_deref();
    assert_eq!(note, Some("the earlier reading stays, because a later one found no text: holds nothing"));
}

#[rstest]
fn a_rejected_record_that_becomes_readable_is_accepted_in_the_counts_of_its_run(mut desk: Desk) {
    let late = read("Late", &[FIRST]);
    desk.import([("a", Err("holds nothing")), ("b", Ok(late.clone())), ("c", Err("is nothing")), ("d", Err("no"))]);
    let mut other = read("Storm", &["The storm came."]);
    other.notes = vec!["the date was not understood".to_owned()];
    let reprint = Draft { url: Some("https://blatt.example/".to_owned()), ..late.clone() };
    let records = [("a", Ok(other)), ("b", Ok(late.clone())), ("c", Ok(late)), ("d", Ok(reprint))];
    let rereadings = desk.reread(records);
    assert_eq!(rereadings.iter().filter(|it| matches!(it, Rereading::Accepted { .. })).count(), 3);
    assert_eq!(desk.found("storm"), ["Storm"]);
    let run = desk.archive.list_runs().expect("runs").pop().expect("the first");
    let counts = &run.counts;
    // A text of the same address is there already, so that of "a" is a revision.
    assert_eq!((counts.read, counts.new, counts.revision), (4, 1, 1));
    assert_eq!((counts.duplicate, counts.reprint, counts.rejected, counts.noted), (2, 1, 0, 1));
}

#[rstest]
fn an_article_stays_as_long_as_a_record_gives_it(mut desk: Desk) {
    let (old, new) = (read("Late", &[MENU, FIRST]), read("Late", &[FIRST]));
    // "b" is of a format that is not read again, or it reads the same.
    desk.import([("a", Ok(old.clone())), ("b", Ok(old.clone()))]);
    desk.reread([("a", Ok(new.clone()))]);
    assert_eq!(desk.number("SELECT count(*) FROM articles"), 2);
    assert_eq!(desk.article(&digest(old.clone())).captures.len(), 1);
    assert_eq!(desk.article(&digest(new.clone())).former_readings.len(), 1);
    assert_eq!(desk.found("newsletter"), ["Late"]);
    // Now the other one follows: nothing is left of the first article but its id.
    desk.reread([("a", Ok(new.clone())), ("b", Ok(new.clone()))]);
    assert_eq!(desk.number("SELECT count(*) FROM articles"), 1);
    let article = desk.article(&digest(old.clone()));
    assert_eq!((article.asked_as, article.captures.len()), (Some(digest(old).article.id.short()), 2));
}

#[rstest]
fn two_articles_that_are_one_by_the_better_reading_are_joined(mut desk: Desk) {
    let texts: [&[&str]; 3] = [&[MENU, FIRST], &[FIRST], &["Cookies?", FIRST]];
    let section = |name: &str, text| Draft { section: Some(name.to_owned()), ..read("Late", text) };
    let old = [section("A", texts[0]), section("B", texts[1]), section("C", texts[2])];
    desk.import(["a", "b", "c"].into_iter().zip(old.clone().map(Ok)));
    let new = [section("A", texts[1]), section("B", texts[1]), section("C", texts[1])];
    desk.reread(["a", "b", "c"].into_iter().zip(new.clone().map(Ok)));
    assert_eq!(desk.number("SELECT count(*) FROM articles"), 1);
    let article = desk.article(&digest(new[0].clone()));
    assert_eq!(article.captures.len(), 3);
    // As if they had been imported so: the first record has the say, the others remember what they say.
    assert_eq!(article.summary.section.as_deref(), Some("A"));
    let said: Vec<_> =
        article.captures.iter().map(|it| it.extra.as_ref().map(|extra| extra["section"].clone())).collect();
    assert_eq!(said, [None, Some("B".into()), Some("C".into())]);
    for old in old {
        assert_eq!(desk.article(&digest(old)).sha256, article.sha256);
    }
}

#[rstest]
fn what_was_read_by_names_of_its_own_is_left_out(mut desk: Desk) {
    let named = |name: &str, text: &str| Draft { mapped: vec![("text", name.to_owned())], ..read("Late", &[text]) };
    desk.import([("a", Ok(named("body_de", "Die Fähre kam."))), ("b", Ok(named("body_de", "Sie ging.")))]);
    let rereadings = desk.reread([("a", Ok(named("text", FIRST))), ("b", Err("has no text"))]);
    assert!(rereadings.iter().all(|it| matches!(it, Rereading::LeftOut(_))), "{rereadings:?}");
    assert_eq!(desk.found("Fähre"), ["Late"]);
}

#[rstest]
fn an_import_of_the_same_record_knows_it_and_does_not_bring_the_former_article_back(mut desk: Desk) {
    let (old, new) = (read("Late", &[MENU, FIRST]), read("Late", &[FIRST]));
    desk.import([("a", Ok(old.clone()))]);
    desk.reread([("a", Ok(new.clone()))]);
    desk.import([("a", Ok(old))]);
    assert_eq!(desk.number("SELECT count(*) FROM articles"), 1);
    assert_eq!(desk.number("SELECT known FROM import_runs ORDER BY id DESC LIMIT 1"), 1);
}

#[rstest]
fn a_trial_tells_what_would_change_and_changes_nothing(mut desk: Desk) {
    desk.import([("a", Ok(read("Late", &[MENU, FIRST])))]);
    let before = desk.rows();
    let mut trial = desk.archive.begin_trial("test", &[]).expect("no other import");
    trial.reread(sighting("a", Ok(read("Late", &[FIRST])))).expect("room");
    trial.leave_out("csv", "needs its header", 7);
    let report = trial.finish_and_report(10).expect("room");
    let counts: Vec<_> = report.rereadings.iter().map(|it| (it.format.as_str(), it.better, it.left_out)).collect();
    assert_eq!(counts, [("csv", 0, 7), ("html", 1, 0)]);
    assert_eq!(desk.rows(), before);
    desk.assert_sound();
    assert_eq!(desk.found("newsletter"), ["Late"]);
}

#[rstest]
fn a_run_that_is_cut_off_leaves_a_sound_archive_and_the_next_one_does_the_rest(mut desk: Desk) {
    let text = |place: &str, menu: bool| {
        let own = format!("The ferry {place} left the quay.");
        let texts: &[&str] = if menu { &[MENU, &own] } else { &[&own] };
        Draft { url: Some(format!("https://herald.example/{place}")), ..read("Late", texts) }
    };
    let places = ["a", "b", "c"];
    desk.import(places.map(|place| (place, Ok(text(place, true)))));
    let mut import = desk.archive.begin_import("test", &[]).expect("no other import");
    import.reread(sighting("a", Ok(text("a", false)))).expect("room");
    import.commit().expect("room");
    import.reread(sighting("b", Ok(text("b", false)))).expect("room");
    drop(import);
    desk.assert_sound();
    assert_eq!(desk.found("newsletter").len(), 2);
    let rereadings = desk.reread(places.map(|place| (place, Ok(text(place, false)))));
    assert_eq!(rereadings[0], Rereading::Unchanged);
    assert!(rereadings[1..].iter().all(|it| matches!(it, Rereading::Better { .. })), "{rereadings:?}");
    assert_eq!(desk.found("newsletter"), [""; 0]);
    assert_eq!(desk.found("ferry").len(), 3);
}
