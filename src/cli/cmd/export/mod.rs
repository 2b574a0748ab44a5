//! `crm export`: customers or entries as CSV or a spreadsheet, for a manager or for any other program; contacts
//! as vCard, for phones.

mod args;
mod file;

use crate::cli::book::book;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::config::WorkspaceConfig;
use crate::model::Problem;
use crate::plan::{self, Filter};
use crate::render::answer::tables;
use crate::render::lang::Lang;
use crate::render::{self, CardVersion, Cells, Maintained, SheetRow};
use crate::rules::views::{Book, need_of};
use crate::rules::{cadence, measure};
use crate::store::{LoadedCustomer, Scrutiny};
use args::{Form, Table};
use file::{Found, Sink};

pub use args::Args;

/// Customers that are in memory at once.
const CHUNK: usize = 4_096;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let policy = &session.config.policy;
    let filter = args.filter.filter(&session, &[])?;
    let form = args.form()?;
    let mut sink = Sink::open(&session, args, form)?;
    let layout = session.workspace.layout();
    // The classes of the maintenance list rank a customer among all others.
    let viewed = policy.scheme.is_computed() || (form != Form::Vcard && args.table == Table::Maintenance);
    let book = viewed.then(|| book(&session, &layout));
    let asked = Asked { context, config: &session.config, filter: &filter, book: book.as_ref(), args, form };
    let mut problems: Vec<Problem> = layout.problems;
    for slots in layout.slots.chunks(CHUNK) {
        let (found, mut told) = session.workspace.each(slots, Scrutiny::Answer, |loaded| asked.of(loaded));
        for one in found {
            sink.take(one);
        }
        sink.flush()?;
        problems.append(&mut told);
    }
    sink.close()?;
    Ok(context.exit_code(&problems))
}

/// What is asked of each customer.
struct Asked<'a> {
    context: &'a Context,
    config: &'a WorkspaceConfig,
    filter: &'a Filter,
    book: Option<&'a Book>,
    args: &'a Args,
    form: Form,
}

impl Asked<'_> {
    fn of(&self, loaded: LoadedCustomer<'_>) -> Option<Found> {
        let (today, policy) = (self.context.today, &self.config.policy);
        let customer = loaded.customer;
        let history = loaded.history.as_of(today);
        let driving = plan::driving(&customer, &history, self.book, policy, today);
        if !self.filter.admits(&customer, driving.class.as_deref(), &history, (policy, today)) {
            return None;
        }
        if self.form == Form::Vcard {
            let version = if self.args.card_version == "4" { CardVersion::Four } else { CardVersion::Three };
            return Some(Found::Cards(render::vcards(&customer, version)));
        }
        let rank = policy.rank(driving.class.as_deref());
        let rows: Vec<Cells> = match self.args.table {
            Table::Maintenance => {
                let verdict = cadence::next(&customer, driving.class.as_deref(), &history, policy, today);
                let figures = measure(&customer, &history, policy, today);
                let nobody = Book::default();
                let book = self.book.unwrap_or(&nobody);
                let views = plan::views(&figures, book, verdict.due, policy, today);
                let need = need_of(&customer, &history, &policy.views.need, today);
                let of = Maintained {
                    customer: &customer,
                    history: &history,
                    driving: &driving,
                    verdict: &verdict,
                    figures: &figures,
                    views: &views,
                    need,
                    policy,
                    today,
                };
                vec![render::maintenance_row(self.context.lang, of)]
            }
            Table::Customers => {
                let row = plan::row(customer, driving, &history, policy, today);
                let mut cells = tables::customer(&row, today);
                let lang = self.context.lang;
                if self.form == Form::Xlsx && lang == Lang::Zh {
                    for (column, cell) in tables::customer_columns().iter().zip(&mut cells) {
                        if let Some(text) = render::exported_parts(lang, column, &row, today) {
                            *cell = text;
                        }
                    }
                }
                vec![cells]
            }
            Table::Entries => tables::entries(customer.id.as_str(), &customer.name, &history).collect(),
        };
        Some(Found::Rows(rows.into_iter().map(|cells| SheetRow { cells, rank }).collect()))
    }
}
