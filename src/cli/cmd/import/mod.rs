//! `crm import`: customers and entries from the files of other programs.

mod apply;
mod args;
mod failure;
mod held_back;
mod known;
mod typed;
mod understand;

use std::path::Path;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, in_a_folder};
use crate::cli::folder::folder;
use crate::cli::folder::not_the_workspaces_own;
use crate::cli::format::Format;
use crate::cli::new_id::customers_outside;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::cli::version::needs_version_2;
use crate::cli::whole_book::{settled, whole_book};
use crate::model::{Problem, Severity, Table};
use crate::plan::import::{self, Import, ListKind, Row, Settings, Verdict};
use crate::render::answer::{self, ImportReport};
use crate::render::lang::{Lang, both, tr};
use crate::render::{self, ImportShown};
use crate::store::{CustomerTree, Origin, Reading, Workspace, put_page, read_table};

use known::Asked;

pub use args::Args;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let reading = Reading {
        delimiter: understand::delimiter(args.delimiter.as_deref())?,
        encoding: args.encoding.clone(),
        sheet: args.sheet.clone(),
    };
    let (mut table, origin) = read_table(&args.file, &reading)?;
    if let Some((below, row)) = import::below_titles(&table, args.kind()) {
        context.say(&tr!(lang, "note: the header is in row {row}", "提示：表头在第 {row} 行"));
        table = below;
    }
    let folder = folder(args.folder.as_deref())?;
    let lock = args.apply.then(|| session.workspace.lock()).transpose()?;
    let layout = session.workspace.layout();
    let mut settings = understand::settings(&session, args, &table, &layout)?;
    settings.is_cards = matches!(origin, Origin::Cards { .. });
    if let Some(path) = &args.save_map {
        return understand::save(context, path, args, &table, &settings);
    }
    look_like_others(context, args, &table, &settings)?;
    let kind = args.kind();
    let asked = Asked::of(&session, &table, &settings, kind);
    let (book, problems) = match args.apply {
        true => asked.book(&layout),
        false => settled(&session.workspace, || asked.book(&session.workspace.layout())),
    };
    if args.apply {
        whole_book(context, &problems)?;
    }
    let mut import = import::plan(&table, &settings, kind, book)?;
    // A preview goes on with what can be read; what is written has to be decided.
    if let Some(undecided) = import.undecided.first().filter(|_| args.apply) {
        return Err(undecided.clone().into());
    }
    if args.apply && import.ends_a_day() {
        needs_version_2(&session.config, "import of \"none\" as the next day")?;
    }
    let allowed = hold_back(&session.workspace, &layout, args, &mut import)?;
    if let Some(path) = &args.rejects {
        write_rejects(&session, path, args, &render::import_rejects(lang, &table, &import))?;
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
        kind,
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

/// A list of contacts, or of orders, that is imported as one of customers makes a customer of each row.
fn look_like_others(
    context: &Context,
    args: &Args,
    table: &Table,
    settings: &Settings<'_>,
) -> Result<(), Failure> {
    if !args.kind().is_of_customers() || args.map.is_some() {
        return Ok(());
    }
    let Some(kind) = understand::likelier_kind(table, settings) else { return Ok(()) };
    let (option, what) = match kind {
        ListKind::Orders => ("--orders", ("orders, invoices or payments", "订单、发票或收款")),
        _ => ("--entries", ("follow-ups", "跟进记录")),
    };
    let said = |lang: Lang| {
        let what = lang.pick(what.0, what.1);
        tr!(lang, "these rows look like {what}, not customers", "这些行像是{what}，而不是客户")
    };
    if args.apply {
        let hint = both!(
            "{option}; where they are customers: --save-map map.yaml, then --map map.yaml",
            "{option}；确实是客户时：先 --save-map map.yaml，再 --map map.yaml"
        );
        return Err(
            Failure::new(Exit::Refused, both!(|lang| "{said}", "{said}", said = said(lang))).try_this(hint)
        );
    }
    let (lang, command) = (context.lang, typed::again(context, args, &[option]));
    let said = said(lang);
    let others = match kind {
        ListKind::Orders => lang.pick("; or --invoices, --payments", "；或 --invoices、--payments"),
        _ => "",
    };
    context.say(&tr!(lang, "note: {said}: {command}{others}", "提示：{said}：{command}{others}"));
    Ok(())
}

/// Takes out what may not come in, and says what is written down to let it in after all.
fn hold_back(
    workspace: &Workspace,
    layout: &CustomerTree,
    args: &Args,
    import: &mut Import,
) -> Result<Vec<String>, Failure> {
    held_back::refuse_outside(&customers_outside(workspace), import);
    let known = workspace.forgotten()?;
    if args.allow_forgotten {
        return Ok(held_back::allowed(&known, import));
    }
    let are_entries = !args.kind().is_of_customers();
    held_back::refuse(&known, import, are_entries);
    held_back::refuse_people(workspace, layout, import, are_entries);
    Ok(Vec::new())
}

fn write_rejects(session: &Session<'_>, path: &Path, args: &Args, text: &str) -> Result<(), Failure> {
    not_the_workspaces_own(session, path, "--rejects bad.csv")?;
    in_a_folder(path)?;
    // Written over, the list would be down to its rows with errors.
    if path.canonicalize().is_ok_and(|path| args.file.canonicalize().is_ok_and(|file| file == path)) {
        let path = path.display();
        return Err(Failure::usage(both!("{path} is the list itself", "{path} 就是要导入的文件"))
            .try_this("--rejects bad.csv"));
    }
    Ok(put_page(path, text)?)
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
