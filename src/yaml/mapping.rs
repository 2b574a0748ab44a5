//! Mappings of known keys, as they stand in a file.

/// A mapping of known keys; what it doesn't know it keeps, what stands twice it names.
macro_rules! mapping {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $key:literal : $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub(crate) struct $name {
            $(pub $field: Option<$type>,)+
            /// Keys that this version doesn't know.
            pub unknown: Vec<(String, crate::model::YamlValue)>,
            /// Keys that stand twice.
            pub twice: Vec<String>,
        }

        impl $name {
            /// Every key that this version knows.
            pub const KEYS: &'static [&'static str] = &[$($key),+];

            /// A key that stands ten times is told of as one that stands twice.
            fn again(&mut self, key: String) {
                if !self.twice.contains(&key) {
                    self.twice.push(key);
                }
            }
        }

        impl<'de> serde::de::Deserialize<'de> for $name {
            fn deserialize<D: serde::de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Keys;
                impl<'de> serde::de::Visitor<'de> for Keys {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a mapping (key: value)")
                    }

                    fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<$name, M::Error> {
                        let mut out = $name::default();
                        let mut seen: Vec<&'static str> = Vec::with_capacity(24);
                        let mut strange = std::collections::HashSet::new();
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $($key => {
                                    if seen.contains(&$key) {
                                        map.next_value::<serde::de::IgnoredAny>()?;
                                        out.again(key);
                                    } else {
                                        seen.push($key);
                                        out.$field = map.next_value()?;
                                    }
                                })+
                                _ if !strange.insert(key.clone()) => {
                                    map.next_value::<serde::de::IgnoredAny>()?;
                                    out.again(key);
                                }
                                _ => {
                                    let $crate::yaml::Tree(datum) = map.next_value()?;
                                    out.unknown.push((key, datum));
                                }
                            }
                        }
                        Ok(out)
                    }
                }
                deserializer.deserialize_map(Keys)
            }
        }
    };
}

pub(crate) use mapping;
