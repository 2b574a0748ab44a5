//! The parts of a derivation: where a rule is written, what it counts from, the sum.

use chrono::{Datelike, NaiveDate};

use super::super::{Lang, clean, date_full, days, interval, quoted, tr, words};
use crate::model::{Interval, SampleState, Unit};
use crate::rules::policy::Trigger;
use crate::rules::{Anchor, AnchorKind, FreeDay, GradeRule, Source};

/// What all lines of one derivation know.
pub(super) struct Book<'a> {
    pub lang: Lang,
    pub grade: Option<&'a GradeRule>,
    pub log: &'a str,
    /// Who looks after the customer.
    pub owner: Option<&'a str>,
    pub today: NaiveDate,
}

/// Where a rule is written: `crm.yaml: grades.B.steps.agreed`.
pub(super) fn written(lang: Lang, source: Source, key: &str) -> String {
    match source {
        Source::Workspace | Source::Person => format!("crm.yaml: {key}"),
        Source::Default => tr!(lang, "the built-in default: {key}", "内置默认值：{key}"),
        Source::Customer => tr!(lang, "the customer's own {key}: in its file", "客户文件自己的 {key}:"),
    }
}

impl Book<'_> {
    /// Where a key of this grade is written.
    pub fn place(&self, source: Source, key: &str) -> String {
        let key = match self.grade {
            Some(grade) if source == Source::Person => {
                let owner = clean(self.owner.unwrap_or_default());
                format!("people.{owner}.{key}.{}", clean(&grade.class))
            }
            Some(grade) => format!("grades.{}.{key}", clean(&grade.class)),
            None => key.to_owned(),
        };
        written(self.lang, source, &key)
    }

    /// Where the sequence that began at `anchor` is written.
    pub fn steps_place(&self, source: Source, anchor: &Anchor) -> String {
        let steps = self.grade.and_then(|grade| grade.steps());
        self.place(source, &clean(&steps.map(|steps| steps.place_of(anchor)).unwrap_or_default()))
    }

    /// The sequence that began at `anchor`, as the grade has it.
    pub fn gaps_of(&self, anchor: &Anchor) -> Option<&[u32]> {
        Some(self.grade?.steps()?.gaps_from(anchor))
    }

    /// The whole sequence, the gap at `current` in brackets.
    pub fn gaps(&self, gaps: &[u32], current: usize) -> String {
        let mark = |(index, gap): (usize, &u32)| match index == current {
            true => format!("[{gap}]"),
            false => gap.to_string(),
        };
        let gaps: Vec<String> = gaps.iter().enumerate().map(mark).collect();
        let gaps = gaps.join(self.lang.pick(", ", "、"));
        tr!(self.lang, "gaps in days: {gaps}", "间隔天数：{gaps}")
    }

    /// What a date counts from, with its place.
    pub fn counts_from(&self, anchor: &Anchor) -> String {
        let anchor = self.anchor(anchor);
        tr!(self.lang, "counts from: {anchor}", "起算：{anchor}")
    }

    /// `sample agreed on 2026-11-02, acme.log.jsonl line 4`.
    pub fn anchor(&self, anchor: &Anchor) -> String {
        let (lang, day) = (self.lang, anchor.day);
        let what = match anchor.kind {
            AnchorKind::FollowUp => tr!(lang, "follow-up on {day}", "{day} 的跟进"),
            AnchorKind::Note => tr!(lang, "note of {day}", "{day} 的备注"),
            AnchorKind::Event(Trigger::Sample(SampleState::Agreed)) => {
                tr!(lang, "sample agreed on {day}", "{day} 约定寄样")
            }
            AnchorKind::Event(Trigger::Sample(SampleState::Received)) => {
                tr!(lang, "sample received on {day}", "{day} 客户收到样品")
            }
            AnchorKind::Event(Trigger::Quote) => tr!(lang, "quote of {day}", "{day} 的报价"),
            AnchorKind::Event(Trigger::Order) => tr!(lang, "order of {day}", "{day} 的订单"),
            AnchorKind::Event(Trigger::Contract) => tr!(lang, "contract of {day}", "{day} 的合同"),
            AnchorKind::Event(Trigger::Sample(state)) => {
                let state = words::sample_state(lang, state);
                tr!(lang, "sample {state} on {day}", "{day} 样品{state}")
            }
            AnchorKind::Grade => tr!(lang, "grade given on {day}", "{day} 定级"),
            AnchorKind::Since => {
                tr!(lang, "since: {day} in the customer's file", "客户文件里的 since: {day}")
            }
            AnchorKind::FirstContact => tr!(lang, "first contact on {day}", "{day} 首次联系"),
            AnchorKind::Complaint => tr!(lang, "complaint of {day}", "{day} 的投诉"),
            AnchorKind::Ending => tr!(lang, "wish to end of {day}", "{day} 的终止意向"),
        };
        match anchor.line.filter(|line| *line > 0) {
            Some(line) => {
                tr!(lang, "{what}, {log} line {line}", "{what}，{log} 第{line}行", log = self.log)
            }
            None => what,
        }
    }

    /// The day a customer without any history is due on.
    pub fn since(&self, since: Option<NaiveDate>) -> String {
        let (lang, today) = (self.lang, date_full(self.lang, self.today));
        match since {
            Some(day) => tr!(
                lang,
                "due from since: in the customer's file, {day}",
                "从客户文件里的 since: 算起，即 {day}",
                day = date_full(lang, day)
            ),
            None => tr!(
                lang,
                "no since: in the customer's file, so it is due today, {today}",
                "客户文件里没有 since:，所以就是今天，{today}"
            ),
        }
    }

    /// `2026-11-06 + 1 month = 2026-12-06 (Sun)`.
    pub fn equation(&self, from: NaiveDate, span: Interval, sum: Option<NaiveDate>) -> String {
        let to = sum.unwrap_or_else(|| span.after(from));
        let clamped = matches!(span.unit(), Unit::Month | Unit::Year) && to.day() < from.day();
        let mut said = self.sum(from, &interval(self.lang, span), to);
        if clamped {
            let day = from.day();
            let nth = if day == 31 { "31st".to_owned() } else { format!("{day}th") };
            said.push_str(&match self.lang {
                Lang::En => format!(", as that month has no {nth}"),
                Lang::Zh => format!("，当月没有{day}日，取月末"),
            });
        }
        said
    }

    /// `2026-11-06 + 3 days = 2026-11-09 (Mon)`.
    pub fn sum_days(&self, from: NaiveDate, gap: u32, sum: Option<NaiveDate>) -> String {
        self.sum(from, &days(self.lang, gap), sum.unwrap_or(from))
    }

    fn sum(&self, from: NaiveDate, span: &str, to: NaiveDate) -> String {
        format!("{from} + {span} = {}", date_full(self.lang, to))
    }

    /// Why a date moved to a working day.
    pub fn moved(&self, from: NaiveDate, cause: &FreeDay, to: NaiveDate) -> String {
        let lang = self.lang;
        let cause = match cause {
            FreeDay::Weekday(day) => {
                let day = words::weekday_long(lang, *day);
                tr!(lang, "a {day}", "{day}")
            }
            FreeDay::Holiday(Some(name)) => {
                let name = quoted(lang, name);
                tr!(lang, "the holiday {name}", "假日{name}")
            }
            FreeDay::Holiday(None) => tr!(lang, "a holiday", "假日"),
        };
        // A week's follow-up stays in its week.
        let is_before = to < from;
        let to = date_full(lang, to);
        match is_before {
            true => tr!(
                lang,
                "rule 7 of 7: {from} is {cause}, so the last working day before it: {to}",
                "规则7（共7条）：{from} 是{cause}，提前到此前最后一个工作日 {to}"
            ),
            false => tr!(
                lang,
                "rule 7 of 7: {from} is {cause}, so the next working day: {to}",
                "规则7（共7条）：{from} 是{cause}，顺延到下一个工作日 {to}"
            ),
        }
    }
}
