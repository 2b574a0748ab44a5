//! What ERPs, shops, accountants and banks write above the columns of orders, invoices and payments.

use crate::plan::import::ListKind;

/// The words above each column of such a list; a key that stands twice has weaker words behind.
pub(super) fn words(kind: ListKind) -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = match kind {
        ListKind::Orders => ORDER,
        ListKind::Invoices => INVOICE,
        _ => PAYMENT,
    };
    own.iter().chain(SHARED).copied()
}

/// Whose it is, when it was, and how much.
const SHARED: &[(&str, &str)] = &[
    ("id", "id crmid"),
    (
        "number",
        "customerid customernumber customerno customercode clientid clientno accountno accountnumber \
         debtor debtorno buyerid kundennummer kundennr 客户编号 客户代码 客户编码 客户号 客户id 会员号 购货单位编码",
    ),
    (
        "name",
        "customer customername client clientname company companyname buyer soldto soldtoparty billto \
         account accountname firma kunde name shopname 客户 客户名称 客户名 客户简称 公司 公司名称 购货单位 购买方 买方 买方名称 \
         往来单位 购方名称",
    ),
    (
        "tax_id",
        "taxid taxno taxnumber vat vatid vatno vatnumber ustidnr customertaxid 税号 纳税人识别号 统一社会信用代码 \
         购方税号 客户税号",
    ),
    (
        "contact.email",
        "email mail contactemail emailaddress customeremail buyeremail 邮箱 电子邮件 电子邮箱 客户邮箱",
    ),
    ("country", "country land 国家 国家地区"),
    (
        "at",
        "at date day orderdate invoicedate orderedon ordered created createdat bookingdate postingdate \
         transactiondate paymentdate datum rechnungsdatum bestelldatum buchungstag 日期 时间 订单日期 下单日期 订单时间 \
         下单时间 交易日 记账日 入账日 单据日期 业务日期 开票日期 发票日期 交易日期 交易时间 记账日期 入账日期 收款日期 到账日期 回款日期",
    ),
    (
        "amount",
        "amount total sum value sales revenue net netamount linetotal subtotal extendedprice gross grossamount \
         grosstotal totalinclvat totalincltax totalgross amountinclvat amountincltax amountdue invoicetotal invoiceamount \
         nettotal totalnet totalexclvat totalexcltax amountexclvat amountexcltax untaxedamount netto nettobetrag brutto \
         bruttobetrag 不含税金额 无税金额 未税金额 不含税销售额 无税销售额 含税总额 含税合计 本币价税合计 原币价税合计 \
         totalamount ordertotal credit paidin received betrag 金额 总额 订单金额 销售额 销售金额 含税金额 价税合计 小计 合计 \
         发票金额 开票金额 收款金额 回款金额 到账金额 收入金额 贷方金额 贷方发生额 收入 交易金额",
    ),
    ("currency", "currency curr ccy currencycode währung 币种 货币 币别 交易币种 原币"),
    ("by", "by salesperson salesrep rep owner 业务员 销售员 负责人 销售代表"),
];

const ORDER: &[(&str, &str)] = &[
    (
        "ref",
        "ref reference order orderno ordernumber orderid ordernr salesorder salesorderno sono po pono \
         ponumber purchaseorder documentno docno docnumber number no nr auftrag auftragsnummer bestellnummer 订单号 \
         订单编号 订单编码 销售订单号 单号 单据编号 单据号 编号",
    ),
    ("ref", "invoice invoiceno invoicenumber 发票号 发票号码 合同号"),
    (
        "item",
        "item itemname product productname productline article goods description material materialname \
         bezeichnung artikel 产品 产品名称 产品线 品名 商品 商品名称 货品 货品名称 物料 物料名称 存货名称",
    ),
    (
        "item",
        "productid productcode productno itemcode itemno sku materialno 产品编号 产品编码 产品代码 商品编码 商品编号 \
         物料编码 物料编号 货号 存货编码",
    ),
    (
        "quantity",
        "quantity qty orderquantity orderqty qtyordered menge units 数量 订购数量 订单数量 销售数量 件数 數量",
    ),
    ("unit", "unit uom unitofmeasure einheit 单位 计量单位 數量單位"),
    ("price", "price unitprice priceeach einzelpreis 单价 含税单价 销售单价"),
    ("cost", "cost costs cogs totalcost costofgoods costofsales 成本 成本金额 总成本 销售成本"),
    ("unit_cost", "unitcost costprice 单位成本 成本单价 成本价"),
    ("profit", "profit grossprofit 毛利 毛利额 利润 销售毛利"),
    ("margin", "margin grossmargin marginpercent profitmargin 毛利率 利润率"),
    (
        "returns",
        "returns returnof originalorder originalorderno originalorderid originalordernumber creditfor 退回的订单 \
         原订单号 原单号 原订单 退货原单号",
    ),
    (
        "type",
        "orderstatus status ordertype type doctype documenttype transactiontype 状态 订单状态 单据类型 业务类型 订单类型 类型",
    ),
];

