//! `crm import`: customers and entries from the files of other programs.

mod apply;
mod failure;
mod forgotten;
mod typed;
mod understand;

use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, in_a_folder};
use crate::cli::folder::folder;
use crate::cli::format::Format;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::cli::whole_book::{settled, whole_book};
use crate::model::{Event, Problem, Severity};
use crate::plan::import::{self, Known, Row, Verdict, fingerprint, last_print, next_print};
use crate::render::answer::{self, ImportReport};
use crate::render::lang::{both, tr};
use crate::render::{self, ImportShown};
use crate::store::{CustomerTree, Origin, Reading, Scrutiny, Workspace, put_page, read_table};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm import list.xlsx                         what it would do, and how the columns are read\n  crm import 客户.csv --owner li --apply        write it; whoever is new goes to li\n  crm import fair.csv --dates dmy --tag fair --rejects bad.csv --apply\n  crm import list.csv --save-map map.yaml      the guess, to be changed; then --map map.yaml\n  crm import phone.vcf --folder contacts       an address book\n  crm import --entries log.csv                 follow-ups with their own author and date\n\nNothing is written without --apply, and what is there is never overwritten without --overwrite.\nImporting the same file again changes nothing. A value that can't be read, such as an\nunknown grade, is left out of its row and told; values: in a map file says what it means.\nA next call without a last contact becomes a note that sets the day. A cell holds 256 KB\nat most, a list a million rows. Where a customer that is there can't be read at\nall, nothing is written."
)]
pub struct Args {
    /// CSV, .xlsx, .xls, .ods or .vcf
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write it
    #[arg(long)]
    apply: bool,
    /// The rows are entries of the customers' logs
    #[arg(long)]
    entries: bool,
    /// Only rows of these verdicts: create, update
    #[arg(long, value_name = "VERDICT", value_delimiter = ',')]
    only: Vec<String>,
    /// Let the file win where it says something else
    #[arg(long)]
    overwrite: bool,
    /// Let in what was forgotten on request, too
    #[arg(long)]
    allow_forgotten: bool,
    /// Write the rows that can't be taken, or not whole, to this CSV, with the reason
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Which column is what, and what its values mean, from this file
    #[arg(long, value_name = "FILE", help_heading = "How it is read")]
    map: Option<PathBuf>,
    /// Write how the columns are read to this file, to be changed
    #[arg(long, value_name = "FILE", help_heading = "How it is read")]
    save_map: Option<PathBuf>,
    /// Keep unknown columns under custom:
    #[arg(long, help_heading = "How it is read")]
    custom: bool,
    /// Between the cells of a CSV: "," ";" "|" or tab
    #[arg(long, value_name = "SIGN", help_heading = "How it is read")]
    delimiter: Option<String>,
    /// Encoding of a CSV, such as gb18030 or latin1 (else guessed, and told)
    #[arg(long, value_name = "NAME", help_heading = "How it is read")]
    encoding: Option<String>,
    /// Sheet of a spreadsheet (else the first)
    #[arg(long, value_name = "NAME", help_heading = "How it is read")]
    sheet: Option<String>,
    /// What 03/04/2026 is: dmy or mdy
    #[arg(long, value_name = "ORDER", help_heading = "How it is read")]
    dates: Option<String>,
    /// What stands before the fraction: point or comma
    #[arg(long, value_name = "SIGN", help_heading = "How it is read")]
    decimal: Option<String>,
    /// Folder below customers/ for new ones
    #[arg(long, value_name = "DIR", help_heading = "For every new customer")]
    folder: Option<PathBuf>,
    /// Owner of those that have none
    #[arg(short, long, value_name = "PERSON", help_heading = "For every new customer")]
    owner: Option<String>,
    /// Where we found those that don't say it
    #[arg(long, help_heading = "For every new customer")]
    source: Option<String>,
    /// Tag, for those that are there, too
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',', help_heading = "For every new customer")]
    tags: Vec<String>,
    /// Show no more than so many rows of each verdict
    #[arg(short = 'n', long, value_name = "COUNT", default_value = "5", help_heading = "Output")]
    limit: usize,
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(FORMS), default_value = "table", help_heading = "Output")]
    format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    json: bool,
}

