//! The oracle: a reckoning in Python, from the files alone, of what the program answers on seeded random books.
//! Python, so that it shares nothing with the program but the rules (tests/oracle/run.py says what it looks at).
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;
use std::process::Command;

/// What the oracle says; nothing, and that loudly, where there is no Python.
fn oracle(args: &[&str]) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/run.py");
    let mut oracle = Command::new("python3");
    oracle.arg(script).args(["--crm", env!("CARGO_BIN_EXE_crm")]).args(args);
    let Ok(output) = oracle.output() else {
        // Past the capture of the test's own output: a check that didn't run is to be seen.
        std::io::stderr().write_all(b"SKIPPED: there is no python3 here, and so no oracle\n").unwrap();
        return None;
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(told)
}

/// A few books, or as many as `CRM_TEST_BOOKS` says (`.ci/run` wants more), each on two days.
#[test]
fn the_oracle_reckons_the_same_of_random_books() {
    let books = std::env::var("CRM_TEST_BOOKS").unwrap_or_else(|_| "12".to_owned());
    if let Some(told) = oracle(&["--books", &books]) {
        assert!(told.contains(&format!("{books} books")), "{told}");
    }
}

/// A check that can't fail checks nothing: each notices a number that is changed in the oracle alone.
#[test]
fn each_check_of_the_oracle_is_seen_to_fail() {
    if let Some(told) = oracle(&["--prove", "--books", "64"]) {
        assert_eq!(told.lines().filter(|line| line.contains(" is noticed in ")).count(), 11, "{told}");
    }
}
