//! Every command that writes, with something for it to write: as the table of all commands calls it, and after what
//! else can go before.

use std::fs;
use std::sync::LazyLock;

use crate::commands::{self, Book, Nature};
use crate::place::{Held, Place, RULES};

/// Where a scenario takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In a workspace without git.
    Plain,
    /// In a clone of which all is committed and sent.
    Git,
    /// In a clone, beside that of somebody else.
    Team,
}

/// One command, and what went before it.
pub struct Scenario {
    pub name: String,
    pub place: Where,
    /// What makes the place ready.
    pub before: fn(&Place),
    pub args: Vec<String>,
    /// What must not be found anywhere afterwards.
    pub forgotten: Option<&'static str>,
}

const FORGOTTEN: &str = "needlemann";

/// What the place has for the words of the table.
const BOOK: &Book = &[
    ("ID", "acme"),
    ("OTHER", "bolt"),
    ("FREE", "pump"),
    ("SHELVED", "globex"),
    ("CONTACT", "Anna"),
    ("TEXT", "hello"),
    ("LIST", "../customers.csv"),
    ("ENTRIES", "../entries.csv"),
    ("NEW", "../new"),
];

/// Commands that need a place of another kind, or something that went before.
const PREPARED: &[&str] = &["sync", "undo", "upgrade"];

fn plain(line: &str) -> Scenario {
    let args = line.split(' ').map(str::to_owned).collect();
    Scenario { name: line.to_owned(), place: Where::Plain, before: nothing, args, forgotten: None }
}

fn after(name: &str, before: fn(&Place), line: &str) -> Scenario {
    Scenario { name: name.to_owned(), before, ..plain(line) }
}

fn sync(name: &str, before: fn(&Place), line: &str) -> Scenario {
    Scenario { place: Where::Team, ..after(name, before, line) }
}

/// All of them: each call that writes, as the table of commands has it, and what else can go before one.
pub static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let typed = commands::calls(&[Nature::Writes]).filter(|(known, _)| !PREPARED.contains(&known.name));
    let mut all: Vec<Scenario> = typed.map(|(_, call)| plain(&call.typed(BOOK).join(" "))).collect();
    all.extend(prepared());
    for scenario in &mut all {
        if scenario.args[0] == "forget" {
            scenario.forgotten = Some(FORGOTTEN);
        }
    }
    all
});

fn prepared() -> Vec<Scenario> {
    const LOG: &str = "log acme hello --via call";
    vec![
        plain("log 宏达 hello --via call"),
        after("log, over a page", nearly_a_page, LOG),
        after("log with a picture", picture, WITH_PICTURE),
        after("log with a picture that is there", has_picture, WITH_PICTURE),
        after("log with a picture, committed", commits_picture, WITH_PICTURE).in_git(),
        after("rename with a picture", has_picture, "rename acme acme-pumps"),
        after("merge with a picture", has_picture, "merge bolt acme --apply"),
        after("forget with a picture", has_picture, "forget acme --all --apply"),
        after("undo of a picture", has_picture, "undo"),
        after("log, committed", commits, LOG).in_git(),
        after(
            "upgrade",
            |place| place.write("li/crm.yaml", &RULES.replace("version: 2", "version: 1")),
            "upgrade --apply",
        ),
        after("forget, after a change", graded, "forget acme --all --apply"),
        after("undo of log", |place| done(place, LOG), "undo"),
        after("undo of grade", graded, "undo"),
        after("undo of add", |place| done(place, "add Hooli --owner li"), "undo"),
        after("undo of merge", |place| done(place, "merge acme bolt --apply"), "undo"),
        after("undo of handover", |place| done(place, "handover li --to wang --apply"), "undo"),
        after("undo of import", |place| done(place, "import ../customers.csv --apply"), "undo"),
        after("undo of entries", |place| done(place, "import ../entries.csv --entries --apply"), "undo"),
        after("undo of sweep", |place| done(place, "pool --sweep --apply"), "undo"),
        sync("sync, both sides", both_sides, "sync"),
        sync("sync -m, both sides", both_sides_open, "sync -m calls"),
        sync("sync, only received", received, "sync"),
        sync("sync, only sent", |place| commits_of(place, "li", 2), "sync"),
        sync("sync, moved here and logged there", moved, "sync"),
        sync("sync, a merge commit of one's own", evil_merge, "sync"),
        sync("sync --no-push", both_sides, "sync --no-push"),
        sync("sync, other files and folders", other_files, "sync"),
    ]
}

