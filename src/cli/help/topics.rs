//! The topics: what belongs to no single command, or to one and is more than its options.

use super::markup::Page;
use crate::render::lang::Lang;

/// A topic, as `crm help TOPIC` shows it.
pub struct Topic {
    /// What it is called, in both languages.
    pub name: &'static str,
    english: &'static str,
    chinese: &'static str,
}

impl Topic {
    /// What it says.
    pub fn page(&self, lang: Lang) -> Page {
        Page::read(lang.pick(self.english, self.chinese))
    }
}

macro_rules! topics {
    ($($name:literal),* $(,)?) => {
        &[$(Topic {
            name: $name,
            english: include_str!(concat!("topics/", $name, ".en.md")),
            chinese: include_str!(concat!("topics/", $name, ".zh.md")),
        }),*]
    };
}

/// All of them, in the order in which they are listed.
pub const TOPICS: &[Topic] = topics![
    "dates",
    "agenda",
    "rhythm",
    "templates",
    "grades",
    "schemes",
    "views",
    "import",
    "duplicates",
    "pool",
    "team",
    "config",
    "cron",
    "scripting",
    "files",
    "privacy",
    "safety",
    "changes",
];

pub fn topic(name: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.name == name)
}
