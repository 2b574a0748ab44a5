//! The file of a new customer: what is known, and in comments what else it may say.

use chrono::NaiveDate;

use crate::render::lang::Lang;
use crate::store::quoted;

/// The text of a new customer's file in which nothing is said: the comments that nobody has written.
pub fn blank(lang: Lang, line_of_schema: String) -> String {
    Draft::default().text(lang, line_of_schema)
}

/// What is known of a new customer.
#[derive(Default)]
pub struct Draft {
    pub name: String,
    pub aliases: Vec<String>,
    pub number: Option<String>,
    pub grade: Option<String>,
    pub owner: Option<String>,
    pub since: NaiveDate,
    pub source: Option<String>,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub address: Option<String>,
    pub timezone: Option<String>,
    pub website: Option<String>,
    pub contact: Option<String>,
    pub position: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub chat: Vec<(&'static str, String)>,
    pub need: Option<String>,
    pub potential: Option<String>,
    pub plan: Option<String>,
    pub cadence: Option<String>,
    pub tags: Vec<String>,
    pub notes: Option<String>,
}

impl Draft {
    /// The file's text. Its first line lets an editor complete keys and mark mistakes.
    pub fn text(&self, lang: Lang, line_of_schema: String) -> String {
        let mut lines = Lines(line_of_schema);
        lines.put("name", Some(&self.name), "");
        lines.list("aliases", &self.aliases);
        lines.put("number", self.number.as_ref(), "");
        lines.put(
            "grade",
            self.grade.as_ref(),
            lang.pick(
                "A                # a class of crm.yaml; without one it is still to be graded",
                "A                # crm.yaml 里的等级；不写则尚未定级",
            ),
        );
        lines.put(
            "owner",
            self.owner.as_ref(),
            lang.pick("li               # without one it is in the pool", "li               # 不写则在公海"),
        );
        lines.plain("since", &self.since.to_string());
        lines.put("source", self.source.as_ref(), lang.pick("Canton Fair 2026", "2026 年广交会"));
        lines.put("industry", self.industry.as_ref(), lang.pick("machinery", "机械"));
        lines.put(
            "country",
            self.country.as_ref(),
            lang.pick("DE             # ISO 3166-1, two letters", "CN             # 两位字母的国家代码"),
        );
        lines.put("region", self.region.as_ref(), "");
        lines.put("address", self.address.as_ref(), "");
        lines.put("timezone", self.timezone.as_ref(), lang.pick("Europe/Berlin", "Asia/Shanghai"));
        lines.put("website", self.website.as_ref(), "");
        self.contacts(lang, &mut lines);
        lines.hint(lang.pick(
            "prefers: {channel: email, hours: \"09:00-12:00\", meeting: short, cares_about: cost}",
            "prefers: {channel: chat, hours: \"09:00-12:00\", meeting: short, cares_about: 价格}",
        ));
        lines.put(
            "need",
            self.need.as_ref(),
            lang.pick(
                "target            # target, potential or dead",
                "target            # target 有需求、potential 潜在、dead 无需求",
            ),
        );
        lines.put(
            "potential",
            self.potential.as_ref(),
            lang.pick("high         # high, medium or low", "high         # high 高、medium 中、low 低"),
        );
        lines.put("plan", self.plan.as_ref(), lang.pick("what to achieve with it", "要达成的目标"));
        lines.put(
            "cadence",
            self.cadence.as_ref(),
            lang.pick(
                "45 days        # instead of the grade's",
                "45 days        # 单独的跟进周期，代替等级的",
            ),
        );
        lines.list("tags", &self.tags);
        match self.notes.as_deref().map(str::trim_end).filter(|notes| !notes.is_empty()) {
            Some(notes) if notes.contains('\n') && !notes.starts_with([' ', '\t']) => {
                lines.0.push_str("notes: |\n");
                for line in notes.lines() {
                    lines.0.push_str(format!("  {}", line.trim_end()).trim_end());
                    lines.0.push('\n');
                }
            }
            notes => lines.put("notes", notes.map(str::to_owned).as_ref(), ""),
        }
        lines.0
    }

