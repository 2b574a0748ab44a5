//! `crm set`: keys of a customer's file, and nothing else in it.

mod chain;
mod slips;
mod unknown;

use clap::Args as ClapArgs;

use crate::cli::change::{Decided, Wanted, change, now};
use crate::cli::choices::chosen_of;
use crate::cli::contact_points;
use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::decision::Decision;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::let_in;
use crate::cli::people;
use crate::cli::resolve::resolve_to_write;
use crate::cli::session::Session;
use crate::cli::words;
use crate::format::{Edit, KeyShape, decision_maker_keys, flow_yaml, key_shape, quoted, text_of_yaml};
use crate::model::name::search_key;
use crate::model::{ContactPoint, Customer, CustomerKey, DecisionMaker, Entry, Event, Medium, Note};
use crate::render::lang::{self, Bilingual, both, tr};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm set mueller need=target plan=\"agree on a first order of 500\"\n  crm set mueller tags+=lighthouse tags-=cold\n  crm set mueller prefers.channel=wechat contacts[0].phone=\"+49 89 123456\"\n  crm set mueller contacts[0].phones+=\"+49 151 1234567 (mobile)\"\n  crm set mueller contacts+=\"Karl Weber\" contacts[1].position=Buyer\n  crm set mueller decision+=\"Anna Müller: decides\" budget=\"EUR 40,000\"\n  crm set mueller region=          takes the key away\n\nOnly the lines that must change do. A new grade or owner also goes to the log; so does the --why of any\nother change, as a note."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// key=value, key+=item, key-=item, key= (takes it away)
    #[arg(value_name = "KEY=VALUE", required = true)]
    changes: Vec<String>,
    #[command(flatten)]
    decision: Decision,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let changes = args.changes.iter().map(|text| parse(&session, text));
    let changes = changes.collect::<Result<Vec<_>, _>>()?;
    let changes: Vec<Edit> = changes.into_iter().map(|edit| with_referrer(&session, edit)).collect();
    let typed = slips::Typed { today: context.today, workspace: &session.workspace };
    changes.iter().try_for_each(|edit| typed.refuse(edit))?;
    let by = session.user(args.decision.by.as_deref())?;
    change(&session, &args.customer, args.decision.dry_run, |loaded| {
        let customer = &loaded.customer;
        changes.iter().try_for_each(|edit| typed.refuse_circle(&customer.id, edit))?;
        let mut entries = Vec::new();
        for edit in &changes {
            let (key, to) = match edit {
                Edit::Set(key, to) => (key.as_str(), Some(to.as_str())),
                Edit::Remove(key) => (key.as_str(), None),
                _ => continue,
            };
            let Some(decided) = Decided::of_key(key) else { continue };
            let from = decided.of(customer);
            if from != to {
                entries.push(decided.entry(now(context), &by, from, to, args.decision.why.as_deref()));
            }
        }
        let changes = unless_there(context, customer, changes);
        let changes = changes.into_iter().flat_map(|edit| [listed(customer, &edit), Some(edit)]).flatten();
        let mut count = customer.contacts.len();
        let edits = changes.map(|edit| with_new_contacts(edit, &mut count));
        let edits = edits.collect::<Result<Vec<_>, _>>()?;
        if edits.is_empty() {
            let id = &customer.id;
            return Ok(Wanted::nothing(tr!(lang, "{id}: nothing was changed", "{id}：未做修改")));
        }
        // Of a change that is no decision the reason stands in a note.
        if let Some(why) = args.decision.why.as_deref().filter(|_| entries.is_empty()) {
            let text = format!("{}: {why}", args.changes.join(", "));
            let note = Entry::new(now(context), Event::Note(Note::default()));
            entries.push(Entry { by: Some(by.clone().into()), text: Some(text.into()), ..note });
        }
        let typed: Vec<_> = args.changes.iter().filter_map(|text| parted(text).ok()).collect();
        chain::refuse_twice(customer, &typed)?;
        chain::tell_unknown(context, customer, &typed);
        let newcomers = newcomers(customer, &edits);
        let warnings = newcomers.iter().filter_map(|name| let_in::question(&session, loaded.files, name));
        let warnings = warnings.collect();
        let (id, name, what) = (&customer.id, lang::one_line(&customer.name), args.changes.join(", "));
        let what = lang::one_line(&what);
        Ok(Wanted {
            edits,
            entries,
            done: tr!(lang, "{name} ({id}): {what}", "{name}（{id}）：{what}"),
            warnings,
            ..Wanted::default()
        })
    })
}

