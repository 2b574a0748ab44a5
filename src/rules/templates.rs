//! Which of the team's templates suits a customer on a day: those for an occasion before those for a stage, a part of
//! the life or a grade (S0: a template mail for E; the order of the rest own).

use chrono::NaiveDate;

use super::OpportunityStage;
use super::occasions::Code;
use super::reason::Verdict;
use super::views::Lifecycle;
use crate::model::{Customer, Event, History, Place, WritingTone};

/// For so many days after it an order, a quote, a contract or a sample's step is an occasion to write (own).
const NEWS_DAYS: i64 = 7;

/// A text that one sends again and again, with fields of the customer in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// What it is asked for by: its file's name without language and ending.
    pub name: String,
    /// The language it is in, as in its file's name, else as it says.
    pub language: Option<String>,
    /// The subject, with fields.
    pub subject: String,
    /// For whom it is; for nobody in particular, and it is taken by its name alone.
    pub scope: TemplateScope,
    /// The text, with fields.
    pub body: String,
    /// Where its subject stands.
    pub subject_at: Place,
    /// Where its text begins.
    pub body_at: Place,
}

/// For whom a template is, and when. Of each list one has to fit; an empty one fits everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateScope {
    /// Grades, by the classes of the scheme.
    pub grades: Vec<String>,
    /// How far an open deal has come.
    pub stages: Vec<OpportunityStage>,
    /// Where the customer stands in its life.
    pub lifecycles: Vec<Lifecycle>,
    /// Occasions: words of [`OCCASIONS`].
    pub occasions: Vec<String>,
    /// The tones in which it may be written to.
    pub tones: Vec<WritingTone>,
}

/// What a customer is on a day, as far as templates ask for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// The class that drives its cadence.
    pub class: Option<String>,
    /// The stages of its open deals.
    pub stages: Vec<OpportunityStage>,
    /// Where it stands in its life.
    pub lifecycle: Option<Lifecycle>,
    /// What there is to write for.
    pub occasions: Vec<&'static str>,
    /// The language in which one writes to it, where that is known.
    pub language: Option<String>,
    /// The tone in which one does, where its file says so.
    pub tone: Option<WritingTone>,
}

