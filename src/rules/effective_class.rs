//! Which class drives a customer's cadence: the file's, or the one that the scheme computes.

use chrono::NaiveDate;

use super::Scheme;
use super::policy::Policy;
use super::views::{
    self, AbcWhy, Book, Classification, Importance, ImportanceWhy, Lifecycle, LifecycleWhy, Metrics, NeedWhy,
    PyramidWhy, Ranking, Subject, Turnover, ValueWhy, View, Views, VolumeWhy, YearRanking,
};
use crate::model::{Customer, Decimal};

/// The class that drives one customer's cadence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectiveClass {
    /// The class; `None` where nobody decided yet.
    pub class: Option<String>,
    /// Who says so.
    pub source: DrivingSource,
    /// What the file says instead, where a computed class differs from it.
    pub written: Option<String>,
    /// What a computed class, or the lack of one, rests on.
    pub why: Option<DrivingWhy>,
}

/// What a computed class rests on, by its scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrivingWhy {
    /// ABC by revenue (S1).
    Abc(AbcWhy),
    /// Sales volume (S2).
    Volume(VolumeWhy),
    /// The pyramid (S3).
    Pyramid(PyramidWhy),
    /// Value (S4).
    Value(Box<ValueWhy>),
    /// The life cycle (S2).
    Lifecycle(Classification<Lifecycle, LifecycleWhy>),
    /// Importance (S2).
    Importance(Classification<Importance, ImportanceWhy>),
    /// The need (S2).
    Need(NeedWhy),
    /// A tier of revenue that is kept, or goes less far down than last year's revenue says.
    Held(Box<HeldClass>),
}

/// A class that is kept though last year's revenue says a lower one: a tier goes down where last year's revenue and the
/// expected revenue agree (own, `tests/rhythm/tiers.rs` prints what that does on a made-up book). Nobody writes down a
/// computed class: what it had is reckoned from quarter to quarter, for a year back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldClass {
    /// What last year's revenue says, and what that rests on.
    pub by_revenue: &'static str,
    pub why: DrivingWhy,
    /// What it had at the beginning of the quarter.
    pub was: &'static str,
    /// What the revenue of the coming year says that is expected, and how much that is.
    pub by_expected: &'static str,
    pub expected: Decimal,
}

/// Where a driving class comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrivingSource {
    /// The customer's file: people decided.
    #[default]
    File,
    /// The scheme computed it.
    Computed,
    /// The scheme can't tell: the class that `crm.yaml` keeps for that.
    Unplaced,
}

impl DrivingWhy {
    /// The scheme that computed it.
    pub fn scheme(&self) -> Scheme {
        match self {
            DrivingWhy::Abc(_) => Scheme::Abc,
            DrivingWhy::Volume(_) => Scheme::Volume,
            DrivingWhy::Pyramid(_) => Scheme::Pyramid,
            DrivingWhy::Value(_) => Scheme::Value,
            DrivingWhy::Lifecycle(_) => Scheme::Lifecycle,
            DrivingWhy::Importance(_) => Scheme::Importance,
            DrivingWhy::Need(_) => Scheme::Need,
            DrivingWhy::Held(held) => held.why.scheme(),
        }
    }

    /// What last year's figures say, of a class that is kept against them, too.
    pub fn of_last_year(&self) -> &Self {
        match self {
            DrivingWhy::Held(held) => &held.why,
            why => why,
        }
    }
}

impl EffectiveClass {
    /// What the customer's file says, in a scheme that people decide on.
    pub fn written(customer: &Customer) -> Self {
        EffectiveClass { class: customer.grade.clone(), ..EffectiveClass::default() }
    }

    /// The class of a computed scheme; of one that people decide on, the file's. A customer that the
    /// scheme can't place has the class that the policy keeps for such.
    pub fn of(
        customer: &Customer,
        figures: &Metrics,
        book: &Book,
        policy: &Policy,
        today: NaiveDate,
    ) -> Self {
        let Some((word, why)) = judged(figures, &book.ranking(&figures.id), policy, today) else {
            return EffectiveClass::written(customer);
        };
        let (word, why) = match word {
            Some(now) => held((now, why), (figures, book), policy, today),
            None => (None, why),
        };
        let why = Some(why);
        if let Some(word) = word {
            let class = Some(word.to_owned());
            let written = customer.grade.clone().filter(|_| customer.grade != class);
            return EffectiveClass { class, source: DrivingSource::Computed, written, why };
        }
        // A grade in the file is likely one of another scheme: the same letter means another thing.
        let class = policy.unplaced.clone();
        let written = customer.grade.clone().filter(|_| customer.grade != class);
        EffectiveClass { class, source: DrivingSource::Unplaced, written, why }
    }
}

