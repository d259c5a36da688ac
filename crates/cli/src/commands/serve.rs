//! `cuttings serve`: the archive on a local web page.

use std::path::Path;

use anyhow::Result;
use cuttings_web::ServeOptions;

use crate::args::ServeArgs;
use crate::exit::Exit;

/// Runs the command until it is interrupted.
pub fn run(archive: &Path, args: ServeArgs) -> Result<Exit> {
    let options = ServeOptions { archive: archive.to_owned(), bind: args.bind, port: args.port };
    if !args.bind.is_loopback() {
        anstream::eprintln!("warning: {} can be reached from other machines, and there is no password", args.bind);
    }
    cuttings_web::serve(&options, |address| anstream::println!("http://{address}/ – Ctrl-C ends it"))?;
    Ok(Exit::Done)
}
