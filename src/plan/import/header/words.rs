//! What people and other programs write above their columns: Google's, Outlook's and HubSpot's own headers, too.

use super::documents;
use crate::model::{ContactKey, CustomerKey, EntryField};
use crate::plan::import::ListKind;

/// What people write above the columns of a list.
pub fn of(kind: ListKind) -> Vec<(&'static str, &'static str)> {
    match kind {
        ListKind::Customers => of_customers().collect(),
        ListKind::Entries => of_entries().collect(),
        ListKind::Orders | ListKind::Invoices | ListKind::Payments => documents::words(kind).collect(),
    }
}

/// What people write above the columns of a table of customers: of the keys, and of what comes to them in parts.
pub fn of_customers() -> impl Iterator<Item = (&'static str, &'static str)> {
    let keys = CustomerKey::ALL.iter().map(|key| (key.as_str(), key.info().headers));
    let of_contact = ContactKey::ALL.iter().map(|key| (key.info().column, key.info().headers));
    let keys = keys.chain(of_contact).filter(|(_, headers)| !headers.is_empty());
    keys.chain(CUSTOMER.iter().copied())
}

/// The same of a table of entries.
pub fn of_entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let fields = EntryField::ALL.iter().map(|field| (field.as_str(), field.info().headers));
    ENTRY.iter().copied().chain(fields.filter(|(_, headers)| !headers.is_empty()))
}

/// What people write above a column of customers that is not a key of the files.
const CUSTOMER: &[(&str, &str)] = &[
    ("id", "id customerid crmid"),
    ("city", "city town ort stadt businesscity addresscity billingcity mailingcity 城市 所在城市"),
    (
        "postcode",
        "postcode postalcode zip zipcode plz postleitzahl businesspostalcode addresspostalcode billingzip mailingzip 邮编 \
         邮政编码",
    ),
    (
        "contact",
        "contact contactname contactperson person ansprechpartner fullname kontakt 联系人 联系人姓名 姓名 主要联系人 \
         客户联系人 联络人 称呼 聯繫人 聯絡人",
    ),
    ("contact.first", "firstname givenname forename vorname 名字 名"),
    ("contact.middle", "middlename additionalname 中间名"),
    ("contact.last", "lastname familyname surname nachname 姓氏 姓"),
    (
        "last",
        "lastfollowup lastcontact lastcontacted lastactivity lastactivitydate lastcontactdate letzterkontakt 上次跟进时间 最近跟进时间 \
         最后跟进时间 上次跟进 最近跟进 上次联系 上次联系时间 最近联系时间 最后联系时间 最近联系 最近联系日期 最后联系 最后联系日期 上次联系日期 最近跟进日期 最后跟进 最后跟进日期 跟进时间 跟进日期 上次跟进日期",
    ),
    ("last.via", "lastvia followupvia 跟进方式 联系渠道"),
    (
        "last.text",
        "summary lastnote followup 跟进内容 跟进内容摘要 跟进记录 最近跟进内容 跟进情况 上次跟进内容 沟通内容",
    ),
    ("last.reply", "feedback customersfeedback customerfeedback 客户反馈 客户态度"),
    (
        "last.next",
        "nextfollowup nextcontact nextdate nextcall nextcalldate nextactivitydate nextvisit nextmeeting followupdate wiedervorlage 下次跟进时间 下次跟进 下次联系时间 下次跟进日期 \
         下次联系 下次联系日期 下次回访 下次回访时间 下次回访日期 回访日期 回访时间 下次致电 下次拜访 计划跟进时间",
    ),
];

/// Whose entry it is, and the day alone.
const ENTRY: &[(&str, &str)] = &[
    ("id", "id customerid 客户id"),
    ("number", "number customernumber customerno 客户编号 编号"),
    (
        "name",
        "name customer customername company companyname firma kunde account 客户名称 客户 公司 公司名称 客户名",
    ),
    ("day", "day"),
];

/// Words that mean so only where no other column says it more clearly: beside a company's name, `Name` is the
/// person's, and beside a `Job Title`, `Title` is a Dr.
pub(super) const WEAK: &str =
    "name account title role sales code 名称 主营产品 主营业务 主营 主要产品 主要业务 经营业务 经营范围 称呼";

/// Keys of which other programs number their columns: `E-mail 2 - Value`.
pub(super) const NUMBERED: &[&str] = &[
    "name",
    "contact.email",
    "contact.phone",
    "contact.position",
    "website",
    "address",
    "city",
    "postcode",
    "region",
    "country",
];
