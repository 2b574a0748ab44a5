//! The commands that write.

use super::page::HelpPage;

pub const PAGES: &[HelpPage] = &[
    HelpPage {
        name: "init",
        about: "新建工作区：规则文件、客户文件夹、git 所需的设置",
        args: &[
            ("folder", "文件夹；不存在时新建"),
            ("scheme", "按哪种等级安排跟进；规则文件随之写好"),
            ("git", "按字段合并客户文件（每个克隆一次）；没有仓库时新建"),
        ],
        after: "示例：
  crm init               在当前文件夹新建工作区
  crm init ~/customers   在那里新建
  crm init --scheme abc  按销售额计算 ABC 等级
  crm init --git         让这个克隆中的 git 按字段合并客户文件

不加 --git 就不会运行 git；重复运行不会改动任何内容。",
    },
    HelpPage {
        name: "add",
        about: "新增客户；重复录入会被拒绝",
        args: &[
            ("name", "客户名称"),
            ("id", "指定编号，不由名称生成"),
            ("folder", "customers/ 下的文件夹"),
            ("aliases", "同一客户的别名"),
            ("number", "自己的客户编号"),
            ("grade", "等级（若已确定）"),
            ("owner", "负责人；pool 是公海（默认录入人，若为团队成员）"),
            ("since", "首次接触的日期（默认今天）"),
            ("source", "客户来源"),
            ("region", "国家内的地区"),
            ("address", "通信地址"),
            ("timezone", "时区，如 Europe/Berlin"),
            ("website", "网站"),
            ("contact", "联系人姓名"),
            ("position", "联系人职位"),
            ("emails", "联系人邮箱，可重复"),
            ("phones", "联系人电话，可重复"),
            ("wechat", "联系人微信"),
            ("whatsapp", "联系人 WhatsApp"),
            ("potential", "潜力：high 高、medium 中、low 低"),
            ("plan", "要达成的目标"),
            ("cadence", "单独的跟进周期，如 \"45 days\""),
            ("tags", "标签"),
            ("notes", "备注"),
            ("edit", "在编辑器中打开新文件"),
            ("force", "即使疑似重复也新增"),
            ("allow_forgotten", "即使这个编号的客户曾应要求删除，也新增"),
        ],
        after: "示例：
  crm add 深圳宏达机械 --grade C --phone \"+86 755 1234567\" --folder china
  crm add \"Müller Maschinenbau GmbH\" --country DE --contact \"Anna Müller\"
  crm add Acme --edit            新增后在编辑器中打开

编号由名称生成，中文取拼音。同一客户再次录入会被拒绝。",
    },
    HelpPage {
        name: "log",
        about: "记录与客户之间发生的事；下次跟进日期由此推算",
        args: &[
            ("text", "说了什么；不写则读取管道（-）或打开编辑器，有 --via 等时不打开"),
            ("via", "渠道：电话、邮件、拜访、会面、聊天、微信、展会……"),
            ("with", "联系人姓名（不写即为决策人）"),
            ("reply", "反应：未回复、退信、无意向、中立、有意向、已回复"),
            ("force", "编号不符，渠道、联系人像笔误，或早于开始，仍写入"),
            ("no_contact", "未与客户沟通，不算一次联系，如送礼品（--action）"),
            ("satisfaction", "客户满意度：1 很不满意，5 非常满意"),
            ("minutes", "用时，分钟"),
            ("next", "约定的下次联系日期，可带钟点；none 取消原约定"),
            ("plan", "下次联系要达成的目标"),
            ("action", "完成了跟进要点里的哪个动作，如 report；或礼品等"),
            ("with_us", "同行的同事，可用逗号分隔：两人同访算一次跟进"),
            ("visit", "能否拜访：可以、不可以、待定"),
            ("file", "图片或文件，复制到日志旁（可重复）；单独写算备注"),
            ("example", "值得新人学习的案例；与 --of 连用则标记较早的记录"),
            ("of", "较早的哪条记录：上次、日期，或该行哈希的前几位"),
            ("no_example", "取消 --of 所指记录的案例标记"),
            ("status", "现在的状态，用团队自己的词；写入文件，并记下原来的"),
            ("verified", "已核对联系人资料：在文件中记下日期"),
            ("sample", "样品：待寄样、已寄样、已收样、测试通过、测试未通过等"),
            ("quote", "报价金额；或结果：丢单、赢单、待定"),
            ("order", "订单金额"),
            ("contract", "合同金额"),
            ("invoice", "发票金额"),
            ("payment", "收款金额，对应 --ref 所指的发票"),
            ("complaint", "投诉：opened 提出、answered 答复、solved 解决"),
            ("ending", "客户要走：opened、answered、saved 挽留、lost 流失"),
            ("kind", "用文件里的种类名：sample、order、note 等"),
            ("state", "样品、报价、投诉或终止意向的状态，与 --kind 连用"),
            ("amount", "金额，与 --kind 连用"),
            ("promise", "承诺的事项，期限用 --due；或结果：kept、broken"),
            ("request", "需先审批的事项；或 granted、refused、withdrawn"),
            ("invitation", "邀请参加的活动；或 accepted、declined、came、absent"),
            ("alarm", "回答流失预警（crm alarm）：哪一种，如 停止下单；与 --answer 连用"),
            ("answer", "预警属不属实：属实、误报、接受（属实，但不处理）"),
            ("what", "承诺、申请或邀请的事项：没有编号时，以此指明"),
            ("note", "备注：值得留存，但不算联系；--next 可定日期"),
            ("currency", "币种，三位字母（默认：工作区的币种，收款同发票）"),
            ("quantity", "报价或订购的数量：500，或连单位写 500件"),
            ("unit", "数量的单位：件、吨、米等"),
            ("item", "涉及的产品"),
            ("reference", "关联记录的编号：样品、发票、投诉、承诺、申请等"),
            ("margin", "订单毛利率，小数：0.3"),
            ("cost", "订单的成本"),
            ("expected", "客户预计下单的日期"),
            ("why", "丢单或赢单、客户要走或留下、申请或拒批、预警的原因"),
            ("competitor", "被谁拿走；客户转向谁"),
            ("from", "合同开始日期"),
            ("until", "合同结束日期"),
            ("due", "发票付款期限，或承诺兑现的日期"),
            ("at", "何时发生：昨天、\"周五 14:30\"、14:30……（默认现在）"),
            ("by", "谁做的（默认 CRM_USER，其次 git 的 user.email）"),
            ("dry_run", "只显示将写入的那一行"),
        ],
        after: "示例：
  crm log 宏达 \"价格可以，想先要样品\" --via 电话 --reply 有意向 --next 周五
  crm log 宏达 --reply 未回复 --via 邮件
  crm log 宏达 \"规格已确认\" --via 电话 --sample 待寄样 --item HX-200 --ref S-17
  crm log 宏达 --order 12000 --currency EUR --margin 0.3 --item HX --ref O-9
  crm log 宏达 --order 6000 --quantity 500件 --item HX
  crm log 宏达 --invoice 12000EUR --due 30d --ref I-4
  crm log 宏达 --quote 丢单 --why 价格 --competitor \"海力\" --ref Q-31
  crm log 宏达 --complaint 提出 --ref C-2 \"密封处漏油\"
  crm log 宏达 --complaint 提出 --file 漏油.jpg \"密封处漏油\"     附上照片
  crm log 宏达 --ending 提出 --why 价格 --competitor \"海力\" \"到期不再续签\"
  crm log 宏达 --promise \"价目表\" --due 周五
  crm log 宏达 --promise 兑现 --what \"价目表\"
  crm log 宏达 --request \"24小时服务\"
  crm log 宏达 --request 同意 --by wang
  crm log 宏达 --invitation \"广交会\"
  crm log 宏达 --invitation 到场 --what \"广交会\"
  crm log 宏达 --alarm 停止下单 --answer 属实 --why \"搬厂\"
  crm log 宏达 \"怎样回应嫌贵\" --example --of 上次      把较早的记录设为案例
  pbpaste | crm log 宏达 --via 聊天           内容来自管道
  crm log 宏达 \"已回电\" --at \"昨天 16:30\"
  crm log 宏达 \"看了工厂\" --via 拜访 --with-us 王强      两人同访，算一次
  crm log 宏达 \"周五再谈\" --via 电话 --next \"周五上午10点\"      约好钟点
  crm log 宏达 \"等展会之后\" --note --next 2周   改日期，不算联系
  crm log 宏达 \"不必再约\" --note --next 无      取消约好的日期

日期：2026-11-27、12月3日、5号、下个月5号、今天、明天、周五、下周一、月初、
      月底、3天后、半个月后、2周、1个月、+3wd（工作日）、
      春节后（假日见 crm.yaml），
      或 today、tomorrow、fri、3d、2w、1m、eow（本周五）、eom（月底）
时间（--at、--next）：昨天下午3点、\"周三 14:30\"、2小时前、两小时后（--next）、刚才
金额：12000、1.2万、1万2、3万美元、500港币、1200.50 EUR

编辑器里写好而没能记录的内容会保留，并告诉你文件位置
（~/.local/state/crm/drafts/，或 XDG_STATE_HOME）。",
    },
    HelpPage {
        name: "spread",
        about: "把同时到期的客户按每天的工时分到各工作日",
        args: &[
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("per_day", "每天几个客户，不看工时"),
            ("from", "第一天：周一、3天、2026-12-01（默认今天）"),
            ("until", "最后一天：周五、2周、eom；到时排不上的日期不变"),
            ("apply", "把日期写入日志"),
            ("limit", "表格里每天最多显示几个客户；0 只显示各天"),
        ],
        after: "示例：
  crm spread                           每天轮到谁；什么都不写
  crm spread --owner me --apply        把我的客户的新日期写入日志
  crm spread --per-day 20 --from 周一  每天 20 个，从周一开始
  crm spread --until eom --limit 10    本月排得上的
  crm spread --owner pool --per-day 30 --format ids

每天的容量是 crm.yaml 里的工时（people.<编号>.hours_a_week）减去已有的安排。
按等级依次排，同级中到期早的在前。投诉、约定的日期、样品步骤和订货窗口不动，
今天排得下的也不动。新日期写成备注，不算联系，到下一次跟进为止。",
    },
    HelpPage {
        name: "set",
        about: "修改客户文件中的字段，其余内容不动",
        args: &[
            ("changes", "字段=值、字段+=项、字段-=项、字段=（去掉该字段）"),
            ("why", "更改的原因，记入日志"),
        ],
        after: "示例：
  crm set 宏达 need=target plan=\"谈成首单 500 件\"
  crm set 宏达 tags+=重点 tags-=冷淡
  crm set 宏达 prefers.channel=wechat contacts[0].phone=\"+86 755 123456\"
  crm set 宏达 contacts[0].phones+=\"13800138000（手机）\"
  crm set 宏达 contacts+=李雷 contacts[1].position=采购
  crm set 宏达 region=             去掉这个字段

只改动必须改的行。等级或负责人变更时，也会记入日志；其他更改写了 --why 的，
原因记为一条备注。",
    },
    HelpPage {
        name: "edit",
        about: "在编辑器中打开客户文件，之后自动检查",
        args: &[("why", "更改等级或负责人的原因，记入日志")],
        after: "示例：
  crm edit 宏达
  EDITOR=\"code --wait\" crm edit 宏达

编辑的是一份副本：编辑器关闭后，你的改动与期间他人的改动一并写入文件。
如果改了同一处，文件保持原样，你的副本会保留并指出位置
（~/.local/state/crm/drafts/，或 XDG_STATE_HOME）。之后若有问题，会指出位置；
输入的内容一定保留。等级或负责人变更时，也会记入日志。",
    },
    HelpPage {
        name: "grade",
        about: "为客户定级，并写明原因",
        args: &[("grade", "等级；none 为取消定级"), ("confirm", "已复核，等级不变")],
        after: "示例：
  crm grade 宏达 B --why \"样品 HX-200 已谈妥\"
  crm grade 宏达 --confirm --why \"季度复核\"
  crm grade 宏达 none --why \"误定级\"

文件和日志同时更改，否则都不改。",
    },
    HelpPage {
        name: "assign",
        about: "把客户分配给某人，或放入公海",
        args: &[("person", "新负责人；me 是自己，pool 是公海")],
        after: "示例：
  crm assign 宏达 wang --why \"李娜休假\"
  crm assign 宏达 pool --why \"没有精力跟进\"

文件和日志同时更改，否则都不改。",
    },
    HelpPage {
        name: "merge",
        about: "把两个客户合并为一个，两边的历史都保留",
        args: &[
            ("keep", "保留的客户：编号，或编号、名称、别名中唯一的一段"),
            ("other", "并入的客户；也可以是没有客户文件、只剩日志的编号"),
            ("apply", "直接合并，不再询问（也可写 --yes）"),
        ],
        after: "示例：
  crm merge 宏达 hongda-2             先显示合并结果，不写入
  crm merge 宏达 hongda-2 --apply     合并
  crm dupes                           哪些客户可能重复

保留的客户缺什么补什么；两边不同时以保留的为准。另一个客户的日志逐行并入，一字
不改；两边用同一单号指不同的事（如投诉）时，并入的记录改用「单号~原客户编号」。
没有采用的内容写进日志备注，它的两个文件随后删除：要么全部完成，要么什么都不做。
git 里仍可找回。

文件版本 2 起（crm upgrade），用并入客户的编号仍能找到保留的客户。同事在此期间
记在旧编号下的内容，crm check 会发现；同一条命令再运行一次即可归位。团队通过
git 共用的工作区必须是版本 2。",
    },
    HelpPage {
        name: "rename",
        about: "给客户换一个编号；用旧编号仍能找到",
        args: &[("new", "新的编号：汉字、小写字母、数字、- 和 _")],
        after: "示例：
  crm rename 宏达 hongda-jixie             两个文件一起改名，文件夹不变
  crm rename 宏达 hongda-jixie --dry-run   涉及哪些文件，日志写什么

客户文件一字不改。日志记下 {\"kind\":\"renamed\",\"from\":旧编号}：在每个克隆中用旧
编号仍能找到。其他客户的 distinct: [旧编号] 随之更新。
需要文件版本 2（crm upgrade）。移到别的文件夹请用 git mv。",
    },
    HelpPage {
        name: "claim",
        about: "认领公海客户，从此归自己",
        args: &[],
        after: "示例：
  crm claim 合肥                  从此归你
  crm claim 合肥 --why \"认识当地经销商\"
  crm claim 合肥 --dry-run        能否认领，将写入什么

规则写在 crm.yaml 的 pool: 一人最多几个（holds）、每天认领几个（claims_a_day）、
原负责人多久不能认领（barred）。认领在推送（crm sync）之后才算数：
两人同时认领，先推送的得到，另一人会被告知归谁。",
    },
    HelpPage {
        name: "release",
        about: "把客户放回公海，并写明原因",
        args: &[
            ("why", "原因，记入日志，也给认领的人看"),
            ("force", "把别人的客户退回公海"),
            ("by", "由谁决定（默认 CRM_USER，其次 git 的 user.email）"),
        ],
        after: "示例：
  crm release 合肥 --why \"今年没有精力跟进\"
  crm release 合肥 --why \"李娜已离职\" --force      同事的客户

认领的人会看到原因。一段时间内（crm.yaml 的 pool.barred）原负责人不能重新认领。",
    },
    HelpPage {
        name: "handover",
        about: "交接某人的客户，每个客户附交接单",
        args: &[
            ("from", "谁的客户"),
            ("text", "搜索：名称、联系人、标签……中文可用拼音"),
            ("to", "交给谁；多人则分摊"),
            ("balance", "多人之间按什么均分"),
            ("balance=minutes", "客户占用的时间"),
            ("balance=count", "客户个数"),
            ("balance=revenue", "近十二个月的销售额"),
            ("without_archived", "已归档的客户不动"),
            ("sheet", "把每个客户的交接单写入这个文件夹；- 全部输出到屏幕"),
            ("apply", "写入新的负责人"),
            ("limit", "表格里每人最多显示几个客户；0 只显示合计"),
        ],
        after: "示例：
  crm handover li --to wang                 谁会接手哪些；什么都不写
  crm handover li --to wang,chen --apply    按占用的时间分摊
  crm handover li --to chen --country DE,FR --why \"会德语\" --apply
  crm handover li --to wang,chen --balance revenue --sheet handover/
  crm handover li --to wang --sheet - | less

接手人已有的客户计算在内：最重的客户先分，每次分给负担最轻的人。
已归档的客户一并交接，除非加 --without-archived。中断后再次运行会继续完成。",
    },
    HelpPage {
        name: "archive",
        about: "归档客户，不再出现在跟进清单中；也可恢复",
        args: &[("undo", "恢复到跟进清单")],
        after: "示例：
  crm archive 宏达 --why \"已停业\"
  crm archive 宏达 --undo

有未了结的投诉或终止意向的，先了结：不能以归档了事。",
    },
    HelpPage {
        name: "import",
        about: "从 CSV、Excel 或通讯录导入客户和跟进记录",
        args: &[
            ("file", "CSV、.xlsx、.xls、.ods 或 .vcf"),
            ("apply", "写入"),
            ("entries", "每行是一条客户日志"),
            ("orders", "每行是订单的一行，如 ERP、网店导出的订单明细"),
            ("invoices", "每行是一张发票"),
            ("payments", "每行是一笔收款，如银行流水：核销到所付的发票"),
            ("create", "订单、发票的客户没有的，新建"),
            ("only", "只执行这些结果：create 新建、update 更新"),
            ("overwrite", "内容不一致时以文件为准"),
            ("allow_forgotten", "曾应要求删除的内容也导入"),
            ("rejects", "把不能（完整）导入的行和原因写入这个 CSV"),
            ("map", "按这个文件确定各列及其值的含义"),
            ("save_map", "把各列的理解写入这个文件，供修改"),
            ("custom", "不认识的列保留在 custom: 下"),
            ("delimiter", "CSV 的分隔符：\",\"、\";\"、\"|\" 或 tab"),
            ("encoding", "CSV 的编码，如 gb18030、latin1（不写则推测并提示）"),
            ("sheet", "电子表格的工作表（默认第一个）"),
            ("dates", "03/04/2026 的顺序：dmy 日在前，mdy 月在前"),
            ("decimal", "小数点的写法：point 点，comma 逗号"),
            ("folder", "新客户放在 customers/ 下的哪个文件夹"),
            ("owner", "没有负责人的归谁"),
            ("source", "没写来源的来自哪里"),
            ("tags", "标签，已有的客户也会加上"),
            ("limit", "每种结果最多显示几行"),
        ],
        after: "示例：
  crm import 客户.xlsx                      会做什么、各列怎样理解
  crm import 客户.csv --owner li --apply    写入；新客户归 li
  crm import fair.csv --dates dmy --tag 展会 --rejects bad.csv --apply
  crm import 客户.csv --save-map map.yaml   写出列映射，修改后用 --map map.yaml
  crm import phone.vcf --folder contacts    通讯录
  crm import --entries 跟进.csv             跟进记录，保留原来的作者和日期
  crm import --orders 订单.xlsx --create    ERP 的订单明细；没有的客户新建
  crm import --invoices 发票.csv            发票
  crm import --payments 银行.csv            银行流水，核销未付发票

不加 --apply 不会写入；不加 --overwrite 不会覆盖已有内容。
同一个文件再导入一次，不会有任何变化。
无法识别的值（如未知等级）不会导入，但该行照常导入并提示；
映射文件中的 values: 可写明这些值的含义。
没有上次跟进、只有下次跟进时间的，写成一条定下日期的备注。
一个单元格最多 256 KB，一张表最多约一百万行。
已有客户无法读取时，不会写入任何内容。",
    },
];
