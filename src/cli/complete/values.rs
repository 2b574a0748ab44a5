//! What each argument can be.

use clap::Arg;

use super::line::TypedLine;
use super::offers::{Offer, Source};
use crate::config::read_templates;
use crate::format::{KeyShape, key_shape, settable_keys};
use crate::model::{
    AlarmAnswer, AlarmKind, ComplaintState, CustomerKey, EndingState, Event, InvitationState, Need,
    PromiseState, QuoteState, Reply, RequestState, SaidPotential, SampleState, ValueKind, Visit, Zone,
    country,
};
use crate::plan::import::Verdict;
use crate::plan::{Aspect, Words};
use crate::render::lang::{self, Lang};
use crate::render::{COLUMNS, is_view};
use crate::rules::moves::MoveCode;
use crate::rules::occasions::Code;
use crate::rules::templates::OCCASIONS;
use crate::rules::views::Views;
use crate::rules::{Action, OpportunityStage};
use crate::store::revisions;

/// Where the values of an argument come from: by what its value is called, or by its own name where that says
/// too little. `None` for free text, numbers, and what clap knows itself.
pub fn source(command: &str, arg: &Arg) -> Option<Source> {
    if !arg.get_action().takes_values() && !arg.is_positional() {
        return None;
    }
    let id = arg.get_id().as_str();
    let own = match (command, id) {
        ("add", "id") => return None,
        ("handover", "from") => Some(people as Source),
        ("forget", "contact") | ("log", "with") => Some(contacts as Source),
        ("log", "at") => Some(days as Source),
        ("log", "promise") => Some(promise_states as Source),
        ("log", "request") => Some(request_states as Source),
        ("log", "invitation") => Some(invitation_states as Source),
        ("log", "alarm") => Some(alarms as Source),
        ("log", "answer") => Some(alarm_answers as Source),
        ("log", "ending") => Some(ending_states as Source),
        ("log", "complaint") => Some(complaint_states as Source),
        ("log", "satisfaction") => Some(scores as Source),
        ("log", "sample") => Some(sample_states as Source),
        ("log", "quote") => Some(quote_states as Source),
        ("log", "state") => Some(states as Source),
        ("log", "reference") => Some(references as Source),
        ("log", "item") => Some(items as Source),
        ("log", "unit") => Some(units as Source),
        ("dates", "kind") => Some(date_kinds as Source),
        ("deals", "stage") => Some(stages as Source),
        ("import", "only") => Some(verdicts as Source),
        ("import", "dates") => Some(orders_of_dates as Source),
        ("due" | "agenda" | "dates" | "list" | "spread", "within") => Some(days as Source),
        _ => None,
    };
    own.or_else(|| by_value(arg.get_value_names()?.first()?.as_str(), id))
}

fn by_value(name: &str, id: &str) -> Option<Source> {
    Some(match name {
        "ID" | "KEEP" | "OTHER" => ids,
        "PERSON" if id == "owner" || id == "person" => owners,
        "PERSON" => people,
        "GRADE" => grades,
        "COUNTRY" => countries,
        "TAG" => tags,
        "INDUSTRY" => industries,
        "SOURCE" => sources,
        "STATUS" => statuses,
        "REGION" => regions,
        "NEED" => needs,
        "POTENTIAL" => potentials,
        "CHANNEL" => channels,
        "ACTION" => actions,
        "TEMPLATE" => templates,
        "OCCASION" => occasions,
        "REPLY" => replies,
        "VISIT" => visits,
        "KIND" => kinds,
        "CODE" => currencies,
        "CODES" => review_codes,
        "SORTS" => aspects,
        "REV" => git_revisions,
        "NAMES" => columns,
        "VIEW=CLASS" => classes,
        "KEY=VALUE" => changes,
        "TIMEZONE" => zones,
        "DAY" => days,
        "LANG" => languages,
        "WHEN" if id == "color" => colours,
        _ => return None,
    })
}

fn words(words: impl IntoIterator<Item = impl Into<String>>) -> Vec<Offer> {
    words.into_iter().map(Offer::word).collect()
}

/// The words of the format, each with what it is called.
fn named<T: Copy>(
    line: &TypedLine,
    all: &[T],
    word: fn(T) -> &'static str,
    name: fn(Lang, T) -> &'static str,
) -> Vec<Offer> {
    let offer =
        |value: &T| Offer::both(word(*value), name(Lang::En, *value), name(Lang::Zh, *value), line.lang);
    all.iter().map(offer).collect()
}

