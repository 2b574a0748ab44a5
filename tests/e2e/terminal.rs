//! Nothing that a file, a name, git, a remote or a mistyped argument holds steers the reader's terminal: every
//! command in every form it has, in both languages, in a pipe and on a pseudo terminal.
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::ArgAction;

use crate::commands::{self, Book, Call as Typed, Known, Nature};
use crate::evil::{EVIL, Evil, broken_rules, file_name, workspace, yaml};
use crate::world::{Call, World, binary};

/// What tries at every other place, and what is only in this workspace: twins, a file that is broken, names of files;
/// `!` for what writes, and gets a workspace of its own, `?` for what asks besides.
const MORE: &[(&str, &[&str])] = &[
    (
        "add",
        &["!add EVIL --country DE --email EVIL --force", "!add Customer", "!add Twin --email t@twin.example"],
    ),
    (
        "log",
        &[
            "!log whole EVIL --via EVIL --reply EVIL",
            "!log whole EVIL --via call --next fri --plan EVIL",
            "log customer x --via call",
        ],
    ),
    ("show", &["show customer", "show twin"]),
    (
        "list",
        &[
            "list secret",
            "list --sort owner --columns id,name,owner,grade,industry,region,tags,contact,email,phone,plan,source,website",
        ],
    ),
    ("review", &["?review --yes", "?review --apply"]),
    ("merge", &["?merge twin-a twin-b", "!merge twin-a twin-b --apply", "merge twin-a EVIL"]),
    ("rename", &["!rename twin-a new-id", "!rename whole EVIL"]),
    ("edit", &["!edit broken"]),
    ("handover", &["!handover li --to wang --sheet EVIL --apply"]),
    (
        "import",
        &[
            "import list.csv --apply --force",
            "import list.vcf",
            "import FILE",
            "!import list.csv --map map.yaml",
        ],
    ),
    ("forget", &["forget twin-a --contact EVIL", "!forget twin-a --contact twin --also EVIL --apply"]),
    ("merge-driver", &["!merge-driver base.yaml ours.yaml theirs.yaml EVIL.yaml"]),
    ("man", &["!man EVIL"]),
];

const BOOK: &Book = &[
    ("ID", "whole"),
    ("OTHER", "twin-a"),
    ("FREE", "c0"),
    ("SHELVED", "whole"),
    ("CONTACT", "twin"),
    ("TEXT", EVIL),
    ("WRONG", EVIL),
    ("LIST", "list.csv"),
    ("ENTRIES", "list.csv"),
    ("NEW", "sub"),
    ("BASE", "base.yaml"),
    ("OURS", "ours.yaml"),
    ("THEIRS", "theirs.yaml"),
];

/// Of the views one with classes, one with ranks and one with states: a group is written in one way.
const VIEWS: &[&str] = &["value", "pyramid", "deal"];

/// Forms that are documents of machines: exact in a pipe, where no terminal is.
const EXACT: &[&str] = &["csv", "html", "mail", "ics", "vcard", "xlsx"];

/// What a pseudo terminal is made with.
fn has_script() -> bool {
    let has = Command::new("script").arg("--version").output().is_ok_and(|done| done.status.success());
    if !has {
        eprintln!("SKIPPED: there is no `script`, so nothing was written to a pseudo terminal");
    }
    has
}

/// The first character that steers a terminal. Our own colours, and those of the help, may.
fn steers(text: &str) -> Option<char> {
    let mut text = text.replace("\r\n", "\n");
    for code in ["0", "1", "2", "4", "31", "32", "33"] {
        text = text.replace(&format!("\u{1b}[{code}m"), "");
    }
    text.chars().find(|c| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    })
}

