//! `crm log`: one line, or a few, of what happened; the next date follows from it.

mod alarms;
mod args;
mod contacts;
mod days;
mod emergencies;
mod entries;
mod events;
mod files;
mod marks;
mod numbers;
mod promises;
mod reader;
mod reference;
mod slips;
mod status;
mod text;
mod things;
mod won;
mod words;

use chrono::NaiveDate;

use crate::cli::change::{Wanted, change_slot};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::let_in;
use crate::cli::resolve::resolve_to_write;
use crate::cli::session::Session;
use crate::format::Edit;
use crate::model::name::search_key;
use crate::model::{Customer, Entry, Event, Invoice, ProblemKind, Promise, Stamp};
use crate::plan::Words;
use crate::render::lang::{self, Lang, both, tr};
use crate::store::{CustomerFiles, NewKeptFile, Scrutiny};

use text::TextSource;

pub use args::Args;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let args = &by_kind(args)?;
    let by = writer(&session, args.by.as_deref())?;
    let at = days::at(&session, args.at.as_deref())?;
    if let Some(which) = &args.of {
        args.marks_alone()?;
        return marks::mark(&session, args, which, (at, &by));
    }
    // Whatever is wrong with the options is told before anybody types a text.
    let entries = entries::entries(&session, args, at, &by, None)?;
    let kept = &files::read(&session, args)?;
    let files = resolve_to_write(&session, &session.workspace.layout(), &args.customer)?;
    let args = &reference::chosen(&session, args, &files, &entries)?;
    let given = text::text(context, args)?;
    match given {
        TextSource::Nothing => write(&session, args, (at, &by), (&files, kept), None),
        TextSource::Given(text) => write(&session, args, (at, &by), (&files, kept), Some(text)),
        TextSource::InEditor => {
            // A file that nobody may change is told before anybody types.
            session.workspace.permits_entry(&files)?;
            let name =
                session.workspace.one(&files, Scrutiny::Answer, |loaded| loaded.customer.name.to_string()).0;
            let composed = text::composed(context, &files.id, name.as_deref().unwrap_or(files.id.as_str()))?;
            let done = write(&session, args, (at, &by), (&files, kept), Some(composed.text.clone()));
            composed.settled(done)
        }
    }
}

/// Writes what was said.
fn write(
    session: &Session<'_>,
    args: &Args,
    (at, by): (Stamp, &str),
    (files, kept): (&CustomerFiles, &[NewKeptFile]),
    text: Option<String>,
) -> Result<Exit, Failure> {
    let entries = files::named(entries::entries(session, args, at, by, text)?, kept);
    remark(session, args, &entries);
    files::remark(session, kept);
    change_slot(session, files, args.dry_run, |loaded| {
        let customer = &loaded.customer;
        let status = status::changed(session, args, customer, (at, by))?;
        let mut edits = if args.verified {
            verified(customer, args.with.as_deref(), at)?.into_iter().collect()
        } else {
            Vec::new()
        };
        let (id, name) = (&customer.id, lang::one_line(&customer.name));
        let fit = |entry: Entry<'static>| match args.force {
            true => Ok(reference::in_currency(&session.config, entry)),
            false => alarms::meant(session, entry, loaded)
                .and_then(|entry| events::meant(session, entry, loaded))
                .and_then(|entry| reference::fitted(&session.config, entry, loaded))
                .and_then(|entry| slips::begun(entry, loaded)),
        };
        let named = |entry| contacts::with_known_contact(session, customer, args.force, entry);
        let entries = entries.into_iter().map(named).collect::<Result<Vec<_>, _>>()?;
        let newcomers = entries.iter().filter_map(|entry| contacts::newcomer(customer, entry));
        let warnings = newcomers.filter_map(|name| let_in::question(session, files, name)).collect();
        let moved = |entry| reference::of_the_former(session, &args.customer, entry, loaded);
        let entries = entries.into_iter().map(moved);
        let entries = entries.map(fit).collect::<Result<Vec<_>, _>>()?;
        entries.iter().for_each(|entry| contacts::remark_on_later(session, &loaded.history, entry));
        entries.iter().for_each(|entry| days::remark_on_festival(session, customer, entry));
        let in_hours = |entry| days::remark_on_hours_there(session, customer, &loaded.history, entry);
        entries.iter().for_each(in_hours);
        entries.iter().for_each(|entry| days::remark_on_own_hours(session, customer, entry));
        entries.iter().for_each(|entry| days::remark_on_clash(session, customer, entry));
        entries.iter().for_each(|entry| emergencies::remark(session, &loaded.history, entry));
        entries.iter().for_each(|entry| promises::remark(session, customer, &loaded.history, entry));
        if entries.is_empty() && status.is_none() && !args.verified {
            let id = &customer.id;
            return Ok(Wanted::nothing(tr!(session.lang, "{id}: nothing was changed", "{id}：未做修改")));
        }
        let dated = (entries.is_empty() && status.is_none()).then(|| {
            tr!(
                session.lang,
                "{name} ({id}): data confirmed, no contact logged",
                "{name}（{id}）：资料已核实，未记录跟进"
            )
        });
        let mut what: Vec<String> = entries.iter().map(|entry| said(session, entry)).collect();
        what.extend(status.iter().map(|status| status.said.clone()));
        let what = what.join(lang_comma(session.lang));
        let done = tr!(session.lang, "{name} ({id}): {what} logged", "{name}（{id}）：已记录：{what}");
        let done = dated.unwrap_or(done);
        let then = emergencies::after_loss(session.lang, id.as_str(), &entries);
        let low = emergencies::after_low_score(session.lang, id.as_str(), &entries);
        let won = won::after(session.lang, id.as_str(), &loaded.history, &entries);
        let paths = kept.iter().map(|new| files.kept_path(&new.kept).display().to_string());
        let paths = paths.map(|path| lang::clean(&path)).collect::<Vec<_>>().join(lang_comma(session.lang));
        let kept_in = (!kept.is_empty()).then(|| tr!(session.lang, "kept: {paths}", "存放：{paths}"));
        let done = [Some(done), kept_in, won, then, low].into_iter().flatten().collect::<Vec<_>>().join("\n");
        let mut entries = entries;
        if let Some(status) = status {
            edits.push(status.edit);
            entries.push(status.note);
        }
        Ok(Wanted { edits, entries, kept: kept.to_vec(), done, warnings })
    })
}

