//! The commands of a team in one repository, and the ways back.

use super::page::HelpPage;

pub const PAGES: &[HelpPage] = &[
    HelpPage {
        name: "merge-driver",
        about: "合并客户文件的两个版本：由 git 调用",
        args: &[
            ("base", "双方共同的版本（git 的 %O）"),
            ("ours", "我方版本，合并结果写在这里（%A）"),
            ("theirs", "对方版本（%B）"),
            ("path", "仓库中的文件名（%P）；日志以 .log.jsonl 结尾"),
            ("marker", "冲突标记有几个符号（%L）"),
        ],
        after: "示例：
  crm init --git                            注册；之后由 git 调用
  crm merge-driver base ours theirs a.yaml  把 theirs 合并到 ours 文件

字段和列表项逐个合并；双方改成不同内容的字段用 git 的标记括起来（退出码 1）。
日志包含双方的记录，从不冲突。",
    },
    HelpPage {
        name: "sync",
        about: "取回别人的内容，合并，检查，再推送",
        args: &[
            ("message", "先提交改动过的内容，用这句话作说明"),
            ("no_push", "只取回和合并，不推送"),
            ("resolve", "两个人改了同一处时，逐项询问保留哪一个"),
            ("rewritten", "采用被改写的历史，只把从未推送过的内容放上去"),
        ],
        after: "示例：
  crm sync                取回、合并、检查、推送
  crm sync -m \"周二的电话\"  先提交改动过的内容
  crm sync --resolve      两个人改了同一处时，询问保留哪一个

无论发生什么，双方的记录都会保留：两边的历史先在一旁合并并逐条核对，之后才改动
你的文件。两个人改了同一个字段时，会说明是哪个客户、双方各写了什么，此时没有任何
改动。中途被打断也没有关系，下一个命令会完成它或恢复原样。",
    },
    HelpPage {
        name: "undo",
        about: "撤销上一个命令写入的内容，前提是之后没有人改过",
        args: &[
            ("dry_run", "只显示将撤销什么"),
            ("force", "已推送给别人也撤销：下次 sync 会从别人那里一并撤掉"),
        ],
        after: "示例：
  crm undo --dry-run   将撤销什么
  crm undo             撤销

只能撤销这个克隆中最后一个写过文件的命令，且之后没有人改过这些文件：
要么全部撤销，要么不动。别人已经收到的合并和改编号不能撤销。
已提交到 git 的内容总能从 git 找回。",
    },
    HelpPage {
        name: "upgrade",
        about: "提升工作区文件的版本，对整个团队生效",
        args: &[("apply", "直接执行，不再询问（也可写 --yes）")],
        after: "示例：
  crm upgrade            先看会有什么变化，不写入
  crm upgrade --apply    只改 crm.yaml 的一行：version: 2
  crm undo               撤销

版本 2：crm merge 和 crm rename 在日志中留下痕迹（\"kind\":\"merged\" 或
\"renamed\"，\"from\":旧编号），用旧编号仍能找到客户，同事在此期间记下的内容也能
归位；crm log --next none 取消约定的日期。除 crm.yaml 外没有文件改变，
任何日期都不变。版本 2 之前的程序会提示并拒绝打开：请团队每个人先装好新版 crm。
版本 1 的工作区照常使用。按日期列出的其他变化：crm help changes",
    },
    HelpPage {
        name: "forget",
        about: "应本人要求删除其资料，并说明 git 历史中还留有什么",
        args: &[
            ("contact", "只删除这个联系人：姓名或其中唯一的一段，或邮箱、电话"),
            ("also", "此人的其他称呼，如旧邮箱"),
            ("all", "删除整个客户：文件和日志"),
            ("returned", "再次删除：以前删除过、因合并或复制又出现的内容"),
            ("allow", "允许保留：以前删除过、又出现的客户和日志行"),
            ("apply", "执行；不加则只显示"),
            ("by", "由谁执行（默认 CRM_USER，其次 git 的 user.email）"),
        ],
        after: "示例：
  crm forget 宏达 --contact 王芳          会删除什么，git 中还有什么
  crm forget 宏达 --contact 王芳 --apply  一个人，文件和日志中都删
  crm forget 宏达 --apply                 所有联系人和所有自由文本
  crm forget 宏达 --all --apply           整个客户连同日志
  crm forget 宏达 --returned --apply      因合并又出现的内容

除 --all 外，订单、发票和收款都保留。只有这个命令会改动日志已有的内容，
而且不能用 crm undo 撤销。只是看起来像此人的内容会按行列出，其他客户文件中
提到此人的也会列出，工作区里的其他文本（如交接单）也一样；
写到工作区之外的不会查找。
.crm-forgotten 保存已删除内容的指纹，以免合并或导入时再次出现。",
    },
];
