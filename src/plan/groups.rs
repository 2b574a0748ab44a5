//! A list divided by the classes of a view: how many customers each has, and what they bring.

use crate::model::Decimal;
use crate::rules::views::{Metrics, SalesMeasure, Turnover, Views, Volumes};
use crate::rules::{Policy, Scheme};

/// By what a list can be divided: a view, the scheme that drives the cadences, the combined label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// A view, by its name.
    View(&'static str),
    /// The classes that drive the cadences.
    Grade,
    /// Value, potential and relationship together.
    Label,
}

/// The views that rank customers by what they buy in money or in quantity.
#[derive(Clone, Copy)]
enum Ranked {
    Abc,
    Volume,
}

/// The customers of one class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The class; `None` where it can't be told.
    pub class: Option<String>,
    /// How many customers it has.
    pub customers: usize,
    /// Their revenue in the last year.
    pub revenue: Decimal,
    /// Orders of the last year that are left out of it, because they could not be converted.
    pub unrated: u32,
    /// What they ordered in the last year, where the division goes by quantity.
    pub volumes: Volumes,
    /// The places of its customers in the list.
    pub members: Vec<usize>,
}

impl Division {
    /// Every name, as people type it.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Views::NAMES.iter().copied().chain(["grade", "label"])
    }

    pub fn named(name: &str) -> Option<Self> {
        match name {
            "grade" => Some(Division::Grade),
            "label" => Some(Division::Label),
            _ => Views::NAMES.iter().find(|known| **known == name).map(|known| Division::View(known)),
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Division::View(name) => name,
            Division::Grade => "grade",
            Division::Label => "label",
        }
    }

    /// The view of sales whose classes these are.
    fn ranked(self, policy: &Policy) -> Option<Ranked> {
        let is = |name: &str, scheme: Scheme| match self {
            Division::View(view) => view == name,
            Division::Grade => policy.scheme == scheme,
            Division::Label => false,
        };
        let abc = is("abc", Scheme::Abc).then_some(Ranked::Abc);
        abc.or_else(|| is("volume", Scheme::Volume).then_some(Ranked::Volume))
    }

    /// In which unit it adds up what is sold, where it goes by quantity and not by money; within that none of those that
    /// say no unit.
    pub fn unit(self, policy: &Policy) -> Option<Option<&str>> {
        let (by, unit) = match self.ranked(policy)? {
            Ranked::Abc => (policy.views.abc.by, &policy.views.abc.unit),
            Ranked::Volume => (policy.views.volume.by, &policy.views.volume.unit),
        };
        (by == SalesMeasure::Quantity).then_some(unit.as_deref())
    }

    /// What a customer ordered, where the division goes by that.
    pub fn volumes(self, figures: &Metrics, policy: &Policy) -> Option<Volumes> {
        match self.ranked(policy)? {
            Ranked::Abc => figures.abc,
            Ranked::Volume => figures.volume,
        }
    }

    /// The classes that it has in any case, in their order.
    fn classes(self, policy: &Policy) -> Vec<String> {
        match self {
            Division::View(name) => Views::words(name).iter().map(|word| (*word).to_owned()).collect(),
            Division::Grade => policy.grades.iter().map(|grade| grade.class.clone()).collect(),
            Division::Label => Vec::new(),
        }
    }
}

impl Group {
    /// Adds what is in another group.
    pub fn add(&mut self, other: &Group) {
        self.customers += other.customers;
        self.revenue = self.revenue.saturating_add(other.revenue);
        self.unrated = self.unrated.saturating_add(other.unrated);
        self.volumes.add(other.volumes);
    }

    /// Its part of all customers.
    pub fn share(&self, all: &Group) -> Option<Decimal> {
        Decimal::from(self.customers).checked_div(Decimal::from(all.customers))
    }

    /// Its part of all quantities; `None` where there is none to divide.
    pub fn quantity_share(&self, all: &Group) -> Option<Decimal> {
        let (own, all) = (self.volumes.quantity, all.volumes.quantity);
        (all > Decimal::ZERO).then(|| own.checked_div(all)).flatten()
    }

    /// Its part of all revenue; `None` where there is none to divide.
    pub fn revenue_share(&self, all: &Group) -> Option<Decimal> {
        (all.revenue > Decimal::ZERO).then(|| self.revenue.checked_div(all.revenue)).flatten()
    }
}