#[track_caller]
fn harmless(what: &str, text: &str) {
    if let Some(c) = steers(text) {
        let at = text.find(c).unwrap();
        let start = text[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        let end = text[at..].char_indices().nth(60).map_or(text.len(), |(end, _)| at + end);
        panic!("{what}: {c:?} in {:?}", &text[start..end]);
    }
}

/// Whether all is tried (`CRM_TEST_FULL=1`).
fn is_full() -> bool {
    std::env::var_os("CRM_TEST_FULL").is_some()
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

/// What a call writes, to stdout and to stderr.
fn written(call: Call<'_>) -> (String, String) {
    RUNS.fetch_add(1, Ordering::Relaxed);
    // What isn't UTF-8 is refused here, too.
    let outcome = call.env("EDITOR", "true").without_files().run();
    assert_ne!(outcome.code, 101, "a panic: {outcome:?}");
    (outcome.stdout, outcome.stderr)
}

/// The same on a pseudo terminal, where both are one. `answers` are typed there.
fn on_a_terminal(world: &World, args: &[String], answers: &str) -> String {
    let shell: Vec<String> = args.iter().map(|arg| format!("'{}'", arg.replace('\'', "'\\''"))).collect();
    let line = format!("'{}' {}", binary(), shell.join(" "));
    let call = world.program("script", ["-qec", &line, "/dev/null"]).env("SHELL", "/bin/sh");
    let call = call.env("TERM", "xterm").env("COLUMNS", "100");
    // `script` waits for two seconds behind what it is given to type: without it the input ends at once.
    written(if answers.is_empty() { call } else { call.stdin(answers) }).0
}

/// The words of a line, with what tries in place.
fn words(line: &str) -> Vec<String> {
    let word = |word: &str| word.replace("EVIL", EVIL).replace("FILE", &file_name("list").replace('\\', "_"));
    line.split(' ').map(word).collect()
}

/// One call of a command.
struct Try {
    args: Vec<String>,
    /// Whether a pipe gets a document that is exact.
    is_exact: bool,
    /// Whether it gets a workspace of its own, to write in.
    writes: bool,
    /// What is typed where it asks.
    answers: &'static str,
}

/// The lines of a command, each with what it does to files.
fn lines(known: &Known) -> Vec<(Vec<String>, Nature)> {
    let is_tried =
        |call: &&Typed| call.line.strip_prefix("list --view ").is_none_or(|view| VIEWS.contains(&view));
    let mut lines: Vec<_> =
        known.calls.iter().filter(is_tried).map(|call| (call.typed(BOOK), call.nature)).collect();
    let more = MORE.iter().filter(|(name, _)| *name == known.name).flat_map(|(_, lines)| *lines);
    lines.extend(more.map(|line| match (line.strip_prefix('!'), line.strip_prefix('?')) {
        (Some(line), _) => (words(line), Nature::Writes),
        (_, Some(line)) => (words(line), Nature::Offers),
        _ => (words(line), Nature::Asks),
    }));
    lines
}

/// Every call of a command: in both languages, and one that only answers in each of its forms.
fn calls(known: &Known) -> Vec<Try> {
    let (forms, mut calls) = (known.forms(), Vec::new());
    for (line, nature) in lines(known) {
        let writes = match nature {
            Nature::Asks => false,
            Nature::Refused => known.writes(),
            Nature::Offers | Nature::Writes | Nature::Makes => true,
        };
        // A form changes nothing of what is written to files, nor of what is refused.
        let own: Vec<Option<&String>> = match nature {
            Nature::Asks if !forms.is_empty() => forms.iter().map(Some).collect(),
            Nature::Refused => {
                [None].into_iter().chain(forms.iter().find(|form| *form == "json").map(Some)).collect()
            }
            _ => vec![None],
        };
        for form in own {
            for lang in ["en", "zh"] {
                let mut args = vec!["--lang".to_owned(), lang.to_owned()];
                args.extend(line.iter().cloned());
                args.extend(form.into_iter().flat_map(|form| ["--format".to_owned(), form.clone()]));
                let is_exact = match form {
                    Some(form) => EXACT.contains(&form.as_str()),
                    None => known.name == "export",
                };
                let answers = if nature == Nature::Offers { "y\nq\n" } else { "" };
                calls.push(Try { args, is_exact, writes, answers });
            }
        }
    }
    calls
}

/// A workspace like this one, to write in.
fn copy(evil: &World) -> World {
    let world = World::bare();
    let done = Command::new("cp").arg("-a").arg(evil.path(".")).arg(world.root()).status().unwrap();
    assert!(done.success());
    world
}

/// Sends the whole workspace through these commands, and says how many calls that were.
fn send(part: usize, of: usize) {
    let Evil { world, customers } = workspace();
    let terminal = has_script();
    let (mut seen, mut count) = (BTreeSet::new(), 0);
    for (number, known) in commands::all().iter().enumerate() {
        if number % of != part {
            continue;
        }
        for Try { args, is_exact, writes, answers } in calls(known) {
            let what = format!("crm {}", args.join(" ").escape_debug());
            // In one language: its words are ours, and what is in between has gone through both in the pipe.
            let is_turn = (args[1] == "zh") == (count / 2 % 2 == 0);
            // Each call in one language by default, and every second of them on a terminal, too.
            if !is_full() && !is_turn {
                count += 1;
                continue;
            }
            let own = writes.then(|| copy(&world));
            let (out, err) = written(own.as_ref().unwrap_or(&world).call(&args));
            if !is_exact {
                harmless(&what, &out);
            }
            harmless(&what, &err);
            assert!(!err.contains("crm.yaml:"), "the rules are sound, so that answers are answers: {err}");
            let is_shown = terminal && is_turn && (is_full() || count / 4 % 2 == 0);
            if is_shown {
                let own = writes.then(|| copy(&world));
                let shown = on_a_terminal(own.as_ref().unwrap_or(&world), &args, answers);
                harmless(&format!("on a terminal: {what}"), &shown);
            }
            count += 1;
            seen.insert(known.name);
        }
    }
    eprintln!(
        "{} commands in {count} calls (forms, languages), piped{}, over {} evil fields",
        seen.len(),
        if terminal { " and on a pseudo terminal" } else { "" },
        customers.len()
    );
}

#[test]
fn no_field_steers_the_terminal_through_any_command_1() {
    send(0, 4);
}

#[test]
fn no_field_steers_the_terminal_through_any_command_2() {
    send(1, 4);
}

#[test]
fn no_field_steers_the_terminal_through_any_command_3() {
    send(2, 4);
}

#[test]
fn no_field_steers_the_terminal_through_any_command_4() {
    send(3, 4);
}

#[test]
fn every_customers_own_page_is_harmless_and_every_field_is_on_one() {
    let Evil { world, customers } = workspace();
    let terminal = has_script();
    let mut all = written(world.call(["check"])).0;
    harmless("check", &all);
    let ids: BTreeSet<&String> = customers.iter().map(|(id, _)| id).collect();
    for (number, id) in ids.into_iter().enumerate() {
        // On a terminal by default each in one of the ways, by turns.
        let is_turn = |way: usize| is_full() || (number + way).is_multiple_of(2);
        for line in ["show ID --all", "show ID -f plain --lang zh", "show ID --json", "edit ID --lang zh"] {
            let what = line.replace("ID", id);
            let (out, err) = written(world.call(words(&what)));
            harmless(&what, &out);
            harmless(&what, &err);
            all += &(out + &err);
        }
        if terminal {
            for (_, line) in
                ["show ID --lang zh", "show ID -f csv"].iter().enumerate().filter(|(way, _)| is_turn(*way))
            {
                let what = line.replace("ID", id);
                harmless(&what, &on_a_terminal(&world, &words(&what), ""));
            }
        }
    }
    let unseen: Vec<&String> =
        customers.iter().map(|(_, field)| field).filter(|field| !field.contains('#')).collect();
    let unseen: Vec<_> =
        unseen.into_iter().filter(|field| !all.contains(&format!("{field}-secret"))).collect();
    assert!(unseen.is_empty(), "a field that nothing shows was never tried: {unseen:?}");
    eprintln!("{} evil fields and keys, {} calls so far", customers.len(), RUNS.load(Ordering::Relaxed));
}

#[test]
fn json_and_csv_keep_the_exact_value() {
    let Evil { world, customers } = workspace();
    let (id, _) = customers.iter().find(|(_, field)| field == "customer.plan").unwrap();
    let shown = written(world.call(["show", id, "--json"])).0;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["plan"], format!("customer.plan-secret{EVIL}"));
    let table = written(world.call(["list", "-f", "csv", "--columns", "id,plan"])).0;
    let mut rows = csv::Reader::from_reader(table.as_bytes()).into_records().map(Result::unwrap);
    let row = rows.find(|row| &row[0] == id).unwrap();
    assert_eq!(row[1], *format!("customer.plan-secret{EVIL}"));
}

#[test]
fn masks_hold_on_stderr_and_for_what_is_wrong() {
    // What is masked on stdout: people, ways to them, and what is written freely.
    let is_masked = |field: &str| {
        let masked = [
            "customer.source",
            "customer.address",
            "customer.website",
            "customer.contacts",
            "customer.influence",
            "customer.plan",
            "customer.notes",
            "customer.promises",
            "customer.prefers.cares_about",
            "customer.custom",
        ];
        let said = [".text", ".with", ".why", ".plan"];
        masked.iter().any(|own| field.starts_with(own)) && !field.contains("position")
            || field.starts_with("entry.") && said.iter().any(|own| field.ends_with(own))
    };
    let Evil { world, customers } = workspace();
    let mut masked: Vec<String> = customers
        .iter()
        .filter(|(_, field)| is_masked(field))
        .map(|(_, field)| format!("{field}-secret"))
        .collect();
    // Those of the customer of whom all is evil.
    let own = [
        "address",
        "website",
        "influence",
        "plan",
        "notes",
        "email",
        "phone",
        "handle",
        "what",
        "free",
        "ask_first",
        "cares_about",
    ];
    masked.extend(own.iter().map(|key| format!("{key}-secret")));
    assert!(masked.len() > 30);
    for known in commands::all().iter().filter(|known| known.can_be_redacted()) {
        for Try { mut args, is_exact, writes, .. } in calls(known) {
            // What is masked is so before anything is put into words.
            if writes || args[1] == "zh" {
                continue;
            }
            args.push("--redact".to_owned());
            let what = format!("crm {}", args.join(" ").escape_debug());
            let (out, err) = written(world.call(&args).env("HOME", world.path("home")));
            harmless(&what, &err);
            if !is_exact {
                harmless(&what, &out);
            }
            for field in &masked {
                assert!(
                    !out.contains(field) && !err.contains(field),
                    "{what}: {field} is not masked: {out}{err}"
                );
            }
        }
    }
}

#[test]
fn broken_rules_are_told_harmlessly() {
    let world = World::new();
    world.card("acme", "name: Acme\nowner: li\ngrade: B\n");
    let broken = broken_rules();
    for (seen, (field, rules)) in broken.iter().enumerate() {
        world.put("crm.yaml", yaml(rules));
        let lines =
            if seen.is_multiple_of(8) { &["check", "due --lang zh"][..] } else { &["check --lang zh"] };
        for line in lines {
            let (out, err) = written(world.call(words(line)));
            harmless(&format!("{field}: {line}"), &out);
            harmless(&format!("{field}: {line}"), &err);
        }
    }
    assert!(broken.len() > 100);
    eprintln!("{} evil values and keys of crm.yaml", broken.len());
}

/// Every option and argument of every command, from the program's own command line.
#[test]
fn what_is_mistyped_is_repeated_harmlessly() {
    let world = World::new();
    world.card("acme", "name: Acme\nowner: li\ngrade: B\n");
    let tree = crm::cli::command();
    let mut lines: Vec<Vec<String>> = vec![
        vec![EVIL.to_owned()],
        vec![format!("--{EVIL}")],
        vec!["du".to_owned(), EVIL.to_owned()],
        vec!["help".to_owned(), EVIL.to_owned()],
    ];
    for command in tree.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = command.get_name().to_owned();
        let needed = command.get_positionals().filter(|arg| arg.is_required_set()).count();
        lines.push(vec![name.clone(), format!("--{EVIL}")]);
        lines.push([vec![name.clone()], vec![EVIL.to_owned(); needed + 3]].concat());
        for arg in command.get_arguments().chain(tree.get_arguments()).filter(|arg| !arg.is_positional()) {
            let Some(long) = arg.get_long() else { continue };
            let value = match arg.get_action() {
                ArgAction::Set | ArgAction::Append => format!("--{long}={EVIL}"),
                _ => format!("--{long}{EVIL}"),
            };
            lines.push([vec![name.clone(), value], vec!["acme".to_owned(); needed]].concat());
        }
    }
    let count = lines.len();
    for args in lines {
        for lang in ["en", "zh"] {
            let (out, err) = written(world.call(&args).env("CRM_LANG", lang));
            harmless(&format!("{:?}", args), &out);
            harmless(&format!("{:?}", args), &err);
        }
    }
    for name in [
        "CRM_LANG",
        "CRM_TODAY",
        "CRM_USER",
        "CRM_DIR",
        "CRM_REDACT",
        "CRM_COMMIT",
        "COMPLETE",
        "EDITOR",
        "HOME",
    ] {
        for line in ["due", "check", "log acme x --via call", "edit acme"] {
            let (out, err) = written(world.call(words(line)).env(name, EVIL));
            harmless(&format!("{name}: {line}"), &out);
            harmless(&format!("{name}: {line}"), &err);
        }
    }
    if has_script() {
        for args in
            [vec![EVIL], vec!["due", EVIL, "--foo"], vec!["--lang", EVIL, "due"], vec!["-C", EVIL, "due"]]
        {
            let args: Vec<String> = args.into_iter().map(str::to_owned).collect();
            harmless(&format!("{args:?}"), &on_a_terminal(&world, &args, ""));
        }
    }
    eprintln!("{count} mistyped lines in two languages");
}

