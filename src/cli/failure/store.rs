//! What the store refused or could not do.

use super::{Failure, operation};
use crate::cli::exit::Exit;
use crate::render::lang::both;
use crate::store::StoreError;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Io { action, path, source } => {
                Failure::new(Exit::System, operation::failed(*action, path)).because(source)
            }
            StoreError::Changed(path) => {
                let path = path.display();
                Failure::new(
                    Exit::Refused,
                    both!("{path} was changed by somebody else meanwhile", "{path} 刚被别人修改过"),
                )
                .try_this(both!(
                    "run the command again: it will work on the new text",
                    "请重新运行命令，它会基于新的内容"
                ))
            }
            StoreError::Exists(path) => {
                let path = path.display();
                Failure::new(Exit::Refused, both!("{path} is there already", "{path} 已经存在"))
            }
            StoreError::Astray(path) => {
                let path = path.display();
                Failure::new(
                    Exit::Refused,
                    both!("{path} leads out of the workspace", "{path} 指向工作区之外"),
                )
                .because(both!(
                    "only visible files below customers/ are written; nothing was",
                    "只会写入 customers/ 下的可见文件，未写入任何内容"
                ))
                .try_this(both!("put the file itself there instead of a link", "请用文件本身代替链接"))
            }
            StoreError::ReadOnly(path) => {
                let path = path.display();
                Failure::new(Exit::Refused, both!("{path} is read-only", "{path} 是只读文件"))
                    .because(both!(
                        "somebody has protected it from changes, so it stays as it is",
                        "有人把它设成了不可修改，因此保持原样"
                    ))
                    .try_this(both!(
                        "ls -l {path} says whose it is; chmod u+w {path} lets you change it",
                        "用 ls -l {path} 查看属主；chmod u+w {path} 可允许修改"
                    ))
            }
            StoreError::Forbidden(path) => {
                let folder = path.parent().unwrap_or(path).display();
                let path = path.display();
                Failure::new(Exit::Refused, both!("you may not write {path}", "你没有权限写入 {path}"))
                    .because(both!(
                        "the folder {folder} permits you no change",
                        "文件夹 {folder} 不允许你修改"
                    ))
                    .try_this(both!(
                        "ls -ld {folder} says whose it is; chmod u+wx {folder} lets you write there",
                        "用 ls -ld {folder} 查看属主；chmod u+wx {folder} 可允许写入"
                    ))
            }
            StoreError::Irregular(path) => {
                let path = path.display();
                Failure::new(
                    Exit::Refused,
                    both!(
                        "{path} is not what should be there: a pipe, a link or a folder is in its place",
                        "{path} 不是应有的文件：那里是管道、链接或文件夹"
                    ),
                )
                .try_this(both!(
                    "move it away; .crm/ can be deleted at any time",
                    "请把它移走；.crm/ 可随时删除"
                ))
            }
            StoreError::Lost(path) => {
                let path = path.display();
                Failure::new(Exit::System, both!("an entry of {path} would be gone", "{path} 会丢失一条记录"))
                    .because(both!("everything is as it was before", "已保持（或恢复）原状"))
                    .try_this(both!(
                        "run it again; if it says this again, it is a defect of crm: please report it",
                        "请重试；如果仍然如此，这是 crm 的缺陷，请报告"
                    ))
            }
            StoreError::NotEditable(key) => Failure::new(
                Exit::Refused,
                both!(
                    "\"{key}\" can't be changed without touching the rest of the file",
                    "无法在不影响其他内容的情况下修改「{key}」"
                ),
            )
            .try_this(both!("change it by hand: crm edit ID", "请手动修改：crm edit 编号")),
        }
    }
}
