//! What is wrong with pictures and papers beside a log.

use std::path::Path;

use super::super::shown::{detail, quoted_path};
use super::super::{Lang, file_size, tr};

pub(super) fn missing(lang: Lang, name: &str, path: &Path, elsewhere: Option<&Path>) -> (String, String) {
    let folder = path.parent().unwrap_or(path).display().to_string();
    let path = detail(&path.display().to_string());
    let name = quoted_path(lang, name);
    if let Some(there) = elsewhere {
        let (there, folder) = (detail(&there.display().to_string()), detail(&folder));
        return (
            tr!(
                lang,
                "the file {name} of this entry is not beside its log",
                "这条记录的附件{name}不在日志旁边"
            ),
            tr!(
                lang,
                "it is {there}: mkdir -p \"{folder}\" && mv \"{there}\" \"{path}\"",
                "现在在 {there}：mkdir -p \"{folder}\" && mv \"{there}\" \"{path}\""
            ),
        );
    }
    (
        tr!(lang, "the file {name} of this entry is gone", "这条记录的附件{name}不见了"),
        tr!(
            lang,
            "it was {path}: git log -- \"{path}\" says who took it away; if nobody, git checkout -- brings it back",
            "原在 {path}：git log -- \"{path}\" 可查谁删的；不是有意删的，用 git checkout -- 取回"
        ),
    )
}

pub(super) fn differs(lang: Lang, name: &str, path: &Path) -> (String, String) {
    let path = detail(&path.display().to_string());
    (
        tr!(
            lang,
            "the file {name} is another one than this entry says",
            "附件{name}与这条记录所写的不一致",
            name = quoted_path(lang, name)
        ),
        tr!(
            lang,
            "git checkout -- \"{path}\" brings it back; a new version is a new crm log --file",
            "git checkout -- \"{path}\" 可取回；新的版本请另用 crm log --file 记录"
        ),
    )
}

pub(super) fn unnamed(lang: Lang) -> (String, String) {
    (
        tr!(lang, "no entry names this file", "没有记录提到这个文件"),
        tr!(
            lang,
            "delete it, or crm log ID --file PATH keeps it with an entry",
            "请删除，或用 crm log 编号 --file 路径 把它记入一条记录"
        ),
    )
}

pub(super) fn too_large(lang: Lang, bytes: u64, limit: u64) -> (String, String) {
    let (size, most) = (file_size(bytes), file_size(limit));
    (
        tr!(lang, "it has {size}, and the limit is {most}", "有 {size}，上限是 {most}"),
        tr!(
            lang,
            "a smaller copy; or raise files.max in crm.yaml",
            "请换成较小的副本，或调高 crm.yaml 的 files.max"
        ),
    )
}