/// The class by last year's revenue, or the one that is kept against it: from the one that it had a customer goes down as
/// far as the expected revenue agrees, and up at once. Who bought nothing in the last year isn't kept.
fn held(
    (now, why): (&'static str, DrivingWhy),
    (figures, book): (&Metrics, &Book),
    policy: &Policy,
    today: NaiveDate,
) -> (Option<&'static str>, DrivingWhy) {
    let words = Views::words(policy.scheme.as_str());
    let place = |word: &str| words.iter().position(|other| *other == word).unwrap_or(words.len());
    let ranking = book.ranking(&figures.id);
    let is_asked = ranking.revenue.is_some() && place(now) > 0 && !book.quarters().is_empty();
    let by = |year: &YearRanking| {
        let (ranking, revenue) = year.instead(&ranking, &figures.id)?;
        let last_year = Turnover { revenue, orders: 1, ..Turnover::default() };
        let quarters = Vec::new();
        let then = Metrics { last_year, quarters, ..figures.clone() };
        Some((judged(&then, &ranking, policy, today)?.0?, revenue))
    };
    // What it has by its revenue and by what is expected, where it had another class.
    let step = |was: Option<&'static str>, now: &'static str, will: &YearRanking| {
        let was = was.filter(|was| place(was) < place(now))?;
        let (by_expected, expected) = by(will).filter(|(will, _)| place(will) < place(now))?;
        let kept = if place(by_expected) > place(was) { by_expected } else { was };
        Some((kept, was, by_expected, expected))
    };
    let before = |was: Option<&'static str>, [year, ahead]: &[YearRanking; 2]| {
        let (now, _) = by(year)?;
        Some(step(was, now, ahead).map_or(now, |(kept, ..)| kept))
    };
    let found = || {
        let was = is_asked.then(|| book.quarters().iter().fold(None, before)).flatten();
        step(was, now, book.expected())
    };
    match found() {
        None => (Some(now), why),
        Some((kept, was, by_expected, expected)) => {
            let held = HeldClass { by_revenue: now, why, was, by_expected, expected };
            (Some(kept), DrivingWhy::Held(Box::new(held)))
        }
    }
}

