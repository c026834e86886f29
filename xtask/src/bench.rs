//! `cargo xtask bench`: how fast the reader is, beside plain pages, other tools and earlier builds. The measuring itself is
//! `bench/main.mjs`, which knows the options.

use crate::child::{command, root, run};
use crate::tools;
use anyhow::{Context, Result};

/// Measures. Paths among the arguments are looked for where the command was typed.
pub fn bench(args: &[String]) -> Result<()> {
    let browser = tools::ensure_for_bench()?;
    let mut node = command("node");
    node.arg(root().join("bench/main.mjs"))
        .args(args)
        .current_dir(std::env::current_dir().context("looking for the current folder")?)
        .env("WHOWHEN_CHROMIUM", browser.path());
    // Pages and module must be of one build: for another build than this checkout's, its own program must be named.
    let is_own = !args.iter().any(|arg| ["--dist", "--writer"].iter().any(|option| arg.starts_with(option)));
    if is_own {
        run(command("cargo").args(["build", "--package", "whowhen-cli"]))?;
        // Cargo puts both programs into one folder.
        let writer = std::env::current_exe().context("looking for this program")?.with_file_name("whowhen");
        node.arg("--writer").arg(format!("\"{}\" page", writer.display()));
    }
    run(&mut node)
}
