//! `crm list` and `crm show`: a customer's own keys, and what is computed of it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::lang::{self, Lang};
use super::alarm::AlarmItem;
use super::attention::Attention;
use super::call::Call;
use super::classes::{Classes, Sentences};
use super::contact::Contact;
use super::dates::InvitationItem;
use super::deals::DealOfCustomer;
use super::due::{Due, derivation};
use super::entry::Entry;
use super::lead::LeadScore;
use super::pool::Leaves;
use super::promises::PromisesMade;
use super::reason::Reason;
use super::requests::RequestItem;
use super::rhythm::OrderRhythmSaid;
use super::value::{Day, Keyed, Number, Word, json, list, text, unknown};
use crate::model::{Customer, History, Meeting, Need, SaidPotential, WritingTone, Zone};
use crate::plan::{Item, Profile, Row};
use crate::rules::emergencies::LostCustomer;
use crate::rules::views::Views;
use crate::rules::{self, Completeness, PaymentHabit, Policy};

/// Customers: the keys of their files, and what is computed for the day. A key that the file doesn't have is null, a
/// list []. Keys may be added; none of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Output of crm list --format json")]
pub struct CustomerList(Vec<ListedCustomer>);

/// One customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "customer")]
pub struct ListedCustomer {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The team's own customer number.
    pub number: Option<String>,
    /// Its grade; null: ungraded.
    pub grade: Option<String>,
    /// Its owner; null: the pool.
    pub owner: Option<String>,
    /// Where we stand with it, in the team's own words.
    pub status: Option<String>,
    /// The day of the first contact, YYYY-MM-DD.
    pub since: Option<Day>,
    /// Where we found it.
    pub source: Option<String>,
    /// The id of the customer that referred it to us.
    pub referred_by: Option<String>,
    /// Its industry.
    pub industry: Option<String>,
    /// Two capital letters (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// Region within the country.
    pub region: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// IANA name of its time zone.
    pub timezone: Option<String>,
    /// The language in which one writes to it.
    pub language: Option<String>,
    /// Its number at the tax office.
    pub tax_id: Option<String>,
    /// Its web site.
    pub website: Option<String>,
    /// How many people it employs.
    pub staff: Option<Number>,
    /// Its own yearly revenue, in the workspace's currency.
    pub revenue: Option<Number>,
    /// When it was founded: YYYY-MM-DD, or the year.
    pub founded: Option<String>,
    /// The people there.
    pub contacts: Vec<Contact>,
    /// How it likes to be approached.
    pub prefers: Preferences,
    /// The file's need; the newest one is in `views`.
    pub need: Option<Word<Need>>,
    /// How much of it is needed.
    pub need_size: Option<String>,
    /// What it may spend.
    pub budget: Option<String>,
    /// How it buys.
    pub buying_process: Option<String>,
    /// Who decides and who influences, in the order of the file.
    pub decision: Vec<DecisionMaker>,
    /// How its industry is doing.
    pub outlook: Option<String>,
    /// What it builds, opens or plans to.
    pub expansion: Option<String>,
    /// What could become of it: scored where its file leaves that to the points (the class is in `views`).
    pub potential: Option<Word<SaidPotential>>,
    /// Why it counts although it brings no visible profit.
    pub influence: Option<String>,
    /// Who of the management has agreed to work for it all the same, and when.
    pub approved: Approval,
    /// How likely it goes on buying, from 0 to 1.
    pub renewal: Option<Number>,
    /// What to achieve with it.
    pub plan: Option<String>,
    /// What one may promise it.
    pub promises: Promises,
    /// Days to remember.
    pub dates: Vec<NotedDay>,
    /// Its own time between follow-ups, in days, weeks, months or years.
    pub cadence: Option<String>,
    /// How long before its next expected order it is to be spoken to, where that isn't the workspace's own.
    pub lead_time: Option<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Ids of customers that look like this one, and are others.
    pub distinct: Vec<String>,
    /// The day from which on it is out of every agenda, YYYY-MM-DD.
    pub archived: Option<Day>,
    /// Free text.
    pub notes: Option<String>,
    /// The team's own fields, as in the file; null where there are none.
    pub custom: Value,
    /// Keys that this version doesn't know, as in the file.
    #[serde(flatten)]
    pub unknown: Keyed<Value>,
    /// The last day with a follow-up, YYYY-MM-DD; null where there is none.
    pub last_contact: Option<Day>,
    /// The day of the next follow-up, YYYY-MM-DD; null for a customer that is never due.
    pub next_due: Option<Day>,
    /// Why it is due on that day, or never.
    pub next_reason: Reason,
    /// Marked as needing attention: the first of its open complaints and wishes to end; null where none is open.
    pub attention: Option<Attention>,
    /// The customer's class in each view; null where it can't be told.
    pub views: Classes,
    /// The class that drives its cadence: `grade`, unless the workspace's scheme computes it; null where nobody
    /// decided yet.
    pub class: Option<String>,
    /// Value, potential and relationship in one label; ? is a part that can't be told.
    pub label: Option<String>,
    /// How much of what crm.yaml's `required` asks for by its class the file says, in whole percent; null where nothing
    /// is asked for, and in a redacted answer.
    #[schemars(range(max = 100))]
    pub completeness: Option<usize>,
    /// The fields that it doesn't say: keys of the file, and contacts.email for what no contact has.
    pub missing: Vec<String>,
    /// The hour that was agreed for `next_due`, `10:00`; null where none was.
    pub next_time: Option<String>,
    /// On whose clock that is, such as Asia/Shanghai; null where nobody knows.
    pub next_zone: Option<String>,
}

