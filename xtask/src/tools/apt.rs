//! Debian packages. They are installed as root or with a sudo that needs no password; otherwise the error says what to type.

use crate::child::{command, display, find, output, run};
use anyhow::{Result, bail};
use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

/// Whether this system has apt.
pub fn is_available() -> bool {
    find("apt-get").is_some()
}

/// Whether the package can be installed. Downloads the package lists if there are none yet.
pub fn offers(package: &str) -> bool {
    has_candidate(package) || (update().is_ok() && has_candidate(package))
}

fn has_candidate(package: &str) -> bool {
    let policy = output(command("apt-cache").args(["policy", package]).env("LC_ALL", "C"), Duration::from_secs(20));
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
        // The local lists may be outdated and name versions that the servers no longer have.
        update()?;
        run(&mut apt_get("install", &missing)?)?;
    }
    Ok(())
}

fn is_installed(package: &str) -> bool {
    let status = output(command("dpkg-query").args(["-W", "-f=${Status}", package]), Duration::from_secs(20));
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

/// The command, run as root. If that needs a password, the error says what to type.
pub fn as_root(program: &str, args: &[OsString]) -> Result<Command> {
    let is_root = output(command("id").arg("-u"), Duration::from_secs(5)).is_some_and(|id| id == "0");
    let mut plain = command(program);
    plain.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    if is_root {
        return Ok(plain);
    }
    if find("sudo").is_some() && output(command("sudo").args(["-n", "true"]), Duration::from_secs(5)).is_some() {
        let mut sudo = command("sudo");
        sudo.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", program]).args(args);
        return Ok(sudo);
    }
    bail!("this needs root. Run it yourself, then try again:\n\n    sudo {}\n", display(&plain));
}
