//! When a customer moves to another grade, and who decides on what.

use super::Handbook;
use super::grades::named;
use crate::render::document::{LabelledLine, Section};
use crate::render::lang::class_rule;
use crate::render::lang::{self, Lang, tr};
use crate::rules::moves::{Goals, MoveRules};
use crate::rules::policy::GradeRule;

/// A rule: the grades that customers leave by it, and those they come to.
struct Rule {
    from: Vec<String>,
    to: Vec<String>,
    text: String,
}

impl Rule {
    fn new(from: &[&String], to: &[&String], text: String) -> Self {
        let owned = |classes: &[&String]| classes.iter().map(|class| (*class).clone()).collect();
        Rule { from: owned(from), to: owned(to), text }
    }
}

impl Handbook<'_> {
    /// Which customers belong into a grade, where the rules of moves or the scheme say so.
    pub(super) fn members(&self, grade: &GradeRule) -> Option<String> {
        let (lang, policy) = (self.lang, self.policy);
        if policy.scheme.is_computed() {
            return class_rule(lang, policy.scheme.as_str(), &grade.class, policy);
        }
        let goals = &self.known_moves()?.grades;
        let told = [
            (&goals.order, lang.pick("has ordered", "下过订单")),
            (
                &goals.sample,
                lang.pick("a sample is agreed, made, shipped or tested", "样品在谈、制作、寄送或测试中"),
            ),
            (&goals.high, lang.pick("a high potential", "高潜力")),
            (&goals.ordinary, lang.pick("an ordinary potential", "潜力一般")),
            (&goals.none, lang.pick("no potential, or no longer any", "没有潜力，或已不再有")),
        ];
        let told = told.iter().filter(|(class, _)| **class == grade.class);
        let told: Vec<&str> = told.map(|(_, who)| *who).collect();
        (!told.is_empty()).then(|| told.join(lang.pick("; ", "；")))
    }

    /// The rules, where all grades that they lead to are there.
    fn known_moves(&self) -> Option<&MoveRules> {
        let rules = self.policy.moves.as_ref().filter(|_| !self.policy.scheme.is_computed())?;
        rules.grades().iter().all(|class| self.policy.grade(class).is_some()).then_some(rules)
    }

    /// The moves that lead to a grade or out of it.
    pub(super) fn moves_of(&self, class: &str) -> Vec<String> {
        let Some(rules) = self.known_moves() else { return Vec::new() };
        let is_of = |rule: &&Rule| rule.from.iter().chain(&rule.to).any(|own| own == class);
        self.rules(rules).iter().filter(is_of).map(|rule| rule.text.clone()).collect()
    }

    /// Moves up, down and out, in the order in which the first that applies counts.
    fn rules(&self, rules: &MoveRules) -> Vec<Rule> {
        let lang = self.lang;
        let goals = &rules.grades;
        let name = |class: &String| lang::clean(class);
        let (order, sample, high) = (name(&goals.order), name(&goals.sample), name(&goals.high));
        let (ordinary, none) = (name(&goals.ordinary), name(&goals.none));
        let (after, rhythms) =
            (lang::interval(lang, rules.inactive.after), rules.inactive.rhythms.normalize());
        let (of_high, of_ordinary, days) = (rules.silent.high, rules.silent.ordinary, rules.silent.days);
        let rule = Rule::new;
        vec![
            self.of_who_left(goals),
            rule(&[], &[&goals.order], tr!(lang, "an order → {order}", "下单 → {order}")),
            rule(
                &[],
                &[&goals.sample],
                tr!(
                    lang,
                    "a running sample → {sample}, unless it is {order}",
                    "样品进行中 → {sample}（{order} 除外）"
                ),
            ),
            rule(
                &[&goals.sample],
                &[&goals.high, &goals.ordinary],
                tr!(
                    lang,
                    "{sample} with its steps used up, or with a sample that failed or was cancelled, and no order → {high} if it replied, else {ordinary}",
                    "{sample} 步骤用完，或样品不合格、取消，且没有下单：有回复 → {high}，否则 → {ordinary}"
                ),
            ),
            rule(
                &[&goals.order],
                &[&goals.high],
                tr!(
                    lang,
                    "{order} without an order for {after}, and for {rhythms} times its own rhythm where that is known → {high}",
                    "{order} {after}没有下单，且超过自身下单节奏（如已知）的 {rhythms} 倍 → {high}"
                ),
            ),
            rule(
                &[&goals.ordinary, &goals.none],
                &[&goals.high, &goals.ordinary],
                tr!(
                    lang,
                    "{ordinary} or {none} with a positive reply → {high}; {none} with a neutral one → {ordinary}",
                    "{ordinary}、{none} 有正面回复 → {high}；{none} 有中立回复 → {ordinary}"
                ),
            ),
            rule(
                &[&goals.high, &goals.ordinary],
                &[&goals.ordinary, &goals.none],
                tr!(
                    lang,
                    "{high} after {of_high} follow-ups in a row without a reply → {ordinary}; {ordinary} after {of_ordinary} → {none}; on {days} days at least",
                    "{high} 连续 {of_high} 次跟进无回复 → {ordinary}；{ordinary} 连续 {of_ordinary} 次 → {none}；至少分布在 {days} 天"
                ),
            ),
            rule(
                &[],
                &[&goals.none],
                tr!(
                    lang,
                    "says that it will never need it → {none}, and archived",
                    "明确表示不需要 → {none}，并归档"
                ),
            ),
            self.of_the_ungraded(goals),
        ]
    }

    fn of_who_left(&self, goals: &Goals) -> Rule {
        let none = lang::clean(&goals.none);
        let text = tr!(
            self.lang,
            "has left, and neither ordered nor opened a deal since → {none}",
            "已流失，此后没有下单，也没有新商机 → {none}"
        );
        Rule::new(&[], &[&goals.none], text)
    }

    fn of_the_ungraded(&self, goals: &Goals) -> Rule {
        let (high, ordinary) = (lang::clean(&goals.high), lang::clean(&goals.ordinary));
        let by_points = match self.policy.views.lead.ungraded {
            true => self
                .lang
                .pick(", by its points where the file says no potential", "（文件未写潜力时按线索评分）"),
            false => "",
        };
        let text = tr!(
            self.lang,
            "without a grade: a high potential → {high}, else {ordinary}{by_points}",
            "未定级：高潜力 → {high}，否则 → {ordinary}{by_points}"
        );
        Rule::new(&[], &[&goals.high, &goals.ordinary], text)
    }

    /// All rules, and what keeps a grade from flapping.
    pub(super) fn moves(&self) -> Section {
        let lang = self.lang;
        let section = |above: String, lines: Vec<LabelledLine>| Section {
            heading: self.mark(
                lang.pick("Up, down, and when to look again", "升降级与复核").to_owned(),
                self.policy.moves.as_ref().is_some_and(|rules| *rules == MoveRules::default()),
            ),
            above,
            lines,
            starts_page: true,
            ..Section::default()
        };
        if self.policy.scheme.is_computed() {
            return section(self.computed(), Vec::new());
        }
        let Some(rules) = self.known_moves() else {
            let text = lang.pick(
                "No moves are suggested: moves: is off, or leads to grades that there aren't.",
                "不建议调级：moves: 已关闭，或指向不存在的等级。",
            );
            return section(text.to_owned(), Vec::new());
        };
        let mut lines: Vec<LabelledLine> =
            self.rules(rules).into_iter().map(|rule| rule.text.into()).collect();
        let quiet = lang::interval(lang, rules.quiet);
        lines.push(
            tr!(
                lang,
                "for {quiet} after a change of grade nobody goes down for being inactive or silent, nor up for a reply",
                "等级变动后{quiet}内，不因久未下单、无回复而降级，也不因回复而升级"
            )
            .into(),
        );
        let (bounces, unanswered) = (rules.verify.bounces, rules.verify.unanswered);
        lines.push(
            tr!(
                lang,
                "verify the contact after {bounces} bounces in a row, or {unanswered} messages to one address without a reply",
                "连续 {bounces} 次退信，或同一地址 {unanswered} 次没有回复：核实联系人"
            )
            .into(),
        );
        let recheck = lang::interval(lang, rules.recheck);
        lines.push(
            tr!(
                lang,
                "look again at a grade that nobody decided on or confirmed for {recheck}",
                "{recheck}没有人决定或确认的等级：复核"
            )
            .into(),
        );
        let above = lang.pick(
            "The first that applies is suggested (crm review):",
            "按顺序取第一条适用的，作为建议（crm review）：",
        );
        section(above.to_owned(), lines)
    }

    fn computed(&self) -> String {
        let lang = self.lang;
        let scheme = lang::view(lang, self.policy.scheme.as_str());
        let unplaced = self.policy.unplaced.as_deref().map(|class| named(lang, self.policy, class));
        let unplaced = unplaced.map(|class| {
            tr!(lang, " Customers that it can't place are {class}.", "无法归类的客户算 {class}。")
        });
        let unplaced = unplaced.unwrap_or_default();
        tr!(
            lang,
            "The classes are computed from the orders and the log, by {scheme}: they move by themselves. A file that says otherwise is told by crm review.{unplaced}",
            "等级按{scheme}由订单和日志计算，自动升降；客户文件与之不同时由 crm review 提示。{unplaced}"
        )
    }

    /// Who decides on what.
    pub(super) fn consent(&self) -> Section {
        let lang = self.lang;
        let managers: Vec<String> =
            self.people.iter().filter(|one| one.is_manager).map(|one| lang::one_line(&one.name)).collect();
        let on_requests = match (managers.is_empty(), lang) {
            (false, _) => {
                let managers = self.listed(&managers);
                tr!(
                    lang,
                    "what may be promised only with consent: {managers} (crm log ID --request)",
                    "须经同意才能承诺的：由{managers}审批（crm log 编号 --request）"
                )
            }
            (true, Lang::En) => {
                "what may be promised only with consent: crm.yaml names no manager, so that a request is its owner's"
                    .to_owned()
            }
            (true, Lang::Zh) => "须经同意才能承诺的：crm.yaml 没有写主管，申请由负责人自行处理".to_owned(),
        };
        let grades = match self.policy.scheme.is_computed() {
            true => lang.pick("a class: nobody, it is computed", "等级：由系统计算，无须审批"),
            false => lang.pick(
                "a grade: whoever looks after the customer; a suggestion is never applied unasked (crm review --apply, crm grade)",
                "等级：由负责人决定；建议不会自动执行（crm review --apply、crm grade）",
            ),
        };
        Section {
            heading: lang.pick("Who decides", "由谁决定").to_owned(),
            lines: vec![grades.to_owned().into(), on_requests.into()],
            ..Section::default()
        }
    }
}
