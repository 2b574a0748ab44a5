//! `--redact`, for every key of every file: what nobody has allowed is not seen, and can't be reckoned either.
use crate::commands::{self, Nature};
use crate::world::World;

/// All customers of a book: each has a page of its own.
const IDS: &[&str] = &["one", "two", "three", "four", "five"];

/// What one of two books has that differ in nothing but what is hidden.
struct Book {
    /// In every text of it, whatever its length.
    needle: &'static str,
    /// In its amounts, beside the same whole thousands.
    cents: u32,
    margin: &'static str,
}

const BOOKS: [Book; 2] = [
    Book { needle: "ndlone", cents: 0, margin: "0.21" },
    Book { needle: "NdlTheOtherOne", cents: 1237, margin: "0.23" },
];

fn rules(scheme: &str) -> String {
    format!(
        "version: 2\nscheme: {scheme}\ncurrency: USD\npeople: {{li: {{name: Li Na, email: li@us.invalid, hours_a_week: 9}}, \
         wang: {{}}}}\n"
    )
}

/// A customer with a text of its own in every key that takes one.
fn card(book: &Book, number: usize, grade: &str, owner: &str) -> String {
    let n = book.needle;
    let staff = 10 + book.cents;
    format!(
        "name: Customer {number}\naliases: [{n}alias]\nnumber: \"{n}-{number}\"\ngrade: {grade}\nowner: {owner}\n\
         since: 2024-03-01\nsource: {n} source\nindustry: {n} industry\ncountry: DE\nregion: {n} region\n\
         address: {n} address\nwebsite: {n}.example\nstaff: {staff}\nrevenue: {staff}00\nfounded: 1990-04-05\n\
         contacts:\n  - name: {n} Person\n    position: {n} director\n    decides: true\n    email: {n}@x.example\n    \
         phone: \"+49 89 {staff}5551\"\n    chat: {{wechat: {n}chat, {n}service: {n}handle}}\n    birthday: 05-12\n    \
         verified: 2026-01-05\n    {n}key: {n} value\n  - {{name: {n} Second}}\n\
         prefers: {{channel: {n} channel, hours: \"{hours}\", meeting: short, cares_about: {n} cost}}\nneed: target\n\
         potential: high\ninfluence: {n} influence\nrenewal: 0.8\nplan: {n} plan\n\
         promises: {{free: [{n} free], ask_first: [{n} ask]}}\ndates:\n  - {{on: 2025-06-01, what: {n} day}}\n\
         tags: [{n} tag, other {n}]\ndistinct: [{id}]\nnotes: {n} notes\ncustom: {{{n}: {n} custom}}\n{n}_unknown: {n}\n",
        hours = if number.is_multiple_of(2) { "09:00-12:00".to_owned() } else { format!("{n} hours") },
        id = n.to_lowercase(),
    )
}