/// Divides a list: the classes in their order, those that no rule knows behind them, and last the
/// customers of which the class can't be told. Each customer comes with its class, its orders of
/// the last year, and what it ordered where the division goes by quantity.
pub fn groups<'a>(
    division: Division,
    customers: impl IntoIterator<Item = (Option<&'a str>, Turnover, Volumes)>,
    policy: &Policy,
) -> Vec<Group> {
    let known = |class: String| Group { class: Some(class), ..Group::default() };
    let mut groups: Vec<Group> = division.classes(policy).into_iter().map(known).collect();
    let (fixed, mut untold) = (groups.len(), Group::default());
    for (place, (class, year, volumes)) in customers.into_iter().enumerate() {
        let (revenue, unrated) = (year.revenue, year.unrated);
        let one = Group { customers: 1, revenue, unrated, volumes, ..Group::default() };
        let at = class.map(|class| {
            groups.iter().position(|group| group.class.as_deref() == Some(class)).unwrap_or_else(|| {
                groups.push(known(class.to_owned()));
                groups.len() - 1
            })
        });
        let group = at.and_then(|at| groups.get_mut(at)).unwrap_or(&mut untold);
        group.add(&one);
        group.members.push(place);
    }
    groups[fixed..].sort_by_cached_key(|group| rank(division, group.class.as_deref().unwrap_or_default()));
    groups.push(untold);
    groups
}

/// All of them together.
pub fn total(groups: &[Group]) -> Group {
    let mut all = Group::default();
    groups.iter().for_each(|group| all.add(group));
    all
}

/// Where a class that was not foreseen stands: a label by its parts, best first; others by name.
fn rank(division: Division, class: &str) -> (Vec<usize>, String) {
    let place = |(part, view): (&str, &str)| {
        let words = Views::words(view);
        words.iter().position(|word| *word == part).unwrap_or(words.len())
    };
    let places = match division {
        Division::Label => {
            class.split(" + ").zip(["value", "potential", "relationship"]).map(place).collect()
        }
        Division::View(_) | Division::Grade => Vec::new(),
    };
    (places, class.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(revenue: i64) -> Turnover {
        Turnover { revenue: Decimal::from(revenue), orders: 1, ..Turnover::default() }
    }

    #[test]
    fn classes_stand_in_their_order_and_what_is_not_told_last() {
        let list = [(None, 0), (Some("small"), 10), (Some("super"), 90), (None, 0)];
        let list = list.map(|(class, revenue)| (class, year(revenue), Volumes::default()));
        let found = groups(Division::View("pyramid"), list, &Policy::default());
        let seen: Vec<_> = found
            .iter()
            .filter(|group| group.customers > 0)
            .map(|group| (group.class.as_deref(), group.customers, group.members.clone()))
            .collect();
        assert_eq!(seen, [(Some("super"), 1, vec![2]), (Some("small"), 1, vec![1]), (None, 2, vec![0, 3])]);
        assert_eq!(found.len(), 9, "every class, and none");
        let all = total(&found);
        assert_eq!((all.customers, all.revenue), (4, Decimal::from(100)));
        assert_eq!(found[0].revenue_share(&all), Some(Decimal::new(9, 1)));
        assert_eq!(found[0].share(&all), Some(Decimal::new(25, 2)));
        assert_eq!(Group::default().share(&Group::default()), None);
        assert_eq!(found[0].revenue_share(&Group::default()), None);
    }

    #[test]
    fn labels_stand_from_the_best_to_the_unknown() {
        let labels = ["? + ? + new", "C + low + new", "A + low + strategic", "A + high + new", "B + ? + new"];
        let found = groups(
            Division::Label,
            labels.map(|label| (Some(label), year(1), Volumes::default())),
            &Policy::default(),
        );
        let seen: Vec<_> = found.iter().map(|group| group.class.as_deref()).collect();
        let want = ["A + high + new", "A + low + strategic", "B + ? + new", "C + low + new", "? + ? + new"];
        assert_eq!(seen[..5], want.map(Some));
        assert_eq!(seen[5], None);
    }

    #[test]
    fn a_view_by_quantity_adds_up_quantities() {
        let mut policy = Policy::default();
        assert_eq!(Division::View("abc").unit(&policy), None, "by money");
        policy.views.abc.by = SalesMeasure::Quantity;
        policy.views.abc.unit = Some("pcs".into());
        assert_eq!(Division::View("abc").unit(&policy), Some(Some("pcs")));
        assert_eq!(Division::View("volume").unit(&policy), None);
        assert_eq!(Division::Grade.unit(&policy), None, "the grades are others");
        policy.scheme = Scheme::Abc;
        assert_eq!(Division::Grade.unit(&policy), Some(Some("pcs")));
        let sold = |quantity: i64, unmeasured| Volumes {
            quantity: Decimal::from(quantity),
            orders: 1,
            unmeasured,
            ..Volumes::default()
        };
        let list = [("A", sold(60, 0)), ("B", sold(30, 1)), ("A", sold(10, 0))];
        let found = groups(
            Division::View("abc"),
            list.map(|(class, volumes)| (Some(class), year(1), volumes)),
            &policy,
        );
        let all = total(&found);
        assert_eq!((all.volumes.quantity, all.volumes.unmeasured), (Decimal::from(100), 1));
        assert_eq!(found[0].quantity_share(&all), Some(Decimal::new(7, 1)));
        assert_eq!(Group::default().quantity_share(&Group::default()), None);
    }

    #[test]
    fn every_name_is_one() {
        for name in Division::names() {
            assert_eq!(Division::named(name).map(Division::name), Some(name));
        }
        assert_eq!(Division::named("colour"), None);
    }
}
