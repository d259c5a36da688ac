//! A folder of a test's own, and the program run in it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{Database, Ran};

/// What docs/samples.md says of `samples/`: read, new, duplicate, reprint, revision, rejected.
pub const SAMPLE_COUNTS: [i64; 6] = [45, 37, 6, 4, 1, 1];

/// A folder with, sooner or later, an archive `cuttings.db` in it. The program runs there, so that it needs no `-a`.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A folder with an archive of the samples.
    #[track_caller]
    pub fn with_samples() -> Self {
        let desk = Self::new();
        // 3, because one of the samples is broken on purpose.
        desk.run(&["import", &samples()]).exits(3);
        desk
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same as text, for a command line.
    pub fn name(&self, name: &str) -> String {
        self.path(name).to_str().expect("temporary folders have plain names").to_owned()
    }

    /// The archive that commands take when none is named.
    pub fn archive(&self) -> PathBuf {
        self.path("cuttings.db")
    }

    /// Writes a file, and the folders that it lies in.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder above the file")).expect("a folder can be made");
        fs::write(&path, bytes).expect("a file can be written");
        path
    }

    /// The program, about to run in the folder.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        for variable in ["CUTTINGS_ARCHIVE", "CUTTINGS_BIND", "CUTTINGS_PORT", "CUTTINGS_TOKEN"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs the program to its end.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Ran {
        Ran::of(self.command(arguments))
    }

    /// The archive as SQLite sees it.
    #[track_caller]
    pub fn database(&self) -> Database {
        Database::open(&self.archive())
    }

    /// Runs `cuttings check` and expects it to find nothing.
    #[track_caller]
    pub fn assert_sound(&self) {
        let ran = self.run(&["check"]).exits(0);
        assert!(ran.text().starts_with("sound: "), "{}", ran.text());
    }
}

/// The root of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the project")
}

/// The folder of the samples.
pub fn samples() -> String {
    project().join("samples").to_str().expect("the project lies at a path that is text").to_owned()
}

/// The SQLite that people have, apart from the one built into the program.
pub const SQLITE: &str = "/usr/bin/sqlite3";

/// Whether that is there; says so where it is not.
pub fn sqlite3_is_there() -> bool {
    let there = Path::new(SQLITE).exists();
    if !there {
        skip(&format!("there is no {SQLITE}"));
    }
    there
}

/// Says why a test does nothing here; shown by `cargo test -- --nocapture`.
#[expect(clippy::print_stderr, reason = "a test that skips must not look like one that ran")]
pub fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

/// The program, built beside the tests: they run as `target/<profile>/deps/it-…`.
fn program() -> PathBuf {
    let test = std::env::current_exe().expect("the tests know where they are");
    let folder = test.parent().and_then(Path::parent).expect("tests lie two folders deep");
    let program = folder.join(format!("cuttings{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "there is no {}: run `cargo build` first, with the same profile", program.display());
    program
}
