//! `crm draft`: mails to customers, made of the team's templates.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::draft::{Draft, LeftOut, Omission, drafts, mailto};
use super::super::lang::Lang;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::list;

/// What `crm draft` answers.
pub struct DraftsAnswer<'a> {
    /// The drafts.
    pub made: &'a [Draft],
    /// Who has none.
    pub left_out: &'a [LeftOut],
}

/// A draft for each customer that was asked about, or why there is none. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm draft --format json")]
pub struct DraftList(Vec<DraftOfCustomer>);

/// The draft for one customer.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "draft")]
pub struct DraftOfCustomer {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The template's name: templates/<name>.md.
    pub template: Option<String>,
    /// The language that the template is in; null where it says none.
    pub language: Option<String>,
    /// The name of whom it is written to.
    pub who: Option<String>,
    /// The mail address.
    pub to: Option<String>,
    /// The subject, filled; null without a draft.
    pub subject: Option<String>,
    /// The text, filled; null without a draft.
    pub body: Option<String>,
    /// A link that opens a mail program with all of it; null without an address.
    pub mailto: Option<String>,
    /// Why there is no draft: no-template, several-templates, missing-fields, not-in-language, no-address; null
    /// where there is one.
    pub left_out: Option<&'static str>,
    /// The fields that the template asks for and nobody has written yet.
    pub missing: Vec<String>,
    /// The templates that suit it as well as each other.
    pub templates: Vec<String>,
    /// What one should know before it goes out: attention (a complaint or a wish to end is open), out-of-scope (the
    /// template was named, and its `for:` means others), other-owner (somebody else looks after the customer),
    /// other-language (it is not in the customer's), bounced (the last mail to who is written to came back).
    pub remarks: Vec<&'static str>,
}

impl Answer for DraftsAnswer<'_> {
    type Json = DraftList;
    type Row = DraftOfCustomer;

    const COLUMNS: &'static [Column<DraftOfCustomer>] = &[
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("template", |one| one.template.cell()),
        column("language", |one| one.language.cell()),
        column("who", |one| one.who.cell()),
        column("to", |one| one.to.cell()),
        column("subject", |one| one.subject.cell()),
        column("body", |one| one.body.cell()),
        column("left_out", |one: &DraftOfCustomer| one.left_out.unwrap_or_default().to_owned()),
        column("missing", |one| one.missing.join("; ")),
        column("remarks", |one| one.remarks.join("; ")),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        drafts(lang, self.made, self.left_out, style)
    }

    fn json(&self) -> DraftList {
        DraftList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<DraftOfCustomer> {
        let made = list(self.made, DraftOfCustomer::of);
        made.into_iter().chain(list(self.left_out, DraftOfCustomer::without)).collect()
    }
}

impl DraftOfCustomer {
    fn of(draft: &Draft) -> Self {
        DraftOfCustomer {
            id: draft.id.to_string(),
            name: draft.name.clone(),
            template: Some(draft.template.clone()),
            language: draft.language.clone(),
            who: draft.who.clone(),
            to: draft.to.as_ref().map(|to| to.address.clone()),
            subject: Some(draft.subject.clone()),
            body: Some(draft.body.clone()),
            mailto: mailto(draft),
            remarks: draft.remarks.iter().map(|remark| remark.code()).collect(),
            ..DraftOfCustomer::default()
        }
    }

    fn without(one: &LeftOut) -> Self {
        let (template, missing, templates) = match &one.why {
            Omission::Missing { template, fields, .. } => {
                (Some(template.clone()), fields.clone(), Vec::new())
            }
            Omission::Several(names) => (None, Vec::new(), names.clone()),
            Omission::NotInLanguage { template, .. } => (Some(template.clone()), Vec::new(), Vec::new()),
            Omission::NoTemplate | Omission::NoAddress => (None, Vec::new(), Vec::new()),
        };
        DraftOfCustomer {
            id: one.id.to_string(),
            name: one.name.clone(),
            template,
            missing,
            templates,
            left_out: Some(one.why.code()),
            ..DraftOfCustomer::default()
        }
    }
}
