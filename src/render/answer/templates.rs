//! `crm draft` without a customer: the team's templates.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::draft::templates;
use super::super::lang::Lang;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Word, list};
use crate::model::WritingTone;
use crate::rules::OpportunityStage;
use crate::rules::templates::Template;
use crate::rules::views::Class;

/// The team's templates.
pub struct TemplatesAnswer<'a>(pub &'a [Template]);

/// The team's templates, by name and language. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm draft --format json, without a customer")]
pub struct TemplateList(Vec<TemplateItem>);

/// A template.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "template")]
pub struct TemplateItem {
    /// Its name: templates/<name>.md.
    pub name: String,
    /// The language that it is in; null where it says none.
    pub language: Option<String>,
    /// Its subject, with the fields as written.
    pub subject: String,
    /// The grades that it is for; none is ungraded. Empty: for every one.
    pub grades: Vec<String>,
    /// The stages of an open deal that it is for.
    pub stages: Vec<Word<OpportunityStage>>,
    /// The parts of a customer's life that it is for.
    pub lifecycles: Vec<&'static str>,
    /// The occasions that it is for.
    pub occasions: Vec<String>,
    /// The tones of prefers.tone that it is for.
    pub tones: Vec<Word<WritingTone>>,
}

impl Answer for TemplatesAnswer<'_> {
    type Json = TemplateList;
    type Row = TemplateItem;

    const COLUMNS: &'static [Column<TemplateItem>] = &[
        column("name", |one| one.name.cell()),
        column("language", |one| one.language.cell()),
        column("subject", |one| one.subject.cell()),
        column("grades", |one| one.grades.join("; ")),
        column("stages", |one: &TemplateItem| {
            one.stages.iter().map(Cell::cell).collect::<Vec<_>>().join("; ")
        }),
        column("lifecycles", |one| one.lifecycles.join("; ")),
        column("occasions", |one| one.occasions.join("; ")),
        column("tones", |one: &TemplateItem| one.tones.iter().map(Cell::cell).collect::<Vec<_>>().join("; ")),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        templates(lang, self.0, style)
    }

    fn json(&self) -> TemplateList {
        TemplateList(self.rows(Lang::En))
    }

    fn rows(&self, _: Lang) -> Vec<TemplateItem> {
        list(self.0, |template| TemplateItem {
            name: template.name.clone(),
            language: template.language.clone(),
            subject: template.subject.clone(),
            grades: template.scope.grades.clone(),
            stages: list(&template.scope.stages, |stage| Word(*stage)),
            lifecycles: list(&template.scope.lifecycles, |one| Class::as_str(*one)),
            occasions: template.scope.occasions.clone(),
            tones: list(&template.scope.tones, |tone| Word(*tone)),
        })
    }
}
