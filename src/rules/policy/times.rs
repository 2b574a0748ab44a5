//! How often a month a grade wants a contact (S1).

/// How many contacts a month wants, from 1 to 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times(u32);

impl Times {
    /// So many a month; `None` for none, and for more than the working days of a month.
    pub fn a_month(count: u32) -> Option<Self> {
        (1..=20).contains(&count).then_some(Times(count))
    }

    /// Reads `2 a month`, `at least 2 a month`, `每月2次`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let english = || {
            let text = text.strip_prefix("at least").unwrap_or(&text).trim_start();
            let split = text.find(|c: char| !c.is_ascii_digit())?;
            let rest: Vec<&str> = text[split..].split_whitespace().filter(|word| *word != "times").collect();
            matches!(rest[..], ["a" | "per", "month"]).then(|| text[..split].parse().ok()).flatten()
        };
        let chinese = || {
            let text = text.trim_start_matches("至少").strip_prefix("每月")?.trim_start_matches("至少");
            text.trim().strip_suffix('次')?.trim().parse().ok()
        };
        english().or_else(chinese).and_then(Times::a_month)
    }

    pub fn count(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, want) in [
            ("2 a month", Some(2)),
            ("at least 2 a month", Some(2)),
            ("At least 3 times a month", Some(3)),
            ("1 per month", Some(1)),
            ("每月2次", Some(2)),
            ("每月至少 2 次", Some(2)),
            ("至少每月2次", Some(2)),
            ("0 a month", None),
            ("21 a month", None),
            ("2 a week", None),
            ("2 months", None),
            ("a month", None),
            ("每月次", None),
        ] {
            assert_eq!(Times::parse(text).map(Times::count), want, "{text}");
        }
    }
}