/// The forms of an import.
const FORMS: &[(Format, &str)] = &[(Format::Table, ""), (Format::Json, ""), (Format::Csv, "")];

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let reading = Reading {
        delimiter: understand::delimiter(args.delimiter.as_deref())?,
        encoding: args.encoding.clone(),
        sheet: args.sheet.clone(),
    };
    let (table, origin) = read_table(&args.file, &reading)?;
    let folder = folder(args.folder.as_deref())?;
    let lock = args.apply.then(|| session.workspace.lock()).transpose()?;
    let layout = session.workspace.layout();
    let mut settings = understand::settings(&session, args, &table, &layout)?;
    settings.is_cards = matches!(origin, Origin::Cards { .. });
    if let Some(path) = &args.save_map {
        return understand::save(context, path, args, &table, &settings);
    }
    if !args.entries && args.map.is_none() && understand::are_entries(&table, &settings) {
        let command = typed::again(context, args, &["--entries"]);
        let note = tr!(
            lang,
            "note: these rows look like follow-ups, not customers: {command}",
            "提示：这些行像是跟进记录，而不是客户：{command}"
        );
        if args.apply {
            let hint = both!(
                "--entries; where they are customers: --save-map map.yaml, then --map map.yaml",
                "--entries；确实是客户时：先 --save-map map.yaml，再 --map map.yaml"
            );
            let what =
                both!("these rows look like follow-ups, not customers", "这些行像是跟进记录，而不是客户");
            return Err(Failure::new(Exit::Refused, what).try_this(hint));
        }
        context.say(&note);
    }
    let (book, problems) = match args.apply {
        true => book(&session.workspace, &layout),
        false => settled(&session.workspace, || book(&session.workspace, &session.workspace.layout())),
    };
    if args.apply {
        whole_book(context, &problems)?;
    }
    let plan = if args.entries { import::entries } else { import::customers };
    let mut import = plan(&table, &settings, book)?;
    // A preview goes on with what can be read; what is written has to be decided.
    if let Some(undecided) = import.undecided.first().filter(|_| args.apply) {
        return Err(undecided.clone().into());
    }
    let known = session.workspace.forgotten()?;
    let allowed = match args.allow_forgotten {
        true => forgotten::allowed(&known, &import),
        false => {
            forgotten::refuse(&known, &mut import, args.entries);
            Vec::new()
        }
    };
    if let Some(path) = &args.rejects {
        in_a_folder(path)?;
        // Written over, the list would be down to its rows with errors.
        if path.canonicalize().is_ok_and(|path| args.file.canonicalize().is_ok_and(|file| file == path)) {
            let path = path.display();
            return Err(Failure::usage(both!("{path} is the list itself", "{path} 就是要导入的文件"))
                .try_this("--rejects bad.csv"));
        }
        let text = render::import_rejects(lang, &table, &import);
        put_page(path, &text)?;
    }
    let columns = std::mem::take(&mut settings.columns);
    let applied = args.apply;
    let is_left_out = |row: &Row| matches!(row.verdict, Verdict::Error(_)) || row.is_in_part();
    let has_errors = import.rows.iter().any(is_left_out) || !import.undecided.is_empty();
    let shown = ImportShown {
        file: &args.file,
        command: typed::again(context, args, &["--apply"]),
        origin: failure::origin(&origin),
        table: &table,
        columns: &columns,
        applied,
        is_entries: args.entries,
        most: args.limit,
        rejects: args.rejects.as_deref(),
    };
    let form = if args.json { Format::Json } else { args.format };
    let text = match form {
        Format::Json => answer::document(&ImportReport::of(&import, &shown)),
        Format::Csv => render::import_csv(&import, &columns),
        _ => render::import(lang, &import, &shown, context.style()),
    };
    let mut kept = 0;
    if let Some(lock) = &lock {
        schemas::refresh(&session.workspace);
        session.workspace.allow_forgotten(lock, &allowed)?;
        let place = apply::Place { workspace: &session.workspace, lock, layout: &layout, folder: &folder };
        kept = apply::apply(context, &place, &settings.by, import)?;
    }
    context.answer(form.reader(), &text)?;
    // A row that can't be read is like a file that can't: the rest was answered.
    Ok(match answered(context, &problems) {
        Exit::Done if has_errors || kept > 0 => Exit::Incomplete,
        exit => exit,
    })
}

/// What is wrong with the book is told, as far as it hides a customer from the import.
fn answered(context: &Context, problems: &[Problem]) -> Exit {
    if problems.iter().any(|problem| problem.kind.severity() == Severity::Error) {
        let lang = context.lang;
        context.say(&tr!(
            lang,
            "note: some of the customers that are there can't be read and were not compared",
            "提示：部分现有客户的文件无法读取，未参与比对"
        ));
    }
    context.exit_code(problems)
}

/// All customers, and what their logs hold.
fn book(workspace: &Workspace, layout: &CustomerTree) -> (Vec<Known>, Vec<Problem>) {
    let (book, problems) = workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let mut log: std::collections::HashSet<String> =
            loaded.history.entries().iter().map(fingerprint).collect();
        let contacts =
            loaded.history.entries().iter().filter(|entry| matches!(entry.event, Event::FollowUp(_)));
        log.extend(contacts.map(|entry| last_print(entry.at, entry.text.as_deref())));
        let entries = loaded.history.entries().iter();
        log.extend(entries.clone().filter_map(|entry| entry.event.next()).map(next_print));
        let day_set = loaded.history.day_set().map(|(_, day)| day);
        let traces = entries.filter_map(|entry| entry.event.trace()?.from.as_deref());
        let former = traces.map(str::to_owned).collect();
        Some(Known { customer: loaded.customer, log, day_set, former })
    });
    (book, layout.problems.iter().cloned().chain(problems).collect())
}
