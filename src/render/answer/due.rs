//! `crm due`: who is due, in the order of work.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::agenda::{Shown, agenda, works_as};
use super::super::lang::{self, Lang};
use super::super::page::computed;
use super::super::tone::Style;
use super::attention::Attention;
use super::call::Call;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::playbook::Playbook;
use super::pool::Leaves;
use super::reason::Reason;
use super::value::{Day, Moment, Number, Word, list, text};
use crate::model::{AlarmKind, Reply, Zone};
use crate::plan::{DueStatus, Item, Last, Reach};
use crate::rules::moves::{MoveCode, Suggestion};
use crate::rules::{ConfirmedBy, DataAge, Policy};

/// What `crm due` answers.
pub struct DueAnswer<'a> {
    /// All that is due, in the order of work.
    pub items: &'a [Item],
    /// The workspace's rules.
    pub policy: &'a Policy,
    /// The day.
    pub today: NaiveDate,
    /// How much of it is shown.
    pub shown: Shown<'a>,
}

/// Who is due, in the order of work. Keys may be added; none of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Output of crm due --format json")]
pub struct DueList(Vec<Due>);

/// One due customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "due")]
pub struct Due {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its grade: the class that drives its cadence; null: ungraded.
    pub grade: Option<String>,
    /// What its file says instead, where the workspace's scheme computes another grade; else null.
    pub written: Option<String>,
    /// Its owner; null: the pool.
    pub owner: Option<String>,
    /// The day of the next follow-up, YYYY-MM-DD.
    pub due: Day,
    /// Where that day lies: overdue (before today), today, upcoming (after it).
    pub standing: Word<DueStatus>,
    /// Days from the due day to today; negative before it.
    pub days_late: i64,
    /// Why it is due on that day.
    pub reason: Reason,
    /// Marked as needing attention: the first of its open complaints and wishes to end; null where none is open.
    pub attention: Option<Attention>,
    /// The time that one follow-up takes by its grade, in minutes; null where the grade isn't known.
    pub minutes: Option<Number>,
    /// Its points as a lead, where they order the agenda: with `score.order`, and of those without a grade; else null.
    pub score: Option<Number>,
    /// The latest contact: a follow-up, or an event that was spoken about; null where there is none.
    pub last: Option<LastContact>,
    /// What to achieve: the latest follow-up's plan, else the customer's.
    pub plan: Option<String>,
    /// Whom to reach: the one last spoken with, else the one who decides, else the first; null where the file has
    /// none.
    pub contact: Option<Person>,
    /// How old the data of whom to reach are; null where nothing says since when they are known.
    pub data: Option<ContactData>,
    /// When and how it is best called, on the clock of whoever looks after it; null where nothing is known.
    pub call: Option<Call>,
    /// What to do this time: by the playbook of its class, then by that of its combined label (value + potential +
    /// relationship), then by those of its classes in the views.
    pub playbooks: Vec<Playbook>,
    /// Whether its class wants a plan before each contact, and there is none.
    pub lacks_plan: bool,
    /// What somebody should decide on: a grade that an event has made due (order, sample, back-in-contact), or
    /// something to look at with the next contact (verify, recheck). Until a decision on the grade.
    pub suggests: Vec<Suggested>,
    /// When it leaves its owner for the pool, where that is as near as pool.warn in crm.yaml; else null.
    pub leaves: Option<Leaves>,
    /// The day that was computed, YYYY-MM-DD, where it was not a working day and the due day is the next one; else
    /// null.
    pub moved_from: Option<Day>,
    /// How unsatisfied it is, where the newest score that it gave is 1 or 2 of 5; else null.
    pub unsatisfied: Option<LowScore>,
    /// The hour that was agreed for that day, HH:MM on the clock of whoever wrote it; null where none was.
    pub next_time: Option<String>,
    /// The time zone of that clock; null where nothing says it.
    pub next_zone: Option<String>,
    /// Only of crm due: which alarms ring for it, the gravest first, as crm alarm has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Word<AlarmKind>>")]
    pub alarms: Option<Vec<Word<AlarmKind>>>,
    /// Only with --why: how the day was found, line by line, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<String>")]
    pub why: Option<Vec<String>>,
}

