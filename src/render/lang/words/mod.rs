//! Single words, dates and lengths of time.

use chrono::{Datelike, NaiveDate, Weekday};

use super::views::{exact_amount, exact_quantity};
use super::{Lang, one_line, service, tr};
use crate::model::pinyin::is_hanzi;
use crate::model::{
    AlarmAnswer, AlarmKind, ComplaintState, Decimal, EndingState, EntryKind, Interval, InvitationState,
    Meeting, Money, Need, PromiseState, QuoteState, Reply, RequestState, SaidPotential, SampleState,
    SuggestionAnswer, Unit, Visit, WritingTone,
};
use crate::render::lang::plural::plural;
use crate::rules::EmergencyKind;
use crate::rules::{Cadence, GradeRule, Label, Lane};

/// `Fri 27 Nov`, `11月27日 周五`; with the year where it isn't that of `today`.
pub fn date_short(lang: Lang, day: NaiveDate, today: NaiveDate) -> String {
    let (weekday, date) = (weekday(lang, day.weekday()), day_month(lang, day, today));
    tr!(lang, "{weekday} {date}", "{date} {weekday}")
}

/// `27 Nov`, `11月27日`; with the year where it isn't that of `today`.
pub fn day_month(lang: Lang, day: NaiveDate, today: NaiveDate) -> String {
    let (year, number, date) = (day.year(), day.month(), day.day());
    let name = MONTHS[day.month0() as usize % 12];
    let month = lang.pick(name.to_owned(), format!("{number}月"));
    if year == today.year() {
        tr!(lang, "{date} {month}", "{month}{date}日")
    } else {
        tr!(lang, "{date} {month} {year}", "{year}年{month}{date}日")
    }
}

/// The month of a day: `Nov`, `11月`.
pub(super) fn month(lang: Lang, day: NaiveDate) -> String {
    lang.pick(MONTHS[day.month0() as usize % 12].to_owned(), format!("{}月", day.month()))
}

/// `2026-11-09 (Mon)`, `2026-11-09（周一）`.
pub fn date_full(lang: Lang, day: NaiveDate) -> String {
    let weekday = weekday(lang, day.weekday());
    tr!(lang, "{day} ({weekday})", "{day}（{weekday}）")
}

