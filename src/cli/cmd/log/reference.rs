//! Numbers that tie entries together: what is typed must fit to what is there.

use std::collections::HashSet;

use super::Args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::config::WorkspaceConfig;
use crate::model::{Entry, EntryField, Event, History, Money, Payment, RequestState, TopicKey};
use crate::render::lang::{self, Lang, both, tr};
use crate::rules::Policy;
use crate::rules::references::{Misfit, Named, depends, fitted as fits};
use crate::rules::requests::{AnsweredRequest, RequestRecord};
use crate::store::{CustomerFiles, LoadedCustomer, Scrutiny};

/// The entry with the number of what it carries on, as that one has it.
pub(super) fn fitted(
    config: &WorkspaceConfig,
    entry: Entry<'static>,
    loaded: &LoadedCustomer<'_>,
) -> Result<Entry<'static>, Failure> {
    let (id, kind) = (&loaded.customer.id, entry.event.kind().to_owned());
    let event = fits(entry.event, &loaded.history, &config.policy);
    let event = event.map_err(|misfit| {
        refused(id.as_str(), &kind, &misfit, answered_last(&kind, &loaded.history, &config.policy).as_ref())
    })?;
    Ok(in_currency(config, Entry { event, ..entry }))
}

/// The entry with the number that its thing has by now, where what was typed is the id of a customer that is a part of
/// this one: that one's numbers were its own.
pub(super) fn of_the_former(
    context: &Context,
    typed: &str,
    entry: Entry<'static>,
    loaded: &LoadedCustomer<'_>,
) -> Entry<'static> {
    let event = moved(entry.event, typed, loaded, |from, to| {
        let id = &loaded.customer.id;
        context.say(&tr!(
            context.lang,
            "note: {from} of {typed} is {to} of {id} now",
            "提示：{typed} 的 {from} 现在是 {id} 的 {to}"
        ));
    });
    Entry { event, ..entry }
}

/// The event with that number; it is told where it is another one.
fn moved(
    event: Event<'static>,
    typed: &str,
    loaded: &LoadedCustomer<'_>,
    tell: impl Fn(&str, &str),
) -> Event<'static> {
    if typed == loaded.customer.id.as_str() {
        return event;
    }
    let topics = loaded.history.entries().iter().filter_map(|entry| entry.event.topic());
    let known: HashSet<TopicKey> = topics.map(|topic| topic.key()).collect();
    let to = event.moved(typed).filter(|_| event.is_of_part(typed, |key| known.contains(key)));
    let Some(to) = to else { return event };
    tell(event.named().unwrap_or("–"), &to);
    event.with_reference(to)
}

