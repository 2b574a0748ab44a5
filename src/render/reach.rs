//! How a person is reached.

use super::lang::{self, Lang};
use crate::plan::Reach;

/// A person and the ways to it, in one line.
pub(super) fn reach(lang: Lang, reach: &Reach) -> String {
    let chat = reach.chat.iter().map(|(name, handle)| format!("{} {handle}", lang::service(lang, name)));
    let ways =
        [reach.name.clone(), reach.phone.clone(), reach.email.clone()].into_iter().flatten().chain(chat);
    let ways: Vec<String> = ways.map(|way| lang::one_line(&way)).collect();
    ways.join(" · ")
}
