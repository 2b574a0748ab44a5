//! How a file is to be read: as its mapping says, as the options say, else as its headers read.

use std::path::Path;

use super::{Args, typed};
use crate::cli::change::now;
use crate::cli::context::Context;
use crate::cli::date_input::{self, Frame, NoDay, Towards};
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, in_a_folder};
use crate::cli::people;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::model::name::fold;
use crate::model::{Meanings, Table};
use crate::plan::import::{
    self, Column, DayOrder, DecimalSign, ImportKey, Knowledge, ListKind, ListWords, Remark, Settings, Spoken,
    SpokenDays, Tense, Use, columns,
};
use crate::render;
use crate::render::lang::{self, both, tr};
use crate::rules::Calendar;
use crate::store::{CustomerTree, MappingFile, read_mapping, write_mapping};

/// Of what the headers say a good deal more than of customers: entries, or orders, where each row has a number, a day and
/// an amount.
pub fn likelier_kind(table: &Table, settings: &Settings<'_>) -> Option<ListKind> {
    const MORE: usize = 2;
    const FEW: usize = 3;
    let read =
        |columns: &[Column]| columns.iter().filter(|column| matches!(column.used, Use::Key(_))).count();
    let said = said(&MappingFile::default(), table, ListKind::Entries).ok()?;
    let known = Knowledge {
        policy: settings.policy,
        people: &settings.people,
        taken: &settings.taken,
        values: &settings.values,
        says_a_day: &|text| (settings.spoken)(text, settings.today, Tense::Ahead).is_some(),
    };
    let read_as = |kind| columns(table, &said, (kind, false), &known);
    let has =
        |columns: &[Column], key| columns.iter().any(|column| column.used == Use::Key(ImportKey::Known(key)));
    let least = read(&settings.columns) + MORE;
    let orders = read_as(ListKind::Orders);
    // One that says much of each customer may be meant as a list of them.
    if read(&orders) >= least
        && read(&settings.columns) <= FEW
        && ["ref", "at", "amount"].iter().all(|key| has(&orders, key))
    {
        return Some(ListKind::Orders);
    }
    (read(&read_as(ListKind::Entries)) >= least).then_some(ListKind::Entries)
}

/// The delimiter that was typed.
pub fn delimiter(typed: Option<&str>) -> Result<Option<u8>, Failure> {
    let Some(typed) = typed else { return Ok(None) };
    match (typed, typed.as_bytes()) {
        ("tab" | "\\t" | "\t", _) => Ok(Some(b'\t')),
        (_, [sign]) if !sign.is_ascii_alphanumeric() && *sign != b'"' => Ok(Some(*sign)),
        _ => Err(Failure::usage(both!("\"{typed}\" is not a delimiter", "「{typed}」不是分隔符")).try_this(
            both!("--delimiter \";\", \",\", \"|\" or tab", "--delimiter \";\"、\",\"、\"|\" 或 tab"),
        )),
    }
}

