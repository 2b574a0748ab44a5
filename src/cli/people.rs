//! People as they are typed: by their id, or by their name.

use super::context::Context;
use super::failure::Failure;
use crate::config::{Law, Person};
use crate::model::fold;
use crate::model::suggestion_of;
use crate::render::lang::{self, Lang, tr};
use crate::store::Workspace;

/// The id of somebody of the team: as it is, or of the only one who has that name.
pub fn id(law: &Law, typed: &str) -> Option<String> {
    let typed = typed.trim();
    if let Some(known) = law.people.iter().find(|known| known.id == typed) {
        return Some(known.id.clone());
    }
    let folded = fold(typed);
    let is_it = |known: &&crate::config::Person| {
        fold(&known.id) == folded || known.name.as_deref().is_some_and(|name| fold(name) == folded)
    };
    let mut found = law.people.iter().filter(is_it);
    found.next().filter(|_| found.next().is_none()).map(|known| known.id.clone())
}

/// Whose address it is, by the rules.
pub fn of_email<'l>(law: &'l Law, email: &str) -> Vec<&'l Person> {
    let is_own = |person: &&Person| {
        person.email.as_deref().is_some_and(|own| own.trim().eq_ignore_ascii_case(email.trim()))
    };
    law.people.iter().filter(is_own).collect()
}

/// That git's address is two people's: neither of them is guessed to be the one who types.
pub fn shared_email(lang: Lang, email: &str, of: [&str; 2]) -> Failure {
    let (email, [first, second]) = (lang::one_line(email), of.map(lang::one_line));
    let what = tr!(
        lang,
        "who is writing? In crm.yaml {email} is {first}'s and {second}'s",
        "无法得知是谁在记录：crm.yaml 里 {email} 同时是 {first} 和 {second} 的"
    );
    Failure::usage(what).try_this(tr!(
        lang,
        "CRM_USER={first} crm …, or --by {first}; give each an email of their own to be known by it",
        "CRM_USER={first} crm …，或 --by {first}；在 crm.yaml 里各写各的邮箱，就能自动识别"
    ))
}

/// An id as it is known, or what was typed: whoever has left may not be in the team any more.
pub fn known_as(law: &Law, typed: &str) -> String {
    id(law, typed).unwrap_or_else(|| typed.trim().to_owned())
}

/// Whose a new customer is: nobody's where the pool was typed.
pub fn owner(
    context: &Context,
    workspace: &Workspace,
    law: &Law,
    typed: &str,
) -> Result<Option<String>, Failure> {
    Ok(match typed {
        "me" => Some(context.user(workspace, law, None)?),
        "pool" | "none" => None,
        person => Some(member(context.lang, law, person)?),
    })
}

/// Somebody of the team, by id or name, as an id. A workspace that lists nobody knows everybody.
pub fn member(lang: Lang, law: &Law, typed: &str) -> Result<String, Failure> {
    if law.people.is_empty() {
        return Ok(typed.trim().to_owned());
    }
    id(law, typed).ok_or_else(|| stranger(lang, law, typed))
}

/// The one who was probably meant, by id.
pub fn near(law: &Law, typed: &str) -> Option<String> {
    let names = law.people.iter().flat_map(|known| {
        std::iter::once(known.id.as_str()).chain(known.name.as_deref()).map(|name| (name, known.id.as_str()))
    });
    suggestion_of(typed, names).map(str::to_owned)
}

/// That nobody of the team is called so.
pub fn stranger(lang: Lang, law: &Law, typed: &str) -> Failure {
    let list =
        law.people.iter().map(|person| person.id.as_str()).collect::<Vec<_>>().join(lang.pick(", ", "、"));
    let quoted = lang::quoted(lang, typed);
    let failure = Failure::usage(tr!(lang, "nobody of the team is called {quoted}", "团队里没有{quoted}"));
    failure.try_this(match near(law, typed) {
        Some(near) => tr!(
            lang,
            "did you mean {near}? One of {list}, or pool; the team is in crm.yaml under people:",
            "是不是 {near}？可选：{list}，或 pool（公海）；团队成员写在 crm.yaml 的 people: 下"
        ),
        None => tr!(
            lang,
            "one of {list}, or pool; the team is in crm.yaml under people:",
            "可选：{list}，或 pool（公海）；团队成员写在 crm.yaml 的 people: 下"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Person;

    #[test]
    fn people_are_known_by_id_or_name_and_slips_are_seen() {
        let person = |id: &str, name: &str| Person {
            id: id.to_owned(),
            name: Some(name.to_owned()),
            email: None,
            hours_a_week: None,
            lang: None,
            timezone: None,
        };
        let people = vec![
            person("li", "李娜"),
            person("wang", "Wang Wei"),
            person("chen", "Chen"),
            person("li2", "Wang Wei"),
        ];
        let law = Law { people, ..Law::default() };
        for (typed, want, slip) in [
            ("li", Some("li"), None),
            (" Li ", Some("li"), None),
            ("李娜", Some("li"), None),
            ("CHEN", Some("chen"), None),
            // Two have that name.
            ("wang wei", None, Some("li2")),
            ("lii", None, Some("li")),
            ("wnag", None, Some("wang")),
            ("sweep", None, None),
            ("王", None, None),
        ] {
            assert_eq!(id(&law, typed).as_deref(), want, "{typed}");
            if want.is_none() {
                assert_eq!(near(&law, typed).as_deref(), slip, "{typed}");
            }
            assert_eq!(member(Lang::En, &law, typed).ok().as_deref(), want, "{typed}");
        }
        assert_eq!(member(Lang::En, &Law::default(), "anybody").ok().as_deref(), Some("anybody"));
    }
}
