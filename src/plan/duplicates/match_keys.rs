//! What of a customer is compared.

use super::name_form::{NameForm, forms};
use crate::model::{Customer, CustomerId, Medium, Phone, name, pinyin, place, web};

/// The chat services whose handle is a phone number.
const BY_PHONE: &[&str] = &["whatsapp", "signal", "viber", "imessage", "sms"];

/// What of a customer is compared with others.
#[derive(Clone, Debug)]
pub struct MatchKeys {
    pub id: CustomerId,
    /// Its name and aliases, as written.
    pub names: Vec<String>,
    /// Their forms, each with the place of its name.
    pub(super) forms: Vec<(usize, NameForm)>,
    /// Mail addresses.
    pub(super) mails: Vec<String>,
    /// Mail domains of its own.
    pub(super) domains: Vec<String>,
    pub(super) site: Option<String>,
    /// Phone numbers.
    pub(super) phones: Vec<Phone>,
    /// Chat services with its handles.
    pub(super) handles: Vec<(String, String)>,
    /// The towns that its region names, by their sound.
    pub(super) towns: Vec<String>,
    /// Its address, folded.
    pub(super) address: String,
    pub(super) country: Option<String>,
    /// The team's number.
    pub(super) number: Option<String>,
    /// Whom it is known not to be.
    pub(super) distinct: Vec<String>,
}

/// What of a customer is compared.
pub fn mark(customer: &Customer) -> MatchKeys {
    let names: Vec<String> = std::iter::once(&customer.name).chain(&customer.aliases).cloned().collect();
    let forms =
        names.iter().enumerate().flat_map(|(at, name)| forms(name).into_iter().map(move |form| (at, form)));
    let country = customer.country.clone();
    let contacts = || customer.contacts.iter();
    let mut mails: Vec<String> =
        contacts().flat_map(|contact| contact.all(Medium::Email)).filter_map(web::mail).collect();
    let mut domains: Vec<String> =
        mails.iter().filter_map(|mail| web::own_domain(mail)).map(str::to_owned).collect();
    let chats = || contacts().flat_map(|contact| &contact.chat);
    let by_phone = |service: &str| BY_PHONE.contains(&name::fold(service).as_str());
    let numbers = contacts().flat_map(|contact| contact.all(Medium::Phone));
    let numbers =
        numbers.chain(chats().filter(|(service, _)| by_phone(service)).map(|(_, handle)| handle.as_str()));
    // Several numbers in one field are a habit: 0755-1234567 / 138…
    let parts = numbers.flat_map(|text| text.split(['/', ';', '、', '；']));
    let mut phones: Vec<Phone> = parts.filter_map(|text| Phone::parse(text, country.as_deref())).collect();
    let mut handles: Vec<(String, String)> = chats()
        .filter(|(service, _)| !by_phone(service))
        .map(|(service, handle)| (name::fold(service), name::fold(handle).trim_start_matches('@').to_owned()))
        .filter(|(_, handle)| handle.chars().count() >= 3)
        .collect();
    for list in [&mut mails, &mut domains] {
        list.sort_unstable();
        list.dedup();
    }
    handles.sort_unstable();
    handles.dedup();
    phones.sort_unstable_by(|one, other| one.digits.cmp(&other.digits));
    phones.dedup();
    MatchKeys {
        id: customer.id.clone(),
        forms: forms.collect(),
        mails,
        domains,
        site: customer.website.as_deref().and_then(web::host),
        phones,
        handles,
        towns: customer.region.as_deref().map(towns).unwrap_or_default(),
        address: customer
            .address
            .as_deref()
            .and_then(|text| name::bare(text).into_iter().next())
            .unwrap_or_default(),
        country,
        number: customer.number.as_deref().map(name::fold),
        distinct: customer.distinct.clone(),
        names,
    }
}

/// The towns of a region such as `广东省深圳市` or `Berlin, DE`. Of Chinese only known places, and no province,
/// which says little beside a city; elsewhere nobody knows which word is a town.
fn towns(region: &str) -> Vec<String> {
    let mut towns = Vec::new();
    for part in region.split([',', '，', '/', '、', ';', '；']) {
        let Some(bare) = name::bare(part).into_iter().next() else { continue };
        let mut rest = bare.as_str();
        while let Some((place, behind)) = place::leading(rest) {
            towns.extend(place::city(place));
            rest = behind;
        }
        match place::whole(rest) {
            Some(place) => towns.extend(place::city(&place)),
            None if rest.chars().any(pinyin::is_hanzi) => {}
            None => towns.push(rest.to_owned()),
        }
    }
    towns
}

impl MatchKeys {
    /// Whether its name is one that many firms have.
    pub(super) fn is_common(&self) -> bool {
        !self.forms.is_empty() && self.forms.iter().all(|(_, form)| form.is_common())
    }

    /// A town of the one and a town of the other, where they are in different ones. A list that says more of the
    /// place than another one does not contradict it.
    pub(super) fn other_town(&self, other: &MatchKeys) -> Option<(String, String)> {
        let lacks = |one: &MatchKeys, other: &MatchKeys| {
            let is_there =
                |town: &String| other.towns.contains(town) || other.address.contains(town.as_str());
            one.towns.iter().find(|town| !is_there(town)).cloned()
        };
        Some((lacks(self, other)?, lacks(other, self)?))
    }

    /// Its own domains and its site: each is where the firm is at home.
    pub(super) fn homes(&self) -> impl Iterator<Item = &String> {
        let site = self.site.iter().filter(|site| !self.domains.contains(site));
        self.domains.iter().chain(site)
    }

    /// Whether somebody has said that the two are two.
    pub fn is_known_to_differ(&self, other: &MatchKeys) -> bool {
        let says = |one: &MatchKeys, other: &MatchKeys| one.distinct.iter().any(|id| id == other.id.as_str());
        says(self, other) || says(other, self)
    }
}
