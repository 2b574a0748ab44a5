//! Where git stores something else than what lies in the work tree: ends of lines, filters, partial clones.
//! What is only stored otherwise is not told as changed, and nothing is run or fetched to find out.
#![cfg(unix)]
use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::team::Team;

/// Stores a file as git-crypt does: nobody can read it without the filter. It leaves a mark.
const CRYPT: &str = "#!/bin/sh\n: > \"$HOME/ran\"\nprintf '\\0GITCRYPT\\0'; tr 'a-z' 'n-za-m'\n";
const DECRYPT: &str = "#!/bin/sh\ntail -c +11 | tr 'a-z' 'n-za-m'\n";

fn touch(team: &Team, path: &str, back: u64) {
    let file = File::options().write(true).open(team.world.path(path)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(back)).unwrap();
}

/// How many customers `check --since REV` looks at, and how `diff REV` ends.
#[track_caller]
fn seen(team: &Team, revision: &str) -> (String, i32) {
    let checked = team.crm("li", &["check", "--since", revision]);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "{checked:?}");
    let diff = team.crm("li", &["diff", revision, "--exit-code"]);
    (checked.stdout.split(" checked").next().unwrap().to_owned(), diff.code)
}

#[test]
fn ends_of_lines_that_git_converts_are_no_change() {
    for setting in [("core.autocrlf", "true"), ("core.autocrlf", "input"), ("core.eol", "crlf")] {
        let team = Team::alone();
        if setting.0 == "core.eol" {
            team.world.put("li/.gitattributes", "*.yaml text\n");
            team.commit("li", "attributes");
        }
        team.git("li", &["config", setting.0, setting.1]);
        let path = "li/customers/europe/acme.yaml";
        let text = team.world.read(path);
        let text = if setting.1 == "input" { text } else { text.replace('\n', "\r\n") };
        team.world.put(path, &text);
        team.git("li", &["add", "-A"]);
        assert_eq!(team.status("li"), "", "{setting:?}");
        for back in [0, 100] {
            touch(&team, path, back);
            assert_eq!(seen(&team, "HEAD"), ("0 customers".to_owned(), 0), "{setting:?}");
        }
        team.world.put(path, text.replace("grade: C", "grade: B"));
        assert_eq!(seen(&team, "HEAD"), ("1 customer".to_owned(), 1), "{setting:?}");
    }
}

/// li's clone, whose customers are stored encrypted.
fn encrypted() -> Team {
    let team = Team::alone();
    team.hook("crypt", CRYPT);
    team.hook("decrypt", DECRYPT);
    let program = |name: &str| team.world.path(name).display().to_string();
    team.git("li", &["config", "filter.crypt.clean", &program("crypt")]);
    team.git("li", &["config", "filter.crypt.smudge", &program("decrypt")]);
    team.git("li", &["config", "filter.crypt.required", "true"]);
    team.world.put("li/customers/.gitattributes", "*.yaml filter=crypt\n");
    team.git("li", &["add", "--renormalize", "."]);
    team.commit("li", "encrypted");
    assert!(team.git("li", &["cat-file", "blob", "HEAD:customers/europe/acme.yaml"]).contains("GITCRYPT"));
    fs::remove_file(team.world.path("ran")).unwrap();
    team
}

const ACME: &str = "li/customers/europe/acme.yaml";

#[test]
fn what_a_filter_stores_otherwise_is_no_change() {
    let team = encrypted();
    // As after a clone: files as old as the index, into which git looks.
    let written = fs::metadata(team.world.path(ACME)).unwrap().modified().unwrap();
    let index = File::options().write(true).open(team.world.path("li/.git/index")).unwrap();
    index.set_modified(written - Duration::from_secs(1)).unwrap();
    assert_eq!(seen(&team, "HEAD"), ("0 customers".to_owned(), 0));
    // One that is changed is found, and only that one.
    team.world.put(ACME, "name: Acme GmbH\ngrade: B\nowner: li\n");
    assert_eq!(seen(&team, "HEAD").0, "1 customer");
    assert!(!team.world.path("ran").exists());
}

#[test]
fn what_a_filter_hides_is_told_with_the_way_to_find_out() {
    let team = encrypted();
    touch(&team, ACME, 100);
    assert_eq!(seen(&team, "HEAD").0, "1 customer");
    let told = team.crm("li", &["diff"]);
    assert_eq!(told.code, 5, "{told:?}");
    told.says(&["HEAD:customers/europe/acme.yaml:1:1", "through a filter", "git status"]);
    team.crm("li", &["--lang", "zh", "diff"]).says(&["过滤器", "git status"]);
    assert!(!team.world.path("ran").exists());
    // The advice.
    team.git("li", &["status"]);
    assert!(team.world.path("ran").exists());
    assert_eq!(seen(&team, "HEAD"), ("0 customers".to_owned(), 0));
}

/// A filter whose stored form can be read: what is compared is what it says.
#[test]
fn a_filter_that_only_tidies_hides_nothing() {
    let team = Team::alone();
    team.git("li", &["config", "filter.tidy.clean", "grep -v '^#'"]);
    team.world.put("li/.git/info/attributes", "*.yaml filter=tidy\n");
    team.world.put(ACME, "# mine alone\n".to_owned() + &team.world.read(ACME));
    team.git("li", &["add", "-A"]);
    touch(&team, ACME, 100);
    assert_eq!(seen(&team, "HEAD").1, 0);
    team.world
        .put(ACME, "# mine alone\n".to_owned() + &team.world.read(ACME).replace("grade: C", "grade: B"));
    assert_eq!(seen(&team, "HEAD").1, 1);
}

#[test]
fn a_partial_clone_fetches_nothing_unasked_and_says_how() {
    let team = Team::new();
    team.ok("li", &["set", "acme", "region=Bavaria"]);
    team.ok("li", &["sync", "-m", "moved"]);
    team.git("origin.git", &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", team.world.path("origin.git").display());
    let made = team.world.program("git", ["clone", "-q", "--filter=blob:none", &url, "chen"]).run();
    assert_eq!(made.code, 0, "{made:?}");
    let packs = |team: &Team| fs::read_dir(team.world.path("chen/.git/objects/pack")).unwrap().count();
    let before = packs(&team);
    assert_eq!(team.crm("chen", &["diff"]).code, 0);
    let told = team.crm("chen", &["diff", "HEAD~1"]);
    assert_eq!(told.code, 5, "{told:?}");
    told.says(&["HEAD~1:customers/europe/acme.yaml", "partial"]);
    let forget = team.crm("chen", &["forget", "acme", "--all"]);
    assert_eq!(forget.code, 0, "{forget:?}");
    assert_eq!(packs(&team), before, "something was fetched");
    // The advice, as it is printed.
    let advice = told.stderr.lines().find_map(|line| line.trim().strip_prefix("try: git ")).unwrap();
    let advice = advice.split(',').next().unwrap();
    team.git("chen", &advice.split(' ').collect::<Vec<_>>());
    let after = team.crm("chen", &["diff", "HEAD~1", "--exit-code"]);
    assert!(after.code <= 1 && after.stderr.is_empty(), "{after:?}");
}
