//! The command line: what can be asked, and the words that explain it.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A cuttings library in one SQLite file: import archives of articles, find copies, search, browse, ship.
#[derive(Debug, Parser)]
#[command(name = "cuttings", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    /// The archive to work on
    #[arg(
        short,
        long,
        global = true,
        value_name = "PATH",
        env = "CUTTINGS_ARCHIVE",
        hide_env_values = true,
        default_value = "cuttings.db"
    )]
    pub archive: PathBuf,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done; 1 nothing found; 2 wrong usage, or it could not be done; 3 done, but some \
records were rejected.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read files, folders or standard input into the archive
    Import(ImportArgs),
    /// Print what an input would give, storing nothing
    Extract(ExtractArgs),
    /// Find articles by their words
    Search(FindArgs),
    /// Ask many queries at once, for tables and citation
    Batch(BatchArgs),
    /// Print one article
    Show(ShowArgs),
    /// Compare two articles, by paragraphs and words
    Diff(DiffArgs),
    /// List articles, newest first
    List(SearchArgs),
    /// Say what is alike: reprints, near-duplicates, stories, boilerplate; or explain two articles
    Dedupe(DedupeArgs),
    /// List what was decided on two articles, or decide that they are the same, or are not
    Decide(DecideArgs),
    /// List the stories: articles that tell the same in nearly the same words; or show who ran one when
    Stories(StoriesArgs),
    /// Show who else printed the paragraphs of an article, or which site takes from which
    Reuse(ReuseArgs),
    /// Give articles tags of your own, or list those
    Tag(TagArgs),
    /// Write a note about an article, or list the notes
    Note(NoteArgs),
    /// Mark a passage of an article
    Highlight(HighlightArgs),
    /// Put articles into a collection, show one, or list them all
    Collect(CollectArgs),
    /// List the saved searches, save one, or remove one
    Searches(SearchesArgs),
    /// Count what is in the archive, and where its bytes are
    Stats(FormatArgs),
    /// List the imports so far, or show what became of the records of one
    Runs(RunsArgs),
    /// Check the archive: pages, references, every hash, the search index
    Check(CheckArgs),
    /// Give back the exact bytes that an article was read from
    Original(OriginalArgs),
    /// Write a clean copy in one file, to hand to somebody: with your tags and notes, without private collections
    Ship(ShipArgs),
    /// Browse the archive on a local web page
    Serve(ServeArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON value
    Json,
}

/// How streams of answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum StreamFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
}

/// How lists are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    /// For people
    #[default]
    Text,
    /// One JSON value with the total and the items
    Json,
    /// One JSON object an item and line
    Jsonl,
}

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum TableFormat {
    /// For people
    #[default]
    Text,
    /// One JSON value
    Json,
    /// Lines of values with commas between them; for --sites only
    Csv,
}

/// How the answers to many queries are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum BatchFormat {
    /// For people
    #[default]
    Text,
    /// A table with a row for each hit
    Csv,
    /// One JSON object with the fingerprint of the archive and the queries
    Json,
    /// One JSON object a query and line
    Jsonl,
}

/// `--format text|json`, for commands with nothing else to choose.
#[derive(Debug, Clone, Copy, Args)]
pub struct FormatArgs {
    /// How to write the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What is read, and how.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// Files and folders to read, or - for standard input; zip, tar, gz, … are unpacked
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// Take a field from the column or key NAME; FIELD is title, standfirst, text, url, site, author, published,
    /// modified, language, section, tags or id
    #[arg(long, value_name = "FIELD=NAME")]
    pub map: Vec<String>,

    /// Take what can be read of records that are broken or cut short, with a note, instead of rejecting them
    #[arg(long)]
    pub salvage: bool,
}

