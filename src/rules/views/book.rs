//! The whole book's figures, computed once: each customer is then judged alone, by its rank.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Volumes;
use super::figures::{Margin, Metrics};
use crate::model::{CustomerId, Decimal};

/// The rankings and totals of a book on one day (own).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    totals: Totals,
    /// The places by the year that is expected, where any class goes by it.
    expected: YearRanking,
    /// The same at the beginning of each of the last quarters, the oldest first, by what the year before that day brought, and
    /// what the one after it was expected to.
    quarters: Vec<[YearRanking; 2]>,
    rankings: HashMap<CustomerId, Ranking>,
}

/// What the views ask of the whole book (own).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many customers have revenue in the last year.
    pub customers: usize,
    pub revenue: Decimal,
    /// Last year's margin, over all orders of which it is known.
    pub margin: Margin,
}

/// Where one customer stands in the book (own).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// Its place by last year's revenue; `None` without any.
    pub revenue: Option<Share>,
    /// Its place by last year's profit; `None` where that isn't known.
    pub profit: Option<Earned>,
    /// Its place by last year's quantity in the unit of `abc`; `None` without any, and where that goes by amounts.
    pub abc: Option<Share>,
    /// The same in the unit of `volume`.
    pub volume: Option<Share>,
    /// The whole book.
    pub book: Totals,
}

/// The places by what a year brought, or is expected to, and what that comes to (own).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct YearRanking {
    pub book: Totals,
    shares: HashMap<CustomerId, Share>,
}

/// A place in a ranking (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub rank: usize,
    pub of: usize,
}

/// A place by revenue or by quantity, and the part of the whole that lies above it (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub place: Place,
    /// What the customer brings itself.
    pub own: Decimal,
    /// What those who rank above it bring.
    pub above: Decimal,
    /// What all bring.
    pub total: Decimal,
}

/// A place by profit (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earned {
    pub place: Place,
    /// Revenue × margin.
    pub profit: Decimal,
}

impl Place {
    /// How many places are the first `part` of the ranking, rounded up.
    pub fn first(&self, part: Decimal) -> Decimal {
        Decimal::from(self.of).checked_mul(part).unwrap_or(Decimal::MAX).ceil()
    }

    /// Whether it is among the first `part` of the ranking, rounded up.
    pub fn is_in_first(&self, part: Decimal) -> bool {
        Decimal::from(self.rank) <= self.first(part)
    }
}

impl Share {
    /// Whether those above it have not yet reached `part` of the revenue: the customer that reaches
    /// it still belongs to it.
    pub fn is_up_to(&self, part: Decimal) -> bool {
        self.total.checked_mul(part).is_none_or(|cut| self.above < cut)
    }

    /// The part of the whole that is reached with this customer, as a fraction.
    pub fn reached(&self) -> Option<Decimal> {
        self.above.checked_add(self.own)?.checked_div(self.total)
    }
}

impl YearRanking {
    /// That of a year, by what it brought.
    fn of(figures: &[&Metrics], of: impl Fn(&Metrics) -> Option<Decimal>) -> Self {
        let shares = ranked_by(figures, of);
        let revenue = shares.first().map_or(Decimal::ZERO, |(_, share)| share.total);
        let book = Totals { customers: shares.len(), revenue, margin: Margin::default() };
        let mut places = HashMap::with_capacity(shares.len());
        for (id, share) in shares {
            places.entry(id.clone()).or_insert(share);
        }
        YearRanking { book, shares: places }
    }

    /// Where a customer stands in it instead of in the last year, and what it brought; none without any.
    pub fn instead(&self, now: &Ranking, id: &CustomerId) -> Option<(Ranking, Decimal)> {
        let share = *self.shares.get(id)?;
        Some((Ranking { revenue: Some(share), book: self.book, ..*now }, share.own))
    }
}

impl Totals {
    /// `factor` times the mean revenue of the customers with revenue; `None` without any.
    pub fn times_mean(&self, factor: Decimal) -> Option<Decimal> {
        // Multiplied first: thirds must not round a boundary away.
        self.revenue.checked_mul(factor)?.checked_div(Decimal::from(self.customers))
    }
}

