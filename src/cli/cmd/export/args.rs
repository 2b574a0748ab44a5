//! What can be typed behind `crm export`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::render;
use crate::render::answer::tables;
use crate::render::lang::{Lang, both};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm export > list.csv                         the maintenance list\n  crm export --spreadsheet --lang zh > 列表.csv  the same for Excel, headers in Chinese\n  crm export entries > log.csv                  every entry, one a row\n  crm export customers --owner li > li.csv\n  crm export --format vcard --owner me > me.vcf the contacts, for a phone or khard\n  crm export --output list.xlsx                 a spreadsheet, with numbers and days that are some\n\nUnder --lang zh the maintenance list and every .xlsx have Chinese words as well as heads; the other tables keep\nthe words of the files, for programs."
)]
pub struct Args {
    /// Which table
    #[arg(value_enum, default_value = "maintenance")]
    pub(super) table: Table,
    /// Form of the table (else what the file's ending says, else csv)
    #[arg(short, long, value_enum)]
    pub(super) format: Option<Form>,
    /// Write to this file, in place of what it holds
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Version of the cards: 3 or 4
    #[arg(long = "version", value_name = "NUMBER", default_value = "3", value_parser = ["3", "4"])]
    pub(super) card_version: String,
    /// For a spreadsheet: a byte order mark, and no cell that starts a formula
    #[arg(long)]
    pub(super) spreadsheet: bool,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// RFC 4180
    Csv,
    /// A spreadsheet: Excel, LibreOffice, WPS
    Xlsx,
    /// A card for each contact, whatever the table
    Vcard,
}

/// What other forms of tables and pages are called by.
const OTHERS: &[&str] = &["xls", "xlsm", "ods", "numbers", "tsv", "pdf", "html", "docx"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Table {
    /// The maintenance list: its fifteen columns, and how to reach the contact
    Maintenance,
    /// Every customer with all its keys
    Customers,
    /// Every entry of every log
    Entries,
}

impl Args {
    pub(super) fn form(&self) -> Result<Form, Failure> {
        if let Some(form) = self.format {
            return Ok(form);
        }
        let ending = self.output.as_deref().and_then(Path::extension).and_then(OsStr::to_str);
        match ending.map(str::to_lowercase).as_deref() {
            Some("xlsx") => Ok(Form::Xlsx),
            Some("vcf") => Ok(Form::Vcard),
            None | Some("csv" | "txt") => Ok(Form::Csv),
            // Whoever opens it by its ending would find something else in it.
            Some(ending) if OTHERS.contains(&ending) => {
                Err(Failure::usage(both!("crm writes no .{ending}", "crm 不能写 .{ending} 文件")).try_this(
                    both!(
                        "a file that ends with .csv, .xlsx or .vcf, or --format csv",
                        "文件名以 .csv、.xlsx 或 .vcf 结尾，或加 --format csv"
                    ),
                ))
            }
            Some(_) => Ok(Form::Csv),
        }
    }

    pub(super) fn columns(&self) -> Vec<&'static str> {
        match self.table {
            Table::Maintenance => render::maintenance_header(Lang::En),
            Table::Customers => tables::customer_columns(),
            Table::Entries => tables::entry_columns(),
        }
    }
}
