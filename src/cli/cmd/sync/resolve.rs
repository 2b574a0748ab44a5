//! The questions of `crm sync --resolve`: which value stands.

use super::text;
use crate::cli::context::Context;
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
        let typed = context.ask(&text::question(lang, question))?;
        match typed.trim().to_lowercase().as_str() {
            "m" | "mine" | "我" | "我的" => return Some(Answer::Ours),
            "t" | "theirs" | "对方" | "他" => return Some(Answer::Theirs),
            "b" | "both" | "都要" | "两者" if question.both => return Some(Answer::Both),
            "q" | "quit" | "退出" => return None,
            _ => {}
        }
    }
}
