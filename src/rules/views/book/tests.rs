//! Rankings and totals.

use super::super::test_support::{TODAY, book, customer_named, figures_of, number};
use super::*;

#[test]
fn only_customers_with_revenue_are_ranked() {
    let (figures, book) = book(&["10", "0", "30", "-5", "10"]);
    let ranks: Vec<_> =
        figures.iter().map(|f| book.ranking(&f.id).revenue.map(|share| share.place.rank)).collect();
    assert_eq!(ranks, [Some(2), None, Some(1), None, Some(3)]);
    assert_eq!((book.totals().customers, book.totals().revenue), (3, number("50")));
    let second = book.ranking(&figures[0].id).revenue.expect("a place");
    assert_eq!((second.above, second.reached()), (number("30"), Some(number("0.8"))));
    assert_eq!(book.ranking(&figures[1].id).book.customers, 3, "the book is told to all");
}

#[test]
fn an_empty_book_has_no_mean_and_no_margin() {
    let totals = Book::fold([]).totals();
    assert_eq!((totals.times_mean(Decimal::ONE), totals.margin.fraction()), (None, None));
}

#[test]
fn the_mean_is_exact_where_it_can_be() {
    // A mean of 66.666…, one and a half times that is 100.
    let totals = book(&["100", "60", "40"]).1.totals();
    assert_eq!(totals.times_mean(number("1.5")), Some(number("100")));
}

#[test]
fn profit_ranks_those_whose_margin_is_known() {
    let orders = [
        "2026-11-01 order 30 margin=0.1",    // 3
        "2026-11-01 order 100",              // unknown
        "2026-11-01 order 9 cost=6",         // 3: a third of nine is exactly as much
        "2026-11-01 order 10 margin=0.9",    // 9
        "2026-11-01 order 10 margin=-1",     // a loss
        "2026-11-01 order 1000 JPY cost=10", // no revenue
    ];
    let figures: Vec<_> = orders
        .iter()
        .enumerate()
        .map(|(number, order)| figures_of(&customer_named(number), &[order], TODAY))
        .collect();
    let book = Book::fold(&figures);
    let places: Vec<_> = figures.iter().map(|f| book.ranking(&f.id).profit.map(|e| e.place)).collect();
    let place = |rank| Some(Place { rank, of: 4 });
    assert_eq!(places, [place(2), None, place(3), place(1), place(4), None]);
    assert_eq!(book.totals().margin, Margin { profit: number("5"), revenue: number("59") });
}

#[test]
fn amounts_beyond_every_number_end_no_answer() {
    let most = Decimal::MAX.to_string();
    let (figures, book) = book(&[&most, &most, "1"]);
    assert_eq!(book.totals().revenue, Decimal::MAX);
    assert!(figures.iter().all(|f| book.ranking(&f.id).revenue.is_some()));
    assert_eq!(book.totals().times_mean(number("1.5")), None);
}
