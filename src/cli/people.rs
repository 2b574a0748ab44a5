//! People as they are typed: by their id, or by their name.

use super::failure::Failure;
use super::session::Session;
use super::user::of_email;
use crate::config::{Person, WorkspaceConfig};
use crate::model::Decimal;
use crate::plan::team::{self, Whom};
use crate::render::lang::{self, Lang, both, tr};
use crate::store::email;

/// The name by which a nightly run writes, as the manual has it: nobody has to be told of it.
const MACHINE: &str = "sweep";

impl Session<'_> {
    /// Who is typing: `--by`, else [`Session::known_user`], else the login.
    pub fn user(&self, by: Option<&str>) -> Result<String, Failure> {
        let config = &self.config;
        let by = by.filter(|by| team::whom(by) != Whom::Me);
        if let Some(by) = by.map(str::trim).filter(|by| id(config, by).is_none() && !config.people.is_empty())
        {
            // A machine, or one who has left, may write; a slip of the keys, or two at once, may not.
            let failure = stranger(config, by);
            if by.contains([',', '，', '、']) || near(config, by).is_some() {
                return Err(failure);
            }
            if by != MACHINE {
                let what = failure.what.pick(self.lang);
                self.say(&tr!(
                    self.lang,
                    "note: {what}; it is written so all the same",
                    "提示：{what}，仍按此记录"
                ));
            }
        }
        let known = by.map(|by| by.trim().to_owned()).or_else(|| self.known_user());
        let known = known.map(|known| known_as(config, &known));
        if known.is_none()
            && let Some(email) = email(self.workspace.root())
            && let [first, second, ..] = &of_email(config, &email)[..]
        {
            return Err(shared_email(&email, [&first.id, &second.id]));
        }
        let login = || {
            let login = whoami::username().ok()?;
            if !config.people.is_empty() && id(config, &login).is_none() {
                self.say(&tr!(
                    self.lang,
                    "note: nobody of the team is called \"{login}\", the login; say who writes: CRM_USER=li, or --by li",
                    "提示：登录名「{login}」不是团队成员；请用 CRM_USER=li 或 --by li 写明是谁在记录"
                ));
            }
            Some(login)
        };
        known.or_else(login).filter(|user| !user.is_empty()).ok_or_else(|| {
            Failure::usage(both!("who is writing? Nothing tells", "无法得知是谁在记录"))
                .try_this(both!("CRM_USER=li crm …, or --by li", "CRM_USER=li crm …，或 --by li"))
        })
    }
}

fn members(config: &WorkspaceConfig) -> Vec<team::Member<'_>> {
    config.people.iter().map(|person| (person.id.as_str(), person.name.as_deref())).collect()
}

/// The id of somebody of the team: as it is, or of the only one who is called so.
pub fn id(config: &WorkspaceConfig, typed: &str) -> Option<String> {
    team::member(&members(config), typed).map(str::to_owned)
}

/// What a working day of somebody carries, where `crm.yaml` gives its hours.
pub fn minutes_a_day(config: &WorkspaceConfig, owner: &str) -> Option<Decimal> {
    let hours = person(config, owner)?.hours_a_week?;
    let days = config.policy.calendar.workdays.len().max(1);
    hours
        .saturating_mul(Decimal::from(60))
        .checked_div(Decimal::from(days))
        .map(|minutes| minutes.round_dp(1))
}

/// Somebody of the team, by id.
pub fn person<'l>(config: &'l WorkspaceConfig, id: &str) -> Option<&'l Person> {
    config.people.iter().find(|person| person.id == id)
}

/// Those who lead the team.
pub fn managers(config: &WorkspaceConfig) -> Vec<&Person> {
    config.people.iter().filter(|person| person.manager).collect()
}

/// Those of the team who have a name: id and name.
pub fn named(config: &WorkspaceConfig) -> Vec<(String, String)> {
    let named = |person: &Person| Some((person.id.clone(), person.name.clone()?));
    config.people.iter().filter_map(named).collect()
}

/// That git's address is two people's: neither of them is guessed to be the one who types.
pub fn shared_email(email: &str, of: [&str; 2]) -> Failure {
    let (email, [first, second]) = (lang::one_line(email), of.map(lang::one_line));
    let what = both!(
        "who is writing? In crm.yaml {email} is {first}'s and {second}'s",
        "无法得知是谁在记录：crm.yaml 里 {email} 同时是 {first} 和 {second} 的"
    );
    Failure::usage(what).try_this(both!(
        "CRM_USER={first} crm …, or --by {first}; give each an email of their own to be known by it",
        "CRM_USER={first} crm …，或 --by {first}；在 crm.yaml 里各写各的邮箱，就能自动识别"
    ))
}

