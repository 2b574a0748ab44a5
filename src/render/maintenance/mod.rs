//! The maintenance list (S4): fifteen columns that a manager reads, and how to reach the contact.

mod feedback;
mod row;
mod status;
mod strategy;

use super::answer::column::Cell;
use super::lang::{self, Lang};
use crate::model::Medium;

pub use feedback::reply_in_feedback;
pub use row::Maintained;
pub use status::is_listed_status;

/// A column: its heads in English and Chinese, and what is in it. It is a list for people: what isn't free text is
/// in their language.
pub struct MaintenanceColumn {
    pub heads: (&'static str, &'static str),
    value: fn(Lang, &Maintained<'_>) -> String,
}

const fn column(
    heads: (&'static str, &'static str),
    value: fn(Lang, &Maintained<'_>) -> String,
) -> MaintenanceColumn {
    MaintenanceColumn { heads, value }
}

/// The columns in their order.
pub const COLUMNS: &[MaintenanceColumn] = &[
    column(("customer number", "客户编号"), |_, of| {
        of.customer.number.clone().unwrap_or_else(|| of.customer.id.to_string())
    }),
    column(("name", "客户名称"), |_, of| of.customer.name.clone()),
    column(("industry", "所属行业"), |_, of| of.customer.industry.cell()),
    column(("size", "企业规模"), |_, of| of.customer.staff.map(|staff| staff.to_string()).cell()),
    column(("contact", "联系人"), |_, of| of.contact().map(|contact| &contact.name).cell()),
    column(("position", "职位"), |_, of| of.contact().map(|contact| &contact.position).cell()),
    column(("class", "客户分类"), |lang, of| match of.views.label() {
        Some(class) => lang::class(lang, "label", &class),
        None => of.customer.grade.cell(),
    }),
    column(("current status", "当前状态"), status::status),
    column(("owner", "维护责任人"), |lang, of| {
        of.customer.owner.as_deref().map(|owner| lang::person(lang, owner)).cell()
    }),
    column(("last follow-up", "上次跟进时间"), |_, of| {
        of.history.last_contact().map(|entry| entry.day().to_string()).cell()
    }),
    column(("summary", "跟进内容摘要"), |_, of| {
        of.history.last_contact().and_then(|entry| entry.text.as_ref()).map(ToString::to_string).cell()
    }),
    column(("customer's feedback", "客户反馈"), |lang, of| feedback::feedback(lang, of.history)),
    column(("next follow-up", "下次跟进时间"), |_, of| {
        of.verdict.due.map(|due| due.to_string()).cell()
    }),
    column(("change of strategy", "维护策略调整"), strategy::strategy),
    column(("remarks", "备注"), |_, of| of.customer.notes.cell().trim_end().to_owned()),
    column(("phone", "电话"), |_, of| of.contact().and_then(|contact| contact.best(Medium::Phone)).cell()),
    column(("email", "邮箱"), |_, of| of.contact().and_then(|contact| contact.best(Medium::Email)).cell()),
    column(("grade", "等级"), |_, of| of.customer.grade.cell()),
    column(("need", "需求"), |lang, of| {
        of.need.map(|need| lang.pick(need.as_str(), lang::need(lang, need))).cell()
    }),
];

/// The header in a language.
pub fn maintenance_header(lang: Lang) -> Vec<&'static str> {
    COLUMNS.iter().map(|column| lang.pick(column.heads.0, column.heads.1)).collect()
}

/// One customer's row.
pub fn maintenance_row(lang: Lang, of: Maintained<'_>) -> Vec<String> {
    COLUMNS.iter().map(|column| (column.value)(lang, &of)).collect()
}
