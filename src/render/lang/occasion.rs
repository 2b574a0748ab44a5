//! Days that are no follow-ups, in words.

use chrono::NaiveDate;

use super::moves::reason;
use super::opportunity::{deal_step, order_expected, stage};
use super::plural::plural;
use super::reason::at_hour;
use super::views::exact_amount;
use super::words;
use super::{
    Lang, clean, date_short, day_month, days, label, late, leaves, person, person_within, tr, written,
};
use crate::model::{InvitationState, Money};
use crate::plan::Occasion;
use crate::render::redaction;
use crate::rules::occasions::Kind;
use crate::rules::opportunities::Wait;
use crate::rules::pool::Clause;
use crate::rules::{EmergencyKind, Label};

/// One day in a sentence, with its date where it is still to come.
pub fn occasion(lang: Lang, occasion: &Occasion, today: NaiveDate) -> String {
    let what = occasion_of_day(lang, occasion, today);
    if occasion.on <= today {
        return what;
    }
    let day = date_short(lang, occasion.on, today);
    tr!(lang, "{day}: {what}", "{day}：{what}")
}

/// The same below a heading that names the day.
pub fn occasion_of_day(lang: Lang, occasion: &Occasion, today: NaiveDate) -> String {
    let days_late = occasion.days_late(today);
    // A thing with its number, else alone.
    let named = |thing: &str, reference: &Option<String>| match reference {
        Some(reference) => format!("{thing} {}", clean(reference)),
        None => thing.to_owned(),
    };
    match &occasion.kind {
        Kind::Birthday { who, age, .. } => birthday(lang, who.as_deref(), *age),
        Kind::Founded { years } => match lang {
            Lang::En => format!("the company was founded {years} year{} ago", plural((*years).into())),
            Lang::Zh => format!("公司成立{years}周年"),
        },
        Kind::Anniversary { what, years, .. } => {
            let what = clean(what);
            match lang {
                Lang::En => format!("{what}, {years} year{} ago", plural((*years).into())),
                Lang::Zh => format!("{what}，{years}周年"),
            }
        }
        Kind::Cooperation { years, .. } => match lang {
            Lang::En => format!("the first order was {years} year{} ago", plural((*years).into())),
            Lang::Zh => format!("合作{years}周年（自首单起）"),
        },
        Kind::Date { what } => clean(what),
        Kind::Event { what, until } => {
            let what = clean(label(lang, what));
            match until.map(|until| date_short(lang, until, today)) {
                Some(until) => tr!(lang, "{what}, until {until}", "{what}，至{until}"),
                None => what,
            }
        }
        Kind::ContractEnd { reference, money } => {
            let name = named(lang.pick("contract", "合同"), reference);
            let about = about(lang, *money);
            match days_late {
                1.. => {
                    let day = day_month(lang, occasion.on, today);
                    tr!(
                        lang,
                        "{name}{about} ended on {day}, and none follows",
                        "{name}{about}已于{day}到期，尚无新合同"
                    )
                }
                0 => tr!(lang, "{name}{about} ends today", "{name}{about}今天到期"),
                _ => tr!(lang, "{name}{about} ends", "{name}{about}到期"),
            }
        }
        Kind::InvoiceDue { reference, rest, total } => {
            let name = apart(lang, named(lang.pick("invoice", "发票"), reference));
            let open = open(lang, *rest, *total);
            tr!(lang, "{name} falls due: {open}", "{name}到期：{open}")
        }
        Kind::InvoiceOverdue { reference, rest, total, level, levels } => {
            let name = apart(lang, named(lang.pick("invoice", "发票"), reference));
            let (late, open) = (late(lang, days_late), open(lang, *rest, *total));
            let level = match level {
                0 => String::new(),
                _ => match lang {
                    Lang::En => format!(", level {level} of {levels}"),
                    Lang::Zh => format!("（{}级催款）", numeral(*level)),
                },
            };
            tr!(lang, "{name} is {late}{level}: {open}", "{name}{late}{level}：{open}")
        }
        Kind::QuoteUnanswered { reference, item, money, quoted } => {
            let name = named(lang.pick("quote", "报价"), reference);
            let item = match item.as_deref().map(clean) {
                Some(item) => tr!(lang, " for {item}", "，{item}"),
                None => String::new(),
            };
            let (day, about) = (day_month(lang, *quoted, today), about(lang, *money));
            let passed = (today.max(occasion.on) - *quoted).num_days();
            let days = days(lang, u32::try_from(passed).unwrap_or_default());
            tr!(
                lang,
                "{name} of {day}{item}{about}: {days} without an answer",
                "{day}的{name}{item}{about}：{days}没有答复"
            )
        }
        Kind::Deal { deal, since, is_expected } => {
            let item = deal.item.as_ref().or(deal.references.last());
            let name = named(lang.pick("deal", "商机"), &item.cloned());
            let facts = std::iter::once(stage(lang, deal.stage).to_owned());
            let facts: Vec<String> = facts.chain(deal.money.map(words::money)).collect();
            let facts = facts.join(lang.pick(", ", "，"));
            let step = deal.waits_for.map(|wait| deal_step(lang, wait)).unwrap_or_default();
            let since = match deal.expected.filter(|_| *is_expected) {
                Some(day) => order_expected(lang, day, today),
                None => {
                    let passed = (today.max(occasion.on) - *since).num_days();
                    let days = days(lang, u32::try_from(passed).unwrap_or_default());
                    tr!(lang, "no news for {days}", "{days}没有进展")
                }
            };
            tr!(lang, "{name} ({facts}): {since}, {step}", "{name}（{facts}）：{since}，{step}")
        }
        Kind::Action { what, who, last, every, .. } => {
            let what = clean(label(lang, what));
            let every = words::every(lang, *every);
            let last = match last.map(|last| day_month(lang, last, today)) {
                Some(last) => tr!(lang, "last on {last}", "上次{last}"),
                None => tr!(lang, "never done", "从未做过"),
            };
            let who = match who.as_deref().map(|who| clean(&person(lang, who))) {
                Some(who) => tr!(lang, ", {who}", "，{who}"),
                None => String::new(),
            };
            tr!(lang, "{what}{who}: {last}, {every}", "{what}{who}：{last}，{every}")
        }
        Kind::Emergency { kind, reference, opened, answered, settle_by } => {
            let name = apart(lang, named(words::emergency(lang, *kind), reference));
            let day = day_month(lang, *opened, today);
            let (state, end) = (words::to_do(lang, *kind, *answered), words::to_do(lang, *kind, true));
            let late = match days_late {
                1.. => tr!(lang, ", {late}", "，{late}", late = late(lang, days_late)),
                _ => String::new(),
            };
            let solve = match !answered && *settle_by >= today {
                true => {
                    let day = date_short(lang, *settle_by, today);
                    tr!(lang, "; to be {end} by {day}", "；须在{day}前{end}")
                }
                false => String::new(),
            };
            tr!(lang, "{name} of {day} not {state}{late}{solve}", "{day}的{name}未{state}{late}{solve}")
        }
        Kind::Promise { reference, what, made } => {
            let name = named(lang.pick("promise", "承诺"), reference);
            let what = what.as_deref().map(clean).unwrap_or_default();
            let made = day_month(lang, *made, today);
            let late = match days_late {
                1.. => tr!(lang, ", {late}", "，{late}", late = late(lang, days_late)),
                _ => String::new(),
            };
            tr!(lang, "{name} of {made}: {what}{late}", "{made}的{name}：{what}{late}")
        }
        Kind::Request { reference, what, by } => {
            let name = apart(lang, named(lang.pick("request", "申请"), reference));
            let what = what.as_deref().map(clean).unwrap_or_default();
            let day = day_month(lang, occasion.on, today);
            match by.as_deref().map(|by| person_within(lang, by).trim_start().to_owned()) {
                Some(by) => tr!(
                    lang,
                    "{name} of {day} by {by} to be decided: {what}",
                    "{by}{day}提出的{name}待审批：{what}"
                ),
                None => tr!(lang, "{name} of {day} to be decided: {what}", "{day}的{name}待审批：{what}"),
            }
        }
        Kind::Approval { by } => approval(lang, by.as_deref()),
        Kind::Pool(fall) => leaves(lang, fall, today),
        Kind::Lost { since, why, competitor } => {
            let day = day_month(lang, *since, today);
            let why = why.as_deref().map(|why| written(lang, why));
            let whom = competitor.as_deref().map(|name| words::competitor(lang, name));
            let said: Vec<String> = why.into_iter().chain(whom).collect();
            let said = match said.is_empty() {
                true => String::new(),
                false => tr!(lang, " ({said})", "（{said}）", said = said.join(lang.pick(", ", "，"))),
            };
            tr!(
                lang,
                "gone since {day}{said}: ask whether it comes back",
                "{day}流失{said}：请回访，看能否挽回"
            )
        }
        Kind::Appointment { hour, plan, agreed } => {
            let (hour, agreed) = (at_hour(lang, Some(hour)), date_short(lang, *agreed, today));
            let plan = plan
                .as_deref()
                .map(|plan| lang.pick(format!(": {}", clean(plan)), format!("：{}", clean(plan))));
            let plan = plan.unwrap_or_default();
            tr!(lang, "{hour}, agreed on {agreed}{plan}", "{hour}，{agreed}约定{plan}")
        }
        Kind::Move(suggestion) => {
            let (to, why) = (suggestion.to.as_deref().map(clean), reason(lang, &suggestion.why, today));
            let to = to.unwrap_or_else(|| lang.pick("none", "无").into());
            tr!(lang, "grade {to}? {why}", "建议定为 {to} 级：{why}")
        }
        Kind::Recheck { grade, last, after } => recheck(lang, &clean(grade), (*last, after.as_ref()), today),
    }
}

