//! Fills a template with a customer's fields. What is missing is named, never left as a gap.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value, ValueKind};
use minijinja::{Environment, Error, UndefinedBehavior, escape_formatter};
use serde_json::Value as Tree;

use super::super::lang::{self, Lang, one_line, tr};
use crate::model::{
    Decimal, Meeting, Money, Need, Place, Potential, Problem, ProblemKind, SampleState, WritingTone, country,
    date, suggestion_of,
};
use crate::rules::templates::Template;

/// What a template may compute: a stranger's would otherwise run for ever. A long mail takes some thousands.
const FUEL: u64 = 1_000_000;

/// A template that is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub subject: String,
    /// The text, with one end of line at its end.
    pub body: String,
}

/// Why a template could not be filled.
#[derive(Clone, Debug, PartialEq)]
pub enum Unfilled {
    /// Fields of the customer that nobody has written yet, by their names.
    Missing(Vec<String>),
    /// The template itself is wrong.
    Wrong(Box<Problem>),
}

/// What is wrong with a template that no customer can change: its syntax.
pub fn misspelt(template: &Template) -> Option<Problem> {
    let parts = [(&template.subject, &template.subject_at), (&template.body, &template.body_at)];
    parts.into_iter().find_map(|(text, at)| {
        if let Some(problem) = full_width(text, at) {
            return Some(problem);
        }
        let error = environment(None).template_from_str(text).err()?;
        Some(problem(&error, at))
    })
}

/// A template with the fields of one customer.
pub fn fill(template: &Template, fields: &Tree) -> Result<Filled, Unfilled> {
    let mut missing = BTreeSet::new();
    let mut part = |text: &str, at: &Place| -> Result<String, Unfilled> {
        let asked = Asked::default();
        if let Some(problem) = full_width(text, at) {
            return Err(Unfilled::Wrong(Box::new(problem)));
        }
        let text = &whole_lines(text);
        let filled = environment(template.language.as_deref()).render_str(text, field(fields, "", &asked));
        if let Some(field) = asked.unknown.first() {
            let kind = ProblemKind::TemplateField { near: near(&field, fields), field: field.clone() };
            return Err(Unfilled::Wrong(Box::new(Problem { place: found(text, &field, at), kind })));
        }
        let gaps = asked.missing.all();
        // What was made of a gap is wrong because of it.
        let is_for_a_gap = !gaps.is_empty();
        missing.extend(gaps);
        match filled {
            Ok(filled) => Ok(filled),
            Err(_) if is_for_a_gap => Ok(String::new()),
            Err(error) => Err(Unfilled::Wrong(Box::new(problem(&error, at)))),
        }
    };
    let subject = part(&template.subject, &template.subject_at)?;
    let body = part(&template.body, &template.body_at)?;
    match missing.is_empty() {
        true => Ok(Filled { subject: one_line(&subject), body: body.trim_end().to_owned() + "\n" }),
        false => Err(Unfilled::Missing(missing.into_iter().collect())),
    }
}

/// Braces of a Chinese keyboard are a text like any other: a customer would get them.
fn full_width(text: &str, at: &Place) -> Option<Problem> {
    let braces = ["｛｛", "｝｝", "｛%", "%｝"].into_iter().find(|braces| text.contains(braces))?;
    let why = format!("full-width braces: {braces}");
    Some(Problem { place: found(text, braces, at), kind: ProblemKind::TemplateSyntax { why } })
}

/// A line that has nothing but conditions leaves none behind; one that ends with a condition keeps its end.
fn whole_lines(text: &str) -> String {
    let keeps_its_end = |line: &str| {
        let mut rest = line.to_owned();
        while let Some((start, end)) = rest.find("{%").zip(rest.find("%}")).filter(|(start, end)| start < end)
        {
            rest.replace_range(start..end + 2, "");
        }
        line.ends_with("%}") && !line.ends_with("-%}") && !line.ends_with("+%}") && !rest.trim().is_empty()
    };
    let kept = |line: &str| match (keeps_its_end(line), line.strip_suffix("%}")) {
        (true, Some(line)) => format!("{line}+%}}"),
        _ => line.to_owned(),
    };
    text.split('\n').map(kept).collect::<Vec<_>>().join("\n")
}

