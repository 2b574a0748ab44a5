//! The commands that answer.

use super::page::HelpPage;

pub const PAGES: &[HelpPage] = &[
    HelpPage {
        name: "due",
        about: "今天的跟进清单，按处理顺序排列",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("within", "加上这段时间内到期的：3天、2周、周五、eom"),
            ("why", "写明每个日期的由来：规则、起算点、算式"),
            ("exit_code", "有到期客户时退出码为 1"),
        ],
        after: "示例：
  crm due                          今天到期的全部客户，按处理顺序
  crm due --owner me --within 7天  我的客户，连同未来七天到期的
  crm due --grade A,B --why        每个日期及其由来
  crm due --format ids | head -1   第一个客户的编号，供脚本使用",
    },
    HelpPage {
        name: "pool",
        about: "公海：可认领的客户；--sweep 查看谁退回公海",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("sweep", "今天谁退回公海，提醒哪些负责人"),
            ("apply", "与 --sweep 一起：让到期的客户退回公海"),
            ("by", "由谁写入（默认 CRM_USER，其次 git 的 user.email）"),
            ("exit_code", "有客户在公海（--sweep：要退回公海）时退出码为 1"),
        ],
        after: "示例：
  crm pool                      可认领的客户，最有价值的在前
  crm pool --grade C -n 5       C 级的前五个
  crm pool --sweep              今天谁退回公海，谁即将退回公海
  crm pool --sweep --apply      让它们退回公海，供 cron 使用
  crm pool --format ids | head -n 1

规则写在 crm.yaml 的 pool:。每个退回公海的客户，日志里都写明规则、期限和日期；
crm undo 可撤回上一次自动回收。",
    },
    HelpPage {
        name: "dates",
        about: "生日和节日，以及到期的发票、合同、报价等",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("within", "向后看多久：30天、2周、周五、eom（默认 14 天）"),
            ("kind", "只看这些种类（见下）"),
            ("exit_code", "有逾期或今天的日期时退出码为 1"),
        ],
        after: "示例：
  crm dates                               已逾期的，以及两周内的日期
  crm dates --owner me --within 30天      我的客户，未来一个月
  crm dates --kind 生日 --within 月底     本月谁过生日
  crm dates --kind invoice --json         未付的款项，供脚本使用

种类（中英文都可以写）：
      ending 终止意向 · complaint 投诉 · promise 承诺 · request 申请
      approval 管理层批准
      invoice 发票（逾期发票、到期发票）
      pool 退回公海 · contract-end 合同到期
      quote-unanswered 报价未答复 · deal 商机待推进
      action 动作 · birthday 生日
      founded 成立日 · date 客户日期 · anniversary 周年
      event 团队日历 · lost 流失回访 · move 等级调整 · recheck 等级复核
团队日历写在 crm.yaml 的 events:，各项天数写在 reminders:。",
    },
    HelpPage {
        name: "deals",
        about: "商机：可能成交的单子，走到哪一步，在等什么",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("stage", "只看这些阶段；赢单和丢单只有这样才显示"),
            ("old", "连同久无进展的：超过 90 天，或见 crm.yaml"),
        ],
        after: "示例：
  crm deals                     未结的商机，最可能成交的在前
  crm deals --owner me --old    我的，连同久无进展的
  crm deals --stage 打样,样品通过
  crm deals --stage 丢单 -f csv   丢单原因和对手，供表格使用

