//! What a person has to look at this month, as a page that is sent around.

use chrono::NaiveDate;

use super::document::{self, Document, Entry, MailHeaders, Pages, Section};
use super::lang::{self, Lang, tr};
use super::people;
use super::review::{count, effects};
use super::tone::Style;
use crate::plan::{MonthlyReview, Occasion, OldData, Proposal};
use crate::rules::Policy;

/// What every form of it knows.
#[derive(Clone, Copy, Debug)]
pub struct ReviewHeader<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// The names of people by their ids.
    pub people: &'a [(String, String)],
    pub policy: &'a Policy,
    /// The day that it is made on.
    pub today: NaiveDate,
}

impl ReviewHeader<'_> {
    /// Several, one below the other.
    pub fn pages(&self, reviews: &[MonthlyReview]) -> Pages {
        let documents = reviews.iter().map(|one| self.document(one)).collect();
        Pages { lang: self.lang, title: self.lang.pick("Review", "等级复核").to_owned(), documents }
    }

    /// One person's as a complete mail.
    pub fn mail(&self, review: &MonthlyReview, letter: &MailHeaders) -> String {
        let owner = review.owner.as_deref().unwrap_or("pool");
        let owner: String = owner.chars().filter(char::is_ascii_alphanumeric).collect();
        let document = self.document(review);
        let text = document::text(&document, Style::plain(document::MAIL_WIDTH));
        document::mail(&document, text, &format!("review-{}-{owner}", self.today), letter)
    }

    /// Whose it is, by name.
    pub fn owner(&self, review: &MonthlyReview) -> String {
        people::owner(self.lang, self.people, review.owner.as_deref())
    }

    fn document(&self, review: &MonthlyReview) -> Document {
        let (lang, today) = (self.lang, self.today);
        let (owner, day) = (self.owner(review), lang::date_short(lang, today, today));
        let moves = |is_in: fn(usize, usize) -> bool| -> Vec<&Proposal> {
            let rank = |class: Option<&str>| self.policy.rank(class);
            let is_asked = |one: &&Proposal| {
                let (from, to) = (one.suggestion.from.as_deref(), one.suggestion.to.as_deref());
                to.is_some() && from.is_some() && is_in(rank(to), rank(from))
            };
            review.proposals.iter().filter(is_asked).collect()
        };
        let (up, down) = (moves(|to, from| to < from), moves(|to, from| to > from));
        // Of those that are where they belong already, and do no more than leave the work.
        let archived = moves(|to, from| to == from);
        let (graded, tasks): (Vec<&Proposal>, Vec<&Proposal>) = review
            .proposals
            .iter()
            .filter(|one| one.suggestion.to.is_none() || one.suggestion.from.is_none())
            .partition(|one| one.suggestion.to.is_some());
        let lists = [
            (lang.pick("Move up", "建议升级"), up),
            (lang.pick("Move down", "建议降级"), down),
            (lang.pick("To archive", "建议归档"), archived),
            (lang.pick("To be graded", "待定级"), graded),
            (lang.pick("To verify, or to look at again", "待核实、待复核"), tasks),
        ];
        let headed = |what: &str, count: usize| tr!(lang, "{what} ({count})", "{what}（{count}）");
        let mut sections: Vec<Section> = lists
            .iter()
            .map(|(what, list)| Section {
                heading: headed(what, list.len()),
                entries: list.iter().map(|one| self.proposal(one)).collect(),
                ..Section::default()
            })
            .collect();
        sections.push(Section {
            heading: headed(lang.pick("Data to confirm", "资料待核对"), review.data.len()),
            entries: review.data.iter().map(|one| self.data(one)).collect(),
            ..Section::default()
        });
        sections.push(Section {
            heading: headed(
                lang.pick("Endings: customers and contracts", "终止意向与合同到期"),
                review.endings.len(),
            ),
            entries: review.endings.iter().map(|one| self.ending(one)).collect(),
            ..Section::default()
        });
        sections.retain(|section| !section.entries.is_empty());
        Document {
            lang,
            title: tr!(lang, "{owner} · review, {day}", "{owner} · 等级复核 {day}"),
            lead: self.lead(review),
            sections,
            hint: self.hint(review),
        }
    }

    /// What it comes to: only what there is.
    fn lead(&self, review: &MonthlyReview) -> String {
        let lang = self.lang;
        let moves = review.proposals.iter().filter(|one| one.suggestion.to.is_some()).count();
        let tasks = review.proposals.len() - moves;
        let told = |number: usize, english: String, chinese: &str| {
            (number > 0).then(|| tr!(lang, "{english}", "{chinese} {number} 个"))
        };
        let data = review.data.len();
        let parts = [
            told(moves, count(moves, "move"), "建议调整"),
            told(tasks, count(tasks, "task"), "待核实、待复核"),
            told(data, format!("data of {data} to confirm"), "资料待核对"),
            told(review.endings.len(), count(review.endings.len(), "ending"), "终止与合同到期"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        match parts.is_empty() {
            true => lang.pick("nothing to look at", "没有需要复核的客户").to_owned(),
            false => parts.join(lang.pick(", ", "，")),
        }
    }

    fn hint(&self, review: &MonthlyReview) -> String {
        let lang = self.lang;
        if review.proposals.is_empty() {
            return String::new();
        }
        let owner = review.owner.as_deref().unwrap_or("pool");
        tr!(
            lang,
            "crm review --owner {owner} --apply asks one by one · crm grade ID --confirm keeps a grade",
            "crm review --owner {owner} --apply 逐个确认 · crm grade 编号 --confirm 保持等级"
        )
    }

    fn proposal(&self, proposal: &Proposal) -> Entry {
        let (lang, today, suggestion) = (self.lang, self.today, &proposal.suggestion);
        let from = suggestion.from.as_deref().map_or_else(|| "–".to_owned(), lang::clean);
        let grade = match suggestion.to.as_deref().map(lang::clean) {
            Some(to) if to != from => format!("{from} → {to}"),
            _ => from,
        };
        let mut lines = vec![lang::move_reason(lang, &suggestion.why, self.policy, today).into()];
        if suggestion.archive && suggestion.to != suggestion.from {
            lines.push(lang.pick("and archive it", "并归档").to_owned().into());
        }
        if suggestion.to.is_some() {
            let effects = effects(lang, proposal, today);
            lines.extend((!effects.is_empty()).then(|| effects.join(" · ").into()));
        }
        Entry {
            grade: Some(grade),
            name: lang::one_line(&proposal.name),
            id: proposal.id.to_string(),
            lines,
            ..Entry::default()
        }
    }

    fn data(&self, data: &OldData) -> Entry {
        Entry {
            grade: Some(data.grade.as_deref().map_or_else(|| "–".to_owned(), lang::clean)),
            name: lang::one_line(&data.name),
            id: data.id.to_string(),
            lines: vec![lang::old_data(self.lang, &data.age, self.today).into()],
            contact: Some(data.contact.clone()),
            ..Entry::default()
        }
    }

    fn ending(&self, ending: &Occasion) -> Entry {
        Entry {
            name: lang::one_line(&ending.name),
            id: ending.id.to_string(),
            beside: lang::date_short(self.lang, ending.on, self.today),
            is_alarm: ending.days_late(self.today) >= 0,
            lines: vec![lang::occasion(self.lang, ending, self.today).into()],
            contact: ending.contact.clone(),
            ..Entry::default()
        }
    }
}