/// Which template it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<'t> {
    /// This one, by its name.
    One(&'t str),
    /// These suit it as well as each other.
    Several(Vec<&'t str>),
    /// None suits it.
    None,
}

/// The words for an occasion: why it is due, what falls on the day, and what has just happened.
pub const OCCASIONS: &[&str] = &[
    "first-contact",
    "ungraded",
    "agreed",
    "planned",
    "cadence",
    "times",
    "rhythm",
    "step",
    "decide",
    "no-sample",
    "complaint",
    "ending",
    "request",
    "approval",
    "promise",
    "action",
    "birthday",
    "founded",
    "date",
    "anniversary",
    "event",
    "order",
    "quote",
    "quote-unanswered",
    "deal",
    "contract",
    "contract-end",
    "invoice-due",
    "invoice-overdue",
    "pool",
    "lost",
    "recheck",
    "sample-agreed",
    "sample-sent",
    "sample-received",
    "sample-passed",
    "sample-failed",
    "sample-cancelled",
];

/// A sample's steps as occasions, in the order of [`crate::model::SampleState::ALL`].
const SAMPLES: &[&str] = &[
    "sample-agreed",
    "sample-sent",
    "sample-received",
    "sample-passed",
    "sample-failed",
    "sample-cancelled",
];

/// What there is to write for: why it is due, if it is; the days; and the orders, quotes, contracts and steps of samples
/// of the last week, the newest first. `history` must be as of `today`.
pub fn occasions(
    verdict: &Verdict,
    days: &[Code],
    history: &History<'_>,
    today: NaiveDate,
) -> Vec<&'static str> {
    let is_due = verdict.starts().is_some_and(|day| day <= today);
    let due = is_due.then(|| verdict.reason.code());
    let is_news = |day: NaiveDate| (today - day).num_days() <= NEWS_DAYS;
    let recent = history.entries().iter().rev().take_while(|entry| is_news(entry.day()));
    let recent = recent.filter_map(|entry| news(&entry.event));
    let mut all: Vec<&'static str> = Vec::new();
    for word in due.into_iter().chain(days.iter().map(|code| code.as_str())).chain(recent) {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all
}

fn news(event: &Event<'_>) -> Option<&'static str> {
    match event {
        Event::Order(order) if order.counts() => Some("order"),
        Event::Quote(quote) if !quote.is_over() => Some("quote"),
        Event::Contract(_) => Some("contract"),
        Event::Sample(sample) => SAMPLES.get(sample.state as usize).copied(),
        _ => None,
    }
}

/// What of a scope was asked for, and fits: occasion, stage, part of the life, grade, tone.
type Rank = [bool; 5];

impl TemplateScope {
    /// Whether it is for nobody in particular.
    pub fn is_open(&self) -> bool {
        *self == TemplateScope::default()
    }

    /// Whether it is for such a customer, or for nobody in particular.
    pub fn suits(&self, own: &Situation) -> bool {
        self.is_open() || self.fit(own).is_some()
    }

    /// How well it fits: by the occasion before the stage, the part of the life, the grade and the tone; `None` where
    /// something does not fit, or nothing was asked for. The tone alone is no reason to write: one that says nothing else
    /// is taken by its name.
    fn rank(&self, own: &Situation) -> Option<Rank> {
        self.fit(own).filter(|rank| rank[..4].contains(&true))
    }

    /// The same, the tone counted like the others.
    fn fit(&self, own: &Situation) -> Option<Rank> {
        fn fits(is_asked: bool, has: bool) -> Option<bool> {
            (!is_asked || has).then_some(is_asked)
        }
        let class = own.class.as_deref().unwrap_or("none");
        let has_occasion = self.occasions.iter().any(|word| own.occasions.contains(&word.as_str()));
        let has_stage = self.stages.iter().any(|stage| own.stages.contains(stage));
        let has_lifecycle = own.lifecycle.is_some_and(|lifecycle| self.lifecycles.contains(&lifecycle));
        let has_grade = self.grades.iter().any(|grade| grade == class);
        let has_tone = own.tone.is_some_and(|tone| self.tones.contains(&tone));
        Some([
            fits(!self.occasions.is_empty(), has_occasion)?,
            fits(!self.stages.is_empty(), has_stage)?,
            fits(!self.lifecycles.is_empty(), has_lifecycle)?,
            fits(!self.grades.is_empty(), has_grade)?,
            fits(!self.tones.is_empty(), has_tone)?,
        ])
    }
}

/// The template that suits a customer best: of each name the file in its language says for whom it is; one that doesn't
/// say it is for whom the other files of its name are.
pub fn fitting<'t>(templates: &'t [Template], own: &Situation) -> Choice<'t> {
    let rank = |name: &str| {
        let file = in_language(templates, name, own.language.as_deref())?;
        match file.scope.is_open() {
            false => file.scope.rank(own),
            true => {
                templates.iter().filter(|one| one.name == name).filter_map(|one| one.scope.rank(own)).max()
            }
        }
    };
    let mut names: Vec<&str> = templates.iter().map(|one| one.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let ranked: Vec<(Rank, &str)> = names.into_iter().filter_map(|name| Some((rank(name)?, name))).collect();
    let Some(best) = ranked.iter().map(|(rank, _)| *rank).max() else { return Choice::None };
    let names: Vec<&str> =
        ranked.into_iter().filter(|(rank, _)| *rank == best).map(|(_, name)| name).collect();
    match names.as_slice() {
        [one] => Choice::One(one),
        _ => Choice::Several(names),
    }
}

/// The language in which one writes to a customer: its own, else Chinese where that is what one writes (own); else
/// nobody knows.
pub fn language(customer: &Customer) -> Option<&str> {
    let is_chinese = |country: &&str| ["CN", "TW", "HK", "MO"].contains(country);
    customer.language.as_deref().or_else(|| customer.country.as_deref().filter(is_chinese).map(|_| "zh"))
}

/// The template of a name in the customer's language: in exactly that, else in the same without its country (pt for
/// pt-BR), else the one whose file's name names no language. Nobody gets a letter in a language that is another's.
pub fn in_language<'t>(
    templates: &'t [Template],
    name: &str,
    language: Option<&str>,
) -> Option<&'t Template> {
    let own: Vec<&Template> = templates.iter().filter(|one| one.name == name).collect();
    let is = |wanted: &str| {
        own.iter().find(|one| one.language.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(wanted)))
    };
    let exact = language.and_then(is);
    let base = || language.and_then(|wanted| is(wanted.split(['-', '_']).next().unwrap_or(wanted)));
    let open = || own.iter().find(|one| one.is_without_language());
    exact.or_else(base).or_else(open).copied()
}

