//! A team in one world: a bare repository, and clones of it that real git keeps.
use std::ffi::OsString;
use std::path::Path;
use std::sync::LazyLock;

use crate::world::{Beginning, Call, Outcome, World, binary};

/// The rules of these teams.
const RULES: &str = "version: 1\npeople: {li: {name: 李, hours_a_week: 8}, wang: {name: Wang}}\n";

/// What li begins with: a customer of its own, and one of the pool.
const CARDS: [(&str, &str); 2] = [
    ("europe/acme", "name: Acme GmbH\ngrade: C\nowner: li\nregion: Hesse\nplan: a first order\n"),
    ("china/宏达", "name: 宏达机械\ngrade: C\n"),
];

/// A bare repository `origin.git`, and a folder for each clone.
pub struct Team {
    pub world: World,
}

impl Team {
    /// li's clone with two customers, and wang's clone of what li has sent.
    pub fn new() -> Self {
        static NEW: LazyLock<Beginning> = LazyLock::new(|| {
            let team = Team::alone();
            team.ok("li", &["sync"]);
            team.clone("wang");
            team.world.as_beginning()
        });
        Team { world: World::with(&NEW) }
    }

    /// li's clone alone, all of it committed, nothing sent.
    pub fn alone() -> Self {
        static ALONE: LazyLock<Beginning> = LazyLock::new(|| Team::founded().world.as_beginning());
        Team { world: World::with(&ALONE) }
    }

    fn founded() -> Self {
        let team = Team { world: World::bare() };
        let world = &team.world;
        let made = world.program("git", ["init", "-q", "--bare", "-b", "main", "origin.git"]).run();
        assert_eq!(made.code, 0, "{made:?}");
        world.put("li/crm.yaml", RULES);
        for (id, text) in CARDS {
            world.put(&format!("li/customers/{id}.yaml"), text);
        }
        team.git("li", &["init", "-q", "-b", "main"]);
        team.git("li", &["config", "user.name", "li"]);
        team.git("li", &["config", "user.email", "li@example.com"]);
        team.git("li", &["remote", "add", "origin", "../origin.git"]);
        team.ok("li", &["init", "--git"]);
        team.commit("li", "the beginning");
        team
    }

    /// A clone for somebody, with the merge drivers.
    pub fn clone(&self, who: &str) {
        let (name, email) = (format!("user.name={who}"), format!("user.email={who}@example.com"));
        let clone = ["clone", "-q", "-c", &name, "-c", &email, "origin.git", who];
        let made = self.world.program("git", clone).without_files().run();
        assert_eq!(made.code, 0, "{made:?}");
        // git has noted the whole path, and other worlds begin with this clone.
        self.git(who, &["remote", "set-url", "origin", "../origin.git"]);
        self.ok(who, &["init", "--git"]);
    }

    /// Any program in somebody's clone; git finds the built binary, as the drivers need it.
    pub fn call(&self, who: &str, program: &str, args: &[&str]) -> Call<'_> {
        let own = Path::new(binary()).parent().unwrap().to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path: OsString =
            std::env::join_paths([own].into_iter().chain(std::env::split_paths(&path))).unwrap();
        let call = self.world.program(program, args).within(self.world.path(who));
        call.env("PATH", path).env("CRM_USER", who).env("HOME", self.world.root())
    }

    /// `crm` in somebody's clone.
    pub fn crm(&self, who: &str, args: &[&str]) -> Outcome {
        self.call(who, binary(), args).run()
    }

    /// The same where it must succeed; its stdout.
    #[track_caller]
    pub fn ok(&self, who: &str, args: &[&str]) -> String {
        let outcome = self.call(who, binary(), args).without_files().run();
        assert_eq!(outcome.code, 0, "crm {args:?}: {} {}", outcome.stdout, outcome.stderr);
        outcome.stdout
    }

    /// git in somebody's clone, where it must succeed; its stdout.
    #[track_caller]
    pub fn git(&self, who: &str, args: &[&str]) -> String {
        let outcome = self.call(who, "git", args).without_files().run();
        assert_eq!(outcome.code, 0, "git {args:?}: {} {}", outcome.stdout, outcome.stderr);
        outcome.stdout
    }

    /// Commits all that is changed in somebody's clone.
    #[track_caller]
    pub fn commit(&self, who: &str, message: &str) {
        self.git(who, &["add", "-A"]);
        self.git(who, &["commit", "-q", "-m", message]);
    }

    /// Takes the last commit back, as git does.
    #[track_caller]
    pub fn revert(&self, who: &str) {
        self.git(who, &["revert", "--no-edit", "HEAD"]);
    }

    /// A customer's file or log in somebody's clone.
    pub fn read(&self, who: &str, file: &str) -> String {
        self.world.read(&format!("{who}/customers/{file}"))
    }

    /// Somebody's program that git calls, made executable.
    #[cfg(unix)]
    pub fn hook(&self, path: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt;
        self.world.put(path, script);
        std::fs::set_permissions(self.world.path(path), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// What git calls the state of somebody's work tree; empty where all is committed.
    pub fn status(&self, who: &str) -> String {
        self.git(who, &["status", "--porcelain"])
    }
}
