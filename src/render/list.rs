//! Customers in a table, in the columns that were chosen.

use chrono::NaiveDate;

use super::answer::column::Cell;
use super::grid::{Column, fits, grid};
use super::lang::{self, Lang, tr};
use super::tone::{Style, Tone};
use crate::model::{Decimal, Medium, Money};
use crate::plan::Row;
use crate::rules::Completeness;
use crate::rules::emergencies::is_unsatisfied;
use crate::rules::views::Views;

/// A column that can be chosen: what it is called, and what is in it.
pub struct ListColumn {
    /// Its name, by which it is chosen.
    pub name: &'static str,
    /// Its heads in English and Chinese.
    pub heads: (&'static str, &'static str),
    /// Whether its cells are never broken.
    is_whole: bool,
    /// Whether they are numbers.
    is_number: bool,
    /// For programs: dates as dates, words as in the files.
    value: fn(&Row, NaiveDate) -> String,
    /// For people, where that is something else than the value on one line.
    cell: Option<ForPeople>,
}

/// What people read in a cell, in their language, on a day.
type ForPeople = fn(Lang, &Row, NaiveDate, Style) -> String;

/// A column whose cells people and programs read alike.
const fn column(
    name: &'static str,
    heads: (&'static str, &'static str),
    value: fn(&Row, NaiveDate) -> String,
) -> ListColumn {
    ListColumn { name, heads, is_whole: false, is_number: false, value, cell: None }
}

impl ListColumn {
    /// Whose cells are never broken.
    const fn whole(self) -> Self {
        ListColumn { is_whole: true, ..self }
    }

    /// Whose cells are numbers.
    const fn number(self) -> Self {
        ListColumn { is_whole: true, is_number: true, ..self }
    }

    /// Says it otherwise to people.
    const fn shown(self, cell: ForPeople) -> Self {
        ListColumn { cell: Some(cell), ..self }
    }
}

