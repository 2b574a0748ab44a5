//! A file without values that were forgotten.

use serde_yaml::{Mapping, Value};

use crate::format::merge;
use crate::format::{Edit, edit};

pub(super) fn mapping(text: &str) -> Mapping {
    merge::mapping(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// A file without values that were forgotten, but for those that are also `own`; `None` where that can't be
/// written.
pub(super) fn without(text: &str, gone: &Mapping, own: &[Mapping; 2]) -> Option<String> {
    let now = mapping(text);
    let mut text = text.to_owned();
    for (key, value) in gone {
        let (Some(name), Some(is)) = (key.as_str(), now.get(key)) else { continue };
        let own: Vec<&Value> = own.iter().filter_map(|own| own.get(key)).collect();
        let rest = rest(is, value, &own);
        if rest.as_ref() == Some(is) {
            continue;
        }
        text = match &rest {
            None => edit(&text, &[Edit::Remove(name.to_owned())]).ok()?,
            Some(Value::String(left)) => edit(&text, &[Edit::Set(name.to_owned(), left.clone())]).ok()?,
            Some(rest) => match beside(&text, name, [is, rest]) {
                Some(text) => text,
                // JSON is YAML on one line.
                None => {
                    edit(&text, &[Edit::SetYaml(name.to_owned(), serde_json::to_string(rest).ok()?)]).ok()?
                }
            },
        };
    }
    Some(text)
}

/// A file in which a list, or a mapping, has less than it had: what stands beside the rest, such as comments, stays.
fn beside(text: &str, name: &str, [is, rest]: [&Value; 2]) -> Option<String> {
    let without = match (is, rest) {
        (Value::Sequence(items), Value::Sequence(rest)) => {
            let gone = items.iter().enumerate().filter(|(_, item)| !rest.contains(item)).map(|(at, _)| at);
            merge::without_items(name, text, &gone.collect::<Vec<_>>())?
        }
        (Value::Mapping(fields), Value::Mapping(rest)) => {
            let gone = fields.keys().filter(|field| !rest.contains_key(*field)).filter_map(Value::as_str);
            let edits: Vec<Edit> = gone.map(|field| Edit::Remove(format!("{name}.{field}"))).collect();
            edit(text, &edits).ok()?
        }
        _ => return None,
    };
    (mapping(&without).get(name) == Some(rest)).then_some(without)
}

/// What of a value is none of what was forgotten.
fn rest(is: &Value, gone: &Value, own: &[&Value]) -> Option<Value> {
    if own.contains(&is) {
        return Some(is.clone());
    }
    match (is, gone) {
        (Value::Sequence(items), Value::Sequence(gone)) => {
            let is_own =
                |item: &Value| own.iter().any(|own| own.as_sequence().is_some_and(|own| own.contains(item)));
            let rest: Vec<Value> =
                items.iter().filter(|item| !gone.contains(item) || is_own(item)).cloned().collect();
            (!rest.is_empty()).then_some(Value::Sequence(rest))
        }
        (Value::Mapping(fields), Value::Mapping(gone)) => {
            let mut found = Mapping::new();
            for (name, value) in fields {
                let own: Vec<&Value> = own.iter().filter_map(|own| own.get(name)).collect();
                let left = match gone.get(name) {
                    Some(gone) => rest(value, gone, &own),
                    None => Some(value.clone()),
                };
                found.extend(left.map(|value| (name.clone(), value)));
            }
            (!found.is_empty()).then_some(Value::Mapping(found))
        }
        (Value::String(text), Value::String(gone)) => {
            let own: Vec<&str> =
                own.iter().filter_map(|own| own.as_str()).flat_map(str::lines).map(str::trim).collect();
            let gone: Vec<&str> = gone.lines().map(str::trim).filter(|line| !own.contains(line)).collect();
            let lines: Vec<&str> =
                text.lines().filter(|line| line.trim().is_empty() || !gone.contains(&line.trim())).collect();
            let rest = lines.join("\n");
            let is_whole = lines.len() == text.lines().count();
            match is_whole {
                true => Some(is.clone()),
                false => (!rest.trim().is_empty()).then(|| Value::String(rest.trim_matches('\n').to_owned())),
            }
        }
        _ => (is != gone).then(|| is.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_file_what_is_forgotten_goes_and_its_own_stays() {
        let gone = mapping(
            "dates: [{on: 2026-03-10, what: fair}]\nnotes: of beta\nprefers: {channel: call, at: noon}\nplan: p\n",
        );
        for (text, own, want) in [
            ("name: A\nplan: q\n", "", "name: A\nplan: q\n"),
            ("name: A\nplan: p\n", "", "name: A\n"),
            ("name: A\nplan: p\n", "plan: p\n", "name: A\nplan: p\n"),
            ("name: A\nnotes: |\n  of alpha\n  of beta\n", "notes: of alpha\n", "name: A\nnotes: of alpha\n"),
            (
                "name: A\nnotes: |\n  of beta\n  more\n",
                "notes: of beta\n",
                "name: A\nnotes: |\n  of beta\n  more\n",
            ),
            ("name: A\nprefers: {channel: call, at: night}\n", "", "name: A\nprefers: {at: night}\n"),
        ] {
            let found = without(text, &gone, &[mapping(own), Mapping::new()]).expect("a file");
            assert_eq!(mapping(&found), mapping(want), "{found}");
        }
        let two = "name: A\ndates:\n  - {on: 2026-03-10, what: fair}\n  - {on: 2026-03-11, what: audit}\n";
        let found = without(two, &gone, &[Mapping::new(), Mapping::new()]).expect("a file");
        assert_eq!(found, "name: A\ndates:\n  - {on: 2026-03-11, what: audit}\n");
        let noted = "dates:\n  # hall 4\n  - {on: 2026-03-10, what: fair}\n  - on: 2026-03-11 # noon\n    what: audit\n";
        let found = without(noted, &gone, &[Mapping::new(), Mapping::new()]).expect("a file");
        assert_eq!(found, "dates:\n  # hall 4\n  - on: 2026-03-11 # noon\n    what: audit\n");
    }
}
