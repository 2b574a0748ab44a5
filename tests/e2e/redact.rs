//! `--redact`: nothing that the files tell of people, and no amount, is in any answer.
use std::collections::BTreeSet;

use memchr::memmem;
use serde_json::Value;

use crate::commands::{self, Nature};
use crate::world::{Outcome, World};

/// What every command that can be redacted says behind the veil, for people and for programs, in Chinese, and each
/// answer in each of its forms.
fn lines(ids: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let id = ids.lines().next().unwrap();
    for (known, call) in commands::calls(&[Nature::Asks]).filter(|(known, _)| known.can_be_redacted()) {
        let line = call.typed(&[("ID", id)]).join(" ");
        let forms = known.forms();
        let forms = forms.iter().filter(|form| call.is_first || *form == "json");
        lines.extend(forms.map(|form| format!("{line} -f {form}")));
        lines.extend([format!("--lang zh {line}"), line]);
    }
    // Each customer's own page, and one in eight in other forms.
    for (number, id) in ids.lines().enumerate() {
        lines.push(format!("show {id} --all"));
        if number % 8 == 0 {
            lines.extend(["--json", "-f csv", "-f plain --lang zh"].map(|form| format!("show {id} {form}")));
        }
    }
    lines
}

/// Every text, number and key that a value holds, with the key that it stands under.
fn walk<'a>(key: &'a str, value: &'a Value, found: &mut Vec<(&'a str, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(key, item, found)),
        Value::Object(fields) => fields.iter().for_each(|(key, value)| walk(key, value, found)),
        Value::String(text) => found.push((key, text.clone())),
        Value::Number(number) => found.push((key, number.to_string())),
        Value::Bool(_) | Value::Null => {}
    }
}

/// `1234567.5` as `1,234,567.50`, and without cents.
fn grouped(amount: &str) -> Vec<String> {
    let (units, cents) = amount.split_once('.').unwrap_or((amount, ""));
    let digits: Vec<char> = units.chars().rev().collect();
    let parts: Vec<String> = digits.chunks(3).map(|part| part.iter().collect()).collect();
    let units: String = parts.join(",").chars().rev().collect();
    vec![units.clone(), format!("{units}.{cents:0<2}")]
}

/// What must not be seen: taken from the unveiled answers, which have all of the files.
fn needles(world: &World) -> BTreeSet<String> {
    const REACHED: &[&str] = &["email", "phone", "address", "website", "with"];
    const FREE: &[&str] =
        &["text", "plan", "why", "notes", "influence", "cares_about", "what", "free", "ask_first", "source"];
    const AMOUNTS: &[&str] = &["amount", "cost", "revenue"];
    let (mut found, mut positions) = (BTreeSet::new(), BTreeSet::new());
    let ids = world.ok(["list", "-f", "ids"]);
    for id in ids.lines() {
        let shown = world.run(["show", id, "--json"]);
        let shown: Value = serde_json::from_str(&shown.stdout).unwrap();
        let mut personal = Vec::new();
        for part in [
            "contacts",
            "address",
            "website",
            "notes",
            "plan",
            "influence",
            "source",
            "prefers",
            "promises",
            "dates",
            "log",
            "revenue",
        ] {
            walk(part, &shown[part], &mut personal);
        }
        for contact in shown["contacts"].as_array().unwrap() {
            found.extend(contact["name"].as_str().map(str::to_owned));
            positions.extend(contact["position"].as_str().map(str::to_owned));
            if let Some(chat) = contact["chat"].as_object() {
                found.extend(chat.values().filter_map(Value::as_str).map(str::to_owned));
            }
        }
        for (key, text) in personal {
            if REACHED.contains(&key) {
                found.insert(text.clone());
            } else if FREE.contains(&key) {
                // Of a long text its beginning is enough, and lines are broken behind it; a short one may
                // be a word that everybody says.
                let is_long = text.chars().count() >= 18 || (!text.is_ascii() && text.chars().count() >= 6);
                found.extend(is_long.then(|| text.chars().take(18).collect::<String>().trim().to_owned()));
            }
            if AMOUNTS.contains(&key) && text.trim_end_matches(['0', '.']).len() >= 3 {
                found.extend(grouped(&text));
                found.insert(text);
            }
        }
    }
    // What somebody does there stays, and some are known by nothing else.
    found.retain(|needle| !positions.contains(needle));
    // An event's name is the team's own.
    let rules = world.read("crm.yaml");
    found.retain(|needle| !rules.contains(&format!("en: {needle}")));
    found.retain(|needle| needle.chars().count() >= if needle.is_ascii() { 4 } else { 2 });
    found
}

