//! What people and other programs write above their columns: Google's, Outlook's and HubSpot's own headers, too.

/// What people write above a column of customers.
pub(super) const CUSTOMER: &[(&str, &str)] = &[
    ("id", "id customerid crmid"),
    (
        "name",
        "name customer customername company companyname firm firma firmenname kunde kundenname account \
         accountname organization organisation organizationname clientname client businessname associatedcompany 客户名称 客户 客户名 \
         公司 公司名称 公司名 企业名称 企业 单位 单位名称 客户公司 客户全称 公司全称 名称 厂名 客戶名稱 客戶 公司名稱",
    ),
    (
        "aliases",
        "aliases alias shortname alsoknownas 别名 简称 客户简称 公司简称 英文名 英文名称 曾用名 简稱",
    ),
    (
        "number",
        "number customernumber customerno customercode accountnumber recordid organizationalidnumber kundennummer kundennr code 客户编号 编号 客户号 \
         客户代码 客户编码 客戶編號",
    ),
    (
        "grade",
        "grade customergrade level rank rating class category 等级 客户等级 级别 客户级别 星级 客户分级 評級 等級",
    ),
    (
        "owner",
        "owner salesperson salesrep sales accountmanager responsible assignedto accountowner companyowner contactowner recordowner betreuer verkäufer \
         负责人 业务员 业务 业务人员 业务经理 客户经理 维护责任人 责任人 跟进人 销售 销售员 销售人员 归属人 所属人 客户负责人 業務員 負責人",
    ),
    (
        "since",
        "since customersince created createdat createdon createdate firstcontact dateadded kundeseit seit 首次接触 首次联系 \
         首次接触日期 创建时间 创建日期 建档日期 建档时间 录入时间 录入日期 开始合作 添加时间",
    ),
    (
        "source",
        "source leadsource originalsource origin channel quelle herkunft 来源 客户来源 渠道 线索来源 来源渠道 來源",
    ),
    (
        "industry",
        "industry sector branche 行业 所属行业 客户行业 行業 主营产品 主营业务 主营 主要产品 主要业务 经营业务 经营范围",
    ),
    (
        "country",
        "country countrycode countryregion businesscountryregion businesscountry addresscountry billingcountry \
         mailingcountry nation land 国家 国别 国家地区 所在国家 國家",
    ),
    (
        "region",
        "region state stateregion stateprovince businessstate addressregion billingstate mailingstate province area \
         bundesland 地区 区域 省份 省 州 省市 所在地区 地區",
    ),
    ("city", "city town ort stadt businesscity addresscity billingcity mailingcity 城市 所在城市"),
    (
        "postcode",
        "postcode postalcode zip zipcode plz postleitzahl businesspostalcode addresspostalcode billingzip mailingzip 邮编 \
         邮政编码",
    ),
    (
        "address",
        "address street streetaddress businessstreet addressstreet addressformatted addressextendedaddress billingstreet \
         mailingstreet postaladdress adresse anschrift strasse 地址 公司地址 详细地址 联系地址 通信地址 通讯地址",
    ),
    ("timezone", "timezone tz zeitzone 时区"),
    (
        "website",
        "website web site url websiteurl websitevalue webpage businesshomepage companydomainname companydomain domainname \
         homepage webseite domain 网址 网站 官网 公司网址 公司网站 主页 網址 網站",
    ),
    (
        "staff",
        "staff size employees headcount numberofemployees mitarbeiter 企业规模 规模 人数 员工数 员工人数 公司规模",
    ),
    ("revenue", "revenue annualrevenue turnover yearlyrevenue umsatz 年营业额 营业额 年收入 年销售额 年产值"),
    (
        "founded",
        "founded foundedon yearfounded established gegründet 成立日期 成立时间 成立年份 创立时间 注册日期",
    ),
    (
        "contact",
        "contact contactname contactperson person ansprechpartner fullname kontakt 联系人 联系人姓名 姓名 主要联系人 \
         客户联系人 联络人 称呼 聯繫人 聯絡人",
    ),
    ("contact.first", "firstname givenname forename vorname 名字 名"),
    ("contact.middle", "middlename additionalname 中间名"),
    ("contact.last", "lastname familyname surname nachname 姓氏 姓"),
    (
        "contact.position",
        "position jobtitle organizationtitle title role funktion 职位 职务 岗位 联系人职位 職位 職務",
    ),
    ("contact.decides", "decides decisionmaker 决策人 是否决策人"),
    (
        "contact.email",
        "email emailaddress emailvalue mail emails workemail emailadresse 邮箱 电子邮箱 邮件 邮箱地址 电子邮件 联系邮箱 電郵 郵箱",
    ),
    (
        "contact.phone",
        "phone mobile mobilephone mobilephonenumber phonevalue primaryphone companyphone companymainphone homephone \
         otherphone cell cellphone telephone tel phonenumber workphone businessphone telefon handy \
         手机 手机号 手机号码 电话 联系电话 电话号码 座机 固话 固定电话 联系方式 移动电话 手機 電話 办公电话 公司电话",
    ),
    ("contact.birthday", "birthday birthdate dateofbirth dob geburtstag 生日 联系人生日 出生日期"),
    ("contact.verified", "verified verifiedon 核实日期 验证日期"),
    ("contact.chat", "chat handles 聊天账号"),
    ("contacts", "contacts"),
    ("prefers", "prefers"),
    ("need", "need 需求 客户需求 需求类别"),
    ("potential", "potential 潜力 客户潜力 意向 意向度 意向程度"),
    ("influence", "influence 影响力"),
    ("renewal", "renewal 续约率 续约可能性"),
    ("plan", "plan nextstep 计划 跟进计划 下一步 下一步计划"),
    ("promises", "promises"),
    ("dates", "dates"),
    ("cadence", "cadence interval 跟进周期 周期"),
    ("tags", "tags tag labels categories groupmembership schlagworte 标签 客户标签 標籤"),
    ("archived", "archived 归档 归档日期"),
    (
        "notes",
        "notes note remarks remark comment comments description bemerkung bemerkungen notizen memo 备注 备注信息 说明 \
         描述 客户备注 備註",
    ),
    ("custom", "custom"),
    ("status", "currentstatus 当前状态 客户状态"),
    (
        "last",
        "lastfollowup lastcontact lastcontacted lastactivity lastactivitydate lastcontactdate letzterkontakt 上次跟进时间 最近跟进时间 \
         最后跟进时间 上次跟进 最近跟进 上次联系 上次联系时间 最近联系时间 最后联系时间 最近联系 最近联系日期 最后联系 最后联系日期 上次联系日期 最近跟进日期 最后跟进 最后跟进日期 跟进时间 跟进日期 上次跟进日期",
    ),
    ("last.via", "lastvia followupvia 跟进方式 联系渠道"),
    (
        "last.text",
        "summary lastnote followup 跟进内容 跟进内容摘要 跟进记录 最近跟进内容 跟进情况 上次跟进内容 沟通内容",
    ),
    ("last.reply", "feedback customersfeedback customerfeedback 客户反馈 客户态度"),
    (
        "last.next",
        "nextfollowup nextcontact nextdate nextcall nextcalldate nextactivitydate nextvisit nextmeeting followupdate wiedervorlage 下次跟进时间 下次跟进 下次联系时间 下次跟进日期 \
         下次联系 下次联系日期 下次回访 下次回访时间 下次回访日期 回访日期 回访时间 下次致电 下次拜访 计划跟进时间",
    ),
];

