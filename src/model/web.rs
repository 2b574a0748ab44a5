//! Mail addresses and sites, as far as they tell whose they are.

/// Where anybody gets a mailbox: that two have one there says nothing.
const FREE_MAIL: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "hotmail.it",
    "hotmail.es",
    "hotmail.co.uk",
    "live.com",
    "live.cn",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "yahoo.co.jp",
    "yahoo.co.in",
    "yahoo.de",
    "yahoo.fr",
    "yahoo.it",
    "yahoo.es",
    "yahoo.com.br",
    "yahoo.com.cn",
    "yahoo.com.tw",
    "yahoo.com.hk",
    "ymail.com",
    "aol.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "gmx.de",
    "gmx.net",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "web.de",
    "t-online.de",
    "freenet.de",
    "arcor.de",
    "mail.com",
    "qq.com",
    "vip.qq.com",
    "foxmail.com",
    "163.com",
    "vip.163.com",
    "126.com",
    "yeah.net",
    "188.com",
    "139.com",
    "189.cn",
    "wo.cn",
    "sina.com",
    "sina.cn",
    "vip.sina.com",
    "sina.com.cn",
    "sohu.com",
    "tom.com",
    "21cn.com",
    "aliyun.com",
    "alibaba-inc.com",
    "263.net",
    "mail.ru",
    "bk.ru",
    "list.ru",
    "inbox.ru",
    "yandex.ru",
    "yandex.com",
    "ya.ru",
    "rambler.ru",
    "ukr.net",
    "i.ua",
    "naver.com",
    "daum.net",
    "hanmail.net",
    "nate.com",
    "libero.it",
    "virgilio.it",
    "alice.it",
    "tin.it",
    "tiscali.it",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "sfr.fr",
    "neuf.fr",
    "skynet.be",
    "telenet.be",
    "ziggo.nl",
    "kpnmail.nl",
    "planet.nl",
    "wp.pl",
    "o2.pl",
    "onet.pl",
    "interia.pl",
    "seznam.cz",
    "email.cz",
    "centrum.cz",
    "abv.bg",
    "uol.com.br",
    "bol.com.br",
    "terra.com.br",
    "terra.com",
    "rediffmail.com",
    "btinternet.com",
    "sky.com",
    "comcast.net",
    "verizon.net",
    "att.net",
    "bellsouth.net",
    "shaw.ca",
    "rogers.com",
    "bigpond.com",
    "optusnet.com.au",
    "xtra.co.nz",
    "mweb.co.za",
    "telkomsa.net",
    "docomo.ne.jp",
    "nifty.com",
    "zoho.com",
    "tutanota.com",
    "hushmail.com",
];

/// Sites on which many firms have a page.
const PLATFORMS: &[&str] = &[
    "alibaba.com",
    "1688.com",
    "made-in-china.com",
    "globalsources.com",
    "taobao.com",
    "tmall.com",
    "jd.com",
    "facebook.com",
    "linkedin.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "youtube.com",
    "vk.com",
    "indiamart.com",
    "europages.com",
    "wlw.de",
    "google.com",
    "weibo.com",
    "amazon.com",
    "ebay.com",
    "wixsite.com",
    "wordpress.com",
    "blogspot.com",
    "sites.google.com",
];

/// A mail address in comparable form, without what a link adds (`mailto:`, `?subject=`); `None` where it is
/// none. What is comparable already stays as it is.
pub fn mail(text: &str) -> Option<String> {
    let folded = super::name::fold(text);
    let mut text = folded.trim();
    while let Some(rest) = text.strip_prefix("mailto:") {
        text = rest.trim_start();
    }
    let text = text.split('?').next().unwrap_or(text);
    let (local, domain) = text.rsplit_once('@')?;
    let is_end = |c: char| c == '.' || c.is_whitespace();
    let domain = domain.trim_end_matches(is_end);
    (!local.is_empty() && domain.contains('.')).then(|| format!("{local}@{domain}"))
}

