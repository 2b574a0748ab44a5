//! What is said of files that don't fit together.

use super::super::shown::quoted_path;
use super::super::{Lang, tr};

/// A log without its customer.
pub(super) fn orphaned(lang: Lang, id: &str, home: Option<&str>) -> (String, String) {
    match home {
        Some(home) => (
            tr!(
                lang,
                "a log without its customer: {id} is {home} now, and what was logged here counts nowhere",
                "有日志却没有客户：{id} 现在是 {home}，这里的记录没有算进去",
                id = quoted_path(lang, id)
            ),
            tr!(lang, "crm merge {home} {id} --apply", "crm merge {home} {id} --apply"),
        ),
        None => (
            tr!(
                lang,
                "a log without its customer: there is no .yaml of this name beside it",
                "有日志却没有客户：旁边没有同名的 .yaml 文件"
            ),
            tr!(
                lang,
                "bring the customer's file back; or, where another customer is the same one, crm merge KEEP {id}",
                "请找回客户文件；如果它已是另一个客户的一部分：crm merge 保留的客户 {id}"
            ),
        ),
    }
}
