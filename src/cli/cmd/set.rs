//! `crm set`: keys of a customer's file, and nothing else in it.

use clap::Args as ClapArgs;

use super::change::{Decided, Wanted, change, now};
use super::grade::class;
use crate::cli::context::Context;
use crate::cli::decision::Decision;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::cli::when::{self, Towards};
use crate::cli::words;
use crate::config::Law;
use crate::model::Customer;
use crate::render::lang::{self, tr};
use crate::store::{Edit, KeyShape, key_shape, key_suggestion, quoted};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm set mueller need=target plan=\"agree on a first order of 500\"\n  crm set mueller tags+=lighthouse tags-=cold\n  crm set mueller prefers.channel=wechat contacts[0].phone=\"+49 89 123456\"\n  crm set mueller region=          takes the key away\n\nOnly the lines that must change do. A new grade or owner also goes to the log."
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

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let (workspace, law) = context.workspace()?;
    let lang = context.lang;
    let changes =
        args.changes.iter().map(|text| parse(context, &law, text)).collect::<Result<Vec<_>, _>>()?;
    let by = context.user(&workspace, &law, args.decision.by.as_deref())?;
    change(context, &workspace, &law, &args.customer, args.decision.dry_run, |dossier| {
        let customer = &dossier.customer;
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
        let edits = changes.into_iter().map(|edit| on_a_bare_customer(edit, customer)).collect();
        let (id, name, what) = (&customer.id, lang::one_line(&customer.name), args.changes.join(", "));
        let what = lang::one_line(&what);
        Ok(Wanted { edits, entries, done: tr!(lang, "{name} ({id}): {what}", "{name}（{id}）：{what}") })
    })
}

/// `contacts[0].phone` of a customer without contacts makes the first one.
fn on_a_bare_customer(edit: Edit, customer: &Customer) -> Edit {
    match edit {
        Edit::Set(key, text) if customer.contacts.is_empty() && key.starts_with("contacts[0].") => {
            let inner = &key["contacts[0].".len()..];
            match inner.split_once('.') {
                None => Edit::SetYaml("contacts".into(), format!("[{{{inner}: {}}}]", quoted(&text))),
                Some((outer, inner)) => {
                    Edit::SetYaml("contacts".into(), format!("[{{{outer}: {{{inner}: {}}}}}]", quoted(&text)))
                }
            }
        }
        other => other,
    }
}

fn parse(context: &Context, law: &Law, text: &str) -> Result<Edit, Failure> {
    let lang = context.lang;
    let Some((key, value)) = text.split_once('=') else {
        return Err(Failure::usage(tr!(lang, "\"{text}\" is no change", "「{text}」不是修改")).try_this(
            tr!(
                lang,
                "key=value, key+=item, key-=item, or key= to take it away",
                "格式：键=值、键+=项、键-=项，或 键= 表示删除"
            ),
        ));
    };
    let (key, sign) = match (key.strip_suffix('+'), key.strip_suffix('-')) {
        (Some(key), _) => (key.trim(), '+'),
        (_, Some(key)) => (key.trim(), '-'),
        _ => (key.trim(), '='),
    };
    let value = value.trim();
    let Some(shape) = key_shape(key) else {
        let failure = Failure::usage(tr!(lang, "there is no key \"{key}\"", "没有「{key}」这个键"));
        let hint = match key_suggestion(key) {
            Some(near) => tr!(
                lang,
                "did you mean {near}? A team's own fields go under custom: custom.{key}=…",
                "是不是 {near}？团队自己的字段请写在 custom 下：custom.{key}=…"
            ),
            None => tr!(
                lang,
                "a team's own fields go under custom: custom.{key}=…",
                "团队自己的字段请写在 custom 下：custom.{key}=…"
            ),
        };
        return Err(failure.try_this(hint));
    };
    let own = key.to_owned();
    match (sign, shape) {
        ('+', KeyShape::List) => Ok(Edit::Add(own, value.to_owned())),
        ('-', KeyShape::List) => Ok(Edit::Drop(own, value.to_owned())),
        ('+' | '-', shape) => {
            let failure = Failure::usage(tr!(lang, "\"{key}\" is no list of texts", "「{key}」不是文本列表"));
            Err(match shape {
                KeyShape::Map => failure.try_this("crm edit ID"),
                _ => failure.try_this(format!("{key}={value}")),
            })
        }
        (_, KeyShape::Map) => {
            Err(Failure::usage(tr!(lang, "\"{key}\" has keys of its own", "「{key}」包含下级键"))
                .try_this(tr!(lang, "{key}.KEY={value}, or crm edit", "{key}.子键={value}，或使用 crm edit")))
        }
        _ if value.is_empty() => match key {
            "name" => Err(Failure::usage(tr!(lang, "a customer has a name", "客户必须有名称"))),
            _ => Ok(Edit::Remove(own)),
        },
        (_, KeyShape::List) => {
            let items: Vec<String> = value
                .split([',', '，', '、'])
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(quoted)
                .collect();
            Ok(Edit::SetYaml(own, format!("[{}]", items.join(", "))))
        }
        (_, KeyShape::Plain) => {
            Ok(Edit::SetYaml(own, if plain(value) { value.to_owned() } else { quoted(value) }))
        }
        (_, KeyShape::Day) => {
            let day = when::day(value, context.today, &law.policy.calendar, Towards::Past);
            Ok(Edit::Set(own, day.map_or_else(|| value.to_owned(), |day| day.to_string())))
        }
        (_, KeyShape::Text) if key == "grade" => Ok(match class(lang, law, value)? {
            Some(grade) => Edit::Set(own, grade),
            None => Edit::Remove(own),
        }),
        (_, KeyShape::Text) => {
            let value =
                if key == "owner" { people::member(lang, law, value)? } else { words::of_key(key, value) };
            Ok(Edit::Set(own, value))
        }
    }
}

/// Numbers and truth values stand without quotes.
fn plain(value: &str) -> bool {
    matches!(value, "true" | "false") || crate::model::decimal(value).is_some()
}