/// The customer that referred this one may be named as everywhere, by a part of its name; the file has its id.
fn with_referrer(session: &Session<'_>, edit: Edit) -> Edit {
    match edit {
        Edit::Set(key, typed) if key == "referred_by" => {
            let layout = session.workspace.layout();
            let is_known = layout.find(&typed).is_some() || session.workspace.left_out().contains_key(&typed);
            // What nobody is called is refused with the other values.
            let found = (!is_known).then(|| resolve_to_write(session, &layout, &typed).ok()).flatten();
            Edit::Set(key, found.map_or(typed, |files| files.id.to_string()))
        }
        edit => edit,
    }
}

/// The changes without addresses and numbers that the contact has already, which is told: one may have a label that
/// is not typed again.
fn unless_there(context: &Context, customer: &Customer, changes: Vec<Edit>) -> Vec<Edit> {
    let lang = context.lang;
    let is_there = |edit: &Edit| {
        let Edit::Append(key, _) = edit else { return None };
        let new = edit.added_point()?;
        let (at, list) = key.strip_prefix("contacts[")?.split_once("].")?;
        let (contact, medium) = (customer.contacts.get(at.parse::<usize>().ok()?)?, Medium::of_key(list)?);
        contact.all(medium).find(|own| *own == new).map(|own| (own.to_owned(), key.clone()))
    };
    let is_new = |edit: &Edit| {
        let there = is_there(edit);
        if let Some((own, key)) = &there {
            let own = lang::one_line(own);
            context.say(&tr!(
                lang,
                "note: {own} is there already: {key} stays as it is",
                "提示：{own} 已经存在，{key} 保持不变"
            ));
        }
        there.is_none()
    };
    changes.into_iter().filter(is_new).collect()
}

/// An address or a number that becomes the first one of a contact stands no longer among the others, where nothing else
/// is said of it there: whoever takes it out of one place would leave it in the other.
fn listed(customer: &Customer, edit: &Edit) -> Option<Edit> {
    let Edit::Set(key, new) = edit else { return None };
    let (at, inner) = key.strip_prefix("contacts[")?.split_once("].")?;
    let medium = Medium::ALL.into_iter().find(|medium| medium.key() == inner)?;
    let contact = customer.contacts.get(at.parse::<usize>().ok()?)?;
    let (_, list) = contact.points(medium);
    let is_it =
        |point: &&ContactPoint| **point == ContactPoint { value: new.clone(), ..ContactPoint::default() };
    list.iter().find(is_it)?;
    Some(Edit::Drop(format!("contacts[{at}].{}", medium.list_key()), new.clone()))
}

/// What the contacts are called that come by these changes, or get another name.
fn newcomers(customer: &Customer, edits: &[Edit]) -> Vec<String> {
    let is_known = |name: &str| {
        let mut names = customer.contacts.iter().filter_map(|contact| contact.name.as_deref());
        names.any(|known| search_key(known) == search_key(name))
    };
    let name = |edit: &Edit| match edit {
        Edit::AppendKeys(key, keys) if key == "contacts" => {
            let (_, yaml) = keys.iter().find(|(key, _)| key == "name").or(keys.first())?;
            text_of_yaml(yaml)
        }
        Edit::Set(key, name) if key.starts_with("contacts[") && key.ends_with("].name") => Some(name.clone()),
        _ => None,
    };
    edits.iter().filter_map(name).filter(|name| !is_known(name)).collect()
}

