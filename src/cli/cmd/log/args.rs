//! What can be typed behind `crm log`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueHint};

use crate::cli::failure::Failure;
use crate::render::lang::both;

/// What can be typed.
#[derive(Clone, Debug, Default, PartialEq, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm log mueller \"Price is fine, wants a sample\" --via call --reply positive --next fri\n  crm log mueller --reply none --via email\n  crm log mueller \"will try 50\" --via call --status \"in talks\"     the file's status, too\n  crm log mueller \"spec confirmed\" --via call --sample agreed --item HX-200 --ref S-17\n  crm log mueller \"saw the plant\" --via visit --with-us wang     two of us, one visit\n  crm log mueller --order 12000 --currency EUR --margin 0.3 --item HX --ref O-9\n  crm log mueller --order 6000 --quantity \"500 pcs\" --item HX\n  crm log mueller --invoice 12000EUR --due 30d --ref I-4\n  crm log mueller --quote lost --why price --competitor \"Hydro Nord\" --ref Q-31\n  crm log mueller --complaint opened --ref C-2 \"leaks at the seal\"\n  crm log mueller --complaint opened --file leak.jpg \"leaks at the seal\"   with a picture\n  crm log mueller --ending opened --why price --competitor \"Hydro Nord\" \"will not renew\"\n  crm log mueller --promise \"price list\" --due fri\n  crm log mueller --promise kept --what \"price list\"\n  crm log mueller --request \"24-hour service\"\n  crm log mueller --request granted --by wang\n  crm log mueller --invitation \"Canton Fair\"\n  crm log mueller --invitation came --what \"Canton Fair\"\n  crm log mueller --alarm silent --answer real --why \"moves its plant\"\n  crm log mueller \"how to answer on price\" --example --of last   an older entry, worth reading\n  pbpaste | crm log mueller --via chat        the text from a pipe\n  crm log mueller \"called back\" --at \"yesterday 16:30\"\n  crm log mueller \"will look at it\" --via call --next \"fri 10:00\"     with an hour\n  crm log mueller \"after the fair\" --note --next 2w   another day, without a contact\n  crm log mueller \"no call needed\" --note --next none   ends the day that was agreed\n\nDays: 2026-11-27, today, tomorrow, fri, 3d, 2w, 1m, +3wd (working days), eow, eom, next week,\nin 3 days, the 5th, 5th of next month, 27 Nov, 27.11.; 明天, 周五, 下周一, 月底, 3天后, 5号, 12月3日.\nWith an hour (--at, --next): \"yesterday 16:30\", \"fri 3pm\", \"fri at 10\", \"2h ago\", 2h (--next),\n昨天下午3点, 2小时前, 两小时后\n\nA text from the editor that can't be logged is kept, and its file is named\n(~/.local/state/crm/drafts/, or XDG_STATE_HOME)."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    pub customer: String,
    /// What was said ("-" is a pipe). Without it a pipe is read, or the editor opens; no editor where options
    /// such as --via, --reply or --order say what happened
    pub text: Option<String>,

    /// Channel: call, email, visit, meeting, chat …
    #[arg(long, value_name = "CHANNEL", help_heading = "The follow-up")]
    pub via: Option<String>,
    /// Contact's name (else the one who decides is not named)
    #[arg(long, value_name = "NAME", help_heading = "The follow-up")]
    pub with: Option<String>,
    /// Who of us was there, too: a visit of two is one contact (repeat it, or separate by commas)
    #[arg(long, value_name = "PERSON", value_delimiter = ',', help_heading = "The follow-up")]
    pub with_us: Vec<String>,
    /// Reaction: none, bounced, negative, neutral, positive or answered
    #[arg(long, value_name = "REPLY", help_heading = "The follow-up")]
    pub reply: Option<String>,
    /// Nobody has spoken with the customer: an order, a quote … or a gift (--action) without a contact
    #[arg(long, conflicts_with = "via", help_heading = "The follow-up")]
    pub no_contact: bool,
    /// How satisfied the customer is: 1 (not at all) to 5 (fully)
    #[arg(long, value_name = "SCORE", help_heading = "The follow-up")]
    pub satisfaction: Option<String>,
    /// Minutes that it took
    #[arg(long, value_name = "MINUTES", help_heading = "The follow-up")]
    pub minutes: Option<String>,
    /// Day agreed for the next contact, with its hour where one was agreed; none ends the day that was agreed
    #[arg(long, value_name = "DAY", help_heading = "The follow-up")]
    pub next: Option<String>,
    /// What the next contact should achieve
    #[arg(long, value_name = "TEXT", help_heading = "The follow-up")]
    pub plan: Option<String>,
    /// Need: target, potential or dead
    #[arg(long, value_name = "NEED", help_heading = "The follow-up")]
    pub need: Option<String>,
    /// Whether a visit is possible: yes, no or maybe
    #[arg(long, value_name = "VISIT", help_heading = "The follow-up")]
    pub visit: Option<String>,
    /// What of the playbook was done by it, such as report; or a gift, a card …
    #[arg(long, value_name = "ACTION", help_heading = "The follow-up")]
    pub action: Option<String>,
    /// A picture or a paper that is kept beside the log (repeat it): a copy of this file. Alone it is a note, no contact
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath, help_heading = "The follow-up")]
    pub file: Vec<PathBuf>,
    /// Worth reading for newcomers: crm examples lists it; with --of an older entry
    #[arg(long, help_heading = "The follow-up")]
    pub example: bool,
    /// The older entry that --example marks: last, its day, or the first digits of its line's hash; what is said is why
    #[arg(long, value_name = "WHICH", help_heading = "The follow-up")]
    pub of: Option<String>,
    /// Takes the mark of an example away from the entry --of
    #[arg(long, requires = "of", conflicts_with = "example", help_heading = "The follow-up")]
    pub no_example: bool,
    /// Where we stand with it now, in the team's own words: changes the file, and notes what it was
    #[arg(long, value_name = "STATUS", help_heading = "The follow-up")]
    pub status: Option<String>,
    /// The contact's data were seen to be right: dates them in the file
    #[arg(long, help_heading = "The follow-up")]
    pub verified: bool,

    /// Sample: agreed, sent, received, passed, failed or cancelled
    #[arg(long, value_name = "STATE", group = "event", help_heading = "Events of the deal")]
    pub sample: Option<String>,
    /// Quote of so much; or what became of one: lost, won, open (again)
    #[arg(long, value_name = "AMOUNT", group = "event", help_heading = "Events of the deal")]
    pub quote: Option<String>,
    /// Order of so much
    #[arg(long, value_name = "AMOUNT", group = "event", help_heading = "Events of the deal")]
    pub order: Option<String>,
    /// Contract of so much
    #[arg(long, value_name = "AMOUNT", group = "event", help_heading = "Events of the deal")]
    pub contract: Option<String>,
    /// Invoice of so much
    #[arg(long, value_name = "AMOUNT", group = "event", help_heading = "Events of the deal")]
    pub invoice: Option<String>,
    /// Payment of so much, on the invoice --ref
    #[arg(long, value_name = "AMOUNT", group = "event", help_heading = "Events of the deal")]
    pub payment: Option<String>,
    /// Complaint: opened, answered or solved
    #[arg(long, value_name = "STATE", group = "event", help_heading = "Events of the deal")]
    pub complaint: Option<String>,
    /// The customer wants to end working with us: opened, answered, saved or lost
    #[arg(long, value_name = "STATE", group = "event", help_heading = "Events of the deal")]
    pub ending: Option<String>,
    /// What we promise, by --due; or what became of a promise: kept, broken
    #[arg(long, value_name = "WHAT", group = "event", help_heading = "Events of the deal")]
    pub promise: Option<String>,
    /// What needs consent before it is promised; or the answer: granted, refused; withdrawn
    #[arg(long, value_name = "WHAT", group = "event", help_heading = "Events of the deal")]
    pub request: Option<String>,
    /// An event that the customer is invited to; or what came of it: accepted, declined, came, absent
    #[arg(long, value_name = "WHAT", group = "event", help_heading = "Events of the deal")]
    pub invitation: Option<String>,
    /// Answers an alarm (crm alarm): which one, such as silent or competitor; with --answer
    #[arg(
        long,
        value_name = "WHICH",
        group = "event",
        requires = "answer",
        help_heading = "Events of the deal"
    )]
    pub alarm: Option<String>,
    /// What there is behind the alarm: real, false, or accepted (so, and left so)
    #[arg(long, value_name = "ANSWER", requires = "alarm", help_heading = "Events of the deal")]
    pub answer: Option<String>,
    /// A note: worth keeping, but no contact; --next sets a day
    #[arg(long, group = "event", help_heading = "Events of the deal")]
    pub note: bool,
    /// The same by the format's own words: followup, sample, quote, order, contract, invoice, payment, complaint, ending, promise, request, invitation or note
    #[arg(long, value_name = "KIND", group = "event", help_heading = "Events of the deal")]
    pub kind: Option<String>,
    /// State of a sample, quote, complaint, wish to end, promise, request or invitation, with --kind
    #[arg(long, value_name = "STATE", requires = "kind", help_heading = "Events of the deal")]
    pub state: Option<String>,
    /// Amount, with --kind
    #[arg(long, value_name = "AMOUNT", requires = "kind", help_heading = "Events of the deal")]
    pub amount: Option<String>,
    /// Currency, three letters (else the invoice's of a payment, or the workspace's)
    #[arg(long, value_name = "CODE", help_heading = "Events of the deal")]
    pub currency: Option<String>,
    /// How much is quoted or ordered: 500, or with its unit "500 pcs"
    #[arg(long, value_name = "QUANTITY", help_heading = "Events of the deal")]
    pub quantity: Option<String>,
    /// What --quantity is counted in: pcs, t, m …
    #[arg(long, value_name = "UNIT", requires = "quantity", help_heading = "Events of the deal")]
    pub unit: Option<String>,
    /// What it is about: product line
    #[arg(long, value_name = "TEXT", help_heading = "Events of the deal")]
    pub item: Option<String>,
    /// What was promised or asked for, or the event: says which one is meant, where it has no number
    #[arg(long, value_name = "TEXT", help_heading = "Events of the deal")]
    pub what: Option<String>,
    /// Number that ties entries together: of a sample, an invoice, a complaint, a wish to end …
    #[arg(long = "ref", value_name = "NUMBER", help_heading = "Events of the deal")]
    pub reference: Option<String>,
    /// Write it though its number is unknown, closed, or another one's, though its channel or contact looks like a
    /// slip, or it comes before what it carries on
    #[arg(long, help_heading = "Events of the deal")]
    pub force: bool,
    /// Day on which the customer means to order what was quoted
    #[arg(long, value_name = "DAY", help_heading = "Events of the deal")]
    pub expected: Option<String>,
    /// Why a quote was lost or won, the customer wants to end, stays or is gone, a request is asked for or refused, or
    /// there is an alarm
    #[arg(long, value_name = "TEXT", help_heading = "Events of the deal")]
    pub why: Option<String>,
    /// Who got the deal instead, or gets the customer
    #[arg(long, value_name = "NAME", help_heading = "Events of the deal")]
    pub competitor: Option<String>,
    /// Margin of an order, a fraction: 0.3
    #[arg(long, value_name = "FRACTION", conflicts_with = "cost", help_heading = "Events of the deal")]
    pub margin: Option<String>,
    /// What an order cost us
    #[arg(long, value_name = "AMOUNT", help_heading = "Events of the deal")]
    pub cost: Option<String>,
    /// First day of a contract
    #[arg(long, value_name = "DAY", help_heading = "Events of the deal")]
    pub from: Option<String>,
    /// Last day of a contract
    #[arg(long, value_name = "DAY", help_heading = "Events of the deal")]
    pub until: Option<String>,
    /// Day an invoice is to be paid, or a promise kept
    #[arg(long, value_name = "DAY", help_heading = "Events of the deal")]
    pub due: Option<String>,

    /// When it happened: yesterday, "fri 14:30", 14:30, 2026-11-20 … (else now)
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// Who did it (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// Show the line that would be written
    #[arg(long)]
    pub dry_run: bool,
}

impl Args {
    /// That nothing but a mark is asked for: what is logged besides is an entry of its own.
    pub(super) fn marks_alone(&self) -> Result<(), Failure> {
        if !self.example && !self.no_example {
            return Err(Failure::usage(both!(
                "--of says which entry is meant, and nothing says what of it",
                "--of 指明了记录，却没有说要做什么"
            ))
            .try_this(both!("add --example, or --no-example", "加上 --example 或 --no-example")));
        }
        let Args { customer, text, example, no_example, of, at, by, dry_run, .. } = self.clone();
        let alone = Args { customer, text, example, no_example, of, at, by, dry_run, ..Args::default() };
        if *self == alone {
            return Ok(());
        }
        Err(Failure::usage(both!(
            "--of marks an entry that is there, and the other options belong to a new one",
            "--of 标记的是已有的记录，其他选项属于新记录"
        ))
        .try_this(both!("two commands, one after the other", "请分两次执行")))
    }
}
