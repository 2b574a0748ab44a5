//! The end of the day of each person: what is left to do, and how many customers are still due.

use std::collections::BTreeMap;

use super::EndOfDay;

/// One person's end of the day, or that of all who are asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EndOfDayList {
    /// Whose; `None` where it is not one person's.
    pub owner: Option<String>,
    /// What is left to do.
    pub found: Vec<EndOfDay>,
    /// How many customers are still due: that is another list.
    pub due: usize,
}

impl EndOfDayList {
    /// Adds what is left to do with one customer.
    pub fn add(&mut self, found: Vec<EndOfDay>, is_due: bool) {
        self.found.extend(found);
        self.due += usize::from(is_due);
    }

    /// Whether it is of several people's customers.
    pub fn is_of_several(&self) -> bool {
        self.found.iter().any(|one| one.owner != self.found[0].owner)
    }
}

/// One for each person, an empty one for each of `people` of whose customers nothing is left, and the pool's last.
pub fn end_of_day_lists(
    customers: Vec<(Option<String>, Vec<EndOfDay>, bool)>,
    people: &[String],
) -> Vec<EndOfDayList> {
    let mut each: BTreeMap<(bool, Option<String>), EndOfDayList> = BTreeMap::new();
    for owner in people.iter().cloned().map(Some) {
        each.insert((false, owner.clone()), EndOfDayList { owner, ..EndOfDayList::default() });
    }
    for (owner, found, is_due) in
        customers.into_iter().filter(|(_, found, is_due)| *is_due || !found.is_empty())
    {
        let key = (owner.is_none(), owner.clone());
        each.entry(key)
            .or_insert_with(|| EndOfDayList { owner, ..EndOfDayList::default() })
            .add(found, is_due);
    }
    each.into_values().collect()
}
