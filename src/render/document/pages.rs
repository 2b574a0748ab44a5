//! Documents that are sent around together.

use super::Document;
use super::html;
use super::markdown::markdown;
use crate::render::lang::Lang;

/// Documents that are printed together, one below the other: one for each person, or one alone.
#[derive(Clone, Debug)]
pub struct Pages {
    pub lang: Lang,
    /// The title of them all, where a form has one.
    pub title: String,
    pub documents: Vec<Document>,
}

impl Pages {
    /// As Markdown.
    pub fn markdown(&self) -> String {
        self.documents.iter().map(markdown).collect::<Vec<_>>().join("\n")
    }

    /// As one page of HTML.
    pub fn html(&self) -> String {
        html::pages(self.lang, &self.title, &self.documents)
    }
}

impl From<Document> for Pages {
    fn from(document: Document) -> Self {
        Pages { lang: document.lang, title: document.title.clone(), documents: vec![document] }
    }
}
