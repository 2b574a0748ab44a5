//! Numbers that tie entries together: what an entry carries on must be there, and what it begins must not.

use std::collections::{HashMap, HashSet};

use super::promises::{self, OpenPromise};
use super::requests::{self, OpenRequest};
use super::samples::{self, RunningSample};
use super::{EmergencyKind, Policy, emergencies, quotes, unpaid};
use crate::model::{
    Complaint, ComplaintState, Currency, Decimal, Ending, EndingState, EntryField, Event, History, Invoice,
    Money, Payment, ProblemKind, Promise, PromiseState, Quote, Request, RequestState, Sample, SampleState,
    Text, reference_key,
};

/// Why an entry doesn't fit to those that are there.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// Another one of its kind has the number.
    Taken {
        /// The number.
        reference: String,
        /// The line of the one that has it.
        line: u32,
    },
    /// It carries on what isn't there, or is closed.
    Unknown {
        /// What it says; nothing where it says nothing.
        reference: Option<String>,
        /// What is open, as it would have to be said.
        open: Vec<Named>,
    },
    /// It doesn't say which of several it carries on.
    Unclear { open: Vec<Named> },
    /// It is paid in another currency than the invoice is made out in, of which it would pay nothing.
    OtherCurrency {
        /// The invoice.
        reference: Option<String>,
        /// The currency that it is made out in.
        invoiced: Currency,
        /// The currency of the payment.
        paid: Currency,
    },
    /// More is paid than there is left of the invoice.
    Over {
        /// The invoice.
        reference: Option<String>,
        /// What is left of it.
        rest: Money,
    },
}

/// Something open, and what it is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its number, else what it is of; nothing where it has neither.
    pub name: Option<String>,
    /// The field that says it: its number, or what it is (of).
    pub field: EntryField,
}

impl Named {
    fn number(name: Option<&str>) -> Self {
        Named { name: name.map(str::to_owned), field: EntryField::Reference }
    }

    fn sample(sample: &RunningSample) -> Self {
        let is_by_item = sample.name.is_some() && sample.name == sample.item;
        let field = if is_by_item { EntryField::Item } else { EntryField::Reference };
        Named { name: sample.name.clone(), field }
    }

    fn promise(promise: &OpenPromise) -> Self {
        Named::by_what(promise.reference.as_deref(), promise.what.as_deref())
    }

    fn request(request: &OpenRequest) -> Self {
        Named::by_what(request.reference.as_deref(), request.what.as_deref())
    }

    /// A thing that goes by its number, else by what it is.
    fn by_what(reference: Option<&str>, what: Option<&str>) -> Self {
        let field = match (reference, what) {
            (None, Some(_)) => EntryField::What,
            _ => EntryField::Reference,
        };
        Named { name: reference.or(what).map(str::to_owned), field }
    }

    fn is(&self, key: &str) -> bool {
        self.name.as_deref().is_some_and(|name| reference_key(name) == key)
    }
}

/// An event as it fits to those that are there: what it carries on has the number that stands there already.
///
/// An order, an invoice and a contract are made once. A payment is for an invoice, and an answer for a complaint or a
/// wish to end that are open; without a number they are for the only one there is. A sample begins where it is agreed or sent.
/// A promise that is made again has another day; that it is kept or broken is said of one that is open,
/// and so is the answer to a request.
/// A quote of a number that was there is the next version of it (own); that it was lost or won is said of one that is
/// open. A payment that says no currency has the
/// invoice's (own).
pub fn fitted<'e>(event: Event<'e>, history: &History<'_>, policy: &Policy) -> Result<Event<'e>, Misfit> {
    if made_once(&event).is_some() {
        once(&event, history)?;
    }
    Ok(match event {
        Event::Payment(payment) => Event::Payment(paid(payment, history, policy)?),
        Event::Complaint(complaint) => Event::Complaint(complained(complaint, history)?),
        Event::Ending(ending) => Event::Ending(ended(ending, history)?),
        Event::Sample(sample) => Event::Sample(sampled(sample, history)?),
        Event::Promise(promise) => Event::Promise(promised(promise, history)?),
        Event::Request(request) => Event::Request(requested(request, history, &policy.managers)?),
        Event::Quote(quote) if quote.is_over() => Event::Quote(quoted(quote, history)?),
        other => other,
    })
}

/// Whether it carries something on: then it depends on what is there.
pub fn depends(event: &Event<'_>) -> bool {
    made_once(event).is_some()
        || matches!(event, Event::Payment(_) | Event::Complaint(_) | Event::Ending(_) | Event::Sample(_))
        || matches!(event, Event::Promise(_) | Event::Request(_))
        || matches!(event, Event::Quote(quote) if quote.is_over())
}

