//! What to do with a customer this time.

use super::{Lang, every, label, one_line, tr, whom};
use crate::plan::Aim;

/// The playbook of its class: what to do, else what it is all for. That of a combined label: what it
/// is all for, what to do, and for whom it is written.
pub fn aim(lang: Lang, aim: &Aim) -> String {
    let goal = aim.goal.as_ref().map(|goal| one_line(label(lang, goal)));
    let actions = aim.actions.iter().map(|action| {
        let what = one_line(label(lang, &action.what));
        let never = aim.is_never_done(action);
        let never = if never { lang.pick(", never done", "，从未做过") } else { "" };
        let often = action.every.map(|span| every(lang, span) + never);
        often.map_or_else(|| what.clone(), |often| tr!(lang, "{what} ({often})", "{what}（{often}）"))
    });
    let mut actions: Vec<String> = actions.collect();
    if let Some(who) = &aim.who {
        let who = one_line(label(lang, who));
        actions.push(tr!(lang, "by {who}", "由{who}负责"));
    }
    let todo = actions.join(lang.pick("; ", "；"));
    let whom = one_line(&whom(lang, &aim.whom));
    match (goal, aim.is_of_class, todo.is_empty()) {
        (Some(goal), true, true) => goal,
        (_, true, _) => todo,
        (Some(goal), false, true) => tr!(lang, "{goal} ({whom})", "{goal}（{whom}）"),
        (Some(goal), false, false) => tr!(lang, "{goal} ({whom}): {todo}", "{goal}（{whom}）：{todo}"),
        (None, false, _) => tr!(lang, "{todo} ({whom})", "{todo}（{whom}）"),
    }
}

/// The same with the goal in any case: for the page of a customer.
pub fn whole_aim(lang: Lang, found: &Aim) -> String {
    match &found.goal {
        Some(goal) if found.is_of_class && !found.actions.is_empty() => {
            let (goal, todo) = (one_line(label(lang, goal)), aim(lang, found));
            tr!(lang, "{goal}: {todo}", "{goal}：{todo}")
        }
        _ => aim(lang, found),
    }
}

/// A contact needs a plan, and there is none: what to type.
pub fn no_plan(lang: Lang, id: &str) -> String {
    tr!(
        lang,
        "none yet, and this grade needs one: crm set {id} plan=\"…\"",
        "还没有，该等级联系前必须先定计划：crm set {id} plan=\"…\""
    )
}