impl Template {
    /// Whether it is for an occasion, among others.
    pub fn asks_for(&self, occasion: &str) -> bool {
        self.scope.occasions.iter().any(|word| word == occasion)
    }

    /// Whether it is in another language than a customer's, as far as both are known: `pt` is that of `pt-BR`.
    pub fn is_in_another(&self, language: Option<&str>) -> bool {
        let base =
            |language: &str| language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
        match (self.language.as_deref(), language) {
            (Some(own), Some(wanted)) => base(own) != base(wanted),
            _ => false,
        }
    }

    /// Whether its file's name names no language: it is for everybody who has no template of their own.
    fn is_without_language(&self) -> bool {
        let stem = self.body_at.path.file_stem().and_then(|stem| stem.to_str());
        stem == Some(self.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    use super::super::reason::Reason;
    use super::*;
    use crate::model::SampleState;

    fn template(file: &str, scope: TemplateScope) -> Template {
        let (name, language) = match file.split_once('.') {
            Some((name, language)) => (name, Some(language.to_owned())),
            None => (file, None),
        };
        let at = Place { path: PathBuf::from(format!("templates/{file}.md")), line: 1, column: 1 };
        Template {
            name: name.to_owned(),
            language,
            subject: String::new(),
            scope,
            body: String::new(),
            subject_at: at.clone(),
            body_at: at,
        }
    }

    fn scope(grades: &str, occasions: &str) -> TemplateScope {
        let words = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        TemplateScope { grades: words(grades), occasions: words(occasions), ..TemplateScope::default() }
    }

    #[test]
    fn an_occasion_comes_before_a_grade() {
        let all = [
            template("offer", TemplateScope::default()),
            template("low", scope("E D", "")),
            template("low.zh", scope("E D", "")),
            template("ungraded", scope("none", "")),
            template("birthday", scope("", "birthday")),
            template("thanks", scope("A", "order")),
            template("thanks-too", scope("A", "order")),
            template("sampling", TemplateScope { stages: vec![OpportunityStage::Sampling], ..scope("", "") }),
            template("decline", TemplateScope { lifecycles: vec![Lifecycle::Decline], ..scope("", "") }),
        ];
        let chosen = |class: &str, occasions: &[&'static str]| {
            let own = Situation {
                class: (class != "-").then(|| class.to_owned()),
                occasions: occasions.to_vec(),
                ..Situation::default()
            };
            match fitting(&all, &own) {
                Choice::One(name) => name.to_owned(),
                Choice::Several(names) => names.join(" "),
                Choice::None => "nothing".to_owned(),
            }
        };
        assert_eq!(chosen("E", &["cadence"]), "low");
        assert_eq!(chosen("E", &["cadence", "birthday"]), "birthday");
        assert_eq!(chosen("C", &["cadence"]), "nothing", "offer is taken by its name alone");
        assert_eq!(chosen("-", &["ungraded"]), "ungraded");
        assert_eq!(chosen("A", &["order"]), "thanks thanks-too");
        assert_eq!(chosen("D", &["order"]), "low", "thanks are for A alone");
        let sampling = Situation {
            class: Some("D".into()),
            stages: vec![OpportunityStage::Quoted, OpportunityStage::Sampling],
            lifecycle: Some(Lifecycle::Decline),
            ..Situation::default()
        };
        assert_eq!(fitting(&all, &sampling), Choice::One("sampling"));
        assert_eq!(
            fitting(&all, &Situation { stages: Vec::new(), ..sampling }),
            Choice::One("decline"),
            "a part of the life before a grade"
        );
    }

    #[test]
    fn the_file_in_the_customers_language_says_for_whom_it_is() {
        let all = [
            template("news", scope("D", "")),
            template("news.zh", scope("C", "")),
            template("terms.zh", scope("E", "")),
            template("wishes", scope("E", "")),
            template("wishes.zh", TemplateScope::default()),
        ];
        for (class, language, want) in [
            ("D", None, Choice::One("news")),
            ("D", Some("zh"), Choice::None),
            ("C", Some("zh"), Choice::One("news")),
            ("C", Some("de"), Choice::None),
            ("E", Some("de"), Choice::One("wishes")),
            ("E", Some("zh"), Choice::Several(vec!["terms", "wishes"])),
        ] {
            let (class, language) = (Some(class.to_owned()), language.map(str::to_owned));
            let own = Situation { class, language, ..Situation::default() };
            assert_eq!(fitting(&all, &own), want, "{own:?}");
        }
    }

    #[test]
    fn the_tone_chooses_among_those_that_suit() {
        let toned = |tone, scope: TemplateScope| TemplateScope { tones: vec![tone], ..scope };
        let all = [
            template("news", scope("E", "")),
            template("news-formal", toned(WritingTone::Formal, scope("E", ""))),
            template("chat", toned(WritingTone::Friendly, scope("", ""))),
        ];
        for (class, tone, want) in [
            ("E", None, Choice::One("news")),
            ("E", Some(WritingTone::Formal), Choice::One("news-formal")),
            ("E", Some(WritingTone::Friendly), Choice::One("news")),
            // The tone alone is no reason to write.
            ("C", Some(WritingTone::Friendly), Choice::None),
        ] {
            let own = Situation { class: Some(class.to_owned()), tone, ..Situation::default() };
            assert_eq!(fitting(&all, &own), want, "{own:?}");
            let is_friendly = tone == Some(WritingTone::Friendly);
            assert_eq!(all[2].scope.suits(&own), is_friendly, "taken by its name, it suits whom it is for");
        }
    }

    #[test]
    fn the_customers_language_is_looked_for_first() {
        let all =
            ["news", "news.zh", "news.pt", "deals.de"].map(|file| template(file, TemplateScope::default()));
        let found = |name: &str, language: Option<&str>| {
            in_language(&all, name, language).map(|one| one.body_at.path.display().to_string())
        };
        for (name, language, want) in [
            ("news", Some("zh"), Some("templates/news.zh.md")),
            ("news", Some("ZH"), Some("templates/news.zh.md")),
            ("news", Some("pt-BR"), Some("templates/news.pt.md")),
            ("news", Some("fr"), Some("templates/news.md")),
            ("news", None, Some("templates/news.md")),
            ("deals", Some("de"), Some("templates/deals.de.md")),
            ("deals", Some("fr"), None),
            ("deals", None, None),
            ("gone", None, None),
        ] {
            assert_eq!(found(name, language).as_deref(), want, "{name} in {language:?}");
        }
    }

    #[test]
    fn all_that_is_a_reason_to_write_is_an_occasion() {
        let words: Vec<String> =
            SampleState::ALL.iter().map(|state| format!("sample-{}", state.as_str())).collect();
        assert_eq!(SAMPLES, words);
        let due = Reason::CODES.iter().filter(|code| !["archived", "no-need", "left-alone"].contains(code));
        let days: Vec<&str> =
            Code::ALL.iter().filter(|code| code.is_reason_to_write()).map(|code| code.as_str()).collect();
        let all: BTreeSet<&str> =
            due.chain(&days).chain(&["order", "quote", "contract"]).chain(SAMPLES).copied().collect();
        assert_eq!(OCCASIONS.iter().copied().collect::<BTreeSet<_>>(), all);
        assert_eq!(OCCASIONS.len(), all.len(), "no word stands twice");
    }
}
