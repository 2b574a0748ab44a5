//! Who referred the customers of a table: a customer of the book or of any row, which the list may call by its name.

use super::customer_plan::{Planner, Referred};
use super::merge::merge;
use super::{Remark, Row, RowError, Verdict, Wrong};
use crate::model::{Customer, CustomerId};
use crate::rules::referrals::circle_of;

impl Planner<'_> {
    /// Gives a customer the id of the one that referred it, and says where that can't be.
    pub fn refer(&mut self, referred: Referred, told: &mut Row) {
        let Referred { at, cell: (column, text), .. } = referred;
        let id = match self.referrer(at, &text) {
            Ok(id) => id,
            Err(wrong) => {
                let error = RowError { column: Some(column), value: text, wrong };
                return told.remarks.push(Remark::LeftOut(error));
            }
        };
        let planned = &mut self.customers[at];
        let is_its_row = planned.made_by == Some(told.line);
        if is_its_row && planned.known.customer.referred_by.is_none() {
            planned.known.customer.referred_by = Some(id);
            return;
        }
        let mut merged = planned.known.customer.clone();
        let said =
            Customer { referred_by: Some(id), ..Customer::named(CustomerId::placeholder(), String::new()) };
        let found = merge(&mut merged, &said, self.settings.overwrite);
        told.differs.extend(found.differs);
        let own = planned.known.customer.id.clone();
        match told.verdict {
            Verdict::Update(_) => {}
            _ if !found.changes.is_empty() => told.verdict = Verdict::Update(own),
            Verdict::Unchanged(_) if !told.differs.is_empty() => told.verdict = Verdict::Differs(own),
            _ => {}
        }
        told.changes.extend(found.changes.iter().cloned());
        if self.settings.wants("update") {
            planned.known.customer = merged;
            planned.changes.extend(found.changes);
        }
    }

    /// The id of the customer that a list calls so: by id, number or name. Nobody refers itself, however far around.
    fn referrer(&self, of: usize, text: &str) -> Result<String, Wrong> {
        let by_id = self.index.id(text).or_else(|| self.index.former_id(text, ""));
        let mut found = match by_id {
            Some(at) => vec![at],
            None if !self.index.number(text).is_empty() => self.index.number(text).to_vec(),
            None => self.index.name(text),
        };
        found.retain(|at| self.customers[*at].is_wanted);
        let id = |at: &usize| self.customers[*at].known.customer.id.clone();
        match found.as_slice() {
            // A customer whose file nobody can read is one all the same.
            [] if self.settings.taken.iter().any(|taken| taken == text) => Ok(text.to_owned()),
            [] => Err(Wrong::NotFound),
            [at] => match self.circle(of, *at) {
                Some(circle) => Err(Wrong::Circle(circle)),
                None => Ok(id(at).to_string()),
            },
            several => Err(Wrong::Several(several.iter().map(id).collect())),
        }
    }

    /// The ids from a customer to itself, where another one can't have referred it.
    fn circle(&self, of: usize, by: usize) -> Option<Vec<String>> {
        let referrer = |id: &str| {
            let customer = &self.customers[self.index.id(id)?].known.customer;
            customer.referred_by.clone()
        };
        let id = |at: usize| self.customers[at].known.customer.id.as_str();
        circle_of(id(of), id(by), referrer)
    }
}