/// Where a key of a contact is set that isn't there yet, it comes into being: `contacts[1].name` of a customer
/// with one contact. `count` is how many there are so far.
fn with_new_contacts(edit: Edit, count: &mut usize) -> Result<Edit, Failure> {
    let (key, yaml) = match &edit {
        Edit::Set(key, text) => (key, quoted(text)),
        Edit::SetYaml(key, yaml) | Edit::Append(key, yaml) => (key, yaml.clone()),
        Edit::AppendKeys(key, _) if key == "contacts" => {
            *count += 1;
            return Ok(edit);
        }
        _ => return Ok(edit),
    };
    let inner = key.strip_prefix("contacts[").and_then(|rest| rest.split_once("]."));
    let Some((at, inner)) = inner.and_then(|(at, inner)| Some((at.parse::<usize>().ok()?, inner))) else {
        return Ok(edit);
    };
    if at < *count {
        return Ok(edit);
    }
    if at > *count {
        let what = both!("{key} leaves out contacts[{count}]", "{key} 之前还缺 contacts[{count}]");
        return Err(Failure::usage(what).try_this(format!("contacts[{count}].{inner}=…")));
    }
    *count += 1;
    let yaml = if matches!(edit, Edit::Append(..)) { format!("[{yaml}]") } else { yaml };
    let field = match inner.split_once('.') {
        None => (inner.to_owned(), yaml),
        Some((outer, inner)) => (outer.to_owned(), format!("{{{}: {yaml}}}", quoted(inner))),
    };
    Ok(Edit::AppendKeys("contacts".to_owned(), vec![field]))
}

/// The key, the sign before the `=` where there is one, else `=`, and the value of a change.
fn parted(text: &str) -> Result<(&str, char, &str), Failure> {
    let Some((key, value)) = text.split_once('=') else {
        return Err(Failure::usage(both!("\"{text}\" is not a change", "「{text}」不是有效的修改"))
            .try_this(both!(
                "key=value, key+=item, key-=item, or key= to take it away",
                "格式：字段=值、字段+=项、字段-=项，或 字段= 表示删除"
            )));
    };
    let (key, sign) = match (key.strip_suffix('+'), key.strip_suffix('-')) {
        (Some(key), _) => (key.trim(), '+'),
        (_, Some(key)) => (key.trim(), '-'),
        _ => (key.trim(), '='),
    };
    // What a Chinese page calls it; a key of the files comes before that.
    let labelled = || CustomerKey::ALL.iter().find(|own| own.info().chinese == key).map(|own| own.as_str());
    let key = if key_shape(key).is_some() { key } else { labelled().unwrap_or(key) };
    Ok((key, sign, value.trim()))
}

