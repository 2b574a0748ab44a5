//! An entry as the line that is appended.

use serde_json::{Map, Value, json};

use crate::model::{Decimal, Entry, EntryField, EntryValue, KeptFile, Note, OrderItem};

/// The line without its end: fields in the order in which they are documented, nothing that isn't
/// said, amounts as texts so that no reader makes a binary float of them.
pub fn line(entry: &Entry<'_>) -> String {
    let Entry { at, by, via, text, event, files, origin, line: _ } = entry;
    let mut fields = Map::new();
    let mut put = |field: EntryField, value: Option<Value>| {
        fields.extend(value.map(|value| (field.as_str().to_owned(), value)));
    };
    put(EntryField::At, Some(at.to_string().into()));
    put(EntryField::By, by.as_deref().map(Value::from));
    put(EntryField::Kind, Some(event.kind().into()));
    put(EntryField::Via, via.as_deref().map(Value::from));
    let values = event.values();
    // A kind that this version doesn't know has a text at most.
    let own = event.known_kind().map_or(&[][..], |kind| kind.info().fields);
    for field in own.iter().map(|own| own.field) {
        let own = values.iter().find(|(known, _)| *known == field);
        // The text alone says it to programs that know the first version.
        let is_said = field == EntryField::Planned && text.as_deref() == Some(Note::PLANNED);
        put(field, own.filter(|_| !is_said).and_then(|(_, own)| value(*own)));
        if field == EntryField::Text {
            put(field, text.as_deref().map(Value::from));
        }
    }
    if own.is_empty() {
        put(EntryField::Text, text.as_deref().map(Value::from));
    }
    let file = |file: &KeptFile| json!({"name": file.name, "sha256": file.sha256, "bytes": file.bytes});
    put(EntryField::Files, (!files.is_empty()).then(|| files.iter().map(file).collect()));
    put(EntryField::Origin, origin.as_deref().map(Value::from));
    Value::Object(fields).to_string()
}

/// What is written of a value; nothing where there is none, but for the ends of a decision: null is the pool, or
/// ungraded.
fn value(value: EntryValue<'_>) -> Option<Value> {
    match value {
        EntryValue::Text(text) => text.map(Value::from),
        EntryValue::People(people) => {
            (!people.is_empty()).then(|| people.iter().map(ToString::to_string).collect())
        }
        EntryValue::Word(word) => word.map(Value::from),
        EntryValue::Hour(hour) => hour.map(|hour| hour.format("%H:%M").to_string().into()),
        EntryValue::Day(day) => day.map(|day| day.to_string().into()),
        EntryValue::Moment(moment) => moment.map(|moment| moment.to_string().into()),
        EntryValue::Exact(number) => number.map(|number| number.to_string().into()),
        EntryValue::Currency(currency) => currency.map(|currency| currency.to_string().into()),
        EntryValue::Number(value) => value.map(number),
        EntryValue::Truth(truth) => truth.map(Value::from),
        EntryValue::Items(items) => (!items.is_empty()).then(|| items.iter().map(item).collect()),
        EntryValue::End(end) => Some(end.map_or(Value::Null, Value::from)),
    }
}

/// A line of an order: what isn't said isn't written.
fn item(one: &OrderItem<'_>) -> Value {
    let OrderItem { item, quantity, unit, amount, cost } = one;
    let number = |number: &Option<Decimal>| number.map(|number| Value::from(number.to_string()));
    let text = |text: &Option<crate::model::Text<'_>>| text.as_deref().map(Value::from);
    let fields = [
        (EntryField::Item, text(item)),
        (EntryField::Quantity, number(quantity)),
        (EntryField::Unit, text(unit)),
        (EntryField::Amount, number(amount)),
        (EntryField::Cost, number(cost)),
    ];
    let said = fields.into_iter().filter_map(|(field, value)| Some((field.as_str().to_owned(), value?)));
    Value::Object(said.collect())
}

/// Minutes and scores are a plain number, in the digits that were typed.
fn number(value: Decimal) -> Value {
    value.to_string().parse().map_or_else(|_| Value::String(value.to_string()), Value::Number)
}
