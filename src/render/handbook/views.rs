//! The views: the other ways to divide customers, with the rule of each class and what it asks for.

use super::{Handbook, pairs};
use crate::model::Decimal;
use crate::render::document::{LabelledLine, Section};
use crate::render::lang::{self, Lang, tr};
use crate::rules::views::{SalesMeasure, ViewRules, Views};
use crate::rules::{Policy, Whom};

impl Handbook<'_> {
    /// A section for each view.
    pub(super) fn views(&self) -> Vec<Section> {
        let section = |(index, view): (usize, &&str)| Section { starts_page: index == 0, ..self.view(view) };
        Views::NAMES.iter().enumerate().map(section).collect()
    }

    fn view(&self, view: &str) -> Section {
        let lang = self.lang;
        let row = |word: &&str| {
            let rule = class_rule(lang, view, word, self.policy).unwrap_or_default();
            vec![lang::class(lang, view, word), rule]
        };
        let rows: Vec<Vec<String>> = Views::words(view).iter().map(row).collect();
        let name = lang::view(lang, view);
        let heading = tr!(lang, "View: {name}", "视图：{name}");
        let mut lines = Vec::new();
        for playbook in &self.policy.playbooks {
            let Whom::View(own, class) = &playbook.whom else { continue };
            if own == view {
                let class = lang::clean(&lang::class(lang, view, class));
                lines.push(self.line("for", "适用", class));
                lines.extend(self.playbook(playbook));
            }
        }
        let above = match view {
            "need" => {
                let lasts = lang::interval(lang, self.policy.views.need.lasts);
                tr!(
                    lang,
                    "By the last follow-up that says something of it, not older than {lasts}, else by the file.",
                    "以{lasts}内最近一次提到需求的跟进为准，否则以客户文件为准。"
                )
            }
            _ => String::new(),
        };
        if view == "lead" {
            lines.extend(self.lead_rules());
        }
        Section {
            heading: self.mark(heading, is_default(view, self.policy)),
            above,
            table: Some(pairs(lang.pick(["class", "who"], ["类别", "对象"]), rows)),
            lines,
            ..Section::default()
        }
    }

    /// What earns a lead its points.
    fn lead_rules(&self) -> Vec<LabelledLine> {
        use crate::rules::lead::LeadTest;
        let lang = self.lang;
        let told = self.policy.views.lead.rules.iter().map(|rule| {
            let (points, mut what) = (rule.points.normalize(), Vec::new());
            let (name, is) = match &*rule.test {
                LeadTest::Key { field, is, from, below } => {
                    what.extend(from.map(|from| tr!(lang, "from {from}", "{from} 起")));
                    what.extend(below.map(|below| tr!(lang, "below {below}", "低于 {below}")));
                    (lang::field_names(lang, &[*field]), is.clone())
                }
                LeadTest::Event { event, is, fades } => {
                    what.extend(fades.map(|span| {
                        let span = lang::interval(lang, span);
                        tr!(lang, "gone after {span}", "{span}后归零")
                    }));
                    let is = is.iter().map(|word| lang::lead_word(lang, *event, word).to_owned());
                    (lang::lead_event(lang, *event).to_owned(), is.collect::<Vec<_>>())
                }
            };
            if !is.is_empty() {
                let words: Vec<String> = is.iter().map(|word| lang::clean(word)).collect();
                what.insert(0, words.join("/"));
            }
            let what = what.join(lang.pick(", ", "，"));
            match what.is_empty() {
                true => tr!(lang, "{points}: {name}", "{points} 分：{name}"),
                false => tr!(lang, "{points}: {name} ({what})", "{points} 分：{name}（{what}）"),
            }
        });
        let mut told: Vec<String> = told.collect();
        if told.is_empty() {
            told.push(lang.pick("nothing earns any", "没有加分规则").to_owned());
        }
        told.into_iter().map(|text| self.line("points", "加分", text)).collect()
    }
}

/// Whether a view works with the numbers that the program has.
fn is_default(view: &str, policy: &Policy) -> bool {
    let (own, usual) = (&policy.views, &ViewRules::default());
    match view {
        "deal" => own.deal == usual.deal,
        "urgency" => own.urgency == usual.urgency,
        "need" => own.need == usual.need,
        "lifecycle" => own.lifecycle == usual.lifecycle,
        "volume" => own.volume == usual.volume,
        "abc" => own.abc == usual.abc,
        "pyramid" => own.pyramid == usual.pyramid,
        "face" => own.face == usual.face,
        "value" => own.value == usual.value,
        "relationship" => own.relationship == usual.relationship,
        "lead" => own.lead == usual.lead,
        // These have no numbers of their own.
        _ => false,
    }
}

