//! docs/cli.md is what `--help` says: this test compares the two, and with `UPDATE_DOCS=1` it writes the file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HEAD: &str = "\
# The command line

<!-- Made from `--help` by `UPDATE_DOCS=1 cargo test -p cuttings-cli --test cli_docs`. -->
";

/// What the program says about itself or a command, whatever the terminal and the environment are.
fn help(command: &[&str], columns: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cuttings"));
    program.args(command).arg("--help").env("COLUMNS", columns);
    for variable in ["CUTTINGS_ARCHIVE", "CUTTINGS_BIND", "CUTTINGS_PORT", "CLICOLOR_FORCE"] {
        program.env_remove(variable);
    }
    let output = program.output().expect("the program starts");
    assert!(output.status.success(), "{command:?} --help fails");
    let text = String::from_utf8(output.stdout).expect("help is text");
    // Lines that clap fills up with spaces would be changed by editors.
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// The commands that the program's help lists.
fn commands(help: &str) -> Vec<&str> {
    let (_, list) = help.split_once("\nCommands:\n").unwrap_or_default();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names =
        lines.filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '))?.split(' ').next());
    names.filter(|name| *name != "help").collect()
}

/// The section about a command and those within it.
fn section(command: &[&str]) -> String {
    let help = help(command, "100");
    let (level, name) = ("#".repeat(command.len() + 1), command.join(" "));
    let mut section = format!("\n{level} `cuttings {name}`\n\n```text\n{help}```\n");
    for within in commands(&help) {
        section.push_str(&self::section(&[command, &[within]].concat()));
    }
    section
}

/// The whole document.
fn document() -> String {
    let main = help(&[], "100");
    let mut document = format!("{HEAD}\n```text\n{main}```\n");
    for command in commands(&main) {
        document.push_str(&section(&[command]));
    }
    document
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md")
}

#[test]
fn the_document_says_what_help_says() {
    let document = document();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path(), &document).expect("docs/ can be written");
    }
    let written = fs::read_to_string(path()).unwrap_or_default();
    let different = document.lines().zip(written.lines()).find(|(help, written)| help != written);
    assert!(
        written == document,
        "docs/cli.md is out of date, first at (--help, file): {different:#?}; UPDATE_DOCS=1 cargo test -p cuttings-cli \
         --test cli_docs writes it anew"
    );
}

#[test]
fn every_command_is_in_the_document() {
    let document = document();
    let main = help(&[], "100");
    let commands = commands(&main);
    assert!(commands.len() >= 11, "{commands:?}");
    for command in commands {
        assert!(document.contains(&format!("\n## `cuttings {command}`\n")), "{command}");
    }
}

#[test]
fn a_wide_terminal_does_not_change_what_help_says() {
    assert_eq!(help(&["import"], "100"), help(&["import"], "1000"));
}
