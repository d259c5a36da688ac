//! The `cuttings` command. Standard output is the answer, standard error everything else; the exit code says how it
//! went: see [`exit::Exit`].

mod args;
mod commands;
mod exit;
mod note;
mod output;
mod pipeline;

use std::process::ExitCode;

use clap::Parser;

use args::Arguments;

/// Records are made on some threads and dropped on others, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match commands::run(arguments) {
        Ok(exit) => exit.into(),
        Err(error) => exit::report(&error).into(),
    }
}
