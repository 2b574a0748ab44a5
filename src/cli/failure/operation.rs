//! What the store could not do, as a sentence.

use std::path::Path;

use crate::render::lang::{Bilingual, both};
use crate::store::Operation;

/// That it could not be done.
pub(super) fn failed(operation: Operation, path: &Path) -> Bilingual {
    let path = path.display();
    match operation {
        Operation::Read => both!("can't read {path}", "无法读取 {path}"),
        Operation::Open => both!("can't open {path}", "无法打开 {path}"),
        Operation::Lock => both!("can't lock {path}", "无法锁定 {path}"),
        Operation::Write => both!("can't write {path}", "无法写入 {path}"),
        Operation::Append => both!("can't append to {path}", "无法把记录写入 {path}"),
        Operation::AppendAndTakeBack => both!(
            "can't append to (and take back from) {path}",
            "没能把记录完整写入 {path}，已写的部分也无法撤回"
        ),
        Operation::TakeBack => both!("can't take back from {path}", "无法撤回刚写入 {path} 的内容"),
        Operation::Remove => both!("can't remove {path}", "无法删除 {path}"),
        Operation::SetAside => both!("can't set aside {path}", "无法给 {path} 改名"),
        Operation::PutBack => both!("can't put back {path}", "无法把 {path} 改回原名"),
        Operation::Sync => both!("can't sync {path}", "无法把 {path} 存到磁盘"),
        Operation::SyncFolderOf => {
            both!("can't sync the folder of {path}", "无法把 {path} 所在的文件夹存到磁盘")
        }
        Operation::Make => both!("can't make {path}", "无法新建文件夹 {path}"),
        Operation::MakeFolderOf => {
            both!("can't make the folder of {path}", "无法为 {path} 新建文件夹")
        }
        Operation::Copy => both!("can't copy {path}", "无法复制 {path}"),
        Operation::Salt => both!("can't salt {path}", "无法为 {path} 取得随机数"),
        Operation::CompleteSync => {
            both!("can't complete the interrupted sync of {path}", "无法补完 {path} 上次中断的同步")
        }
    }
}
