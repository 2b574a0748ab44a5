//! What holds for all classes: deadlines, the pool, working days, the team's own days.

use super::Handbook;
use crate::render::document::{LabelledLine, Section};
use crate::render::lang::{self, Lang, tr};
use crate::rules::occasions::Reminders;
use crate::rules::policy::{ComplaintRule, EventDays, TeamEvent};
use crate::rules::pool::{Clause, Exemption};
use crate::rules::{Calendar, Holiday};

impl Handbook<'_> {
    /// Complaints, wishes to end, and what is told ahead.
    pub(super) fn deadlines(&self) -> Section {
        let (lang, complaint, reminders) = (self.lang, &self.policy.complaint, &self.policy.reminders);
        let span = |span| lang::interval(lang, span);
        let (answer, solve) = (span(complaint.answer), span(complaint.solve));
        let complaints = tr!(
            lang,
            "a complaint or a wish to end: answered within {answer}, settled within {solve}",
            "投诉、终止意向：{answer}内答复，{solve}内了结"
        );
        let overdue: Vec<String> = reminders.invoice.overdue.iter().map(ToString::to_string).collect();
        let (before, overdue) = (span(reminders.invoice.before), self.listed(&overdue));
        let (quote, contract) = (span(reminders.quote), span(reminders.contract));
        let verify = span(reminders.verify_after);
        let told = [
            tr!(
                lang,
                "an invoice: told {before} before its day, more pressing {overdue} days after it",
                "发票：到期前{before}提醒，逾期 {overdue} 天时逐级加重"
            ),
            tr!(lang, "a quote without an answer: asked about after {quote}", "报价：{quote}没有答复就询问"),
            tr!(lang, "a contract: told {contract} before its end", "合同：到期前{contract}提醒"),
            tr!(
                lang,
                "a contact's data: confirmed anew after {verify}",
                "联系人资料：{verify}没有核实或回复就重新核对"
            ),
        ];
        let is_usual = *reminders == Reminders::default();
        let mut lines: Vec<LabelledLine> =
            vec![self.mark(complaints, *complaint == ComplaintRule::default()).into()];
        lines.extend(told.into_iter().map(|text| LabelledLine::from(self.mark(text, is_usual))));
        Section {
            heading: lang.pick("Deadlines", "时限").to_owned(),
            lines,
            starts_page: true,
            ..Section::default()
        }
    }

    /// How long the customers of a class may be left.
    pub(super) fn limits_of(&self, class: &str) -> Option<String> {
        let lang = self.lang;
        let pool = self.policy.pool.as_ref()?;
        let limits = pool.after.iter().find(|limits| limits.class == class)?;
        let told = limits.clauses().map(|(clause, limit)| {
            let limit = lang::interval(lang, limit);
            match clause {
                Clause::FollowUp => tr!(lang, "{limit} without a follow-up", "{limit}没有跟进"),
                Clause::Order => tr!(lang, "{limit} without an order", "{limit}没有订单"),
                Clause::Deal => {
                    tr!(
                        lang,
                        "{limit} without an order, a quote, a sample or a contract",
                        "{limit}没有订单、报价、样品或合同"
                    )
                }
                Clause::Interest => tr!(lang, "{limit} without interest", "{limit}没有表现出兴趣"),
            }
        });
        let told = told.collect::<Vec<_>>().join(lang.pick(" or ", "或"));
        Some(tr!(lang, "falls into the pool after {told}", "{told}，退回公海"))
    }

    /// The rules of the public pool.
    pub(super) fn pool(&self) -> Section {
        let lang = self.lang;
        let heading = lang.pick("The public pool", "公海").to_owned();
        let Some(pool) = &self.policy.pool else {
            let text = lang.pick("nobody loses a customer unasked", "没有自动回收").to_owned();
            return Section { heading, lines: vec![self.mark(text, true).into()], ..Section::default() };
        };
        let limits = pool.after.iter().filter_map(|limits| {
            let (class, text) = (lang::clean(&limits.class), self.limits_of(&limits.class)?);
            Some(tr!(lang, "{class} {text}", "{class} {text}"))
        });
        let mut told: Vec<String> = limits.collect();
        let warn = lang::interval(lang, pool.warn);
        told.push(tr!(lang, "its owner is warned {warn} ahead", "提前{warn}提醒负责人"));
        let exempt: Vec<String> = pool.exemptions().map(|by| exemption(lang, by).to_owned()).collect();
        let exempt = self.listed(&exempt);
        told.push(tr!(lang, "never with {exempt}", "有以下情况的不退回：{exempt}"));
        told.extend(pool.holds.map(|count| {
            tr!(lang, "who has {count} customers claims no more", "已有 {count} 个客户的不能再认领")
        }));
        told.extend(
            pool.claims_a_day
                .map(|count| tr!(lang, "{count} claims a day at most", "每天最多认领 {count} 个")),
        );
        told.extend(pool.barred.map(|span| {
            let span = lang::interval(lang, span);
            tr!(lang, "the last owner may not claim it back for {span}", "原负责人{span}内不能再认领")
        }));
        Section { heading, lines: told.into_iter().map(Into::into).collect(), ..Section::default() }
    }

    /// Working days and days off.
    pub(super) fn calendar(&self) -> Section {
        let (lang, calendar) = (self.lang, &self.policy.calendar);
        let days: Vec<String> =
            calendar.workdays.iter().map(|day| lang::weekday(lang, *day).to_owned()).collect();
        let days = self.listed(&days);
        let is_usual = calendar.workdays == Calendar::default().workdays;
        let mut lines: Vec<LabelledLine> = vec![self.line("worked", "上班", self.mark(days, is_usual))];
        let holiday = |holiday: &Holiday| {
            let what = holiday.what.as_deref().map(lang::one_line);
            let what = what.unwrap_or_else(|| lang.pick("day off", "休息").to_owned());
            self.line("off", "休息", format!("{} {what}", spanned(lang, holiday.on, holiday.until)))
        };
        // What is over is nobody's business any more.
        lines.extend(calendar.holidays.iter().filter(|one| one.until >= self.today).map(holiday));
        let extra = calendar.extra_workdays.iter().filter(|day| **day >= self.today);
        let extra: Vec<String> = extra.map(ToString::to_string).collect();
        if !extra.is_empty() {
            lines.push(self.line("worked", "调休", self.listed(&extra)));
        }
        Section { heading: lang.pick("Working days", "工作日").to_owned(), lines, ..Section::default() }
    }

    /// The team's own days, those that are still to come.
    pub(super) fn events(&self) -> Section {
        let lang = self.lang;
        let lines = self.policy.events.iter().filter_map(|event| Some(self.event(event)?.into())).collect();
        Section {
            heading: lang.pick("Days to remember", "重要日子").to_owned(), lines, ..Section::default()
        }
    }

    fn event(&self, event: &TeamEvent) -> Option<String> {
        let lang = self.lang;
        let what = lang::one_line(lang::label(lang, &event.what));
        let days = match &event.days {
            EventDays::EachYear { on, until } => {
                let [on, until] = [on, until].map(|day| format!("{:02}-{:02}", day.month, day.day));
                let days = if on == until { on } else { tr!(lang, "{on} to {until}", "{on} 至 {until}") };
                tr!(lang, "each year {days}", "每年 {days}")
            }
            EventDays::Listed(days) => {
                let ahead = days.iter().filter(|(_, last)| *last >= self.today);
                let days: Vec<String> = ahead.map(|(first, last)| spanned(lang, *first, *last)).collect();
                if days.is_empty() {
                    return None;
                }
                self.listed(&days)
            }
        };
        let countries: Vec<String> = event.countries.iter().map(|code| lang::country(lang, code)).collect();
        let whose = match countries.is_empty() {
            true => lang.pick("for everybody", "所有客户").to_owned(),
            false => self.listed(&countries),
        };
        let before = event.days_before;
        let ahead = match before {
            0 => String::new(),
            _ => tr!(lang, ", told {before} days before", "，提前{before}天提醒"),
        };
        Some(tr!(lang, "{what}: {days} ({whose}{ahead})", "{what}：{days}（{whose}{ahead}）"))
    }
}

fn exemption(lang: Lang, by: Exemption) -> &'static str {
    match by {
        Exemption::Sample => lang.pick("a running sample", "样品进行中"),
        Exemption::Quote => lang.pick("an open quote", "未了结的报价"),
        Exemption::Order => lang.pick("an order within the last year", "近一年有订单"),
        Exemption::Complaint => lang.pick("an open complaint", "未了结的投诉"),
        Exemption::Ending => lang.pick("an open wish to end", "未了结的终止意向"),
    }
}

/// A day, or the first and the last.
fn spanned(lang: Lang, on: chrono::NaiveDate, until: chrono::NaiveDate) -> String {
    if on == until { on.to_string() } else { tr!(lang, "{on} to {until}", "{on} 至 {until}") }
}
