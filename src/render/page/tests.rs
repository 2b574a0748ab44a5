//! A customer whose class a scheme computes: everywhere it is told with what its file says.
use std::collections::HashSet;

use super::*;
use crate::model::{CustomerId, Entry, Event, History, Money, Order, Stamp, decimal};
use crate::plan;
use crate::render::answer::{Answer, Due, ListedCustomer, ReviewAnswer, value};
use crate::render::{self, Shown};
use crate::rules::views::Book;
use crate::rules::{Scheme, measure, moves};

const PLAIN: Style = Style::plain(80);

fn day() -> NaiveDate {
    "2026-11-20".parse().expect("a date")
}

fn order(amount: &str) -> History<'static> {
    let amount = decimal(amount).expect("an amount");
    let order = Order { money: Some(Money { amount, currency: None }), ..Order::default() };
    let at = Stamp::parse("2026-09-01").expect("a stamp");
    History::new(vec![Entry { line: 1, ..Entry::new(at, Event::Order(order)) }])
}

fn customer(id: &str, grade: Option<&str>) -> Customer {
    let mut customer = Customer::named(CustomerId::new(id).expect("an id"), id);
    customer.grade = grade.map(str::to_owned);
    customer
}

/// A customer that is not an A by its revenue, in a book of which another one has most of it.
struct Case {
    customer: Customer,
    history: History<'static>,
    policy: Policy,
    book: Book,
}

impl Case {
    fn of(grade: Option<&str>, revenue: Option<&str>) -> Self {
        let mut policy = Policy { scheme: Scheme::Abc, unplaced: Some("E".into()), ..Policy::default() };
        policy.rates.others.clear();
        let history = revenue.map(order).unwrap_or_default();
        let customer = customer("fine", grade);
        let figures = |customer: &Customer, history: &History<'_>| measure(customer, history, &policy, day());
        let all = [figures(&customer, &history), figures(&self::customer("big", None), &order("90000"))];
        let book = Book::fold(&all);
        Case { customer, history, policy, book }
    }

    fn driving(&self) -> EffectiveClass {
        plan::driving(&self.customer, &self.history, Some(&self.book), &self.policy, day())
    }

    fn row(&self) -> plan::Row {
        let row = plan::row(self.customer.clone(), self.driving(), &self.history, &self.policy, day());
        let figures = measure(&self.customer, &self.history, &self.policy, day());
        let views = plan::views(&figures, &self.book, row.verdict.due, &self.policy, day());
        plan::Row { views: Some(views), ..row }
    }

    fn page(&self, lang: Lang) -> String {
        let profile = plan::profile(&self.customer, self.driving(), &self.history, &self.policy, day());
        let views = self.row().views.expect("the views");
        let (customer, profile, views) = (&self.customer, &profile, &views);
        let subject = Subject {
            customer,
            profile,
            views,
            unrated: 0,
            log: &[],
            examples: &HashSet::new(),
            more: 0,
            referred: &[],
            kept: None,
            now: None,
        };
        page(lang, &subject, &self.policy, day(), PLAIN)
    }
}

#[test]
fn the_page_says_who_gives_the_class_and_why() {
    for (grade, revenue, en, zh) in [
        (
            Some("C"),
            Some("10000.5"),
            "grade   B sample customer; the file says C\n        · computed by abc: 10,000.50 USD, rank 2: the revenue from 90.0 % to",
            "等级    B 样单客户；客户文件写的是 C\n        · 按ABC计算：10,000.50 USD，第2名：累计销售额从 90.0% 到 100.0%",
        ),
        (
            Some("B"),
            Some("10000.5"),
            "grade   B sample customer\n        · computed by abc: 10,000.50 USD",
            "等级    B 样单客户\n        · 按ABC计算：10,000.50 USD",
        ),
        (
            Some("C"),
            None,
            "E no potential; the file says C\n       · abc can't tell (no revenue in the last year): the grade that",
            "E 无潜客户；客户文件写的是 C\n        · ABC无法判断（近一年没有销售额），用 crm.yaml 为此指定的等级",
        ),
        (
            None,
            None,
            "grade  E no potential\n       · abc can't tell (no revenue in the last year): the grade that",
            "等级    E 无潜客户\n        · ABC无法判断（近一年没有销售额），用 crm.yaml 为此指定的等级",
        ),
    ] {
        let case = Case::of(grade, revenue);
        for (lang, want) in [(Lang::En, en), (Lang::Zh, zh)] {
            let page = case.page(lang);
            assert!(page.contains(want), "{want}\n---\n{page}");
        }
    }
}

#[test]
fn tables_show_both_classes_and_machines_get_each() {
    let case = Case::of(Some("C"), Some("10000.5"));
    let (row, policy) = (case.row(), &case.policy);
    let columns = ["grade", "id", "class", "label"].map(str::to_owned);
    assert_eq!(
        render::list_cells(Lang::Zh, &row, &columns, day(), PLAIN),
        ["B≠C", "fine", "B", "C + 潜力未知 + 新客户"]
    );
    assert_eq!(render::list_values(&row, &columns, day()), ["C", "fine", "B", "C + ? + new"]);
    let item = plan::item(&case.customer, &case.driving(), &case.history, policy, day()).expect("due");
    let shown = Shown { words: "", is_empty_book: false, most: 9, why: false, alarms: &[] };
    let agenda = render::agenda(Lang::En, std::slice::from_ref(&item), policy, day(), shown, PLAIN);
    assert!(agenda.contains("B≠C  fine"), "{agenda}");
    let due = value(&Due::of(&item, Lang::En, policy, day()));
    assert_eq!((&due["grade"], &due["written"]), (&"B".into(), &"C".into()));
    let list = value(&ListedCustomer::of(&row, day()));
    assert_eq!((&list["grade"], &list["class"]), (&"C".into(), &"B".into()));
}

#[test]
fn a_computed_move_carries_its_figures() {
    let case = Case::of(Some("C"), Some("10000.5"));
    let proposals = plan::proposals(&case.customer, &case.driving(), &case.history, &case.policy, day());
    let moves = value(
        &ReviewAnswer { proposals: &proposals, policy: &case.policy, today: day(), is_part: false }.json(),
    );
    let (reason, evidence) = (&moves[0]["reason"], &moves[0]["evidence"]);
    assert_eq!(
        reason["text"],
        "by abc: 10,000.50 USD, rank 2: the revenue from 90.0 % to 100.0 % (B begins below 95 %)"
    );
    for (key, want) in [
        ("scheme", "abc"),
        ("class", "B"),
        ("revenue", "10000.5"),
        ("currency", "USD"),
        ("share_above", "0.9"),
        ("share_reached", "1"),
    ] {
        assert_eq!(evidence[key], want, "{key}: {evidence}");
    }
    assert_eq!((&evidence["rank"], &evidence["of"]), (&2.into(), &2.into()));
    let value = Policy { scheme: Scheme::Value, ..case.policy.clone() };
    let driving = plan::driving(&case.customer, &case.history, Some(&case.book), &value, day());
    let why = moves::MoveReason::Computed(driving.why.expect("a reason"));
    let (en, zh) =
        (lang::move_reason(Lang::En, &why, &value, day()), lang::move_reason(Lang::Zh, &why, &value, day()));
    assert!(en.starts_with("by value: amount 10,000.50 C (B from"), "{en}");
    assert!(zh.starts_with("按价值：金额 10,000.50 C（B "), "{zh}");
}