/// Entries of every kind, with a text in every field that takes one.
fn log(book: &Book, number: usize) -> String {
    let (n, margin, cents) = (book.needle, book.margin, book.cents);
    let amount = |thousands: usize| format!("{}.{cents:02}", thousands * number * number * 1000);
    let lines = [
        format!(
            r#""at":"2026-11-10T09:00:00+08:00","by":"li","kind":"followup","via":"call","with":"{n} Person","text":"{n} text","reply":"positive","need":"target","visit":"yes","minutes":12,"next":"2026-12-0{number}","plan":"{n} plan""#
        ),
        format!(
            r#""at":"2026-10-11T09:00:00+08:00","by":"{n}by","kind":"followup","via":"{n} via","with":"{n} Gone","text":"{n}""#
        ),
        format!(
            r#""at":"2025-09-01","by":"li","kind":"sample","state":"agreed","item":"{n} item","ref":"{n}-S","text":"{n}""#
        ),
        format!(r#""at":"2025-10-01","by":"li","kind":"sample","state":"passed","ref":"{n}-s","text":"{n}""#),
        format!(
            r#""at":"2026-11-12","by":"li","kind":"sample","state":"sent","item":"{n} other","text":"{n}""#
        ),
        format!(
            r#""at":"2026-11-01","by":"li","kind":"quote","amount":"{}","currency":"USD","item":"{n} item","ref":"{n}-Q","quantity":"{}","unit":"{n} unit""#,
            amount(9),
            amount(3)
        ),
        format!(
            r#""at":"2025-08-01","by":"li","kind":"order","amount":"{}","currency":"USD","margin":"{margin}","item":"{n} line","ref":"{n}-O1""#,
            amount(4)
        ),
        format!(
            r#""at":"2026-03-01","by":"li","kind":"order","amount":"{}","currency":"USD","margin":"{margin}","item":"{n} Line","ref":"{n}-O2","quantity":"{}","unit":"{n} unit""#,
            amount(6),
            amount(2)
        ),
        format!(
            r#""at":"2026-11-20","by":"li","kind":"order","amount":"{}","currency":"USD","cost":"{}","item":"{n} second","ref":"{n}-O3","text":"{n}""#,
            amount(8),
            amount(6)
        ),
        format!(
            r#""at":"2025-12-01","by":"li","kind":"contract","ref":"{n}-C","amount":"{}","currency":"USD","from":"2025-12-01","until":"2026-12-15","text":"{n}""#,
            amount(10)
        ),
        format!(
            r#""at":"2026-10-01","by":"li","kind":"invoice","ref":"{n}-I","amount":"{}","currency":"USD","due":"2026-10-20""#,
            amount(6)
        ),
        format!(
            r#""at":"2026-10-25","by":"li","kind":"payment","ref":"{n}-i","amount":"{}","currency":"USD""#,
            amount(2)
        ),
        format!(
            r#""at":"2026-11-17","by":"li","kind":"complaint","state":"opened","ref":"{n}-K","text":"{n} broke""#
        ),
        format!(
            r#""at":"2026-11-17","by":"li","kind":"ending","state":"opened","ref":"{n}-E","why":"{n} why","competitor":"{n} rival","text":"{n} leaves""#
        ),
        format!(r#""at":"2025-01-05","by":"wang","kind":"grade","from":"{n}","to":"C","why":"{n} why""#),
        format!(r#""at":"2026-10-05","by":"wang","kind":"owner","from":"{n}","to":"li","why":"{n} why""#),
        format!(
            r#""at":"2026-09-05","by":"li","kind":"note","text":"{n} note","next":"2026-09-09","plan":"{n} plan""#
        ),
        format!(r#""at":"2026-09-06","by":"li","kind":"merged","from":"{}old""#, n.to_lowercase()),
        format!(r#""at":"2026-09-07","by":"li","kind":"renamed","from":"{}older""#, n.to_lowercase()),
        format!(r#""at":"2026-09-08","by":"li","kind":"{n}kind","text":"{n}","{n}":"{n}""#),
    ];
    lines.iter().map(|line| format!("{{{line}}}\n")).collect()
}

fn world(book: &Book, scheme: &str) -> World {
    let world = World::new();
    world.put("crm.yaml", rules(scheme));
    let n = book.needle;
    let customers =
        [("one", "A", "li"), ("two", "B", "wang"), ("three", "C", "li"), ("four", n, "li"), ("five", "D", n)];
    for (place, (id, grade, owner)) in customers.into_iter().enumerate() {
        world.card(id, &card(book, place + 1, grade, owner));
        world.put(&format!("customers/{id}.log.jsonl"), log(book, place + 1));
    }
    let git = |args: &[&str]| assert_eq!(world.program("git", args).run().code, 0);
    git(&["init", "-q", "-b", "main"]);
    git(&["config", "user.name", "li"]);
    git(&["config", "user.email", "li@us.invalid"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "the beginning"]);
    for line in [&format!("plan={n} new"), &format!("tags={n} new"), "owner=wang"] {
        world.ok(["set", "one", line]);
    }
    let more = "pool: {after: {C: {followup: 20 days}, B: {followup: 20 days}}, barred: 99 days}\n\
                playbooks: {C: {goal: another goal}}\nmoves: {recheck: 1 month}\n";
    world.put("crm.yaml", rules(scheme) + more);
    git(&["commit", "-q", "-a", "-m", "more"]);
    world.ok(["set", "two", &format!("plan={n} newest")]);
    world.ok(["log", "three", &format!("{n} said so"), "--via", "call", "--plan", n, "--next", "fri"]);
    world
}

/// The lines of each command that can be redacted, in each of its forms.
fn lines() -> Vec<String> {
    let mut lines = Vec::new();
    for (known, call) in commands::calls(&[Nature::Asks]).filter(|(known, _)| known.can_be_redacted()) {
        for id in if call.names_one() { IDS } else { &IDS[..1] } {
            let line = call.typed(&[("ID", id)]).join(" ");
            // Without a form it is that for people.
            lines.extend(known.forms().iter().map(|form| format!("{line} --format {form}")));
            lines.push(format!("--lang zh {line}"));
            lines.extend(known.forms().is_empty().then_some(line));
        }
    }
    lines
}

/// Masks alone tell two books apart: the same text has the same mask. Narrow columns cut them off.
fn unmasked(text: &str) -> String {
    const SORTS: &[&str] = &[
        "contact", "site", "mail", "phone", "chat", "alias", "number", "industry", "region", "tag", "id",
        "grade", "person", "way", "code", "line", "unit",
    ];
    let mut out = String::new();
    // Lines that a mail or a calendar breaks.
    let text = text.replace("?=\n", "?\n").replace("=\n", "").replace("=0D=0A", "\r\n").replace("\r\n ", "");
    let mut rest = text.as_str();
    while let Some(at) = rest.find('-') {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        out.push('-');
        let mask = behind[1..].chars().take_while(char::is_ascii_alphanumeric).count();
        let is_mask = (4..=8).contains(&mask) && SORTS.iter().any(|sort| before.ends_with(sort));
        if is_mask {
            out.push('*');
        }
        rest = &behind[1 + if is_mask { mask } else { 0 }..];
    }
    out.push_str(rest);
    // The commit, and what makes each mail another one.
    let is_own = |line: &&str| {
        line.starts_with("HEAD")
            || line.contains("boundary=")
            || line.starts_with("--")
            || line.starts_with("Message-ID:")
            || line.starts_with("UID:")
            || line.starts_with("Date:")
    };
    out.lines().filter(|line| !is_own(line)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn no_value_that_somebody_typed_is_in_any_answer_nor_can_be_reckoned() {
    for scheme in ["trade", "value"] {
        let worlds = BOOKS.each_ref().map(|book| world(book, scheme));
        let mut leaks = Vec::new();
        let lines = lines();
        assert!(lines.len() > 150, "{}", lines.len());
        let mut seen = 0;
        for line in &lines {
            let said = [0, 1].map(|one: usize| {
                let args = line.split(' ').chain(["--redact"]);
                let outcome = worlds[one].call(args).env("HOME", worlds[one].path("home")).run();
                let said = format!("{}\n{}", outcome.stdout, outcome.stderr);
                let found = said.to_lowercase();
                let needle = BOOKS[one].needle.to_lowercase();
                let leak = found.lines().filter(|line| line.contains(&needle)).map(str::to_owned);
                leaks.extend(leak.take(3).map(|leak| format!("{line}: {leak}")));
                assert!(matches!(outcome.code, 0 | 2 | 5), "{line}: {outcome:?}");
                outcome.stdout
            });
            seen += usize::from(!said[0].trim().is_empty());
            let both = said.each_ref().map(|said| unmasked(said));
            // A mask may be broken where a column is narrow: the forms for programs tell as much.
            if line.contains("--team") && !["csv", "json", "ids"].iter().any(|form| line.ends_with(form)) {
                continue;
            }
            let differ = both[0].lines().zip(both[1].lines()).find(|(one, other)| one != other);
            if let Some((one, other)) = differ {
                leaks.push(format!("{line}:\n  {one}\n  {other}"));
            } else if both[0].lines().count() != both[1].lines().count() {
                leaks.push(format!("{line}: more lines in one"));
            }
        }
        assert!(seen * 10 > lines.len() * 8, "{seen} of {} say something", lines.len());
        assert!(leaks.is_empty(), "{} leaks\n{}", leaks.len(), leaks[..leaks.len().min(40)].join("\n"));
    }
}