impl Scenario {
    fn in_git(mut self) -> Self {
        self.place = Where::Git;
        self
    }

    /// The place as it is before the command.
    pub fn prepare(&self, plain: &Place, git: &Place, team: &Place) -> Place {
        let place = match self.place {
            Where::Plain => plain,
            Where::Git => git,
            Where::Team => team,
        };
        let place = place.copy();
        (self.before)(&place);
        place
    }

    pub fn is_sync(&self) -> bool {
        self.args[0] == "sync"
    }

    /// Whether it may have been done for some customers and not for others. A review is a row of decisions,
    /// each of them whole. What goes over many customers as one change leaves out those whose files can't
    /// be read, and says so.
    pub fn may_be_partial(&self, has_failed: bool) -> bool {
        self.args[0] == "review" || has_failed && ["handover", "pool"].contains(&self.args[0].as_str())
    }
}

fn nothing(_: &Place) {}

const WITH_PICTURE: &str = "log acme leaks --via call --file ../leak.jpg";

/// No text: the journal has to carry any bytes.
fn picture(place: &Place) {
    fs::write(place.at("leak.jpg"), b"\xff\xd8\x00a picture\xff").expect("written");
}

fn has_picture(place: &Place) {
    picture(place);
    done(place, WITH_PICTURE);
}

fn commits_picture(place: &Place) {
    picture(place);
    commits(place);
}

fn done(place: &Place, line: &str) {
    let ran = place.crm("li", &line.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.code, 0, "{line}: {ran:?}");
}

fn graded(place: &Place) {
    done(place, "grade acme B --why order");
}

/// A log of which the next line crosses the end of a page: a kill can cut it.
fn nearly_a_page(place: &Place) {
    let log = "li/customers/acme.log.jsonl";
    let mut text = fs::read_to_string(place.at(log)).expect("a log");
    let line = |text: &str| {
        format!("{{\"at\":\"2025-08-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"{text}\"}}\n")
    };
    let rest = 4096 - 40 - text.len() - line("").len();
    text.push_str(&line(&"x".repeat(rest)));
    place.write(log, &text);
}

/// The user's own configuration asks for a commit after each command.
fn commits(place: &Place) {
    place.write("home/.config/crm/config.yaml", "commit: true\n");
}

/// A line in a log, made by no program of ours: its text is found nowhere else.
pub fn write_line(place: &Place, who: &str, path: &str, text: &str) {
    let line = format!(
        "{{\"at\":\"2026-03-01T10:00:00+08:00\",\"by\":\"{who}\",\"kind\":\"followup\",\"via\":\"call\",\"text\":\"{text}\"}}\n"
    );
    place.append(&format!("{who}/customers/{path}.log.jsonl"), &line);
}

fn commits_of(place: &Place, who: &str, count: usize) {
    for number in 0..count {
        write_line(place, who, "acme", &format!("{who} acme {number}"));
        write_line(place, who, ["eu/bolt", "宏达"][number % 2], &format!("{who} other {number}"));
        commit(place, who);
    }
}

fn commit(place: &Place, who: &str) {
    place.git_done(who, &["add", "-A"]);
    place.git_done(who, &["commit", "-q", "-m", "work"]);
}

/// Somebody else was faster.
fn received(place: &Place) {
    commits_of(place, "wang", 2);
    let card = place.at("wang/customers/acme.yaml");
    let text = fs::read_to_string(&card).expect("a file");
    fs::write(card, text.replace("plan: p0", "plan: theirs")).expect("written");
    place.write("wang/customers/us/new.yaml", "name: New\nowner: wang\n");
    commit(place, "wang");
    place.git_done("wang", &["push", "-q"]);
}

fn both_sides(place: &Place) {
    received(place);
    commits_of(place, "li", 3);
}

