//! Development tasks: set-up, building, serving, testing. Run as `cargo xtask <command>`.
//!
//! There is one module for each command; `tools/` installs what a command needs. This crate depends on no other crate of
//! the workspace, so it compiles in seconds on a machine that has only cargo.

mod bench;
mod build;
mod checks;
mod child;
mod dist;
mod size;
mod tools;

use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
Commands of the Whowhen project. Each installs missing tools first.

    cargo xtask serve [ARGS]     build, and serve on 127.0.0.1:8080 while you edit (ARGS go to `trunk serve`)
    cargo xtask test             all checks that must pass before a change is merged
                                 --only STEP...   of fmt, lint, native, build, size, browser, engines
    cargo xtask build            a release build in dist/, for any static host and path
    cargo xtask bench [OPTIONS]  compare the reader in dist/ with other tools (--help lists the options)

    cargo xtask pages FOLDER     write the start page and the articles' pages of a build again, after its articles/ changed
    cargo xtask setup            only install the tools
    cargo xtask size             print the size of what readers download, and check it against the limit
    cargo xtask schema           generate schema/article.schema.json from the types
    cargo xtask finish           the hook that Trunk runs at the end of each build (see Trunk.toml)
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line per cause, except that some contain several lines of advice.
            eprintln!("\nerror: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let (command, rest) = match args {
        [] => ("help", args),
        [command, rest @ ..] => (command.as_str(), rest),
    };
    if !["serve", "test", "bench", "pages"].contains(&command) && !rest.is_empty() {
        bail!("`cargo xtask {command}` takes no arguments\n\n{HELP}");
    }
    match command {
        "serve" => build::serve(rest),
        "test" => checks::test(rest),
        "build" => build::release(),
        "bench" => bench::bench(rest),
        "pages" => match rest {
            [folder] => dist::write_pages(Path::new(folder)),
            _ => bail!("`cargo xtask pages` takes one argument: the folder of a release build"),
        },
        "setup" => tools::ensure_all(),
        "size" => size::check(),
        "schema" => build::schema(),
        "finish" => dist::finish_staged(),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
}