阶段：询价、已报价、打样、谈判、样品通过，以及赢单、丢单。
都由日志得出：报价、样品、客户反应和订单，按 --ref 单号和 --item 品名对应。
各阶段的成交可能性写在 crm.yaml 的 deals:。",
    },
    HelpPage {
        name: "rhythm",
        about: "下单规律：谁会再下单，可能有多大，大约何时，关系多少金额",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("within", "看到多远：2周、10天、月底……（默认四周）"),
            ("why", "用一句话说一个客户，并写明由来"),
            ("fit", "求出本客户群的数值，写入 rhythm.yaml"),
            ("backtest", "按以前的情况推算，用后来的订单检验（13周）"),
            ("forecast", "今后几个月的单数和金额，按负责人和等级；加 --backtest 看准不准"),
            ("by", "与 --forecast 同用：只按负责人或只按等级（默认两者）"),
            ("by=owner", "每个负责人的客户"),
            ("by=grade", "每个等级的客户"),
            ("dry_run", "与 --fit 同用：只显示变化，不写入"),
            ("sort", "排序"),
            ("sort=chance", "按下单的可能，大的在前"),
            ("sort=stake", "按风险金额，大的在前"),
            ("sort=amount", "按预计金额，大的在前"),
            ("sort=window", "按预计下单的日子，早的在前"),
            ("sort=last", "按上一单，最久的在前"),
            ("sort=name", "按名称"),
            ("reverse", "倒序"),
        ],
        after: "示例：
  crm rhythm                       四周内谁会下单，最可能的在前
  crm rhythm --in 2周 --owner me   我的客户，两周内
  crm rhythm --sort 风险 -n 20     可能正在流失的客户，按一年的金额
  crm rhythm --why 宏达            用一句话说一个客户，并写明由来
  crm rhythm --fit --dry-run       本客户群自己的数值会是多少
  crm rhythm --backtest 13周       在本客户群上准不准
  crm rhythm --forecast            今后几个月的单数和金额

依据是什么，哪些无从知道：crm help rhythm",
    },
    HelpPage {
        name: "alarm",
        about: "流失预警：哪些重要客户可能流失，凭什么这么说",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("classes", "改看某一视图的某一类客户：金字塔=中客户"),
            ("all", "不论什么客户"),
            ("limit", "最多显示多少个"),
            ("exit_code", "有预警时以 1 退出"),
        ],
        after: "示例：
  crm alarm                           可能流失的客户，涉及金额大的在前
  crm alarm --owner me
  crm alarm --in 金字塔=中客户        另一类客户
  crm alarm --all                     不论什么客户
  crm log 宏达 --alarm 停止下单 --answer 误报 --why \"盘点\"   回答一条

默认只看第一个等级和金字塔最上面几层的客户（crm.yaml 的 alarm:），回答之前一直
预警。依据见 crm help rhythm",
    },
    HelpPage {
        name: "examples",
        about: "值得新人学习的案例",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("kind", "记录的种类：跟进、投诉、订单……"),
            ("via", "渠道：电话、邮件、拜访……"),
            ("reply", "反应：未回复、退信、无意向、中立、有意向、已回复"),
            ("by", "谁写的；「我」即本人"),
            ("since", "从这天起：2026-10-01、3个月（前）……"),
        ],
        after: "示例：
  crm examples                                 全部案例，最新的在前
  crm examples --grade A --via 拜访            A 级客户的拜访
  crm examples --kind 投诉 --since 1年         一年来的投诉
  crm log 宏达 \"…\" --example                  把这次记录设为案例
  crm log 宏达 \"怎样回应嫌贵\" --example --of 上次   标记较早的记录，写下理由
  crm log 宏达 --no-example --of 2026-11-20           取消标记