/// All that is said of how the table is to be understood.
pub fn settings<'a>(
    session: &'a Session<'_>,
    args: &Args,
    table: &Table,
    layout: &CustomerTree,
) -> Result<Settings<'a>, Failure> {
    let file = match &args.map {
        Some(path) => read_mapping(path)?,
        None => MappingFile::default(),
    };
    let said = said(&file, table, args.kind())?;
    let mut defaults = Vec::new();
    if let Some(owner) = args.owner.as_deref() {
        let owner = people::owner(session, owner)?.unwrap_or_else(|| "pool".to_owned());
        defaults.push((ImportKey::Known("owner"), owner));
    }
    defaults.extend(args.source.clone().map(|source| (ImportKey::Known("source"), source)));
    for (key, value) in &file.defaults {
        let key = ImportKey::parse(key, args.kind()).ok_or_else(|| no_key(key))?;
        if !defaults.iter().any(|(own, _)| *own == key) {
            defaults.push((key, value.clone()));
        }
    }
    for (header, _) in &file.values {
        column_of(table, header)?;
    }
    let order = args.dates.as_deref().or(file.dates.as_deref());
    let dates = order.map(order_of).transpose()?;
    let sign = args.decimal.as_deref().or(file.decimal.as_deref());
    let decimal = sign.map(|text| {
        DecimalSign::parse(text).ok_or_else(|| {
            Failure::usage(both!("\"{text}\" is not a decimal sign", "「{text}」不是小数点的写法"))
                .try_this(both!("--decimal point, or comma", "--decimal point 或 comma"))
        })
    });
    let people: Vec<(String, Option<String>)> =
        session.config.people.iter().map(|person| (person.id.clone(), person.name.clone())).collect();
    let taken: Vec<String> = layout.slots.iter().map(|files| files.id.to_string()).collect();
    let spoken = spoken(&session.config.policy.calendar);
    let known = Knowledge {
        policy: &session.config.policy,
        people: &people,
        taken: &taken,
        values: &file.values,
        says_a_day: &|text| spoken(text, session.today, Tense::Ahead).is_some(),
    };
    let columns = columns(table, &said, (args.kind(), args.custom), &known);
    Ok(Settings {
        columns,
        defaults,
        values: file.values,
        tags: listed(&args.tags).into_iter().filter(|tag| !tag.is_empty()).collect(),
        dates,
        decimal: decimal.transpose()?,
        overwrite: args.overwrite,
        creates: args.create,
        only: args.only.iter().map(|word| verdict(word)).collect::<Result<_, _>>()?,
        is_cards: false,
        by: session.user(None)?,
        people,
        policy: &session.config.policy,
        today: session.today,
        now: now(session),
        taken,
        list_words: ListWords { is_status: render::is_listed_status, reply: render::reply_in_feedback },
        spoken,
        local: Box::new({
            let zone = session.zone;
            move |on, hour| date_input::local(on, hour, zone)
        }),
    })
}

/// Days as people say them, by the reader of what is typed; never those that could be two.
fn spoken(calendar: &Calendar) -> SpokenDays<'_> {
    Box::new(move |text, from, tense| {
        let towards = if tense == Tense::Past { Towards::Past } else { Towards::Future };
        match date_input::read(text, &Frame { today: from, calendar, events: &[], from: None }, towards) {
            Ok(day) => Some(Spoken::Day(day)),
            Err(NoDay::Passed(one, other) | NoDay::NotCome(one, other)) => {
                Some(Spoken::EitherYear(one, other))
            }
            Err(_) => None,
        }
    })
}

/// What the mapping file says of the columns; a column that the table doesn't have is a slip.
fn said(file: &MappingFile, table: &Table, kind: ListKind) -> Result<Vec<(String, Use)>, Failure> {
    let mut said = Vec::new();
    for (header, key) in &file.columns {
        column_of(table, header)?;
        let used = match key.trim() {
            "-" | "" => Use::LeftOut,
            key => Use::Key(ImportKey::parse(key, kind).ok_or_else(|| no_key(key))?),
        };
        said.push((header.clone(), used));
    }
    Ok(said)
}

fn column_of(table: &Table, header: &str) -> Result<(), Failure> {
    if table.header.iter().any(|own| own == header.trim()) {
        return Ok(());
    }
    let own = table.header.join(", ");
    Err(Failure::usage(both!("the file has no column \"{header}\"", "文件中没有「{header}」这一列"))
        .try_this(both!("it has: {own}", "现有的列：{own}")))
}

fn no_key(key: &str) -> Failure {
    let key = lang::one_line(key);
    Failure::usage(both!("\"{key}\" is not a key", "「{key}」不是字段名")).try_this(both!(
        "name, grade, contact.email, chat.wechat, custom.anything …; crm import --save-map shows all in use",
        "name、grade、contact.email、chat.wechat、custom.任意名称……；crm import --save-map 可查看"
    ))
}