/// Whether a text has a needle that is not a part of a longer number.
fn has(text: &str, needle: &str) -> bool {
    memmem::find_iter(text.as_bytes(), needle).any(|at| {
        let is_number = needle.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
        let (before, after) = (text[..at].chars().next_back(), text[at + needle.len()..].chars().next());
        !is_number || !(digit(before) || digit(after))
    })
}

fn veiled(world: &World, line: &str) -> Outcome {
    world.call(line.split(' ').chain(["--redact"])).env("HOME", world.path("home")).run()
}

#[test]
fn nothing_of_the_files_people_and_amounts_is_in_any_answer() {
    let world = World::example();
    let needles = needles(&world);
    assert!(needles.len() > 400, "{}", needles.len());
    let lines = lines(&world.ok(["list", "-f", "ids"]));
    let mut leaks = Vec::new();
    let mut seen = BTreeSet::new();
    for line in &lines {
        let plain = world.run(line.split(' '));
        let outcome = veiled(&world, line);
        assert_eq!(outcome.code, plain.code, "{line}: {outcome:?}");
        assert_eq!(outcome.stdout.is_empty(), plain.stdout.is_empty(), "{line}");
        let told = format!("{}{}", outcome.stdout, outcome.stderr);
        seen.extend(needles.iter().filter(|needle| has(&plain.stdout, needle)));
        leaks.extend(
            needles.iter().filter(|needle| has(&told, needle)).map(|needle| format!("{line}: {needle}")),
        );
    }
    assert!(leaks.is_empty(), "{} leaks\n{}", leaks.len(), leaks[..leaks.len().min(60)].join("\n"));
    // Of an amount there are several forms, and of a text one line shows only its first words.
    let share = seen.len() * 100 / needles.len();
    assert!(share > 60, "only {share} % of the needles are in the unveiled answers: does the search work?");
}

#[test]
fn what_is_computed_stays_as_it_is() {
    let world = World::example();
    for line in [
        "list --columns id,name,grade,owner,next,abc,pyramid,value,volume,label -f csv",
        "due -f ids",
        "review -f ids",
    ] {
        assert_eq!(veiled(&world, line).stdout, world.ok(line.split(' ')), "{line}");
    }
    let dates = |outcome: String| -> Vec<(Value, Value, Value)> {
        let found: Value = serde_json::from_str(&outcome).unwrap();
        let of = |one: &Value| (one["id"].clone(), one["due"].clone(), one["reason"]["code"].clone());
        found.as_array().unwrap().iter().map(of).collect()
    };
    assert_eq!(
        dates(veiled(&world, "due --within 90d --json").stdout),
        dates(world.ok(["due", "--within", "90d", "--json"]))
    );
    // The index notes what the files say, whoever has looked first.
    std::fs::remove_dir_all(world.path(".crm")).unwrap();
    veiled(&world, "due");
    veiled(&world, "list --json");
    assert!(world.ok(["due", "--json"]).contains('@'));
}

