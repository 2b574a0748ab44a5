//! The whole derivation of a date, from the rule and the line of the log to the sum.

mod parts;

use chrono::NaiveDate;

use self::parts::{Book, written};
use super::reason::choice;
use super::shown::detail;
use super::{Lang, clean, date_full, days, interval, quoted, tr, words};
use crate::model::Interval;
use crate::render::lang::plural::plural;
use crate::rules::rhythm::{ExpectedDays, ExpectedOrder, Placed};
use crate::rules::{Anchor, AnchorKind, EmergencyKind, GradeRule, Reason, Rhythm, Source, Verdict};

/// How the date follows from the files: which of the seven rules decides and where it is written, what
/// it counts from, and the sum. `log_name` is how the log's file is called here, `owner` who looks after the customer.
pub fn why(
    lang: Lang,
    verdict: &Verdict,
    grade: Option<&GradeRule>,
    (log_name, owner): (&str, Option<&str>),
    today: NaiveDate,
) -> Vec<String> {
    let log = detail(log_name);
    let book = Book { lang, grade, log: &log, owner, today };
    // What the rule came to, before it moved to a working day.
    let sum = verdict.moved.as_ref().map(|(day, _)| *day).or(verdict.due);
    let mut lines = derive(&book, &verdict.reason, sum);
    if let Some(class) = &verdict.by {
        let class = clean(class);
        lines.push(tr!(
            lang,
            "by its running sample it goes as {class} until somebody decides on its grade",
            "样品进行中，定级之前按 {class} 级的节奏跟进"
        ));
    }
    if let (Some((from, cause)), Some(to)) = (&verdict.moved, verdict.due) {
        lines.push(book.moved(*from, cause, to));
    }
    lines
}

fn derive(book: &Book<'_>, reason: &Reason, sum: Option<NaiveDate>) -> Vec<String> {
    let lang = book.lang;
    match reason {
        Reason::Archived { on } => vec![
            tr!(
                lang,
                "rule 1 of 7: an archived customer is never due",
                "规则1（共7条）：已归档的客户不再跟进"
            ),
            tr!(lang, "archived: {on} in the customer's file", "客户文件里写着 archived: {on}"),
        ],
        Reason::NoNeed => vec![
            tr!(
                lang,
                "rule 1 of 7: a customer that will never need us is never due",
                "规则1（共7条）：确认无需求的客户不再跟进"
            ),
            tr!(lang, "need: dead in the customer's file", "客户文件里写着 need: dead"),
        ],
        Reason::Emergency { kind, reference, opened, answered, within } => {
            emergency(book, (*kind, reference.as_deref()), opened, *answered, *within, sum)
        }
        Reason::Ungraded { since, unknown } => {
            let rule = tr!(
                lang,
                "rule 3 of 7: a customer without a grade is due until somebody grades it",
                "规则3（共7条）：未定级的客户一直列在待办里，直到有人定级"
            );
            let mut lines = vec![rule];
            if let Some(grade) = unknown {
                lines.push(tr!(
                    lang,
                    "grade: {grade} in the customer's file is none of the grades in crm.yaml",
                    "客户文件里的 grade: {grade} 不在 crm.yaml 的等级之中",
                    grade = clean(grade)
                ));
            }
            lines.push(book.since(*since));
            lines
        }
        Reason::FirstContact { since } => vec![
            tr!(
                lang,
                "rule 4 of 7: a customer that was never contacted is due at once ({log} has no followup)",
                "规则4（共7条）：从未联系过的客户应立即联系（{log} 里没有跟进记录）",
                log = book.log
            ),
            book.since(*since),
        ],
        Reason::Planned { anchor, was, why } => {
            let mut lines = derive(book, why, *was);
            let place = book.anchor(anchor);
            lines.push(tr!(
                lang,
                "rule 5 of 7: planned by crm spread, which promises nobody anything, until the next contact: {place}",
                "规则5（共7条）：由 crm spread 排期，未与客户约定，下次联系后失效：{place}"
            ));
            if let Some(day) = sum {
                lines.push(next_is(lang, day));
            }
            lines
        }
        Reason::Agreed { anchor, .. } => agreed(book, anchor, sum),
        Reason::Cadence { every, source, anchor } => {
            let own = matches!(source, Source::Customer);
            let place = if own { written(lang, *source, "cadence") } else { book.place(*source, "cadence") };
            let rule = words::every(lang, *every);
            vec![
                tr!(lang, "rule 6 of 7: {rule}, {place}", "规则6（共7条）：{rule}，{place}"),
                book.counts_from(anchor),
                book.equation(anchor.day, *every, sum),
            ]
        }
        Reason::Rhythm { rhythm, expected, lead, is_own_lead, anchor } => {
            let source = if *is_own_lead { Source::Customer } else { Source::Workspace };
            in_rhythm(book, (rhythm, expected), (*lead, source), anchor, sum)
        }
        Reason::Step { step, of, gap, gaps, source, anchor, from } => {
            let place = book.steps_place(*source, anchor);
            let done = step.saturating_sub(1);
            let since = match done {
                0 => String::new(),
                _ => contacts_since(lang, done, *from),
            };
            vec![
                tr!(
                    lang,
                    "rule 6 of 7: step {step} of {of}, {place}",
                    "规则6（共7条）：第{step}步（共{of}步），{place}"
                ),
                book.gaps(gaps, done),
                format!("{}{since}", book.counts_from(anchor)),
                book.sum_days(*from, *gap, sum),
            ]
        }
        Reason::Decide { of, gap, anchor, from, choices } => {
            let choice = choice(lang, choices);
            let source = book.grade.map_or(Source::Default, |grade| grade.source);
            let place = book.steps_place(source, anchor);
            let mut lines = vec![tr!(
                lang,
                "rule 6 of 7: all {of} steps are used up ({place}), so {choice}",
                "规则6（共7条）：{of}步都已走完（{place}），{choice}"
            )];
            if let Some(gaps) = book.gaps_of(anchor) {
                lines.push(book.gaps(gaps, gaps.len().saturating_sub(1)));
            }
            lines.push(tr!(
                lang,
                "{start}; last contact on {from}",
                "{start}；最近一次联系 {from}",
                start = book.counts_from(anchor)
            ));
            lines.push(book.sum_days(*from, *gap, sum));
            lines
        }
        Reason::NoSample { gap, source, anchor } => vec![
            tr!(
                lang,
                "rule 6 of 7: no sample, and no decision that it became one of this grade, is on record; so the first gap ({place})",
                "规则6（共7条）：日志里既没有样品，也没有定为此等级的记录，因此用第一个间隔（{place}）",
                place = book.place(*source, "steps")
            ),
            book.counts_from(anchor),
            book.sum_days(anchor.day, *gap, sum),
        ],
        Reason::Times { times, done, month, end, gap, source, anchor } => {
            let (count, month, place) =
                (times.count(), words::month(lang, *month), book.place(*source, "cadence"));
            let next = done + 1;
            vec![
                tr!(
                    lang,
                    "rule 6 of 7: at least {count} contact days a month ({place}); {month} has {done}",
                    "规则6（共7条）：每月至少联系{count}天（{place}）；{month}已有{done}天"
                ),
                book.counts_from(anchor),
                times_sum(lang, next, anchor.day, *end, *gap, sum),
            ]
        }
        Reason::LeftAlone { source } => {
            let place = book.place(*source, "cadence");
            vec![tr!(
                lang,
                "rule 6 of 7: this grade is never due by itself ({place}: never)",
                "规则6（共7条）：该等级不自动安排跟进（{place}: never）"
            )]
        }
    }
}

