//! The `cuttings` command. Standard output is the answer, standard error everything else; the exit code says how it
//! went: see [`exit::Exit`].

mod args;
mod commands;
mod exit;
mod output;
mod pipeline;

use std::process::ExitCode;

use clap::Parser;

use args::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match commands::run(arguments) {
        Ok(exit) => exit.into(),
        Err(error) => exit::report(&error).into(),
    }
}
