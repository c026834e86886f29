//! The target that the page is built for, and a check whether a compiler can compile for it.

use std::io::Write;
use std::process::{Command, Stdio};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Whether this `rustc` can compile for the target. It compiles a test crate, because the standard library may be of another
/// version.
pub fn compiles_with(mut rustc: Command) -> bool {
    // A real file, because rustc replaces its output file, and as root it would replace /dev/null.
    let output = std::env::temp_dir().join(format!("whowhen-probe-{}.rmeta", std::process::id()));
    let child = rustc
        .args(["-", "--crate-name=probe", "--crate-type=lib", "--emit=metadata", "--target", TARGET, "-o"])
        .arg(&output)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return false };
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(b"pub fn probe() -> String { String::new() }").ok();
    }
    let compiled = child.wait().is_ok_and(|status| status.success());
    std::fs::remove_file(output).ok();
    compiled
}
