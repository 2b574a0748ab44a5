//! What is kept of each customer that is listed.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::args::Sort;
use crate::cli::context::Context;
use crate::cli::format::Format;
use crate::model::name::sort_key;
use crate::model::{CustomerId, Decimal};
use crate::plan::Row;
use crate::render;
use crate::render::answer::{self, ListedCustomer};
use crate::rules::Policy;
use crate::rules::views::{Turnover, Volumes};

/// What is kept of a customer: its place in the list, and what is shown of it. A hundred thousand
/// whole customers would fill the memory.
pub(super) struct Found {
    pub(super) key: SortKey,
    pub(super) cells: Vec<String>,
    /// Its class in the view by which the list is divided.
    pub(super) class: Option<String>,
    /// Its orders of the last year, where the views were asked for.
    pub(super) year: Turnover,
    /// What it ordered in it, where the division goes by quantity.
    pub(super) volumes: Volumes,
}

/// The parts by which the list is ordered, and the id where they are equal.
pub(super) type SortKey = ((Reverse<Decimal>, usize, NaiveDate), (String, String), CustomerId);

/// What is kept of one that is listed, for a form of the list.
pub(super) fn found(
    context: &Context,
    row: &Row,
    form: Format,
    columns: &[String],
    by: Sort,
    policy: &Policy,
) -> Found {
    let today = context.today;
    let style = context.style();
    let cells = match form {
        Format::Table => render::list_cells(context.lang, row, columns, today, style),
        Format::Ids => vec![row.customer.id.to_string()],
        Format::Json => vec![answer::line(&ListedCustomer::of(row, today))],
        _ => render::list_values(row, columns, today),
    };
    Found {
        key: key(row, by, policy),
        cells,
        class: None,
        year: Turnover::default(),
        volumes: Volumes::default(),
    }
}

fn key(row: &Row, by: Sort, policy: &Policy) -> SortKey {
    let customer = &row.customer;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let rank = policy.rank(row.driving.class.as_deref());
    let any = NaiveDate::MIN;
    let none = (String::new(), String::new());
    let name = || (sort_key(&customer.name), customer.name.clone());
    let score = row.views.as_ref().map_or(Decimal::MIN, |views| views.lead.why.score);
    let ((place, day), second) = match by {
        Sort::Grade => ((rank, any), name()),
        Sort::Id => ((0, any), none),
        Sort::Name => ((0, any), name()),
        Sort::Owner => ((0, any), (text(&customer.owner), format!("{rank:04}"))),
        Sort::Country => ((0, any), (text(&customer.country), sort_key(&text(&customer.region)))),
        // Never contacted is longest ago; never due comes last.
        Sort::Last => ((0, row.last_contact.unwrap_or(NaiveDate::MIN)), none),
        Sort::Next => ((0, row.verdict.due.unwrap_or(NaiveDate::MAX)), none),
        Sort::Score => ((rank, any), name()),
    };
    let points = if by == Sort::Score { score } else { Decimal::ZERO };
    ((Reverse(points), place, day), second, customer.id.clone())
}
