//! What can be typed behind `crm import`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::cli::format::Format;
use crate::plan::import::ListKind;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm import list.xlsx                         what it would do, and how the columns are read\n  crm import 客户.csv --owner li --apply        write it; whoever is new goes to li\n  crm import fair.csv --dates dmy --tag fair --rejects bad.csv --apply\n  crm import list.csv --save-map map.yaml      the guess, to be changed; then --map map.yaml\n  crm import phone.vcf --folder contacts       an address book\n  crm import --entries log.csv                 follow-ups with their own author and date\n  crm import --orders erp.xlsx --create        an ERP's order lines; makes customers that are new\n  crm import --invoices invoices.csv           then the bank's: crm import --payments bank.csv\n\nNothing is written without --apply, and what is there is never overwritten without --overwrite.\nImporting the same file again changes nothing. A value that can't be read, such as an\nunknown grade, is left out of its row and told; values: in a map file says what it means.\nA next call without a last contact becomes a note that sets the day. A cell holds 256 KB\nat most, a list a million rows. Where a customer that is there can't be read at\nall, nothing is written."
)]
pub struct Args {
    /// CSV, .xlsx, .xls, .ods or .vcf
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Write it
    #[arg(long)]
    pub(super) apply: bool,
    /// The rows are entries of the customers' logs
    #[arg(long)]
    pub(super) entries: bool,
    /// The rows are lines of orders, as an ERP or a shop exports them
    #[arg(long, conflicts_with = "entries")]
    pub(super) orders: bool,
    /// The rows are invoices
    #[arg(long, conflicts_with_all = ["entries", "orders"])]
    pub(super) invoices: bool,
    /// The rows are payments, as a bank exports them: each to the invoice that it pays
    #[arg(long, conflicts_with_all = ["entries", "orders", "invoices"])]
    pub(super) payments: bool,
    /// Make the customers of orders or invoices that aren't there
    #[arg(long, conflicts_with_all = ["entries", "payments"])]
    pub(super) create: bool,
    /// Only rows of these verdicts: create, update
    #[arg(long, value_name = "VERDICT", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Let the file win where it says something else
    #[arg(long)]
    pub(super) overwrite: bool,
    /// Let in what was forgotten on request, too
    #[arg(long)]
    pub(super) allow_forgotten: bool,
    /// Write the rows that can't be taken, or not whole, to this CSV, with the reason
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,
    /// Which column is what, and what its values mean, from this file
    #[arg(long, value_name = "FILE", help_heading = "How it is read")]
    pub(super) map: Option<PathBuf>,
    /// Write how the columns are read to this file, to be changed
    #[arg(long, value_name = "FILE", help_heading = "How it is read")]
    pub(super) save_map: Option<PathBuf>,
    /// Keep unknown columns under custom:
    #[arg(long, help_heading = "How it is read")]
    pub(super) custom: bool,
    /// Between the cells of a CSV: "," ";" "|" or tab
    #[arg(long, value_name = "SIGN", help_heading = "How it is read")]
    pub(super) delimiter: Option<String>,
    /// Encoding of a CSV, such as gb18030 or latin1 (else guessed, and told)
    #[arg(long, value_name = "NAME", help_heading = "How it is read")]
    pub(super) encoding: Option<String>,
    /// Sheet of a spreadsheet (else the first)
    #[arg(long, value_name = "NAME", help_heading = "How it is read")]
    pub(super) sheet: Option<String>,
    /// What 03/04/2026 is: dmy or mdy
    #[arg(long, value_name = "ORDER", help_heading = "How it is read")]
    pub(super) dates: Option<String>,
    /// What stands before the fraction: point or comma
    #[arg(long, value_name = "SIGN", help_heading = "How it is read")]
    pub(super) decimal: Option<String>,
    /// Folder below customers/ for new ones
    #[arg(long, value_name = "DIR", help_heading = "For every new customer")]
    pub(super) folder: Option<PathBuf>,
    /// Owner of those that have none
    #[arg(short, long, value_name = "PERSON", help_heading = "For every new customer")]
    pub(super) owner: Option<String>,
    /// Where we found those that don't say it
    #[arg(long, help_heading = "For every new customer")]
    pub(super) source: Option<String>,
    /// Tag, for those that are there, too
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',', help_heading = "For every new customer")]
    pub(super) tags: Vec<String>,
    /// Show no more than so many rows of each verdict
    #[arg(short = 'n', long, value_name = "COUNT", default_value = "5", help_heading = "Output")]
    pub(super) limit: usize,
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(FORMS), default_value = "table", help_heading = "Output")]
    pub(super) format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    pub(super) json: bool,
}

impl Args {
    /// What the rows are.
    pub(super) fn kind(&self) -> ListKind {
        match () {
            () if self.entries => ListKind::Entries,
            () if self.orders => ListKind::Orders,
            () if self.invoices => ListKind::Invoices,
            () if self.payments => ListKind::Payments,
            () => ListKind::Customers,
        }
    }
}

/// The forms of an import.
const FORMS: &[(Format, &str)] = &[(Format::Table, ""), (Format::Json, ""), (Format::Csv, "")];