#[test]
fn masks_are_steady_for_one_user_and_told_apart_by_their_key() {
    let world = World::example();
    let one = veiled(&world, "list --columns id,contact,email,phone -f csv").stdout;
    assert_eq!(one, veiled(&world, "list --columns id,contact,email,phone -f csv").stdout);
    let entries = veiled(&world, "export entries").stdout;
    let line = one.lines().find(|line| line.starts_with("mueller-maschinenbau,")).unwrap();
    let contact = line.split(',').nth(1).unwrap();
    assert!(contact.starts_with("contact-") && entries.contains(contact), "two exports can be put together");
    let other = world
        .call(["list", "--columns", "id,contact,email,phone", "-f", "csv", "--redact"])
        .env("HOME", world.path("other"))
        .run();
    assert!(!other.stdout.contains(contact), "{line}");
    // Without a home, for this answer alone.
    let passing = world.call(["list", "--json"]).env("CRM_REDACT", "1").run();
    assert_eq!(passing.code, 0);
    passing.says(&["warning: there is no home folder for a key", "for this answer alone"]);
    assert!(!passing.stdout.contains(contact) && passing.stdout.contains("@masked.invalid"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let key = world.path("home/.config/crm/redact.key");
        assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::write(&key, "not a key\n").unwrap();
        veiled(&world, "due").refused(6, &["redact.key holds no key", "remove it"]);
    }
}

#[test]
fn what_can_not_be_masked_refuses() {
    let world = World::example();
    for line in ["check", "log mueller x", "set mueller region=x", "sync", "edit mueller", "add X"] {
        let outcome = world.call(line.split(' ')).env("CRM_REDACT", "1").run();
        outcome.refused(2, &["can't be redacted", "CRM_REDACT=0 crm"]);
    }
    // The option says what the variable does, instead of guessing at another option.
    for name in ["check", "pool", "dupes", "handover"] {
        let told = world.run([name, "--redact"]);
        told.refused(2, &[&format!("crm {name} can't be redacted"), "--redact goes with due, agenda"]);
        assert!(!told.stderr.contains("--directory"), "{}", told.stderr);
    }
    world.run(["init", "--redact"]).refused(2, &["nothing to redact"]);
    veiled(&world, "spread --apply").refused(2, &["--apply can't be redacted"]);
    veiled(&world, "review --yes").refused(2, &["--yes can't be redacted"]);
    let chinese = world.call(["--lang", "zh", "check"]).env("CRM_REDACT", "1").run();
    chinese.refused(2, &["crm check 无法脱敏"]);
    assert_eq!(world.call(["undo"]).env("CRM_REDACT", "1").run().code, 0);
}

#[test]
fn what_is_wrong_is_told_without_its_words() {
    let world = World::new();
    world.card(
        "acme",
        "name: Acme\ngrade: C\nowner: li\ncontacts:\n  - {name: Anna, birthday: Anna's secret day}\n",
    );
    let plain = world.run(["due"]);
    plain.says(&["secret day"]);
    let outcome = veiled(&world, "due");
    assert_eq!(outcome.code, plain.code);
    outcome.says(&["customers/acme.yaml:5:28: error: bad-value"]);
    assert!(!format!("{outcome:?}").contains("secret"), "{outcome:?}");
}

#[test]
fn a_difference_is_shown_behind_the_veil_on_both_sides() {
    let team = crate::team::Team::new();
    team.ok("li", &["set", "acme", "plan=call Anna about 51234 EUR"]);
    team.ok("li", &["log", "acme", "Anna said yes", "--via", "call", "--next", "fri", "--plan", "ask Anna"]);
    for args in [
        &["diff", "--redact"][..],
        &["diff", "--json", "--redact"],
        &["diff", "HEAD", "-f", "csv", "--redact"],
    ] {
        let outcome = team.crm("li", args);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(outcome.stdout.contains("acme") && !outcome.stdout.contains("Anna"), "{}", outcome.stdout);
    }
}

#[test]
fn commands_for_different_readers_run_at_once() {
    let answers = |name: &str, args: &[&str]| {
        let world = World::bare();
        world.put("crm.yaml", format!("version: 2\ncurrency: USD\npeople: {{li: {{name: {name}}}}}\n"));
        for number in 0..200 {
            let id = format!("c{number}");
            world.card(&id, &format!("name: Customer {number}\nowner: li\ngrade: A\n"));
            world.log(&id, &[r#"{"at":"2026-11-01","kind":"order","amount":"1234","currency":"USD"}"#]);
        }
        // Without a home the mask of names is another one each time, and says so.
        let all: Vec<String> = (0..5).map(|_| world.run(args.iter().copied()).stdout).collect();
        assert!(all.iter().all(|answer| *answer == all[0]), "{args:?}");
        all[0].clone()
    };
    let said = ["--lang", "zh", "list", "--columns", "id,owner"];
    let summed = ["list", "--view", "pyramid"];
    let hidden = ["list", "--view", "pyramid", "--redact"];
    std::thread::scope(|scope| {
        let work: [(&str, &[&str]); 4] = [("李娜", &said), ("王芳", &said), ("Li", &summed), ("Li", &hidden)];
        let made = work.map(|(name, args)| scope.spawn(move || answers(name, args)));
        let [li, wang, summed, hidden] = made.map(|one| one.join().unwrap());
        assert!(li.contains("李娜") && !li.contains("王芳") && !wang.contains("李娜"), "{li}{wang}");
        assert!(summed.contains("246,800") && !hidden.contains("246,800"), "{summed}{hidden}");
    });
}
