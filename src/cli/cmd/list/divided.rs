//! `crm list --view`: the list divided by classes.

use super::found::Found;
use super::text::tail;
use crate::cli::context::Context;
use crate::cli::format::Format;
use crate::plan::{self, Division, Row};
use crate::render::Sorted;
use crate::render::answer::GroupsAnswer;
use crate::rules::Policy;
use crate::rules::views::Views;

/// The class by which a customer is sorted in.
pub(super) fn class(row: &Row, division: Division) -> Option<String> {
    let views = row.views.as_ref();
    match division {
        Division::View(name) => views.and_then(|views| views.get(name)).map(str::to_owned),
        Division::Grade => row.driving.class.clone(),
        Division::Label => views.and_then(Views::label),
    }
}

/// What is kept of each customer: people see its cells, programs its id.
pub(super) fn form(form: Format) -> Format {
    if form == Format::Table { form } else { Format::Ids }
}

/// The answer. The groups count all customers; a limit is for those that are shown of them.
pub(super) fn text(
    context: &Context,
    form: Format,
    division: Division,
    found: Vec<Found>,
    limit: Option<usize>,
    columns: &[String],
    policy: &Policy,
) -> String {
    let lang = context.lang;
    let customers = found.iter().map(|found| (found.class.as_deref(), found.year, found.volumes));
    let groups = plan::groups(division, customers, policy);
    let count = found.len();
    let mut cells: Vec<Vec<String>> = found.into_iter().map(|found| found.cells).collect();
    let mut left = limit.unwrap_or(usize::MAX);
    let mut rows: Vec<Vec<Vec<String>>> = Vec::new();
    for group in &groups {
        let shown = group.members.iter().take(left);
        rows.push(shown.filter_map(|place| cells.get_mut(*place).map(std::mem::take)).collect());
        left -= group.members.len().min(left);
    }
    let shown = rows.iter().map(Vec::len).sum();
    let sorted = Sorted { division, groups: &groups, rows, columns };
    let text = form.text(&GroupsAnswer { sorted, policy }, lang, || context.style());
    if form == Format::Table { text + &tail(lang, shown, count, false) } else { text }
}
