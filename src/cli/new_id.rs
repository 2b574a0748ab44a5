//! Ids of new customers: such that every system can hold them, and that nobody takes for another one.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use super::exit::Exit;
use super::failure::Failure;
use super::sparse::outside;
use crate::model::name::fold;
use crate::model::{Customer, CustomerId, Names, id_flaw, name};
use crate::render::lang::{self, Bilingual, Lang, both};
use crate::store::{CustomerTree, LoadedCustomer, Scrutiny, Workspace};

/// A customer that a sparse checkout leaves out.
pub struct Outside {
    /// Its id, and those that lead to it.
    ids: Vec<String>,
    names: Vec<String>,
    number: Option<String>,
    /// Its file.
    pub path: PathBuf,
}

impl Outside {
    /// Whether a new customer is most likely this one, or would have an id that leads to it.
    pub fn may_be(&self, new: &Customer) -> bool {
        let is_named = |name: &String| self.names.contains(&fold(name));
        let has_number = || self.number.is_some() && self.number == new.number.as_deref().map(fold);
        let is_other =
            || matches!((&self.number, &new.number), (Some(own), Some(number)) if *own != fold(number));
        self.ids.iter().any(|id| id == new.id.as_str())
            || has_number()
            || (is_named(&new.name) && !is_other())
    }
}

/// The customers that a sparse checkout leaves out, as git's index has them; by their ids alone where it can't be read.
pub fn customers_outside(workspace: &Workspace) -> Vec<Outside> {
    let outside = workspace.left_out();
    if outside.is_empty() {
        return Vec::new();
    }
    let known = |loaded: LoadedCustomer<'_>| {
        let Customer { id, name, aliases, number, .. } = &loaded.customer;
        let traces = loaded.history.entries().iter().filter_map(|entry| entry.event.trace()?.from.as_deref());
        Some(Outside {
            ids: std::iter::once(id.as_str()).chain(traces).map(str::to_owned).collect(),
            names: std::iter::once(name).chain(aliases).map(|name| fold(name)).collect(),
            number: number.as_deref().map(fold),
            path: loaded.files.card.clone(),
        })
    };
    let mut found = Vec::new();
    if let Ok((index, _)) = workspace.staged(None) {
        let slots = index.layout.slots.iter().filter(|files| outside.contains_key(files.id.as_str()));
        found = index.each(&slots.collect::<Vec<_>>(), Scrutiny::Answer, known).unwrap_or_default().0;
    }
    let is_known = |id: &String| found.iter().any(|one: &Outside| one.ids.first() == Some(id));
    let unread: Vec<Outside> = outside
        .into_iter()
        .filter(|(id, _)| !is_known(id))
        .map(|(id, path)| Outside { ids: vec![id], names: Vec::new(), number: None, path })
        .collect();
    found.extend(unread);
    found
}

/// The ids that lead to customers, which had them before: none is given to another one. What a colleague still
/// writes under it would go to whoever has it by then, and would be forgotten with the first one. All logs are
/// read: what is noted of them may be older.
pub fn former_ids(workspace: &Workspace, layout: &CustomerTree) -> HashMap<String, CustomerId> {
    let traces = |loaded: LoadedCustomer<'_>| {
        let traces = loaded.history.entries().iter().filter_map(|entry| entry.event.trace()?.from.as_deref());
        Some(traces.map(|from| (from.to_owned(), loaded.files.id.clone())).collect::<Vec<_>>())
    };
    let (mut found, _) = workspace.each(&layout.slots, Scrutiny::Answer, traces);
    // Those that a sparse checkout leaves out count, too: git has their logs.
    let outside = workspace.left_out();
    if !outside.is_empty()
        && let Ok((index, _)) = workspace.staged(None)
    {
        let slots = index.layout.slots.iter().filter(|files| outside.contains_key(files.id.as_str()));
        found.extend(index.each(&slots.collect::<Vec<_>>(), Scrutiny::Answer, traces).unwrap_or_default().0);
    }
    found.into_iter().flatten().collect()
}