/// What templates are filled in.
fn environment(language: Option<&str>) -> Environment<'static> {
    let mut environment = Environment::new();
    // What isn't there may be asked for in a condition, and stands in no text.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    // A condition on a line of its own leaves no line behind.
    if let Ok(syntax) =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
    {
        environment.set_syntax(syntax);
    }
    environment.set_fuel(Some(FUEL));
    let lang = language.and_then(Lang::parse);
    environment.set_formatter(move |out, state, value| match f64::try_from(value.clone()) {
        // A part of a whole has as many digits as an amount.
        Ok(float) if !value.is_integer() && (float * 100.0).fract().abs() < 1e-9 => {
            escape_formatter(out, state, &Value::from(format!("{float:.2}")))
        }
        _ => match listed(lang, value, str::to_owned) {
            Some(items) => escape_formatter(out, state, &Value::from(items)),
            None => escape_formatter(out, state, value),
        },
    });
    for name in ["default", "d"] {
        environment.add_filter(name, |value: Value, other: Option<Value>| match is_there(&value) {
            true => value,
            false => other.unwrap_or_else(|| Value::from("")),
        });
    }
    environment.add_test("defined", |value: Value| is_there(&value));
    environment.add_test("undefined", |value: Value| !is_there(&value));
    environment.add_test("none", |value: Value| !is_there(&value));
    environment.add_filter("date", move |value: Value| match (value.as_str().and_then(date), lang) {
        (Some(day), Some(lang)) => Value::from(lang::date_in_letter(lang, day)),
        _ => value,
    });
    environment.add_filter("money", |value: Value| match value.to_string().parse::<Decimal>() {
        Ok(amount) if is_there(&value) => Value::from(lang::money(Money { amount, currency: None })),
        _ => value,
    });
    environment.add_filter("word", move |value: Value| match (value.as_str(), lang) {
        (Some(code), Some(lang)) => Value::from(spoken(lang, code)),
        (None, Some(own)) => listed(lang, &value, |code| spoken(own, code)).map_or(value, Value::from),
        _ => value,
    });
    environment
}

/// The items of a list as a sentence has them: tags, who decides. What else has parts of its own is no text.
fn listed(lang: Option<Lang>, value: &Value, each: impl Fn(&str) -> String) -> Option<String> {
    if value.kind() != ValueKind::Seq {
        return None;
    }
    let between = lang.unwrap_or(Lang::En).pick(", ", "、");
    let item = |item: Value| match (item.as_str(), item.downcast_object_ref::<Fields>()) {
        (Some(text), _) => Some(each(text)),
        (None, Some(fields)) => fields.who(lang.unwrap_or(Lang::En)),
        (None, None) => Some(item.to_string()),
    };
    let items: Option<Vec<String>> = value.try_iter().ok()?.map(item).collect();
    Some(items?.join(between))
}

/// What people call a word of the files: a sample's state, a need, a stage of life, a country, a channel …
fn spoken(lang: Lang, code: &str) -> String {
    let sample = || SampleState::parse(code).map(|state| lang::sample_state(lang, state).to_owned());
    let need = || Need::parse(code).map(|need| lang::need(lang, need).to_owned());
    let lifecycle = || Some(lang::class(lang, "lifecycle", code)).filter(|word| word != code);
    let country = || match lang {
        Lang::En => country::in_english(code).map(str::to_owned),
        Lang::Zh => country::in_chinese(code).map(str::to_owned),
    };
    let potential = || Potential::parse(code).map(|one| lang::potential(lang, one).to_owned());
    let meeting = || match Meeting::parse(code)? {
        Meeting::Short => Some(lang.pick("short", "简短").to_owned()),
        Meeting::Long => Some(lang.pick("long", "较长").to_owned()),
    };
    let tone = || WritingTone::parse(code).map(|tone| lang::writing_tone(lang, tone).to_owned());
    let meeting = || meeting().or_else(tone);
    let known =
        sample().or_else(need).or_else(lifecycle).or_else(country).or_else(potential).or_else(meeting);
    known.unwrap_or_else(|| lang::channel(lang, code).to_owned())
}

/// Whether a value is there: a gap is none.
fn is_there(value: &Value) -> bool {
    !value.is_undefined() && !value.is_none() && value.downcast_object_ref::<Gap>().is_none()
}

/// Which fields a template asked for in vain, while it is filled.
#[derive(Clone, Debug, Default)]
struct Asked {
    /// Those that nobody has written yet, of which a text was made.
    missing: Names,
    /// Those that no customer can have.
    unknown: Names,
}

/// Names, each once, in the order of the alphabet.
#[derive(Clone, Debug, Default)]
struct Names(Arc<Mutex<BTreeSet<String>>>);

impl Names {
    fn add(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }

    fn all(&self) -> BTreeSet<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn first(&self) -> Option<String> {
        self.all().into_iter().next()
    }
}

/// Fields of a tree by their names.
#[derive(Debug)]
struct Fields {
    tree: Tree,
    /// The names above, with a dot at their end.
    above: String,
    asked: Asked,
}

/// A field that nobody has written yet: no text can be made of it, and a condition takes it for a no.
#[derive(Debug)]
struct Gap {
    name: String,
    /// Whether it is a list in which nothing stands.
    is_list: bool,
    asked: Asked,
}