fn parse(session: &Session<'_>, text: &str) -> Result<Edit, Failure> {
    let (key, sign, value) = parted(text)?;
    let Some(shape) = key_shape(key) else {
        let failure = Failure::usage(both!("there is no key \"{key}\"", "没有「{key}」这个字段"));
        return Err(failure.try_this(Bilingual::of(|lang| unknown::hint(lang, key, value))));
    };
    let own = key.to_owned();
    let medium = key.strip_prefix("contacts[").and_then(|rest| Medium::of_key(rest.split_once("].")?.1));
    match (sign, shape) {
        ('+', KeyShape::List) => Ok(match medium {
            Some(medium) => Edit::Append(own, point(medium, value)?),
            None => Edit::Add(own, chosen_of(session, key, value)?),
        }),
        ('+', KeyShape::Map) if key == "contacts" && !value.is_empty() => {
            Ok(Edit::AppendKeys(own, vec![("name".to_owned(), quoted(value))]))
        }
        ('+', KeyShape::Map) if let Some(one) = DecisionMaker::parse(value).filter(|_| key == "decision") => {
            Ok(Edit::AppendKeys(own, decision_maker_keys(&one)))
        }
        ('=', KeyShape::Whole) if value.is_empty() => Ok(Edit::Remove(own)),
        ('=', KeyShape::Map) if value.is_empty() && key == "decision" => Ok(Edit::Remove(own)),
        ('-', KeyShape::List) => Ok(Edit::Drop(own, value.to_owned())),
        ('+' | '-', shape) => {
            let failure = Failure::usage(both!("\"{key}\" is not a list of texts", "「{key}」不是文本列表"));
            Err(match shape {
                KeyShape::Map if key == "decision" => failure.try_this(chain_form()),
                KeyShape::Map | KeyShape::Whole => failure.try_this("crm edit ID"),
                _ => failure.try_this(format!("{key}={value}")),
            })
        }
        (_, KeyShape::Map) if key == "decision" => {
            Err(Failure::usage(both!("\"{key}\" is a list of people", "「{key}」是人员列表"))
                .try_this(chain_form()))
        }
        (_, KeyShape::Map | KeyShape::Whole) => {
            Err(Failure::usage(both!("\"{key}\" has keys of its own", "「{key}」下面还有字段"))
                .try_this(both!("{key}.KEY={value}, or crm edit", "{key}.子字段={value}，或使用 crm edit")))
        }
        _ if value.is_empty() => match key {
            "name" => Err(Failure::usage(both!("a customer has a name", "客户必须有名称"))),
            _ => Ok(Edit::Remove(own)),
        },
        (_, KeyShape::List) if let Some(medium) = medium => {
            let all = contact_points::all(medium, &[value.to_owned()])?;
            let all: Vec<String> = all.iter().map(|one| quoted(one)).collect();
            Ok(Edit::SetYaml(own, format!("[{}]", all.join(", "))))
        }
        (_, KeyShape::List) => {
            let items: Vec<String> = value
                .split([',', '，', '、'])
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| chosen_of(session, key, item).map(|item| quoted(&item)))
                .collect::<Result<_, _>>()?;
            Ok(Edit::SetYaml(own, format!("[{}]", items.join(", "))))
        }
        (_, KeyShape::Plain) => {
            Ok(Edit::SetYaml(own, if plain(value) { value.to_owned() } else { quoted(value) }))
        }
        (_, KeyShape::Day) => Ok(Edit::Set(own, day_of_key(session, key, value)?)),
        (_, KeyShape::Text) if key == "grade" => Ok(match words::grade(&session.config, value)? {
            Some(grade) => Edit::Set(own, grade),
            None => Edit::Remove(own),
        }),
        (_, KeyShape::Text) if matches!(key, "owner" | "approved.by") => {
            Ok(match people::owner(session, value)? {
                Some(owner) => Edit::Set(own, owner),
                None => Edit::Remove(own),
            })
        }
        (_, KeyShape::Text) => Ok(Edit::Set(
            own,
            match medium {
                Some(medium) => contact_points::one(medium, value)?,
                None if key == "country" => words::country(value)?,
                None => chosen_of(session, key, &words::of_key(key, value))?,
            },
        )),
    }
}

/// How one step of the decision chain is typed.
fn chain_form() -> Bilingual {
    both!(
        "decision+=\"NAME: ROLE\" adds one, decision[0].role=… changes one, decision= takes all away",
        "decision+=\"姓名: 角色\" 添加一人，decision[0].role=… 修改，decision= 全部删除"
    )
}

/// A day, as it is written. Since when somebody is a customer, is archived or its data are right can't lie ahead; the
/// days of `dates` may.
fn day_of_key(session: &Session<'_>, key: &str, value: &str) -> Result<String, Failure> {
    let inner = key.rsplit_once('.').map_or(key, |(_, inner)| inner);
    if inner == "on" {
        return Ok(
            date_input::back(session, Some(key), value, &format!("{key}=2026-04-20").into())?.to_string()
        );
    }
    date_input::past(session, key, value).map(|day| day.to_string())
}

/// One more address or number, as YAML.
fn point(medium: Medium, typed: &str) -> Result<String, Failure> {
    let mut found = medium.read_all(typed);
    match (found.pop(), found.is_empty()) {
        (Some(point), true) => Ok(flow_yaml(&point.datum(medium))),
        _ => contact_points::one(medium, typed).map(|one| quoted(&one)),
    }
}

/// Numbers and truth values stand without quotes.
fn plain(value: &str) -> bool {
    matches!(value, "true" | "false") || crate::model::decimal(value).is_some()
}
