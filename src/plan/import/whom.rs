//! Whom a row of orders, invoices or payments is about: by id, number, tax id, mail address and name; or nobody, with
//! those that are called nearly so.

use std::collections::HashMap;

use super::customer_plan::Planner;
use super::record::Reader;
use super::values::Cells;
use super::{RowError, Wrong};
use crate::model::name::fold;
use crate::model::{Customer, CustomerId, Medium, YamlValue};

/// Keys of a team's own below `custom:` under which it has the number of a firm at the tax office.
const TAX_KEYS: &str =
    "taxid taxno taxnumber vat vatid vatno vatnumber ustidnr 税号 纳税人识别号 统一社会信用代码";

/// Whoever a row may be about, beside what the index of names knows.
#[derive(Default)]
pub(super) struct Seeker {
    /// By the number at the tax office.
    taxes: HashMap<String, Vec<usize>>,
    mails: HashMap<String, Vec<usize>>,
    /// What rows above said, and whom they were about: lists repeat it on each line.
    told: HashMap<[Option<String>; 5], Result<usize, RowError>>,
    /// Whether whoever isn't there is made.
    pub creates: bool,
}

impl Seeker {
    pub fn of(planner: &Planner<'_>, creates: bool) -> Self {
        let mut seeker = Seeker { creates, ..Seeker::default() };
        for (at, planned) in planner.customers.iter().enumerate() {
            seeker.add(at, &planned.known.customer);
        }
        seeker
    }

    fn add(&mut self, at: usize, customer: &Customer) {
        if let Some(tax) = &customer.tax_id {
            self.taxes.entry(bare(tax)).or_default().push(at);
        }
        // As a team had it before it was a key, and as an import of orders wrote it.
        if let Some(YamlValue::Map(fields)) = &customer.custom {
            let own = fields.iter().filter(|(key, _)| is_of_tax(key));
            let values = own.filter_map(|(_, value)| match value {
                YamlValue::Text(text) | YamlValue::Number(text) => Some(bare(text)),
                _ => None,
            });
            values.for_each(|value| {
                let all = self.taxes.entry(value).or_default();
                if all.last() != Some(&at) {
                    all.push(at);
                }
            });
        }
        for mail in customer.contacts.iter().flat_map(|contact| contact.all(Medium::Email)) {
            let all = self.mails.entry(fold(mail)).or_default();
            if all.last() != Some(&at) {
                all.push(at);
            }
        }
    }

    /// The place of the row's customer in the book and among those that rows above make; else what is wrong with it.
    pub fn find(
        &mut self,
        planner: &mut Planner<'_>,
        cells: &mut Cells<'_>,
        line: u32,
    ) -> Result<usize, RowError> {
        let keys = ["id", "number", "tax_id", "contact.email", "name"];
        let said = keys.map(|key| cells.digits(key));
        if let Some(known) = self.told.get(&said) {
            return known.clone();
        }
        let found = self.seek(planner, cells, line);
        self.told.insert(said, found.clone());
        found
    }

