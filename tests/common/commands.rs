//! How each command is called, for the tests that go through all of them: one table, and what is true of each call.
//!
//! A new command is entered in [`TABLE`], once, and every such test calls it. [`all`] fails where the program has a
//! command that the table doesn't have, and the other way round.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It answers, and writes nothing.
    Asks,
    /// It shows what it would do, and does it where somebody on a terminal says yes.
    Offers,
    /// It writes customers' files or the rules, as soon as there is something to write.
    Writes,
    /// What it writes is no customer's: scripts, pages, what git needs, a merged file that git asked for.
    Makes,
    /// It is told what is wrong with it, and nothing is written.
    Refused,
}

use Nature::{Asks, Makes, Offers, Refused, Writes};

/// What a command looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It answers over the book: where only a part of that is checked out it says so.
    Book,
    /// It is about some customers, or goes through all for a purpose of its own.
    Some,
    /// It has nothing to do with any customer's data.
    Nothing,
}

/// One way in which a command is called.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is typed behind `crm`, with [`WORDS`] for what is another one in each workspace.
    pub line: String,
    pub nature: Nature,
    /// The schema of its JSON, where that isn't the command's own one.
    schema: Option<&'static str>,
    /// Whether it is the first that is answered in this way: others choose otherwise what is in the answer.
    pub is_first: bool,
}

/// A command, and how it is called.
pub struct Known {
    pub name: &'static str,
    pub reach: Reach,
    pub calls: Vec<Call>,
}

/// What stands in a line for something of the workspace in which it is called: a customer, another one, one of the
/// pool, one that is archived, the name of a contact of the first one, a text, a word that is nothing, a list of
/// customers, a list of entries, a folder that isn't there yet, and three versions of a file. `VIEW` is each view
/// that a list can show.
const WORDS: &[&str] = &[
    "ID", "OTHER", "FREE", "SHELVED", "CONTACT", "TEXT", "WRONG", "LIST", "ENTRIES", "NEW", "BASE", "OURS",
    "THEIRS",
];

/// What these words are in the workspace of a test.
pub type Book = [(&'static str, &'static str)];

/// A line as it stands in the table: its nature, and the schema of its JSON where that isn't the command's own.
type Line = (Nature, &'static str, Option<&'static str>);

const fn asks(line: &'static str) -> Line {
    (Asks, line, None)
}

const fn offers(line: &'static str) -> Line {
    (Offers, line, None)
}

const fn writes(line: &'static str) -> Line {
    (Writes, line, None)
}

const fn makes(line: &'static str) -> Line {
    (Makes, line, None)
}

const fn refused(line: &'static str) -> Line {
    (Refused, line, None)
}

/// The same, where its JSON is another answer than that of the command without options.
const fn shaped((nature, line, _): Line, schema: &'static str) -> Line {
    (nature, line, Some(schema))
}

/// What is a text of its own, whatever form the answer has.
const TEXT: &str = "";