fn once(event: &Event<'_>, history: &History<'_>) -> Result<(), Misfit> {
    let Some(reference) = event.number() else { return Ok(()) };
    match first_with(history, event.kind(), reference) {
        Some((line, _)) => Err(Misfit::Taken { reference: reference.to_owned(), line }),
        None => Ok(()),
    }
}

/// The line of the first entry of a kind that has a number, and the number as it stands there.
fn first_with(history: &History<'_>, kind: &str, reference: &str) -> Option<(u32, String)> {
    let key = reference_key(reference);
    history.entries().iter().filter(|entry| entry.event.kind() == kind).find_map(|entry| {
        let known = entry.event.reference().filter(|known| reference_key(known) == key)?;
        Some((entry.line, known.to_owned()))
    })
}

fn paid<'e>(payment: Payment<'e>, history: &History<'_>, policy: &Policy) -> Result<Payment<'e>, Misfit> {
    let open = unpaid(history, policy);
    let mut all: Vec<Named> = Vec::new();
    for known in open.iter().map(|unpaid| Named::number(unpaid.reference.as_deref())) {
        if !all.contains(&known) {
            all.push(known);
        }
    }
    let named = match payment.reference.as_deref() {
        Some(reference) => match first_with(history, "invoice", reference) {
            Some((_, known)) => Named::number(Some(&known)),
            None => {
                return Err(Misfit::Unknown { reference: Some(reference.to_owned()), open: all });
            }
        },
        // Money that came before any invoice is nobody's slip.
        None if all.is_empty() => return Ok(payment),
        None => only(all)?,
    };
    let key = named.name.as_deref().map(reference_key);
    let invoiced = invoiced(history, policy).remove(&key).unwrap_or_default();
    let (Some(money), Some(&first)) = (payment.money, invoiced.first()) else {
        return Ok(Payment { reference: named.name.map(Text::Owned), ..payment });
    };
    let currency = match money.currency {
        Some(paid) if invoiced.contains(&paid) => paid,
        Some(paid) => {
            return Err(Misfit::OtherCurrency { reference: named.name, invoiced: first, paid });
        }
        None if invoiced.contains(&policy.rates.currency) => policy.rates.currency,
        None => first,
    };
    let money = Money { currency: Some(currency), ..money };
    let rest = open.iter().filter(|unpaid| {
        unpaid.reference.as_deref().map(reference_key) == key && unpaid.rest.currency == money.currency
    });
    let left = rest.fold(Decimal::ZERO, |sum, unpaid| sum.checked_add(unpaid.rest.amount).unwrap_or(sum));
    if money.amount > left {
        let rest = Money { amount: left, currency: money.currency };
        return Err(Misfit::Over { reference: named.name, rest });
    }
    Ok(Payment { reference: named.name.map(Text::Owned), money: Some(money) })
}

/// The currencies that the invoices of each number are made out in, in the order of the log.
fn invoiced(history: &History<'_>, policy: &Policy) -> HashMap<Option<String>, Vec<Currency>> {
    let mut found: HashMap<Option<String>, Vec<Currency>> = HashMap::new();
    for entry in history.entries() {
        if let Event::Invoice(Invoice { reference, money: Some(money), .. }) = &entry.event {
            let currency = policy.rates.named(money.currency);
            let known = found.entry(reference.as_deref().map(reference_key)).or_default();
            if !known.contains(&currency) {
                known.push(currency);
            }
        }
    }
    found
}

fn complained<'e>(complaint: Complaint<'e>, history: &History<'_>) -> Result<Complaint<'e>, Misfit> {
    let opens = complaint.state == ComplaintState::Opened;
    let reference = emergency(EmergencyKind::Complaint, complaint.reference, opens, history)?;
    Ok(Complaint { reference, ..complaint })
}

fn ended<'e>(ending: Ending<'e>, history: &History<'_>) -> Result<Ending<'e>, Misfit> {
    let opens = ending.state == EndingState::Opened;
    let reference = emergency(EmergencyKind::Ending, ending.reference, opens, history)?;
    Ok(Ending { reference, ..ending })
}