/// What is computed, whatever the file has under the same name.
pub(super) const COMPUTED: &[&str] = &[
    "id",
    "last_contact",
    "next_due",
    "next_reason",
    "attention",
    "views",
    "class",
    "label",
    "completeness",
    "missing",
    "next_time",
    "next_zone",
    "views_why",
    "call",
    "due",
    "leaves",
    "lost",
    "payment",
    "satisfaction",
    "score",
    "promises_made",
    "requests",
    "invitations",
    "log",
    "deals",
    "rhythm",
    "alarms",
];

/// How a customer likes to be approached.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Preferences {
    /// The channel it likes best.
    pub channel: Option<String>,
    /// When to reach it, in its own time.
    pub hours: Option<String>,
    /// Short or long meetings.
    pub meeting: Option<Word<Meeting>>,
    /// What matters to it.
    pub cares_about: Option<String>,
    /// In which tone one writes to it.
    pub tone: Option<Word<WritingTone>>,
}

/// What one may promise a customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Promises {
    /// Without asking.
    pub free: Vec<String>,
    /// With approval.
    pub ask_first: Vec<String>,
}

/// The consent to work for a customer that brings no visible profit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Approval {
    /// Who has agreed.
    pub by: Option<String>,
    /// The day, YYYY-MM-DD.
    pub on: Option<Day>,
}

/// A day to remember.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct NotedDay {
    /// The day, YYYY-MM-DD.
    pub on: Day,
    /// What happened on it, or will.
    pub what: String,
}

/// Who takes part in the decision to buy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct DecisionMaker {
    /// The person's name.
    pub who: String,
    /// What the person does in it.
    pub role: Option<String>,
}

/// One customer: as in `crm list`, with its log and its place in the agenda. Keys may be added; none of these goes
/// away or changes its meaning.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "Output of crm show <id> --format json")]
pub struct ShownCustomer {
    /// As in `crm list`.
    #[serde(flatten)]
    pub customer: ListedCustomer,
    /// Why the customer has each of its classes in `views`, or why the class can't be told: a sentence for people,
    /// in English.
    pub views_why: Sentences,
    /// What its points as a lead are made of, in the order of the rules; its class is in `views`, the sum in
    /// `score`.
    pub score: LeadScore,
    /// When and how it is best called today, as in the output of `crm due`.
    pub call: Option<Call>,
    /// The same object as in the output of `crm due`; null for a customer that is never due.
    pub due: Option<Due>,
    /// When it leaves its owner for the pool, however far that is; null for one that never does.
    pub leaves: Option<Leaves>,
    /// By which wish to end it is gone, where nothing was ordered and no other one opened since; else null.
    pub lost: Option<Lost>,
    /// How it paid in the twelve months up to the day; null where no invoice with a day on which it was due was paid
    /// in full.
    pub payment: Option<Payment>,
    /// How satisfied it was when somebody last said so; null where nobody did.
    pub satisfaction: Option<Satisfaction>,
    /// What we promised it, and how we have kept our word.
    pub promises_made: PromisesMade,
    /// What needed consent first: the open requests, then those that were answered.
    pub requests: Vec<RequestItem>,
    /// The events that it was invited to or came to, the newest last.
    pub invitations: Vec<InvitationItem>,
    /// All entries in order: by instant, then by line.
    pub log: Vec<Entry>,
    /// Its open deals, the likeliest first, as in the output of `crm deals`.
    pub deals: Vec<DealOfCustomer>,
    /// What the model of orders says of it, within 28 days, as in the output of `crm rhythm`; null where it has ordered
    /// nothing.
    pub rhythm: Option<OrderRhythmSaid>,
    /// The alarms that ring for it, whether it is watched or not, the gravest first, as in the output of `crm alarm`.
    pub alarms: Vec<AlarmItem>,
}