fn order_of(text: &str) -> Result<DayOrder, Failure> {
    DayOrder::parse(text).ok_or_else(|| {
        Failure::usage(both!("\"{text}\" is not an order of dates", "「{text}」不是日期顺序")).try_this(
            both!(
                "--dates dmy (20/11/2026), or mdy (11/20/2026)",
                "--dates dmy（20/11/2026）或 mdy（11/20/2026）"
            ),
        )
    })
}

fn verdict(word: &str) -> Result<&'static str, Failure> {
    let known = ["create", "update"];
    known.into_iter().find(|known| *known == word).ok_or_else(|| {
        Failure::usage(both!("\"{word}\" is nothing to carry out", "「{word}」不是可执行的结果"))
            .try_this(both!("--only create, or update", "--only create 或 update"))
    })
}

/// What the mapping says of values, and the words that nobody knows, to be given a meaning.
fn unknown_values(table: &Table, settings: &Settings<'_>) -> Meanings {
    const MOST: usize = 50;
    let mut values = settings.values.clone();
    // A column that can be read two ways is asked about when the mapping is used.
    let rows =
        import::customers(table, settings, Vec::new()).map_or_else(|_| Vec::new(), |import| import.rows);
    for error in rows.iter().flat_map(|row| &row.remarks).filter_map(|remark| match remark {
        Remark::LeftOut(error) if error.wrong.is_of_a_word() => Some(error),
        _ => None,
    }) {
        let Some(header) = error.column.and_then(|column| table.header.get(column)) else { continue };
        let at = values.iter().position(|(own, _)| own.trim() == header).unwrap_or_else(|| {
            values.push((header.clone(), Vec::new()));
            values.len() - 1
        });
        let pairs = &mut values[at].1;
        if pairs.len() < MOST && !pairs.iter().any(|(own, _)| fold(own) == fold(&error.value)) {
            pairs.push((error.value.clone(), "-".to_owned()));
        }
    }
    values
}

/// Writes how the columns are read.
pub fn save(
    context: &Context,
    path: &Path,
    args: &Args,
    table: &Table,
    settings: &Settings<'_>,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    in_a_folder(path)?;
    let column = |header: &String, used: &Use| {
        let key = match used {
            Use::Key(key) => key.to_string(),
            _ => "-".to_owned(),
        };
        (header.clone(), key)
    };
    let columns = settings.columns.iter().filter(|column| !column.header.is_empty());
    let mapping = MappingFile {
        columns: columns.map(|own| column(&own.header, &own.used)).collect(),
        defaults: settings.defaults.iter().map(|(key, value)| (key.to_string(), value.clone())).collect(),
        values: match args.kind() {
            ListKind::Customers => unknown_values(table, settings),
            _ => settings.values.clone(),
        },
        dates: settings.dates.map(|order| if order == DayOrder::DayFirst { "dmy" } else { "mdy" }.to_owned()),
        decimal: settings
            .decimal
            .map(|sign| if sign == DecimalSign::Point { "point" } else { "comma" }.to_owned()),
    };
    let head = tr!(
        lang,
        "Which column is which key; - leaves it out, custom.NAME keeps it as a field of your own.\nBelow values: what the values of a column mean, such as hot: A; - leaves a value out.\nBelow defaults: what new customers share, such as owner: li. dates: dmy or mdy, decimal: point or comma.",
        "每一列对应哪个字段；- 表示不导入，custom.名称 表示作为自有字段保留。\nvalues: 下写某一列的值是什么意思，如 hot: A；- 表示不导入该值。\ndefaults: 下写新客户共有的内容，如 owner: li。dates: dmy 或 mdy，decimal: point 或 comma。"
    );
    write_mapping(path, &mapping, &head)?;
    let map = path.display();
    let command = typed::again(context, args, &["--map", &path.display().to_string()]);
    context.print(&tr!(
        lang,
        "{map}: change what is not right\nnext: {command}\n",
        "{map}：请修改不对的地方\n接下来：{command}\n"
    ))?;
    Ok(Exit::Done)
}