/// What a template itself brings along.
const GLOBALS: &[&str] = &["range", "dict", "debug", "namespace", "lipsum", "cycler", "joiner"];

/// The team's own fields: of these anything may be there.
const CUSTOM: &str = "custom";

fn field(tree: &Tree, name: &str, asked: &Asked) -> Value {
    match tree {
        Tree::Object(_) => Value::from_object(Fields {
            tree: tree.clone(),
            above: if name.is_empty() { String::new() } else { format!("{name}.") },
            asked: asked.clone(),
        }),
        Tree::Array(items) if items.is_empty() => {
            Value::from_object(Gap { name: name.to_owned(), is_list: true, asked: asked.clone() })
        }
        Tree::Array(items) => items.iter().map(|item| field(item, name, asked)).collect(),
        Tree::String(text) => Value::from(text.as_str()),
        Tree::Bool(value) => Value::from(*value),
        // A number is compared as one.
        Tree::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, Some(float)) => Value::from(float),
            _ => Value::from(number.to_string()),
        },
        Tree::Null => Value::from_object(Gap { name: name.to_owned(), is_list: false, asked: asked.clone() }),
    }
}

impl Fields {
    /// Somebody of the decision chain, with the part.
    fn who(&self, lang: Lang) -> Option<String> {
        let text = |key: &str| self.tree.get(key).and_then(Tree::as_str);
        let who = text("who")?;
        Some(match text("role") {
            Some(role) => tr!(lang, "{who} ({role})", "{who}（{role}）"),
            None => who.to_owned(),
        })
    }
}

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        let name = format!("{}{key}", self.above);
        match self.tree.get(key) {
            Some(value) => Some(field(value, &name, &self.asked)),
            None if self.above.starts_with(CUSTOM) => Some(field(&Tree::Null, &name, &self.asked)),
            None => {
                if !(self.above.is_empty() && GLOBALS.contains(&key)) {
                    self.asked.unknown.add(&name);
                }
                None
            }
        }
    }

    /// All of it together is no text: that is a slip, and would show a customer what is noted of it.
    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.asked.unknown.add(self.above.trim_end_matches('.'));
        Ok(())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let names = self.tree.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        Enumerator::Values(names.map(|(name, _)| Value::from(name.as_str())).collect())
    }
}

impl Object for Gap {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if self.is_list { ObjectRepr::Iterable } else { ObjectRepr::Map }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = format!("{}.{}", self.name, key.as_str()?);
        match self.name.starts_with(CUSTOM) {
            true => Some(field(&Tree::Null, &name, &self.asked)),
            false => {
                self.asked.unknown.add(&name);
                None
            }
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Empty
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.asked.missing.add(&self.name);
        Ok(())
    }
}

/// The field that was probably meant: of several together the first.
fn near(name: &str, fields: &Tree) -> Option<String> {
    if let Some(first) = fields.get(name).and_then(|tree| tree.as_object()?.keys().next()) {
        return Some(format!("{name}.{first}"));
    }
    let each = fields.as_object().into_iter().flatten();
    let known: Vec<String> = each
        .flat_map(|(name, value)| {
            let below =
                value.as_object().into_iter().flatten().map(move |(part, _)| format!("{name}.{part}"));
            [name.clone()].into_iter().chain(below)
        })
        .collect();
    let others = known.iter().filter(|known| *known != name);
    suggestion_of(name, others.map(|known| (known.as_str(), known))).cloned()
}

/// Where a template names a field first.
fn found(text: &str, name: &str, at: &Place) -> Place {
    let before = text.find(name).and_then(|start| text.get(..start)).unwrap_or_default();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place { path: at.path.clone(), line: at.line + before.matches('\n').count(), column }
}

/// Where in its file an error of a template is.
fn place(error: &Error, at: &Place) -> Place {
    let line = error.line().unwrap_or(1);
    let before = error.template_source().zip(error.range()).map(|(source, range)| {
        let before = source.get(..range.start).unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
    });
    Place { path: at.path.clone(), line: at.line + line - 1, column: before.unwrap_or(1) }
}