/// Whom a class of a view is for; `None` for what is no class of it.
pub(super) fn class_rule(lang: Lang, view: &str, class: &str, policy: &Policy) -> Option<String> {
    let rules = &policy.views;
    match view {
        "deal" | "importance" | "need" | "potential" | "lead" | "urgency" => plain(lang, view, class, rules),
        "lifecycle" | "relationship" | "face" => trend(lang, view, class, rules),
        "volume" | "abc" | "pyramid" => ranked(lang, view, class, rules),
        "value" => value(lang, class, rules),
        _ => None,
    }
}

/// By what was said, and by days.
fn plain(lang: Lang, view: &str, class: &str, rules: &ViewRules) -> Option<String> {
    let span = |span| lang::interval(lang, span);
    let told = |en: &str, zh: &str| Some(lang.pick(en, zh).to_owned());
    match (view, class) {
        ("deal", "won") => told("has ordered", "下过订单"),
        ("deal", "in negotiation") => {
            let quote = span(rules.deal.quote);
            Some(tr!(
                lang,
                "no order, but a running sample or an open quote of the last {quote}",
                "没有订单，但样品进行中，或{quote}内有未了结的报价"
            ))
        }
        ("deal", _) => told("neither", "以上都没有"),
        ("importance", "important") => told(
            "super, big or medium in the pyramid, or a high potential",
            "金字塔中为超级、大、中客户，或高潜力",
        ),
        ("importance", _) => told("all others", "其余"),
        ("need", "target") => told("needs it now", "现在有需求"),
        ("need", "potential") => told("will need it", "将来会有需求"),
        ("need", _) => told("will never need it", "不会有需求"),
        ("potential", word) => {
            let score = match word {
                "high" => lang.pick("hot", "热"),
                "medium" => lang.pick("warm", "温"),
                _ => lang.pick("cold", "冷"),
            };
            Some(tr!(
                lang,
                "by the file; by the points where it says potential: scored ({score})",
                "以客户文件为准；写 potential: scored 的按评分（{score}）"
            ))
        }
        ("lead", "hot") => {
            let from = rules.lead.hot.normalize();
            Some(tr!(lang, "{from} points and more", "{from} 分及以上"))
        }
        ("lead", "warm") => {
            let from = rules.lead.warm.normalize();
            Some(tr!(lang, "{from} points and more", "{from} 分及以上"))
        }
        ("lead", _) => told("fewer points", "低于以上分数"),
        ("urgency", "slow") => told("later than that, or never", "更晚，或不必跟进"),
        ("urgency", word) => {
            let within = span(match word {
                "urgent" => rules.urgency.urgent,
                "soon" => rules.urgency.soon,
                _ => rules.urgency.relaxed,
            });
            Some(tr!(lang, "the next follow-up is due within {within}", "下次跟进在{within}内到期"))
        }
        _ => None,
    }
}

/// By how it goes on: two years, how long, at what margin.
fn trend(lang: Lang, view: &str, class: &str, rules: &ViewRules) -> Option<String> {
    let (span, part) = (|span| lang::interval(lang, span), |part| lang::exact_percent(lang, part));
    let told = |en: &str, zh: &str| Some(lang.pick(en, zh).to_owned());
    let (growth, maturity) = (part(rules.lifecycle.growth), part(rules.lifecycle.maturity));
    match (view, class) {
        ("lifecycle", "acquisition") => {
            let first = span(rules.lifecycle.first);
            Some(tr!(
                lang,
                "no order, or a single one within the last {first}",
                "没有订单，或只有{first}内的一单"
            ))
        }
        ("lifecycle", "growth") => Some(tr!(
            lang,
            "last year's revenue is {growth} of the year before or more, or there was none in that year",
            "近一年销售额达上一年的 {growth} 及以上，或上一年没有销售额"
        )),
        ("lifecycle", "maturity") => Some(tr!(
            lang,
            "last year's revenue is {maturity} to {growth} of the year before",
            "近一年销售额为上一年的 {maturity} 至 {growth}"
        )),
        ("lifecycle", "decline") => Some(tr!(
            lang,
            "last year's revenue is below {maturity} of the year before",
            "近一年销售额低于上一年的 {maturity}"
        )),
        ("lifecycle", _) => told("ordered before, not in the last twelve months", "曾下单，近十二个月没有"),
        ("relationship", "strategic") => {
            let (years, lines) = (span(rules.relationship.strategic), rules.relationship.lines);
            Some(tr!(
                lang,
                "{years} since the first order, {lines} product lines or more, and no open complaint",
                "首单至今满{years}，产品线不少于 {lines} 条，且没有未了结的投诉"
            ))
        }
        ("relationship", "long-term") => {
            let years = span(rules.relationship.long_term);
            Some(tr!(lang, "{years} since the first order", "首单至今满{years}"))
        }
        ("relationship", _) => told("newer than that, or without an order", "更新的客户，或没有订单"),
        ("face", "black") => told("its file names its influence", "客户文件写明了影响力"),
        ("face", word) => {
            let (first, thin) = (part(rules.face.first), part(rules.face.thin));
            Some(match word {
                "red" => tr!(lang, "among the first {first} by profit", "利润排名前{first}"),
                _ => tr!(
                    lang,
                    "among the first {first} by revenue, at a margin below {thin} of the whole book's",
                    "销售额排名前{first}，毛利率低于全部客户的 {thin}"
                ),
            })
        }
        _ => None,
    }
}