/// The number of what an emergency's step is of. It may be told again, and come back; its other steps are of one that
/// is open.
fn emergency<'e>(
    kind: EmergencyKind,
    reference: Option<Text<'e>>,
    opens: bool,
    history: &History<'_>,
) -> Result<Option<Text<'e>>, Misfit> {
    if opens {
        let known = reference.as_deref().and_then(|reference| first_with(history, kind.as_str(), reference));
        return Ok(known.map(|(_, known)| Text::Owned(known)).or(reference));
    }
    let open = emergencies::open(history).into_iter().filter(|one| one.kind == kind);
    let open: Vec<Named> = open.map(|one| Named::number(one.reference.as_deref())).collect();
    // The customer is waiting for each of them: which one it is, nobody guesses.
    if reference.is_none() && open.len() > 1 {
        return Err(Misfit::Unclear { open });
    }
    Ok(carried_on(reference.as_deref(), open)?.name.map(Text::Owned))
}

fn sampled<'e>(sample: Sample<'e>, history: &History<'_>) -> Result<Sample<'e>, Misfit> {
    let running = samples::running(history);
    let said = sample.reference.as_deref().or(sample.item.as_deref());
    let known = said.and_then(|said| known_sample(&running, said, sample.reference.is_none()));
    if sample.state == SampleState::Agreed {
        return match (known, said) {
            (Some(known), Some(said)) => Err(Misfit::Taken { reference: said.to_owned(), line: known.line }),
            _ => Ok(sample),
        };
    }
    let named = match (known, said) {
        (Some(known), _) => Named::sample(known),
        // One may be sent that nobody has asked for.
        (None, Some(_)) if sample.state == SampleState::Sent => return Ok(sample),
        (None, None) if sample.state == SampleState::Sent && running.is_empty() => return Ok(sample),
        (None, said) => carried_on(said, running.iter().map(Named::sample).collect())?,
    };
    let name = named.name.map(Text::Owned);
    Ok(match named.field {
        EntryField::Item => Sample { item: name, ..sample },
        _ => Sample { reference: name, ..sample },
    })
}

/// The open promise that another one is the same as, by its number or by what it is.
pub fn same_promise(promise: &Promise<'_>, history: &History<'_>) -> Option<OpenPromise> {
    let key = |text: &str| reference_key(text);
    let (reference, what) = (promise.reference.as_deref().map(key), promise.what.as_deref().map(key));
    let is_same = |one: &OpenPromise| match &reference {
        Some(_) => one.reference.as_deref().map(key) == reference,
        None => what.is_some() && one.what.as_deref().map(key) == what,
    };
    promises::open(history).into_iter().rev().find(is_same)
}

/// What became of a promise: of the only one, of that with the number, or of that of which it says what it is. One that is
/// made again while it is open is the same one; of something else it is another one, and has another number.
fn promised<'e>(promise: Promise<'e>, history: &History<'_>) -> Result<Promise<'e>, Misfit> {
    let same = same_promise(&promise, history);
    if let (PromiseState::Made, Some(reference), Some(what)) =
        (promise.state, &promise.reference, &promise.what)
    {
        let open = same.as_ref().and_then(|open| open.what.as_deref());
        let is_another = open.is_some_and(|open| reference_key(open) != reference_key(what));
        if let Some((line, reference)) = first_with(history, "promise", reference).filter(|_| is_another) {
            return Err(Misfit::Taken { reference, line });
        }
    }
    // That of which it says what it is, where it has a number of its own.
    let same = same.filter(|_| promise.reference.is_none());
    let said = promise.reference.as_deref().or(promise.what.as_deref());
    let named = match (same, promise.state) {
        (Some(same), _) => Named::promise(&same),
        (None, PromiseState::Made) => return Ok(promise),
        (None, _) => carried_on(said, promises::open(history).iter().map(Named::promise).collect())?,
    };
    let name = named.name.map(Text::Owned);
    Ok(match named.field {
        EntryField::What => Promise { what: name, reference: None, ..promise },
        _ => Promise { reference: name, ..promise },
    })
}

/// What became of a quote: of the only one, of that with the number, or of those for the item.
fn quoted<'e>(quote: Quote<'e>, history: &History<'_>) -> Result<Quote<'e>, Misfit> {
    let open = quotes::open(history);
    let names = open.iter().map(|quote| Named {
        name: quote.reference.clone().or_else(|| quote.item.clone()),
        field: match quote.reference.is_none() && quote.item.is_some() {
            true => EntryField::Item,
            false => EntryField::Reference,
        },
    });
    let said = match (&quote.reference, &quote.item) {
        (Some(reference), _) => Some(&**reference),
        // That of the item, where it has a number of its own.
        (None, Some(item)) if open.iter().any(|quote| quote.is_for(item)) => return Ok(quote),
        (None, item) => item.as_deref(),
    };
    let named = carried_on(said, names.collect())?;
    let name = named.name.map(Text::Owned);
    Ok(match named.field {
        EntryField::Item => Quote { item: name, ..quote },
        _ => Quote { reference: name, ..quote },
    })
}

