//! Grades as people write them: by their letter, or by their name in either language.

use crate::model::name::search_key;
use crate::rules::Policy;

/// What the trade also calls a grade, beside its name.
const ALSO: &[(&str, &str)] = &[
    ("成单", "订单"),
    ("成交", "订单"),
    ("下单", "订单"),
    ("样品", "样单"),
    ("高潜", "重潜"),
    ("高潜力", "重潜"),
    ("重点潜力", "重潜"),
    ("普通潜力", "普潜"),
    ("无潜力", "无潜"),
];

/// The class of the workspace that a text names: `C`, `c`, Ｃ, `grade C`, C级, C类客户, 重潜, `high potential`.
pub fn class(policy: &Policy, text: &str) -> Option<String> {
    let wanted = search_key(text);
    let wanted = wanted.trim();
    let bare =
        ["grade ", "class "].iter().find_map(|word| wanted.strip_prefix(word)).unwrap_or(wanted).trim();
    let name = bare.strip_suffix("客户").unwrap_or(bare).trim();
    let letter = name.trim_end_matches(['级', '类', '等']).trim();
    let also = ALSO.iter().find(|(word, _)| *word == name).map(|(_, name)| *name);
    let is_it = |wanted: &str| {
        let same = |own: &str| {
            let own = search_key(own);
            !own.is_empty() && (own == wanted || own.strip_suffix("客户") == Some(wanted))
        };
        let by_class = policy.grades.iter().find(|rule| same(&rule.class));
        by_class.or_else(|| policy.grades.iter().find(|rule| same(&rule.label.en) || same(&rule.label.zh)))
    };
    let found = [wanted, bare, name, letter].into_iter().chain(also).find_map(is_it);
    found.map(|rule| rule.class.clone())
}

/// Whether a text says that a customer has no grade.
pub fn is_none(text: &str) -> bool {
    matches!(search_key(text).trim(), "" | "none" | "ungraded" | "未定级" | "没定级" | "未分级" | "无等级")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_as_people_write_them() {
        let policy = Policy::default();
        for (text, want) in [
            ("A", "A"),
            (" a ", "A"),
            ("Ａ", "A"),
            ("Ａ类", "A"),
            ("A类", "A"),
            ("A级", "A"),
            ("A級", "A"),
            ("A类客户", "A"),
            ("a级客户", "A"),
            ("grade B", "B"),
            ("订单客户", "A"),
            ("訂單客戶", "A"),
            ("成交客户", "A"),
            ("样单客户", "B"),
            ("样单", "B"),
            ("样品", "B"),
            ("重潜", "C"),
            ("重潜客户", "C"),
            ("高潜客户", "C"),
            ("普潜", "D"),
            ("无潜", "E"),
            ("无潜力", "E"),
            ("high potential", "C"),
            ("Order Customer", "A"),
        ] {
            assert_eq!(class(&policy, text).as_deref(), Some(want), "{text}");
        }
        // Each team means another grade by these.
        for bad in ["", "F", "重点客户", "VIP", "客户", "级", "AA", "A+", "none", "无"] {
            assert_eq!(class(&policy, bad), None, "{bad}");
        }
        assert!(is_none("未定级") && is_none("none") && !is_none("E"));
    }
}
