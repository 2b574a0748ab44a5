//! The keys of a contact, and what is known of each: the one list of them.

use super::{Medium, words};

words! {
    /// A key of a contact, in the order in which files have them.
    ContactKey {
        Name = "name",
        Position = "position",
        Decides = "decides",
        Email = "email",
        Emails = "emails",
        Phone = "phone",
        Phones = "phones",
        Chat = "chat",
        Birthday = "birthday",
        Verified = "verified",
    }
}

/// What a contact's key has as its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactValueKind {
    Text,
    /// True or false.
    Truth,
    /// An address, or a number.
    Point(Medium),
    /// Those beside the first.
    Points(Medium),
    /// Service and handle.
    Handles,
    /// A day, with or without its year.
    Birthday,
    /// A day on which something was.
    Day,
}

/// What is known of a contact's key.
#[derive(Clone, Copy, Debug)]
pub struct ContactKeyInfo {
    /// What stands below it: a text, a day, an address.
    pub kind: ContactValueKind,
    /// What a mapping and a table of customers call the column of a first contact.
    pub column: &'static str,
    /// What people write above that column, each word folded; nothing where no table has it, or the name has it.
    pub headers: &'static str,
    /// Whether many contacts have its values alike: they tell nobody apart.
    pub is_common: bool,
}

impl ContactKey {
    /// What is known of it.
    pub const fn info(self) -> ContactKeyInfo {
        use ContactValueKind::{Birthday, Day, Handles, Point, Points, Text, Truth};
        match self {
            // What stands above a name is told from a company's, and parted, by the import.
            ContactKey::Name => info(Text, "contact", ""),
            ContactKey::Position => info(
                Text,
                "contact.position",
                "position jobtitle organizationtitle title role funktion 职位 职务 岗位 联系人职位 職位 職務",
            )
            .common(),
            ContactKey::Decides => {
                info(Truth, "contact.decides", "decides decisionmaker 决策人 是否决策人").common()
            }
            ContactKey::Email => info(
                Point(Medium::Email),
                "contact.email",
                "email emailaddress emailvalue mail emails workemail emailadresse 邮箱 电子邮箱 邮件 邮箱地址 电子邮件 联系邮箱 電郵 郵箱",
            ),
            ContactKey::Emails => info(Points(Medium::Email), "contact.emails", ""),
            ContactKey::Phone => info(
                Point(Medium::Phone),
                "contact.phone",
                "phone mobile mobilephone mobilephonenumber phonevalue primaryphone companyphone companymainphone homephone \
         otherphone cell cellphone telephone tel phonenumber workphone businessphone telefon handy \
         手机 手机号 手机号码 电话 联系电话 电话号码 座机 固话 固定电话 联系方式 移动电话 手機 電話 办公电话 公司电话",
            ),
            ContactKey::Phones => info(Points(Medium::Phone), "contact.phones", ""),
            ContactKey::Chat => info(Handles, "contact.chat", "chat handles 聊天账号"),
            ContactKey::Birthday => info(
                Birthday,
                "contact.birthday",
                "birthday birthdate dateofbirth dob geburtstag 生日 联系人生日 出生日期",
            ),
            ContactKey::Verified => {
                info(Day, "contact.verified", "verified verifiedon 核实日期 验证日期").common()
            }
        }
    }
}

impl ContactKeyInfo {
    const fn common(self) -> Self {
        ContactKeyInfo { is_common: true, ..self }
    }
}

const fn info(kind: ContactValueKind, column: &'static str, headers: &'static str) -> ContactKeyInfo {
    ContactKeyInfo { kind, column, headers, is_common: false }
}