fn ids(line: &TypedLine, _: &str) -> Vec<Offer> {
    words(line.ids())
}

fn people(line: &TypedLine, _: &str) -> Vec<Offer> {
    let offer = |person: crate::config::Person| Offer::called(person.id, person.name.unwrap_or_default());
    line.config().people.into_iter().map(offer).collect()
}

fn owners(line: &TypedLine, typed: &str) -> Vec<Offer> {
    let mut found = people(line, typed);
    found.push(Offer::meaning("me", line.lang.pick("who types", "自己")));
    found.push(Offer::meaning("pool", line.lang.pick("nobody", "公海")));
    found
}

fn grades(line: &TypedLine, _: &str) -> Vec<Offer> {
    let offer =
        |rule: crate::rules::GradeRule| Offer::both(&rule.class, &rule.label.en, &rule.label.zh, line.lang);
    let mut found: Vec<Offer> = line.config().policy.grades.into_iter().map(offer).collect();
    found.push(Offer::meaning("none", line.lang.pick("ungraded", "未定级")));
    found
}

fn actions(line: &TypedLine, _: &str) -> Vec<Offer> {
    words(Action::names(&line.config().policy.playbooks))
}

fn templates(line: &TypedLine, _: &str) -> Vec<Offer> {
    let Some(workspace) = line.workspace() else { return Vec::new() };
    let (found, _) = read_templates(workspace.root(), &line.config().policy);
    let mut names: Vec<String> = found.into_iter().map(|one| one.name).collect();
    names.dedup();
    words(names)
}

fn occasions(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(OCCASIONS.iter().copied())
}

fn countries(line: &TypedLine, _: &str) -> Vec<Offer> {
    let offer = |(code, english, chinese)| Offer::both(code, english, chinese, line.lang).or_typed(english);
    country::all().map(offer).collect()
}

fn tags(line: &TypedLine, _: &str) -> Vec<Offer> {
    chosen(line, CustomerKey::Tags).unwrap_or_else(|| words(line.of_all(|customer| customer.tags)))
}

fn industries(line: &TypedLine, _: &str) -> Vec<Offer> {
    common(line, CustomerKey::Industry)
}

fn sources(line: &TypedLine, _: &str) -> Vec<Offer> {
    common(line, CustomerKey::Source)
}

fn statuses(line: &TypedLine, _: &str) -> Vec<Offer> {
    common(line, CustomerKey::Status)
}

fn regions(line: &TypedLine, _: &str) -> Vec<Offer> {
    common(line, CustomerKey::Region)
}

/// What the customers say of a key.
fn common(line: &TypedLine, key: CustomerKey) -> Vec<Offer> {
    if let Some(own) = chosen(line, key) {
        return own;
    }
    words(line.of_all(|customer| customer.field(key).scalar().into_iter().collect()))
}

fn contacts(line: &TypedLine, _: &str) -> Vec<Offer> {
    words(
        line.of_one(|customer, _| {
            customer.contacts.iter().filter_map(|contact| contact.name.clone()).collect()
        }),
    )
}

/// The references of a customer, the newest first.
fn references(line: &TypedLine, _: &str) -> Vec<Offer> {
    words(line.of_one(|_, history| {
        let all = history.entries().iter().rev().filter_map(|entry| entry.event.reference());
        distinct(all.map(str::to_owned))
    }))
}

fn scores(line: &TypedLine, _: &str) -> Vec<Offer> {
    const SCORES: [(&str, &str, &str); 5] = [
        ("1", "not at all satisfied", "很不满意"),
        ("2", "rather not", "不太满意"),
        ("3", "partly", "一般"),
        ("4", "rather satisfied", "比较满意"),
        ("5", "fully satisfied", "非常满意"),
    ];
    let offer = |(score, en, zh): (&str, &str, &str)| Offer::meaning(score, line.lang.pick(en, zh));
    SCORES.into_iter().map(offer).collect()
}

/// What a customer was offered, sent or sold, the newest first.
fn items(line: &TypedLine, _: &str) -> Vec<Offer> {
    words(line.of_one(|_, history| {
        let item = |event: &Event<'_>| match event {
            Event::Sample(sample) => sample.item.as_deref().map(str::to_owned),
            Event::Quote(quote) => quote.item.as_deref().map(str::to_owned),
            Event::Order(order) => order.item.as_deref().map(str::to_owned),
            _ => None,
        };
        distinct(history.entries().iter().rev().filter_map(|entry| item(&entry.event)))
    }))
}

