//! The contracts that run.

use chrono::NaiveDate;

use crate::model::{Contract, Event, History, Money, reference_key};

/// A contract that runs, or begins later.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningContract {
    /// Its number.
    pub reference: Option<String>,
    pub money: Option<Money>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// The contracts as they stand now, the oldest first: of the entries with one number the newest, and each that has none.
pub fn standing<'h, 'a>(history: &'h History<'a>) -> Vec<&'h Contract<'a>> {
    let mut seen: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for entry in history.entries().iter().rev() {
        let Event::Contract(contract) = &entry.event else { continue };
        let number = contract.reference.as_deref().map(reference_key);
        if number.as_ref().is_some_and(|number| seen.contains(number)) {
            continue;
        }
        seen.extend(number);
        found.push(contract);
    }
    found.reverse();
    found
}

/// Those that aren't over on a day.
pub fn running(history: &History<'_>, today: NaiveDate) -> Vec<RunningContract> {
    let runs = |contract: &&Contract<'_>| contract.until.is_none_or(|until| until >= today);
    let own = |contract: &Contract<'_>| RunningContract {
        reference: contract.reference.as_deref().map(str::to_owned),
        money: contract.money,
        from: contract.from,
        until: contract.until,
    };
    standing(history).into_iter().filter(runs).map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, Stamp};

    #[test]
    fn the_newest_of_a_number_is_the_contract_until_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let entry = |at: &str, number: Option<&'static str>, until: Option<&str>| {
            let contract =
                Contract { reference: number.map(Into::into), until: until.map(day), ..Contract::default() };
            Entry::new(Stamp::parse(at).expect("a stamp"), Event::Contract(contract))
        };
        let history = History::new(vec![
            entry("2025-01-01", Some("C-1"), Some("2025-12-31")),
            entry("2026-01-01", Some("c-1"), Some("2026-12-31")),
            entry("2026-02-01", Some("C-2"), Some("2026-11-19")),
            entry("2026-03-01", None, None),
        ]);
        let numbers = |on: &str| {
            let found = running(&history, day(on));
            found.into_iter().map(|one| one.reference).collect::<Vec<_>>()
        };
        assert_eq!(numbers("2026-11-20"), [Some("c-1".to_owned()), None]);
        assert_eq!(numbers("2026-11-19"), [Some("c-1".to_owned()), Some("C-2".to_owned()), None]);
        assert_eq!(numbers("2027-01-01"), [None]);
    }
}
