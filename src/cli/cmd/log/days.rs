//! Days and hours of an entry, as people type them.

use chrono::{Months, NaiveDate, NaiveTime, TimeDelta};

use super::reader::Reader;
use crate::cli::change::now;
use crate::cli::date_input::{self, Frame, NoDay, NoTime, Towards};
use crate::cli::failure::Failure;
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::version::needs_version_2;
use crate::model::{Customer, Entry, History, NextContact, Stamp, fold, numeral};
use crate::plan::{Filter, Span, Words};
use crate::render::lang::{self, both, tr};
use crate::rules::AgreedHour;
use crate::rules::calling::Calling;
use crate::rules::occasions::kept_on;

/// How many years ahead a next contact may be agreed: what lies further is a slip of the keys.
const YEARS_AHEAD: u32 = 5;

/// When it happened. What has not happened yet can't be logged.
pub(super) fn at(session: &Session<'_>, typed: Option<&str>) -> Result<Stamp, Failure> {
    let Some(text) = typed else { return Ok(now(session)) };
    let frame = session.frame();
    // The clock says nothing of another day.
    let now = (session.today == session.now.date_naive()).then_some(session.now);
    let stamp = date_input::moment(text, &frame, now, session.zone).map_err(|why| no_time(text, why))?;
    if stamp.day() > session.today {
        return Err(not_yet(stamp.day()));
    }
    Ok(stamp)
}

fn not_yet(day: NaiveDate) -> Failure {
    Failure::usage(both!("{day} has not come yet", "{day} 还没到"))
        .try_this(both!("--next {day} plans the next contact", "--next {day} 用来安排下次跟进"))
}

/// Why a text is not a time at which something happened.
fn no_time(typed: &str, why: NoTime) -> Failure {
    let hint = both!(
        "--at yesterday, \"yesterday 16:30\", 14:30, \"2h ago\", 2026-11-20 or 2026-11-20T14:30:00+08:00",
        "--at 昨天、\"昨天下午3点\"、14:30、2小时前、11月20日、2026-11-20"
    );
    match why {
        NoTime::Day(NoDay::Unknown) => Failure::usage(both!(
            |lang| "{quoted} is not a time",
            "{quoted}不是有效的时间",
            quoted = lang::quoted(lang, typed)
        ))
        .try_this(hint),
        NoTime::Day(NoDay::NotCome(day, last)) => not_yet(day).try_this(both!(
            "--next {day} plans the next contact; the last one was --at {last}",
            "--next {day} 用来安排下次跟进；上一个是 --at {last}"
        )),
        NoTime::Day(no_day) => date_input::told(Some("--at"), typed, no_day, &hint),
        NoTime::Either(hour) => either(typed, hour, "--at"),
        NoTime::NotYet => Failure::usage(both!(
            |lang| "{quoted} is still to come today",
            "今天的{quoted}还没到",
            quoted = lang::quoted(lang, typed)
        ))
        .try_this(both!(
            "another day: --at \"yesterday 16:30\"; --next plans the next contact",
            "如果是别的日子：--at \"昨天 16:30\"；安排下次跟进用 --next"
        )),
        NoTime::NoClock => Failure::usage(both!(
            |lang| "{quoted} is counted from the clock, and --today is another day",
            "{quoted}要从现在算起，而 --today 是另一天",
            quoted = lang::quoted(lang, typed)
        ))
        .try_this(hint),
    }
}

/// The day of a next contact, where it was typed with an hour, and that hour; a part of the day alone is none.
fn with_hour(session: &Session<'_>, typed: &str) -> Result<Option<(NaiveDate, Option<NaiveTime>)>, Failure> {
    let frame = session.frame();
    let Err(NoDay::WithHour(day)) = date_input::read(typed, &frame, Towards::Future) else { return Ok(None) };
    let text = numeral::in_digits(&fold(typed));
    let clock = date_input::split(&text).map(|(_, clock)| clock);
    if let Some(hour) = clock.filter(|clock| clock.is_either).and_then(|clock| clock.hour) {
        return Err(either(typed, hour, "--next"));
    }
    Ok(Some((day, clock.and_then(|clock| clock.hour))))
}