fn units(line: &TypedLine, _: &str) -> Vec<Offer> {
    words(line.of_one(|_, history| {
        let unit = |event: &Event<'_>| event.quantity().and_then(|(_, unit)| unit.map(str::to_owned));
        distinct(history.entries().iter().rev().filter_map(|entry| unit(&entry.event)))
    }))
}

fn distinct(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    all.filter(|one| seen.insert(one.clone())).collect()
}

fn needs(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, Need::ALL, Need::as_str, lang::need)
}

fn potentials(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, SaidPotential::ALL, SaidPotential::as_str, lang::potential)
}

fn replies(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, Reply::ALL, Reply::as_str, lang::reply)
}

fn visits(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, Visit::ALL, Visit::as_str, lang::visit)
}

fn sample_states(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, SampleState::ALL, SampleState::as_str, lang::sample_state)
}

fn ending_states(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, EndingState::ALL, EndingState::as_str, lang::ending_state)
}

fn promise_states(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, PromiseState::ALL, PromiseState::as_str, lang::promise_state)
}

fn request_states(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, RequestState::ALL, RequestState::as_str, lang::request_state)
}

fn invitation_states(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, InvitationState::ALL, InvitationState::as_str, lang::invitation_state)
}

fn alarms(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, AlarmKind::ALL, AlarmKind::as_str, lang::alarm_kind)
}

fn alarm_answers(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, AlarmAnswer::ALL, AlarmAnswer::as_str, lang::alarm_answer)
}

fn complaint_states(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, ComplaintState::ALL, ComplaintState::as_str, lang::complaint_state)
}

fn quote_states(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, QuoteState::ALL, QuoteState::as_str, lang::quote_state)
}

fn states(line: &TypedLine, typed: &str) -> Vec<Offer> {
    let of_kinds = [
        sample_states,
        complaint_states,
        quote_states,
        ending_states,
        promise_states,
        request_states,
        invitation_states,
    ];
    of_kinds.iter().flat_map(|states| states(line, typed)).collect()
}

fn channels(line: &TypedLine, _: &str) -> Vec<Offer> {
    let offer = |word: &str| {
        Offer::both(word, lang::channel(Lang::En, word), lang::channel(Lang::Zh, word), line.lang)
    };
    Words::Via.known().into_iter().map(offer).collect()
}

fn kinds(line: &TypedLine, _: &str) -> Vec<Offer> {
    let offer =
        |word: &&str| Offer::both(word, lang::kind(Lang::En, word), lang::kind(Lang::Zh, word), line.lang);
    Event::KINDS.iter().map(offer).collect()
}

/// The workspace's own currencies, then those in which most of the world trades.
fn currencies(line: &TypedLine, _: &str) -> Vec<Offer> {
    const USUAL: [&str; 9] = ["USD", "EUR", "CNY", "GBP", "JPY", "HKD", "AUD", "CAD", "CHF"];
    let policy = line.config().policy;
    let own =
        std::iter::once(&policy.rates.currency).chain(policy.rates.others.keys()).map(ToString::to_string);
    words(distinct(own.chain(USUAL.map(str::to_owned))))
}

fn review_codes(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(MoveCode::WORDS.iter().copied())
}

fn aspects(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(Aspect::WORDS.iter().copied())
}

fn stages(line: &TypedLine, _: &str) -> Vec<Offer> {
    named(line, OpportunityStage::ALL, OpportunityStage::as_str, lang::stage)
}

fn date_kinds(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(Code::WORDS.iter().copied().chain(["invoice"]))
}

fn verdicts(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(Verdict::CODES.iter().copied())
}

fn orders_of_dates(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(["dmy", "mdy"])
}

fn git_revisions(line: &TypedLine, _: &str) -> Vec<Offer> {
    words(line.workspace().map(|workspace| revisions(workspace.root())).unwrap_or_default())
}

fn columns(line: &TypedLine, _: &str) -> Vec<Offer> {
    let own =
        COLUMNS.iter().map(|column| Offer::both(column.name, column.heads.0, column.heads.1, line.lang));
    let views = Views::NAMES.iter().filter(|name| is_view(name)).map(|name| view(line, name));
    own.chain(views).collect()
}

fn view(line: &TypedLine, name: &str) -> Offer {
    Offer::both(name, lang::view(Lang::En, name), lang::view(Lang::Zh, name), line.lang)
}

