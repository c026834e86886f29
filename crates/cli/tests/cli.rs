//! Runs the commands in `cmd/*.trycmd`, and those in `cmd/*.toml` that need standard input, and compares what they print and
//! write. `TRYCMD=overwrite cargo test -p whowhen-cli --test cli` writes the output of now into them.
//!
//! `NAME.in/` is the folder that a command runs in, `NAME.out/` how it is afterwards.

use std::process::{Command, Output, Stdio};

#[test]
fn commands() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}

/// Runs the program in `cmd/check.in`.
fn whowhen(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whowhen"));
    command.args(args).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/check.in"));
    command
}

/// What a program printed on standard error.
fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_reader_who_stops_early_changes_nothing() {
    for (args, code) in [(["check", "problems.json"], 1), (["convert", "sound.json"], 0), (["completions", "zsh"], 0)] {
        let mut child = whowhen(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", error(&output));
        assert!(!error(&output).contains("panicked"), "{args:?}: {}", error(&output));
    }
}

#[test]
fn colours_are_only_for_terminals_and_not_with_no_color() {
    for (args, variable, has_colours) in [
        (["check", "problems.json", "--color=auto"], "", false),
        (["check", "problems.json", "--color=auto"], "CLICOLOR_FORCE", true),
        (["check", "problems.json", "--color=never"], "CLICOLOR_FORCE", false),
        (["check", "problems.json", "--color=always"], "NO_COLOR", true),
        (["check", "problems.json", "--color=auto"], "NO_COLOR", false),
    ] {
        let mut command = whowhen(&args);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        if !variable.is_empty() {
            command.env(variable, "1");
        }
        let output = command.output().unwrap();
        assert_eq!(output.stdout.contains(&0x1b), has_colours, "{args:?} {variable}");
    }
}

/// On Linux, names of files need not be text.
#[cfg(target_os = "linux")]
#[test]
fn names_of_files_need_not_be_text() {
    use std::os::unix::ffi::OsStrExt;
    let folder = std::env::temp_dir().join(format!("whowhen-names-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(std::ffi::OsStr::from_bytes(b"caf\xe9\x1b.json"));
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/check.in/problems.json"), &path).unwrap();
    for (args, code) in [(vec!["check"], 1), (vec!["check", "--json"], 1), (vec!["convert"], 0), (vec!["page"], 2)] {
        for path in [&path, &folder] {
            let output = whowhen(&args).arg(path).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{args:?}: {}", error(&output));
            let printed = [output.stdout.as_slice(), &output.stderr].concat();
            assert!(!printed.contains(&0x1b) && !error(&output).contains("panicked"), "{args:?}: {}", error(&output));
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