/// An id as it is known, or what was typed: whoever has left may not be in the team any more.
pub fn known_as(config: &WorkspaceConfig, typed: &str) -> String {
    id(config, typed).unwrap_or_else(|| typed.trim().to_owned())
}

/// Whose a customer is to be: nobody's where the pool was typed.
pub fn owner(session: &Session<'_>, typed: &str) -> Result<Option<String>, Failure> {
    Ok(match team::whom(typed) {
        Whom::Me => Some(me(session)?),
        Whom::Pool => None,
        Whom::Person(person) => Some(member(&session.config, person)?),
    })
}

/// Who types, as one of the team. The login of a machine is nobody whose customers could be meant.
pub fn me(session: &Session<'_>) -> Result<String, Failure> {
    let config = &session.config;
    if config.people.is_empty() {
        return session.user(None);
    }
    let known = session.known_user();
    let login = || whoami::username().ok().and_then(|login| id(config, &login));
    match known.or_else(login) {
        Some(me) => member(config, &me),
        None => Err(Failure::usage(both!("nothing tells who you are", "无法得知您是谁")).try_this(both!(
            "CRM_USER=li crm …, or the person's id in place of \"me\"",
            "CRM_USER=li crm …，或把「我」换成人员编号"
        ))),
    }
}

/// Somebody of the team, by id or name, as an id. A workspace that lists nobody knows everybody.
pub fn member(config: &WorkspaceConfig, typed: &str) -> Result<String, Failure> {
    if config.people.is_empty() {
        return Ok(typed.trim().to_owned());
    }
    id(config, typed).ok_or_else(|| stranger(config, typed))
}

/// The one who was probably meant, by id.
pub fn near(config: &WorkspaceConfig, typed: &str) -> Option<String> {
    team::near(&members(config), typed).map(str::to_owned)
}

/// Somebody as one finds them in a list: 李娜（li）.
fn shown(lang: Lang, config: &WorkspaceConfig, id: &str) -> String {
    let name = config.people.iter().find(|person| person.id == id).and_then(|person| person.name.as_deref());
    match (lang, name) {
        (Lang::Zh, Some(name)) => format!("{}（{id}）", lang::one_line(name)),
        _ => id.to_owned(),
    }
}

/// That nobody of the team is called so.
pub fn stranger(config: &WorkspaceConfig, typed: &str) -> Failure {
    let list = |lang: Lang| {
        let list: Vec<String> = config.people.iter().map(|person| shown(lang, config, &person.id)).collect();
        list.join(lang.pick(", ", "、"))
    };
    let failure = Failure::usage(both!(
        |lang| "nobody of the team is called {quoted}",
        "团队里没有{quoted}",
        quoted = lang::quoted(lang, typed)
    ));
    failure.try_this(match near(config, typed) {
        Some(near) => both!(
            |lang| "did you mean {near}? One of {list}, or pool; the team is in crm.yaml under people:",
            "是不是{near}？可选：{list}，或 公海；团队成员写在 crm.yaml 的 people: 下",
            near = shown(lang, config, &near),
            list = list(lang)
        ),
        None => both!(
            |lang| "one of {list}, or pool; the team is in crm.yaml under people:",
            "可选：{list}，或 公海；团队成员写在 crm.yaml 的 people: 下",
            list = list(lang)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_id_or_name_and_slips_are_seen() {
        let person = |id: &str, name: &str| Person {
            id: id.to_owned(),
            name: Some(name.to_owned()),
            email: None,
            hours_a_week: None,
            lang: None,
            timezone: None,
            day: None,
            manager: false,
            cadence: Default::default(),
        };
        let people = vec![
            person("li", "李娜"),
            person("wang", "Wang Wei"),
            person("chen", "Chen"),
            person("li2", "Wang Wei"),
        ];
        let config = WorkspaceConfig { people, ..WorkspaceConfig::default() };
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
            assert_eq!(id(&config, typed).as_deref(), want, "{typed}");
            if want.is_none() {
                assert_eq!(near(&config, typed).as_deref(), slip, "{typed}");
            }
            assert_eq!(member(&config, typed).ok().as_deref(), want, "{typed}");
        }
        assert_eq!(member(&WorkspaceConfig::default(), "anybody").ok().as_deref(), Some("anybody"));
    }
}
