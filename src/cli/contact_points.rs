//! Mail addresses and phone numbers as they are typed.

use super::failure::Failure;
use crate::model::{Medium, NotOne};
use crate::render::lang::{self, both};

/// One address, or one number.
pub fn one(medium: Medium, typed: &str) -> Result<String, Failure> {
    medium.read(typed).map_err(|not| match not {
        NotOne::Several(each) => several(medium, &each),
        NotOne::Nothing(near) => nothing(medium, typed, near),
    })
}

/// All of them: several may have been typed as one.
pub fn all(medium: Medium, typed: &[String]) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for text in typed {
        match medium.read(text) {
            Ok(one) => found.push(one),
            Err(NotOne::Several(each)) => found.extend(each),
            Err(NotOne::Nothing(near)) => return Err(nothing(medium, text, near)),
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|one| seen.insert(one.clone()));
    Ok(found)
}

fn nothing(medium: Medium, typed: &str, near: Option<String>) -> Failure {
    let failure = Failure::usage(both!(
        |lang| "{typed} is not a {what}",
        "{typed}不是{what}",
        typed = lang::quoted(lang, typed),
        what = lang::medium(lang, medium)
    ));
    failure.try_this(match (near, medium) {
        (Some(near), _) => both!("did you mean {near}?", "是不是 {near}？"),
        (None, Medium::Email) => both!("such as anna@acme.example", "如 wangfang@hongda.example"),
        (None, Medium::Phone) => both!("such as \"+49 89 123456\"", "如 \"+86 755 1234567\""),
    })
}

fn several(medium: Medium, each: &[String]) -> Failure {
    let (key, list) = (medium.key(), medium.list_key());
    let count = each.len();
    let failure = Failure::usage(both!(
        |lang| "{key} has one {what}, and these are {count}",
        "{key} 只能写一个{what}，这里有 {count} 个",
        what = lang::medium(lang, medium)
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
    use crate::render::lang::Lang;

    #[test]
    fn what_reaches_nobody_is_refused_and_several_are_told_apart() {
        let typed = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let mails = typed(&["a@x.example; b@x.example", "a@x.example"]);
        assert_eq!(all(Medium::Email, &mails).ok(), Some(typed(&["a@x.example", "b@x.example"])));
        assert!(all(Medium::Email, &typed(&["a@x.example", "n/a"])).is_err());
        let failure = one(Medium::Phone, "13800138000; 13900139000").expect_err("two");
        let hint = failure.hint.expect("what to type");
        assert_eq!(
            hint.pick(Lang::En),
            "contacts[0].phone=\"13800138000\" contacts[0].phones+=\"13900139000\""
        );
        let failure = one(Medium::Email, "x (at) y.example").expect_err("none");
        assert_eq!(failure.hint.as_ref().map(|hint| hint.pick(Lang::Zh)), Some("是不是 x@y.example？"));
    }
}