crm agenda --team --month 从当月有内容的案例里选一个：有意向的优先，
其次是等级靠前的客户，再次是最新的。",
    },
    HelpPage {
        name: "draft",
        about: "用团队的模板给客户起草邮件；从不发送",
        args: &[
            ("named", "模板的名称；不写则自动选适用的"),
            ("template", "模板的名称，用于多个客户"),
            ("occasion", "当天有这个场合的；单个客户按它选模板（birthday……）"),
            ("due", "只要今天到期的"),
            ("maildir", "每封作为草稿放入这个 Maildir，如 ~/Mail/Drafts"),
            ("output", "每封写成此文件夹里的 编号+模板.eml；已有的不动"),
            ("format=table", "收件人、主题和正文"),
            ("format=plain", "只有正文"),
            ("format=mail", "完整的邮件，只限一个客户"),
            ("format=mailto", "打开邮件程序的链接，每行一个"),
            ("format=ids", "有草稿的客户编号"),
        ],
        after: "示例：
  crm draft                        团队的模板，以及各自适用于谁
  crm draft 宏达                   自动选适用的模板，填好后供阅读和复制
  crm draft 宏达 thanks            指定模板
  crm draft 宏达 -f plain          只要正文，可发到聊天里
  crm draft 宏达 -f mail > m.eml   完整的邮件，打开后发送
  crm draft --grade E --due --maildir ~/Mail/Drafts   每人一封，放进草稿箱
  crm draft --tag 展会 -t invitation --output letters/

模板是 crm.yaml 旁的 templates/<名称>.md，其他语言写 <名称>.<语言>.md，
按客户的 language: 选用。字段、条件和场合见 crm help templates。

不会发送，也不会写日志：发送之后请用 crm log 编号 \"内容\" --via email。",
    },
    HelpPage {
        name: "show",
        about: "客户的全貌，打电话前看",
        args: &[("all", "显示全部历史记录")],
        after: "示例：
  crm show 宏达          用编号或名称的一段
  crm show szhd          中文名可用拼音或首字母
  crm show 宏达 --all    连同全部历史记录
  crm show 宏达 --json   供程序读取",
    },
    HelpPage {
        name: "list",
        about: "按等级、负责人、国家、标签或关键字列出客户",
        args: &[
            ("text", "搜索：名称、联系人、标签、备注……各词都要出现"),
            ("due_before", "这一天或之前到期：今天、周五、7天、eom"),
            ("classes", "按视图的分类：金字塔=大客户；none 是无法判断"),
            ("active", "不含已归档的客户"),
            ("archived", "只看已归档的客户"),
            ("incomplete", "缺少必填资料的客户（crm.yaml 的 required）"),
            ("lost", "只列已流失的：终止意向以流失了结，此后没有新的业务"),
            ("columns", "显示哪些列，按此顺序"),
            ("view", "按视图分组，并汇总每一类的客户数和销售额"),
            ("sort", "排序"),
            ("sort=grade", "按等级，再按名称"),
            ("sort=id", "按编号"),
            ("sort=name", "按名称"),
            ("sort=owner", "按负责人，再按等级"),
            ("sort=country", "按国家，再按地区"),
            ("sort=last", "按上次联系，最久未联系的在前"),
            ("sort=next", "按下次跟进日期，最早的在前"),
            ("sort=score", "按线索评分，最高的在前"),
            ("reverse", "倒序"),
        ],
        after: "示例：
  crm list --grade A,B --owner me
  crm list 液压                    按关键字；也可用拼音或首字母
  crm list --due-before eom --sort next
  crm list --columns id,name,phone,email --format csv
  crm list --in 金字塔=超级客户,大客户 --columns id,name,pyramid,value
  crm list --lost                      谁流失了、原因、转向谁
  crm list --view pyramid --limit 0    每一类有多少客户、带来多少销售额

可选的列：
  grade id name owner last next reason country region industry need potential
  tags contact email phone website number since source plan archived class label
  score attention completeness missing satisfaction lost lost_why competitor
  status staff revenue founded need_size budget buying_process outlook expansion
以及各视图：
  {views}",
    },
    HelpPage {
        name: "review",
        about: "哪些客户应当调整等级，依据是什么",
        args: &[
            ("customer", "只看这个客户：编号，或编号、名称、别名中唯一的一段"),
            ("later", "推迟：到那天再建议"),
            ("wrong", "不采纳：情况没有变化就不再建议（见 crm help grades）"),
            ("done", "待办已完成"),
            ("why", "与 --later、--wrong、--done 同用：原因，写入日志"),
            ("only", "只看这些原因（见下）"),
            ("apply", "逐个询问，确认后调整"),
            ("yes", "不再询问，全部调整"),
            ("quarter", "季度复核：谁升谁降、前后占比（默认自三个月前）"),
            ("record", "每条规则准不准：怎样处理的、又改回几条（默认全部）"),
            ("limit", "与 --quarter、--record 同用：每个列表最多显示几个"),
            ("by", "由谁决定（默认 CRM_USER 或 git 的 user.email）"),
            ("is_mail", "给每人一封邮件：调级建议、待核对资料、终止意向、到期合同"),
            ("all_owners", "每个人一份"),
            ("exit_code", "有建议时退出码为 1"),
        ],
        after: "示例：
  crm review                       谁该调整等级，谁需要核实
  crm review --only 订单、样品     只看这些原因
  crm review --apply               在终端上逐个确认
  crm review --owner li --yes      应用李的全部调整
  crm review mueller --wrong --why 经销商的单次订单
  crm review mueller --later 4周   四周后再建议
  crm review --record              每条规则准不准
  crm review --quarter             最近三个月的变化，一页看完
  crm review --mail --send         给每人各发一封，程序写在自己的配置里
  crm review --quarter -f html     季度复核网页，点数字看客户

调整同时写入客户文件和日志，要么都写，要么都不写。待办（verify、recheck）
不会自动处理：crm log 编号 --verified，crm grade 编号 --confirm。每次处理都写入日志。

原因（中英文都可以写）：order 订单 · sample 样品 · sequence-over 步骤用完
      inactive 久未下单 · back-in-contact 恢复联系 · silent 未回复
      no-need 无需求 · lost 流失 · ungraded 未定级 · computed 按计算
      verify 核实 · recheck 等级复核",
    },
    HelpPage {
        name: "handbook",
        about: "客户分类手册：依据 crm.yaml 的各类标准和做法，可打印",
        args: &[("html", "同 --format html"), ("md", "同 --format md")],
        after: "示例：
  crm handbook                           在终端上看各类客户及规则
  crm handbook --html > handbook.html    网页，可打印
  crm handbook --md                      Markdown
  crm handbook --to li@example.com --send \"sendmail -t\"

全部内容取自 crm.yaml；没有写的，按程序默认，并注明「默认」。",
    },
    HelpPage {
        name: "agenda",
        about: "日、周、月的跟进安排，按可用工时排定",
        args: &[
            ("day", "今天（默认）"),
            ("week", "今后七天"),
            ("month", "今后一个月"),
            ("end_of_day", "一天收尾：感谢谁、确认什么、补全哪些记录"),
            ("team", "给主管：最近一周（日、月）按时、逾期完成、未跟进"),
            ("visits", "哪些客户可以拜访，按国家和地区"),
            ("on", "与 --visits 并用：某一天到一个地方的拜访清单"),
            ("region", "与 --visits 并用：只看这些地区；写一部分或拼音也可"),
            ("by_hour", "每天按约好或能联系的时刻排列；按小时计的期限在最前"),
            ("all_owners", "每个人一份"),
            ("exit_code", "有到期客户时退出码为 1"),
            ("format=mail", "完整邮件：邮件头、纯文本、HTML；日程另附日历"),
            ("format=ics", "iCalendar 日历"),
        ],
        after: "示例：
  crm agenda --owner me                  今天，工时能承担多少排多少
  crm agenda --week --owner me           今后七天，逐日排定
  crm agenda --week --all-owners -f md   每个人的一周，Markdown
  crm agenda --by-hour --owner me        今天，按能联系上客户的时刻排列
  crm agenda --wrap-up --owner me        一天收尾
  crm agenda --wrap-up --all-owners      每个人的收尾，逐人列出
  crm agenda --visits --country DE       哪些客户可以拜访，按地区
  crm agenda --visits --on 周五          一天的拜访清单，去可拜访客户最多的地方
  crm agenda --team --month              最近一个月的跟进完成情况
  crm agenda --team --to boss@example.com --send \"sendmail -t\"
  crm agenda --week --all-owners --send  给每人各发一封，程序写在自己的配置里
  crm agenda --month --owner li --format ics > li.ics

工时写在 crm.yaml 的 people.<人员>.hours_a_week。排不下时按三条队列取舍
（久拖未跟、临近截止、价值优先，见 crm.yaml 的 lanes:）；
排不下的列在最后，不会丢掉。
客户的时段换算成负责人的时间：crm.yaml 的 timezone:，或 people.<人员>.timezone；
负责人写了 people.<人员>.day 的，注明哪些在他的工作时间内。

--send 启动一个从标准输入读取邮件的程序（sendmail -t、msmtp -t），每封邮件一次，
没有内容就不启动。程序只能写在命令行或 ~/.config/crm/config.yaml 里
（send: msmtp -t），工作区的文件不能指定；不经过 shell。",
    },
    HelpPage {
        name: "referrals",
        about: "转介绍：谁经转介绍而来，谁介绍得最多，问过谁",
        args: &[],
        after: "示例：
  crm referrals                       经转介绍来了多少，谁介绍最多，问过谁
  crm referrals --owner me
  crm set 恒达 referred_by=hongda     恒达是宏达介绍来的
  crm log 宏达 \"乐意介绍\" --action 转介绍 --reply 有意向     问过能否转介绍",
    },
    HelpPage {
        name: "budget",
        about: "客户总共需要多少小时，与可用工时对照",
        args: &[],
        after: "示例：
  crm budget               每个人的工时，按等级
  crm budget --owner me    我的工时，以及还能承担多少

每个人的工时写在 crm.yaml 的 people.<人员>.hours_a_week。",
    },
    HelpPage {
        name: "dupes",
        about: "哪些客户重复录入了，依据是什么",
        args: &[
            ("text", "只看其一含有这些词的：名称、联系人、标签……"),
            ("min", "最低分数（默认 70）"),
            ("limit", "表格中最多显示几对；0 为全部"),
            ("distinct", "这是两个不同的客户：记在前一个的文件里"),
            ("exit_code", "有重复时退出码为 1"),
        ],
        after: "示例：
  crm dupes                         全部客户，最确定的在前
  crm dupes --owner me              其中一个是我的客户
  crm dupes 宏达 --min 50           只看一个名称，包括不太像的
  crm dupes --format csv > 重复.csv
  crm dupes --distinct 编号 编号    这是两个客户，以后不再提示

分数：90 以上确定，70 以上很可能，50 以上可能。已归档的客户也参加比较。
crm merge 保留 并入 把两个合并为一个。",
    },
    HelpPage {
        name: "diff",
        about: "规则或文件的改动会带来什么变化，与 git 的某个版本比较",
        args: &[
            ("revision", "旧版本：提交、标签、分支、HEAD~5、@{1.week.ago}"),
            ("only", "只看这些差异（见下）"),
            ("limit", "表格中每类最多显示几个；0 为全部"),
            ("exit_code", "有差异时退出码为 1"),
        ],
        after: "示例：
  crm diff                      尚未提交的修改会带来什么
  crm diff ORIG_HEAD            上次 git pull 带来了什么
  crm diff '@{1.week.ago}'      一周以来的变化
  crm diff HEAD~5 --only due,class --owner me

两边都按同一天（--today）计算，因此差异只来自文件和规则。旧版本通过 git 读取，
工作区和索引保持原样。客户文件在 customers/ 内移动不算差异。某一边读不了的客户
会被指出，但不参与比较；只有现在读不了的文件，或因过滤器（git-crypt、LFS）、
部分克隆而看不到的旧文件，才使退出码为 5。不会运行过滤器，也不会联网取回内容。

差异：overdue 逾期 · due 日期 · class 等级 · views 视图 · pool 公海 · moves 建议
      playbook 跟进要点 · owner 负责人 · name 名称 · added 新增 · removed 移除",
    },
    HelpPage {
        name: "check",
        about: "检查工作区的所有问题：供自己、提交钩子或 CI 使用",
        args: &[
            ("staged", "只检查下一次提交会改动的文件，以暂存的内容为准"),
            ("since", "只检查与这个版本不同的文件：HEAD、main、标签"),
            ("quality", "同时列出各客户缺少的必填资料（required）"),
            ("restore", "先恢复此版本以来各次合并丢失的记录，再检查"),
            ("format=table", "路径:行:列: 哪里不对，该怎么办"),
            ("format=plain", "每个问题只显示第一行"),
        ],
        after: "示例：
  crm check                  提交前运行；有错误时退出码为 1
  crm check --staged         即将提交的内容，供提交钩子使用
  crm check --since main     一个分支改动了什么，供 CI 使用
  crm check --quality        同时指出哪些客户缺少其等级要求的资料
  crm check --format json    供编辑器使用
  crm check --since v1 --restore   恢复此后各次合并丢失的记录

不运行 git 的过滤器：经过过滤器（git-crypt、LFS）的文件，按大小和时间判断
是否改动。

作为钩子，在 .git/hooks/pre-commit 中写：exec crm check --staged

文件之间也会检查：等级、负责人与日志里最后的决定不一致
（crm grade、crm assign）；只完成一半的修改、客户已换编号的日志（crm merge）；
中断的命令、git、合并工具和同步软件留下的文件；被 git 跟踪的派生文件；
加 --since 时还有丢失了记录的合并提交（--restore）。每个问题都附有修复的命令。",
    },
    HelpPage {
        name: "export",
        about: "把客户或记录导出为 CSV 或电子表格，联系人导出为 vCard",
        args: &[
            ("table", "导出哪张表"),
            ("table=maintenance", "客户维护表：十五列，外加联系方式"),
            ("table=customers", "所有客户及其全部字段"),
            ("table=entries", "所有日志的每条记录"),
            ("format", "格式（默认看后缀，或 csv）"),
            ("format=csv", "标准 CSV（RFC 4180）"),
            ("format=xlsx", "电子表格：Excel、WPS、LibreOffice"),
            ("format=vcard", "每个联系人一张名片，与表无关"),
            ("output", "写入这个文件，覆盖原有内容"),
            ("card_version", "名片的版本：3 或 4"),
            ("spreadsheet", "供 Excel 打开：带 BOM，单元格不会成为公式"),
        ],
        after: "示例：
  crm export > list.csv                          客户维护表
  crm export --spreadsheet --lang zh > 列表.csv  供 Excel 打开，中文表头
  crm export entries > log.csv                   所有记录，每条一行
  crm export customers --owner li > li.csv       李的全部客户
  crm export --format vcard --owner me > me.vcf  联系人，供手机或 khard 使用
  crm export --lang zh --output 维护表.xlsx      电子表格，数字和日期可计算

加 --lang zh 时，客户维护表和电子表格（.xlsx）的表头与内容都是中文；
其他表的内容保持文件里的原词，供程序使用。",
    },
    HelpPage {
        name: "completions",
        about: "输出 shell 的补全脚本",
        args: &[("shell", "哪种 shell")],
        after: "示例：
  echo 'source <(crm completions bash)' >> ~/.bashrc
  echo 'source <(crm completions zsh)' >> ~/.zshrc
  crm completions fish > ~/.config/fish/completions/crm.fish
  let dir = $nu.user-autoload-dirs.0
  crm completions nushell | save -f ($dir | path join crm.nu)

按 Tab 可补全本工作区的客户、人员、等级、国家、标签、联系人、单号、列，
以及 set 的字段与取值、git 版本；补全只读取，不写入任何文件。",
    },
    HelpPage {
        name: "man",
        about: "输出手册页，或全部写入文件夹",
        args: &[("what", "要输出手册页的命令或专题，或用来存放全部手册页的文件夹")],
        after: "示例：
  crm man | man -l -                    阅读
  crm man due | man -l -                某个命令的手册页
  crm man privacy | man -l -            某个专题的手册页（专题见 crm help）
  crm man dates.7 | man -l -            与命令同名的专题
  crm man ~/.local/share/man/man1       安装全部手册页，专题放在旁边的 man7",
    },
];
