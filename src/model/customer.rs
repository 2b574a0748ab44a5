//! One customer, as its file describes it.

use std::fmt;

use chrono::NaiveDate;

use super::{
    Approval, Contact, CustomerId, CustomerKey, CustomerValue, CustomerValueMut, Decimal, DecisionMaker,
    Interval, KeyDate, Need, Preferences, Promises, SaidPotential, YamlValue,
};

/// A customer: what people know and decided about it. What happened is in its
/// [`History`](super::History); what follows from both is computed, never stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// The stem of its file.
    pub id: CustomerId,
    /// Its name, as one says it.
    pub name: String,
    /// Other names of the same customer.
    pub aliases: Vec<String>,
    /// The team's own customer number.
    pub number: Option<String>,
    /// A class of the workspace's driving scheme; none while it still has to be graded.
    pub grade: Option<String>,
    /// Who looks after it; none while it is in the pool.
    pub owner: Option<String>,
    /// Where we stand with it, in the team's own words.
    pub status: Option<String>,
    /// The day of the first contact.
    pub since: Option<NaiveDate>,
    /// Where we found it.
    pub source: Option<String>,
    /// The id of the customer that referred it to us.
    pub referred_by: Option<String>,
    pub industry: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Region within the country.
    pub region: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// IANA name.
    pub timezone: Option<String>,
    /// The language in which one writes to it.
    pub language: Option<String>,
    /// Its number at the tax office.
    pub tax_id: Option<String>,
    /// Its site.
    pub website: Option<String>,
    /// Number of people it employs.
    pub staff: Option<Decimal>,
    /// Its own yearly revenue.
    pub revenue: Option<Decimal>,
    /// When it was founded.
    pub founded: Option<String>,
    /// The people there.
    pub contacts: Vec<Contact>,
    /// How it likes to be approached.
    pub prefers: Preferences,
    /// Whether it needs what we sell.
    pub need: Option<Need>,
    /// How large the need is: pieces a year, a budgeted project.
    pub need_size: Option<String>,
    /// What it may spend.
    pub budget: Option<String>,
    /// How it buys.
    pub buying_process: Option<String>,
    /// Who decides, and who influences: in the order in which one has to win them.
    pub decision: Vec<DecisionMaker>,
    /// How its industry is doing (S4).
    pub outlook: Option<String>,
    /// What it builds, opens or plans to (S4).
    pub expansion: Option<String>,
    /// What could become of it.
    pub potential: Option<SaidPotential>,
    /// Why it counts although it brings no visible profit: the black face's reason (S3).
    pub influence: Option<String>,
    /// Who has agreed to work for it all the same.
    pub approved: Approval,
    /// Likelihood of renewal, 0 to 1.
    pub renewal: Option<Decimal>,
    /// What to achieve with it.
    pub plan: Option<String>,
    /// What one may promise it.
    pub promises: Promises,
    /// Days to remember.
    pub dates: Vec<KeyDate>,
    /// Overrides the grade's cadence for this customer alone.
    pub cadence: Option<Interval>,
    /// How long before its next order it is to be spoken to, where that isn't the workspace's own.
    pub lead_time: Option<Interval>,
    /// Free labels.
    pub tags: Vec<String>,
    /// Ids of customers that look like it, and of which somebody has said that they are others.
    pub distinct: Vec<String>,
    /// Since when it is out of every agenda.
    pub archived: Option<NaiveDate>,
    /// Free text.
    pub notes: Option<String>,
    /// The team's own fields, never questioned.
    pub custom: Option<YamlValue>,
    /// Keys that this version doesn't know, kept as they are.
    pub unknown: Vec<(String, YamlValue)>,
    /// Of one that is seen behind a redaction, what its file says: for what the rules ask, and never to be shown.
    pub truth: Option<Behind>,
}

/// What a customer's file says behind a redaction. Whoever prints the customer, in whatever way, doesn't print it.
#[derive(Clone, PartialEq)]
pub struct Behind(Box<Customer>);

impl Behind {
    pub(super) fn of(customer: &Customer) -> Self {
        Behind(Box::new(customer.clone()))
    }

    /// For the rules alone: what they find there may be told by what may be seen.
    #[must_use]
    pub fn for_rules(&self) -> &Customer {
        &self.0
    }
}

impl fmt::Debug for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Behind")
    }
}