/// That a grade is to be looked at again: after an event, or since the last time is long ago.
fn recheck(
    lang: Lang,
    grade: &str,
    (last, after): (Option<NaiveDate>, Option<&Label>),
    today: NaiveDate,
) -> String {
    if let Some(event) = after.map(|event| clean(label(lang, event))) {
        return tr!(lang, "look at grade {grade} again after {event}", "{event}之后请复核等级 {grade}");
    }
    match last.map(|last| day_month(lang, last, today)) {
        Some(last) => {
            tr!(lang, "grade {grade} was last looked at on {last}", "等级 {grade} 上次复核于{last}")
        }
        None => tr!(lang, "nobody has looked at grade {grade} yet", "等级 {grade} 尚未复核过"),
    }
}

/// What stands beside a day: of one customer whether it is invited and what it was given last, of several how many are
/// invited, have declined or came.
pub fn beside(lang: Lang, customers: &[&Occasion], today: NaiveDate) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    if let [one] = customers {
        parts.extend(one.invited.as_ref().map(|invited| {
            let (state, day) =
                (words::invitation_state(lang, invited.state), day_month(lang, invited.on, today));
            tr!(lang, "{state} on {day}", "{day}{state}")
        }));
        parts.extend(one.given.as_ref().map(|given| {
            let (action, day) = (clean(&given.action), day_month(lang, given.on, today));
            let text =
                given.text.as_deref().map(|text| tr!(lang, ", {text}", "，{text}", text = clean(text)));
            let text = text.unwrap_or_default();
            tr!(lang, "last time: {action} on {day}{text}", "上次：{day}{action}{text}")
        }));
    } else {
        for state in InvitationState::ALL {
            let is_so =
                |one: &&&Occasion| one.invited.as_ref().is_some_and(|invited| invited.state == *state);
            let count = customers.iter().filter(is_so).count();
            let state = words::invitation_state(lang, *state);
            parts.extend((count > 0).then(|| tr!(lang, "{count} {state}", "{state} {count} 个")));
        }
    }
    (!parts.is_empty()).then(|| parts.join(lang.pick("; ", "；")))
}