impl Book {
    /// Ranks the book: by revenue, then by profit, highest first, ties by id.
    pub fn fold<'f>(figures: impl IntoIterator<Item = &'f Metrics>) -> Self {
        let mut ranked: Vec<&Metrics> = figures.into_iter().collect();
        let others = ranked.clone();
        let by_abc = shares(&ranked, |figures| figures.abc);
        let by_volume = shares(&ranked, |figures| figures.volume);
        ranked.sort_by_key(|figures| (Reverse(figures.last_year.revenue), &figures.id));
        let mut totals = Totals::default();
        for figures in &ranked {
            totals.margin.add(figures.margin);
        }
        ranked.retain(|figures| figures.last_year.revenue > Decimal::ZERO);
        totals.customers = ranked.len();
        totals.revenue = ranked.iter().fold(Decimal::ZERO, |sum, f| sum.saturating_add(f.last_year.revenue));
        let expected = YearRanking::of(&others, |figures| figures.expected);
        let quarters = others.iter().map(|figures| figures.quarters.len()).max().unwrap_or_default();
        let quarter = |at: usize| {
            let year = |figures: &Metrics| figures.quarters.get(at).copied();
            [
                YearRanking::of(&others, |figures| Some(year(figures)?.revenue)),
                YearRanking::of(&others, |figures| year(figures)?.expected),
            ]
        };
        let quarters = (0..quarters).map(quarter).collect();
        let mut book = Book { totals, expected, quarters, rankings: HashMap::with_capacity(ranked.len()) };
        book.rank_by_revenue(&ranked);
        book.rank_by_profit(&ranked);
        for (id, share) in by_abc {
            book.entry(id).abc.get_or_insert(share);
        }
        for (id, share) in by_volume {
            book.entry(id).volume.get_or_insert(share);
        }
        book
    }

    fn rank_by_revenue(&mut self, ranked: &[&Metrics]) {
        let mut above = Decimal::ZERO;
        for (index, figures) in ranked.iter().enumerate() {
            let place = Place { rank: index + 1, of: ranked.len() };
            let revenue = figures.last_year.revenue;
            let share = Share { place, own: revenue, above, total: self.totals.revenue };
            above = above.saturating_add(revenue);
            // Two files of one id are told elsewhere; here the higher place counts.
            self.entry(&figures.id).revenue.get_or_insert(share);
        }
    }

    fn entry(&mut self, id: &CustomerId) -> &mut Ranking {
        let nowhere = Ranking { book: self.totals, ..Ranking::default() };
        self.rankings.entry(id.clone()).or_insert(nowhere)
    }

    fn rank_by_profit(&mut self, ranked: &[&Metrics]) {
        let earned = |figures: &&Metrics| Some((profit(figures)?, figures.id.clone()));
        let mut ranked: Vec<(Decimal, CustomerId)> = ranked.iter().filter_map(earned).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let of = ranked.len();
        for (index, (profit, id)) in ranked.into_iter().enumerate() {
            if let Some(ranking) = self.rankings.get_mut(&id) {
                let place = Place { rank: index + 1, of };
                ranking.profit.get_or_insert(Earned { place, profit });
            }
        }
    }

    /// The places by the year that is expected.
    pub fn expected(&self) -> &YearRanking {
        &self.expected
    }

    /// The places at the beginning of each of the last quarters, the oldest first: by the year before, and by the year that
    /// was expected.
    pub fn quarters(&self) -> &[[YearRanking; 2]] {
        &self.quarters
    }

    /// The whole book.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Where a customer stands; one without revenue in the last year has no place.
    pub fn ranking(&self, id: &CustomerId) -> Ranking {
        let nowhere = Ranking { book: self.totals, ..Ranking::default() };
        self.rankings.get(id).copied().unwrap_or(nowhere)
    }
}

/// The places by quantity, highest first, ties by id, of those who ordered any.
fn shares<'f>(
    figures: &[&'f Metrics],
    of: impl Fn(&Metrics) -> Option<Volumes>,
) -> Vec<(&'f CustomerId, Share)> {
    ranked_by(figures, |figures| Some(of(figures)?.quantity))
}

/// The places by what each brings, highest first, ties by id, of those who bring any.
fn ranked_by<'f>(
    figures: &[&'f Metrics],
    of: impl Fn(&Metrics) -> Option<Decimal>,
) -> Vec<(&'f CustomerId, Share)> {
    let brought = |figures: &&'f Metrics| Some((of(figures)?, &figures.id));
    let mut ranked: Vec<(Decimal, &CustomerId)> = figures.iter().filter_map(brought).collect();
    ranked.retain(|(quantity, _)| *quantity > Decimal::ZERO);
    ranked.sort_by_key(|(quantity, id)| (Reverse(*quantity), *id));
    let total = ranked.iter().fold(Decimal::ZERO, |sum, (quantity, _)| sum.saturating_add(*quantity));
    let (of, mut above) = (ranked.len(), Decimal::ZERO);
    let place = |(index, (own, id)): (usize, (Decimal, &'f CustomerId))| {
        let share = Share { place: Place { rank: index + 1, of }, own, above, total };
        above = above.saturating_add(own);
        (id, share)
    };
    ranked.into_iter().enumerate().map(place).collect()
}

/// Last year's revenue × margin, where the margin is known; multiplied first, so that equal profits
/// stay equal.
fn profit(figures: &Metrics) -> Option<Decimal> {
    let Margin { profit, revenue } = figures.margin;
    let fraction = figures.margin.fraction()?;
    let exact = figures.last_year.revenue.checked_mul(profit).and_then(|p| p.checked_div(revenue));
    exact.or_else(|| figures.last_year.revenue.checked_mul(fraction))
}

#[cfg(test)]
mod tests;
