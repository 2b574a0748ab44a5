//! Why a text is not a day, told with what could be typed instead.

use chrono::NaiveDate;

use super::{Frame, NoDay, Towards, read};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::render::lang::{self, Bilingual, Lang, both, tr};

impl Session<'_> {
    /// What days are read by: those of today, and the workspace's calendar.
    pub fn frame(&self) -> Frame<'_> {
        let policy = &self.config.policy;
        Frame { today: self.today, calendar: &policy.calendar, events: &policy.events, from: None }
    }
}

/// Reads the day of an option that lies ahead.
pub fn ahead(session: &Session<'_>, option: &str, typed: &str) -> Result<NaiveDate, Failure> {
    let frame = session.frame();
    ahead_of(&frame, option, typed)
}

/// The same, where days are counted from another one, too.
pub fn ahead_of(frame: &Frame<'_>, option: &str, typed: &str) -> Result<NaiveDate, Failure> {
    let hint = both!(
        "{option} 2026-12-01, tomorrow, fri, 3d, 2w, 1m, +3wd, eow, eom, the 5th",
        "{option} 2026-12-01、12月1日、5号、明天、周五、下周一、3天、2周、1个月、+3个工作日"
    );
    read(typed, frame, Towards::Future).map_err(|no_day| told(Some(option), typed, no_day, &hint))
}

/// Reads a day that has come, of an option or, where there is none, of something else that was typed.
pub fn back(
    session: &Session<'_>,
    option: Option<&str>,
    typed: &str,
    hint: &Bilingual,
) -> Result<NaiveDate, Failure> {
    let frame = session.frame();
    read(typed, &frame, Towards::Past).map_err(|no_day| told(option, typed, no_day, hint))
}

/// The same of what can't lie ahead: since when somebody is a customer, or is archived.
pub fn past(session: &Session<'_>, option: &str, typed: &str) -> Result<NaiveDate, Failure> {
    let is_key = !option.starts_with('-');
    let sign = if is_key { "=" } else { " " };
    let hint = both!("{option}{sign}2026-04-20, or yesterday", "{option}{sign}2026-04-20，或昨天、11月20日");
    let day = back(session, Some(option), typed, &hint)?;
    if day <= session.today {
        return Ok(day);
    }
    let today = session.today;
    Err(Failure::usage(both!("{option}: {day} has not come yet", "{option}：{day} 还没到"))
        .because(both!(
            "it says what is so already, and nothing is so from a day to come",
            "这里记的是已经发生的事，不能晚于今天"
        ))
        .try_this(both!(
            "{option}{sign}{today}; --next {day} plans a contact",
            "{option}{sign}{today}；安排跟进用 crm log 编号 --note --next {day}"
        )))
}

/// Reads how far to look ahead: `--within`.
pub fn within(session: &Session<'_>, typed: &str) -> Result<NaiveDate, Failure> {
    let frame = session.frame();
    read(typed, &frame, Towards::Future).map_err(|no_day| match no_day {
        NoDay::Unknown => Failure::usage(both!(
            |lang| "{typed} is not a time",
            "{typed}不是有效的时间范围",
            typed = lang::quoted(lang, typed)
        ))
        .try_this(both!(
            "--within 7d, --within 30d, 2w, 1m, fri, eow, eom or a date",
            "--within 今天、明天、周五、7天、2周、1个月，或日期"
        )),
        no_day => told(Some("--within"), typed, no_day, &"".into()),
    })
}

/// Why a text is not a day. What could be meant is named, else `hint` says what could be typed.
pub fn told(option: Option<&str>, typed: &str, no_day: NoDay, hint: &Bilingual) -> Failure {
    Failure::in_both(|lang| told_in(lang, option, typed, no_day, hint.pick(lang)))
}

fn told_in(lang: Lang, option: Option<&str>, typed: &str, no_day: NoDay, hint: &str) -> Failure {
    let typed = lang::quoted(lang, typed.trim());
    let (what, days) = match no_day {
        NoDay::Unknown => (tr!(lang, "{typed} is not a day", "{typed}不是日期"), None),
        NoDay::NoneLater => (
            tr!(
                lang,
                "{typed}: crm.yaml has no later one (calendar.holidays, events); add next year's",
                "{typed}：crm.yaml（calendar.holidays、events）里没有以后的，请补上明年的"
            ),
            None,
        ),
        NoDay::Either(one, other) => (
            tr!(lang, "{typed} can be {one} or {other}", "{typed}可能是 {one}，也可能是 {other}"),
            Some((one, other)),
        ),
        NoDay::Passed(near, far) => (
            tr!(
                lang,
                "{typed} has passed this year; the next one is {far}",
                "{typed}今年的已经过去，下一个是 {far}"
            ),
            // What is planned never lies behind.
            Some((far, if matches!(option, Some("--next" | "--within")) { far } else { near })),
        ),
        NoDay::NotCome(_, far) => (
            tr!(
                lang,
                "{typed} has not come yet this year; the last one was {far}",
                "{typed}今年的还没到，上一个是 {far}"
            ),
            Some((far, far)),
        ),
        NoDay::Missing(one, other) => (
            tr!(
                lang,
                "there is no {typed} between {one} and {other}",
                "没有{typed}这一天：{one} 的第二天是 {other}"
            ),
            Some((one, other)),
        ),
        NoDay::Vague(first, last) => (
            tr!(
                lang,
                "{typed} is not a single day: {first} to {last}",
                "{typed}不是某一天：{first} 至 {last}"
            ),
            Some((first, last)),
        ),
        NoDay::WithHour(day) => (
            tr!(lang, "{typed}: no hour is kept here, only the day", "{typed}：这里只记日期，不记钟点"),
            Some((day, day)),
        ),
    };
    let hint = match (days, option) {
        (None, _) => hint.to_owned(),
        (Some((one, other)), None) if one == other => tr!(lang, "write {one}", "请写 {one}"),
        (Some((one, other)), None) => tr!(lang, "write {one} or {other}", "请写 {one} 或 {other}"),
        (Some((one, other)), Some(option)) => {
            // crm set has keys in place of options.
            let option = if option.starts_with('-') { format!("{option} ") } else { format!("{option}=") };
            let (one, other) = (format!("{option}{one}"), format!("{option}{other}"));
            if one == other { one } else { tr!(lang, "{one}, or {other}", "{one}，或 {other}") }
        }
    };
    let what = match option {
        Some(option) => tr!(lang, "{option}: {what}", "{option}：{what}"),
        None => what,
    };
    Failure::usage(what).try_this(hint)
}
