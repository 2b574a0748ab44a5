//! What can be set in `crm.yaml`: each key is declared once, where its number lives, with its name, type, bounds,
//! default and what it is for. The reader of the file, the advice on an unknown key and the schema come from that.

use std::collections::BTreeMap;

use crate::model::{Decimal, Expected, Hours, Interval, Measure, Unit, Usual, Zone, decimal};

/// The keys that stand together under one key of the file.
#[derive(Debug)]
pub struct Section {
    /// What it is for, in English.
    pub about: &'static str,
    /// Its keys, in the order in which they are documented.
    pub keys: &'static [Key],
    /// Their names, in the same order.
    pub names: &'static [&'static str],
    /// Keys of which none may be above the next one.
    pub rising: &'static [&'static [&'static str]],
    /// What the schema says besides the keys, as JSON; may be empty.
    pub schema: &'static str,
    /// What the file that `crm init` writes says above it, in English and in Chinese; may be empty.
    pub starter: (&'static str, &'static str),
    /// Its rules where nothing is written, for what shows defaults; `None` for what a reader of its own takes apart.
    pub defaults: Option<fn() -> Box<dyn Settings>>,
}

/// A key: all that anybody has to know of it.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    /// What it is for, in English: the lines of a doc comment, each with the blank before it. Without it, what its
    /// section says.
    pub about: &'static str,
    /// What stands under it.
    pub shape: Shape,
    /// Examples as JSON; without any the default is one.
    pub examples: &'static [&'static str],
    /// What the schema says besides the shape, as JSON; may be empty.
    pub schema: &'static str,
}

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Value(Kind),
    /// Several of them.
    List(&'static Shape),
    /// One each for names that people choose.
    Named(&'static Shape),
    /// Other keys.
    Section(&'static Section),
    /// Other keys, or `off`.
    Switch(&'static Section),
    /// What only its own reader can take apart; the key says what the schema is.
    Tree,
}

/// What a single value is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A length of time, and what is usual.
    Interval(Option<Usual>),
    /// A part of a whole, from 0 to 1.
    Fraction,
    /// A number within the bounds of what it measures, and what is usual.
    Number(Measure, Option<Usual>),
    /// A whole number within its bounds, and what is usual.
    Count(Measure, Option<Usual>),
    /// A day.
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A name that isn't empty.
    Name,
    /// Any text.
    Text,
    /// A time zone.
    Zone,
    /// True or false.
    Truth,
    /// What its own reader knows; the key says what the schema is.
    Own,
}

impl Kind {
    /// What a value should have been.
    pub fn expected(self) -> Expected {
        match self {
            Kind::Interval(_) => Expected::Interval,
            Kind::Fraction => Expected::Fraction,
            Kind::Number(measure, _) | Kind::Count(measure, _) => Expected::Within(measure),
            Kind::Date => Expected::Date,
            Kind::Word(words) => Expected::OneOf(words),
            Kind::Name | Kind::Text | Kind::Own => Expected::Text,
            Kind::Truth => Expected::Bool,
            Kind::Zone => Expected::Timezone(None),
        }
    }

    /// Beyond what a value is told as unusual.
    pub fn usual(self) -> Option<Usual> {
        match self {
            Kind::Interval(usual) | Kind::Number(_, usual) | Kind::Count(_, usual) => usual,
            _ => None,
        }
    }

    /// Reads a number of this kind.
    pub fn number(self, text: &str) -> Option<Decimal> {
        match self {
            Kind::Number(measure, _) | Kind::Count(measure, _) => measure.read(text),
            _ => decimal(text).filter(|part| *part >= Decimal::ZERO && *part <= Decimal::ONE),
        }
    }

    /// Reads a whole number of this kind.
    pub fn count(self, text: &str) -> Option<u32> {
        match self {
            Kind::Number(measure, _) | Kind::Count(measure, _) => measure.count(text),
            _ => None,
        }
    }
}

/// A length of time of which a very long one is told.
pub const SPAN: Shape = Shape::Value(Kind::Interval(Some(Usual::SPAN)));
/// A length of time.
pub const INTERVAL: Shape = Shape::Value(Kind::Interval(None));
/// A part of a whole.
pub const FRACTION: Shape = Shape::Value(Kind::Fraction);
/// A multiple of something.
pub const FACTOR: Shape = Shape::Value(Kind::Number(Measure::Factor, Some(Usual::FACTOR)));
/// How many, or how often.
pub const COUNT: Shape = Shape::Value(Kind::Count(Measure::Count, None));
/// How many contacts, or days with contacts.
pub const CONTACTS: Shape = Shape::Value(Kind::Count(Measure::Count, Some(Usual::CONTACTS)));
/// A name that isn't empty.
pub const NAME: Shape = Shape::Value(Kind::Name);
/// Any text.
pub const TEXT: Shape = Shape::Value(Kind::Text);

/// A length of time that the program itself sets.
pub fn span(count: u32, unit: Unit) -> Interval {
    Interval::new(count, unit).expect("a constant interval")
}

/// The place of a key's value.
pub enum Slot<'a> {
    /// A length of time.
    Interval(&'a mut Interval),
    /// A length of time, where one is written.
    MaybeInterval(&'a mut Option<Interval>),
    Number(&'a mut Decimal),
    /// A number, where one is written.
    MaybeNumber(&'a mut Option<Decimal>),
    /// A whole number.
    Count(&'a mut u32),
    /// A whole number of things in memory.
    Size(&'a mut usize),
    /// The same, where one is written.
    MaybeSize(&'a mut Option<usize>),
    Name(&'a mut String),
    /// A text, where one is written.
    MaybeText(&'a mut Option<String>),
    /// True or false.
    Truth(&'a mut bool),
    /// A time zone, where one is written.
    MaybeZone(&'a mut Option<Zone>),
    /// Hours of a day, where they are written.
    MaybeHours(&'a mut Option<Hours>),
    /// Numbers of days, each larger than the one before it.
    Days(&'a mut Vec<u32>),
    /// One of the words of its kind.
    Word(&'a mut dyn WordPlace),
    /// Other keys.
    Section(&'a mut dyn Settings),
    /// What a reader of its own fills.
    Own,
}

/// A value that is one of some words.
pub trait WordPlace {
    fn word(&self) -> &'static str;
    /// Takes a word of its kind.
    fn put(&mut self, word: &str);
}

macro_rules! slots {
    ($($type:ty => $slot:ident),+ $(,)?) => {
        $(impl<'a> From<&'a mut $type> for Slot<'a> {
            fn from(place: &'a mut $type) -> Self {
                Slot::$slot(place)
            }
        })+
    };
}

slots! {
    Interval => Interval,
    Option<Interval> => MaybeInterval,
    Decimal => Number,
    Option<Decimal> => MaybeNumber,
    u32 => Count,
    usize => Size,
    Option<usize> => MaybeSize,
    String => Name,
    Option<String> => MaybeText,
    Option<Zone> => MaybeZone,
    Option<Hours> => MaybeHours,
    bool => Truth,
    Vec<u32> => Days,
}

/// Intervals by names that people choose: their reader knows which names there are.
impl<'a> From<&'a mut BTreeMap<String, Interval>> for Slot<'a> {
    fn from(_: &'a mut BTreeMap<String, Interval>) -> Self {
        Slot::Own
    }
}

impl<'a, T: Settings> From<&'a mut T> for Slot<'a> {
    fn from(place: &'a mut T) -> Self {
        Slot::Section(place)
    }
}

/// Rules whose numbers are keys of one section.
pub trait Settings {
    fn section(&self) -> &'static Section;
    /// The places of its keys' values, in the order of the keys.
    fn slots(&mut self) -> Vec<Slot<'_>>;
}

/// The same of a type, where no value of it is at hand.
pub trait Declared: Settings {
    const SECTION: &'static Section;
}

/// Declares rules with their keys: `"key" field: type = shape, default;`, with examples where the default is none and
/// what the schema says besides; `starter` is what `crm init` writes above the section. The comment above a key is what the schema says of it. Fields below `besides` are
/// no keys.
macro_rules! settings {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $about:literal $(starter $english:literal $chinese:literal)? {
            $(
                $(#[doc = $doc:literal])+
                $key:literal $field:ident: $type:ty = $shape:expr, $default:expr
                $(, examples $($example:literal)+)? $(, schema $schema:literal)?;
            )+
        }
        $(rising [$($rung:literal),+])*
        $(besides { $( $(#[$fmeta:meta])+ $other:ident: $otype:ty = $odefault:expr; )+ })?
    ) => {
        $(#[$meta])*
        pub struct $name {
            $( $(#[doc = $doc])+ pub $field: $type, )+
            $($( $(#[$fmeta])+ pub $other: $otype, )+)?
        }

        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $default,)+ $($($other: $odefault,)+)? }
            }
        }

        impl $crate::rules::settings::Settings for $name {
            fn section(&self) -> &'static $crate::rules::settings::Section {
                <$name as $crate::rules::settings::Declared>::SECTION
            }
            fn slots(&mut self) -> Vec<$crate::rules::settings::Slot<'_>> {
                vec![$($crate::rules::settings::Slot::from(&mut self.$field)),+]
            }
        }

        impl $crate::rules::settings::Declared for $name {
            const SECTION: &'static $crate::rules::settings::Section = &$crate::rules::settings::Section {
                about: $about,
                keys: &[$($crate::rules::settings::Key {
                    name: $key,
                    about: concat!($($doc),+),
                    shape: $shape,
                    examples: &[$($($example),+)?],
                    schema: concat!("", $($schema)?),
                }),+],
                names: &[$($key),+],
                rising: &[$(&[$($rung),+]),*],
                schema: "",
                starter: (concat!("", $($english)?), concat!("", $($chinese)?)),
                defaults: Some(|| Box::new($name::default())),
            };
        }
    };
}
pub(crate) use settings;

/// Declares a section that a reader of its own takes apart: `"key": shape;`, with examples and what the schema says
/// besides. The comment above a key is what the schema says of it; what its section says needs none.
macro_rules! section {
    (
        $(#[$meta:meta])*
        $vis:vis const $name:ident $about:literal {
            $(
                $(#[doc = $doc:literal])*
                $key:literal: $shape:expr
                $(, examples $($example:literal)+)? $(, schema $schema:literal)?;
            )+
        }
        $(schema $also:literal)?
    ) => {
        $(#[$meta])*
        $vis const $name: &$crate::rules::settings::Section = &$crate::rules::settings::Section {
            about: $about,
            keys: &[$($crate::rules::settings::Key {
                name: $key,
                about: concat!($($doc),*),
                shape: $shape,
                examples: &[$($($example),+)?],
                schema: concat!("", $($schema)?),
            }),+],
            names: &[$($key),+],
            rising: &[],
            schema: concat!("", $($also)?),
            starter: ("", ""),
            defaults: None,
        };
    };
}
pub(crate) use section;