/// A small number as Chinese counts steps: 三级; a large one in digits.
fn numeral(number: usize) -> String {
    let digit = number.checked_sub(1).and_then(|index| "一二三四五六七八九十".chars().nth(index));
    digit.map_or_else(|| number.to_string(), String::from)
}

/// A name before Chinese: `发票 I-1 到期`, but `发票到期`.
fn apart(lang: Lang, mut name: String) -> String {
    if lang == Lang::Zh && name.ends_with(|c: char| c.is_ascii()) {
        name.push(' ');
    }
    name
}

/// That it is worked for without the management's consent.
fn approval(lang: Lang, by: Option<&str>) -> String {
    match by.map(|by| clean(&person(lang, by))) {
        Some(by) => tr!(
            lang,
            "no visible profit, and {by}, who agreed, is no manager: to be approved",
            "无直接利润，批准的 {by} 不是 manager：待批准"
        ),
        None => lang
            .pick("no visible profit: to be approved by the management", "无直接利润，待管理层批准")
            .to_owned(),
    }
}

fn birthday(lang: Lang, who: Option<&str>, age: Option<u32>) -> String {
    let whose = match who.map(clean) {
        // 李娜生日, but Anna 生日.
        Some(who) if who.ends_with(|c: char| c.is_ascii()) => tr!(lang, "birthday of {who}", "{who} 生日"),
        Some(who) => tr!(lang, "birthday of {who}", "{who}生日"),
        None => tr!(lang, "a contact's birthday", "联系人生日"),
    };
    match age {
        Some(age) => tr!(lang, "{whose}, turning {age}", "{whose}，{age}岁"),
        None => whose,
    }
}

/// What a thing is about, behind its name.
fn about(lang: Lang, money: Option<Money>) -> String {
    money.map_or_else(String::new, |money| {
        let money = words::money(money);
        tr!(lang, " over {money}", "（{money}）")
    })
}