/// The columns that can be chosen, besides the views.
pub const COLUMNS: &[ListColumn] = &[
    column("grade", ("gr", "等级"), |row, _| row.customer.grade.cell()).whole().shown(|_, row, _, style| {
        let grade = lang::grade(row.driving.class.as_deref(), row.driving.written.as_deref());
        style.paint(Tone::Strong, &grade.unwrap_or_default())
    }),
    column("id", ("id", "编号"), |row, _| row.customer.id.to_string()).whole(),
    column("name", ("name", "名称"), |row, _| row.customer.name.clone()).shown(
        |lang, row, _, style| match row.attention.is_empty() {
            true => style.paint(Tone::Strong, &lang::one_line(&row.customer.name)),
            false => {
                let name = lang::one_line(&row.customer.name);
                style.paint(Tone::Alarm, &tr!(lang, "! {name}", "！{name}"))
            }
        },
    ),
    column("owner", ("owner", "负责人"), |row, _| row.customer.owner.cell()).whole().shown(
        |lang, row, _, _| {
            row.customer.owner.as_deref().map(|owner| lang::person(lang, owner)).unwrap_or_default()
        },
    ),
    column("last", ("last", "上次跟进"), |row, _| day(row.last_contact)).whole().shown(
        |lang, row, today, _| {
            row.last_contact.map(|day| lang::day_month(lang, day, today)).unwrap_or_default()
        },
    ),
    column("next", ("next", "下次跟进"), |row, _| day(row.verdict.due)).whole().shown(next),
    column("reason", ("why", "原因"), |row, today| lang::reason(Lang::En, &row.verdict, today))
        .shown(|lang, row, today, _| lang::reason(lang, &row.verdict, today)),
    column("country", ("country", "国家"), |row, _| row.customer.country.cell()).whole().shown(
        |lang, row, _, _| {
            row.customer.country.as_deref().map(|code| lang::country(lang, code)).unwrap_or_default()
        },
    ),
    column("region", ("region", "地区"), |row, _| row.customer.region.cell()),
    column("industry", ("industry", "行业"), |row, _| row.customer.industry.cell()),
    column("need", ("need", "需求"), |row, _| row.customer.need.map(|need| need.as_str()).cell())
        .shown(|lang, row, _, _| row.customer.need.map(|need| lang::need(lang, need)).cell()),
    column("potential", ("potential", "潜力"), |row, _| {
        row.customer.potential.map(|word| word.as_str()).cell()
    })
    .shown(|lang, row, _, _| row.customer.potential.map(|word| lang::potential(lang, word)).cell()),
    column("tags", ("tags", "标签"), |row, _| row.customer.tags.join(", ")),
    column("contact", ("contact", "联系人"), |row, _| {
        row.customer.contact(None).and_then(|contact| contact.name.clone()).cell()
    }),
    column("email", ("email", "邮箱"), |row, _| best(row, Medium::Email)),
    column("phone", ("phone", "电话"), |row, _| best(row, Medium::Phone)),
    column("website", ("website", "网站"), |row, _| row.customer.website.cell()),
    column("number", ("number", "客户编号"), |row, _| row.customer.number.cell()),
    column("since", ("since", "始于"), |row, _| day(row.customer.since)).whole(),
    column("source", ("source", "来源"), |row, _| row.customer.source.cell()),
    column("plan", ("plan", "计划"), |row, _| row.customer.plan.cell()),
    column("archived", ("archived", "归档"), |row, _| day(row.customer.archived)).whole(),
    column("class", ("class", "类别"), |row, _| row.driving.class.cell()).whole(),
    column("attention", ("attention", "需关注"), |row, _| {
        row.attention.first().map(|one| one.emergency.kind.as_str()).cell()
    })
    .shown(|lang, row, today, style| {
        style.paint(Tone::Alarm, &lang::all_attention(lang, &row.attention, today))
    }),
    column("label", ("label", "组合标签"), |row, _| row.views.as_ref().and_then(Views::label).cell()).shown(
        |lang, row, _, _| {
            let label = row.views.as_ref().and_then(Views::label);
            label.map(|label| lang::class(lang, "label", &label)).unwrap_or_default()
        },
    ),
    column("score", ("score", "评分"), |row, _| {
        row.views.as_ref().map(|views| views.lead.why.score.to_string()).cell()
    })
    .number(),
    column("completeness", ("complete", "完整度"), |row, _| {
        row.completeness.as_ref().map(Completeness::percent).cell()
    })
    .number()
    .shown(|lang, row, _, style| {
        let Some(of) = &row.completeness else { return String::new() };
        let tone = if of.missing.is_empty() { Tone::Plain } else { Tone::Alarm };
        let percent = of.percent();
        style.paint(tone, &tr!(lang, "{percent} %", "{percent}%"))
    }),
    column("missing", ("missing", "缺少"), |row, _| missing(Lang::En, row))
        .shown(|lang, row, _, _| missing(lang, row)),
    column("satisfaction", ("satisfied", "满意度"), |row, _| {
        row.satisfaction.map(|(score, _)| score.to_string()).cell()
    })
    .whole()
    .shown(|lang, row, today, style| {
        let Some((score, on)) = row.satisfaction else { return String::new() };
        let tone = if is_unsatisfied(score) { Tone::Alarm } else { Tone::Plain };
        let on = lang::day_month(lang, on, today);
        style.paint(tone, &tr!(lang, "{score} of 5, {on}", "{score}/5，{on}"))
    }),
    column("lost", ("lost", "流失"), |row, _| day(row.lost.as_ref().map(|one| one.lost.day))).whole().shown(
        |lang, row, today, _| {
            let day = row.lost.as_ref().map(|one| lang::day_month(lang, one.lost.day, today));
            day.unwrap_or_default()
        },
    ),
    column("lost_why", ("why", "流失原因"), |row, _| {
        row.lost.as_ref().and_then(|one| one.why.clone()).cell()
    }),
    column("competitor", ("competitor", "竞争对手"), |row, _| {
        row.lost.as_ref().and_then(|one| one.competitor.clone()).cell()
    }),
    column("status", ("status", "状态"), |row, _| row.customer.status.cell()),
    column("staff", ("staff", "员工人数"), |row, _| number(row.customer.staff)).number(),
    column("revenue", ("revenue", "年营业额"), |row, _| number(row.customer.revenue)).number().shown(
        |_, row, _, _| {
            let money = row.customer.revenue.map(|amount| lang::money(Money { amount, currency: None }));
            money.unwrap_or_default()
        },
    ),
    column("founded", ("founded", "成立"), |row, _| row.customer.founded.cell()).whole(),
    column("need_size", ("need size", "需求量"), |row, _| row.customer.need_size.cell()),
    column("budget", ("budget", "预算"), |row, _| row.customer.budget.cell()),
    column("buying_process", ("buys", "采购流程"), |row, _| row.customer.buying_process.cell()),
    column("outlook", ("outlook", "行业前景"), |row, _| row.customer.outlook.cell()),
    column("expansion", ("expansion", "扩张计划"), |row, _| row.customer.expansion.cell()),
];

/// The columns of a list in which nobody has chosen any. Who asks for what is missing, or who is gone, wants to know what
/// and why; on a page that takes the room of the days.
pub fn usual_columns((is_incomplete, is_lost): (bool, bool), is_table: bool) -> Vec<String> {
    let asked = [(is_incomplete, &["missing"][..]), (is_lost, &["lost", "lost_why", "competitor"])];
    let asked = asked.iter().filter(|(is_asked, _)| *is_asked).flat_map(|(_, columns)| *columns);
    let days: &[&str] = if is_table && (is_incomplete || is_lost) { &[] } else { &["last", "next"] };
    let usual = ["grade", "id", "name", "owner"].iter().chain(days).chain(asked);
    usual.map(|name| (*name).to_owned()).collect()
}