/// Each key with its place. No `..`: a field that no key stands for doesn't compile.
macro_rules! by_key {
    ($customer:expr, $field:ident) => {{
        let Customer {
            id: _,
            truth: _,
            name,
            aliases,
            number,
            grade,
            owner,
            status,
            since,
            source,
            referred_by,
            industry,
            country,
            region,
            address,
            timezone,
            language,
            tax_id,
            website,
            staff,
            revenue,
            founded,
            contacts,
            prefers,
            need,
            need_size,
            budget,
            buying_process,
            decision,
            outlook,
            expansion,
            potential,
            influence,
            approved,
            renewal,
            plan,
            promises,
            dates,
            cadence,
            lead_time,
            tags,
            distinct,
            archived,
            notes,
            custom,
            unknown: _,
        } = $customer;
        [
            (CustomerKey::Name, $field::Name(name)),
            (CustomerKey::Aliases, $field::Texts(aliases)),
            (CustomerKey::Number, $field::Text(number)),
            (CustomerKey::Grade, $field::Text(grade)),
            (CustomerKey::Owner, $field::Text(owner)),
            (CustomerKey::Status, $field::Text(status)),
            (CustomerKey::Since, $field::Day(since)),
            (CustomerKey::Source, $field::Text(source)),
            (CustomerKey::Industry, $field::Text(industry)),
            (CustomerKey::Country, $field::Text(country)),
            (CustomerKey::Region, $field::Text(region)),
            (CustomerKey::Address, $field::Text(address)),
            (CustomerKey::Timezone, $field::Text(timezone)),
            (CustomerKey::Language, $field::Text(language)),
            (CustomerKey::TaxId, $field::Text(tax_id)),
            (CustomerKey::Website, $field::Text(website)),
            (CustomerKey::Staff, $field::Number(staff)),
            (CustomerKey::Revenue, $field::Number(revenue)),
            (CustomerKey::Founded, $field::Text(founded)),
            (CustomerKey::Contacts, $field::Contacts(contacts)),
            (CustomerKey::Prefers, $field::Preferences(prefers)),
            (CustomerKey::Need, $field::Need(need)),
            (CustomerKey::NeedSize, $field::Text(need_size)),
            (CustomerKey::Budget, $field::Text(budget)),
            (CustomerKey::BuyingProcess, $field::Text(buying_process)),
            (CustomerKey::Decision, $field::Decision(decision)),
            (CustomerKey::Outlook, $field::Text(outlook)),
            (CustomerKey::Expansion, $field::Text(expansion)),
            (CustomerKey::Potential, $field::Potential(potential)),
            (CustomerKey::Influence, $field::Text(influence)),
            (CustomerKey::Approved, $field::Approval(approved)),
            (CustomerKey::Renewal, $field::Number(renewal)),
            (CustomerKey::Plan, $field::Text(plan)),
            (CustomerKey::Promises, $field::Promises(promises)),
            (CustomerKey::Dates, $field::Dates(dates)),
            (CustomerKey::Cadence, $field::Interval(cadence)),
            (CustomerKey::LeadTime, $field::Interval(lead_time)),
            (CustomerKey::Tags, $field::Texts(tags)),
            (CustomerKey::Distinct, $field::Texts(distinct)),
            (CustomerKey::ReferredBy, $field::Text(referred_by)),
            (CustomerKey::Archived, $field::Day(archived)),
            (CustomerKey::Notes, $field::Text(notes)),
            (CustomerKey::Custom, $field::Anything(custom)),
        ]
    }};
}

impl Customer {
    /// A customer of whom only the name is known.
    pub fn named(id: CustomerId, name: impl Into<String>) -> Self {
        Customer {
            id,
            name: name.into(),
            aliases: Vec::new(),
            number: None,
            grade: None,
            owner: None,
            status: None,
            since: None,
            source: None,
            referred_by: None,
            industry: None,
            country: None,
            region: None,
            address: None,
            timezone: None,
            language: None,
            tax_id: None,
            website: None,
            staff: None,
            revenue: None,
            founded: None,
            contacts: Vec::new(),
            prefers: Preferences::default(),
            need: None,
            need_size: None,
            budget: None,
            buying_process: None,
            decision: Vec::new(),
            outlook: None,
            expansion: None,
            potential: None,
            influence: None,
            approved: Approval::default(),
            renewal: None,
            plan: None,
            promises: Promises::default(),
            dates: Vec::new(),
            cadence: None,
            lead_time: None,
            tags: Vec::new(),
            distinct: Vec::new(),
            archived: None,
            notes: None,
            custom: None,
            unknown: Vec::new(),
            truth: None,
        }
    }

    /// Every key with its value, in the order of the file; what this version doesn't know is in `unknown`.
    pub fn fields(&self) -> [(CustomerKey, CustomerValue<'_>); CustomerKey::COUNT] {
        by_key!(self, CustomerValue)
    }

    /// The same, to be changed.
    pub fn fields_mut(&mut self) -> [(CustomerKey, CustomerValueMut<'_>); CustomerKey::COUNT] {
        by_key!(self, CustomerValueMut)
    }

    pub fn field(&self, key: CustomerKey) -> CustomerValue<'_> {
        self.fields()[key as usize].1
    }

    /// Whether it is out of every agenda on `today`: from the day it was archived on.
    pub fn is_archived(&self, today: NaiveDate) -> bool {
        self.archived.is_some_and(|day| day <= today)
    }

    /// Whom to reach: the one last spoken with, else the one who decides, else the first.
    pub fn contact(&self, last_with: Option<&str>) -> Option<&Contact> {
        let named = last_with
            .and_then(|with| self.contacts.iter().find(|contact| contact.name.as_deref() == Some(with)));
        named
            .or_else(|| self.contacts.iter().find(|contact| contact.decides == Some(true)))
            .or_else(|| self.contacts.first())
    }
}