/// How a customer pays, and what that rests on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Payment {
    /// The mean of the days after which the invoices were paid, to a tenth, those that are overdue with their days so far;
    /// negative where it pays before they are due.
    pub days_late: Number,
    /// How many of them were paid on the day on which they were due, or before.
    pub on_time: usize,
    /// The invoices that were paid in the last twelve months, by the day of payment.
    pub invoices: Vec<PaidInvoice>,
    /// Those that are overdue, which count with their days so far.
    pub overdue: Vec<OverdueInvoice>,
}

/// An invoice that isn't paid in full, and should be.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct OverdueInvoice {
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The day on which it was due, YYYY-MM-DD.
    pub due: Day,
    /// How long ago that was.
    pub days_late: i64,
}

/// An invoice that was paid in full.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct PaidInvoice {
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The day on which it was due, YYYY-MM-DD.
    pub due: Day,
    /// The day on which its last part was paid, YYYY-MM-DD.
    pub paid: Day,
    /// From the one to the other; negative where it was paid before.
    pub days_late: i64,
}

/// How satisfied a customer was.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Satisfaction {
    /// From 1 (not at all) to 5 (fully).
    pub score: Number,
    /// The day of the follow-up that says so, YYYY-MM-DD.
    pub on: Day,
}

/// A wish to end that was lost.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Lost {
    /// The day, YYYY-MM-DD.
    pub since: Day,
    /// The number of the wish to end.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Why it is gone.
    pub why: Option<String>,
    /// To whom it went.
    pub competitor: Option<String>,
}

impl ListedCustomer {
    /// Every key of the format, those that this version doesn't know, and what is computed for a day.
    pub fn of(row: &Row, today: NaiveDate) -> Self {
        let Customer { prefers, promises, .. } = &row.customer;
        let customer = &row.customer;
        ListedCustomer {
            id: customer.id.to_string(),
            name: customer.name.clone(),
            aliases: customer.aliases.clone(),
            number: customer.number.clone(),
            grade: customer.grade.clone(),
            owner: customer.owner.clone(),
            status: customer.status.clone(),
            since: customer.since.map(Day),
            source: customer.source.clone(),
            referred_by: customer.referred_by.clone(),
            industry: customer.industry.clone(),
            country: customer.country.clone(),
            region: customer.region.clone(),
            address: customer.address.clone(),
            timezone: customer.timezone.clone(),
            language: customer.language.clone(),
            tax_id: customer.tax_id.clone(),
            website: customer.website.clone(),
            staff: customer.staff.map(Number),
            revenue: customer.revenue.map(Number),
            founded: text(customer.founded.as_ref()),
            contacts: list(&customer.contacts, Contact::of),
            prefers: Preferences {
                channel: prefers.channel.clone(),
                hours: prefers.hours.clone(),
                meeting: prefers.meeting.map(Word),
                cares_about: prefers.cares_about.clone(),
                tone: prefers.tone.map(Word),
            },
            need: customer.need.map(Word),
            need_size: customer.need_size.clone(),
            budget: customer.budget.clone(),
            buying_process: customer.buying_process.clone(),
            decision: list(&customer.decision, |one| DecisionMaker {
                who: one.who.clone(),
                role: one.role.clone(),
            }),
            outlook: customer.outlook.clone(),
            expansion: customer.expansion.clone(),
            potential: customer.potential.map(Word),
            influence: customer.influence.clone(),
            approved: Approval { by: customer.approved.by.clone(), on: customer.approved.on.map(Day) },
            renewal: customer.renewal.map(Number),
            plan: customer.plan.clone(),
            promises: Promises { free: promises.free.clone(), ask_first: promises.ask_first.clone() },
            dates: list(&customer.dates, |date| NotedDay { on: Day(date.on), what: date.what.clone() }),
            cadence: text(customer.cadence),
            lead_time: text(customer.lead_time),
            tags: customer.tags.clone(),
            distinct: customer.distinct.clone(),
            archived: customer.archived.map(Day),
            notes: customer.notes.clone(),
            custom: customer.custom.as_ref().map_or(Value::Null, json),
            unknown: unknown(customer.unknown.iter().filter(|(key, _)| !COMPUTED.contains(&key.as_str()))),
            last_contact: row.last_contact.map(Day),
            next_due: row.verdict.due.map(Day),
            next_reason: Reason::of(Lang::En, &row.verdict, today),
            attention: row.attention.first().map(Attention::of),
            views: Classes::of(row.views.as_ref()),
            class: row.driving.class.clone(),
            label: row.views.as_ref().and_then(Views::label),
            completeness: row.completeness.as_ref().map(Completeness::percent),
            missing: row.completeness.iter().flat_map(|of| &of.missing).map(|field| field.name()).collect(),
            next_time: row.verdict.hour().map(|hour| hour.time.format("%H:%M").to_string()),
            next_zone: text(row.verdict.hour().and_then(|hour| hour.zone).map(Zone::name)),
        }
    }
}

