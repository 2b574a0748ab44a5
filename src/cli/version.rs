//! The version of the workspace's files, and what it lets commands write.

use super::exit::Exit;
use super::failure::Failure;
use crate::config::WorkspaceConfig;
use crate::render::lang::both;
use crate::store::RULES;

/// Refuses a command that writes what only version 2 knows.
pub fn needs_version_2(config: &WorkspaceConfig, command: &str) -> Result<(), Failure> {
    if config.version >= 2 {
        return Ok(());
    }
    let version = config.version;
    Err(Failure::new(
        Exit::Refused,
        both!(
            "crm {command} needs version 2 of the files, and {RULES} says version {version}",
            "crm {command} 需要版本 2 的文件，而 {RULES} 是版本 {version}"
        ),
    )
    .because(both!(
        "it leaves a trace in the log that older programs don't understand",
        "它会在日志中留下旧版程序不理解的痕迹"
    ))
    .try_this(both!("crm upgrade   shows what changes", "crm upgrade 先看会有什么变化")))
}
