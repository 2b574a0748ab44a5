//! A process from its start to its end: how long, and how much memory.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::world::TODAY;

/// A program with its arguments.
pub struct Job<'a> {
    pub program: &'a Path,
    pub arguments: Vec<OsString>,
    /// What is removed before each start.
    pub without: Option<PathBuf>,
}

/// What several runs of one command came to.
pub struct Measured {
    pub best: Duration,
    pub median: Duration,
    /// Most memory at once in bytes, where the system tells.
    pub peak: Option<u64>,
}

/// Runs each job once to look at its memory, which warms the page cache, and then so many times
/// against the clock: all of them in turn, so that a busy moment of the machine meets them all.
pub fn measure(jobs: &[Job<'_>], runs: usize) -> Result<Vec<Measured>, String> {
    let peaks = jobs.iter().map(watch).collect::<Result<Vec<_>, String>>()?;
    let mut times: Vec<Vec<Duration>> = vec![Vec::with_capacity(runs); jobs.len()];
    for _ in 0..runs.max(1) {
        for (job, times) in jobs.iter().zip(&mut times) {
            prepare(job);
            let began = Instant::now();
            let ended = start(job)?.wait().map_err(|error| error.to_string())?;
            times.push(began.elapsed());
            succeeded(ended, job)?;
        }
    }
    let measured = times.into_iter().zip(peaks).map(|(mut times, peak)| {
        times.sort_unstable();
        Measured { best: times[0], median: times[times.len() / 2], peak }
    });
    Ok(measured.collect())
}

fn prepare(job: &Job<'_>) {
    if let Some(folder) = &job.without {
        let _ = fs::remove_dir_all(folder);
    }
}

fn start(job: &Job<'_>) -> Result<Child, String> {
    let mut command = Command::new(job.program);
    for name in ["CRM_DIR", "CRM_LANG", "HOME", "LC_ALL", "LC_MESSAGES", "COLUMNS", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command
        .args(&job.arguments)
        .env("CRM_TODAY", TODAY)
        .env("CRM_USER", "li")
        .env("LANG", "en_GB.UTF-8")
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{}: {error}", job.program.display()))
}

fn succeeded(ended: ExitStatus, job: &Job<'_>) -> Result<(), String> {
    let shown = job.arguments.join(OsStr::new(" "));
    if ended.success() { Ok(()) } else { Err(format!("{}: {ended}", shown.display())) }
}

/// The system forgets a process's memory when it ends, so it is asked until then.
fn watch(job: &Job<'_>) -> Result<Option<u64>, String> {
    prepare(job);
    let mut child = start(job)?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        peak = fs::read_to_string(&status).ok().and_then(|text| high_water(&text)).max(peak);
        if let Some(ended) = child.try_wait().map_err(|error| error.to_string())? {
            succeeded(ended, job)?;
            return Ok(peak);
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1_024)
}
