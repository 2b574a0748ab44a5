//! A table of payments, as a bank or an accountant exports them: which open invoice each of them pays.
//!
//! The number of the invoice in the text of the payment says it, else the customer's only open invoice of that sum. By
//! the sum alone, of nobody that is known, an invoice is only named: two firms may owe the same.

use std::collections::HashMap;

use super::customer_plan::Planner;
use super::document_plan::{take, told};
use super::documents::{Document, Key, ORIGIN};
use super::heads::Heads;
use super::meanings::meant;
use super::values::Cells;
use super::verdict::OpenInvoice;
use super::ways::ways;
use super::whom::Seeker;
use super::{
    Import, Known, ListKind, Remark, RowError, Settings, Tally, Undecided, Verdict, Wrong, decimal, people,
};
use crate::model::name::fold;
use crate::model::{
    Currency, Decimal, Entry, EntryKind, Event, Measure, Money, Payment, Stamp, Table, reference_key,
};

/// Invoices that are named where none is paid for certain.
const NAMED: usize = 5;

/// What a table of payments would do to the book.
pub(super) fn plan(table: &Table, settings: &Settings<'_>, book: Vec<Known>) -> Result<Import, Undecided> {
    let table = &*meant(table, settings);
    let ways = ways(table, settings)?;
    let heads = Heads::of(table, settings);
    let mut planner = Planner::of(settings, book);
    let mut seeker = Seeker::of(&planner, false);
    let mut ledger = Ledger::of(&planner, settings);
    let mut import = Import::default();
    let mut tally = Tally { kind: ListKind::Payments, ..Tally::default() };
    for (at, row) in table.rows.iter().enumerate() {
        if heads.is_sum(row) {
            tally.passed += 1;
            continue;
        }
        let mut cells = Cells::new(row, settings, &ways);
        // Whose it is may be said by the invoice alone: a bank writes names as it likes.
        let whom = seeker.find(&mut planner, &mut cells, row.line);
        let mut own = told(row, &mut cells, &planner, &whom);
        let Some(paid) = read(&mut cells, settings) else {
            if cells.errors.is_empty() {
                tally.passed += 1;
                continue;
            }
            own.verdict = Verdict::Error(cells.errors);
            import.rows.push(own);
            continue;
        };
        match ledger.settle(&paid, whom.as_ref().ok().copied(), row.line) {
            Settled::Pays(open, is_by_sum) => {
                let invoice = ledger.open[open].reference.clone();
                let (whom, rest) = (ledger.open[open].whom, ledger.open[open].rest);
                let document = document(&paid, invoice.clone(), settings, at);
                own.name = planner.customers[whom].known.customer.name.clone();
                own.verdict = Verdict::Update(planner.customers[whom].known.customer.id.clone());
                take(&mut planner, (whom, &document), settings, &mut own, &mut tally);
                own.remarks.retain(|remark| !matches!(remark, Remark::Document { .. }));
                let currency = Some(paid.currency);
                own.remarks.push(Remark::Pays { invoice, open: Money { amount: rest, currency }, is_by_sum });
                ledger.pay(open, &paid, row.line);
            }
            Settled::Known(whom) => {
                tally.known += 1;
                own.name = planner.customers[whom].known.customer.name.clone();
                own.verdict = Verdict::Unchanged(planner.customers[whom].known.customer.id.clone());
            }
            Settled::Repeated(whom, line) => {
                own.verdict = Verdict::Repeated(planner.customers[whom].known.customer.id.clone(), line);
            }
            Settled::Paid(number, whom) => {
                let known = &planner.customers[whom].known;
                let documents =
                    || known.documents.iter().filter(|one| one.reference.as_ref() == Some(&number));
                let on = documents().filter(|one| one.kind == EntryKind::Payment).map(|one| one.day).max();
                let column = settings.columns_of("amount").first().copied();
                let number = as_written(&mut cells, number);
                let wrong = Wrong::PaidInvoice { number, id: known.customer.id.clone(), on };
                own.verdict =
                    Verdict::Error(vec![RowError { column, value: paid.amount.to_string(), wrong }]);
            }
            Settled::Nothing(near) => {
                let candidates = near.iter().take(NAMED).map(|at| ledger.named(*at, &planner)).collect();
                let column = settings.columns_of("amount").first().copied();
                let value = paid.amount.to_string();
                let wrong = Wrong::NoInvoice(candidates);
                own.verdict = Verdict::Error(vec![RowError { column, value, wrong }]);
            }
        }
        import.rows.push(own);
    }
    import.undecided = ways.undecided;
    planner.finish(&mut import);
    import.tally = Some(tally);
    Ok(import)
}

/// The number of an invoice as it stands in the row.
fn as_written(cells: &mut Cells<'_>, number: String) -> String {
    let texts = ["ref", "text"].into_iter().flat_map(|key| cells.all(key));
    let words = texts.flat_map(|(_, text)| text.split_whitespace());
    words.map(str::to_owned).find(|word| reference_key(word) == number).unwrap_or(number)
}