/// Why an id can't be given: it was another customer's.
pub fn leads_elsewhere(id: &str, home: &CustomerId) -> Failure {
    Failure::new(
        Exit::Refused,
        both!(
            "the id {id} was another customer's, and leads to {home}",
            "编号 {id} 曾属于另一个客户，现在指向 {home}"
        ),
    )
}

/// Why an id can't be given: whoever has it is taken out again by the next sync.
pub fn was_forgotten(id: &str) -> Failure {
    Failure::new(Exit::Refused, both!("a customer {id} was forgotten on request", "客户 {id} 已应要求删除"))
}

/// The id of a new customer: the one that was typed, else one made from its name.
pub fn new_id(
    (layout, elsewhere, former): (&CustomerTree, &BTreeMap<String, PathBuf>, &HashMap<String, CustomerId>),
    wanted: Option<&str>,
    customer: &str,
) -> Result<CustomerId, Failure> {
    let known = layout.slots.iter().map(|files| files.id.as_str());
    let names: Names = known.chain(elsewhere.keys().map(String::as_str)).collect();
    if let Some(text) = wanted {
        let id = CustomerId::new(text).ok_or_else(|| {
            Failure::usage(both!("\"{text}\" is not an id", "「{text}」不能作为编号"))
                .try_this(both!("lower-case letters, digits, - and _", "只能用小写字母、汉字、数字、- 和 _"))
        })?;
        if let Some(path) = elsewhere.get(text) {
            return Err(outside(Exit::Refused, text, path));
        }
        if let Some(home) = former.get(text) {
            return Err(leads_elsewhere(text, home)
                .try_this(both!("crm show {home}, or another --id", "crm show {home}，或换一个 --id")));
        }
        return match layout.find(text) {
            None => can_be_new(&names, id),
            Some(_) => Err(Failure::new(Exit::Refused, both!("the id {id} is taken", "编号 {id} 已被使用"))
                .try_this(both!("crm show {id}, or another --id", "crm show {id}，或换一个 --id"))),
        };
    }
    let Some(first) = name::slug(customer) else {
        return Err(Failure::usage(both!(
            "no id can be made from \"{customer}\"",
            "无法由「{customer}」生成编号"
        ))
        .try_this(both!("give one: --id acme", "请指定：--id acme")));
    };
    // The same name outside of what is checked out is most likely the same customer.
    if let Some(path) = elsewhere.get(first.as_str()) {
        let hint = outside(Exit::Refused, first.as_str(), path);
        return Err(Failure {
            hint: hint.hint.map(|own| {
                both!(
                    |lang| "{own}; for another customer: --id {first}-2",
                    "{own}；若是另一个客户：--id {first}-2",
                    own = own.pick(lang)
                )
            }),
            ..hint
        });
    }
    let numbered = (2..10_000).filter_map(|number: u32| CustomerId::new(&format!("{first}-{number}")));
    let is_free = |id: &CustomerId| names.admits(id) && !former.contains_key(id.as_str());
    let free = std::iter::once(first.clone()).chain(numbered).find(is_free);
    free.map_or_else(|| can_be_new(&names, first), Ok)
}

/// An id that every system can hold, and that nobody takes for another one.
fn can_be_new(names: &Names, id: CustomerId) -> Result<CustomerId, Failure> {
    let Some((what, why)) = what_speaks_against(names, &id) else { return Ok(id) };
    let hint = both!(|lang| "{why}; another id: --id", "{why}；其他编号：--id", why = why.pick(lang));
    Err(Failure::new(Exit::Refused, what).try_this(hint))
}

/// What is wrong with an id that a colleague's system can't hold, or that looks like one of these, and why.
pub fn what_speaks_against(names: &Names, id: &CustomerId) -> Option<(Bilingual, Bilingual)> {
    let both = |words: &dyn Fn(Lang) -> (String, String)| {
        Some((Bilingual::of(|lang| words(lang).0), Bilingual::of(|lang| words(lang).1)))
    };
    match (id_flaw(id), names.clash(id.as_str())) {
        (Some(flaw), _) => both(&|lang| lang::flaw(lang, id.as_str(), flaw)),
        (None, Some((clash, other))) => both(&|lang| lang::clash(lang, id.as_str(), other, clash)),
        (None, None) => None,
    }
}