/// Who writes it: one person. Who was there, too, is said beside it.
fn writer(session: &Session<'_>, by: Option<&str>) -> Result<String, Failure> {
    let several = by.and_then(|by| by.split_once([',', '，', '、']));
    let Some((first, others)) = several else { return session.user(by) };
    let [first, others] = [first, others].map(|typed| lang::one_line(typed.trim()));
    let one = both!("one person writes an entry", "一条记录由一个人写入");
    Err(Failure::usage(one).try_this(both!(
        "--by {first} --with-us {others}, where they made the contact together",
        "一起跟进的：--by {first} --with-us {others}"
    )))
}

/// `--kind order --amount 12000` as `--order 12000`.
fn by_kind(args: &Args) -> Result<Args, Failure> {
    let mut args = args.clone();
    let Some(kind) = args.kind.take() else { return Ok(args) };
    let (state, amount) = (args.state.take(), args.amount.take());
    let kind = Words::Kind.read(&kind).map_or(kind, str::to_owned);
    let named = lang::clean(lang::kind(Lang::Zh, &kind));
    let (files, value, missing) = match kind.as_str() {
        "sample" => (&mut args.sample, state.clone(), "--state"),
        "complaint" => (&mut args.complaint, state.clone(), "--state"),
        "ending" => (&mut args.ending, state.clone(), "--state"),
        "promise" => (&mut args.promise, state.clone(), "--state"),
        "request" => (&mut args.request, state.clone(), "--state"),
        "invitation" => (&mut args.invitation, state.clone(), "--state"),
        "quote" if state.is_some() => (&mut args.quote, state.clone(), "--state"),
        "quote" => (&mut args.quote, amount.clone(), "--amount"),
        "order" => (&mut args.order, amount.clone(), "--amount"),
        "contract" => (&mut args.contract, amount.clone(), "--amount"),
        "invoice" => (&mut args.invoice, amount.clone(), "--amount"),
        "payment" => (&mut args.payment, amount.clone(), "--amount"),
        "note" | "followup" => {
            args.note = kind == "note";
            let lost = state.map(|_| "--state").or(amount.map(|_| "--amount"));
            return match lost {
                None => Ok(args),
                Some(option) => {
                    Err(Failure::usage(both!("a {kind} has no {option}", "{named}不能带 {option}")))
                }
            };
        }
        "alarm" => {
            return Err(Failure::usage(both!(
                "an alarm is answered by an option of its own",
                "回答预警有专门的选项"
            ))
            .try_this(both!("--alarm silent --answer real", "--alarm 停止下单 --answer 属实")));
        }
        "grade" | "owner" => {
            let try_this = if kind == "grade" {
                "crm grade ID B --why \"…\""
            } else {
                "crm assign ID wang --why \"…\""
            };
            return Err(Failure::usage(both!(
                "a change of {kind} also changes the customer's file",
                "{named}要同时修改客户文件"
            ))
            .try_this(try_this));
        }
        _ => {
            let known = |lang: Lang| match lang {
                Lang::En => Event::KINDS.join(lang_comma(lang)),
                Lang::Zh => {
                    let kinds = Event::KINDS.iter().map(|kind| lang::kind(lang, kind));
                    kinds.collect::<Vec<_>>().join(lang_comma(lang))
                }
            };
            return Err(Failure::usage(both!("there is no kind \"{kind}\"", "没有「{kind}」这种记录"))
                .try_this(both!(|lang| "one of {known}", "可选：{known}", known = known(lang))));
        }
    };
    if value.is_none() {
        return Err(Failure::usage(both!("a {kind} needs its {missing}", "{named}要写明 {missing}"))
            .try_this("crm log --help"));
    }
    let other = if missing == "--state" { amount.map(|_| "--amount") } else { state.map(|_| "--state") };
    if let Some(option) = other {
        return Err(Failure::usage(both!("a {kind} has no {option}", "{named}不能带 {option}")));
    }
    *files = value;
    Ok(args)
}

