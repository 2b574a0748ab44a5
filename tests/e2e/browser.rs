//! The pages in a browser, where there is one: none is wider than the phone that shows it.

use std::process::{Command, Stdio};

use crate::world::World;

/// The browsers that take these options.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// A small phone, a usual one, a desktop.
const WIDTHS: [u32; 3] = [320, 390, 1280];

/// Each page in a frame of each width; what doesn't fit is written into the title.
const SCRIPT: &str = "onload = () => { document.title = 'wide:' + [...document.querySelectorAll('iframe')]\
.filter(f => f.contentDocument.documentElement.scrollWidth > f.clientWidth || !f.contentDocument.body.innerText)\
.map(f => f.name).join(',') + ';' }";

/// What a browser makes of a page; nothing where no browser starts.
fn shown(world: &World, path: &str) -> Option<String> {
    let profile = format!("--user-data-dir={}", world.path("profile").display());
    let page = format!("file://{}", world.path(path).display());
    BROWSERS.iter().find_map(|browser| {
        let output = Command::new(browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args([profile.as_str(), "--virtual-time-budget=3000", "--dump-dom", page.as_str()])
            .stdin(Stdio::null())
            .output()
            .ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    })
}

#[test]
fn no_page_is_wider_than_the_phone() {
    let world = World::example();
    // A name without a place to break, as long as a name may be.
    let long = "Donaudampfschiff".repeat(8);
    world.card("long", &format!("name: {long}\ngrade: D\nowner: li\nsince: 2026-11-02\n"));
    let mut frames = String::new();
    for what in ["--week", "--team", "--wrap-up", "--visits"] {
        for lang in ["en", "zh"] {
            let page = world.call(["agenda", what, "-f", "html", "--lang", lang]).run().stdout;
            let page = page.replace('&', "&amp;").replace('"', "&quot;");
            for width in WIDTHS {
                frames.push_str(&format!(
                    "<iframe name=\"{what} {lang} {width}\" style=\"width:{width}px;height:600px\" \
                     srcdoc=\"{page}\"></iframe>\n"
                ));
            }
        }
    }
    world.put(
        "frames.html",
        format!("<!doctype html><meta charset=utf-8><title>-</title><script>{SCRIPT}</script>\n{frames}"),
    );
    match shown(&world, "frames.html") {
        Some(dom) => assert!(dom.contains("<title>wide:;</title>"), "{}", &dom[..dom.len().min(400)]),
        None => eprintln!("SKIPPED: no browser starts here, so no page was looked at in one"),
    }
}