#[test]
fn completion_offers_nothing_that_steers() {
    let Evil { world, .. } = workspace();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        for (line, index) in
            [("crm show ", "2"), ("crm import ", "2"), ("crm -C ", "2"), ("crm import cust", "2")]
        {
            let args = [vec!["--"], line.split(' ').collect()].concat();
            let call = world.call(&args).env("COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", index);
            let (out, err) = written(call.env("_CLAP_IFS", "\u{b}").env("_CLAP_COMPLETE_SPACE", "false"));
            harmless(&format!("{shell}: {line}"), &out.replace('\u{b}', "\n"));
            harmless(&format!("{shell}: {line}"), &err);
            assert!(!out.is_empty(), "{shell}: {line}");
        }
    }
}

/// What a remote says, and a conflict with somebody whose name is one of these.
#[cfg(unix)]
#[test]
fn what_a_remote_says_is_told_harmlessly() {
    use crate::team::Team;
    let team = Team::new();
    let octal: String = EVIL.bytes().map(|byte| format!("\\{byte:03o}")).collect();
    team.git("wang", &["config", "user.name", EVIL]);
    team.world.put(
        "wang/customers/europe/acme.yaml",
        "name: Acme GmbH\ngrade: C\nowner: li\nplan: \"theirs\\e]52;c;x\\a\\N\"\n",
    );
    team.commit("wang", EVIL);
    team.ok("wang", &["sync"]);
    team.world.put(
        "li/customers/europe/acme.yaml",
        "name: \"Acme\\e[2J\"\ngrade: C\nowner: li\nplan: \"mine\\e]52;c;x\\a\"\n",
    );
    team.commit("li", EVIL);
    for lang in ["en", "zh"] {
        let done = team.crm("li", &["sync", "--lang", lang]);
        harmless(lang, &(done.stdout + &done.stderr));
    }
    let other = Team::new();
    other.hook("origin.git/hooks/pre-receive", &format!("#!/bin/sh\nprintf '{octal} said'\nexit 1\n"));
    for lang in ["en", "zh"] {
        other.ok("li", &["log", "acme", "x", "--via", "call"]);
        let done = other.crm("li", &["sync", "-m", EVIL, "--lang", lang]);
        harmless(lang, &(done.stdout + &done.stderr.clone()));
        assert!(
            done.stderr.contains("]52;c;ZXZpbA==\u{fffd}") && done.code != 0,
            "it is told: {}",
            done.stderr
        );
    }
}

#[test]
fn a_link_is_one_number_or_one_address() {
    let world = World::new();
    let contact = |email: &str, phone: &str| {
        format!(
            "name: A\nowner: li\ngrade: C\nsince: 2026-01-01\ncontacts: [{{name: Ann, email: \"{email}\", phone: \"{phone}\"}}]\n"
        )
    };
    world.card("good", &contact("ann+x@acme.example", "+49 (0)30 123-456"));
    world.card(
        "evil",
        &contact("ann@acme.example?bcc=spy@evil.example&subject=hi", "+49 30 1;ext=2,,,*21*090012345#"),
    );
    let page = world.ok(["agenda", "--all-owners", "-f", "html"]);
    let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links, ["tel:+4930123456", "mailto:ann%2Bx@acme.example"], "{page}");
    assert!(!page.contains("spy@evil.example") && !page.contains("*21*"), "{page}");
    let shown = world.ok(["show", "evil"]);
    assert!(shown.contains("spy@evil.example") && shown.contains("*21*"), "it is shown: {shown}");
    assert!(
        world.run(["check"]).stdout.contains("bad-contact")
            || world.run(["check"]).stdout.contains("is not a phone number")
    );
}