/// What is right, but may not be meant: an agreed day off, an amount that no total can hold.
fn remark(session: &Session<'_>, args: &Args, entries: &[Entry<'_>]) {
    let lang = session.lang;
    if let Some(typed) = args.next.as_deref() {
        days::remark_on_hour(session, typed);
    }
    for entry in entries {
        let is_free = |day: &NaiveDate| session.config.policy.calendar.free(*day).is_some();
        if let Some(next) = entry.event.next().filter(is_free) {
            let day = lang::date_short(lang, next, session.today);
            session.say(&tr!(
                lang,
                "note: {day} is not a working day; it stays as agreed",
                "提示：{day} 不是工作日，按约定保留"
            ));
        }
        if let Event::Invoice(Invoice { due: None, .. }) = &entry.event {
            session.say(&tr!(
                lang,
                "note: nobody is reminded of an invoice without --due: --due 30d",
                "提示：没有付款日的发票不会提醒：--due 30天"
            ));
        }
        if let Some(currency) = entry
            .event
            .currency()
            .filter(|currency| session.config.policy.rates.of(*currency, entry.day()).is_none())
        {
            let trouble = ProblemKind::NoRate { currency: currency.to_string(), day: entry.day() };
            let words = lang::problem_text(lang, &trouble);
            let (message, hint) = (words.message, words.hint.unwrap_or_default());
            session.say(&tr!(lang, "warning: {message}\n  try: {hint}", "警告：{message}\n  建议：{hint}"));
        }
    }
}

fn lang_comma(lang: Lang) -> &'static str {
    lang.pick(", ", "、")
}

fn said(context: &Context, entry: &Entry<'_>) -> String {
    let lang = context.lang;
    let kind = lang::kind(lang, entry.event.kind()).to_owned();
    if let Event::FollowUp(_) = &entry.event {
        return entry.via.as_deref().map_or(kind, |via| lang::clean(lang::channel(lang, via)));
    }
    if let Some(thing) = thing(lang, &entry.event, context.today) {
        return thing;
    }
    let state = contacts::state(lang, &entry.event);
    match state {
        Some(state) => {
            let number = entry.event.reference().map(lang::one_line);
            [Some(kind), number, Some(state.to_owned())].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        None => kind,
    }
}

/// What was promised, asked for or invited to, by its name: whoever typed it sees what was understood.
fn thing(lang: Lang, event: &Event<'_>, today: NaiveDate) -> Option<String> {
    let (what, state) = match event {
        Event::Promise(promise) => (&promise.what, lang::promise_state(lang, promise.state)),
        Event::Request(request) => (&request.what, lang::request_state(lang, request.state)),
        Event::Invitation(invitation) => (&invitation.what, lang::invitation_state(lang, invitation.state)),
        Event::Alarm(alarm) => {
            let (what, answer) = (lang::alarm_kind(lang, alarm.of), lang::alarm_answer(lang, alarm.answer));
            return Some(tr!(lang, "alarm {what}: {answer}", "预警「{what}」：{answer}"));
        }
        _ => return None,
    };
    let kind = lang::kind(lang, event.kind());
    let number = event.reference().map(lang::one_line);
    let name = [number, what.as_deref().map(|what| lang::quoted(lang, what))];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let due = match event {
        Event::Promise(Promise { due: Some(due), .. }) => {
            let due = lang::date_short(lang, *due, today);
            tr!(lang, " by {due}", "，期限{due}")
        }
        _ => String::new(),
    };
    Some(tr!(lang, "{kind} {name}{due}: {state}", "{kind}{name}{due}：{state}"))
}

/// Dates the data of the contact: the one that `--with` names, else the one who decides. What was confirmed later stays.
fn verified(customer: &Customer, with: Option<&str>, at: Stamp) -> Result<Option<Edit>, Failure> {
    let id = &customer.id;
    let named = |with: &str| {
        let is_it = |name: &str| search_key(name) == search_key(with);
        customer.contacts.iter().position(|contact| contact.name.as_deref().is_some_and(is_it))
    };
    let index = match with {
        Some(with) => named(with).ok_or_else(|| {
            Failure::usage(both!(
                "{id} has no contact \"{with}\" whose data could be dated",
                "{id} 没有联系人「{with}」"
            ))
            .try_this(both!("crm edit {id} adds it", "crm edit {id} 添加"))
        })?,
        None => customer.contacts.iter().position(|contact| contact.decides == Some(true)).unwrap_or(0),
    };
    if customer.contacts.is_empty() {
        return Err(Failure::usage(both!(
            "{id} has no contact whose data could be dated",
            "{id} 还没有联系人"
        ))
        .try_this(both!(
            "crm set {id} contacts[0].name=\"Anna Müller\"",
            "crm set {id} contacts[0].name=\"王强\""
        )));
    }
    let known = customer.contacts.get(index).and_then(|contact| contact.verified);
    let is_later = known.is_none_or(|known| known < at.day());
    Ok(is_later.then(|| Edit::Set(format!("contacts[{index}].verified"), at.day().to_string())))
}