    fn seek(
        &mut self,
        planner: &mut Planner<'_>,
        cells: &mut Cells<'_>,
        line: u32,
    ) -> Result<usize, RowError> {
        if let Some(at) = cells.at("id").and_then(|(_, id)| planner.index.id(id)) {
            return Ok(at);
        }
        let number = cells.digits("number");
        if let Some(number) = &number {
            match planner.index.number(number) {
                [at] => return Ok(*at),
                [] => {}
                several => return Err(self.several(planner, cells, "number", several)),
            }
            if let Some(at) = planner.index.id(number) {
                return Ok(at);
            }
        }
        let tax = cells.text("tax_id").map(|text| bare(&text));
        let by_tax = tax.as_ref().and_then(|tax| self.taxes.get(tax));
        let mail = cells.text("contact.email").map(|mail| fold(&mail));
        let by_mail = mail.as_ref().and_then(|mail| self.mails.get(mail));
        for (key, found) in [("tax_id", by_tax), ("contact.email", by_mail)] {
            match found.map_or(&[][..], Vec::as_slice) {
                [at] => return Ok(*at),
                [] => {}
                // Several firms of one shop share a mailbox: the name says which of them.
                _ if key == "contact.email" && cells.at("name").is_some() => {}
                several => return Err(self.several(planner, cells, key, several)),
            }
        }
        // Another number says that it is another one, whatever it is called.
        let is_other = |at: &usize| {
            let own = &planner.customers[*at].known.customer.number;
            matches!((own, &number), (Some(own), Some(number)) if fold(own) != fold(number))
        };
        let Some((_, name)) = cells.at("name") else { return self.nobody(planner, cells, line) };
        let mut called = planner.index.name(name);
        called.extend(planner.index.id(name).filter(|_| called.is_empty()));
        called.retain(|at| !is_other(at));
        match called.as_slice() {
            [at] => Ok(*at),
            [] => self.nobody(planner, cells, line),
            several => Err(self.several(planner, cells, "name", several)),
        }
    }

    fn several(&self, planner: &Planner<'_>, cells: &Cells<'_>, key: &str, several: &[usize]) -> RowError {
        let (column, value) = cells.at(key).map_or((None, ""), |(column, text)| (Some(column), text));
        let id = |at: &usize| planner.customers[*at].known.customer.id.clone();
        RowError { column, value: value.to_owned(), wrong: Wrong::Several(several.iter().map(id).collect()) }
    }

    /// Makes the customer where that was asked for and nobody is nearly called so; else says who is.
    fn nobody(
        &mut self,
        planner: &mut Planner<'_>,
        cells: &mut Cells<'_>,
        line: u32,
    ) -> Result<usize, RowError> {
        let named =
            ["name", "number", "id", "contact.email", "tax_id"].into_iter().find_map(|key| cells.at(key));
        let Some((column, said)) = named else {
            return Err(RowError { column: None, value: String::new(), wrong: Wrong::NoCustomer });
        };
        let error = |wrong| RowError { column: Some(column), value: said.to_owned(), wrong };
        let known = cells.errors.len();
        let reader = Reader { settings: planner.settings, index: &planner.index };
        let mut record = reader.record(cells);
        reader.defaults(&mut record.customer, cells);
        // What of the customer can't be read is no reason to leave its order out.
        cells.errors.truncate(known);
        let customer = &mut record.customer;
        if let Some(tax) = cells.text("tax_id") {
            customer.tax_id = Some(tax);
        }
        let near = planner.index.duplicates(customer);
        let of = |at: usize| &planner.customers[at].known.customer;
        let says_other = |at: usize| matches!((&of(at).number, &customer.number), (Some(own), Some(new)) if fold(own) != fold(new));
        let ids = |is_told: &dyn Fn(usize) -> bool| -> Vec<CustomerId> {
            let told = near.iter().map(|(at, _)| *at).filter(|at| is_told(*at));
            told.map(|at| of(at).id.clone()).collect()
        };
        if !self.creates {
            return Err(error(Wrong::Nobody(ids(&|_| true))));
        }
        let alike = ids(&|at| !says_other(at));
        if !alike.is_empty() {
            return Err(error(Wrong::Nobody(alike)));
        }
        let at = planner.customers.len();
        planner.create(record, line).map_err(error)?;
        let made = &mut planner.customers[at];
        // Only an order, an invoice or a payment that comes in makes it.
        made.is_wanted = false;
        let customer = made.known.customer.clone();
        self.add(at, &customer);
        Ok(at)
    }
}

fn is_of_tax(key: &str) -> bool {
    let key: String = fold(key).chars().filter(|c| c.is_alphanumeric()).collect();
    TAX_KEYS.split(' ').any(|own| own == key)
}

/// A number at the tax office, however it is divided.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