/// `pyramid=super,big`.
fn classes(line: &TypedLine, typed: &str) -> Vec<Offer> {
    let Some((name, rest)) = typed.split_once('=') else {
        return Views::NAMES.iter().map(|name| view(line, name).ending("=")).collect();
    };
    let known = Views::NAMES.iter().find(|known| **known == name || lang::view(Lang::Zh, known) == name);
    let Some(known) = known else { return Vec::new() };
    let before = &typed[..typed.len() - rest.rsplit(',').next().unwrap_or(rest).len()];
    let offer = |class: &&str| {
        let (en, zh) = (lang::class(Lang::En, known, class), lang::class(Lang::Zh, known, class));
        Offer::both(class, &en, &zh, line.lang).behind(before)
    };
    Views::words(known).iter().map(offer).chain([Offer::word("none").behind(before)]).collect()
}

/// `need=target`, `tags+=lighthouse`.
fn changes(line: &TypedLine, typed: &str) -> Vec<Offer> {
    let Some((key, value)) = typed.split_once('=') else {
        let offers = |key: String| match key_shape(&key) {
            Some(KeyShape::List) => vec![format!("{key}+="), format!("{key}-="), format!("{key}=")],
            _ => vec![format!("{key}=")],
        };
        return words(settable_keys().into_iter().flat_map(offers));
    };
    let key = key.trim_end_matches(['+', '-']);
    let offers = match (CustomerKey::parse(key), key) {
        (Some(key), _) => of_key(line, value, key),
        (None, "prefers.channel") => channels(line, value),
        (None, "prefers.tone") => words(crate::model::WritingTone::WORDS.iter().copied()),
        (None, "prefers.meeting") => words(crate::model::Meeting::WORDS.iter().copied()),
        (None, key) if key.ends_with(".decides") => words(["true", "false"]),
        (None, key) if key_shape(key) == Some(KeyShape::Day) => days(line, value),
        _ => Vec::new(),
    };
    let before = &typed[..typed.len() - value.len()];
    offers.into_iter().map(|offer| offer.behind(before)).collect()
}

/// What a key can be.
fn of_key(line: &TypedLine, typed: &str, key: CustomerKey) -> Vec<Offer> {
    let info = key.info();
    if let Some(own) = chosen(line, key) {
        return own;
    }
    match (key, info.kind) {
        (CustomerKey::Owner, _) => people(line, typed),
        (CustomerKey::Grade, _) => grades(line, typed),
        (CustomerKey::Tags, _) => tags(line, typed),
        (CustomerKey::Distinct, _) => ids(line, typed),
        (_, ValueKind::Country) => countries(line, typed),
        (_, ValueKind::Zone) => zones(line, typed),
        (_, ValueKind::Need) => needs(line, typed),
        (_, ValueKind::Potential) => potentials(line, typed),
        (_, ValueKind::Day) => days(line, typed),
        (_, ValueKind::Text) if info.is_common => common(line, key),
        _ => Vec::new(),
    }
}

/// The values on which the team has agreed for a key, where it has.
fn chosen(line: &TypedLine, key: CustomerKey) -> Option<Vec<Offer>> {
    if !key.info().is_choosable {
        return None;
    }
    let lists = line.config().policy.value_lists;
    lists.of(key).map(|values| words(values.iter().cloned()))
}

fn zones(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(Zone::names())
}

fn days(line: &TypedLine, _: &str) -> Vec<Offer> {
    const DAYS: [(&str, &str); 16] = [
        ("today", "今天"),
        ("tomorrow", "明天"),
        ("mon", "周一"),
        ("tue", "周二"),
        ("wed", "周三"),
        ("thu", "周四"),
        ("fri", "周五"),
        ("sat", "周六"),
        ("sun", "周日"),
        ("3d", "3天"),
        ("1w", "1周"),
        ("2w", "2周"),
        ("1m", "1个月"),
        ("eow", "周末"),
        ("eom", "月底"),
        ("yesterday", "昨天"),
    ];
    DAYS.iter().map(|(word, chinese)| Offer::both(word, word, chinese, line.lang)).collect()
}

fn languages(_: &TypedLine, _: &str) -> Vec<Offer> {
    vec![Offer::meaning("en", "English"), Offer::meaning("zh", "中文")]
}

fn colours(_: &TypedLine, _: &str) -> Vec<Offer> {
    words(["auto", "always", "never"])
}