/// A payment as a row says it.
struct Paid {
    at: Stamp,
    amount: Decimal,
    currency: Currency,
    /// What names the invoice, folded: in it letters and digits alone.
    texts: Vec<String>,
    by: Option<String>,
}

/// What a row says of a payment; nothing of one that brings no money, as a bank's list has them, too.
fn read(cells: &mut Cells<'_>, settings: &Settings<'_>) -> Option<Paid> {
    cells.at("amount")?;
    let said = cells.value("currency", Wrong::Currency, decimal::read_currency);
    let (amount, beside) = cells.amount("amount", Measure::Amount)?;
    if amount <= Decimal::ZERO {
        return None;
    }
    if cells.at("at").is_none() {
        cells.fail(None, "", Wrong::Missing("at"));
    }
    let at = cells.stamp("at")?;
    let currency = settings.policy.rates.named(said.or(beside));
    let texts =
        ["ref", "text"].into_iter().flat_map(|key| cells.all(key)).map(|(_, text)| fold(text)).collect();
    let by = cells.text("by").map(|by| people::person(&settings.people, &by).unwrap_or(by));
    cells.errors.is_empty().then_some(Paid { at, amount, currency, texts, by })
}

fn document(paid: &Paid, invoice: Option<String>, settings: &Settings<'_>, row: usize) -> Document {
    let money = Some(Money { amount: paid.amount, currency: Some(paid.currency) });
    let event = Event::Payment(Payment { reference: invoice.map(Into::into), money });
    let by = paid.by.clone().unwrap_or_else(|| settings.by.clone());
    let entry = Entry { by: Some(by.into()), origin: Some(ORIGIN.into()), ..Entry::new(paid.at, event) };
    Document { key: Key::Day(paid.at.day(), false), rows: vec![row], entry }
}

/// What a payment turns out to be.
enum Settled {
    /// It pays this open invoice; or is that known by the sum alone.
    Pays(usize, bool),
    /// The log of this customer has it.
    Known(usize),
    /// That row is the same payment.
    Repeated(usize, u32),
    /// Nobody can tell, though it may be one of these.
    Nothing(Vec<usize>),
    /// The invoice of this number is paid, of this customer.
    Paid(String, usize),
}

/// An invoice of which something is still to be paid.
struct Open {
    whom: usize,
    reference: Option<String>,
    rest: Decimal,
    currency: Currency,
}

/// What the book owes, and what was paid.
struct Ledger {
    open: Vec<Open>,
    /// The customers that have or had an invoice of a number.
    numbers: HashMap<String, Vec<usize>>,
    /// How many payments of a customer the log has of a day and a sum, by the invoice's number.
    paid: HashMap<(usize, Mark), usize>,
    /// Those of rows above, with their rows.
    above: HashMap<(usize, Mark), u32>,
}

/// By what a payment is known again.
type Mark = (chrono::NaiveDate, Decimal, Currency, Option<String>);

impl Ledger {
    fn of(planner: &Planner<'_>, settings: &Settings<'_>) -> Self {
        let own = |currency: Option<Currency>| settings.policy.rates.named(currency);
        let mut ledger =
            Ledger { open: Vec::new(), numbers: HashMap::new(), paid: HashMap::new(), above: HashMap::new() };
        for (whom, planned) in planner.customers.iter().enumerate() {
            ledger.open.extend(planned.known.open.iter().map(|open| Open {
                whom,
                reference: open.reference.clone(),
                rest: open.rest.amount,
                currency: own(open.rest.currency),
            }));
            for logged in &planned.known.documents {
                match (logged.kind, &logged.reference, logged.amount) {
                    (EntryKind::Invoice, Some(number), _) => {
                        let all = ledger.numbers.entry(number.clone()).or_default();
                        if !all.contains(&whom) {
                            all.push(whom);
                        }
                    }
                    (EntryKind::Payment, number, Some(amount)) => {
                        let mark = (logged.day, amount.normalize(), own(logged.currency), number.clone());
                        *ledger.paid.entry((whom, mark)).or_default() += 1;
                    }
                    _ => {}
                }
            }
        }
        ledger
    }

