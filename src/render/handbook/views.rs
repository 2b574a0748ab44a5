//! The views: the other ways to divide customers, with the rule of each class and what it asks for.

use super::{Handbook, pairs};
use crate::render::document::Section;
use crate::render::lang::{self, tr};
use crate::rules::Whom;
use crate::rules::views::Views;

impl Handbook<'_> {
    /// A section for each view.
    pub(super) fn views(&self) -> Vec<Section> {
        let section = |(index, view): (usize, &&str)| Section { starts_page: index == 0, ..self.view(view) };
        Views::NAMES.iter().enumerate().map(section).collect()
    }

    fn view(&self, view: &str) -> Section {
        let lang = self.lang;
        let row = |word: &&str| {
            let rule = lang::class_rule(lang, view, word, self.policy).unwrap_or_default();
            vec![lang::class(lang, view, word), rule]
        };
        let rows: Vec<Vec<String>> = Views::words(view).iter().map(row).collect();
        let name = lang::view(lang, view);
        let heading = tr!(lang, "View: {name}", "视图：{name}");
        let mut lines = Vec::new();
        for playbook in &self.policy.playbooks {
            let Whom::View(own, class) = &playbook.whom else { continue };
            if own == view {
                let class = lang::clean(&lang::class(lang, view, class));
                lines.push(self.line("for", "适用", class));
                lines.extend(self.playbook(playbook));
            }
        }
        let points = lang::view_points(lang, view, self.policy);
        lines.extend(points.into_iter().map(|text| self.line("points", "加分", text)));
        Section {
            heading: self.mark(heading, self.policy.views.are_usual(view)),
            above: lang::view_basis(lang, view, self.policy).unwrap_or_default(),
            table: Some(pairs(lang.pick(["class", "who"], ["类别", "对象"]), rows)),
            lines,
            ..Section::default()
        }
    }
}