/// The latest contact with a customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LastContact {
    /// When: RFC 3339, or YYYY-MM-DD where the hour isn't known.
    pub at: Moment,
    /// The kind of the entry: followup, quote, order …
    pub kind: String,
    /// The channel.
    pub via: Option<String>,
    /// What was said.
    pub text: Option<String>,
    /// How the customer reacted.
    pub reply: Option<Word<Reply>>,
}

/// A person at the customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Person {
    /// The person's name.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Phone number, as written.
    pub phone: Option<String>,
}

/// How old a contact's data are.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct ContactData {
    /// The person's name.
    pub contact: Option<String>,
    /// The day on which they were confirmed last, YYYY-MM-DD; where nobody ever has, that on which they were entered.
    pub confirmed: Day,
    /// By what: verified (in the customer's file), reply (the person answered), or entered (nobody has confirmed them yet).
    pub by: Word<ConfirmedBy>,
    /// Whether that is longer ago than reminders.verify_after in crm.yaml, so that they are asked for.
    pub old: bool,
}

/// A low score, and the day of the follow-up that says so.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LowScore {
    /// 1 or 2, of 5.
    pub score: Number,
    /// YYYY-MM-DD.
    pub on: Day,
}

/// What somebody should decide on, or look at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Suggested {
    /// The stable code, as crm review has it.
    #[schemars(extend("enum" = MoveCode::WORDS))]
    pub code: &'static str,
    /// The grade that it should have; null for what is only to be looked at.
    pub to: Option<String>,
    /// The same for people; not for programs.
    pub text: String,
}

impl Answer for DueAnswer<'_> {
    type Json = DueList;
    type Row = Due;

    const COLUMNS: &'static [Column<Due>] = &[
        column("id", |due| due.id.cell()),
        column("name", |due| due.name.cell()),
        column("grade", |due: &Due| due.grade.cell())
            .said(|due, _| due.grade.clone().unwrap_or_else(|| "-".into())),
        column("owner", |due| due.owner.cell()),
        column("due", |due| due.due.cell()),
        column("standing", |due| due.standing.cell()),
        column("days_late", |due: &Due| due.days_late.cell())
            .said(|due, lang| lang::late(lang, due.days_late)),
        column("reason", |due| due.reason.code.cell()),
        column("reason_text", |due| due.reason.text.cell()),
        column("minutes", |due| due.minutes.cell()),
        column("last_at", |due| due.last.as_ref().map(|last| &last.at).cell()),
        column("last_via", |due| due.last.as_ref().map(|last| &last.via).cell()),
        column("last_reply", |due| due.last.as_ref().map(|last| &last.reply).cell()),
        column("last_text", |due| due.last.as_ref().map(|last| &last.text).cell()),
        column("plan", |due| due.plan.cell()),
        column("contact", |due| due.contact.as_ref().map(|who| &who.name).cell()),
        column("email", |due| due.contact.as_ref().map(|who| &who.email).cell()),
        column("phone", |due| due.contact.as_ref().map(|who| &who.phone).cell()),
        column("next_time", |due| due.next_time.cell()),
        column("alarms", |due| due.alarms.as_deref().map(words_of).cell()),
    ];
    const PLAIN: &'static [&'static str] =
        &["grade", "id", "name", "due", "days_late", "reason_text", "plan"];

    fn table(&self, lang: Lang, style: Style) -> String {
        agenda(lang, self.items, self.policy, self.today, self.shown, style)
    }

    fn json(&self) -> DueList {
        DueList(self.rows(Lang::En))
    }

    fn rows(&self, lang: Lang) -> Vec<Due> {
        let due = |item: &Item| {
            let why = self.shown.why.then(|| derivation(item, self.policy, self.today));
            let alarmed = self.shown.alarms.iter().find(|one| one.id == item.id);
            let alarms = alarmed.map(|one| list(&one.alarms, |alarm| Word(alarm.kind)));
            let alarms = Some(alarms.unwrap_or_default());
            Due { why, alarms, ..Due::of(item, lang, self.policy, self.today) }
        };
        list(self.first(), due)
    }

    /// Without a word of why: a script asks for them again and again.
    fn ids(&self) -> Vec<String> {
        list(self.first(), |item| item.id.to_string())
    }
}