fn problem(error: &Error, at: &Place) -> Problem {
    let why = match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    Problem { place: place(error, at), kind: ProblemKind::TemplateSyntax { why } }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::json;

    use super::*;
    use crate::rules::templates::TemplateScope;

    fn template(subject: &str, body: &str) -> Template {
        let at = |line| Place { path: PathBuf::from("templates/news.md"), line, column: 1 };
        Template {
            name: "news".into(),
            language: Some("en".into()),
            subject: subject.into(),
            scope: TemplateScope::default(),
            body: body.into(),
            subject_at: at(2),
            body_at: at(5),
        }
    }

    fn filled(body: &str) -> String {
        let fields = json!({
            "name": "Acme",
            "staff": 120,
            "renewal": 0.85,
            "plan": null,
            "tags": ["fair", "hot"],
            "aliases": [],
            "decision": [{"who": "Ann", "role": "decides"}, {"who": "Bo", "role": null}],
            "prefers": {"channel": "wechat", "meeting": "short"},
            "potential": "high",
            "contacts": [{"name": "Ann", "email": null}],
            "contact": {"name": "Ann", "email": null},
            "order": {"amount": 6703.20, "day": "2026-11-06", "item": null},
            "custom": {"colour": "red"},
        });
        match fill(&template("About {{ name }}", body), &fields) {
            Ok(filled) => filled.body.trim_end().to_owned(),
            Err(Unfilled::Missing(fields)) => format!("missing: {}", fields.join(" ")),
            Err(Unfilled::Wrong(problem)) => match problem.kind {
                ProblemKind::TemplateField { field, near } => {
                    let Place { line, column, .. } = problem.place;
                    format!("{line}:{column} no {field}, {}", near.unwrap_or_default())
                }
                ProblemKind::TemplateSyntax { .. } => format!("{}: wrong", problem.place.line),
                other => panic!("{other:?}"),
            },
        }
    }

    #[test]
    fn fields_stand_in_the_text_and_gaps_are_named() {
        for (body, want) in [
            ("Dear {{ contact.name }},", "Dear Ann,"),
            ("{{ staff }} {{ renewal }} {{ tags | join(\", \") }}", "120 0.85 fair, hot"),
            ("{{ order.amount }}{% if order.amount > 10000 %} much{% endif %}", "6703.20"),
            ("{{ order }}", "5:4 no order, order.amount"),
            ("{{ tags }}{% if name %} a{% endif %}\nb", "fair, hot a\nb"),
            ("{{ decision }}", "Ann (decides), Bo"),
            ("{{ contacts }}", "5:4 no contacts, contact"),
            ("{{ aliases }}", "missing: aliases"),
            ("{{ aliases | word }}", "missing: aliases"),
            ("{{ aliases | default(\"-\") }}{% if \"x\" in aliases %}x{% endif %}", "-"),
            (
                "{{ prefers.channel | word }} {{ prefers.meeting | word }} {{ potential | word }}",
                "wechat short high",
            ),
            ("{{ [\"email\", \"visit\"] | word }}", "email, visit"),
            ("｛｛ name ｝｝", "5: wrong"),
            ("on {{ order.day | date }}", "on 6 November 2026"),
            ("{% if staff > 100 %}big{% else %}small{% endif %}", "big"),
            ("{% if plan %}{{ plan }}{% else %}none{% endif %}", "none"),
            ("{% if plan == \"x\" %}x{% endif %}-", "-"),
            ("{% if plan is defined %}x{% else %}gap{% endif %}", "gap"),
            ("{{ plan | default(\"nothing\") }}", "nothing"),
            ("{{ plan | d(\"nothing\") | upper }}", "NOTHING"),
            ("{{ plan }} {{ contact.email }}", "missing: contact.email plan"),
            ("{{ plan | upper }}", "missing: plan"),
            ("{{ \"see \" ~ plan }}", "missing: plan"),
            ("{{ order.item | date }}", "missing: order.item"),
            ("{% for one in contacts %}{{ one.name }}{% endfor %}", "Ann"),
            ("{% for one in contacts %}{{ one.email }}{% endfor %}", "missing: contacts.email"),
            ("{{ custom.colour }}", "red"),
            ("{{ custom.size }}", "missing: custom.size"),
            ("{% set x = name %}{{ x }}{% for i in range(3) %}{{ loop.index }}{% endfor %}", "Acme123"),
            ("one\n{{ nmae }}", "6:4 no nmae, name"),
            ("{{ contact.emial }}", "5:4 no contact.emial, contact.email"),
            ("{% if colour %}x{% endif %}", "5:7 no colour, "),
            ("one\n\n{{ name", "7: wrong"),
            ("{% if name %}", "5: wrong"),
            ("{{ name | shout }}", "5: wrong"),
            ("{% include \"/etc/passwd\" %}", "5: wrong"),
            ("{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}", "5: wrong"),
        ] {
            assert_eq!(filled(body), want, "{body}");
        }
    }

    #[test]
    fn a_subject_is_one_line_and_a_condition_leaves_none_behind() {
        let fields = json!({"name": "Acme\nBcc: all@example.com", "plan": null});
        let text = "a\n  {% if plan %}\nb\n  {% endif %}\nc\n\n\n";
        let filled = fill(&template("{{ name }}", text), &fields).expect("it is filled");
        assert_eq!(filled.subject, "Acme Bcc: all@example.com");
        assert_eq!(filled.body, "a\nc\n");
    }
}