    fn settle(&mut self, paid: &Paid, whom: Option<usize>, line: u32) -> Settled {
        let named = self.named_in(paid);
        let mark =
            |number: &Option<String>| (paid.at.day(), paid.amount.normalize(), paid.currency, number.clone());
        // One that the log has: under the number in its text, or as the customer's of that day and sum.
        let of_number =
            named.iter().flat_map(|(number, all)| all.iter().map(move |at| (*at, Some(number.clone()))));
        let mut places: Vec<(usize, Option<String>)> = of_number.collect();
        if let Some(whom) = whom.filter(|_| named.is_empty()) {
            let of_sum = |((at, (day, sum, currency, number)), _): (&(usize, Mark), &usize)| {
                let is_it = *at == whom
                    && *day == paid.at.day()
                    && *sum == paid.amount.normalize()
                    && *currency == paid.currency;
                is_it.then(|| number.clone())
            };
            let mut numbers: Vec<Option<String>> = self.paid.iter().filter_map(of_sum).collect();
            numbers.sort_unstable();
            places.extend(numbers.into_iter().map(|number| (whom, number)));
        }
        for (at, number) in &places {
            if let Some(count) = self.paid.get_mut(&(*at, mark(number))).filter(|count| **count > 0) {
                *count -= 1;
                return Settled::Known(*at);
            }
        }
        let is_open = |open: &Open| open.currency == paid.currency && open.rest > Decimal::ZERO;
        let fits = |at: &usize| {
            let open = &self.open[*at];
            let key = open.reference.as_deref().map(reference_key);
            let is_named = key.is_some_and(|key| named.iter().any(|(number, _)| *number == key));
            is_open(open) && is_named
        };
        let of_number: Vec<usize> = (0..self.open.len()).filter(fits).collect();
        let ours = |at: &usize| whom.is_none_or(|whom| self.open[*at].whom == whom);
        let mine: Vec<usize> = of_number.iter().copied().filter(ours).collect();
        let exact = |all: &[usize]| -> Vec<usize> {
            all.iter().copied().filter(|at| self.open[*at].rest == paid.amount).collect()
        };
        // Who pays by a number of its own pays nobody else's; and nobody pays a part of what another one owes.
        let has_one = whom.is_some_and(|whom| named.iter().any(|(_, all)| all.contains(&whom)));
        let others = if has_one { &mine } else { &of_number };
        for (all, is_whole) in [(&mine, false), (others, whom.is_some() && !has_one)] {
            let sums = exact(all);
            match (all.as_slice(), sums.as_slice()) {
                (_, [at]) => return self.once(*at, paid, line, false),
                ([at], _) if !is_whole && self.open[*at].rest > paid.amount => {
                    return self.once(*at, paid, line, false);
                }
                _ => {}
            }
        }
        if !of_number.is_empty() {
            return Settled::Nothing(of_number);
        }
        // What names an invoice is for no other one of that sum.
        if let [(number, all)] = named.as_slice()
            && let [whom] = all.as_slice()
        {
            return Settled::Paid(number.clone(), *whom);
        }
        let of_sum: Vec<usize> = (0..self.open.len())
            .filter(|at| is_open(&self.open[*at]) && self.open[*at].rest == paid.amount)
            .collect();
        let Some(whom) = whom else { return Settled::Nothing(of_sum) };
        let mine: Vec<usize> = of_sum.iter().copied().filter(|at| self.open[*at].whom == whom).collect();
        match mine.as_slice() {
            [at] if named.is_empty() => self.once(*at, paid, line, true),
            [] => {
                let all =
                    (0..self.open.len()).filter(|at| is_open(&self.open[*at]) && self.open[*at].whom == whom);
                Settled::Nothing(all.chain(of_sum).collect())
            }
            _ => Settled::Nothing(mine),
        }
    }

    /// A second row that says the same is a slip, or it was paid twice: people decide.
    fn once(&self, open: usize, paid: &Paid, line: u32, is_by_sum: bool) -> Settled {
        let whom = self.open[open].whom;
        match self.above.get(&(whom, self.mark(open, paid))) {
            Some(above) if *above != line => Settled::Repeated(whom, *above),
            _ => Settled::Pays(open, is_by_sum),
        }
    }

    fn mark(&self, open: usize, paid: &Paid) -> Mark {
        let number = self.open[open].reference.as_deref().map(reference_key);
        (paid.at.day(), paid.amount.normalize(), paid.currency, number)
    }

    fn pay(&mut self, open: usize, paid: &Paid, line: u32) {
        let mark = self.mark(open, paid);
        let own = &mut self.open[open];
        own.rest = own.rest.checked_sub(paid.amount).unwrap_or_default();
        let whom = own.whom;
        self.above.insert((whom, mark), line);
    }

    /// The numbers of invoices that a payment's text has in it, each with the customers that have one of that number. A
    /// longer number has a shorter one in it: `INV-10` is not in `INV-104`.
    fn named_in(&self, paid: &Paid) -> Vec<(String, Vec<usize>)> {
        let mut found: Vec<(String, Vec<usize>)> = Vec::new();
        for text in &paid.texts {
            let words: Vec<&str> =
                text.split(|c: char| c.is_whitespace() || ",;:，；：/、()（）#。".contains(c)).collect();
            // A number may have been written with blanks in it, and behind a word without one: 发票INV-104.
            for begin in 0..words.len() {
                for end in begin + 1..=(begin + 4).min(words.len()) {
                    let joined = words[begin..end].concat();
                    let tail = joined.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
                    for word in [joined.as_str(), tail] {
                        let word = word.trim_end_matches(['.', '!', '-']);
                        if let Some(all) = self.numbers.get(word).filter(|_| !word.is_empty())
                            && !found.iter().any(|(known, _)| known == word)
                        {
                            found.push((word.to_owned(), all.clone()));
                        }
                    }
                }
            }
        }
        found
    }

    fn named(&self, at: usize, planner: &Planner<'_>) -> OpenInvoice {
        let Open { whom, reference, rest, currency } = &self.open[at];
        let id = planner.customers[*whom].known.customer.id.clone();
        OpenInvoice {
            id,
            reference: reference.clone(),
            rest: Money { amount: *rest, currency: Some(*currency) },
        }
    }
}