/// What is still to be paid, and of how much where a part was paid.
fn open(lang: Lang, rest: Money, total: Money) -> String {
    let (left, all) = (words::money(rest), exact_amount(total.amount));
    if rest.amount == total.amount {
        return tr!(lang, "{left} open", "未付 {left}");
    }
    tr!(lang, "{left} of {all} open", "未付 {left}（共 {all}）")
}

/// The command that deals with it, for a shell; none where there is nothing to write down.
pub fn next_step(occasion: &Occasion) -> Option<String> {
    let id = shell_word(occasion.id.as_str());
    // A number that begins like an option stands behind a sign of its own.
    let sign = |text: &str| if text.starts_with('-') { '=' } else { ' ' };
    let number = |reference: &Option<String>| {
        let option = |text: &str| format!(" --ref{}{}", sign(text), shell_word(text));
        reference.as_deref().map(option).unwrap_or_default()
    };
    // What has no number is known by what it is.
    let by_what = |reference: &Option<String>, what: &Option<String>| match (reference, what) {
        (None, Some(what)) => format!(" --what{}{}", sign(what), shell_word(what)),
        _ => number(reference),
    };
    match &occasion.kind {
        Kind::InvoiceDue { reference, rest, .. } | Kind::InvoiceOverdue { reference, rest, .. } => {
            let currency = rest.currency.map(|code| format!(" --currency {code}")).unwrap_or_default();
            let rest = if redaction::hides_amounts() { "AMOUNT".to_owned() } else { rest.amount.to_string() };
            Some(format!("crm log {id} --payment {rest}{currency}{}", number(reference)))
        }
        Kind::ContractEnd { reference, .. } => {
            Some(format!("crm log {id} --contract AMOUNT --from DAY --until DAY{}", number(reference)))
        }
        Kind::QuoteUnanswered { .. } => Some(format!("crm log {id} TEXT --reply REPLY")),
        Kind::Deal { deal, is_expected, .. } => {
            let item = |text: &str| format!(" --item{}{}", sign(text), shell_word(text));
            let item = deal.item.as_deref().map(item).unwrap_or_default();
            let quote = match deal.references.as_slice() {
                [only] => number(&Some(only.clone())),
                _ => String::new(),
            };
            deal.waits_for.map(|wait| match wait {
                _ if *is_expected => format!("crm log {id} --order AMOUNT{item}"),
                Wait::Order => format!("crm log {id} --order AMOUNT{item}"),
                Wait::Quote => format!("crm log {id} --quote AMOUNT{item}"),
                Wait::Dispatch => format!("crm log {id} --sample sent{item}"),
                Wait::Answer | Wait::Step | Wait::Arrival | Wait::Test => {
                    format!("crm log {id} TEXT --reply REPLY")
                }
                Wait::Decision if deal.money.is_none() => format!("crm log {id} --sample cancelled{item}"),
                Wait::Decision => format!("crm log {id} --quote lost --why WHY{quote}"),
            })
        }
        Kind::Emergency { kind, reference, answered, .. } => {
            let state = match (answered, kind) {
                (false, _) => "answered",
                (true, EmergencyKind::Complaint) => "solved",
                (true, EmergencyKind::Ending) => "STATE",
            };
            Some(format!("crm log {id} TEXT --{} {state}{}", kind.as_str(), number(reference)))
        }
        Kind::Promise { reference, what, .. } => {
            Some(format!("crm log {id} --promise kept{}", by_what(reference, what)))
        }
        Kind::Request { reference, what, .. } => {
            Some(format!("crm log {id} --request STATE{}", by_what(reference, what)))
        }
        Kind::Approval { .. } => Some(format!("crm set {id} approved.by=ID approved.on=today")),
        Kind::Pool(fall) => Some(match fall.because {
            Clause::FollowUp | Clause::Interest => format!("crm log {id} TEXT --reply REPLY"),
            Clause::Order => format!("crm log {id} --order AMOUNT"),
            Clause::Deal => format!("crm log {id} --quote AMOUNT"),
        }),
        Kind::Lost { .. } | Kind::Appointment { .. } => Some(format!("crm log {id} TEXT --reply REPLY")),
        Kind::Move(suggestion) => {
            let to = suggestion.to.as_deref().unwrap_or("none");
            Some(format!("crm grade {id} {}", shell_word(to)))
        }
        Kind::Recheck { .. } => Some(format!("crm grade {id} --confirm")),
        Kind::Action { name, .. } => Some(format!("crm log {id} TEXT --action {}", shell_word(name))),
        Kind::Birthday { .. }
        | Kind::Founded { .. }
        | Kind::Anniversary { .. }
        | Kind::Cooperation { .. }
        | Kind::Date { .. }
        | Kind::Event { .. } => None,
    }
}

/// A text as one word of a shell's line.
pub fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '+' | ',');
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests;