/// A day as it stands in a letter: `28 November 2026`, `2026年11月28日`.
pub fn date_in_letter(lang: Lang, day: NaiveDate) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, date) = (day.year(), day.month(), day.day());
    let name = NAMES[day.month0() as usize];
    tr!(lang, "{date} {name} {year}", "{year}年{month}月{date}日")
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Fri`, `周五`.
pub fn weekday(lang: Lang, day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => lang.pick("Mon", "周一"),
        Weekday::Tue => lang.pick("Tue", "周二"),
        Weekday::Wed => lang.pick("Wed", "周三"),
        Weekday::Thu => lang.pick("Thu", "周四"),
        Weekday::Fri => lang.pick("Fri", "周五"),
        Weekday::Sat => lang.pick("Sat", "周六"),
        Weekday::Sun => lang.pick("Sun", "周日"),
    }
}

/// `Friday`, `周五`.
pub(super) fn weekday_long(lang: Lang, day: Weekday) -> &'static str {
    let en = match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    lang.pick(en, weekday(Lang::Zh, day))
}

/// `1 day`, `2 days`, `2天`.
pub fn days(lang: Lang, count: u32) -> String {
    let s = plural(count.into());
    match lang {
        Lang::En => format!("{count} day{s}"),
        Lang::Zh => format!("{count}天"),
    }
}

/// `1 entry`, `2 entries`, `2 条记录`.
pub fn entries(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 entry".to_owned(),
        (Lang::En, _) => format!("{count} entries"),
        (Lang::Zh, _) => format!("{count} 条记录"),
    }
}

/// `45 days`, `45天`.
pub fn interval(lang: Lang, interval: Interval) -> String {
    let count = interval.count();
    match (lang, interval.unit()) {
        (Lang::En, _) => interval.to_string(),
        (Lang::Zh, Unit::Day) => format!("{count}天"),
        (Lang::Zh, Unit::Week) => format!("{count}周"),
        (Lang::Zh, Unit::Month) => format!("{count}个月"),
        (Lang::Zh, Unit::Year) => format!("{count}年"),
    }
}

/// `every month`, `every 45 days`, `每月一次`, `每45天一次`.
pub fn every(lang: Lang, every: Interval) -> String {
    let unit = match every.unit() {
        Unit::Day => lang.pick("day", "天"),
        Unit::Week => lang.pick("week", "周"),
        Unit::Month => lang.pick("month", "月"),
        Unit::Year => lang.pick("year", "年"),
    };
    if every.count() == 1 {
        return tr!(lang, "every {unit}", "每{unit}一次");
    }
    let span = interval(lang, every);
    tr!(lang, "every {span}", "每{span}一次")
}

/// How often a grade is followed up: `every 2 months`, `at least 2 a month`, `7 and 4 steps`, `never`.
pub fn cadence(lang: Lang, cadence: &Cadence) -> String {
    match cadence {
        Cadence::Interval { every: span, .. } => every(lang, *span),
        Cadence::Times(times) => {
            let count = times.count();
            tr!(lang, "at least {count} a month", "每月至少{count}次")
        }
        Cadence::Steps(steps) => {
            let count = steps.count();
            tr!(lang, "{count} steps", "{count}步跟进")
        }
        Cadence::Never => lang.pick("never", "不跟进").to_owned(),
    }
}

/// How late a customer is: `3 days late`, `today`, `tomorrow`, `in 2 days`; negative is to come.
pub fn late(lang: Lang, days_late: i64) -> String {
    let count = days_late.unsigned_abs();
    match days_late {
        0 => tr!(lang, "today", "今天"),
        -1 => tr!(lang, "tomorrow", "明天"),
        ..-1 => tr!(lang, "in {count} days", "{count}天后"),
        1.. => match lang {
            Lang::En => format!("{count} day{} late", plural(count)),
            Lang::Zh => format!("逾期{count}天"),
        },
    }
}

/// `7.5 min`, `1 h 34 min`, `7.5 分钟`, `1 小时 34 分钟`; tenths below an hour, whole minutes from there.
pub fn minutes(lang: Lang, minutes: Decimal) -> String {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    let hour = Decimal::from(60);
    let short = minutes.round_dp_with_strategy(1, MidpointAwayFromZero).normalize();
    if short < hour {
        return tr!(lang, "{short} min", "{short} 分钟");
    }
    let whole = minutes.round_dp_with_strategy(0, MidpointAwayFromZero);
    let hours = (whole / hour).floor().normalize();
    let rest = (whole % hour).normalize();
    if rest.is_zero() {
        return tr!(lang, "{hours} h", "{hours} 小时");
    }
    tr!(lang, "{hours} h {rest} min", "{hours} 小时 {rest} 分钟")
}

/// What is taken of what there is, in words of one unit: `6.2 of 8 h`; of less than an hour minutes say it, where
/// hours would say `0.1 of 0`.
pub fn taken_of(lang: Lang, taken: Decimal, there: Decimal) -> String {
    if there >= Decimal::from(60) {
        let (taken, there) = (hours(taken), hours(there));
        return tr!(lang, "{taken} of {there} h", "{taken}/{there} 小时");
    }
    let [taken, there] = [taken, there].map(|minutes| {
        let places = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        minutes.round_dp_with_strategy(0, places).normalize().to_string()
    });
    tr!(lang, "{taken} of {there} min", "{taken}/{there} 分钟")
}

/// Hours of so many minutes, to a tenth: `6.2`.
pub fn hours(minutes: Decimal) -> String {
    let hours = minutes / Decimal::from(60);
    hours
        .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
        .normalize()
        .to_string()
}

/// What put a follow-up on a day that is too short for all.
pub fn lane(lang: Lang, lane: Lane) -> &'static str {
    match lane {
        Lane::Debt => lang.pick("old debt", "久拖未跟"),
        Lane::Closing => lang.pick("closing", "临近截止"),
        Lane::Worth => lang.pick("worth it", "价值优先"),
    }
}

/// A name that the workspace gave in both languages; where it left one out, the other.
pub fn label(lang: Lang, label: &Label) -> &str {
    let (own, other) = lang.pick((&label.en, &label.zh), (&label.zh, &label.en));
    if own.is_empty() { other } else { own }
}

/// A grade with what people call it: `A order customer`; nothing twice, `big customer`.
pub fn named(lang: Lang, rule: &GradeRule) -> String {
    let (class, name) = (one_line(&rule.class), one_line(label(lang, &rule.label)));
    let says_it = name.to_lowercase().starts_with(&class.to_lowercase()) && class.chars().count() > 1;
    match name.as_str() {
        "" => class,
        _ if says_it => name,
        _ => format!("{class} {name}"),
    }
}

/// An amount in its own digits: `4260.00 USD`.
pub fn money(money: Money) -> String {
    let currency = money.currency.map(|currency| format!(" {currency}")).unwrap_or_default();
    format!("{}{currency}", exact_amount(money.amount))
}

/// How much of something, in its own digits: `500 pcs`, `500件`.
pub fn quantity(lang: Lang, number: Decimal, unit: Option<&str>) -> String {
    let number = exact_quantity(number);
    match unit.map(one_line) {
        None => number,
        Some(unit) if lang == Lang::Zh && unit.starts_with(is_hanzi) => format!("{number}{unit}"),
        Some(unit) => format!("{number} {unit}"),
    }
}

/// Whether the customer needs what we sell.
pub fn need(lang: Lang, need: Need) -> &'static str {
    match need {
        Need::Target => lang.pick("needs it now", "有需求"),
        Need::Potential => lang.pick("will need it", "潜在需求"),
        Need::Dead => lang.pick("no need", "无需求"),
    }
}

/// What could become of the customer.
pub fn potential(lang: Lang, potential: impl Into<SaidPotential>) -> &'static str {
    match potential.into() {
        SaidPotential::High => lang.pick("high", "高"),
        SaidPotential::Medium => lang.pick("medium", "中"),
        SaidPotential::Low => lang.pick("low", "低"),
        SaidPotential::Scored => lang.pick("scored", "按评分"),
    }
}

/// Which meetings the customer likes.
pub fn meeting(lang: Lang, meeting: Meeting) -> &'static str {
    match meeting {
        Meeting::Short => lang.pick("short meetings", "短会"),
        Meeting::Long => lang.pick("long meetings", "长谈"),
    }
}

/// In which tone one writes to the customer.
pub fn writing_tone(lang: Lang, tone: WritingTone) -> &'static str {
    match tone {
        WritingTone::Formal => lang.pick("formal", "正式"),
        WritingTone::Friendly => lang.pick("friendly", "亲切"),
    }
}

/// How the customer reacted.
pub fn reply(lang: Lang, reply: Reply) -> &'static str {
    match reply {
        Reply::None => lang.pick("no reply", "未回复"),
        Reply::Bounced => lang.pick("bounced", "退信"),
        Reply::Negative => lang.pick("negative", "无意向"),
        Reply::Neutral => lang.pick("neutral", "中立"),
        Reply::Positive => lang.pick("positive", "有意向"),
        Reply::Answered => lang.pick("answered", "已回复"),
    }
}

/// Whether it would receive a visit.
pub fn visit(lang: Lang, visit: Visit) -> &'static str {
    match visit {
        Visit::Yes => lang.pick("yes", "可以"),
        Visit::No => lang.pick("no", "不可以"),
        Visit::Maybe => lang.pick("maybe", "待定"),
    }
}

/// Where a sample stands.
pub fn sample_state(lang: Lang, state: SampleState) -> &'static str {
    match state {
        SampleState::Agreed => lang.pick("agreed", "待寄样"),
        SampleState::Sent => lang.pick("sent", "已寄样"),
        SampleState::Received => lang.pick("received", "已收样"),
        SampleState::Passed => lang.pick("passed", "测试通过"),
        SampleState::Failed => lang.pick("failed", "测试未通过"),
        SampleState::Cancelled => lang.pick("cancelled", "已取消"),
    }
}

/// What became of a quote.
pub fn quote_state(lang: Lang, state: QuoteState) -> &'static str {
    match state {
        QuoteState::Open => lang.pick("open", "待定"),
        QuoteState::Lost => lang.pick("lost", "丢单"),
        QuoteState::Won => lang.pick("won", "赢单"),
    }
}

/// Where a complaint stands.
pub fn complaint_state(lang: Lang, state: ComplaintState) -> &'static str {
    match state {
        ComplaintState::Opened => lang.pick("opened", "待答复"),
        ComplaintState::Answered => lang.pick("answered", "已答复"),
        ComplaintState::Solved => lang.pick("solved", "已解决"),
    }
}

/// Where a wish to end stands.
pub fn ending_state(lang: Lang, state: EndingState) -> &'static str {
    match state {
        EndingState::Opened => lang.pick("opened", "待答复"),
        EndingState::Answered => lang.pick("answered", "已答复"),
        EndingState::Saved => lang.pick("saved", "已挽留"),
        EndingState::Lost => lang.pick("lost", "已流失"),
    }
}

/// Where a promise stands.
pub fn promise_state(lang: Lang, state: PromiseState) -> &'static str {
    match state {
        PromiseState::Made => lang.pick("made", "待兑现"),
        PromiseState::Kept => lang.pick("kept", "已兑现"),
        PromiseState::Broken => lang.pick("broken", "未兑现"),
    }
}

/// Where a request for consent stands.
pub fn request_state(lang: Lang, state: RequestState) -> &'static str {
    match state {
        RequestState::Asked => lang.pick("asked", "待审批"),
        RequestState::Granted => lang.pick("granted", "已批准"),
        RequestState::Refused => lang.pick("refused", "未批准"),
        RequestState::Withdrawn => lang.pick("withdrawn", "已撤回"),
    }
}

/// What came of an invitation.
pub fn invitation_state(lang: Lang, state: InvitationState) -> &'static str {
    match state {
        InvitationState::Invited => lang.pick("invited", "已邀请"),
        InvitationState::Accepted => lang.pick("will come", "会来"),
        InvitationState::Declined => lang.pick("declined", "已婉拒"),
        InvitationState::Came => lang.pick("came", "已到场"),
        InvitationState::Absent => lang.pick("did not come", "没来"),
    }
}

/// What tells that a customer may be lost.
pub fn alarm_kind(lang: Lang, kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::Ending => lang.pick("wish to end not settled", "终止意向未了结"),
        AlarmKind::Complaint => lang.pick("complaint not solved", "投诉未解决"),
        AlarmKind::NeedLost => lang.pick("need lost", "需求消失"),
        AlarmKind::Competitor => lang.pick("lost to a competitor", "订单被对手拿走"),
        AlarmKind::Silent => lang.pick("orders have stopped", "停止下单"),
        AlarmKind::Falling => lang.pick("buys less", "采购下降"),
        AlarmKind::ContactGone => lang.pick("contact can't be reached", "联系人失联"),
        AlarmKind::PaysLater => lang.pick("pays later", "付款变慢"),
    }
}

/// What somebody found behind an alarm.
pub fn alarm_answer(lang: Lang, answer: AlarmAnswer) -> &'static str {
    match answer {
        AlarmAnswer::Real => lang.pick("real", "属实"),
        AlarmAnswer::False => lang.pick("false alarm", "误报"),
        AlarmAnswer::Accepted => lang.pick("accepted", "已知并接受"),
    }
}

/// What became of a suggestion; a task is done, and a move accepted.
pub fn suggestion_answer(lang: Lang, answer: SuggestionAnswer, is_task: bool) -> &'static str {
    match answer {
        SuggestionAnswer::Done if is_task => lang.pick("done", "已完成"),
        SuggestionAnswer::Done => lang.pick("accepted", "已采纳"),
        SuggestionAnswer::Later => lang.pick("put off", "推迟"),
        SuggestionAnswer::Wrong => lang.pick("not right", "不采纳"),
    }
}

/// Where a thing of this kind stands, by the word of the file: an ending that is lost is no quote that is.
pub fn state_of(lang: Lang, kind: EntryKind, word: &str) -> Option<&'static str> {
    match kind {
        EntryKind::Sample => SampleState::parse(word).map(|state| sample_state(lang, state)),
        EntryKind::Quote => QuoteState::parse(word).map(|state| quote_state(lang, state)),
        EntryKind::Complaint => ComplaintState::parse(word).map(|state| complaint_state(lang, state)),
        EntryKind::Ending => EndingState::parse(word).map(|state| ending_state(lang, state)),
        EntryKind::Promise => PromiseState::parse(word).map(|state| promise_state(lang, state)),
        EntryKind::Request => RequestState::parse(word).map(|state| request_state(lang, state)),
        EntryKind::Invitation => InvitationState::parse(word).map(|state| invitation_state(lang, state)),
        EntryKind::Alarm => AlarmAnswer::parse(word).map(|answer| alarm_answer(lang, answer)),
        EntryKind::FollowUp
        | EntryKind::Order
        | EntryKind::Contract
        | EntryKind::Invoice
        | EntryKind::Payment
        | EntryKind::Grade
        | EntryKind::Owner
        | EntryKind::Note
        | EntryKind::Suggestion
        | EntryKind::Merged
        | EntryKind::Renamed => None,
    }
}

/// What has a deadline of hours.
pub fn emergency(lang: Lang, kind: EmergencyKind) -> &'static str {
    let kind = match kind {
        EmergencyKind::Ending => EntryKind::Ending,
        EmergencyKind::Complaint => EntryKind::Complaint,
    };
    lang.pick(kind.info().english, kind.info().chinese)
}

/// What is still to be done with it: it is not answered, or not solved.
pub fn to_do(lang: Lang, kind: EmergencyKind, answered: bool) -> &'static str {
    match (answered, kind) {
        (false, _) => lang.pick("answered", "答复"),
        (true, EmergencyKind::Complaint) => lang.pick("solved", "解决"),
        (true, EmergencyKind::Ending) => lang.pick("settled", "了结"),
    }
}

/// Who gets what we don't.
pub fn competitor(lang: Lang, name: &str) -> String {
    let name = one_line(name);
    tr!(lang, "competitor {name}", "竞争对手 {name}")
}

/// A kind of entry; one that we don't know stays as it is, and is to be cleaned before it is shown.
pub fn kind(lang: Lang, kind: &str) -> &str {
    EntryKind::parse(kind).map_or(kind, |kind| lang.pick(kind.info().english, kind.info().chinese))
}

/// A channel; one that we don't know stays as it is, and is to be cleaned before it is shown.
pub fn channel(lang: Lang, channel: &str) -> &str {
    match channel {
        "call" => lang.pick("call", "电话"),
        "email" => lang.pick("email", "邮件"),
        "visit" => lang.pick("visit", "拜访"),
        "meeting" => lang.pick("meeting", "会面"),
        "chat" => lang.pick("chat", "聊天"),
        "fair" => lang.pick("fair", "展会"),
        "sms" => lang.pick("sms", "短信"),
        "letter" => lang.pick("letter", "信函"),
        "video" => lang.pick("video", "视频"),
        "other" => lang.pick("other", "其他方式"),
        other => service(lang, other),
    }
}

#[cfg(test)]
mod tests;