impl DueAnswer<'_> {
    fn first(&self) -> &[Item] {
        &self.items[..self.items.len().min(self.shown.most)]
    }
}

impl Due {
    /// One customer of the agenda.
    pub fn of(item: &Item, lang: Lang, policy: &Policy, today: NaiveDate) -> Self {
        Due {
            id: item.id.to_string(),
            name: item.name.clone(),
            grade: item.grade.clone(),
            written: item.written.clone(),
            owner: item.owner.clone(),
            due: Day(item.due),
            standing: Word(item.due_status()),
            days_late: item.days_late,
            reason: Reason::of(lang, &item.verdict, today),
            attention: item.attention.first().map(Attention::of),
            minutes: item.minutes.map(Number),
            score: item.score.map(Number),
            last: item.last.as_ref().map(LastContact::of),
            plan: item.plan.clone(),
            contact: item.contact.as_ref().map(Person::of),
            data: item.data.as_ref().map(|age| ContactData::of(age, today)),
            call: Call::of(item.calling.as_ref(), item.due.max(today)),
            playbooks: list(&item.aims, Playbook::of),
            lacks_plan: item.lacks_plan,
            suggests: list(&item.suggests, |one| Suggested::of(one, lang, policy, today)),
            leaves: item.leaves.as_ref().map(|fall| Leaves::of(fall, today)),
            moved_from: item.verdict.moved.as_ref().map(|(from, _)| Day(*from)),
            unsatisfied: item.unsatisfied.map(|(score, on)| LowScore { score: Number(score), on: Day(on) }),
            next_time: item.hour_on(item.due).map(|hour| hour.time.format("%H:%M").to_string()),
            next_zone: text(item.hour_on(item.due).and_then(|hour| hour.zone).map(Zone::name)),
            alarms: None,
            why: None,
        }
    }
}

/// Which alarms ring, word by word, for a cell.
fn words_of(alarms: &[Word<AlarmKind>]) -> String {
    alarms.iter().map(|alarm| alarm.0.as_str()).collect::<Vec<_>>().join(" ")
}

/// How the day was found, line by line.
pub fn derivation(item: &Item, policy: &Policy, today: NaiveDate) -> Vec<String> {
    let rule = item.verdict.rule(item.grade.as_deref(), policy);
    let class = computed(Lang::En, &item.driving, policy, today);
    class
        .into_iter()
        .chain(works_as(Lang::En, item))
        .chain(lang::why(Lang::En, &item.verdict, rule, (&item.log_name, item.owner.as_deref()), today))
        .collect()
}

impl LastContact {
    fn of(last: &Last) -> Self {
        LastContact {
            at: last.at.into(),
            kind: last.event.as_deref().unwrap_or("followup").to_owned(),
            via: last.via.clone(),
            text: last.text.clone(),
            reply: last.reply.map(Word),
        }
    }
}

impl ContactData {
    fn of(age: &DataAge, today: NaiveDate) -> Self {
        ContactData {
            contact: age.contact.clone(),
            confirmed: Day(age.confirmed),
            by: Word(age.by),
            old: age.is_old(today),
        }
    }
}

impl Person {
    fn of(reach: &Reach) -> Self {
        Person { name: reach.name.clone(), email: reach.email.clone(), phone: reach.phone.clone() }
    }
}

impl Suggested {
    fn of(suggestion: &Suggestion, lang: Lang, policy: &Policy, today: NaiveDate) -> Self {
        Suggested {
            code: suggestion.why.code(),
            to: text(suggestion.to.as_ref()),
            text: lang::move_reason(lang, &suggestion.why, policy, today),
        }
    }
}