/// The column that a narrow page can do without: the day of the last contact, which `show` tells, too.
pub fn dispensable_column(columns: &[String]) -> Option<usize> {
    columns.iter().position(|name| name == "last")
}

/// Whether a column can be chosen: one of [`COLUMNS`], or a view.
pub fn is_column(name: &str) -> bool {
    named(name).is_some() || is_view(name)
}

/// The name of a column that was typed as it is, or as a Chinese list shows it.
pub fn column_named(typed: &str) -> &str {
    let of_file = COLUMNS.iter().find(|column| column.heads.1 == typed).map(|column| column.name);
    let is_view = |name: &&&str| lang::view(Lang::Zh, name) == typed;
    of_file.or_else(|| Views::NAMES.iter().find(is_view).copied()).unwrap_or(typed)
}

/// What a column is called in a list.
pub fn column_head(lang: Lang, name: &str) -> &str {
    match lang {
        Lang::En => name,
        Lang::Zh => head(lang, name),
    }
}

/// Whether a column is a view, for which the whole book has to be read.
pub fn is_view(name: &str) -> bool {
    // The need and the potential of the list are the columns of the file.
    matches!(name, "label" | "score") || (Views::NAMES.contains(&name) && named(name).is_none())
}

/// A table of the chosen columns, each row as [`list_cells`] made it.
pub fn list(lang: Lang, rows: &[Vec<String>], columns: &[String], style: Style) -> String {
    grid(&heads(lang, columns), rows, style)
}

/// Whether all rows have room on a line each.
pub fn list_fits(lang: Lang, rows: &[&[String]], columns: &[String], style: Style) -> bool {
    fits(&heads(lang, columns), rows, style)
}

/// The heads of the chosen columns.
pub(super) fn heads(lang: Lang, columns: &[String]) -> Vec<Column<'_>> {
    let column = |name| {
        let whole = named(name).is_some_and(|column| column.is_whole);
        let number = named(name).is_some_and(|column| column.is_number);
        Column { head: head(lang, name), number, whole }
    };
    columns.iter().map(|name| column(name.as_str())).collect()
}

fn named(name: &str) -> Option<&'static ListColumn> {
    COLUMNS.iter().find(|column| column.name == name)
}

fn head(lang: Lang, name: &str) -> &str {
    match named(name) {
        Some(column) => lang.pick(column.heads.0, column.heads.1),
        None => lang::view(lang, name),
    }
}

/// A customer's cells of the chosen columns, for people.
pub fn list_cells(lang: Lang, row: &Row, columns: &[String], today: NaiveDate, style: Style) -> Vec<String> {
    columns.iter().map(|column| cell(lang, row, column, today, style)).collect()
}

/// The same values for a program: dates as dates, words as in the files.
pub fn list_values(row: &Row, columns: &[String], today: NaiveDate) -> Vec<String> {
    columns.iter().map(|column| value(row, column, today)).collect()
}

fn cell(lang: Lang, row: &Row, name: &str, today: NaiveDate, style: Style) -> String {
    match named(name) {
        Some(ListColumn { cell: Some(cell), .. }) => cell(lang, row, today, style),
        Some(column) => lang::one_line(&(column.value)(row, today)),
        None => lang::class(lang, name, &value(row, name, today)),
    }
}

fn value(row: &Row, name: &str, today: NaiveDate) -> String {
    match named(name) {
        Some(column) => (column.value)(row, today),
        None => row.views.as_ref().and_then(|views| views.get(name)).cell(),
    }
}

/// What its file lacks.
fn missing(lang: Lang, row: &Row) -> String {
    row.completeness.as_ref().map(|of| lang::field_names(lang, &of.missing)).unwrap_or_default()
}

fn number(number: Option<Decimal>) -> String {
    number.map(|number| number.normalize().to_string()).unwrap_or_default()
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn best(row: &Row, medium: Medium) -> String {
    row.customer.contact(None).and_then(|contact| contact.best(medium)).unwrap_or_default()
}

/// The next date in its tone, or why there is none.
fn next(lang: Lang, row: &Row, today: NaiveDate, style: Style) -> String {
    let Some(due) = row.verdict.due else {
        let archived = row.customer.is_archived(today);
        let word =
            if archived { lang.pick("archived", "已归档") } else { lang.pick("never", "不再跟进") };
        return style.paint(Tone::Dim, word);
    };
    let tone = match due {
        due if due < today => Tone::Alarm,
        due if due == today => Tone::Good,
        _ => Tone::Plain,
    };
    style.paint(tone, &lang::date_short(lang, due, today))
}
