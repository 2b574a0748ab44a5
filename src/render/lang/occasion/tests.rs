use super::*;
use crate::model::{Currency, CustomerId, Decimal};
use crate::plan::Occasion;
use crate::rules::Label;
use crate::rules::occasions as rules;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn money(amount: i64) -> Money {
    Money { amount: Decimal::from(amount), currency: Currency::new("EUR") }
}

fn found(on: &str, kind: Kind) -> Occasion {
    let of_rules = rules::Occasion { on: day(on), kind };
    Occasion {
        id: CustomerId::new("acme").expect("an id"),
        name: "Acme".into(),
        grade: None,
        owner: None,
        deciders: Vec::new(),
        given: None,
        invited: None,
        country: None,
        contact: None,
        on: of_rules.on,
        code: of_rules.code(),
        kind: of_rules.kind,
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn every_kind_has_its_words_in_both_languages() {
    let due = |rest| Kind::InvoiceDue { reference: text("I-1"), rest: money(rest), total: money(100) };
    let overdue = |level| Kind::InvoiceOverdue {
        reference: text("I-1"),
        rest: money(40),
        total: money(100),
        level,
        levels: 3,
    };
    let birthday = |who: Option<&str>, age| Kind::Birthday { contact: 0, who: who.map(str::to_owned), age };
    let anniversary =
        |years| Kind::Anniversary { what: "first order".into(), since: day("2021-11-20"), years };
    let contract = || Kind::ContractEnd { reference: text("K"), money: Some(money(9)) };
    let emergency = |kind, answered| Kind::Emergency {
        kind,
        reference: None,
        opened: day("2026-11-18"),
        answered,
        settle_by: day("2026-11-20"),
    };
    let complaint = |answered| emergency(EmergencyKind::Complaint, answered);
    let ending = |answered| emergency(EmergencyKind::Ending, answered);
    let fair = |until: Option<&str>| Kind::Event {
        what: Label { en: "Fair".into(), zh: "展会".into() },
        until: until.map(day),
    };
    let quote = || Kind::QuoteUnanswered {
        reference: text("Q"),
        item: text("valves"),
        money: Some(money(9)),
        quoted: day("2026-11-10"),
    };
    let promise = |reference: Option<&str>| Kind::Promise {
        reference: reference.map(str::to_owned),
        what: text("prices"),
        made: day("2026-11-12"),
    };
    let request =
        |by: Option<&str>| Kind::Request { reference: None, what: text("credit"), by: by.map(str::to_owned) };
    let cooperation = |years| Kind::Cooperation { since: day("2023-11-20"), years };
    for (on, kind, en, zh) in [
        ("2026-11-20", cooperation(3), "the first order was 3 years ago", "合作3周年（自首单起）"),
        (
            "2026-11-18",
            request(None),
            "request of 18 Nov to be decided: credit",
            "11月18日的申请待审批：credit",
        ),
        (
            "2026-11-18",
            request(Some("li")),
            "request of 18 Nov by li to be decided: credit",
            "li 11月18日提出的申请待审批：credit",
        ),
        (
            "2026-11-18",
            promise(None),
            "promise of 12 Nov: prices, 2 days late",
            "11月12日的承诺：prices，逾期2天",
        ),
        ("2026-11-20", promise(Some("P-1")), "promise P-1 of 12 Nov: prices", "11月12日的承诺 P-1：prices"),
        ("2026-11-20", birthday(Some("Anna"), Some(50)), "birthday of Anna, turning 50", "Anna 生日，50岁"),
        ("2026-11-20", birthday(Some("李娜"), None), "birthday of 李娜", "李娜生日"),
        ("2026-11-20", birthday(None, None), "a contact's birthday", "联系人生日"),
        ("2026-11-20", Kind::Founded { years: 1 }, "the company was founded 1 year ago", "公司成立1周年"),
        ("2026-11-20", anniversary(5), "first order, 5 years ago", "first order，5周年"),
        (
            "2026-11-24",
            anniversary(5),
            "Tue 24 Nov: first order, 5 years ago",
            "11月24日 周二：first order，5周年",
        ),
        ("2026-11-20", Kind::Date { what: "visit".into() }, "visit", "visit"),
        ("2026-11-18", fair(Some("2026-11-22")), "Fair, until Sun 22 Nov", "展会，至11月22日 周日"),
        ("2026-12-24", fair(None), "Thu 24 Dec: Fair", "12月24日 周四：展会"),
        ("2026-11-20", contract(), "contract K over 9 EUR ends today", "合同 K（9 EUR）今天到期"),
        (
            "2026-11-30",
            contract(),
            "Mon 30 Nov: contract K over 9 EUR ends",
            "11月30日 周一：合同 K（9 EUR）到期",
        ),
        (
            "2026-11-10",
            contract(),
            "contract K over 9 EUR ended on 10 Nov, and none follows",
            "合同 K（9 EUR）已于11月10日到期，尚无新合同",
        ),
        ("2026-11-20", due(100), "invoice I-1 falls due: 100 EUR open", "发票 I-1 到期：未付 100 EUR"),
        (
            "2026-11-20",
            due(40),
            "invoice I-1 falls due: 40 EUR of 100 open",
            "发票 I-1 到期：未付 40 EUR（共 100）",
        ),
        (
            "2026-11-19",
            overdue(0),
            "invoice I-1 is 1 day late: 40 EUR of 100 open",
            "发票 I-1 逾期1天：未付 40 EUR（共 100）",
        ),
        (
            "2026-11-15",
            overdue(2),
            "invoice I-1 is 5 days late, level 2 of 3: 40 EUR of 100 open",
            "发票 I-1 逾期5天（二级催款）：未付 40 EUR（共 100）",
        ),
        (
            "2026-11-17",
            quote(),
            "quote Q of 10 Nov for valves over 9 EUR: 10 days without an answer",
            "11月10日的报价 Q，valves（9 EUR）：10天没有答复",
        ),
        (
            "2026-11-19",
            complaint(false),
            "complaint of 18 Nov not answered, 1 day late; to be solved by Fri 20 Nov",
            "11月18日的投诉未答复，逾期1天；须在11月20日 周五前解决",
        ),
        ("2026-11-20", complaint(true), "complaint of 18 Nov not solved", "11月18日的投诉未解决"),
        (
            "2026-11-19",
            ending(false),
            "wish to end of 18 Nov not answered, 1 day late; to be settled by Fri 20 Nov",
            "11月18日的终止意向未答复，逾期1天；须在11月20日 周五前了结",
        ),
        ("2026-11-20", ending(true), "wish to end of 18 Nov not settled", "11月18日的终止意向未了结"),
        (
            "2026-11-20",
            Kind::Recheck { grade: "C".into(), last: Some(day("2026-08-20")), after: None },
            "grade C was last looked at on 20 Aug",
            "等级 C 上次复核于8月20日",
        ),
        (
            "2026-11-20",
            Kind::Recheck { grade: "C".into(), last: None, after: None },
            "nobody has looked at grade C yet",
            "等级 C 尚未复核过",
        ),
        (
            "2026-11-20",
            Kind::Recheck {
                grade: "C".into(),
                last: None,
                after: Some(Label { en: "new prices".into(), zh: "调价".into() }),
            },
            "look at grade C again after new prices",
            "调价之后请复核等级 C",
        ),
    ] {
        let one = found(on, kind);
        assert_eq!(occasion(Lang::En, &one, day("2026-11-20")), en);
        assert_eq!(occasion(Lang::Zh, &one, day("2026-11-20")), zh);
    }
}

#[test]
fn the_next_step_can_be_pasted_into_a_shell() {
    let due = |reference: Option<&str>| Kind::InvoiceDue {
        reference: reference.map(str::to_owned),
        rest: money(40),
        total: money(100),
    };
    for (kind, want) in [
        (due(Some("I-1")), Some("crm log acme --payment 40 --currency EUR --ref I-1")),
        (due(None), Some("crm log acme --payment 40 --currency EUR")),
        (due(Some("it's; rm")), Some("crm log acme --payment 40 --currency EUR --ref 'it'\\''s; rm'")),
        (due(Some("-9")), Some("crm log acme --payment 40 --currency EUR --ref=-9")),
        (Kind::Recheck { grade: "C".into(), last: None, after: None }, Some("crm grade acme --confirm")),
        (Kind::Founded { years: 3 }, None),
    ] {
        assert_eq!(next_step(&found("2026-11-20", kind)).as_deref(), want);
    }
}