/// A payment for no invoice, in the workspace's currency where it says none.
pub(super) fn in_currency(config: &WorkspaceConfig, entry: Entry<'static>) -> Entry<'static> {
    match entry.event {
        Event::Payment(Payment { reference, money: Some(Money { amount, currency: None }) }) => {
            let money = Some(Money { amount, currency: Some(config.policy.rates.currency) });
            Entry { event: Event::Payment(Payment { reference, money }), ..entry }
        }
        event => Entry { event, ..entry },
    }
}

/// What was typed, with the number that somebody chose on the terminal where several are open. Before anybody
/// types a text, and without keeping other writers out.
pub(super) fn chosen(
    session: &Session<'_>,
    args: &Args,
    files: &CustomerFiles,
    entries: &[Entry<'static>],
) -> Result<Args, Failure> {
    // The files of most entries need not be read for it.
    if args.force || !entries.iter().any(|entry| depends(&entry.event)) {
        return Ok(args.clone());
    }
    let misfit = |loaded: LoadedCustomer<'_>| {
        let all = entries.iter().map(|entry| {
            let event = moved(entry.event.clone(), &args.customer, &loaded, |_, _| {});
            let fit = fits(event, &loaded.history, &session.config.policy);
            let kind = entry.event.kind().to_owned();
            let before = answered_last(&kind, &loaded.history, &session.config.policy);
            fit.err().map(|misfit| (kind, misfit, before))
        });
        all.flatten().next()
    };
    let (found, _) = session.workspace.one(files, Scrutiny::Answer, misfit);
    match found.flatten() {
        None => Ok(args.clone()),
        Some((_, Misfit::Unclear { open }, _)) if session.interactive => {
            let chosen = asked(session, &open);
            let mut args = args.clone();
            match chosen {
                Some(Named { name, field: EntryField::Item }) => args.item = name,
                Some(Named { name, field: EntryField::What }) => args.what = name,
                // What has no number is meant by who says none.
                Some(Named { name: None, .. }) => args.force = true,
                Some(Named { name, .. }) => args.reference = name,
                None => {
                    return Err(Failure::new(Exit::Refused, both!("nothing was written", "未写入任何内容")));
                }
            }
            Ok(args)
        }
        Some((kind, misfit, before)) => Err(refused(files.id.as_str(), &kind, &misfit, before.as_ref())),
    }
}

/// Asks which one is meant; nothing where nobody says.
fn asked(context: &Context, open: &[Named]) -> Option<Named> {
    let lang = context.lang;
    for (number, named) in (1..).zip(open) {
        context.say(&format!("  {number}  {}", shown(lang, named)));
    }
    loop {
        let most = open.len();
        let answer = context.ask(&tr!(lang, "which one? [1-{most}] ", "是哪一个？[1-{most}] "))?;
        let answer = answer.trim();
        if answer.is_empty() {
            return None;
        }
        let number = answer.parse::<usize>().ok().and_then(|number| open.get(number.checked_sub(1)?));
        if let Some(named) = number {
            return Some(named.clone());
        }
        context.say(&tr!(
            lang,
            "  type a number from 1 to {most}; Enter leaves it",
            "  请输入 1 到 {most} 的序号；直接回车则放弃"
        ));
    }
}

fn shown(lang: Lang, named: &Named) -> String {
    match &named.name {
        Some(name) => lang::one_line(name),
        None => tr!(lang, "(without a number)", "（无编号）"),
    }
}

/// The options that say each of them.
fn options(open: &[Named]) -> String {
    let option = |named: &Named| {
        let name = named.name.as_deref().map(lang::one_line)?;
        let name = if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name };
        Some(format!("--{} {name}", named.field.as_str()))
    };
    open.iter().filter_map(option).collect::<Vec<_>>().join(", ")
}

/// The last answer to a request, of whoever answers one that isn't open any more.
fn answered_last(kind: &str, history: &History<'_>, policy: &Policy) -> Option<AnsweredRequest> {
    (kind == "request").then(|| RequestRecord::of(history, &policy.managers).answered.pop()).flatten()
}

fn refused(id: &str, kind: &str, misfit: &Misfit, answered: Option<&AnsweredRequest>) -> Failure {
    Failure::in_both(|lang| {
        let failure = refusal(lang, id, kind, misfit);
        match (misfit, answered) {
            (Misfit::Unknown { reference: None, open }, Some(one)) if open.is_empty() => {
                failure.because(answered_before(lang, one))
            }
            _ => failure,
        }
    })
}

/// Somebody has answered it already: what, when and by whom.
fn answered_before(lang: Lang, one: &AnsweredRequest) -> String {
    let names = [&one.reference, &one.what].into_iter().flatten();
    let what = names.map(|name| lang::one_line(name)).collect::<Vec<_>>().join(" · ");
    let state = if one.is_granted { RequestState::Granted } else { RequestState::Refused };
    let (state, day) = (lang::request_state(lang, state), one.on);
    match one.by.as_deref().map(|by| lang::person(lang, by)) {
        Some(by) => tr!(
            lang,
            "the last one ({what}) was {state} on {day} by {by}; crm undo takes an answer back",
            "最近一项（{what}）{state}（{day}，{by}）；crm undo 可撤销"
        ),
        None => tr!(lang, "the last one ({what}) was {state} on {day}", "最近一项（{what}）{state}（{day}）"),
    }
}