/// The answer to a request: to the only one, to that with the number, or to that of which it says what it is. One that is
/// asked again while it is open is the same one.
fn requested<'e>(
    request: Request<'e>,
    history: &History<'_>,
    managers: &[String],
) -> Result<Request<'e>, Misfit> {
    let all = requests::open(history, managers);
    let of = request.what.as_deref().filter(|_| request.reference.is_none()).map(reference_key);
    let is_same = |one: &&OpenRequest| of.is_some() && one.what.as_deref().map(reference_key) == of;
    let said = request.reference.as_deref().or(request.what.as_deref());
    let named = match (all.iter().rev().find(is_same), request.state) {
        (Some(same), _) => Named::request(same),
        (None, RequestState::Asked) => return Ok(request),
        (None, _) => carried_on(said, all.iter().map(Named::request).collect())?,
    };
    let name = named.name.map(Text::Owned);
    Ok(match named.field {
        EntryField::What => Request { what: name, reference: None, ..request },
        _ => Request { reference: name, ..request },
    })
}

/// The running sample of a number; where an item was said, the only one that is of it.
fn known_sample<'s>(running: &'s [RunningSample], said: &str, by_item: bool) -> Option<&'s RunningSample> {
    let key = reference_key(said);
    let named = running.iter().find(|sample| Named::sample(sample).is(&key));
    let is_of =
        |sample: &&RunningSample| sample.item.as_deref().is_some_and(|item| reference_key(item) == key);
    let mut of = running.iter().filter(is_of).filter(|_| by_item);
    named.or_else(|| of.next().filter(|_| of.next().is_none()))
}

/// The open one that is meant.
fn carried_on(said: Option<&str>, open: Vec<Named>) -> Result<Named, Misfit> {
    let Some(said) = said else {
        return if open.is_empty() { Err(Misfit::Unknown { reference: None, open }) } else { only(open) };
    };
    let key = reference_key(said);
    match open.iter().position(|named| named.is(&key)) {
        Some(at) => Ok(open[at].clone()),
        None => Err(Misfit::Unknown { reference: Some(said.to_owned()), open }),
    }
}

/// The one without a name is meant by who says none; else the only one.
fn only(open: Vec<Named>) -> Result<Named, Misfit> {
    let unnamed = open.iter().position(|named| named.name.is_none());
    match (unnamed, open.len()) {
        (Some(at), _) => Ok(open[at].clone()),
        (None, 1) => Ok(open[0].clone()),
        (None, _) => Err(Misfit::Unclear { open }),
    }
}

/// What doesn't fit in a log as a whole, whatever the order in which it was written: the lines, and what is wrong.
pub fn flaws(history: &History<'_>, policy: &Policy) -> Vec<(u32, ProblemKind)> {
    let mut found = Vec::new();
    let mut seen: HashMap<(&str, String), u32> = HashMap::new();
    let mut begun: HashSet<(&str, String)> = HashSet::new();
    for entry in history.entries() {
        if let (Some(reference), Some(kind)) = (entry.event.number(), made_once(&entry.event)) {
            let first = *seen.entry((kind, reference_key(reference))).or_insert(entry.line);
            if first != entry.line {
                let trouble = ProblemKind::RefTwice { kind, reference: reference.to_owned(), first };
                found.push((entry.line, trouble));
            }
        }
        if let Some((kind, name, true)) = carried(&entry.event) {
            begun.insert((kind, reference_key(name)));
        }
        // One with a number may be carried on by what it is.
        if let Event::Promise(Promise { state: PromiseState::Made, what: Some(what), .. }) = &entry.event {
            begun.insert(("promise", reference_key(what)));
        }
        if let Event::Request(Request { state: RequestState::Asked, what: Some(what), .. }) = &entry.event {
            begun.insert(("request", reference_key(what)));
        }
    }
    for entry in history.entries() {
        if let Event::Payment(Payment { reference: Some(reference), .. }) = &entry.event
            && !seen.contains_key(&("invoice", reference_key(reference)))
        {
            found.push((entry.line, ProblemKind::UnknownInvoice(reference.clone().into_owned())));
        }
        if let Some((kind, name, false)) = carried(&entry.event)
            && !begun.contains(&(kind, reference_key(name)))
        {
            found.push((entry.line, ProblemKind::Unbegun { kind, name: name.to_owned() }));
        }
    }
    found.extend(overpaid(history, policy));
    found.extend(paid_otherwise(history, policy));
    found.sort_by_key(|(line, _)| *line);
    found
}

