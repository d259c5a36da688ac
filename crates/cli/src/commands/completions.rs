//! `cuttings completions`: a completion script for a shell.

use std::io::{self, Write};

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Arguments;
use crate::exit::Exit;

/// Runs the command.
pub fn run(shell: Shell) -> Result<Exit> {
    // Written in one piece, because the generator panics on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "cuttings", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Exit::Done)
}