/// The domain of a (comparable) mail address, where it is the firm's own.
pub fn own_domain(mail: &str) -> Option<&str> {
    let (_, domain) = mail.rsplit_once('@')?;
    let house = house(domain);
    (!FREE_MAIL.contains(&domain) && !FREE_MAIL.contains(&house)).then_some(house)
}

/// The house of a host: what somebody has registered below a public suffix, so that shop.acme.co.uk and
/// www.acme.co.uk are one and two firms below .co.uk are not.
fn house(host: &str) -> &str {
    psl::domain_str(host).unwrap_or(host)
}

/// `https://shop.Acme.example/de` → `acme.example`; on a platform with the page that is the firm's.
/// `None` where the site is nobody's own.
pub fn host(site: &str) -> Option<String> {
    let site = super::name::fold(site);
    let site = site.split_once("://").map_or(site.as_str(), |(_, rest)| rest);
    let (host, path) = site.split_once(['/', '?', '#']).unwrap_or((site, ""));
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
    if !host.contains('.') || host.contains(char::is_whitespace) {
        return None;
    }
    let house = house(host);
    if !PLATFORMS.contains(&host) && !PLATFORMS.contains(&house) {
        return Some(house.to_owned());
    }
    // A platform's pages in one language (de.linkedin.com) are no firm's; hongda.en.alibaba.com is.
    let own = host.strip_suffix(house).unwrap_or_default();
    if !PLATFORMS.contains(&host) && own.len() > "de.".len() {
        return Some(host.to_owned());
    }
    let host = if PLATFORMS.contains(&host) { host } else { house };
    let page: Vec<&str> = path.split(['/', '?', '#']).filter(|part| !part.is_empty()).take(2).collect();
    (!page.is_empty()).then(|| format!("{host}/{}", page.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_known_by_its_host_and_a_platforms_page_by_its_path() {
        for (site, want) in [
            ("https://www.Acme.example/de", Some("acme.example")),
            ("acme.example:8080", Some("acme.example")),
            ("http://m.acme.example", Some("acme.example")),
            ("facebook.com/acme", Some("facebook.com/acme")),
            ("https://www.facebook.com/", None),
            ("hongda.en.alibaba.com", Some("hongda.en.alibaba.com")),
            ("https://de.linkedin.com/company/acme/", Some("linkedin.com/company/acme")),
            ("sites.google.com/acme", Some("sites.google.com/acme")),
            ("shop.acme.co.uk", Some("acme.co.uk")),
            ("https://www.acme.co.uk/shop", Some("acme.co.uk")),
            ("acme.com.cn", Some("acme.com.cn")),
            ("mail.acme.com.cn", Some("acme.com.cn")),
            ("acme.blogspot.com", Some("acme.blogspot.com")),
            ("b2b.acme.example", Some("acme.example")),
            ("co.uk", Some("co.uk")),
            ("none", None),
            ("", None),
        ] {
            assert_eq!(host(site).as_deref(), want, "{site}");
        }
    }

    #[test]
    fn a_free_mailbox_has_no_domain_of_its_own() {
        let domain = |text: &str| mail(text).and_then(|mail| own_domain(&mail).map(str::to_owned));
        assert_eq!(domain(" Anna@Mueller.example "), Some("mueller.example".into()));
        for same in ["mailto:\r\nanna@acme.example?subject=x@y.example", "mailto:mailto:Anna@acme.example. ."]
        {
            assert_eq!(mail(same).as_deref(), Some("anna@acme.example"), "{same}");
        }
        for (mail, want) in [
            ("anna@shop.acme.co.uk", Some("acme.co.uk")),
            ("anna@acme.co.uk", Some("acme.co.uk")),
            ("anna@other.co.uk", Some("other.co.uk")),
            ("anna@sales.hongda.com.cn", Some("hongda.com.cn")),
            ("anna@vip.163.com", None),
            ("anna@mail.yahoo.co.jp", None),
        ] {
            assert_eq!(domain(mail).as_deref(), want, "{mail}");
        }
        assert_eq!((domain("hongda@163.com"), domain("nobody"), domain("a@b")), (None, None, None));
    }
}