impl ShownCustomer {
    /// One customer with its whole history.
    pub fn of(
        found: &Row,
        due: Option<&Item>,
        profile: &Profile,
        history: &History<'_>,
        policy: &Policy,
        today: NaiveDate,
    ) -> Self {
        let why = |view: &str| lang::view_why(Lang::En, found.views.as_ref()?, view, policy, today);
        let on_agenda = |item: &Item| Due {
            why: Some(derivation(item, policy, today)),
            ..Due::of(item, Lang::En, policy, today)
        };
        ShownCustomer {
            customer: ListedCustomer::of(found, today),
            views_why: Sentences::of(why),
            score: LeadScore::of(&profile.lead),
            call: Call::of(profile.calling.as_ref(), today),
            due: due.map(on_agenda),
            leaves: profile.leaves.as_ref().ok().map(|fall| Leaves::of(fall, today)),
            lost: profile.lost.as_ref().map(Lost::of),
            payment: profile.payment.as_ref().map(Payment::of),
            satisfaction: profile
                .figures
                .satisfaction
                .map(|(score, day)| Satisfaction { score: Number(score), on: Day(day) }),
            promises_made: PromisesMade::of(&profile.promises, today),
            requests: RequestItem::all(&profile.requests),
            invitations: list(&profile.invited, InvitationItem::of),
            log: Entry::all(history),
            deals: list(&profile.deals, |deal| DealOfCustomer::of(deal, today)),
            rhythm: profile.rhythm.as_ref().map(|own| OrderRhythmSaid::of(own, Lang::En, today)),
            alarms: list(&profile.alarms, |one| AlarmItem::of(one, Lang::En, policy.rates.currency, today)),
        }
    }
}

impl Lost {
    fn of(lost: &LostCustomer) -> Self {
        Lost {
            since: Day(lost.lost.day),
            reference: lost.reference.clone(),
            why: lost.why.clone(),
            competitor: lost.competitor.clone(),
        }
    }
}

impl Payment {
    fn of(habit: &PaymentHabit) -> Self {
        let invoice = |one: &rules::PaidInvoice| PaidInvoice {
            reference: one.reference.clone(),
            due: Day(one.due),
            paid: Day(one.paid),
            days_late: one.days_late(),
        };
        let overdue = |one: &rules::OverdueInvoice| OverdueInvoice {
            reference: one.reference.clone(),
            due: Day(one.due),
            days_late: one.days_late,
        };
        Payment {
            days_late: Number(habit.days()),
            on_time: habit.on_time(),
            invoices: list(&habit.invoices, invoice),
            overdue: list(&habit.overdue, overdue),
        }
    }
}
