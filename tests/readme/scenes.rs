//! Where the commands of a topic are typed, and what has happened there before.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::shell::{View, WIDE, example, repository, run, shell};

/// A folder to type in.
pub struct Scene {
    home: TempDir,
    folder: PathBuf,
    view: View,
}

/// Everything is committed.
const COMMIT: &str = "git init -q && git add . && git commit -q -m 'The first customers'\n";

impl Scene {
    /// The scene of this name; without a name it is the example team's workspace.
    pub fn new(name: &str, view: View) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("customers-of-ours");
        example(&folder);
        let mut scene = Scene { home, folder, view };
        match name {
            "" => {}
            "repository" => scene.at(&format!("ln -s {} examples", repository().join("examples").display())),
            "committed" | "forget" => scene.at(COMMIT),
            "cadence" => {
                scene.at(COMMIT);
                let rules = fs::read_to_string(scene.folder.join("crm.yaml")).unwrap();
                let changed = rules.replacen("cadence: 2 months", "cadence: 1 month", 1);
                assert_ne!(rules, changed, "the grade C has an interval of two months");
                fs::write(scene.folder.join("crm.yaml"), changed).unwrap();
            }
            "twice" => scene.at(
                "crm add 宏達智能裝備（深圳） --id hongda-2 --owner pool --country CN --since 2026-11-16 \
                 --phone '+86 755 5550 0188' --force\n\
                 crm log hongda-2 展会上见过 --via 展会 --at 2026-11-16\n",
            ),
            "clones" => scene.clones("crm claim hefei && crm sync -m 'my claim'", "crm claim hefei"),
            "conflict" => {
                let said = |who: &str, what: &str| {
                    format!("crm set mueller plan='{what}' && echo {who} > /dev/null")
                };
                scene.clones(
                    &(said("wang", "a visit in May") + " && crm sync -m 'a plan'"),
                    &said("li", "the test report, then a first order"),
                );
            }
            other => panic!("there is no scene {other}"),
        }
        scene
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn at(&self, lines: &str) {
        run(&self.folder, lines, WIDE);
    }

    /// Two clones of one repository: what Wang does and sends in the other one, and what is done here.
    fn clones(&mut self, theirs: &str, ours: &str) {
        self.at(COMMIT);
        self.at("git clone -q --bare . ../origin.git && git clone -q ../origin.git ../wang && git clone -q ../origin.git ../li");
        let wang = self.home.path().join("wang");
        self.folder = self.home.path().join("li");
        self.at("crm init --git > /dev/null");
        let theirs = format!("export CRM_USER=wang GIT_AUTHOR_NAME=Wang GIT_COMMITTER_NAME=Wang; {theirs}");
        let output = shell(&wang, &theirs, WIDE);
        assert!(output.status.success(), "{theirs}\n{}", String::from_utf8_lossy(&output.stderr));
        self.at(ours);
    }

    /// Puts programs there that take a mail and say nothing, and what the lines for cron name; the line with its
    /// folders.
    pub fn cron(&self, line: &str) -> String {
        let bin = self.home.path().join("bin");
        fs::create_dir_all(&bin).unwrap();
        for name in ["mail", "sendmail"] {
            fs::write(bin.join(name), "#!/bin/sh\ncat > /dev/null\n").unwrap();
            fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let (home, folder) = (self.home.path().display().to_string(), self.folder.display().to_string());
        let line = line.replace("/tmp", &home).replace("/srv/customers", &folder).replace("/srv/www", &home);
        format!("PATH={home}/bin:$PATH; {line}")
    }

    /// How a page looks here.
    pub fn view(&self) -> View {
        self.view
    }
}
