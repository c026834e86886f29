//! `cargo xtask bench`: measures the reader and compares it with plain pages, other tools and earlier builds. It runs
//! `bench/main.mjs`, which parses the options.

use crate::child::{command, root, run};
use crate::tools;
use anyhow::{Context, Result};

/// Runs the benchmark. Paths in the arguments are relative to the current folder.
pub fn bench(args: &[String]) -> Result<()> {
    let browser = tools::ensure_for_bench()?;
    let mut node = command("node");
    node.arg(root().join("bench/main.mjs"))
        .args(args)
        .current_dir(std::env::current_dir().context("looking for the current folder")?)
        .env("WHOWHEN_CHROMIUM", browser.path());
    // Pages and module must come from the same build. For a build of another checkout, its own program must be given.
    let is_own_build = !args.iter().any(|arg| ["--dist", "--writer"].iter().any(|option| arg.starts_with(option)));
    if is_own_build {
        run(command("cargo").args(["build", "--package", "whowhen-cli"]))?;
        // Cargo puts both programs into the same folder.
        let writer = std::env::current_exe().context("looking for this program")?.with_file_name("whowhen");
        node.arg("--writer").arg(format!("\"{}\" page", writer.display()));
    }
    run(&mut node)
}
