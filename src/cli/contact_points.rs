//! Mail addresses and phone numbers as they are typed.

use super::failure::Failure;
use crate::model::{Medium, NotOne};
use crate::render::lang::{self, Lang, tr};

/// One address, or one number.
pub fn one(lang: Lang, medium: Medium, typed: &str) -> Result<String, Failure> {
    medium.read(typed).map_err(|not| match not {
        NotOne::Several(each) => several(lang, medium, &each),
        NotOne::Nothing(near) => nothing(lang, medium, typed, near),
    })
}

/// All of them: several may have been typed as one.
pub fn all(lang: Lang, medium: Medium, typed: &[String]) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for text in typed {
        match medium.read(text) {
            Ok(one) => found.push(one),
            Err(NotOne::Several(each)) => found.extend(each),
            Err(NotOne::Nothing(near)) => return Err(nothing(lang, medium, text, near)),
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|one| seen.insert(one.clone()));
    Ok(found)
}

fn nothing(lang: Lang, medium: Medium, typed: &str, near: Option<String>) -> Failure {
    let (what, typed) = (lang::medium(lang, medium), lang::quoted(lang, typed));
    let failure = Failure::usage(tr!(lang, "{typed} is no {what}", "{typed}不是{what}"));
    failure.try_this(match (near, medium) {
        (Some(near), _) => tr!(lang, "did you mean {near}?", "是不是 {near}？"),
        (None, Medium::Email) => tr!(lang, "such as anna@acme.example", "如 wangfang@hongda.example"),
        (None, Medium::Phone) => tr!(lang, "such as \"+49 89 123456\"", "如 \"+86 755 1234567\""),
    })
}

fn several(lang: Lang, medium: Medium, each: &[String]) -> Failure {
    let (what, key, list) = (lang::medium(lang, medium), medium.key(), medium.list_key());
    let count = each.len();
    let failure = Failure::usage(tr!(
        lang,
        "{key} has one {what}, and these are {count}",
        "{key} 只能写一个{what}，这里有 {count} 个"
    ));
    let each: Vec<String> = each.iter().map(|one| lang::one_line(one)).collect();
    let others: Vec<String> =
        each.iter().skip(1).map(|one| format!("contacts[0].{list}+=\"{one}\"")).collect();
    match each.first() {
        Some(first) => failure.try_this(format!("contacts[0].{key}=\"{first}\" {}", others.join(" "))),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_nobody_is_refused_and_several_are_told_apart() {
        let typed = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let mails = typed(&["a@x.example; b@x.example", "a@x.example"]);
        assert_eq!(all(Lang::En, Medium::Email, &mails).ok(), Some(typed(&["a@x.example", "b@x.example"])));
        assert!(all(Lang::En, Medium::Email, &typed(&["a@x.example", "n/a"])).is_err());
        let failure = one(Lang::En, Medium::Phone, "13800138000; 13900139000").expect_err("two");
        let hint = failure.hint.unwrap_or_default();
        assert_eq!(hint, "contacts[0].phone=\"13800138000\" contacts[0].phones+=\"13900139000\"");
        let failure = one(Lang::Zh, Medium::Email, "x (at) y.example").expect_err("none");
        assert_eq!(failure.hint.as_deref(), Some("是不是 x@y.example？"));
    }
}