/// The moment that was typed as so many hours from now; the clock says nothing of another day than its own.
fn in_hours(session: &Session<'_>, typed: &str) -> Result<Option<(NaiveDate, NaiveTime)>, Failure> {
    let Some(then) = date_input::from_now(typed, session.now) else { return Ok(None) };
    if session.today != session.now.date_naive() {
        return Err(no_time(typed, NoTime::NoClock));
    }
    Ok(Some((then.date_naive(), then.time())))
}

fn either(typed: &str, hour: NaiveTime, option: &str) -> Failure {
    let (early, late) = (hour.format("%H:%M"), (hour + TimeDelta::hours(12)).format("%H:%M"));
    Failure::usage(both!(
        |lang| "{quoted} can be {early} or {late}",
        "{quoted}可能是 {early}，也可能是 {late}",
        quoted = lang::quoted(lang, typed)
    ))
    .try_this(both!("{option} {late}, or {early}", "{option} 下午…，或写 {late} 或 {early}"))
}

/// That only the day of `--next` is kept, where a part of a day stands behind it, and where that can stand.
pub(super) fn remark_on_hour(session: &Session<'_>, typed: &str) {
    let Ok(Some((next, None))) = with_hour(session, typed) else { return };
    let lang = session.lang;
    let (day, part) = (lang::date_short(lang, next, session.today), lang::one_line(typed.trim()));
    session.say(&tr!(
        lang,
        "note: --next keeps the day alone, {day}; an hour is kept, too: --next \"{next} 10:00\", else it can stand in \
         --plan \"{part} …\"",
        "提示：没写几点，只记日期（{day}）；写明几点也会保存：--next \"{next} 10:00\"，或写进 --plan \"{part} …\""
    ));
}

/// That the day which was agreed is a festival of the customer's country.
pub(super) fn remark_on_festival(session: &Session<'_>, customer: &Customer, entry: &Entry<'_>) {
    let Some(next) = entry.event.next() else { return };
    let Some(what) = kept_on(&session.config.policy.events, customer, next) else { return };
    let lang = session.lang;
    let (what, day) = (lang::clean(lang::label(lang, what)), lang::date_short(lang, next, session.today));
    session.say(&tr!(
        lang,
        "note: {day} is {what} there; perhaps nobody is there",
        "提示：{day}是当地的{what}，可能联系不上"
    ));
}

/// That somebody else of the same owner's is agreed for that hour.
pub(super) fn remark_on_clash(session: &Session<'_>, customer: &Customer, entry: &Entry<'_>) {
    let (lang, policy) = (session.lang, &session.config.policy);
    let hour = AgreedHour::of(entry, customer.owner.as_deref(), &policy.zones);
    let (Some(owner), Some((day, hour))) = (&customer.owner, entry.event.next().zip(hour)) else { return };
    let filter = Filter { owners: vec![owner.clone()], ..Filter::default() };
    let (others, _, _) = query::items(session, &session.workspace.layout(), &filter, day);
    let minutes = customer.grade.as_deref().and_then(|class| policy.grade(class)).map(|rule| rule.minutes);
    let own = Span::of(&hour, day, minutes);
    for other in others.iter().filter(|other| other.id != customer.id) {
        let Some(theirs) = other.hour_on(day) else { continue };
        if own.overlaps(&Span::of(theirs, day, other.minutes)) {
            let (day, at) = (lang::date_short(lang, day, session.today), lang::at_hour(lang, Some(theirs)));
            let (name, id) = (lang::one_line(&other.name), &other.id);
            session.say(&tr!(
                lang,
                "note: {day} {at} is agreed with {name} ({id}): the two overlap",
                "提示：{day} {at} 已约了{name}（{id}），时间重叠"
            ));
        }
    }
}

/// That the hour which was agreed is none of the customer's hours.
pub(super) fn remark_on_hours_there(
    session: &Session<'_>,
    customer: &Customer,
    history: &History<'_>,
    entry: &Entry<'_>,
) {
    let zones = &session.config.policy.zones;
    let hour = AgreedHour::of(entry, customer.owner.as_deref(), zones);
    let moment = hour.zip(entry.event.next()).and_then(|(hour, day)| hour.on(day));
    let calling = Calling::of(customer, history, zones);
    let Some((here, there)) =
        moment.zip(calling).and_then(|(here, calling)| Some((here, calling.outside(&here)?)))
    else {
        return;
    };
    let lang = session.lang;
    let (here, there) = (here.format("%H:%M"), there.format("%H:%M"));
    let hours = customer.prefers.hours.as_deref().map(lang::one_line);
    let hours =
        hours.map(|hours| lang.pick(format!("; theirs are {hours}"), format!("；对方的时间是 {hours}")));
    let hours = hours.unwrap_or_default();
    session.say(&tr!(
        lang,
        "note: {here} here is {there} there{hours}",
        "提示：我方 {here} 是对方 {there}{hours}"
    ));
}