fn both_sides_open(place: &Place) {
    both_sides(place);
    write_line(place, "li", "acme", "li not yet committed");
    let card = place.at("li/customers/acme.yaml");
    let text = fs::read_to_string(&card).expect("a file");
    fs::write(card, text.replace("region: r0", "region: mine")).expect("written");
}

fn moved(place: &Place) {
    received(place);
    write_line(place, "li", "acme", "li before the move");
    fs::create_dir_all(place.at("li/customers/cn")).expect("made");
    for name in ["acme.yaml", "acme.log.jsonl"] {
        fs::rename(place.at("li/customers").join(name), place.at("li/customers/cn").join(name))
            .expect("moved");
    }
    commit(place, "li");
    write_line(place, "li", "cn/acme", "li after the move");
    commit(place, "li");
}

fn evil_merge(place: &Place) {
    commits_of(place, "wang", 1);
    place.git_done("wang", &["push", "-q"]);
    commits_of(place, "li", 1);
    place.git_done("li", &["pull", "-q", "--no-edit"]);
    write_line(place, "li", "acme", "li in the merge commit");
    place.git_done("li", &["commit", "-q", "-a", "--amend", "--no-edit"]);
    write_line(place, "wang", "eu/bolt", "wang was faster");
    commit(place, "wang");
    place.git_done("wang", &["push", "-q"]);
}

/// A large file of the team's that git itself writes, a file where a customer's folder was, and a folder
/// where a file was.
fn other_files(place: &Place) {
    let page = |of: &str| format!("{of} has seen this page of the team\n").repeat(4000);
    place.write("li/prices.txt", &page("li"));
    place.write("li/notes", "a file\n");
    commit(place, "li");
    place.git_done("li", &["push", "-q"]);
    place.git_done("wang", &["pull", "-q"]);
    place.write("wang/prices.txt", &page("wang"));
    place.git_done("wang", &["rm", "-q", "notes"]);
    place.write("wang/notes/today.txt", "a folder\n");
    for name in ["bolt.yaml", "bolt.log.jsonl"] {
        place.git_done("wang", &["mv", &format!("customers/eu/{name}"), &format!("customers/{name}")]);
    }
    fs::remove_dir(place.at("wang/customers/eu")).expect("empty");
    place.write("wang/customers/eu", "no folder any more\n");
    commit(place, "wang");
    place.git_done("wang", &["push", "-q"]);
}

/// What can be asked of a place: one's work tree, and what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub held: Held,
    pub sent: Held,
    /// Files of a workspace that are no customer's.
    pub others: Vec<(String, Vec<u8>)>,
}

impl State {
    pub fn of(place: &Place, scenario: &Scenario) -> Self {
        let sent = if scenario.is_sync() { place.held_in("origin.git", "main") } else { Held::default() };
        let mut others = Vec::new();
        for path in ["li/crm.yaml", "li/.gitignore", "li/.gitattributes", "new/crm.yaml"] {
            if let Ok(bytes) = fs::read(place.at(path)) {
                others.push((path.to_owned(), bytes));
            }
        }
        State { held: place.held("li").without_next(), sent: sent.without_next(), others }
    }
}

/// Options that make a command write.
const ASKED: [&str; 8] = ["apply", "sweep", "all", "contact", "entries", "confirm", "verified", "git"];

#[test]
fn every_command_is_known_to_write_or_to_read() {
    let place = Place::plain();
    for known in commands::all() {
        let name = known.name;
        let own = || SCENARIOS.iter().filter(|scenario| scenario.args[0] == name);
        assert_eq!(
            known.writes(),
            own().next().is_some(),
            "crm {name}: a scenario for what writes, and for nothing else"
        );
        if !known.writes() {
            continue;
        }
        // What writes only when asked to has a scenario in which it is.
        let help = place.crm("li", &[name, "--help"]).done().out;
        for option in ASKED.map(|option| format!("--{option}")) {
            let has = help.split_whitespace().any(|word| word == option);
            let has =
                has && help.lines().any(|line| line.trim_start().starts_with('-') && line.contains(&option));
            assert!(
                // A customer's contact is not an order to write.
                !has || (name, option.as_str()) == ("add", "--contact")
                    || own().any(|scenario| scenario.args.contains(&option)),
                "crm {name} {option} has no scenario"
            );
        }
    }
}
