//! What one should know of drafts before they go out.

use crate::cli::context::Context;
use crate::model::Contact;
use crate::plan::Addressee;
use crate::render::lang::{self, tr};
use crate::render::{Draft, DraftRemark};
use crate::rules::templates::{Situation, Template};

/// So many are named; the machine output has them all.
const NAMED: usize = 5;

/// What there is to know of one. `me` is who types, where one knows.
pub(super) fn of(
    from: &Addressee,
    (template, contact): (&Template, Option<&Contact>),
    situation: &Situation,
    me: Option<&str>,
) -> Vec<DraftRemark> {
    let owner = from.row.customer.owner.as_deref();
    let is = |remark: &DraftRemark| match remark {
        DraftRemark::Attention => !from.row.attention.is_empty(),
        DraftRemark::OutOfScope => !template.scope.suits(situation),
        DraftRemark::OtherLanguage => template.is_in_another(situation.language.as_deref()),
        DraftRemark::Bounced => from.bounced_to(contact),
        DraftRemark::OtherOwner => me.is_some_and(|me| owner.is_some_and(|owner| owner != me)),
    };
    DraftRemark::ALL.into_iter().filter(is).collect()
}

/// Tells it, each remark once.
pub(super) fn tell(context: &Context, drafts: &[Draft]) {
    let lang = context.lang;
    for remark in DraftRemark::ALL {
        let whose: Vec<&Draft> = drafts.iter().filter(|draft| draft.remarks.contains(&remark)).collect();
        if whose.is_empty() {
            continue;
        }
        let mut names: Vec<String> =
            whose.iter().take(NAMED).map(|draft| lang::one_line(&draft.name)).collect();
        if let Some(more) = whose.len().checked_sub(NAMED).filter(|more| *more > 0) {
            names.push(tr!(lang, "{more} more", "另外 {more} 个"));
        }
        let names = names.join(lang.pick(", ", "、"));
        context.say(&match remark {
            DraftRemark::Attention => tr!(
                lang,
                "note: read before sending, a complaint or a wish to end is open:\n  {names}",
                "提示：有未了结的投诉或终止意向，发送前请细看：\n  {names}"
            ),
            DraftRemark::OutOfScope => tr!(
                lang,
                "note: not meant by the template's for:\n  {names}",
                "提示：不在模板 for: 的适用范围内：\n  {names}"
            ),
            DraftRemark::OtherLanguage => tr!(
                lang,
                "note: not in the customer's language, in which there is no such template:\n  {names}",
                "提示：不是客户的语言，该模板没有这种语言的版本：\n  {names}"
            ),
            DraftRemark::Bounced => tr!(
                lang,
                "note: the last mail came back, verify the address first:\n  {names}",
                "提示：上次的邮件被退回，请先核实邮箱：\n  {names}"
            ),
            DraftRemark::OtherOwner => tr!(
                lang,
                "note: somebody else looks after (--owner me leaves them out):\n  {names}",
                "提示：由别人负责（只要自己的：--owner me）：\n  {names}"
            ),
        });
    }
}
