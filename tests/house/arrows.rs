//! The arrows between the modules, the homes of foreign crates, and the length of files: what
//! `src/lib.rs` promises is read from the sources.

use std::collections::BTreeSet;

use crate::sources::{Source, sources, without_comments};

/// What each module may use.
pub const ARROWS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["config", "store", "format", "plan", "render", "rules", "model"]),
    ("config", &["rules", "model", "yaml"]),
    ("plan", &["rules", "model"]),
    ("rules", &["model"]),
    ("store", &["format", "model", "yaml"]),
    ("format", &["model", "yaml"]),
    ("yaml", &["model"]),
    ("render", &["plan", "rules", "model"]),
    ("model", &[]),
];

/// Where foreign names are at home: a module, or a file.
const HOMES: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("whoami", &["cli"]),
    // The platform's own logarithms may differ in their last digits.
    ("libm", &["rules/rhythm/numeric.rs"]),
    ("siphasher", &["model/redaction.rs"]),
    ("comfy_table", &["render"]),
    ("schemars", &["render"]),
    ("mail_builder", &["render"]),
    ("csv", &["render", "store"]),
    ("rust_xlsxwriter", &["render/spreadsheet.rs"]),
    ("chrono_tz", &["model/zone.rs"]),
    ("calamine", &["store"]),
    ("encoding_rs", &["store"]),
    ("chardetng", &["store/import/encoding.rs"]),
    ("psl", &["model/web.rs"]),
    ("indicatif", &["cli"]),
    ("walkdir", &["store"]),
    ("rayon", &["store"]),
    ("postcard", &["store"]),
    ("diffy", &["format"]),
    ("yaml_edit", &["store", "format", "yaml"]),
    ("serde_yaml", &["store", "format", "config", "yaml"]),
    ("tempfile", &["store", "cli/editor.rs", "cli/send.rs"]),
    ("shlex", &["cli/send.rs", "cli/typed.rs", "cli/complete/shells.rs"]),
    ("std::fs", &["store", "config"]),
    // What a process has one of, and a command is given: read elsewhere, a test could not set it.
    ("Local::now", &["cli/surroundings.rs"]),
    ("Utc::now", &["cli/surroundings.rs"]),
    ("SystemTime::now", &["cli/surroundings.rs"]),
    ("args_os()", &["cli/surroundings.rs"]),
    ("io::stdin", &["cli/surroundings.rs"]),
    // The shell's own variables are answered on Tab, in a process of their own.
    ("env::var", &["cli/surroundings.rs", "cli/complete/shells.rs"]),
];

/// Beyond that a file has surely more than one subject; within it, its functions are what has to be short.
const LONGEST: usize = 600;

/// The modules of this crate that a text names: `crate::x`, `crm::x`, `crate::{x, y::…}`.
fn used<'a>(text: &'a str, root: &str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    let start = format!("{root}::");
    for (at, _) in text.match_indices(&start) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')) {
            continue;
        }
        let rest = &text[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut fresh = true;
        for (index, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => fresh = true,
                c if fresh && !c.is_whitespace() => {
                    names.insert(word(&group[index..]));
                    fresh = false;
                }
                _ => {}
            }
        }
    }
    names
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// Whether a text uses a foreign name, and not the end of another one (`render::csv`).
fn names(text: &str, name: &str) -> bool {
    let wanted = if name.contains("::") { name.to_owned() } else { format!("{name}::") };
    let uses = |at: usize| {
        let before = text[..at].strip_suffix("::").unwrap_or(&text[..at]);
        let own = before.len() == at || before.is_empty() || !before.ends_with(|c: char| c.is_alphanumeric());
        own && !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    let path = text.match_indices(&wanted).any(|(at, _)| uses(at));
    path || text.lines().any(|line| line.trim() == format!("use {name};"))
}

#[test]
fn the_readers_of_this_test_read() {
    let text = "use crate::{model, rules::{a, b}, yaml};\nfn x() { crate::plan::y(); $crate::z::t(); }";
    assert_eq!(used(text, "crate"), BTreeSet::from(["model", "plan", "rules", "yaml"]));
    assert!(
        names("use csv::Writer;", "csv") && names("::csv::Writer", "csv") && names("use rayon;", "rayon")
    );
    assert!(!names("render::csv::x", "csv") && !names("my_csv::x", "csv"));
    assert!(names("use std::fs;", "std::fs") && names("std::fs::read(x)", "std::fs"));
}

#[test]
fn modules_keep_the_arrows() {
    let mut wrong = Vec::new();
    for source in sources() {
        let module = source.module();
        if module == "lib" {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{}: the module {module} has no arrows", source.path));
            continue;
        };
        // Tests keep them, too: what a rule needs for its test it needs.
        let text = without_comments(&source.text);
        for name in used(&text, "crate").into_iter().chain(used(&text, "crm")) {
            let known = ARROWS.iter().any(|(module, _)| *module == name);
            if known && name != module && !allowed.contains(&name) {
                wrong.push(format!("{}: {module} must not use {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn foreign_crates_stay_at_home() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (name, homes) in HOMES {
            let at_home = homes.iter().any(|home| *home == source.module() || *home == source.path);
            let code = source.code.replace("use std::{fs", "use std::fs; use {");
            if !at_home && names(&code, name) {
                wrong.push(format!("{}: {name} is at home in {}", source.path, homes.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What writes to the terminal, or hands it to another program.
const WRITERS: &[&str] = &[
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
    "dbg!(",
    "stdout()",
    "stderr()",
    "Stdio::inherit",
    "/dev/tty",
    ".status()",
    ".print()",
    ".print_help()",
    ".print_long_help()",
    ".exit()",
    ".complete()",
];

/// Where that is at home: the one writer, and the user's own editor.
const TERMINAL: &[(&str, &[&str])] = &[
    ("cli/surroundings.rs", &["stdout()", "stderr()"]),
    // What is told of a defect, when nothing else can be relied on; `.status()` is a backtrace's.
    ("cli/defect.rs", &["stderr()", ".status()"]),
    ("cli/editor.rs", &[".status()"]),
];

/// The writers in a text; asking whether something is a terminal writes nothing.
fn writers(code: &str) -> impl Iterator<Item = &'static str> {
    let code = code.replace("stdout().is_terminal()", "").replace("stderr().is_terminal()", "");
    let is_word = |at: usize, code: &str, name: &str| {
        name.starts_with('.') || !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    let has = move |name: &str| code.match_indices(name).any(|(at, _)| is_word(at, &code, name));
    WRITERS.iter().copied().filter(move |name| has(name))
}

#[test]
fn one_writer_writes_to_the_terminal() {
    assert_eq!(
        writers("println!(\"x\"); std::io::stderr().lock()").collect::<Vec<_>>(),
        ["println!(", "stderr()"]
    );
    assert_eq!(writers("io::stdout().is_terminal(); git.stdout(Stdio::piped())").count(), 0);
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let allowed = TERMINAL.iter().find(|(path, _)| *path == source.path).map_or(&[][..], |(_, own)| own);
        let found = writers(&source.code).filter(|name| !allowed.contains(name));
        wrong.extend(found.map(|name| format!("{}: {name} is at home in cli/surroundings.rs", source.path)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_file_is_longer_than_it_can_be_read() {
    let long = sources().into_iter().filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > LONGEST).then(|| format!("{}: {lines} lines", source.path))
    });
    let long: Vec<String> = long.collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn only_main_ends_the_process() {
    let ends = |source: &&Source| source.code.contains("process::exit");
    let wrong: Vec<String> = sources().iter().filter(ends).map(|source| source.path.clone()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