/// `cuttings import`.
#[derive(Debug, Clone, Args)]
#[command(mut_arg("inputs", |inputs| inputs.required(false).required_unless_present("reread")))]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub struct ImportArgs {
    /// What to read
    #[command(flatten)]
    pub input: InputArgs,

    /// Read what the archive keeps again, instead of inputs: where readers have become better, articles get the better
    /// text and fields, and what they were before stays in the archive
    #[arg(long, conflicts_with_all = ["inputs", "map", "salvage", "no_originals", "no_compare"])]
    pub reread: bool,

    /// Do not keep the raw bytes of the records
    #[arg(long)]
    pub no_originals: bool,

    /// Do not compare what was read with what was there; the next import does, or `cuttings dedupe`
    #[arg(long, conflicts_with = "dry_run")]
    pub no_compare: bool,

    /// Store nothing: only report what the import would do
    #[arg(long)]
    pub dry_run: bool,

    /// How to write the counts
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings extract`.
#[derive(Debug, Clone, Args)]
pub struct ExtractArgs {
    /// What to read
    #[command(flatten)]
    pub input: InputArgs,

    /// How to write the records
    #[arg(long, value_enum, default_value_t)]
    pub format: StreamFormat,
}

/// `cuttings search` and `cuttings list`.
#[derive(Debug, Clone, Args)]
pub struct SearchArgs {
    /// Words, "phrases", prefix*, OR, NOT or -, ( ), NEAR(a b, 5), and title: text: standfirst: site: author: lang:
    /// section: tag: url: source: in: after: before: during: is:duplicate is:revised is:wire is:noted is:highlighted
    /// has:repeats (put a query with a - in quotes)
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// How many to print at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: u32,

    /// How many to leave out first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u32,

    /// Give each story once, with the number of its other articles
    #[arg(long)]
    pub fold: bool,

    /// What comes first
    #[arg(long, value_enum, default_value_t)]
    pub order: Order,

    /// How to write the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
}

/// `cuttings search`.
#[derive(Debug, Clone, Args)]
pub struct FindArgs {
    /// What lists take, too.
    #[command(flatten)]
    pub list: SearchArgs,

    /// Also count the sites, languages, sections, authors, tags and months of everything that matches
    #[arg(long)]
    pub facets: bool,
}

/// What comes first in a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// What the words fit best; without words, the newest
    #[default]
    Relevance,
    /// What was published last
    Newest,
    /// What was published first
    Oldest,
    /// What was published most often, as itself or in its story
    MostPrinted,
}

/// `cuttings batch`.
#[derive(Debug, Clone, Args)]
pub struct BatchArgs {
    /// A table (CSV) with a column query, and one called name or id if you like, or a text with a query a line; - for
    /// standard input
    #[arg(value_name = "QUERIES")]
    pub queries: PathBuf,

    /// How many hits to give for each query at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: u32,

    /// How to write the answers
    #[arg(long, value_enum, default_value_t)]
    pub format: BatchFormat,
}

/// `cuttings dedupe`.
#[derive(Debug, Clone, Args)]
pub struct DedupeArgs {
    /// Explain what two articles are to each other, and why
    #[arg(long, num_args = 2, value_names = ["ID", "ID"])]
    pub explain: Option<Vec<String>>,

    /// Compare everything anew, in the usual way: texts of the same and of neighbouring months; decisions stay
    #[arg(long, conflicts_with = "explain")]
    pub rebuild: bool,

    /// Compare everything anew, whenever it was published; holds for the imports that follow
    #[arg(long, conflicts_with = "explain")]
    pub all_time: bool,

    /// Compare everything anew, looking for smaller passages too, in several times the time; holds for the imports that
    /// follow
    #[arg(long, conflicts_with = "explain")]
    pub thorough: bool,

    /// How to write the report
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings decide`.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct DecideArgs {
    /// What to decide; without it, what was decided is listed
    #[command(subcommand)]
    pub command: Option<DecideCommand>,

    /// How to write the list
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings decide same` and its like.
#[derive(Debug, Clone, Subcommand)]
pub enum DecideCommand {
    /// Two articles tell the same, whatever was computed: put them in one story
    Same(DecisionArgs),
    /// Two articles do not tell the same: keep them in different stories
    NotSame(DecisionArgs),
    /// Take back what was decided on two articles
    Undo(PairArgs),
}

/// A decision.
#[derive(Debug, Clone, Args)]
pub struct DecisionArgs {
    /// The two articles
    #[command(flatten)]
    pub pair: PairArgs,

    /// The reason, for those who come after
    #[arg(long, value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub why: String,

    /// Who decides
    #[command(flatten)]
    pub who: WhoArgs,
}

/// Who adds something to the archive.
#[derive(Debug, Clone, Args)]
pub struct WhoArgs {
    /// Your name, kept with what you add
    #[arg(long, value_name = "NAME", env = "USER", hide_env_values = true, default_value = "somebody")]
    pub who: String,
}

/// `cuttings tag`.
#[derive(Debug, Clone, Args)]
pub struct TagArgs {
    /// The beginnings of the ids of articles, and +NAME for each tag that they get; nothing lists the tags
    #[arg(value_name = "ID|+NAME")]
    pub ids_and_tags: Vec<String>,

    /// Take a tag of yours from the articles
    #[arg(long, value_name = "NAME", requires = "ids_and_tags")]
    pub remove: Vec<String>,

    /// Who tags
    #[command(flatten)]
    pub who: WhoArgs,

    /// How to write the tags
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings note`.
#[derive(Debug, Clone, Args)]
pub struct NoteArgs {
    /// The beginning of the article's id; nothing lists the notes
    #[arg(requires = "text", conflicts_with = "remove")]
    pub id: Option<String>,

    /// The note, or - for standard input
    #[arg(value_name = "TEXT")]
    pub text: Option<String>,

    /// Remove the note whose id begins so
    #[arg(long, value_name = "NOTE")]
    pub remove: Option<String>,

    /// How many to list at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: u32,

    /// Who writes
    #[command(flatten)]
    pub who: WhoArgs,

    /// How to write the notes
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings highlight`.
#[derive(Debug, Clone, Args)]
pub struct HighlightArgs {
    /// The beginning of the article's id
    #[arg(requires = "passage", required_unless_present = "remove", conflicts_with = "remove")]
    pub id: Option<String>,

    /// The passage, as it is printed in one paragraph
    pub passage: Option<String>,

    /// What to say of it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,

    /// Its colour
    #[arg(long, value_enum, default_value_t)]
    pub colour: HighlightColour,

    /// Remove the highlight whose id begins so
    #[arg(long, value_name = "HIGHLIGHT")]
    pub remove: Option<String>,

    /// Who marks
    #[command(flatten)]
    pub who: WhoArgs,

    /// How to write the answer
    #[command(flatten)]
    pub format: FormatArgs,
}

/// The colours of highlights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum HighlightColour {
    /// As with a marker
    #[default]
    Yellow,
    /// Green
    Green,
    /// Blue
    Blue,
    /// Pink
    Pink,
}

/// `cuttings collect`.
#[derive(Debug, Clone, Args)]
pub struct CollectArgs {
    /// The name of the collection; nothing lists the collections
    pub name: Option<String>,

    /// The beginnings of the ids of articles to put at its end; none shows what is in it
    pub ids: Vec<String>,

    /// Take an article out of it
    #[arg(long, value_name = "ID", requires = "name", conflicts_with = "ids")]
    pub remove: Vec<String>,

    /// Put the articles at this place in it, from 1, instead of at its end
    #[arg(long, value_name = "N", requires = "ids", value_parser = clap::value_parser!(u32).range(1..))]
    pub place: Option<u32>,

    /// Shipped copies go without it
    #[arg(long, requires = "name", conflicts_with_all = ["public", "delete"])]
    pub private: bool,

    /// Shipped copies have it, as they have every collection that is not private
    #[arg(long, requires = "name", conflicts_with = "delete")]
    pub public: bool,

    /// Remove the collection; the articles stay in the archive
    #[arg(long, requires = "name", conflicts_with_all = ["ids", "remove"])]
    pub delete: bool,

    /// Who collects
    #[command(flatten)]
    pub who: WhoArgs,

    /// How to write the answer
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings searches`.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct SearchesArgs {
    /// What to do; without it, the saved searches are listed
    #[command(subcommand)]
    pub command: Option<SearchesCommand>,

    /// How to write the list
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings searches save` and its like.
#[derive(Debug, Clone, Subcommand)]
pub enum SearchesCommand {
    /// Save a query under a name; another query of that name gives way
    Save(SaveSearchArgs),
    /// Remove a saved search
    Remove {
        /// Its name
        name: String,
    },
}

/// `cuttings searches save`.
#[derive(Debug, Clone, Args)]
pub struct SaveSearchArgs {
    /// What to call it
    pub name: String,

    /// The query: docs/search.md has the language
    #[arg(required = true)]
    pub query: Vec<String>,

    /// Who saves it
    #[command(flatten)]
    pub who: WhoArgs,
}

/// Two articles.
#[derive(Debug, Clone, Args)]
pub struct PairArgs {
    /// The beginning of the id of one article
    pub one: String,

    /// The beginning of the id of another
    pub other: String,

    /// How to write the answer
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings stories`.
#[derive(Debug, Clone, Args)]
pub struct StoriesArgs {
    /// The beginning of the id of any article of a story: shows that story
    pub id: Option<String>,

    /// List those that were published last first, instead of those with the most articles
    #[arg(long, conflicts_with = "id")]
    pub newest: bool,

    /// How many to print at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20, conflicts_with = "id")]
    pub limit: u32,

    /// How many to leave out first
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "id")]
    pub offset: u32,

    /// How to write the answer
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings reuse`.
#[derive(Debug, Clone, Args)]
pub struct ReuseArgs {
    /// The beginning of an article's id: shows it paragraph by paragraph
    #[arg(required_unless_present = "sites", conflicts_with = "sites")]
    pub id: Option<String>,

    /// List for each two sites how many stories of the one the other had later, and how long after
    #[arg(long)]
    pub sites: bool,

    /// How to write the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
}

/// `cuttings show`.
#[derive(Debug, Clone, Args)]
pub struct ShowArgs {
    /// The beginning of the article's id, 6 digits or more
    pub id: String,

    /// Print repeated blocks in full, too
    #[arg(long)]
    pub repeats: bool,

    /// How to write the article
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings diff`.
#[derive(Debug, Clone, Args)]
pub struct DiffArgs {
    /// The beginning of an article's id, 6 digits or more; alone, it is compared with the previous revision at its URL
    #[arg(value_name = "A")]
    pub left: String,

    /// The beginning of the id of the article to compare it with
    #[arg(value_name = "B")]
    pub right: Option<String>,

    /// Print runs of paragraphs that are the same in full, too
    #[arg(long)]
    pub whole: bool,

    /// Columns to break lines at, instead of those of the terminal; from 100 on, the texts stand side by side
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,

    /// How to write the comparison
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings runs`.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct RunsArgs {
    /// What to do with the runs
    #[command(subcommand)]
    pub command: Option<RunsCommand>,

    /// How to write the list
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings runs show`.
#[derive(Debug, Clone, Subcommand)]
pub enum RunsCommand {
    /// Show one import: its records by format, fields kept, and what was rejected and why
    Show(RunsShowArgs),
}

/// `cuttings runs show`.
#[derive(Debug, Clone, Args)]
pub struct RunsShowArgs {
    /// The number of the run, as `cuttings runs` prints it
    #[arg(value_name = "N")]
    pub number: i64,

    /// How many rejected records, and how many notes, to show at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    pub limit: u32,

    /// How to write the report
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings check`.
#[derive(Debug, Clone, Copy, Args)]
pub struct CheckArgs {
    /// Bring an older file up to date, and make the search index anew where it does not fit
    #[arg(long)]
    pub repair: bool,

    /// How to write the report
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings original`.
#[derive(Debug, Clone, Args)]
pub struct OriginalArgs {
    /// The beginning of an article's id, or of the SHA-256 of a capture's raw bytes
    pub id: String,

    /// Write to a file instead of standard output; it must not exist
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `cuttings ship`.
#[derive(Debug, Clone, Args)]
pub struct ShipArgs {
    /// The file to write; it must not exist
    #[arg(value_name = "OUT")]
    pub output: PathBuf,

    /// How to write the report
    #[command(flatten)]
    pub format: FormatArgs,
}

/// `cuttings serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", env = "CUTTINGS_BIND", hide_env_values = true, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,

    /// The port to listen on; 0 takes any that is free
    #[arg(long, value_name = "PORT", env = "CUTTINGS_PORT", hide_env_values = true, default_value_t = 8080)]
    pub port: u16,

    /// Let people add tags, notes, highlights, collections and searches, and import files; without it everything is
    /// read-only
    #[arg(long)]
    pub write: bool,

    /// Who adds what is added on the pages
    #[command(flatten)]
    pub who: WhoArgs,

    /// Most bytes of one upload to import, all its files together
    #[arg(long, value_name = "BYTES", default_value_t = 4 << 30, requires = "write")]
    pub upload_limit: u64,

    /// Let in only those who know this secret: programs send it as `Authorization: Bearer SECRET`, browsers are asked for
    /// it. Demanded where --bind is not loopback. Better in the environment, where other users do not see it
    #[arg(long, value_name = "SECRET", env = "CUTTINGS_TOKEN", hide_env_values = true, conflicts_with = "no_token")]
    pub token: Option<String>,

    /// Let in everybody who can reach the address, without a secret
    #[arg(long)]
    pub no_token: bool,
}

/// `cuttings completions`.
#[derive(Debug, Clone, Copy, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}