/// That the hour which was agreed is none of the hours at which whoever looks after the customer works.
pub(super) fn remark_on_own_hours(session: &Session<'_>, customer: &Customer, entry: &Entry<'_>) {
    let zones = &session.config.policy.zones;
    let owner = customer.owner.as_deref();
    let Some((owner, hours)) = owner.and_then(|owner| Some((owner, zones.hours.get(owner)?))) else { return };
    let Some((hour, day)) = AgreedHour::of(entry, Some(owner), zones).zip(entry.event.next()) else { return };
    // On the owner's own clock, whoever wrote it.
    let there = zones.of(Some(owner)).zip(hour.on(day)).map(|(zone, moment)| zone.at(&moment).time());
    let time = there.unwrap_or(hour.time);
    if hours.has(time) {
        return;
    }
    let lang = session.lang;
    let (at, name, hours) = (time.format("%H:%M"), lang::person_within(lang, owner), lang::hours_of(hours));
    session.say(&tr!(
        lang,
        "note: {at} is outside the working hours of {name} ({hours})",
        "提示：{at} 不在{name}的工作时间（{hours}）内"
    ));
}

impl Reader<'_> {
    pub(super) fn day(&self, option: &str, typed: Option<&String>) -> Result<Option<NaiveDate>, Failure> {
        typed.map(|text| date_input::ahead(self.session, option, text)).transpose()
    }

    /// The first and the last day of a contract. The last one comes after the first, whenever that is.
    pub(super) fn term(&self) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Failure> {
        let from = self.day("--from", self.args.from.as_ref())?;
        let frame = Frame { from, ..self.session.frame() };
        let until = self.args.until.as_deref();
        let until = until.map(|text| date_input::ahead_of(&frame, "--until", text)).transpose()?;
        Ok((from, until))
    }

    /// The day and the hour agreed for the next contact: not before this one, and not beyond what anybody promises.
    pub(super) fn next(&self) -> Result<Option<NextContact>, Failure> {
        let Some(typed) = self.args.next.as_ref() else { return Ok(None) };
        if Words::NextDay.read(typed).is_some() {
            needs_version_2(&self.session.config, "log --next none")?;
            return Ok(Some(NextContact::Ended));
        }
        let in_hours = in_hours(self.session, typed)?.map(|(day, hour)| (day, Some(hour)));
        let given = in_hours.map_or_else(|| with_hour(self.session, typed), |given| Ok(Some(given)))?;
        let (next, hour) = match given {
            Some(given) => given,
            None => (date_input::ahead(self.session, "--next", typed)?, None),
        };
        let hint = || {
            both!(
                "--next fri, \"fri 10:00\", 2h, 3d, 2w, 2026-12-01",
                "--next 周五、\"周五上午10点\"、两小时后、3天、2周、2026-12-01"
            )
        };
        if next < self.at.day() {
            let day = self.at.day();
            let what = both!(
                "--next {next} lies before the contact on {day}",
                "--next {next} 早于本次跟进（{day}）"
            );
            return Err(Failure::usage(what).try_this(hint()));
        }
        let now = self.session.now;
        if next == now.date_naive() && next == self.session.today {
            let passed = hour.filter(|hour| *hour <= now.time());
            if let Some(hour) = passed.map(|hour| hour.format("%H:%M")) {
                let what = both!("{hour} today has passed", "今天 {hour} 已经过了");
                return Err(Failure::usage(what).try_this(hint()));
            }
        }
        let last = self.session.today.checked_add_months(Months::new(12 * YEARS_AHEAD));
        if last.is_some_and(|last| next > last) {
            let what = both!(
                "--next {next} lies more than {YEARS_AHEAD} years ahead",
                "--next {next} 超过 {YEARS_AHEAD} 年，下次跟进不会约得这么远"
            );
            return Err(Failure::usage(what).try_this(hint()));
        }
        Ok(Some(NextContact::On(next, hour)))
    }
}
