use super::*;
use crate::model::{Potential, SampleState, decimal};
use crate::rules::views::{
    Abc, AbcWhy, Classification, Criterion, CriterionScore, DealWhy, Earned, FaceWhy, Importance,
    ImportanceWhy, Lifecycle, LifecycleWhy, NeedWhy, Place, PotentialWhy, Pyramid, PyramidWhy, Relationship,
    RelationshipWhy, SampleStage, Share, Urgency, UrgencyWhy, Value, ValueWhy, VolumeWhy,
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn number(text: &str) -> Decimal {
    decimal(text).expect("a number")
}

/// Both languages of one sentence, of a policy with its defaults.
fn both(sentence: impl Fn(&Say<'_>) -> String) -> (String, String) {
    let policy = Policy::default();
    let say = |lang| sentence(&Say { lang, policy: &policy, today: day("2026-11-20") });
    (say(Lang::En), say(Lang::Zh))
}

#[track_caller]
fn said(sentence: impl Fn(&Say<'_>) -> String, en: &str, zh: &str) {
    assert_eq!(both(sentence), (en.to_owned(), zh.to_owned()));
}

fn share(above: &str, revenue: &str) -> Share {
    let place = Place { rank: 2, of: 61 };
    Share { place, own: number(revenue), above: number(above), total: number("1000000") }
}

#[test]
fn a_quantity_is_said_in_its_unit_and_with_what_is_not_in_it() {
    let mut policy = Policy::default();
    for (unit, zh_unit) in [(Some("pcs"), " pcs"), (Some("件"), "件"), (None, "")] {
        policy.views.abc.unit = unit.map(str::to_owned);
        let volumes = Volumes { other_unit: 1, unmeasured: 2, ..Volumes::default() };
        let say = |lang, why: &AbcWhy| Say { lang, policy: &policy, today: day("2026-11-20") }.abc(why);
        let en_unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        let whole = AbcWhy::Quantity(share("100000", "20000"), Volumes::default());
        assert_eq!(
            say(Lang::En, &whole),
            format!("20,000{en_unit}, rank 2: the quantity from 10.0 % to 12.0 % (A begins below 80 %)")
        );
        assert_eq!(
            say(Lang::Zh, &whole),
            format!("20,000{zh_unit}，第2名：累计数量从 10.0% 到 12.0%（A：起点低于 80%）")
        );
        let (en, zh) = match unit {
            Some(unit) => (format!("1 order not in {unit}"), format!("1单不按「{unit}」计")),
            None => ("1 order in some unit".to_owned(), "1单写了单位".to_owned()),
        };
        let part = AbcWhy::Quantity(share("100000", "20000"), volumes);
        assert!(say(Lang::En, &part).ends_with(&format!("; not counted: {en}, 2 orders without a quantity")));
        assert!(say(Lang::Zh, &part).ends_with(&format!("；未计入：{zh}，2单没有数量")));
        let none = AbcWhy::NoQuantity(volumes);
        assert!(say(Lang::En, &none).starts_with("no quantity that counts in the last year: 1 order"));
        assert_eq!(say(Lang::Zh, &AbcWhy::NoQuantity(Volumes::default())), "近一年没有下单");
    }
}

#[test]
fn shares_of_the_revenue_name_the_cut_that_decides() {
    for (above, revenue, en, zh) in [
        (
            "219700",
            "412300",
            "412,300 USD, rank 2: the revenue from 22.0 % to 63.2 % (A begins below 80 %)",
            "412,300 USD，第2名：累计销售额从 22.0% 到 63.2%（A：起点低于 80%）",
        ),
        // The one that reaches the cut still belongs above it, and does not look as if it didn't.
        (
            "799960",
            "100.5",
            "100.50 USD, rank 2: the revenue from 79.996 % to 80.0 % (A begins below 80 %)",
            "100.50 USD，第2名：累计销售额从 79.996% 到 80.0%（A：起点低于 80%）",
        ),
        (
            "800000",
            "50000",
            "50,000 USD, rank 2: the revenue from 80.0 % to 85.0 % (B begins below 95 %)",
            "50,000 USD，第2名：累计销售额从 80.0% 到 85.0%（B：起点低于 95%）",
        ),
        (
            "950000",
            "1000",
            "1,000 USD, rank 2: the revenue from 95.0 % to 95.1 % (C begins at 95 %)",
            "1,000 USD，第2名：累计销售额从 95.0% 到 95.1%（C：起点不低于 95%）",
        ),
    ] {
        said(|say| say.abc(&AbcWhy::Share(share(above, revenue))), en, zh);
    }
    said(
        |say| say.volume(&VolumeWhy::Share(share("100000", "20000"))),
        "20,000 USD, rank 2: the revenue from 10.0 % to 12.0 % (S begins below 50 %)",
        "20,000 USD，第2名：累计销售额从 10.0% 到 12.0%（S：起点低于 50%）",
    );
    let gone = VolumeWhy::Gone { last: day("2025-03-01") };
    said(
        |say| say.volume(&gone),
        "no order in the last year, the last on 1 Mar 2025",
        "近一年没有下单，最近一单 2025年3月1日",
    );
    said(|say| say.volume(&VolumeWhy::NeverOrdered), "it never ordered", "从未下单");
}

#[test]
fn revenue_that_does_not_count_says_why() {
    let year =
        |orders, unpriced, unrated, revenue| Turnover { revenue: number(revenue), orders, unpriced, unrated };
    for (turnover, en, zh) in [
        (year(0, 0, 0, "0"), "no revenue in the last year", "近一年没有销售额"),
        (
            year(1, 0, 1, "0"),
            "no revenue that counts in the last year: 1 order without a rate",
            "近一年没有可计的销售额：1单没有汇率",
        ),
        (
            year(3, 1, 2, "0"),
            "no revenue that counts in the last year: 2 orders without a rate, 1 order without an amount",
            "近一年没有可计的销售额：2单没有汇率，1单没有金额",
        ),
        (
            year(2, 0, 0, "-50.5"),
            "no revenue that counts in the last year: 2 orders of -50.50 USD in all",
            "近一年没有可计的销售额：2单合计 -50.50 USD",
        ),
    ] {
        said(|say| say.pyramid(&PyramidWhy::NoRevenue(turnover)), en, zh);
        said(|say| say.abc(&AbcWhy::NoRevenue(turnover)), en, zh);
    }
    assert_eq!(uncounted(Lang::En, 1), "1 order without a rate is not counted");
    assert_eq!(uncounted(Lang::En, 2), "2 orders without a rate are not counted");
    assert_eq!(uncounted(Lang::Zh, 2), "2单没有汇率，未计入");
}

#[test]
fn places_in_a_ranking_say_how_far_a_class_reaches() {
    for (rank, en, zh) in [
        (
            3,
            "rank 3 of 61 by revenue in the last year (big: up to rank 4, 5 %)",
            "近一年销售额第3名，共61个（大客户：前4名，即前 5%）",
        ),
        (
            40,
            "rank 40 of 61 by revenue in the last year (behind rank 13, 20 %)",
            "近一年销售额第40名，共61个（在前13名即前 20% 之后）",
        ),
    ] {
        said(|say| say.pyramid(&PyramidWhy::Ranked(Place { rank, of: 61 })), en, zh);
    }
    said(
        |say| say.pyramid(&PyramidWhy::NoNeed),
        "no need, and no order in the last year",
        "无需求，近一年也没有下单",
    );
    said(
        |say| say.pyramid(&PyramidWhy::Contacted),
        "something is on record, but no order",
        "有记录，尚未下单",
    );
    said(|say| say.pyramid(&PyramidWhy::Untouched), "nothing is on record", "没有任何记录");
    let place = Place { rank: 2, of: 10 };
    let thin = FaceWhy::ThinMargin { place, margin: number("0.08"), book: number("0.221") };
    said(
        |say| say.face(&thin),
        "rank 2 of 10 by revenue (the first 20 %), margin 8.0 %: below 50 % of the book's 22.1 %",
        "销售额第2名，共10个（前 20%），毛利率 8.0%，低于平均 22.1% 的 50%",
    );
    said(
        |say| say.face(&FaceWhy::Profit(Earned { place, profit: number("12000") })),
        "rank 2 of 10 by profit, 12,000 USD (up to rank 2, 20 %)",
        "利润第2名，共10个，12,000 USD（前2名，即前 20%）",
    );
    said(|say| say.face(&FaceWhy::Influence), "its file names an influence", "客户文件写明了影响力");
    said(|say| say.face(&FaceWhy::NoMargin), "its margin is not known", "毛利率未知");
    let (en, zh) = both(|say| say.face(&FaceWhy::Nothing));
    assert!(en.contains("first 20 % by profit") && zh.contains("利润不在前 20%"), "{en} {zh}");
}

#[test]
fn a_value_is_said_by_its_parts() {
    let part = |criterion, figure: &str, a: &str, b: &str, class, points| CriterionScore {
        criterion,
        figure: Some(number(figure)),
        a: Some(number(a)),
        b: Some(number(b)),
        class: Some(class),
        points: Some(number(points)),
    };
    let unknown = CriterionScore {
        criterion: Criterion::Renewal,
        figure: None,
        a: Some(number("0.9")),
        b: Some(number("0.7")),
        class: None,
        points: None,
    };
    let why = ValueWhy {
        has_revenue: true,
        is_one_off: false,
        parts: [
            part(Criterion::Amount, "12000", "18450", "9225", Value::B, "19.51"),
            part(Criterion::Margin, "0.31", "0.30", "0.15", Value::A, "30"),
            unknown,
        ],
        score: Some(number("49.51")),
    };
    said(
        |say| say.value(&why),
        "amount 12,000 B (A from 18,450); margin 31.0 % A (from 30 %); renewal not known; score 49.5 of 60",
        "金额 12,000 B（A 18,450 起）；毛利率 31.0% A（30% 起）；续约未知；得分 49.5/60",
    );
    let poor = part(Criterion::Margin, "0.1499", "0.30", "0.15", Value::C, "14.99");
    let once = ValueWhy { is_one_off: true, parts: [why.parts[0], poor, unknown], score: None, ..why };
    said(
        |say| say.value(&once),
        "amount 12,000 B (A from 18,450); margin 14.99 % C (B from 15 %); renewal not known; a single order: C at most",
        "金额 12,000 B（A 18,450 起）；毛利率 14.99% C（B 15% 起）；续约未知；只有1单，最高为 C",
    );
    let none = ValueWhy { has_revenue: false, ..why };
    said(|say| say.value(&none), "no revenue ever that counts", "从未有可计的销售额");
}

#[test]
fn a_life_is_said_by_its_trend() {
    let trend =
        |now: &str, before: &str| LifecycleWhy::Trend { last_year: number(now), year_before: number(before) };
    let mut reasons = vec![
        (
            Some(Lifecycle::Growth),
            trend("31000", "20000"),
            "31,000 USD against 20,000 in the year before: 155.0 % (growth from 120 %)",
            "近一年 31,000 USD，上一年 20,000：155.0%（提升期 120% 起）",
        ),
        (
            Some(Lifecycle::Maturity),
            trend("11999", "10000"),
            "11,999 USD against 10,000 in the year before: 119.99 % (maturity from 80 % to 120 %)",
            "近一年 11,999 USD，上一年 10,000：119.99%（成熟期 80% 到 120%）",
        ),
        (
            Some(Lifecycle::Decline),
            trend("1", "10000"),
            "1 USD against 10,000 in the year before: 0.0 % (decline below 80 %)",
            "近一年 1 USD，上一年 10,000：0.0%（衰退期低于 80%）",
        ),
    ];
    reasons.extend([
        (Some(Lifecycle::Acquisition), LifecycleWhy::NoOrder, "no order yet", "尚未下单"),
        (
            Some(Lifecycle::Acquisition),
            LifecycleWhy::OneOrder { on: day("2026-10-01") },
            "a single order, on 1 Oct, less than 6 months ago",
            "只有1单，10月1日，不到6个月",
        ),
        (
            Some(Lifecycle::Growth),
            LifecycleWhy::NothingBefore { last_year: Some(number("31000")) },
            "31,000 USD, and nothing in the year before",
            "近一年 31,000 USD，上一年没有",
        ),
        (
            Some(Lifecycle::Growth),
            LifecycleWhy::NothingBefore { last_year: None },
            "orders in the last year, of amounts not known, and nothing in the year before",
            "近一年有订单但金额不详，上一年没有",
        ),
        (
            None,
            LifecycleWhy::NoAmounts,
            "orders in both years, but the amounts of one are not known",
            "两年都有订单，但其中一年的金额不详",
        ),
    ]);
    for (class, why, en, zh) in reasons {
        said(|say| say.lifecycle(&Classification { class, why }), en, zh);
    }
}

#[test]
fn what_rests_on_days_and_words() {
    let ordered = |orders| DealWhy::Ordered { last: Some(day("2026-10-12")), orders };
    said(|say| say.deal(&ordered(1)), "1 order, the last on 12 Oct", "共1单，最近一单 10月12日");
    said(|say| say.deal(&ordered(3)), "3 orders, the last on 12 Oct", "共3单，最近一单 10月12日");
    let sample = DealWhy::Sample(SampleStage { state: SampleState::Sent, on: day("2026-11-10") });
    said(|say| say.deal(&sample), "a sample runs: sent 10 Nov", "样品进行中：11月10日已寄样");
    let quoted = DealWhy::Quoted { on: day("2026-11-01") };
    said(|say| say.deal(&quoted), "a quote of 1 Nov (counts for 90 days)", "11月1日报过价（90天内有效）");
    said(
        |say| say.deal(&DealWhy::Nothing),
        "no order, no running sample, no quote in the last 90 days",
        "没有订单，没有进行中的样品，近90天没有报价",
    );
    let urgency = |class, on: &str, days| Classification {
        class: Some(class),
        why: UrgencyWhy::Due { on: day(on), days },
    };
    for (class, on, days, en, zh) in [
        (
            Urgency::Urgent,
            "2026-11-18",
            0,
            "due 18 Nov, 2 days late (within 7 days)",
            "11月18日到期，逾期2天（7天内）",
        ),
        (
            Urgency::Soon,
            "2026-12-10",
            20,
            "due 10 Dec, in 20 days (within 30 days)",
            "12月10日到期，20天后（30天内）",
        ),
        (
            Urgency::Slow,
            "2027-11-20",
            365,
            "due 20 Nov 2027, in 365 days (later than 90 days)",
            "2027年11月20日到期，365天后（90天之后）",
        ),
    ] {
        said(|say| say.urgency(&urgency(class, on, days)), en, zh);
    }
    let never = Classification { class: Some(Urgency::Slow), why: UrgencyWhy::Never };
    said(|say| say.urgency(&never), "never due", "不再跟进");
    said(
        |say| say.need(&NeedWhy::FollowUp { on: day("2026-11-03") }),
        "said in the follow-up of 3 Nov",
        "11月3日的跟进里说的",
    );
    said(|say| say.need(&NeedWhy::File), "the customer's file says so", "客户文件里写的");
    said(
        |say| say.need(&NeedWhy::Unsaid),
        "neither a follow-up nor the file says it",
        "跟进和客户文件里都没写",
    );
    said(|say| say.potential(&PotentialWhy::File), "the customer's file says so", "客户文件里写的");
    let points = PotentialWhy::Points { score: number("64") };
    said(|say| say.potential(&points), "its points: 64", "按评分：64 分");
    said(|say| say.potential(&PotentialWhy::Unsaid), "the file says nothing of it", "客户文件里没写");
}

#[test]
fn what_rests_on_other_classes_and_on_years() {
    let why = |pyramid, potential| ImportanceWhy { pyramid, potential };
    for (class, why, en, zh) in [
        (Some(Importance::Important), why(Some(Pyramid::Big), None), "big in the pyramid", "金字塔：大客户"),
        (
            Some(Importance::Important),
            why(Some(Pyramid::Small), Some(Potential::High)),
            "potential high",
            "潜力：高",
        ),
        (
            Some(Importance::Ordinary),
            why(Some(Pyramid::Small), None),
            "small in the pyramid, potential not known",
            "金字塔：小客户，潜力未知",
        ),
        (
            None,
            why(None, None),
            "no amount of the last year counts, and no potential speaks for it",
            "近一年没有可计的金额，潜力也不高",
        ),
    ] {
        said(|say| say.importance(&Classification { class, why }), en, zh);
    }
    let why = |first: Option<&str>, open_complaint| RelationshipWhy {
        first_order: first.map(day),
        last_order: first.map(day),
        rhythm: None,
        lines: 1,
        open_complaint,
    };
    let lapsed = why(Some("2022-03-03"), false);
    for (class, why, en, zh) in [
        (Relationship::New, why(None, false), "no order yet", "尚未下单"),
        (
            Relationship::New,
            why(Some("2026-03-01"), false),
            "first order on 1 Mar, less than 1 year ago",
            "首单 3月1日，不到1年",
        ),
        (
            Relationship::LongTerm,
            why(Some("2022-03-03"), true),
            "first order on 3 Mar 2022, 1 product line, an open complaint (strategic: 3 years, 2 lines, none open)",
            "首单 2022年3月3日，1条产品线，有未了结的投诉（战略客户：满3年、2条产品线、无未了结投诉）",
        ),
        (
            Relationship::Strategic,
            why(Some("2022-03-03"), false),
            "first order on 3 Mar 2022, 1 product line, no open complaint",
            "首单 2022年3月3日，1条产品线，没有未了结的投诉",
        ),
        (
            Relationship::Lapsed,
            lapsed,
            "last order on 3 Mar 2022, 12 months ago or more",
            "末单 2022年3月3日，已满12个月",
        ),
        (
            Relationship::Lapsed,
            RelationshipWhy { rhythm: Some(365), ..lapsed },
            "last order on 3 Mar 2022, 12 months ago or more, and it orders every 365 days",
            "末单 2022年3月3日，已满12个月，平时每 365 天下单",
        ),
    ] {
        said(|say| say.relationship(&Classification { class: Some(class), why }), en, zh);
    }
}

#[test]
fn every_class_and_view_has_its_chinese() {
    let chinese = |text: &str| text.chars().any(|c| ('一'..='龥').contains(&c));
    for name in Views::NAMES {
        assert!(chinese(view(Lang::Zh, name)) || *name == "abc", "{name}");
        assert_eq!(view(Lang::En, name), *name);
        for word in Views::words(name) {
            let shown = class(Lang::Zh, name, word);
            assert!(word.len() == 1 || !shown.chars().any(|c| c.is_ascii_alphabetic()), "{shown}");
            assert!(word.len() == 1 || chinese(&shown), "{name} {word}");
            assert_eq!(class(Lang::En, name, word), *word);
        }
    }
    assert_eq!(class(Lang::Zh, "label", "A + high + strategic"), "A + 高潜力 + 战略客户");
    assert_eq!(class(Lang::Zh, "label", "? + ? + new"), "价值未知 + 潜力未知 + 新客户");
    assert_eq!(class(Lang::Zh, "label", "C + low + *"), "C + 低潜力 + 关系不限");
    for (written, en, zh) in [
        ("- + high + *", "high potential", "潜力高"),
        ("- + low + new", "low potential + new", "潜力低 + 新客户"),
        ("* + medium + *", "medium potential", "潜力中"),
        ("C + low + *", "C + low potential", "C + 潜力低"),
        ("A + high + strategic", "A + high + strategic", "A + 高潜力 + 战略客户"),
        ("- + * + *", "value unknown", "价值未知"),
        ("* + * + *", "* + * + *", "价值不限 + 潜力不限 + 关系不限"),
        ("face=red", "face=red", "脸谱：红脸"),
    ] {
        assert_eq!((whom(Lang::En, written), whom(Lang::Zh, written)), (en.into(), zh.into()));
    }
    assert_eq!(class(Lang::Zh, "label", "- + high + *"), "价值未知 + 高潜力 + 关系不限");
    assert_eq!(class(Lang::Zh, "label", "lifecycle=decline"), "生命周期：衰退期");
    assert_eq!(class(Lang::En, "label", "lifecycle=decline"), "lifecycle=decline");
    assert_eq!(grade(Some("A"), Some("C")).as_deref(), Some("A≠C"));
    assert_eq!(grade(None, Some("C")).as_deref(), Some("–≠C"));
    assert_eq!((grade(Some("A"), None).as_deref(), grade(None, None)), (Some("A"), None));
    assert_eq!(Abc::WORDS, ["A", "B", "C"], "letters say it all");
}
