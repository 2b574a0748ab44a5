//! What every new customer of a table shares.

use super::Wrong;
use super::record::Reader;
use super::values::Cells;
use crate::model::{Customer, country, date};

impl Reader<'_> {
    /// What every new customer shares.
    pub fn defaults(&self, customer: &mut Customer, cells: &mut Cells<'_>) {
        let value = |key: &str| self.settings.default_of(key).map(str::to_owned);
        for (files, key) in [
            (&mut customer.source, "source"),
            (&mut customer.industry, "industry"),
            (&mut customer.region, "region"),
            (&mut customer.plan, "plan"),
            (&mut customer.timezone, "timezone"),
        ] {
            if files.is_none() {
                *files = value(key);
            }
        }
        if customer.owner.is_none()
            && !cells.says("owner")
            && let Some(owner) = value("owner").filter(|owner| owner != "pool")
        {
            customer.owner = self.person(&owner);
            if customer.owner.is_none() {
                cells.fail(None, &owner, Wrong::Owner(self.team()));
            }
        }
        if customer.grade.is_none()
            && !cells.says("grade")
            && let Some(grade) = value("grade")
        {
            customer.grade = self.class(&grade);
            if customer.grade.is_none() {
                cells.fail(None, &grade, Wrong::Grade(self.classes()));
            }
        }
        if customer.country.is_none()
            && !cells.says("country")
            && let Some(country) = value("country")
        {
            customer.country = country::code(&country);
            if customer.country.is_none() {
                cells.fail(None, &country, Wrong::Country(country::nearest(&country)));
            }
        }
        if customer.since.is_none() && !cells.says("since") {
            customer.since = value("since").and_then(|since| date(&since));
        }
    }
}