const INVOICE: &[(&str, &str)] = &[
    (
        "ref",
        "ref reference invoice invoiceno invoicenumber invoiceid invoicenr documentno docno docnumber \
         number no nr rechnungsnummer rechnung 发票号 发票号码 发票编号 单号 单据编号 编号",
    ),
    (
        "due",
        "due duedate dueon payby paymentdue fällig fälligkeit 到期日 到期日期 到期 付款期限 应付日 应付日期 应收日期 \
         付款到期日 最晚付款日",
    ),
];

const PAYMENT: &[(&str, &str)] = &[
    (
        "ref",
        "ref invoice invoiceno invoicenumber invoiceid paidinvoice rechnungsnummer 发票号 发票号码 发票编号 核销发票 单号",
    ),
    (
        "text",
        "text purpose description details narrative remittance remittanceinformation paymentreference \
         reference memo note verwendungszweck 摘要 附言 用途 备注 交易摘要 交易附言",
    ),
    (
        "name",
        "payer payername paidby counterparty counterpartyname remitter sender auftraggeber 付款人 付款方 付款单位 \
         付款人名称 收付方名称 收方名称 付方名称 对方单位 对方单位名称 对方账户名 对方户名 对方名称 对方账户名称 交款单位",
    ),
    ("at", "valuedate bookedon valuta"),
];

/// Columns whose headers end like one of the above, and that are something else: the day on which goods leave, a tax.
pub(super) const OTHERS: &str = "shipdate deliverydate requireddate lastmodified 发货日期 交货日期 出库日期 要求日期 \
    修改日期 更新时间 创建时间 打印日期 税额 vatamount taxamount balancedue 折扣金额 优惠金额 运费金额 未收金额 余额 账户余额 借方金额 支出金额";

/// Whether it is said of an order as a whole: whose it is and when, its number, and what has become of it.
pub(super) fn is_of_the_head(key: &str) -> bool {
    let is_shared = key != "amount" && SHARED.iter().any(|(own, _)| *own == key);
    is_shared || matches!(key, "ref" | "returns" | "type" | "due")
}

/// Sums with the tax on them: what is owed and paid.
const GROSS: &str = "gross grossamount grosstotal totalinclvat totalincltax totalgross amountinclvat amountincltax amountdue \
    brutto bruttobetrag 含税金额 价税合计 含税总额 含税合计 本币价税合计 原币价税合计";

/// Sums without it: what is earned, of which a margin is a part.
const NET: &str = "net netamount nettotal totalnet totalexclvat totalexcltax amountexclvat amountexcltax untaxedamount netto \
    nettobetrag subtotal 不含税金额 无税金额 未税金额 不含税销售额 无税销售额";

/// Which of the columns of sums comes first, the higher one; nothing of a word that means no sum. An invoice is owed with
/// its tax, and a bank brings it so; of an order the tax is nobody's revenue, and its cost has none in it.
pub(super) fn rank(kind: ListKind, word: &str) -> Option<u8> {
    let is_one = |words: &str| words.split_whitespace().any(|own| own == word);
    let is_sum = SHARED.iter().any(|(key, words)| *key == "amount" && is_one(words));
    let is_first = match kind {
        ListKind::Orders => (is_one(NET), is_one(GROSS)),
        _ => (is_one(GROSS), is_one(NET)),
    };
    is_sum.then_some(match is_first {
        (true, _) => 2,
        (_, true) => 0,
        _ => 1,
    })
}

/// What stands below a header of Shopify's list of orders, whose lines are priced one by one; `has` another header.
pub(super) fn of_a_shop(word: &str, has: impl Fn(&str) -> bool) -> Option<&'static str> {
    Some(match word {
        "name" => "ref",
        "email" => "contact.email",
        "financialstatus" | "cancelledat" => "type",
        "createdat" => "at",
        "currency" => "currency",
        "lineitemname" => "item",
        "lineitemquantity" => "quantity",
        "lineitemprice" => "price",
        "billingcompany" => "name",
        "billingname" if !has("billingcompany") => "name",
        _ => return None,
    })
}

/// Whether a word is one of those that mean a key only where no other column says it more clearly.
pub(super) fn is_weak(kind: ListKind, key: &str, word: &str) -> bool {
    let mut of_key = words(kind).filter(|(own, _)| *own == key);
    let first = of_key.next().is_some_and(|(_, words)| words.split_whitespace().any(|own| own == word));
    !first
        || matches!(word, "name" | "number" | "no" | "nr" | "编号" | "type" | "类型" | "reference" | "sales")
}