/// The kind and the number of what is made once, where it has one: a second one of it would count twice.
pub fn made_once_as(event: &Event<'_>) -> Option<(&'static str, String)> {
    Some((made_once(event)?, reference_key(event.number()?)))
}

/// The kind of what is made once.
fn made_once(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Order(_) => Some("order"),
        Event::Invoice(_) => Some("invoice"),
        Event::Contract(_) => Some("contract"),
        _ => None,
    }
}

/// What is carried on: its kind, what it is known by, and whether the entry begins it.
fn carried<'e>(event: &'e Event<'_>) -> Option<(&'static str, &'e str, bool)> {
    match event {
        Event::Sample(sample) => {
            let name = sample.reference.as_deref().or(sample.item.as_deref())?;
            Some(("sample", name, matches!(sample.state, SampleState::Agreed | SampleState::Sent)))
        }
        Event::Complaint(complaint) => {
            let name = complaint.reference.as_deref()?;
            Some(("complaint", name, complaint.state == ComplaintState::Opened))
        }
        Event::Ending(ending) => {
            let name = ending.reference.as_deref()?;
            Some(("ending", name, ending.state == EndingState::Opened))
        }
        Event::Promise(promise) => {
            let name = promise.reference.as_deref().or(promise.what.as_deref())?;
            Some(("promise", name, promise.state == PromiseState::Made))
        }
        Event::Request(request) => {
            let name = request.reference.as_deref().or(request.what.as_deref())?;
            Some(("request", name, request.state == RequestState::Asked))
        }
        _ => None,
    }
}

/// Invoices of one currency whose payments in it are more than they are over, at the last of the payments.
fn overpaid(history: &History<'_>, policy: &Policy) -> Vec<(u32, ProblemKind)> {
    let mut accounts: HashMap<String, Account<'_>> = HashMap::new();
    for entry in history.entries() {
        let (money, is_invoice) = match &entry.event {
            Event::Invoice(invoice) => (invoice.money, true),
            Event::Payment(payment) => (payment.money, false),
            _ => continue,
        };
        let (Some(reference), Some(money)) = (entry.event.reference(), money) else { continue };
        let account = accounts.entry(reference_key(reference)).or_default();
        account.reference.get_or_insert(reference);
        account.currencies.insert(policy.rates.named(money.currency));
        let sum = if is_invoice { &mut account.invoiced } else { &mut account.paid };
        let before = sum.unwrap_or_default();
        *sum = Some(before.checked_add(money.amount).unwrap_or(before));
        if !is_invoice {
            account.last = account.last.max(entry.line);
        }
    }
    accounts.into_values().filter_map(Account::over).collect()
}

/// Payments in a currency that the invoices of their number are not made out in: they pay nothing of them.
fn paid_otherwise(history: &History<'_>, policy: &Policy) -> Vec<(u32, ProblemKind)> {
    let invoiced = invoiced(history, policy);
    let otherwise = history.entries().iter().filter_map(|entry| {
        let Event::Payment(Payment { reference: Some(reference), money: Some(money) }) = &entry.event else {
            return None;
        };
        let paid = policy.rates.named(money.currency);
        let known = invoiced.get(&Some(reference_key(reference)))?;
        let owed = *known.first().filter(|_| !known.contains(&paid))?;
        let reference = reference.clone().into_owned();
        Some((entry.line, ProblemKind::OtherCurrency { reference, invoiced: owed, paid }))
    });
    otherwise.collect()
}

/// What was invoiced and paid under one number.
#[derive(Default)]
struct Account<'h> {
    /// The number as it is first written.
    reference: Option<&'h str>,
    invoiced: Option<Decimal>,
    paid: Option<Decimal>,
    currencies: HashSet<Currency>,
    /// The line of the last payment.
    last: u32,
}

impl Account<'_> {
    /// By how much it is overpaid. Of two currencies nobody can tell.
    fn over(self) -> Option<(u32, ProblemKind)> {
        let amount = self.paid?.checked_sub(self.invoiced?).filter(|over| *over > Decimal::ZERO)?;
        let currency = self.currencies.iter().next().copied().filter(|_| self.currencies.len() == 1)?;
        let over = Money { amount, currency: Some(currency) };
        Some((self.last, ProblemKind::Overpaid { reference: self.reference?.to_owned(), over }))
    }
}

#[cfg(test)]
mod tests;
