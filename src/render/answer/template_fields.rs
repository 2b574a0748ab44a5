//! The fields that a template may name, by the structs that they are made of.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::customer::ListedCustomer;
use super::form;
use super::value::{Day, Number};
use crate::model::{Contact, Medium, Money};
use crate::plan::Addressee;
use crate::rules::views::Class;

/// The fields of a template: what crm list has of the customer, and what stands here.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The fields of templates/<name>.md")]
pub struct TemplateFields {
    /// The customer, as in `crm list`.
    #[serde(flatten)]
    pub customer: ListedCustomer,
    /// Who is written to.
    pub contact: PersonFields,
    /// Who writes.
    pub me: MyFields,
    /// The latest contact.
    pub last: LastFields,
    /// The newest order.
    pub order: DealFields,
    /// The newest open quote.
    pub quote: DealFields,
    /// The running sample.
    pub sample: SampleFields,
    /// The unpaid invoice that is due first.
    pub invoice: InvoiceFields,
    /// Where the customer stands in its life: acquisition, growth, maturity, decline, exit.
    pub lifecycle: Option<&'static str>,
    /// What there is to write for: words of a template's `for: {occasion: …}`.
    pub occasions: Vec<&'static str>,
    /// The day, YYYY-MM-DD.
    pub today: Day,
}

/// A person at the customer.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct PersonFields {
    /// The person's name.
    pub name: Option<String>,
    /// What the person does there.
    pub position: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The birthday, MM-DD or YYYY-MM-DD.
    pub birthday: Option<String>,
}

/// Who writes.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct MyFields {
    /// The id in `people` of crm.yaml.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The mail address.
    pub email: Option<String>,
}

/// The latest contact.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LastFields {
    /// The day, YYYY-MM-DD.
    pub day: Option<Day>,
    /// How: call, email, visit …
    pub via: Option<String>,
    /// What was said.
    pub text: Option<String>,
}

/// An order, or a quote.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct DealFields {
    /// The day, YYYY-MM-DD.
    pub day: Option<Day>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Product line.
    pub item: Option<String>,
    /// The amount.
    pub amount: Option<Number>,
    /// Its currency.
    pub currency: Option<String>,
}

/// A sample.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct SampleFields {
    /// Since when it has been in its state, YYYY-MM-DD.
    pub day: Option<Day>,
    /// Its number, else what it is.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// What it is.
    pub item: Option<String>,
    /// agreed, sent, received, passed.
    pub state: Option<&'static str>,
}

/// An invoice.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct InvoiceFields {
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// What is still to be paid.
    pub amount: Option<Number>,
    /// Its currency.
    pub currency: Option<String>,
    /// When it is to be paid, YYYY-MM-DD.
    pub due: Option<Day>,
}

/// What only the whole book tells is left out: a mail to one asks for one.
const OF_THE_BOOK: &[&str] = &["views", "label"];

impl TemplateFields {
    /// The fields of one customer, as a tree.
    pub fn of(from: &Addressee, to: Option<&Contact>, me: &MyFields, today: NaiveDate) -> Value {
        let fields = TemplateFields {
            customer: ListedCustomer::of(&from.row, today),
            contact: to.map(PersonFields::of).unwrap_or_default(),
            me: me.clone(),
            last: from.last.as_ref().map_or_else(LastFields::default, |last| LastFields {
                day: Some(Day(last.at.day())),
                via: last.via.clone(),
                text: last.text.clone(),
            }),
            order: from.order.as_ref().map_or_else(DealFields::default, |order| {
                DealFields::of(order.day, &order.reference, &order.item, order.money)
            }),
            quote: from.quote.as_ref().map_or_else(DealFields::default, |quote| {
                DealFields::of(quote.day, &quote.reference, &quote.item, quote.money)
            }),
            sample: from.sample.as_ref().map_or_else(SampleFields::default, |sample| SampleFields {
                day: Some(Day(sample.on)),
                reference: sample.name.clone(),
                item: sample.item.clone(),
                state: Some(sample.state.as_str()),
            }),
            invoice: from.invoice.as_ref().map_or_else(InvoiceFields::default, |invoice| InvoiceFields {
                reference: invoice.reference.clone(),
                amount: Some(Number(invoice.rest.amount)),
                currency: invoice.rest.currency.map(|currency| currency.to_string()),
                due: invoice.due.map(Day),
            }),
            lifecycle: from.situation.lifecycle.map(Class::as_str),
            occasions: from.situation.occasions.clone(),
            today: Day(today),
        };
        let mut tree = form::value(&fields);
        if let Some(tree) = tree.as_object_mut() {
            for key in OF_THE_BOOK {
                tree.remove(*key);
            }
        }
        tree
    }
}

impl PersonFields {
    fn of(contact: &Contact) -> Self {
        PersonFields {
            name: contact.name.clone(),
            position: contact.position.clone(),
            email: contact.best(Medium::Email),
            phone: contact.best(Medium::Phone),
            birthday: contact.birthday.map(|day| day.to_string()),
        }
    }
}

impl DealFields {
    fn of(day: NaiveDate, reference: &Option<String>, item: &Option<String>, money: Option<Money>) -> Self {
        DealFields {
            day: Some(Day(day)),
            reference: reference.clone(),
            item: item.clone(),
            amount: money.map(|money| Number(money.amount)),
            currency: money.and_then(|money| money.currency).map(|currency| currency.to_string()),
        }
    }
}
