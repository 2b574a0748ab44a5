//! The commands of the topics run as they are printed, and show what stands below them, in both languages.
//! `CRM_TEST_WRITE=1` writes what they show into the topics; look at the difference before you commit it.

use std::fs;
use std::path::PathBuf;

use crate::scenes::Scene;
use crate::shell::{View, repository, run, seen, shell};

/// So wide, a picture fits below its indent into a page of 80 columns, and into a manual page.
const COLUMNS: usize = 72;

/// Whether the texts are to be written anew.
pub fn writes() -> bool {
    std::env::var_os("CRM_TEST_WRITE").is_some()
}

fn topics() -> Vec<(PathBuf, View)> {
    let folder = repository().join("src/cli/help/topics");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let view = |path: &PathBuf| {
        let is_chinese = path.to_str().unwrap().ends_with(".zh.md");
        View { lang: if is_chinese { "zh" } else { "en" }, columns: COLUMNS }
    };
    assert!(paths.len() > 20 && paths.len().is_multiple_of(2), "{paths:?}");
    paths.iter().map(|path| (path.clone(), view(path))).collect()
}

/// What stands between two fences: what is said of it, and its text.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (number, part) in text.split("```").enumerate() {
        if number % 2 == 1 {
            found.push(part.split_once('\n').unwrap());
        }
    }
    found
}

/// A text of which lines may be left out (`…`), and the one that it stands for.
fn matches(shown: &str, whole: &str) -> bool {
    let whole: Vec<&str> = whole.lines().collect();
    let mut rest = &whole[..];
    let mut is_gap = false;
    for line in shown.lines() {
        if line.trim() == "…" {
            is_gap = true;
            continue;
        }
        let at = if is_gap { rest.iter().position(|own| same(own, line)) } else { Some(0) };
        match at.and_then(|at| rest.get(at..)) {
            Some([first, more @ ..]) if same(first, line) => rest = more,
            _ => return false,
        }
        is_gap = false;
    }
    is_gap || rest.is_empty()
}

/// Two lines that differ in the names of commits and masks alone.
fn same(left: &str, right: &str) -> bool {
    plain(left) == plain(right)
}

fn plain(line: &str) -> String {
    // One name of a commit in forty has digits alone.
    let is_of_commit = line.contains("crm diff ");
    let is_hash = |word: &str| {
        (7..=40).contains(&word.len())
            && word.chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase())
            && word.chars().any(|c| c.is_ascii_digit())
            && (is_of_commit || word.chars().any(|c| c.is_ascii_alphabetic()))
    };
    // Each user has masks of their own.
    let is_mask =
        |word: &str| word.len() == 8 && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let is_masked = line.contains("code-") || line.contains("contact-") || line.contains("mail-");
    let mut out = String::new();
    for part in line.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_name = is_hash(word) || (is_masked && is_mask(word));
        out.push_str(if is_name { "#" } else { word });
        out.push_str(&part[word.len()..]);
    }
    out
}

#[test]
fn gaps_are_gaps() {
    assert!(matches("a\n…\nc\n", "a\nb\nb\nc\n") && matches("a\n…\n", "a\n") && matches("…\nc\n", "b\nc\n"));
    assert!(!matches("a\nc\n", "a\nb\nc\n") && !matches("a\n", "a\nb\n") && !matches("a\n…\nd\n", "a\nb\n"));
    assert!(matches("HEAD (4be498d, x)\n", "HEAD (a1b2c3d, x)\n"));
}

/// The commands of a block, each with what is shown below it.
fn commands(block: &str) -> Vec<(&str, &str)> {
    block.split("$ ").skip(1).map(|part| part.split_once('\n').unwrap_or((part, ""))).collect()
}

#[test]
fn the_english_topics_show_what_the_program_shows() {
    show("en");
}

#[test]
fn the_chinese_topics_show_what_the_program_shows() {
    show("zh");
}

fn show(lang: &str) {
    let mut wrong = Vec::new();
    for (path, view) in topics().into_iter().filter(|(_, view)| view.lang == lang) {
        let text = fs::read_to_string(&path).unwrap();
        let mut written = text.clone();
        for (info, block) in blocks(&text) {
            let Some(name) = info.strip_prefix("console") else { continue };
            let scene = Scene::new(name.trim(), view);
            for (command, shown) in commands(block) {
                let whole = seen(scene.folder(), command, scene.view());
                if matches(shown, &whole) {
                    continue;
                }
                wrong.push(format!("{}: {command}\n{whole}", path.display()));
                let has_gap = shown.lines().any(|line| line.trim() == "…");
                if writes() && !has_gap {
                    let (old, new) = (format!("$ {command}\n{shown}"), format!("$ {command}\n{whole}"));
                    assert!(written.contains(&old));
                    written = written.replacen(&old, &new, 1);
                }
            }
        }
        if written != text {
            fs::write(&path, written).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_topic_has_typed_can_be_typed() {
    for (path, view) in topics() {
        let text = fs::read_to_string(&path).unwrap();
        let blocks = blocks(&text);
        if !blocks.iter().any(|(info, _)| ["sh", "cron", "yaml crm.yaml"].contains(info)) {
            continue;
        }
        let scene = Scene::new("committed", view);
        for (info, block) in blocks {
            match info {
                "sh" => drop(run(scene.folder(), block, view)),
                "cron" => {
                    for line in block.lines() {
                        let command = line.split_whitespace().skip(5).collect::<Vec<_>>().join(" ");
                        let output = shell(scene.folder(), &scene.cron(&command), view);
                        let told = String::from_utf8_lossy(&output.stderr);
                        assert_eq!(
                            (output.status.code(), &*told),
                            (Some(0), ""),
                            "{}: {line}",
                            path.display()
                        );
                    }
                }
                "yaml crm.yaml" => {
                    fs::write(scene.folder().join("crm.yaml"), format!("version: 2\n{block}")).unwrap();
                    let told = seen(scene.folder(), "crm check --format plain | grep crm.yaml", view);
                    assert_eq!(told, "", "{}:\n{block}", path.display());
                    run(scene.folder(), "git checkout -q crm.yaml", view);
                }
                _ => assert!(
                    info.starts_with("console") || ["text", "yaml"].contains(&info),
                    "{}: {info}",
                    path.display()
                ),
            }
        }
    }
}

#[test]
fn both_languages_type_the_same() {
    let all = topics();
    for pair in all.chunks(2) {
        let [english, chinese] = [&pair[0], &pair[1]].map(|(path, _)| fs::read_to_string(path).unwrap());
        let infos = |text: &str| blocks(text).iter().map(|(info, _)| (*info).to_owned()).collect::<Vec<_>>();
        assert_eq!(infos(&english), infos(&chinese), "{}", pair[0].0.display());
    }
}
