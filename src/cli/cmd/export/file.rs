//! Where an export goes: to stdout as it is made, or to a file when all of it is there.

use std::path::PathBuf;

use super::args::{Args, Form, Table};
use crate::cli::context::Context;
use crate::cli::failure::{Failure, in_a_folder};
use crate::cli::folder::not_the_workspaces_own;
use crate::cli::session::Session;
use crate::cli::surroundings::Reader;
use crate::render::lang::{Lang, both, tr};
use crate::render::{self, MOST_ROWS, SheetRow, Spreadsheet};
use crate::store::put_output;

/// What is found of one customer.
pub(super) enum Found {
    Rows(Vec<SheetRow>),
    Cards(String),
}

/// What has been found, until it is written.
pub(super) struct Sink<'a> {
    context: &'a Context,
    args: &'a Args,
    form: Form,
    file: Option<PathBuf>,
    columns: Vec<&'static str>,
    text: String,
    rows: Vec<SheetRow>,
}

impl<'a> Sink<'a> {
    /// Begins. A file in which customers or rules are kept is never written over.
    pub fn open(session: &'a Session<'_>, args: &'a Args, form: Form) -> Result<Self, Failure> {
        let lang = session.lang;
        if let Some(file) = &args.output {
            not_the_workspaces_own(session, file, "--output list.xlsx")?;
            in_a_folder(file)?;
        }
        let text = match (form, args.table) {
            (Form::Csv, Table::Maintenance) => {
                render::csv(&render::maintenance_header(lang), [], args.spreadsheet)
            }
            (Form::Csv, _) => render::csv(&args.columns(), [], args.spreadsheet),
            _ => String::new(),
        };
        let (file, columns) = (args.output.clone(), args.columns());
        Ok(Sink { context: session, args, form, file, columns, text, rows: Vec::new() })
    }

    /// Takes what one customer has.
    pub fn take(&mut self, found: Found) {
        match found {
            Found::Cards(cards) => self.text.push_str(&cards),
            Found::Rows(rows) if self.form == Form::Csv => {
                let rows = rows.into_iter().map(|row| row.cells);
                self.text.push_str(&render::csv_rows(rows, self.args.spreadsheet));
            }
            Found::Rows(rows) => self.rows.extend(rows),
        }
    }

    /// Writes what can be written already.
    pub fn flush(&mut self) -> Result<(), Failure> {
        if self.file.is_none() && self.form != Form::Xlsx {
            self.context.answer(Reader::Program, &std::mem::take(&mut self.text))?;
        }
        Ok(())
    }

    /// Writes the rest.
    pub fn close(mut self) -> Result<(), Failure> {
        self.flush()?;
        let bytes = if self.form == Form::Xlsx { self.spreadsheet()? } else { self.text.into_bytes() };
        match &self.file {
            Some(file) => Ok(put_output(file, &bytes)?),
            None if self.form == Form::Xlsx => hand_over(self.context, &bytes),
            None => Ok(()),
        }
    }

    fn spreadsheet(&mut self) -> Result<Vec<u8>, Failure> {
        let lang = self.context.lang;
        if self.rows.len() >= MOST_ROWS {
            let count = self.rows.len();
            let what = both!("{count} rows are more than a sheet has", "共 {count} 行，超出一张工作表的行数");
            return Err(Failure::usage(what).try_this("--format csv"));
        }
        let (heads, title): (Vec<String>, _) = match self.args.table {
            Table::Maintenance => {
                let heads = render::maintenance_header(lang).into_iter().map(str::to_owned);
                (heads.collect(), lang.pick("maintenance list", "客户维护表"))
            }
            table => {
                let heads = self.columns.iter().map(|column| render::exported_head(lang, column));
                let is_log = table == Table::Entries;
                let title =
                    if is_log { lang.pick("entries", "记录") } else { lang.pick("customers", "客户") };
                (heads.collect(), title)
            }
        };
        if self.args.table != Table::Maintenance && lang == Lang::Zh {
            let rows = self.rows.iter_mut().map(|row| row.cells.as_mut_slice());
            render::translate_rows(lang, &self.columns, rows);
        }
        let made = self.context.now;
        let sheet = Spreadsheet { title, columns: &self.columns, heads: &heads, rows: &self.rows, made };
        let (bytes, cut) = render::spreadsheet(&sheet).map_err(|why| {
            Failure::usage(both!("no spreadsheet can be made of it", "无法生成电子表格")).because(why)
        })?;
        if cut > 0 {
            self.context.say(&tr!(
                lang,
                "warning: {cut} texts are longer than a cell holds, and end with …; CSV has all of them",
                "警告：{cut} 处文字超出单元格容量，已截断并以 … 结尾；CSV 中是完整的"
            ));
        }
        Ok(bytes)
    }
}

fn hand_over(context: &Context, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::ErrorKind;
    match context.surroundings.hand_over(bytes) {
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            let what = both!("a spreadsheet is nothing for a terminal", "电子表格无法显示在终端里");
            Err(Failure::usage(what).try_this("crm export --output list.xlsx"))
        }
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::usage(both!("can't write the answer", "无法输出结果")).because(&error))
        }
        _ => Ok(()),
    }
}
