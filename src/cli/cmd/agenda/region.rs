//! The regions of `--region`: some of those that the customers have.

use std::collections::BTreeSet;

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::model::{fold, pinyin};
use crate::render::lang::{self, Lang, both};
use crate::store::{CustomerTree, Scrutiny};

/// How many are named where none fits.
const NAMED: usize = 12;

/// The regions of customers that are meant: each that has it as a part of its name, Chinese by pinyin, too. One that no
/// customer has is a slip.
pub(super) fn known(
    session: &Session<'_>,
    layout: &CustomerTree,
    typed: &str,
) -> Result<Vec<String>, Failure> {
    let (all, _) =
        session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| loaded.customer.region.clone());
    let all: BTreeSet<String> = all.into_iter().collect();
    let mut meant = Vec::new();
    for typed in listed(&typed.split(',').map(str::to_owned).collect::<Vec<_>>()) {
        let key = fold(&typed);
        let is_meant = |region: &&String| pinyin::contains_as_usual(&fold(region), &key);
        let found: Vec<&String> = all.iter().filter(is_meant).collect();
        if found.is_empty() {
            return Err(unknown(&typed, &all));
        }
        meant.extend(found.into_iter().cloned());
    }
    Ok(meant)
}

fn unknown(typed: &str, all: &BTreeSet<String>) -> Failure {
    let what = both!(
        |lang| "no customer has the region {typed}",
        "没有客户属于地区{typed}",
        typed = lang::quoted(lang, typed)
    );
    if all.is_empty() {
        return Failure::usage(what).try_this("crm set ID region=Bavaria");
    }
    let named = |lang: Lang| {
        let mut names: Vec<String> = all.iter().take(NAMED).map(|region| lang::clean(region)).collect();
        names.extend((all.len() > NAMED).then(|| "…".to_owned()));
        names.join(lang.pick(", ", "、"))
    };
    Failure::usage(what).try_this(both!(|lang| "{named}", "{named}", named = named(lang)))
}
