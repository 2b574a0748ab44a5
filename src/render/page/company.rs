//! What the file says of the company, and whatever else no other part of the page says.

use super::line::{Line, line};
use crate::model::{Customer, CustomerKey, Money, YamlValue};
use crate::render::lang::{self, Lang, tr};

/// A line for each key of the file that stands nowhere else on the page. A key that is new does not compile before
/// somebody has said where it stands.
pub(super) fn company(lang: Lang, customer: &Customer) -> Vec<Line> {
    CustomerKey::ALL.iter().flat_map(|key| lines_of(lang, customer, *key)).collect()
}

fn lines_of(lang: Lang, customer: &Customer, key: CustomerKey) -> Vec<Line> {
    let one = |text: String| vec![line(lang, &key.as_str().replace('_', " "), key.info().chinese, text)];
    let said = |text: Option<String>| text.map(one).unwrap_or_default();
    let text = |text: &Option<String>| said(text.as_deref().map(lang::one_line));
    match key {
        CustomerKey::Since => said(customer.since.map(|day| day.to_string())),
        CustomerKey::Source => text(&customer.source),
        CustomerKey::Address => text(&customer.address),
        CustomerKey::Language => text(&customer.language),
        CustomerKey::Staff => said(customer.staff.map(|number| number.to_string())),
        CustomerKey::Revenue => said(customer.revenue.map(|amount| lang::money(Money { amount, currency: None }))),
        CustomerKey::Founded => text(&customer.founded),
        CustomerKey::Renewal => said(customer.renewal.map(|part| lang::exact_percent(lang, part))),
        CustomerKey::Cadence => said(customer.cadence.map(|every| lang::every(lang, every))),
        CustomerKey::TaxId => said(customer.tax_id.as_deref().map(lang::one_line)),
        CustomerKey::LeadTime => said(customer.lead_time.map(|lead| lang::lead_time(lang, lead))),
        CustomerKey::Distinct => said(others(lang, &customer.distinct)),
        CustomerKey::Custom => custom(customer),
        // In the head of the page.
        CustomerKey::Name
        | CustomerKey::Aliases
        | CustomerKey::Number
        | CustomerKey::Industry
        | CustomerKey::Country
        | CustomerKey::Region
        | CustomerKey::Website
        // With where it stands.
        | CustomerKey::Grade
        | CustomerKey::Owner
        | CustomerKey::Plan
        // With the people, and how it buys.
        | CustomerKey::Contacts
        | CustomerKey::Prefers
        | CustomerKey::Decision
        | CustomerKey::Status
        | CustomerKey::NeedSize
        | CustomerKey::Budget
        | CustomerKey::BuyingProcess
        | CustomerKey::Outlook
        | CustomerKey::Expansion
        // With the hours; one that nobody knows with what it prefers.
        | CustomerKey::Timezone
        // In the table of the views.
        | CustomerKey::Need
        | CustomerKey::Potential
        // Lines of their own.
        | CustomerKey::ReferredBy
        | CustomerKey::Promises
        | CustomerKey::Dates
        | CustomerKey::Influence
        | CustomerKey::Approved
        | CustomerKey::Tags
        | CustomerKey::Archived
        | CustomerKey::Notes => Vec::new(),
    }
}

/// The ids of which somebody has said that they are other customers.
fn others(lang: Lang, ids: &[String]) -> Option<String> {
    let ids = ids.iter().map(|id| lang::one_line(id)).collect::<Vec<_>>().join(lang.pick(", ", "、"));
    (!ids.is_empty()).then(|| tr!(lang, "another one than {ids}", "与 {ids} 不是同一客户"))
}

/// The team's own fields, and the keys that this version doesn't know, a line each.
fn custom(customer: &Customer) -> Vec<Line> {
    let own = match &customer.custom {
        Some(YamlValue::Map(fields)) => fields.as_slice(),
        _ => &[],
    };
    let all = own.iter().chain(&customer.unknown);
    let line =
        |(key, value): &(String, YamlValue)| (lang::one_line(key), lang::one_line(&lang::plain_value(value)));
    all.map(line).filter(|(_, text)| !text.is_empty()).collect()
}
