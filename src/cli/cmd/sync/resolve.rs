//! The questions of `crm sync --resolve`: which value stands.

use crate::cli::context::Context;
use crate::render::lang::{Lang, one_line, tr};
use crate::store::sync::{Answer, Answers, Conflict, Question};

/// Asks all that is open; `false` where somebody had enough of it. Nothing is written here.
pub(super) fn ask(context: &Context, conflicts: &[Conflict], answers: &mut Answers) -> bool {
    let questions = conflicts.iter().flat_map(Conflict::questions);
    for question in questions {
        match one(context, question) {
            Some(answer) => answers.give(question.clone(), answer),
            None => return false,
        }
    }
    true
}

fn one(context: &Context, question: &Question) -> Option<Answer> {
    let lang = context.lang;
    loop {
        let typed = context.ask(&said(lang, question))?;
        match read(&typed, question.both) {
            Some(Typed::Answer(answer)) => return Some(answer),
            Some(Typed::Leave) => return None,
            None => context.say(&keys(lang, question.both)),
        }
    }
}

fn said(lang: Lang, question: &Question) -> String {
    let what = match &question.key {
        Some(key) => format!("{} {}", question.path.display(), one_line(key)),
        None => question.path.display().to_string(),
    };
    match question.both {
        true => tr!(
            lang,
            "{what}: mine, theirs or both? [m/t/b, q leaves all as it is] ",
            "{what}：保留我的、对方的，还是都要？[1 我的 / 2 对方的 / 3 都要，q 退出不改] "
        ),
        false => tr!(
            lang,
            "{what}: mine or theirs? [m/t, q leaves all as it is] ",
            "{what}：保留我的还是对方的？[1 我的 / 2 对方的，q 退出不改] "
        ),
    }
}

/// What can be typed, where something else was.
fn keys(lang: Lang, both: bool) -> String {
    let both = if both { lang.pick(", b (both)", "、3（都要）") } else { "" };
    tr!(
        lang,
        "  type m (mine), t (theirs){both}, or q, which leaves all as it is",
        "  请输入 1（我的）、2（对方的）{both}；输入 q 退出，什么也不改"
    )
}

/// What a key means.
#[derive(Debug, PartialEq)]
enum Typed {
    Answer(Answer),
    Leave,
}

fn read(typed: &str, both: bool) -> Option<Typed> {
    Some(match typed.trim().to_lowercase().as_str() {
        "m" | "mine" | "1" | "我" | "我的" => Typed::Answer(Answer::Ours),
        "t" | "theirs" | "2" | "对方" | "对方的" | "他" => Typed::Answer(Answer::Theirs),
        "b" | "both" | "3" | "都要" | "两者" if both => Typed::Answer(Answer::Both),
        "q" | "quit" | "退出" => Typed::Leave,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_both_languages_are_read_and_a_wrong_one_is_no_answer() {
        for (typed, both, want) in [
            ("m", false, Some(Typed::Answer(Answer::Ours))),
            ("1", false, Some(Typed::Answer(Answer::Ours))),
            ("我的", false, Some(Typed::Answer(Answer::Ours))),
            (" T ", false, Some(Typed::Answer(Answer::Theirs))),
            ("2", true, Some(Typed::Answer(Answer::Theirs))),
            ("对方的", false, Some(Typed::Answer(Answer::Theirs))),
            ("3", true, Some(Typed::Answer(Answer::Both))),
            ("b", true, Some(Typed::Answer(Answer::Both))),
            ("q", true, Some(Typed::Leave)),
            ("3", false, None),
            ("b", false, None),
            ("", true, None),
            ("x", true, None),
        ] {
            assert_eq!(read(typed, both), want, "{typed}");
        }
    }
}
