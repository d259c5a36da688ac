//! `docs/cli.md` is the program's own help. `UPDATE_DOCS=1` writes it anew.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The help of the program, or of one of its commands.
fn help(command: Option<&str>) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_cuttings"));
    // A variable's value would be printed as the default, and the width of the terminal breaks the lines.
    program
        .env_remove("CUTTINGS_ARCHIVE")
        .env_remove("CUTTINGS_BIND")
        .env_remove("CUTTINGS_PORT")
        .env("COLUMNS", "100");
    let output = program.args(command).arg("--help").output().expect("the program runs");
    assert!(output.status.success(), "{command:?} --help fails");
    let text = String::from_utf8(output.stdout).expect("help is text");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The names of the commands, as the program lists them.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

fn section(title: &str, help: &str) -> String {
    format!("## {title}\n\n```text\n{help}\n```")
}

#[test]
fn the_page_of_commands_is_what_the_program_says() {
    let whole = help(None);
    let mut sections = vec![
        "# Commands".to_owned(),
        "This is what `cuttings --help` and `cuttings COMMAND --help` print; a test compares the two.".to_owned(),
        section("cuttings", &whole),
    ];
    sections.extend(commands(&whole).iter().map(|name| section(&format!("cuttings {name}"), &help(Some(name)))));
    let page = sections.join("\n\n") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).expect("docs/cli.md can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page, "docs/cli.md is not what the program says: run this test with UPDATE_DOCS=1");
}
