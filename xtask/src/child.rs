//! Child processes. They start in the root of the checkout with a clean environment, and their output is passed through.
//!
//! `cargo xtask` itself is started by cargo, and often by rustup's proxy. Both set environment variables (the toolchain,
//! the cargo binary, the package) that child processes must not inherit: the set-up may just have chosen another toolchain
//! for this folder.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;
use wait_timeout::ChildExt;

/// The root of the checkout.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        // Cargo sets it for `cargo run`, so the root is found even if the checkout was moved after the build.
        let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let package = PathBuf::from(package);
        package.parent().map(Path::to_owned).unwrap_or(package)
    });
    &ROOT
}

/// The folder whose `bin/` has the programs that `cargo install` builds.
pub fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    let dirs = directories::BaseDirs::new().context("no home directory")?;
    Ok(dirs.home_dir().join(".cargo"))
}

/// `PATH`, with cargo's `bin` folder added if it is missing.
fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(home) = cargo_home() {
        let bin = home.join("bin");
        if !folders.contains(&bin) {
            folders.push(bin);
        }
    }
    std::env::join_paths(folders).unwrap_or(path)
}

/// The path of a program, on the search path of child processes.
pub fn find(program: &str) -> Option<PathBuf> {
    which::which_in(program, Some(search_path()), root()).ok()
}

/// A command that runs in the root of the checkout.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let name = program.as_ref();
    // Looked up here, because the search path may be longer than that of this process.
    let resolved = name.to_str().and_then(find).unwrap_or_else(|| name.into());
    let mut command = Command::new(resolved);
    command.current_dir(root()).env("PATH", search_path());
    for (name, _) in std::env::vars_os() {
        let is_set_by_cargo = name.to_str().is_some_and(|name| {
            matches!(
                name,
                "CARGO" | "RUSTUP_TOOLCHAIN" | "RUSTUP_TOOLCHAIN_SOURCE" | "RUST_RECURSION_COUNT" | "OUT_DIR"
            ) || ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|p| name.starts_with(p))
        });
        if is_set_by_cargo {
            command.env_remove(name);
        }
    }
    // Toolchains are installed only by the set-up, not as a side effect of `--version`.
    command.env("RUSTUP_AUTO_INSTALL", "0");
    command
}

/// The command as typed in a shell. Of an argument of thousands of letters, the beginning.
pub fn display(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let parts = std::iter::once(program).chain(command.get_args()).map(|part| {
        let part = part.to_string_lossy();
        match part.char_indices().nth(400) {
            Some((end, _)) => format!("{}…", &part[..end]),
            None => part.into_owned(),
        }
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Runs a command and passes its output through. A non-zero exit status is an error. Standard input is closed: no command
/// here asks questions, and cargo's `rustc -` would read it.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = display(command);
    println!("    $ {shown}");
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command and returns its standard output. A non-zero exit status is an error.
pub fn run_and_read(command: &mut Command) -> Result<String> {
    let shown = display(command);
    println!("    $ {shown}");
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("the output of `{shown}` is not UTF-8"))
}

/// The standard output of a command, if it succeeds within the time limit. For commands with little output.
pub fn output(command: &mut Command, limit: Duration) -> Option<String> {
    let (success, text) = status_and_output(command, limit)?;
    success.then_some(text)
}

/// Whether a command succeeded, and its standard output, if it ends within the time limit. For commands with little output.
pub fn status_and_output(command: &mut Command, limit: Duration) -> Option<(bool, String)> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    // The output is a few lines, far less than a pipe's buffer, so it can be read after the command ended.
    let Some(status) = child.wait_timeout(limit).ok()? else {
        child.kill().ok();
        child.wait().ok();
        return None;
    };
    let text = std::io::read_to_string(child.stdout.take()?).ok()?;
    Some((status.success(), text.trim().to_owned()))
}

/// The output of `program --version`.
pub fn version(program: &str) -> Option<String> {
    output(command(program).arg("--version"), Duration::from_secs(20))
}
