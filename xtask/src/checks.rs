//! `cargo xtask test`: everything that must hold before a change lands, the quick steps first.

use crate::child::{command, root, run};
use crate::tools;
use crate::{build, size};
use anyhow::{Context, Result, bail, ensure};
use std::process::Command;
use std::time::{Duration, Instant};

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<()>,
}

const STEPS: [Step; 7] = [
    Step { name: "fmt", what: "formatting", run: fmt },
    Step { name: "lint", what: "lints, native and for the browser", run: lint },
    Step { name: "native", what: "native tests", run: native },
    Step { name: "build", what: "release build", run: build::release },
    Step { name: "size", what: "size of the release build", run: size::check },
    Step { name: "browser", what: "tests in a real browser, of the release build", run: browser },
    Step { name: "engines", what: "tests in Chromium, Firefox and WebKit", run: engines },
];

/// Runs all steps, or those after `--only`, in their order; stops at the first that fails.
pub fn test(args: &[String]) -> Result<()> {
    // Tools are installed first, so that nobody waits for a build to learn that there is no browser.
    if args.is_empty() {
        tools::ensure_all()?;
    }
    let mut done: Vec<(&str, Duration)> = Vec::new();
    for step in chosen(args)? {
        println!("\n==> {}: {}", step.name, step.what);
        let start = Instant::now();
        (step.run)().with_context(|| {
            format!("the step `{0}` failed ({1}). It alone: cargo xtask test --only {0}", step.name, step.what)
        })?;
        println!("    {} passed in {:.1?}", step.name, start.elapsed());
        done.push((step.name, start.elapsed()));
    }
    println!("\nAll passed:");
    for (name, time) in done {
        println!("    {name:<8} {time:>7.1?}");
    }
    Ok(())
}

fn chosen(args: &[String]) -> Result<Vec<&'static Step>> {
    let names = match args {
        [] => return Ok(STEPS.iter().collect()),
        [only, names @ ..] if only == "--only" && !names.is_empty() => names,
        _ => bail!("cargo xtask test [--only STEP...], of {}", step_names()),
    };
    for name in names {
        ensure!(STEPS.iter().any(|step| step.name == name), "there is no step `{name}`, only {}", step_names());
    }
    Ok(STEPS.iter().filter(|step| names.iter().any(|name| name == step.name)).collect())
}

fn step_names() -> String {
    STEPS.map(|step| step.name).join(", ")
}

fn fmt() -> Result<()> {
    tools::ensure_for_lints()?;
    run(command("cargo").args(["fmt", "--all", "--check"])).context("`cargo fmt --all` sets it right")
}

// The feature `schema` only adds, so it is on wherever the native code is checked: one set of compiled crates, not two.
// The page's own check is without it, as the page is.
fn lint() -> Result<()> {
    tools::ensure_for_lints()?;
    let native = [
        "clippy",
        "--workspace",
        "--exclude",
        "whowhen",
        "--all-targets",
        "--features",
        "whowhen-core/schema",
        "--",
        "--deny",
        "warnings",
    ];
    run(command("cargo").args(native))?;
    run(command("cargo").args([
        "clippy",
        "--package",
        "whowhen",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "--deny",
        "warnings",
    ]))
}

fn native() -> Result<()> {
    run(command("cargo").args(["test", "--workspace", "--exclude", "whowhen", "--features", "whowhen-core/schema"]))
}

fn browser() -> Result<()> {
    run(&mut playwright(&["test"])?)
}

fn engines() -> Result<()> {
    let mut tests = playwright(&["test", "--config", "engines"])?;
    for engine in &tools::ENGINES {
        match engine.find_for_tests() {
            Ok((variable, path)) => {
                tests.env(variable, path);
            }
            Err(left_out) => println!("    {left_out}"),
        }
    }
    run(&mut tests)
}

/// The runner of the tests in a browser, which knows where a Chromium is.
fn playwright(args: &[&str]) -> Result<Command> {
    ensure!(root().join("dist/index.html").is_file(), "there is no dist/ to test: run `cargo xtask build` first");
    let browser = tools::ensure_for_browser()?;
    let mut runner = command("npx");
    runner
        .arg("playwright")
        .args(args)
        .current_dir(root().join("tests/e2e"))
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("WHOWHEN_CHROMIUM", browser.path());
    Ok(runner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(args: &[&str]) -> Result<Vec<&'static str>> {
        let args: Vec<String> = args.iter().map(|arg| arg.to_string()).collect();
        Ok(chosen(&args)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn steps_are_chosen_by_name_and_run_in_their_own_order() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
        assert_eq!(names(&["--only", "native", "fmt"]).unwrap(), ["fmt", "native"]);
        assert!(names(&["--only"]).is_err());
        assert!(names(&["--only", "speed"]).unwrap_err().to_string().contains("`speed`"));
    }
}
