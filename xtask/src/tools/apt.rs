//! Debian's packages, installed as root or by a sudo that asks for no password. Else the error says what to type.

use crate::child::{ask, command, display, find, run};
use anyhow::{Result, bail};
use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

pub fn is_there() -> bool {
    find("apt-get").is_some()
}

/// Whether the package can be installed. Asks the servers for their lists if there are none yet.
pub fn offers(package: &str) -> bool {
    has_candidate(package) || (update().is_ok() && has_candidate(package))
}

fn has_candidate(package: &str) -> bool {
    let policy = ask(command("apt-cache").args(["policy", package]).env("LC_ALL", "C"), Duration::from_secs(20));
    policy.is_some_and(|text| text.lines().any(|line| line.contains("Candidate:") && !line.contains("(none)")))
}

/// Installs the packages that are missing.
pub fn install(packages: &[String]) -> Result<()> {
    let missing: Vec<String> = packages.iter().filter(|package| !is_installed(package)).cloned().collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !missing.iter().all(|package| has_candidate(package)) {
        update()?;
    }
    if run(&mut apt_get("install", &missing)?).is_err() {
        // The lists may name versions that the servers no longer have.
        update()?;
        run(&mut apt_get("install", &missing)?)?;
    }
    Ok(())
}

fn is_installed(package: &str) -> bool {
    let status = ask(command("dpkg-query").args(["-W", "-f=${Status}", package]), Duration::from_secs(20));
    status.is_some_and(|status| status.ends_with("ok installed"))
}

fn update() -> Result<()> {
    run(&mut apt_get("update", &[])?)
}

fn apt_get(verb: &str, packages: &[String]) -> Result<Command> {
    let mut args: Vec<OsString> = vec![verb.into()];
    if verb == "install" {
        args.extend(["--yes".into(), "--no-install-recommends".into()]);
    }
    args.extend(packages.iter().map(OsString::from));
    as_root("apt-get", &args)
}

/// The command, to run as root. An error that says what to type where that needs a person.
pub fn as_root(program: &str, args: &[OsString]) -> Result<Command> {
    let is_root = ask(command("id").arg("-u"), Duration::from_secs(5)).is_some_and(|id| id == "0");
    let mut plain = command(program);
    plain.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    if is_root {
        return Ok(plain);
    }
    if find("sudo").is_some() && ask(command("sudo").args(["-n", "true"]), Duration::from_secs(5)).is_some() {
        let mut sudo = command("sudo");
        sudo.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", program]).args(args);
        return Ok(sudo);
    }
    bail!("this needs root. Type it yourself, and start again:\n\n    sudo {}\n", display(&plain));
}
