//! The team's templates: `templates/<name>.md` and `templates/<name>.<language>.md` beside `crm.yaml`.

use std::fs;
use std::path::{Path, PathBuf};

use super::own_file::leads_out;
use crate::model::{Expected, Place, Problem, ProblemKind, Severity, WritingTone, YamlValue};
use crate::rules::templates::{OCCASIONS, Template, TemplateScope};
use crate::rules::views::{Class, Lifecycle};
use crate::rules::{OpportunityStage, Policy};
use crate::yaml::{self, Faults, FileLocation, Tree, UnlocatedProblem, mapping};

/// The folder, beside `crm.yaml`.
pub const TEMPLATES: &str = "templates";

/// No mail that one person writes to another is longer.
const MAX_BYTES: u64 = 1 << 18;

mapping! {
    /// What stands at the head of a template, between two lines of `---`.
    RawTemplate {
        subject = "subject": String,
        language = "language": String,
        meant_for = "for": RawScope,
    }
}

mapping! {
    /// For whom it is, and when.
    RawScope {
        grade = "grade": Tree,
        stage = "stage": Tree,
        lifecycle = "lifecycle": Tree,
        occasion = "occasion": Tree,
        tone = "tone": Tree,
    }
}

/// The templates of a workspace, by name and language, and what is wrong with them. One with an error is left out.
pub fn read_templates(root: &Path, policy: &Policy) -> (Vec<Template>, Vec<Problem>) {
    let folder = root.join(TEMPLATES);
    if leads_out(root, &folder) {
        let kind = UnlocatedProblem::new(FileLocation::Start, ProblemKind::LinkOutside);
        return (Vec::new(), vec![kind.place(Path::new(TEMPLATES), "")]);
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    // A link may lead out of the workspace, and what is no file may never end.
    let is_own = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
    let names = entries.filter(is_own).filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> =
        names.filter(|name| name.ends_with(".md") && !name.starts_with('.')).collect();
    names.sort_unstable();
    let (mut templates, mut problems) = (Vec::new(), Vec::new());
    for name in names {
        let shown = Path::new(TEMPLATES).join(&name);
        match fs::read(root.join(&shown)) {
            Ok(bytes) => match read_template(&shown, &bytes, policy) {
                Ok((template, faults)) => {
                    templates.push(template);
                    problems.extend(faults);
                }
                Err(faults) => problems.extend(faults),
            },
            Err(error) => {
                let kind = ProblemKind::Unreadable(error.to_string());
                problems.push(UnlocatedProblem::new(FileLocation::Start, kind).place(&shown, ""));
            }
        }
    }
    (templates, problems)
}

/// A template and what is doubtful about it, or why it is none.
fn read_template(
    shown: &Path,
    bytes: &[u8],
    policy: &Policy,
) -> Result<(Template, Vec<Problem>), Vec<Problem>> {
    let text = yaml::text(bytes, MAX_BYTES).map_err(|fault| vec![fault.place(shown, "")])?;
    let text = text.replace("\r\n", "\n");
    let missing = || {
        let kind = ProblemKind::MissingKey("subject");
        vec![UnlocatedProblem::new(FileLocation::Start, kind).place(shown, "")]
    };
    let (head, body) = text.strip_prefix("---\n").and_then(parted).ok_or_else(missing)?;
    // The lines keep their numbers.
    let head = format!("\n{head}");
    let raw = match head.trim().is_empty() {
        true => RawTemplate::default(),
        false => yaml::parse::<RawTemplate>(&head).map_err(|faults| yaml::placed(faults, shown, &head))?,
    };
    let mut faults = Faults::default();
    faults.keys("", &raw.twice, &raw.unknown, RawTemplate::KEYS);
    let scope = raw.meant_for.map(|raw| scope(raw, policy, &mut faults)).unwrap_or_default();
    let language = raw.language.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let subject = raw.subject.filter(|subject| !subject.trim().is_empty());
    let problems = yaml::placed(faults.0, shown, &head);
    // For whom it is nobody knows then: it would go to others.
    if problems.iter().any(|problem| problem.kind.severity() == Severity::Error) {
        return Err(problems);
    }
    let Some(subject) = subject else { return Err(problems.into_iter().chain(missing()).collect()) };
    let stem = shown.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let (name, named) = match stem.rsplit_once('.') {
        Some((name, language)) if !name.is_empty() => (name, Some(language.to_owned())),
        _ => (stem, None),
    };
    let at = |line| Place { path: PathBuf::from(shown), line, column: 1 };
    let subject_line = head.lines().position(|line| line.starts_with("subject")).map_or(1, |line| line + 1);
    let template = Template {
        name: name.to_owned(),
        language: named.or(language),
        subject,
        scope,
        body: body.trim_matches('\n').to_owned() + "\n",
        subject_at: at(subject_line),
        body_at: at(head.lines().count() + 2 + body.len() - body.trim_start_matches('\n').len()),
    };
    Ok((template, problems))
}

/// The head and what is below it.
fn parted(text: &str) -> Option<(&str, &str)> {
    if let Some(body) = text.strip_prefix("---\n") {
        return Some(("", body));
    }
    let end = text.find("\n---\n").map(|at| (at, at + 5));
    let end = end.or_else(|| text.strip_suffix("\n---").map(|head| (head.len(), text.len())));
    end.map(|(head, body)| (&text[..head], &text[body..]))
}

fn scope(raw: RawScope, policy: &Policy, faults: &mut Faults) -> TemplateScope {
    faults.keys("for.", &raw.twice, &raw.unknown, RawScope::KEYS);
    let classes = policy.grades.iter().map(|grade| grade.class.clone()).chain(["none".to_owned()]);
    let classes: Vec<String> = classes.collect();
    let class = |word: &str| classes.iter().find(|own| *own == word).cloned();
    let occasion = |word: &str| OCCASIONS.contains(&word).then(|| word.to_owned());
    TemplateScope {
        grades: words(raw.grade, "grade", Expected::Class(classes.clone()), faults, class),
        stages: words(
            raw.stage,
            "stage",
            // A template is for an open deal: with the others it would be for nobody, ever.
            Expected::OneOf(OpportunityStage::OPEN),
            faults,
            |word| OpportunityStage::parse(word).filter(|_| OpportunityStage::OPEN.contains(&word)),
        ),
        lifecycles: words(
            raw.lifecycle,
            "lifecycle",
            Expected::OneOf(Lifecycle::WORDS),
            faults,
            Lifecycle::parse,
        ),
        occasions: words(raw.occasion, "occasion", Expected::OneOf(OCCASIONS), faults, occasion),
        tones: words(raw.tone, "tone", Expected::OneOf(WritingTone::WORDS), faults, WritingTone::parse),
    }
}

/// One word, or a list of them; what is none is told.
fn words<T>(
    raw: Option<Tree>,
    key: &'static str,
    want: Expected,
    faults: &mut Faults,
    parse: impl Fn(&str) -> Option<T>,
) -> Vec<T> {
    let each = match raw {
        None | Some(Tree(YamlValue::Null)) => Vec::new(),
        Some(Tree(YamlValue::List(items))) => items,
        Some(Tree(one)) => vec![one],
    };
    let mut found = Vec::new();
    for word in each {
        let word = match word {
            YamlValue::Text(text) => text,
            other => format!("{other:?}"),
        };
        match parse(word.trim()) {
            Some(value) => found.push(value),
            None => {
                let kind = ProblemKind::BadValue { key: key.into(), value: word, want: want.clone() };
                faults.push(&format!("for.{key}"), kind);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> (Option<Template>, Vec<String>) {
        let path = Path::new(TEMPLATES).join(name);
        let (template, problems) = match read_template(&path, text.as_bytes(), &Policy::default()) {
            Ok((template, problems)) => (Some(template), problems),
            Err(problems) => (None, problems),
        };
        let told = problems.iter().map(|problem| {
            format!("{}:{} {}", problem.place.line, problem.place.column, problem.kind.code())
        });
        (template, told.collect())
    }

    #[test]
    fn a_template_is_read_with_its_places() {
        let text = "---\nsubject: \"Hello {{ name }}\"\nfor:\n  grade: [E, none]\n  occasion: birthday\n---\n\nDear\n";
        let (template, told) = read("news.zh.md", text);
        let template = template.expect("it is one");
        assert_eq!(told, Vec::<String>::new());
        assert_eq!((template.name.as_str(), template.language.as_deref()), ("news", Some("zh")));
        assert_eq!(template.subject, "Hello {{ name }}");
        assert_eq!(template.scope.grades, ["E", "none"]);
        assert_eq!(template.scope.occasions, ["birthday"]);
        assert_eq!(template.body, "Dear\n");
        assert_eq!((template.subject_at.line, template.body_at.line), (2, 8));
        let (template, _) = read("news.md", "---\r\nsubject: x\r\nlanguage: de\r\n---\r\nDear\r\n");
        let template = template.expect("Windows' ends of lines, too");
        assert_eq!((template.language.as_deref(), template.body.as_str()), (Some("de"), "Dear\n"));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, want) in [
            ("Dear\n", "1:1 missing-key"),
            ("---\nsubject: x\n", "1:1 missing-key"),
            ("---\nlanguage: en\n---\nDear\n", "1:1 missing-key"),
            ("---\n---\nDear\n", "1:1 missing-key"),
            ("---\nsubject: x\nsubjet: y\n---\nDear\n", "3:1 unknown-key"),
            ("---\nsubject: x\nfor: {grade: [E, Z]}\n---\n", "3:14 bad-value"),
            ("---\nsubject: x\nfor:\n  ocasion: order\n---\n", "4:3 unknown-key"),
            ("---\nsubject: x\nfor:\n  occasion: brithday\n---\n", "4:13 bad-value"),
            (
                "---\nsubject: x\nfor: {stage: lost, lifecycle: young}\n---\n",
                "3:14 bad-value, 3:31 bad-value",
            ),
            ("---\nsubject: x\nfor: {grade: E, tone: [formal, loud]}\n---\n", "3:23 bad-value"),
            ("---\nsubject: [x]\n---\n", "2:10 wrong-type"),
        ] {
            assert_eq!(read("news.md", text).1.join(", "), want, "{text}");
        }
    }
}
