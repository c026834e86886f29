//! `cargo xtask test`: all checks that must pass before a change is merged, the quick ones first.

use crate::child::{command, root, run};
use crate::tools;
use crate::{build, size};
use anyhow::{Context, Result, bail, ensure};
use std::process::Command;
use std::time::{Duration, Instant};

struct Step {
    name: &'static str,
    description: &'static str,
    run: fn() -> Result<()>,
}

const STEPS: [Step; 7] = [
    Step { name: "fmt", description: "formatting", run: fmt },
    Step { name: "lint", description: "lints, native and for the browser", run: lint },
    Step { name: "native", description: "native tests", run: native },
    Step { name: "build", description: "release build", run: build::release },
    Step { name: "size", description: "size of the release build", run: size::check },
    Step { name: "browser", description: "tests in a real browser, of the release build", run: browser },
    Step { name: "engines", description: "tests in Chromium, Firefox and WebKit", run: engines },
];

/// Runs all steps, or those named after `--only`, in their order. Stops at the first failure.
pub fn test(args: &[String]) -> Result<()> {
    // Tools are installed first, so that a missing browser is not noticed only after the build.
    if args.is_empty() {
        tools::ensure_all()?;
    }
    let mut done: Vec<(&str, Duration)> = Vec::new();
    for step in chosen_steps(args)? {
        println!("\n==> {}: {}", step.name, step.description);
        let start = Instant::now();
        (step.run)().with_context(|| {
            format!(
                "the step `{0}` failed ({1}). Run it alone: cargo xtask test --only {0}",
                step.name, step.description
            )
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

fn chosen_steps(args: &[String]) -> Result<Vec<&'static Step>> {
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
    run(command("cargo").args(["fmt", "--all", "--check"])).context("`cargo fmt --all` formats the code")
}

// The feature `schema` only adds code, so all native checks turn it on: the crates are then compiled once, not twice. The
// page is checked without it, as it is built.
fn lint() -> Result<()> {
    tools::ensure_for_lints()?;
    let native = [
        "clippy",
        "--workspace",
        "--exclude",
        "whowhen",
        "--exclude",
        "whowhen-diagrams",
        "--exclude",
        "whowhen-converter",
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
        "--package",
        "whowhen-diagrams",
        "--package",
        "whowhen-converter",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "--deny",
        "warnings",
    ]))?;
    let doc = |args: &[&str]| {
        run(command("cargo").args(["doc", "--no-deps"]).args(args).env("RUSTDOCFLAGS", "--deny warnings"))
    };
    doc(&["--workspace", "--exclude", "whowhen", "--exclude", "whowhen-diagrams", "--exclude", "whowhen-converter"])?;
    let page = ["--package", "whowhen", "--package", "whowhen-diagrams", "--package", "whowhen-converter"];
    doc(&[&page[..], &["--document-private-items", "--target", "wasm32-unknown-unknown"]].concat())
}

fn native() -> Result<()> {
    run(command("cargo").args([
        "test",
        "--workspace",
        "--exclude",
        "whowhen",
        "--exclude",
        "whowhen-diagrams",
        "--exclude",
        "whowhen-converter",
        "--features",
        "whowhen-core/schema",
    ]))
}

fn browser() -> Result<()> {
    let panics = build::that_panics()?;
    run(playwright(&["test"])?.env("WHOWHEN_PANIC_DIST", panics))
}

fn engines() -> Result<()> {
    let mut tests = playwright(&["test", "--config", "engines"])?;
    for engine in &tools::ENGINES {
        match engine.find_for_tests() {
            Ok((variable, path)) => {
                tests.env(variable, path);
            }
            Err(reason) => println!("    {reason}"),
        }
    }
    run(&mut tests)
}

/// The command that runs browser tests with Playwright, with the path of Chromium set.
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
        Ok(chosen_steps(&args)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn only_runs_the_named_steps_in_the_usual_order() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
        assert_eq!(names(&["--only", "native", "fmt"]).unwrap(), ["fmt", "native"]);
        assert!(names(&["--only"]).is_err());
        assert!(names(&["--only", "speed"]).unwrap_err().to_string().contains("`speed`"));
    }
}