/// The class of a computed scheme and what it rests on; `None` for one that people decide on.
fn judged(
    figures: &Metrics,
    ranking: &Ranking,
    policy: &Policy,
    today: NaiveDate,
) -> Option<(Option<&'static str>, DrivingWhy)> {
    let views = &policy.views;
    Some(match policy.scheme {
        Scheme::Trade | Scheme::Own => return None,
        Scheme::Abc => {
            let judged = views::abc(figures, ranking, &views.abc);
            (judged.word(), DrivingWhy::Abc(judged.why))
        }
        Scheme::Volume => {
            let judged = views::volume(figures, ranking, &views.volume);
            (judged.word(), DrivingWhy::Volume(judged.why))
        }
        Scheme::Pyramid => {
            let need = views::need(figures, &views.need, today).class;
            let judged = views::pyramid(figures, ranking, need, &views.pyramid);
            (judged.word(), DrivingWhy::Pyramid(judged.why))
        }
        Scheme::Value => {
            let judged = views::value(figures, ranking, &views.value);
            (judged.word(), DrivingWhy::Value(Box::new(judged.why)))
        }
        Scheme::Lifecycle => {
            let judged = views::lifecycle(figures, &views.lifecycle, today);
            (judged.word(), DrivingWhy::Lifecycle(judged))
        }
        Scheme::Importance => {
            // What is asked of a customer's next day would go in a circle, and importance doesn't ask.
            let subject = Subject { figures, ranking, next_due: None, today };
            let judged = Importance::of(&subject, (&views.pyramid, &views.need));
            (judged.word(), DrivingWhy::Importance(judged))
        }
        Scheme::Need => {
            let judged = views::need(figures, &views.need, today);
            (judged.word(), DrivingWhy::Need(judged.why))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::views::test_support::{TODAY, customer_named, day, figures_of, policy};
    use crate::rules::views::{SalesMeasure, TierYear};

    /// One of twenty customers: its revenue of the year up to the beginning of the quarter, of the last one, and the one that
    /// is expected.
    fn driving(scheme: Scheme, [was, now, will]: [i64; 3]) -> EffectiveClass {
        let rules = Policy { scheme, ..policy() };
        under(&rules, &[[Some(was), Some(was)]], [Some(now), Some(will)])
    }

    /// The same, by the revenue and the expected one of the beginnings of several quarters, and now.
    fn under(rules: &Policy, quarters: &[[Option<i64>; 2]], [now, will]: [Option<i64>; 2]) -> EffectiveClass {
        let metrics = |index: usize, quarters: &[[Option<i64>; 2]], [now, will]: [Option<i64>; 2]| {
            let mut figures = figures_of(&customer_named(index), &["2026-11-01 order 0"], TODAY);
            let revenue = now.unwrap_or_default().into();
            let orders = u32::from(now.is_some());
            figures.last_year = Turnover { revenue, orders, ..Turnover::default() };
            figures.expected = will.map(Decimal::from);
            let year = |[revenue, expected]: &[Option<i64>; 2]| TierYear {
                revenue: revenue.unwrap_or_default().into(),
                expected: expected.map(Decimal::from),
            };
            figures.quarters = quarters.iter().map(year).collect();
            figures
        };
        let alike = |at: i64| {
            let same = [Some(at * 100); 2];
            metrics(usize::try_from(at).expect("small"), &vec![same; quarters.len()], same)
        };
        let book: Vec<Metrics> =
            std::iter::once(metrics(0, quarters, [now, will])).chain((1..20_i64).map(alike)).collect();
        EffectiveClass::of(&customer_named(0), &book[0], &Book::fold(&book), rules, day(TODAY))
    }

    /// Of twenty the first is super, the next three are medium, the others small.
    #[test]
    fn a_tier_goes_down_only_where_last_years_revenue_and_the_expected_revenue_agree() {
        const SUPER: i64 = 5_000;
        const MEDIUM: i64 = 1_750;
        const SMALL: i64 = 50;
        for (years, want, is_held) in [
            // At the beginning of the quarter, by the last year, by the year to come.
            ([SUPER, MEDIUM, SUPER], "super", true),
            ([SUPER, SMALL, MEDIUM], "medium", true),
            ([MEDIUM, SMALL, SUPER], "medium", true),
            ([SUPER, SMALL, SMALL], "small", false),
            ([SUPER, MEDIUM, SMALL], "medium", false),
            ([SMALL, SMALL, SUPER], "small", false),
            ([SUPER, SUPER, SMALL], "super", false),
            // Up at once: an order that makes it the largest counts.
            ([SMALL, SUPER, SMALL], "super", false),
            ([MEDIUM, SUPER, SMALL], "super", false),
        ] {
            let found = driving(Scheme::Pyramid, years);
            assert_eq!(found.class.as_deref(), Some(want), "{years:?}");
            assert_eq!(matches!(found.why, Some(DrivingWhy::Held(_))), is_held, "{years:?}");
        }
        let Some(DrivingWhy::Held(held)) = driving(Scheme::Pyramid, [SUPER, SMALL, MEDIUM]).why else {
            panic!("held")
        };
        let HeldClass { by_revenue, was, by_expected, expected, .. } = *held;
        assert_eq!((by_revenue, was, by_expected), ("small", "super", "medium"));
        assert_eq!(expected, Decimal::from(MEDIUM));
        // What was kept in a quarter is what it had in the next one; without revenue in one nothing is remembered.
        let rules = Policy { scheme: Scheme::Pyramid, ..policy() };
        for (quarters, want) in [
            (&[[Some(SUPER), Some(SUPER)], [Some(SMALL), Some(SUPER)]][..], "super"),
            (&[[Some(SUPER), Some(SUPER)], [Some(SMALL), Some(SMALL)]], "small"),
            (&[[Some(SUPER), Some(SUPER)], [None, Some(SUPER)]], "small"),
            (&[], "small"),
        ] {
            let found = under(&rules, quarters, [Some(SMALL), Some(SUPER)]);
            assert_eq!(found.class.as_deref(), Some(want), "{quarters:?}");
        }
    }

    #[test]
    fn every_tier_of_revenue_is_kept_so_and_nothing_else() {
        let years = [9_000, 400, 9_000];
        for (scheme, want) in [
            (Scheme::Pyramid, "super"),
            (Scheme::Abc, "A"),
            (Scheme::Volume, "S"),
            (Scheme::Importance, "important"),
            (Scheme::Lifecycle, "acquisition"),
        ] {
            let found = driving(scheme, years);
            assert_eq!(found.class.as_deref(), Some(want), "{scheme:?}");
            assert_eq!(found.why.as_ref().map(DrivingWhy::scheme), Some(scheme));
        }
        // Nothing is expected, or nothing came in the last year.
        let rules = Policy { scheme: Scheme::Abc, ..policy() };
        let before = [[Some(9_000), Some(9_000)]];
        assert_eq!(under(&rules, &before, [Some(400), None]).class.as_deref(), Some("B"));
        assert_eq!(under(&rules, &before, [None, Some(9_000)]).class, rules.unplaced);
        // By quantity revenue says nothing.
        let mut rules = rules;
        rules.views.abc.by = SalesMeasure::Quantity;
        assert!(!rules.scheme.goes_by_revenue(&rules.views));
        assert_eq!(under(&rules, &before, [Some(400), Some(9_000)]).class, rules.unplaced);
    }
}