/// Which of the three decides: the usual gap, the end of the month's part, or the least gap.
fn times_sum(
    lang: Lang,
    next: u32,
    last: NaiveDate,
    end: NaiveDate,
    gap: u32,
    sum: Option<NaiveDate>,
) -> String {
    let Some(due) = sum else { return String::new() };
    let (day, after) = (date_full(lang, due), (due - last).num_days());
    if due == end {
        return tr!(
            lang,
            "number {next} belongs before its part of the month ends: {day}",
            "第{next}次应在本月这一段结束之前：{day}"
        );
    }
    let span = days(lang, u32::try_from(after).unwrap_or(gap));
    if after < i64::from(gap) {
        return tr!(
            lang,
            "number {next} is late ({end}), but {span} at least lie between: {last} + {span} = {day}",
            "第{next}次已晚（{end}），但至少间隔{span}：{last} + {span} = {day}"
        );
    }
    tr!(lang, "number {next}: {last} + {span} = {day}", "第{next}次：{last} + {span} = {day}")
}

fn emergency(
    book: &Book<'_>,
    (kind, reference): (EmergencyKind, Option<&str>),
    opened: &Anchor,
    answered: bool,
    within: Interval,
    sum: Option<NaiveDate>,
) -> Vec<String> {
    let lang = book.lang;
    let time = interval(lang, within);
    let key = if answered { "complaint.solve" } else { "complaint.answer" };
    let (todo, what) = (words::to_do(lang, kind, answered), words::emergency(lang, kind));
    let article = if kind == EmergencyKind::Complaint { "an open" } else { "a" };
    let from = book.counts_from(opened);
    let number = reference.map(|number| quoted(lang, number));
    let which = number.map(|number| tr!(lang, ", ref {number}", "，编号{number}")).unwrap_or_default();
    vec![
        tr!(
            lang,
            "rule 2 of 7: {article} {what} is to be {todo} within {time} ({key} in crm.yaml, else built in)",
            "规则2（共7条）：未了结的{what}要在{time}内{todo}（crm.yaml 的 {key}，未写则用内置值）"
        ),
        tr!(lang, "{from}{which}, not {todo} since", "{from}{which}，至今未{todo}"),
        book.equation(opened.day, within, sum),
    ]
}

