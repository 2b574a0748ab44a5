//! `crm list`: all customers, or some.

mod args;
mod divided;
mod found;
mod text;

use crate::cli::book::book;
use crate::cli::classes::{classes, is_in};
use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::plan::{self, Division};
use crate::render::lang::{Lang, both};
use crate::render::{self, COLUMNS};
use crate::rules::measure;
use crate::rules::views::{Turnover, Views, Volumes};
use crate::store::Scrutiny;
use args::{Sort, division_name};
use found::{Found, found};
use text::{stream, text};

pub use args::Args;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let mut columns = columns(args)?;
    let before = match &args.due_before {
        None => None,
        Some(text) => Some(date_input::ahead(&session, "--due-before", text)?),
    };
    let filter = args.filter.filter(&session, &args.text)?;
    let wanted = classes(&args.classes)?;
    let viewed = policy.scheme.is_computed()
        || args.format.chosen() == Format::Json
        || !wanted.is_empty()
        || args.view.is_some()
        || args.sort == Sort::Score
        || columns.iter().any(|name| render::is_view(name));
    let layout = session.workspace.layout();
    // The views rank a customer among all others, those that are not listed, too.
    let book = viewed.then(|| book(&session, &layout));
    let form = args.format.chosen();
    let division = args.view.as_deref().map(division_name).and_then(Division::named);
    let (mut found, mut problems) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let archived = loaded.customer.is_archived(today);
        let history = loaded.history.as_of(today);
        let shown = if archived { !args.active } else { !args.archived };
        let driving = plan::driving(&loaded.customer, &history, book.as_ref(), policy, today);
        if !shown || !filter.admits(&loaded.customer, driving.class.as_deref(), &history, (policy, today)) {
            return None;
        }
        let mut row = plan::row(loaded.customer, driving, &history, policy, today);
        if before.is_some_and(|before| row.verdict.due.is_none_or(|due| due > before)) {
            return None;
        }
        if args.incomplete && row.completeness.as_ref().is_none_or(|of| of.missing.is_empty()) {
            return None;
        }
        if args.lost && row.lost.is_none() {
            return None;
        }
        let (mut year, mut volumes) = (Turnover::default(), Volumes::default());
        row.views = book.as_ref().map(|book| {
            let figures = measure(&row.customer, &history, policy, today);
            year = figures.last_year;
            volumes = division.and_then(|division| division.volumes(&figures, policy)).unwrap_or_default();
            plan::views(&figures, book, row.verdict.due, policy, today)
        });
        is_in(row.views.as_ref(), &wanted).then(|| {
            let class = division.and_then(|division| divided::class(&row, division));
            let form = if division.is_some() { divided::form(form) } else { form };
            Found { class, year, volumes, ..found(context, &row, form, &columns, args.sort, policy) }
        })
    });
    problems.splice(0..0, layout.problems);
    found.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    args.listing.turn(&mut found);
    if form == Format::Table && args.columns.is_empty() {
        narrow(context, &mut columns, &mut found);
    }
    let is_shown = form != Format::Table || !found.is_empty();
    if let Some(division) = division.filter(|_| is_shown) {
        let text = divided::text(context, form, division, found, args.listing.limit, &columns, policy);
        context.answer(form.reader(), &text)?;
        return Ok(context.exit_code(&problems));
    }
    let count = found.len();
    found.truncate(args.listing.most());
    let rows = found.into_iter().map(|found| found.cells);
    if form == Format::Json {
        stream(context, rows)?;
    } else {
        let text = text(context, form, &columns, rows.collect(), count, layout.slots.is_empty());
        context.answer(form.reader(), &text)?;
    }
    Ok(context.exit_code(&problems))
}

/// Where names would break, they are worth more than a column that can be done without.
fn narrow(context: &Context, columns: &mut Vec<String>, found: &mut [Found]) {
    let rows: Vec<&[String]> = found.iter().map(|found| found.cells.as_slice()).collect();
    if render::list_fits(context.lang, &rows, columns, context.style()) {
        return;
    }
    if let Some(at) = render::dispensable_column(columns) {
        columns.remove(at);
        found.iter_mut().for_each(|found| drop(found.cells.remove(at)));
    }
}

fn columns(args: &Args) -> Result<Vec<String>, Failure> {
    if args.columns.is_empty() {
        let is_table = args.format.chosen() == Format::Table;
        return Ok(render::usual_columns((args.incomplete, args.lost), is_table));
    }
    let columns: Vec<String> =
        listed(&args.columns).iter().map(|name| render::column_named(name).to_owned()).collect();
    let unknown = columns.iter().find(|name| !render::is_column(name));
    match unknown {
        None => Ok(columns),
        Some(name) => {
            let known = |lang: Lang| {
                let views = Views::NAMES.iter().copied().filter(|name| render::is_view(name));
                let known = COLUMNS.iter().map(|column| column.name).chain(views);
                let known = known.map(|name| render::column_head(lang, name)).collect::<Vec<_>>();
                known.join(lang.pick(", ", "、"))
            };
            Err(Failure::usage(both!("there is no column \"{name}\"", "没有「{name}」这一列"))
                .try_this(both!(|lang| "one of {known}", "可选：{known}", known = known(lang))))
        }
    }
}