    fn contacts(&self, lang: Lang, lines: &mut Lines) {
        let known = [
            ("name", self.contact.as_ref()),
            ("position", self.position.as_ref()),
            ("email", self.email.as_ref()),
            ("phone", self.phone.as_ref()),
        ];
        if known.iter().all(|(_, value)| value.is_none()) && self.chat.is_empty() {
            lines.hint("contacts:");
            lines.hint(lang.pick("  - name: Anna Müller", "  - name: 王芳"));
            lines.hint(lang.pick("    email: anna@mueller.example", "    email: wangfang@hongda.example"));
            return;
        }
        lines.0.push_str("contacts:\n");
        let mut lead = "  - ";
        for (key, value) in known {
            if let Some(value) = value {
                lines.0.push_str(&format!("{lead}{key}: {}\n", quoted(value)));
                lead = "    ";
            }
        }
        if !self.chat.is_empty() {
            let handles: Vec<String> =
                self.chat.iter().map(|(service, handle)| format!("{service}: {}", quoted(handle))).collect();
            lines.0.push_str(&format!("{lead}chat: {{{}}}\n", handles.join(", ")));
        }
    }
}

struct Lines(String);

impl Lines {
    /// A key with its value; without one a comment that shows what it would look like.
    fn put(&mut self, key: &str, value: Option<&String>, example: &str) {
        match value {
            Some(value) => self.plain(key, &quoted(value)),
            None if example.is_empty() => {}
            None => self.hint(&format!("{key}: {example}")),
        }
    }

    fn plain(&mut self, key: &str, value: &str) {
        self.0.push_str(&format!("{key}: {value}\n"));
    }

    fn list(&mut self, key: &str, items: &[String]) {
        if !items.is_empty() {
            let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
            self.plain(key, &format!("[{}]", items.join(", ")));
        }
    }

    fn hint(&mut self, line: &str) {
        self.0.push_str(&format!("# {line}\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CustomerId, date};
    use crate::store::review;

    fn draft(text: &str) -> Draft {
        let some = || Some(text.to_owned());
        Draft {
            name: text.to_owned(),
            aliases: vec![text.to_owned()],
            number: some(),
            grade: some(),
            owner: some(),
            since: date("2026-11-20").expect("a date"),
            source: some(),
            industry: some(),
            country: Some("NO".into()),
            region: some(),
            address: some(),
            timezone: None,
            website: some(),
            contact: some(),
            position: some(),
            email: some(),
            phone: some(),
            chat: vec![("wechat", text.to_owned())],
            need: None,
            potential: None,
            plan: some(),
            cadence: None,
            tags: vec![text.to_owned()],
            notes: some(),
        }
    }

    #[test]
    fn every_text_reads_back_as_it_was_given() {
        for text in [
            "Acme",
            "Müller & Söhne: \"x\"",
            "- a",
            "yes",
            "007",
            "+49 89",
            "深圳",
            "a\nb\n# c",
            "#x",
            "'",
            "\\",
            "*a",
            "%",
            " x",
            "a: [b]",
        ] {
            let card = draft(text).text(Lang::Zh, "# a line\n".to_owned());
            let id = CustomerId::new("x").expect("an id");
            let (customer, problems) = review(&id, std::path::Path::new("x"), &card);
            let customer = customer.unwrap_or_else(|| panic!("{text:?}: {problems:?}\n{card}"));
            assert_eq!(problems, [], "{text:?}\n{card}");
            assert_eq!((customer.name.as_str(), customer.plan.as_deref()), (text, Some(text)), "{card}");
            assert_eq!(customer.notes.as_deref().map(str::trim_end), Some(text.trim_end()), "{card}");
            assert_eq!((customer.tags[0].as_str(), customer.contacts[0].chat[0].1.as_str()), (text, text));
        }
    }
}