fn agreed(book: &Book<'_>, anchor: &Anchor, sum: Option<NaiveDate>) -> Vec<String> {
    let lang = book.lang;
    let place = book.anchor(anchor);
    let mut lines = match anchor.kind {
        AnchorKind::Note => vec![
            tr!(
                lang,
                "rule 5 of 7: a day set by a note counts until a contact keeps it, and never moves",
                "规则5（共7条）：备注定下的日期在当天或之后联系之前一直有效，遇休息日也不顺延"
            ),
            tr!(lang, "set in: {place}", "写于：{place}"),
        ],
        _ => vec![
            tr!(
                lang,
                "rule 5 of 7: an agreed date comes before the cadence until a contact keeps it, and never moves",
                "规则5（共7条）：约定的日期优先于跟进周期，直到当天或之后联系为止，遇休息日也不顺延"
            ),
            tr!(lang, "agreed in: {place}", "约定于：{place}"),
        ],
    };
    if let Some(day) = sum {
        lines.push(next_is(lang, day));
    }
    lines
}

/// When the next order is expected, and in which of these days it is asked for.
fn days_known(lang: Lang, rhythm: &Rhythm) -> String {
    let (ExpectedDays { from, until, .. }, asked) = (rhythm.next, rhythm.asked(0));
    let known = tr!(
        lang,
        "as one knew that day, the next between {from} and {until} (80 %)",
        "当时预计下一单在 {from} 到 {until} 之间（80%）"
    );
    if rhythm.next == asked {
        return known;
    }
    let ExpectedDays { from, until, .. } = asked;
    tr!(
        lang,
        "{known}; asked for in four weeks to each side of their middle: {from} to {until}",
        "{known}；只在居中一天前后各四周内跟进：{from} 到 {until}"
    )
}

fn in_rhythm(
    book: &Book<'_>,
    (rhythm, expected): (&Rhythm, &ExpectedOrder),
    (lead, lead_source): (Interval, Source),
    anchor: &Anchor,
    sum: Option<NaiveDate>,
) -> Vec<String> {
    let lang = book.lang;
    let source = book.grade.map_or(Source::Default, |grade| grade.source);
    let place = book.place(source, "rhythm");
    let Rhythm { every, orders, last, season, .. } = *rhythm;
    let ExpectedOrder { days: ExpectedDays { from: opens, until, .. }, skipped, ahead, placed } = *expected;
    let (first, span, before) = (rhythm.asked(0).from, days(lang, every), interval(lang, lead));
    let how = match season.is_some() {
        true => lang.pick("orders in its season", "按季节下单").to_owned(),
        false => tr!(lang, "orders about every {span}", "约每{span}订一次"),
    };
    let start = book.counts_from(anchor);
    let order = match skipped {
        0 => tr!(lang, "{start}; it is about the next order", "{start}；为的是下一单"),
        _ if season.is_some() => tr!(
            lang,
            "{start}; it is about a later season, from {opens}",
            "{start}；为的是再后面的一季，从 {opens} 起"
        ),
        _ => tr!(
            lang,
            "{start}; it is about a later order: {first} + {skipped} × {span} = {opens}",
            "{start}；为的是再后面的一单：{first} + {skipped} × {span} = {opens}"
        ),
    };
    let written = written(lang, lead_source, "lead_time");
    let sum = match placed {
        Placed::Alone(longest) => {
            let sum = book.equation(anchor.day, longest, sum);
            tr!(lang, "{sum}: the longest time alone, before {ahead}", "{sum}：最长联系间隔，早于 {ahead}")
        }
        Placed::Within(every) => {
            let sum = book.equation(anchor.day, every, sum);
            tr!(
                lang,
                "{sum}: that order may still come until {until}",
                "{sum}：这一单到 {until} 之前仍可能下"
            )
        }
        Placed::Ahead => {
            let day = date_full(lang, sum.unwrap_or(ahead));
            tr!(lang, "{opens} − {before} = {day} ({written})", "{opens} − {before} = {day}（{written}）")
        }
    };
    vec![
        tr!(
            lang,
            "rule 6 of 7: the customer's own order rhythm, {place}",
            "规则6（共7条）：按客户自己的下单节奏，{place}"
        ),
        tr!(
            lang,
            "rhythm: {how}, from {orders} orders, the last on {last}",
            "节奏：{how}，据{orders}单，最近一单 {last}"
        ),
        days_known(lang, rhythm),
        match skipped {
            0 => order,
            _ => tr!(lang, "{order}, until {until}", "{order}，至 {until}"),
        },
        sum,
    ]
}

/// `next = 2026-11-20 (Fri)`.
fn next_is(lang: Lang, day: NaiveDate) -> String {
    let day = date_full(lang, day);
    tr!(lang, "next = {day}", "下次跟进 = {day}")
}

/// What lies between the beginning of a sequence and its next step.
fn contacts_since(lang: Lang, count: usize, last: NaiveDate) -> String {
    let s = plural(count as u64);
    match lang {
        Lang::En => format!("; {count} contact day{s} since, the last on {last}"),
        Lang::Zh => format!("；之后有{count}天联系过，最近一次 {last}"),
    }
}

#[cfg(test)]
mod tests;