/// By the rank or the share of last year's revenue, or of what was ordered.
fn ranked(lang: Lang, view: &str, class: &str, rules: &ViewRules) -> Option<String> {
    let told = |en: &str, zh: &str| Some(lang.pick(en, zh).to_owned());
    let (by, unit) = match view {
        "volume" => (rules.volume.by, rules.volume.unit.as_deref()),
        "abc" => (rules.abc.by, rules.abc.unit.as_deref()),
        _ => (SalesMeasure::Amount, None),
    };
    let is_by_quantity = by == SalesMeasure::Quantity;
    let until = |part: Decimal| {
        let part = lang::exact_percent(lang, part);
        let unit = lang::clean(unit.unwrap_or(lang.pick("without a unit", "不写单位")));
        Some(match is_by_quantity {
            true => tr!(
                lang,
                "down the ranking by last year's quantity ({unit}), until {part} of all of it is reached",
                "按近一年订货数量（{unit}）从高到低，累计到全部数量的 {part}"
            ),
            false => tr!(
                lang,
                "down the ranking by last year's revenue, until {part} of all revenue is reached",
                "按近一年销售额从高到低，累计到全部销售额的 {part}"
            ),
        })
    };
    let first = |part: Decimal| {
        let part = lang::exact_percent(lang, part);
        Some(tr!(lang, "the first {part} by last year's revenue", "近一年销售额排名前 {part}"))
    };
    let rest = || match is_by_quantity {
        true => told("the rest that ordered in this unit", "其余以此单位订货的"),
        false => told("the rest with revenue", "其余有销售额的"),
    };
    let gone = || told("ordered before, not in the last twelve months", "曾下单，近十二个月没有");
    match (view, class) {
        ("volume", "S") => until(rules.volume.s),
        ("volume", "A") => until(rules.volume.a),
        ("volume", "B") => until(rules.volume.b),
        ("volume", "D") => gone(),
        ("abc", "A") => until(rules.abc.a),
        ("abc", "B") => until(rules.abc.b),
        ("volume" | "abc", "C") | ("pyramid", "small") => rest(),
        ("pyramid", "super") => first(rules.pyramid.superb),
        ("pyramid", "big") => first(rules.pyramid.big),
        ("pyramid", "medium") => first(rules.pyramid.medium),
        ("pyramid", "inactive") => gone(),
        ("pyramid", "prospect") => told("in contact, without an order", "有往来，没有订单"),
        ("pyramid", "suspect") => told("nothing in its log yet", "日志里还没有记录"),
        ("pyramid", "other") => told(
            "its file says that it will never need it, and no order in the last year",
            "客户文件写明无需求，近一年没有订单",
        ),
        _ => None,
    }
}

/// The worst of what is known counts.
fn value(lang: Lang, class: &str, rules: &ViewRules) -> Option<String> {
    let part = |part| lang::exact_percent(lang, part);
    let (amount, margin, renewal) = (&rules.value.amount, &rules.value.margin, &rules.value.renewal);
    let from = |amount: Decimal, margin: Decimal, renewal: Decimal| {
        let (amount, margin, renewal) = (part(amount), part(margin), part(renewal));
        Some(tr!(
            lang,
            "last year's revenue from {amount} of the average customer's, margin from {margin}, renewal from {renewal}; the worst that is known counts",
            "近一年销售额达平均值的 {amount}、毛利率达 {margin}、续约意向达 {renewal}；以已知项中最差的为准"
        ))
    };
    match class {
        "A" => from(amount.a, margin.a, renewal.a),
        "B" => from(amount.b, margin.b, renewal.b),
        "C" => Some(lang.pick("below that, or a single order ever", "更低，或只下过一单").to_owned()),
        _ => None,
    }
}
