//! What can be typed behind `crm draft`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::cli::filter::FilterArgs;
use crate::cli::format::Format;
use crate::render::lang;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm draft                        the team's templates, and for whom each is\n  crm draft mueller                the one that suits, filled, to be read and copied\n  crm draft mueller thanks         the one that is named\n  crm draft mueller -f plain       the text alone, for a chat\n  crm draft mueller -f mail > m.eml   a complete mail, to be opened and sent\n  crm draft --grade E --due --maildir ~/Mail/Drafts   one for each, among one's drafts\n  crm draft --tag fair -t invitation --output letters/\n\nTemplates are templates/<name>.md beside crm.yaml, in other languages <name>.<language>.md: the one\nin the customer's language: is taken. Fields, conditions and occasions: crm help templates.\n\nNothing is sent, and nothing is logged: once it is sent, crm log ID \"…\" --via email."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    pub(super) customer: Option<String>,
    /// The template by its name; else the one that suits
    #[arg(value_name = "TEMPLATE", conflicts_with = "template")]
    pub(super) named: Option<String>,
    /// The template by its name, for many customers
    #[arg(short, long, value_name = "TEMPLATE")]
    pub(super) template: Option<String>,
    /// Of many, those who have it today; of one, choose as on it: birthday, order, first-contact …
    #[arg(long, value_name = "OCCASION")]
    pub(super) occasion: Option<String>,
    /// Those that are due today, among those whom the filters mean
    #[arg(long, help_heading = "Which customers", conflicts_with = "customer")]
    pub(super) due: bool,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    /// Put each as a draft into this Maildir, such as ~/Mail/Drafts
    #[arg(long, value_name = "DIR", help_heading = "Output", conflicts_with_all = ["output", "format", "json"])]
    pub(super) maildir: Option<PathBuf>,
    /// Put each as ID+TEMPLATE.eml into this folder; what is there stays
    #[arg(long, value_name = "DIR", help_heading = "Output", conflicts_with_all = ["format", "json"])]
    pub(super) output: Option<PathBuf>,
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(FORMS), default_value = "table", help_heading = "Output")]
    pub(super) format: Format,
    /// The same as --format json
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    pub(super) json: bool,
}

/// The forms of a draft.
const FORMS: &[(Format, &str)] = &[
    (Format::Table, "Whom it goes to, the subject and the text"),
    (Format::Plain, "The text alone"),
    (Format::Mail, "A complete mail, of one customer"),
    (Format::Mailto, ""),
    (Format::Csv, ""),
    (Format::Json, ""),
    (Format::Ids, "The ids of those who have a draft"),
];

impl Args {
    /// The form that was chosen.
    pub(super) fn form(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    /// Whether it is the templates that are asked about, and no customer.
    pub(super) fn is_about_templates(&self) -> bool {
        self.customer.is_none()
            && !self.due
            && !self.filter.says_something()
            && self.wanted().is_none()
            && self.occasion.is_none()
    }

    /// The occasion that was named, by its code.
    pub(super) fn occasion(&self) -> Option<&str> {
        self.occasion.as_deref().map(|word| lang::occasion_code(word).unwrap_or(word))
    }

    /// The template that was named.
    pub(super) fn wanted(&self) -> Option<&str> {
        self.named.as_deref().or(self.template.as_deref())
    }

    /// Whether a draft is of use only with an address.
    pub(super) fn needs_address(&self) -> bool {
        self.maildir.is_some()
            || self.output.is_some()
            || matches!(self.form(), Format::Mail | Format::Mailto)
    }
}
