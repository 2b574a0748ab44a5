use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_file_is_replaced_only_while_it_holds_what_was_read() {
    let folder = folder();
    let path = folder.path().join("a.yaml");
    fs::write(&path, "old").expect("written");
    assert!(matches!(replace(&path, b"other", b"new"), Err(StoreError::Changed(_))));
    assert_eq!(fs::read(&path).expect("read"), b"old");
    replace(&path, b"old", b"new").expect("replaced");
    assert_eq!(fs::read(&path).expect("read"), b"new");
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn the_mode_stays_and_a_link_is_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let (path, link) = (folder.path().join("a"), folder.path().join("b"));
    fs::write(&path, "old").expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
    symlink(&path, &link).expect("linked");
    replace(&link, b"old", b"new").expect("replaced");
    assert!(link.is_symlink());
    assert_eq!(fs::read(&path).expect("read"), b"new");
    assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_new_file_never_replaces_one() {
    let folder = folder();
    let path = folder.path().join("deep/er/a.yaml");
    create(&path, b"one").expect("made");
    assert!(matches!(create(&path, b"two"), Err(StoreError::Exists(_))));
    assert_eq!(fs::read(&path).expect("read"), b"one");
    assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("listed").count(), 1);
}

#[test]
fn lines_are_appended_whole_and_on_their_own() {
    let folder = folder();
    let path = folder.path().join("a.log.jsonl");
    append(&path, &["one".into()]).expect("appended");
    append(&path, &["two".into(), "three".into()]).expect("appended");
    assert_eq!(fs::read_to_string(&path).expect("read"), "one\ntwo\nthree\n");
    fs::write(&path, "cut o").expect("written");
    append(&path, &["four".into()]).expect("appended");
    assert_eq!(fs::read_to_string(&path).expect("read"), "cut o\nfour\n");
}

/// Another file is put in the log's place between our write and our look at it: made of what was there
/// before, or with our lines, with something of its own or without. Each line is there exactly as often as
/// it was written, alike or not.
#[test]
fn a_log_that_is_replaced_meanwhile_has_every_line_once() {
    let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let counted = |text: &str, line: &str| text.lines().filter(|there| *there == line).count();
    for old in ["", "a\n", "a\na\nb\n", "b\n"] {
        for new in [lines(&["a"]), lines(&["a", "a"]), lines(&["x", "a", "y"]), lines(&["b", "b", "a"])] {
            for with_ours in [false, true] {
                for own in ["", "theirs\n", "cut o"] {
                    let folder = folder();
                    let path = folder.path().join("a.log.jsonl");
                    fs::write(&path, old).expect("written");
                    let mut times = 0;
                    let meanwhile = || {
                        times += 1;
                        if times > 2 {
                            return;
                        }
                        let now = fs::read_to_string(&path).expect("read");
                        let made = if with_ours || times > 1 { now } else { old.to_owned() };
                        let other = folder.path().join("other");
                        fs::write(&other, made + own).expect("written");
                        fs::rename(&other, &path).expect("put in its place");
                    };
                    appended(&path, &new, None, meanwhile).expect("appended");
                    let text = fs::read_to_string(&path).expect("read");
                    for line in ["a", "b", "x", "y"] {
                        let wanted = counted(old, line) + new.iter().filter(|own| *own == line).count();
                        assert_eq!(counted(&text, line), wanted, "{line} in {text:?} of {old:?} and {new:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn what_another_one_has_completed_is_not_written_again() {
    let folder = folder();
    let path = folder.path().join("a.log.jsonl");
    let both: Vec<String> = vec!["two".into(), "one".into(), "two".into()];
    fs::write(&path, "one\n").expect("written");
    append_missing(&path, 4, &both).expect("appended");
    append_missing(&path, 4, &both).expect("nothing to do");
    let text = fs::read_to_string(&path).expect("read");
    assert_eq!(text, "one\ntwo\none\ntwo\n");
    // Many that complete the same at once.
    let many: Vec<String> = (0..50).map(|number| format!("line {number}")).collect();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| append_missing(&path, text.len() as u64, &many).expect("appended"));
        }
    });
    let now = fs::read_to_string(&path).expect("read");
    assert_eq!(now, text + &many.join("\n") + "\n");
}

#[test]
fn what_a_crash_left_behind_is_never_written_into() {
    let folder = folder();
    let (path, temporary) = (folder.path().join("a"), folder.path().join(".a.crm-tmp"));
    fs::write(&path, "old").expect("written");
    fs::hard_link(&path, &temporary).expect("linked");
    let reader = File::open(&path).expect("opened");
    replace(&path, b"old", b"new").expect("replaced");
    let mut seen = String::new();
    io::BufReader::new(reader).read_to_string(&mut seen).expect("read");
    assert_eq!(seen, "old", "the file was replaced, not written over");
    assert!(!temporary.exists());
}