/// All commands: the name, what it looks at, and how it is called.
const TABLE: &[(&str, Reach, &[Line])] = &[
    (
        "init",
        Reach::Nothing,
        &[makes("init"), makes("init NEW --git"), writes("init NEW"), writes("init --git")],
    ),
    ("add", Reach::Some, &[writes("add Hooli --country DE --owner li --folder us/west")]),
    (
        "log",
        Reach::Some,
        &[
            writes("log ID TEXT --via call"),
            writes("log ID TEXT --via call --verified"),
            writes("log ID TEXT --example --of last"),
            refused("log ID --example --of WRONG"),
            refused("log ID --reply WRONG"),
            refused("log ID --next WRONG"),
        ],
    ),
    (
        "due",
        Reach::Book,
        &[
            asks("due"),
            asks("due --within 400d --why"),
            asks("due --within 400d --owner li"),
            refused("due --owner WRONG"),
            refused("due WRONG"),
        ],
    ),
    (
        "agenda",
        Reach::Book,
        &[
            asks("agenda"),
            asks("agenda --week --all-owners"),
            asks("agenda --month --owner li --to x@mail.invalid"),
            shaped(asks("agenda --wrap-up --owner li --to x@mail.invalid"), "wrap-up"),
            shaped(asks("agenda --team --month --to x@mail.invalid"), "team"),
            shaped(asks("agenda --visits"), "visits"),
        ],
    ),
    (
        "spread",
        Reach::Book,
        &[asks("spread"), asks("spread --per-day 2 --owner li"), writes("spread --per-day 1 --apply")],
    ),
    ("dates", Reach::Book, &[asks("dates --within 800d"), asks("dates --within 800d --owner li")]),
    (
        "deals",
        Reach::Book,
        &[asks("deals --old"), asks("deals --stage won,lost"), refused("deals --stage WRONG")],
    ),
    (
        "rhythm",
        Reach::Book,
        &[
            asks("rhythm"),
            asks("rhythm --sort stake --in 13w"),
            shaped(asks("rhythm --backtest 13w"), "backtest"),
            shaped(asks("rhythm --forecast"), "forecast"),
            shaped(asks("rhythm --forecast --by grade --owner li"), "forecast"),
            shaped(asks("rhythm --forecast --backtest"), "forecast-backtest"),
            refused("rhythm --why WRONG"),
            refused("rhythm --fit"),
            refused("rhythm --backtest WRONG"),
        ],
    ),
    (
        "alarm",
        Reach::Book,
        &[
            asks("alarm --all"),
            asks("alarm --in pyramid=small"),
            refused("alarm --in pyramid=WRONG"),
            refused("alarm --in WRONG=big"),
        ],
    ),
    (
        "draft",
        Reach::Book,
        &[
            shaped(asks("draft"), "templates"),
            asks("draft --country AQ"),
            refused("draft ID WRONG"),
            refused("draft --occasion WRONG"),
        ],
    ),
    ("show", Reach::Book, &[asks("show ID"), asks("show ID --all"), refused("show WRONG")]),
    (
        "list",
        Reach::Book,
        &[
            asks("list"),
            asks("list --columns id,contact,email,last"),
            asks("list --columns id,phone,website,grade"),
            asks("list --columns id,plan,source,number,tags,label"),
            asks("list --columns id,region,industry,next,owner"),
            asks("list --columns id,name,country,need,potential"),
            asks("list --columns id,deal,lifecycle,pyramid"),
            asks("list --columns id,reason"),
            shaped(asks("list --view VIEW"), "groups"),
            refused("list WRONG"),
            refused("list --in pyramid=WRONG"),
            refused("list --in WRONG=WRONG"),
        ],
    ),
    (
        "review",
        Reach::Book,
        &[
            asks("review"),
            asks("review --owner li --to x@mail.invalid"),
            shaped(asks("review --quarter --to x@mail.invalid"), "quarter"),
            shaped(asks("review --record"), "record"),
            writes("review --apply --yes"),
            refused("review --only WRONG"),
        ],
    ),
    ("handbook", Reach::Nothing, &[asks("handbook --to x@mail.invalid"), makes("handbook --html")]),
    ("referrals", Reach::Book, &[asks("referrals")]),
    (
        "examples",
        Reach::Book,
        &[
            asks("examples"),
            asks("examples --kind followup --by li"),
            refused("examples --kind WRONG"),
            refused("examples --since WRONG"),
        ],
    ),
    ("budget", Reach::Book, &[asks("budget")]),
    ("dupes", Reach::Some, &[asks("dupes"), asks("dupes --min 1")]),
    (
        "merge",
        Reach::Some,
        &[offers("merge ID OTHER"), writes("merge ID OTHER --apply"), refused("merge ID WRONG")],
    ),
    ("rename", Reach::Some, &[writes("rename ID acme-pumps"), refused("rename WRONG acme-pumps")]),
    (
        "diff",
        Reach::Book,
        &[asks("diff"), asks("diff HEAD~1"), asks("diff HEAD~1 --only class"), refused("diff WRONG")],
    ),
    (
        "set",
        Reach::Some,
        &[
            asks("set ID plan=TEXT --dry-run"),
            writes("set ID plan=TEXT region=r1"),
            refused("set ID WRONG=x"),
        ],
    ),
    ("edit", Reach::Some, &[writes("edit ID")]),
    (
        "grade",
        Reach::Some,
        &[writes("grade ID B --why TEXT"), writes("grade ID --confirm"), refused("grade ID WRONG")],
    ),
    ("assign", Reach::Some, &[writes("assign ID wang --why TEXT"), refused("assign ID WRONG")]),
    (
        "pool",
        Reach::Some,
        &[asks("pool"), shaped(asks("pool --sweep"), "sweep"), writes("pool --sweep --apply")],
    ),
    ("claim", Reach::Some, &[writes("claim FREE"), refused("claim ID")]),
    ("release", Reach::Some, &[writes("release ID --why TEXT"), refused("release FREE --why TEXT")]),
    (
        "handover",
        Reach::Some,
        &[
            asks("handover li --to wang"),
            shaped(asks("handover li --to wang --sheet -"), TEXT),
            writes("handover li --to wang --apply --why TEXT"),
            refused("handover WRONG --to wang"),
        ],
    ),
    (
        "archive",
        Reach::Some,
        &[
            asks("archive ID --dry-run"),
            writes("archive ID --why TEXT"),
            writes("archive SHELVED --undo --why TEXT"),
        ],
    ),
    (
        "check",
        Reach::Book,
        &[
            asks("check"),
            asks("check --staged"),
            asks("check --since HEAD"),
            asks("check --since HEAD~1"),
            makes("check --since HEAD~1 --restore"),
            refused("check --since WRONG"),
        ],
    ),
    (
        "import",
        Reach::Some,
        &[
            asks("import LIST"),
            writes("import LIST --owner li --apply"),
            writes("import ENTRIES --entries --apply"),
            refused("import WRONG"),
        ],
    ),
    (
        "export",
        Reach::Book,
        &[
            asks("export"),
            asks("export customers"),
            asks("export entries"),
            asks("export --spreadsheet"),
            asks("export entries --spreadsheet"),
        ],
    ),
    ("sync", Reach::Some, &[writes("sync"), writes("sync -m TEXT")]),
    ("undo", Reach::Some, &[writes("undo"), asks("undo --dry-run")]),
    ("upgrade", Reach::Nothing, &[asks("upgrade"), writes("upgrade --apply")]),
    (
        "forget",
        Reach::Some,
        &[
            offers("forget ID"),
            writes("forget ID --apply"),
            writes("forget ID --contact CONTACT --apply"),
            writes("forget ID --all --apply"),
            refused("forget ID --contact WRONG"),
        ],
    ),
    ("merge-driver", Reach::Nothing, &[makes("merge-driver BASE OURS THEIRS OURS")]),
    (
        "completions",
        Reach::Nothing,
        &[asks("completions bash"), asks("completions zsh"), asks("completions fish")],
    ),
    ("man", Reach::Nothing, &[asks("man"), makes("man NEW")]),
    ("help", Reach::Nothing, &[asks("help"), asks("help privacy"), asks("help due"), refused("help WRONG")]),
];