/// What people write above a column of entries.
pub(super) const ENTRY: &[(&str, &str)] = &[
    ("id", "id customerid 客户id"),
    ("number", "number customernumber customerno 客户编号 编号"),
    (
        "name",
        "name customer customername company companyname firma kunde account 客户名称 客户 公司 公司名称 客户名",
    ),
    (
        "at",
        "at date time when datetime datum followupdate orderdate invoicedate activitydate 时间 日期 跟进时间 跟进日期 联系时间 发生时间 上次跟进时间",
    ),
    ("day", "day"),
    (
        "by",
        "by author user who salesperson owner loggedby von 记录人 跟进人 业务员 负责人 操作人 创建人 维护责任人",
    ),
    ("kind", "kind type art 类型 种类 记录类型"),
    ("via", "via channel method medium 方式 跟进方式 联系方式 渠道"),
    ("with", "with contact contactperson person ansprechpartner 联系人 沟通对象"),
    (
        "text",
        "text note notes content summary details comment description inhalt 内容 跟进内容 跟进记录 备注 沟通内容 摘要 跟进内容摘要",
    ),
    ("reply", "reply response feedback reaction 反馈 客户反馈 回复 反应"),
    ("need", "need 需求"),
    ("visit", "visit 拜访 可否拜访"),
    ("minutes", "minutes duration 用时 时长 分钟"),
    ("next", "next nextdate nextfollowup nextcontact 下次跟进时间 下次跟进 下次跟进日期 下次联系时间"),
    ("plan", "plan nextstep 计划 下一步"),
    ("example", "example 案例"),
    ("state", "state status 状态"),
    ("item", "item product productname productline 产品 产品线 品名"),
    ("ref", "ref reference orderno ordernumber orderid invoiceno documentno 单号 编码 订单号 发票号 合同号"),
    ("amount", "amount total sum value sales betrag 金额 总额 订单金额"),
    ("currency", "currency währung 币种 货币"),
    ("margin", "margin 毛利率"),
    ("cost", "cost 成本"),
    ("from", "from 开始日期"),
    ("until", "until 结束日期"),
    ("due", "due duedate 到期日 付款期限"),
    ("to", "to"),
    ("why", "why reason 原因"),
    ("with_us", "withus accompaniedby colleagues 同行人 同行 陪同人 陪同"),
];

/// Words that mean so only where no other column says it more clearly: beside a company's name, `Name` is the
/// person's, and beside a `Job Title`, `Title` is a Dr.
pub(super) const WEAK: &str =
    "name account title role sales code 名称 主营产品 主营业务 主营 主要产品 主要业务 经营业务 经营范围 称呼";

/// Keys of which other programs number their columns: `E-mail 2 - Value`.
pub(super) const NUMBERED: &[&str] = &[
    "name",
    "contact.email",
    "contact.phone",
    "contact.position",
    "website",
    "address",
    "city",
    "postcode",
    "region",
    "country",
];