fn refusal(lang: Lang, id: &str, kind: &str, misfit: &Misfit) -> Failure {
    let of = lang::kind(lang, if kind == "payment" { "invoice" } else { kind });
    let quoted = |text: &str| lang::quoted(lang, text);
    let force = tr!(lang, "--force writes it all the same", "--force 仍然写入");
    let try_open = |open: &[Named]| match options(open) {
        options if options.is_empty() => force.clone(),
        options => tr!(lang, "{options}; {force}", "{options}；{force}"),
    };
    match misfit {
        Misfit::Taken { reference, line } => {
            let reference = quoted(reference);
            Failure::new(
                Exit::Refused,
                tr!(lang, "{id} has the {of} {reference} already", "{id} 已经有{of}{reference}"),
            )
            .because(tr!(
                lang,
                "line {line} of its log; a second one would count twice",
                "见其日志第 {line} 行；再记一条会重复计算"
            ))
            .try_this(force)
        }
        Misfit::Unknown { reference: Some(reference), open } => {
            let reference = quoted(reference);
            let why = match options(open) {
                options if options.is_empty() => tr!(lang, "none is open", "目前没有未结的"),
                _ => {
                    let names: Vec<String> =
                        open.iter().filter_map(|one| one.name.as_deref().map(lang::one_line)).collect();
                    let open = names.join(lang.pick(", ", "、"));
                    tr!(lang, "open: {open}", "未结的{of}：{open}")
                }
            };
            Failure::new(
                Exit::Refused,
                tr!(lang, "{id} has no open {of} {reference}", "{id} 没有未结的{of}{reference}"),
            )
            .because(why)
            .try_this(try_open(open))
        }
        Misfit::Unknown { reference: None, open } => {
            let begin = match kind {
                "complaint" | "ending" => {
                    let opened = lang.pick("opened", "提出");
                    Some(format!("--{kind} {opened}"))
                }
                "promise" => Some(tr!(lang, "--promise \"what\" --due fri", "--promise \"事项\" --due 周五")),
                "request" => Some(tr!(lang, "--request \"what\"", "--request \"事项\"")),
                _ => None,
            };
            let hint = match begin.filter(|_| options(open).is_empty()) {
                Some(begin) => {
                    tr!(
                        lang,
                        "{begin} first, with --at DAY where it was before; {force}",
                        "先记 {begin}，更早的加 --at 日期；{force}"
                    )
                }
                None => try_open(open),
            };
            Failure::new(Exit::Refused, tr!(lang, "{id} has no open {of}", "{id} 没有未结的{of}"))
                .try_this(hint)
        }
        Misfit::Unclear { open } => Failure::new(
            Exit::Refused,
            tr!(lang, "several of {id} are open: which {of} is it?", "{id} 有多个未结的{of}：是哪一个？"),
        )
        .try_this(try_open(open)),
        Misfit::OtherCurrency { reference, invoiced, paid } => {
            let which = reference.as_deref().map(quoted).unwrap_or_default();
            Failure::new(
                Exit::Refused,
                tr!(
                    lang,
                    "the {of} {which} is in {invoiced}; a payment in {paid} would pay nothing of it",
                    "{of}{which}的币种是 {invoiced}，{paid} 的收款不能抵扣"
                ),
            )
            .try_this(tr!(
                lang,
                "--payment with what it comes to in {invoiced}; {force}",
                "--payment 写折合成 {invoiced} 的金额；{force}"
            ))
        }
        Misfit::Over { reference, rest } => {
            let rest = lang::money(*rest);
            let which = reference.as_deref().map(quoted).unwrap_or_default();
            Failure::new(
                Exit::Refused,
                tr!(
                    lang,
                    "it is more than is left of the {of} {which}: {rest}",
                    "超过了{of}{which}未付的金额：{rest}"
                ),
            )
            .try_this(tr!(
                lang,
                "another --ref, or the amount that was paid; {force}",
                "换一个 --ref，或改正金额；{force}"
            ))
        }
    }
}