/// The program's own command line.
pub static TREE: LazyLock<clap::Command> = LazyLock::new(crm::cli::command);

static ALL: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let has: BTreeSet<&str> = TREE.get_subcommands().map(clap::Command::get_name).collect();
    let known: BTreeSet<&str> = TABLE.iter().map(|(name, ..)| *name).collect();
    let missing: Vec<&&str> = has.difference(&known).collect();
    assert!(missing.is_empty(), "say in TABLE of tests/common/commands.rs how crm {missing:?} is called");
    let gone: Vec<&&str> = known.difference(&has).collect();
    assert!(gone.is_empty(), "tests/common/commands.rs calls crm {gone:?}, which there isn't");
    let of = |(name, reach, lines): &(&'static str, Reach, &[Line])| {
        let mut calls: Vec<Call> = lines.iter().flat_map(expanded).collect();
        let mut seen = BTreeSet::new();
        for call in calls.iter_mut().filter(|call| call.nature == Asks) {
            call.is_first = seen.insert(call.schema);
        }
        Known { name, reach: *reach, calls }
    };
    TABLE.iter().map(of).collect()
});

/// A line for each view, where it has `VIEW`.
fn expanded(&(nature, line, schema): &Line) -> Vec<Call> {
    let call = |line: String| Call { line, nature, schema, is_first: false };
    let Some(before) = line.strip_suffix("VIEW") else { return vec![call(line.to_owned())] };
    let list = TREE.find_subcommand("list").expect("there is crm list");
    let views = list.get_arguments().find(|arg| arg.get_id() == "view").expect("it has --view");
    views.get_possible_values().iter().map(|view| call(format!("{before}{}", view.get_name()))).collect()
}

/// All commands of the program, each with its calls.
pub fn all() -> &'static [Known] {
    &ALL
}

/// All calls of one of these natures, each with its command.
pub fn calls(natures: &[Nature]) -> impl Iterator<Item = (&'static Known, &'static Call)> {
    let each = |known: &'static Known| known.calls.iter().map(move |call| (known, call));
    all().iter().flat_map(each).filter(|(_, call)| natures.contains(&call.nature))
}

impl Known {
    fn argument(&self, id: &str) -> Option<&'static clap::Arg> {
        TREE.find_subcommand(self.name)?.get_arguments().find(|arg| arg.get_id() == id)
    }

    /// The forms that it has for its answer.
    pub fn forms(&self) -> Vec<String> {
        let values = self.argument("format").map(clap::Arg::get_possible_values).unwrap_or_default();
        values.iter().map(|value| value.get_name().to_owned()).collect()
    }

    /// Whether it can answer redacted.
    pub fn can_be_redacted(&self) -> bool {
        self.argument("redact").is_some()
    }

    /// Whether customers' files or the rules are written by it.
    pub fn writes(&self) -> bool {
        self.calls.iter().any(|call| call.nature == Writes)
    }

    /// The schema of what one of its calls answers with `--json`.
    pub fn schema(&self, call: &Call) -> Option<&'static str> {
        self.argument("json").map(|_| call.schema.unwrap_or(self.name)).filter(|schema| *schema != TEXT)
    }
}

impl Call {
    /// What is typed in this workspace, word for word.
    pub fn typed(&self, book: &[(&str, &str)]) -> Vec<String> {
        let word = |word: &str| match book.iter().find(|(name, _)| *name == word) {
            Some((_, own)) => (*own).to_owned(),
            None if WORDS.contains(&word) => panic!("crm {}: which {word} has this workspace?", self.line),
            None => word.to_owned(),
        };
        let words = self.line.split(' ');
        words.map(|all| all.split('=').map(word).collect::<Vec<_>>().join("=")).collect()
    }

    /// Whether it is about a customer.
    pub fn names_one(&self) -> bool {
        self.line.split(' ').any(|word| word == "ID")
    }
}
