use super::*;
use std::fs;

fn tree(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, "name: x\n").expect("written");
    }
    folder
}

fn told(layout: &CustomerTree) -> Vec<(String, &'static str)> {
    layout.problems.iter().map(|p| (p.place.path.display().to_string(), p.kind.code())).collect()
}

#[test]
fn files_and_logs_are_paired_wherever_they_are() {
    let folder = tree(&[
        "crm.yaml",
        "customers/a.yaml",
        "customers/a.log.jsonl",
        "customers/x/y/宏达.yaml",
        "customers/old/宏达.log.jsonl",
        "customers/b.yaml",
        "customers/README.md",
        "customers/.hidden/c.yaml",
    ]);
    let layout = CustomerTree::scan(folder.path());
    assert_eq!(told(&layout), []);
    let ids: Vec<_> = layout.slots.iter().map(|files| (files.id.as_str(), files.log.is_some())).collect();
    assert_eq!(ids, [("a", true), ("b", false), ("宏达", true)]);
    assert_eq!(layout.slots[2].log.as_deref(), Some(Path::new("customers/old/宏达.log.jsonl")));
    assert_eq!(layout.find("b").map(CustomerFiles::log_path), Some("customers/b.log.jsonl".into()));
    assert!(layout.find("c").is_none());
}

#[test]
fn paths_alone_make_the_same_layout() {
    let files = [
        "customers/a.yaml",
        "customers/x/a.log.jsonl",
        "customers/x/b.yaml",
        "customers/x/b.log.jsonl",
        "customers/y/b.yaml",
        "customers/.hidden/c.yaml",
        "customers/B C.yaml",
        "customers/gone.log.jsonl",
    ];
    let scanned = CustomerTree::scan(tree(&files).path());
    let paths: Vec<PathBuf> = files.iter().chain(&["crm.yaml", "other/z.yaml"]).map(PathBuf::from).collect();
    let listed = CustomerTree::of(&paths);
    assert_eq!(listed.slots, scanned.slots);
    let sorted = |layout: &CustomerTree| {
        let mut told = told(layout);
        told.sort();
        told
    };
    assert_eq!(sorted(&listed), sorted(&scanned));
    assert_eq!(listed.problems.len(), 3);
}

#[test]
fn names_that_are_wrong_are_told() {
    let folder = tree(&[
        "customers/a.yaml",
        "customers/z/a.yaml",
        "customers/B C.yaml",
        "customers/d.yml",
        "customers/e.jsonl",
        "customers/gone.log.jsonl",
        "customers/a.log.jsonl",
        "customers/z/a.log.jsonl",
    ]);
    let mut told = told(&CustomerTree::scan(folder.path()));
    told.sort();
    let want = [
        ("customers/B C.yaml", "bad-id"),
        ("customers/d.yml", "file-name"),
        ("customers/e.jsonl", "file-name"),
        ("customers/gone.log.jsonl", "orphaned-log"),
        ("customers/z/a.log.jsonl", "duplicate-id"),
        ("customers/z/a.yaml", "duplicate-id"),
    ];
    assert_eq!(told, want.map(|(path, code)| (path.to_owned(), code)));
}

#[cfg(unix)]
#[test]
fn links_never_lead_out() {
    use std::os::unix::fs::symlink;
    let folder = tree(&["customers/a.yaml", "shared/b.yaml"]);
    let at = |path: &str| folder.path().join(path);
    symlink("/etc/hostname", at("customers/out.yaml")).expect("linked");
    symlink(at("customers"), at("customers/loop")).expect("linked");
    symlink(at("nowhere"), at("customers/dangling.yaml")).expect("linked");
    symlink(at("shared/b.yaml"), at("customers/b.yaml")).expect("linked");
    let layout = CustomerTree::scan(folder.path());
    let mut told = told(&layout);
    told.sort();
    let want = [
        ("customers/dangling.yaml", "link-outside"),
        ("customers/loop", "linked-folder"),
        ("customers/out.yaml", "link-outside"),
    ];
    assert_eq!(told, want.map(|(path, code)| (path.to_owned(), code)));
    assert_eq!(layout.slots.len(), 2);
}
