//! What the store could not do, as a sentence.

use std::path::Path;

use crate::render::lang::{Lang, tr};
use crate::store::Operation;

/// That it could not be done.
pub(super) fn failed(lang: Lang, operation: Operation, path: &Path) -> String {
    let path = path.display();
    match operation {
        Operation::Read => tr!(lang, "can't read {path}", "无法读取 {path}"),
        Operation::Open => tr!(lang, "can't open {path}", "无法打开 {path}"),
        Operation::Lock => tr!(lang, "can't lock {path}", "无法锁定 {path}"),
        Operation::Write => tr!(lang, "can't write {path}", "无法写入 {path}"),
        Operation::Append => tr!(lang, "can't append to {path}", "无法把记录写入 {path}"),
        Operation::AppendAndTakeBack => tr!(
            lang,
            "can't append to (and take back from) {path}",
            "没能把记录完整写入 {path}，已写的部分也无法撤回"
        ),
        Operation::TakeBack => tr!(lang, "can't take back from {path}", "无法撤回刚写入 {path} 的内容"),
        Operation::Remove => tr!(lang, "can't remove {path}", "无法删除 {path}"),
        Operation::SetAside => tr!(lang, "can't set aside {path}", "无法给 {path} 改名"),
        Operation::PutBack => tr!(lang, "can't put back {path}", "无法把 {path} 改回原名"),
        Operation::Sync => tr!(lang, "can't sync {path}", "无法把 {path} 存到磁盘"),
        Operation::SyncFolderOf => {
            tr!(lang, "can't sync the folder of {path}", "无法把 {path} 所在的文件夹存到磁盘")
        }
        Operation::Make => tr!(lang, "can't make {path}", "无法新建文件夹 {path}"),
        Operation::MakeFolderOf => {
            tr!(lang, "can't make the folder of {path}", "无法为 {path} 新建文件夹")
        }
        Operation::Copy => tr!(lang, "can't copy {path}", "无法复制 {path}"),
        Operation::Salt => tr!(lang, "can't salt {path}", "无法为 {path} 取得随机数"),
        Operation::CompleteSync => {
            tr!(lang, "can't complete the interrupted sync of {path}", "无法补完 {path} 上次中断的同步")
        }
    }
}
