//! What can be written into a customer's file and is probably not meant: it is refused where it is typed.

use chrono::{Datelike, Days, NaiveDate};

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::format::Edit;
use crate::model::{CustomerId, ProblemKind, Slip, date};
use crate::render::lang::{self, Bilingual, both};
use crate::rules::referrals::circle_of;
use crate::store::{LoadedCustomer, Scrutiny, Workspace};

/// Keys of what has happened: none of them lies ahead.
const PAST: &[&str] = &["since", "founded", "birthday", "verified"];

/// What the values that were typed are looked at with.
pub(super) struct Typed<'a> {
    pub(super) today: NaiveDate,
    pub(super) workspace: &'a Workspace,
}

impl Typed<'_> {
    /// Refuses what would be told by `crm check` afterwards.
    pub(super) fn refuse(&self, edit: &Edit) -> Result<(), Failure> {
        match edit {
            Edit::Set(key, id) if key == "referred_by" => self.stranger(
                id,
                both!(
                    |lang| "there is no customer {id} that could have referred it",
                    "没有客户{id}，无法作为转介绍人",
                    id = lang::quoted(lang, id)
                ),
                both!(
                    "referred_by takes the other customer's id; crm list finds it",
                    "referred_by 写转介绍客户的编号，可用 crm list 查找"
                ),
            ),
            Edit::Set(key, value) | Edit::SetYaml(key, value) => self.ahead(key, value),
            Edit::Add(key, id) if key == "distinct" => self.stranger(
                id,
                both!(
                    |lang| "there is no customer {id} to be told apart from",
                    "没有客户{id}，无从区分",
                    id = lang::quoted(lang, id)
                ),
                both!(
                    "distinct takes the other customer's id; crm list finds it",
                    "distinct 写另一个客户的编号，可用 crm list 查找"
                ),
            ),
            _ => Ok(()),
        }
    }

    /// A day that has been, and lies ahead; a colleague across the date line is a day ahead of us.
    fn ahead(&self, key: &str, value: &str) -> Result<(), Failure> {
        let name = key.rsplit('.').next().unwrap_or(key);
        let value = value.trim_matches(|c| matches!(c, '"' | '\''));
        let year = || NaiveDate::from_ymd_opt(value.parse().ok()?, 1, 1).filter(|_| value.len() == 4);
        let latest = self.today.checked_add_days(Days::new(1)).unwrap_or(self.today);
        let day = date(value).or_else(year).filter(|day| *day > latest && day.year() <= 9999);
        let Some(day) = day.filter(|_| PAST.contains(&name)) else { return Ok(()) };
        Err(Failure::problem(&ProblemKind::FutureDate { key: name.to_owned(), day }))
    }

    /// Refuses who would have referred itself, directly or by way of others.
    pub(super) fn refuse_circle(&self, of: &CustomerId, edit: &Edit) -> Result<(), Failure> {
        let Edit::Set(key, by) = edit else { return Ok(()) };
        if key != "referred_by" {
            return Ok(());
        }
        let layout = self.workspace.layout();
        let referrer = |id: &str| {
            let own = |loaded: LoadedCustomer<'_>| loaded.customer.referred_by.clone();
            self.workspace.one(layout.find(id)?, Scrutiny::Answer, own).0.flatten()
        };
        let Some(circle) = circle_of(of.as_str(), by, referrer) else { return Ok(()) };
        let told = |lang| lang::problem_text(lang, &Slip::ReferralCircle(circle.clone()).into());
        Err(Failure::new(Exit::Refused, Bilingual::of(|lang| told(lang).message))
            .try_this(Bilingual::of(|lang| told(lang).hint.unwrap_or_default())))
    }

    /// An id that no customer has: it would lead to nobody.
    fn stranger(&self, id: &str, what: Bilingual, hint: Bilingual) -> Result<(), Failure> {
        let layout = self.workspace.layout();
        if layout.find(id).is_some() || self.workspace.left_out().contains_key(id) {
            return Ok(());
        }
        Err(Failure::new(Exit::NotFound, what).try_this(hint))
    }
}
