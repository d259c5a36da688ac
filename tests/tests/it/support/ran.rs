//! A run of the program that has ended: what it said, and how it went.

use std::process::{Command, Output};

use serde_json::Value;

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; nothing where a signal ended it.
    pub code: Option<i32>,
    /// Standard output, byte for byte.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: String,
}

impl Ran {
    /// Runs a command to its end.
    #[track_caller]
    pub fn of(mut command: Command) -> Self {
        Self::from(command.output().expect("the command can be started"))
    }

    /// Expects an exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        let (stdout, stderr) = (String::from_utf8_lossy(&self.stdout), &self.stderr);
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", end_of(&stdout), end_of(stderr));
        self
    }

    /// Expects each of these in what it said on standard error.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is not said in: {}", end_of(&self.stderr));
        }
        self
    }

    /// Standard output as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("the answer is UTF-8")
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// Standard output as one JSON value for each line.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("no JSON ({error}): {line}"));
        self.text().lines().map(parse).collect()
    }
}

/// The end of a long text.
fn end_of(text: &str) -> &str {
    let start = text.char_indices().rev().nth(2000).map_or(0, |(start, _)| start);
    &text[start..]
}

impl From<Output> for Ran {
    /// No run may panic, whatever it was given.
    #[track_caller]
    fn from(output: Output) -> Self {
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let panicked = stderr.find("panicked").map(|at| &stderr[at..]);
        assert_eq!(panicked, None, "the program panicked");
        Self { code: output.status.code(), stdout: output.stdout, stderr }
    }
}
