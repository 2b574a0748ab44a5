//! A command and every process that it starts, seen call by call.
//!
//! strace counts the calls of each process for itself, so that "kill all of it at the hundredth" can't be
//! said where `crm` starts git. Here all processes and threads make one sequence.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::libc::{self, c_long};
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill, killpg};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use crate::world::Ran;

/// No command of these tests takes so long, traced, on a busy machine.
const LONGEST: Duration = Duration::from_secs(90);
/// Nor makes so many calls: one that does goes round in circles.
const MOST_CALLS: u64 = 3_000_000;

/// One system call.
#[derive(Clone, Debug)]
pub struct Call {
    pub pid: Pid,
    pub number: c_long,
    pub args: [u64; 6],
}

impl Call {
    /// The bytes at an address of the caller.
    pub fn bytes(&self, address: u64, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        let memory = File::open(format!("/proc/{}/mem", self.pid));
        match memory.and_then(|memory| memory.read_at(&mut bytes, address)) {
            Ok(read) => bytes.truncate(read),
            Err(_) => bytes.clear(),
        }
        bytes
    }

    /// The text at an address of the caller, up to its NUL.
    pub fn text(&self, address: u64) -> Vec<u8> {
        let mut text = Vec::new();
        loop {
            // Not beyond the page, which may be the last one.
            let at = address + text.len() as u64;
            let part = self.bytes(at, 4096 - (at % 4096) as usize);
            match part.iter().position(|byte| *byte == 0) {
                Some(end) => {
                    text.extend_from_slice(&part[..end]);
                    return text;
                }
                None if part.is_empty() || text.len() > 1 << 16 => return text,
                None => text.extend(part),
            }
        }
    }

    /// What a descriptor of the caller leads to.
    pub fn leads_to(&self, descriptor: u64) -> Option<PathBuf> {
        fs::read_link(format!("/proc/{}/fd/{}", self.pid, descriptor as i32)).ok()
    }

    /// A field of what the system says of a descriptor of the caller.
    pub fn descriptor(&self, descriptor: u64, field: &str) -> Option<u64> {
        let told = fs::read_to_string(format!("/proc/{}/fdinfo/{}", self.pid, descriptor as i32)).ok()?;
        let value = told.lines().find_map(|line| line.strip_prefix(field))?.trim();
        if field == "flags:" { u64::from_str_radix(value, 8).ok() } else { value.parse().ok() }
    }

    /// A path among the arguments: that of a descriptor of a folder, and a name.
    pub fn path(&self, folder: Option<usize>, name: usize) -> PathBuf {
        use std::os::unix::ffi::OsStrExt;
        let text = self.text(self.args[name]);
        let path = PathBuf::from(std::ffi::OsStr::from_bytes(&text));
        let descriptor = folder.map(|folder| self.args[folder] as i32).unwrap_or(libc::AT_FDCWD);
        let base = if descriptor == libc::AT_FDCWD {
            fs::read_link(format!("/proc/{}/cwd", self.pid)).ok()
        } else {
            self.leads_to(descriptor as u64)
        };
        base.unwrap_or_default().join(path)
    }

    /// Whether it can change what is on disk, or starts or ends a process: between two of these a kill
    /// finds the same as at the later one.
    pub fn counts(&self) -> bool {
        let flags = match self.number {
            libc::SYS_open => self.args[1],
            libc::SYS_openat => self.args[2],
            libc::SYS_write | libc::SYS_pwrite64 | libc::SYS_writev | libc::SYS_pwritev => return true,
            libc::SYS_creat | libc::SYS_ftruncate | libc::SYS_truncate | libc::SYS_fallocate => return true,
            libc::SYS_fsync | libc::SYS_fdatasync | libc::SYS_msync | libc::SYS_sync_file_range => {
                return true;
            }
            libc::SYS_rename | libc::SYS_renameat | libc::SYS_renameat2 => return true,
            libc::SYS_link | libc::SYS_linkat | libc::SYS_symlink | libc::SYS_symlinkat => return true,
            libc::SYS_unlink | libc::SYS_unlinkat | libc::SYS_rmdir => return true,
            libc::SYS_mkdir | libc::SYS_mkdirat => return true,
            libc::SYS_chmod | libc::SYS_fchmod | libc::SYS_fchmodat | libc::SYS_flock => return true,
            libc::SYS_copy_file_range | libc::SYS_sendfile => return true,
            libc::SYS_execve | libc::SYS_exit_group => return true,
            _ => return false,
        };
        flags & (libc::O_CREAT | libc::O_TRUNC) as u64 != 0
    }
}

/// What is done with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is made.
    Go,
    /// It isn't made, and its caller is told this error.
    Fail(i32),
    /// Before it is made, all processes are killed.
    KillAll,
    /// Before it is made, the one that makes it is killed, and those that started it go on.
    KillOne,
}

/// Who sees the calls.
pub trait Watch {
    /// Before it is made.
    fn enter(&mut self, call: &Call) -> Act;
    /// After it was made, with what it answered.
    fn leave(&mut self, _call: &Call, _answer: i64) {}
}

/// What came of it.
#[derive(Debug)]
pub struct Traced {
    pub ran: Ran,
    /// Whether it was killed because it took too long.
    pub stuck: bool,
}

/// Whether a process can be traced here; told where it can't.
pub fn is_here() -> bool {
    struct Nothing(u64);
    impl Watch for Nothing {
        fn enter(&mut self, _: &Call) -> Act {
            self.0 += 1;
            Act::Go
        }
    }
    let mut seen = Nothing(0);
    let here = run(&Command::new("true"), &mut seen).is_ok_and(|_| seen.0 > 0);
    if !here {
        println!("skipped: ptrace is forbidden here");
    }
    here
}

/// Runs a command (its program, arguments, environment and folder; its streams are taken over) under the
/// eyes of `watch`, until all that it started has ended.
pub fn run(command: &Command, watch: &mut dyn Watch) -> nix::Result<Traced> {
    let (mut out, mut err) = (file()?, file()?);
    // It waits until we see it, and becomes the command then.
    let mut waiting = Command::new("/bin/sh");
    waiting.args(["-c", "read go; exec \"$@\" </dev/null", "sh"]).arg(command.get_program());
    waiting.args(command.get_args()).stdin(Stdio::piped()).process_group(0);
    waiting.stdout(out.try_clone().map_err(errno)?).stderr(err.try_clone().map_err(errno)?);
    if let Some(folder) = command.get_current_dir() {
        waiting.current_dir(folder);
    }
    waiting.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            waiting.env(name, value);
        }
    }
    let mut child = waiting.spawn().map_err(errno)?;
    let root = Pid::from_raw(child.id() as i32);
    let options = Options::PTRACE_O_TRACESYSGOOD
        | Options::PTRACE_O_TRACEFORK
        | Options::PTRACE_O_TRACEVFORK
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEEXEC
        | Options::PTRACE_O_EXITKILL;
    let seized = ptrace::seize(root, options).and_then(|()| ptrace::interrupt(root));
    if let Err(error) = seized {
        let _ = child.kill();
        let _ = child.wait();
        return Err(error);
    }
    waitpid(root, Some(WaitPidFlag::__WALL))?;
    ptrace::syscall(root, None)?;
    drop(child.stdin.take().map(|mut pipe| pipe.write_all(b"\n")));
    let (ended, ends) = mpsc::channel::<()>();
    let guard = thread::spawn(move || {
        let late = ends.recv_timeout(LONGEST) == Err(mpsc::RecvTimeoutError::Timeout);
        if late {
            let _ = killpg(root, Signal::SIGKILL);
        }
        late
    });
    let (code, circles) = follow(root, watch);
    drop(ended);
    let late = guard.join().unwrap_or(true);
    let ran = Ran { code, out: text(&mut out), err: text(&mut err) };
    Ok(Traced { ran, stuck: late || circles })
}

fn errno(error: std::io::Error) -> Errno {
    Errno::from_raw(error.raw_os_error().unwrap_or(libc::EIO))
}

fn file() -> nix::Result<File> {
    tempfile::tempfile().map_err(errno)
}

fn text(file: &mut File) -> String {
    let mut bytes = Vec::new();
    let _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A call that was begun, and the error that its caller is to be told.
type Begun = (Call, Option<i32>);

/// The exit code, and whether it went round in circles.
fn follow(root: Pid, watch: &mut dyn Watch) -> (i32, bool) {
    // `None` where a process is between two calls.
    let mut tasks: HashMap<Pid, Option<Begun>> = HashMap::from([(root, None)]);
    let (mut code, mut begun, mut killing, mut calls) = (-1, false, false, 0);
    let flags = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
    loop {
        let pid = match waitpid(None, Some(flags)) {
            Ok(WaitStatus::Exited(pid, own)) => {
                tasks.remove(&pid);
                if pid == root {
                    code = own;
                }
                continue;
            }
            Ok(WaitStatus::Signaled(pid, ..)) => {
                tasks.remove(&pid);
                continue;
            }
            Ok(WaitStatus::PtraceSyscall(pid)) => {
                calls += u64::from(begun);
                if !killing && (calls > MOST_CALLS || !at_call(pid, begun, &mut tasks, watch)) {
                    killing = true;
                    for task in tasks.keys() {
                        let _ = kill(*task, Signal::SIGKILL);
                    }
                }
                pid
            }
            Ok(WaitStatus::PtraceEvent(pid, _, event)) => {
                begun |= event == libc::PTRACE_EVENT_EXEC;
                tasks.entry(pid).or_insert(None);
                pid
            }
            Ok(WaitStatus::Stopped(pid, signal)) => {
                let _ = ptrace::syscall(pid, signal);
                continue;
            }
            Ok(_) => continue,
            Err(Errno::EINTR) => continue,
            // Nothing of it is left.
            Err(_) => return (code, calls > MOST_CALLS),
        };
        // One that was started a moment before the others were killed goes with them.
        if killing {
            let _ = kill(pid, Signal::SIGKILL);
        }
        // One that has been killed meanwhile is not an error.
        let _ = ptrace::syscall(pid, None);
    }
}

/// A stop at the beginning or the end of a call; false where all are to be killed.
fn at_call(pid: Pid, begun: bool, tasks: &mut HashMap<Pid, Option<Begun>>, watch: &mut dyn Watch) -> bool {
    const ENTRY: u8 = 1;
    let Ok(mut regs) = ptrace::getregs(pid) else { return true };
    let Ok(info) = ptrace::syscall_info(pid) else { return true };
    if info.op == ENTRY {
        let args = [regs.rdi, regs.rsi, regs.rdx, regs.r10, regs.r8, regs.r9];
        let call = Call { pid, number: regs.orig_rax as c_long, args };
        let act = if begun { watch.enter(&call) } else { Act::Go };
        let mut error = None;
        match act {
            Act::Go => {}
            Act::Fail(number) => {
                regs.orig_rax = u64::MAX;
                let _ = ptrace::setregs(pid, regs);
                error = Some(number);
            }
            Act::KillAll => return false,
            Act::KillOne => {
                let _ = kill(pid, Signal::SIGKILL);
            }
        }
        tasks.insert(pid, Some((call, error)));
    } else if let Some((call, error)) = tasks.get_mut(&pid).and_then(Option::take) {
        if let Some(number) = error {
            regs.rax = (-i64::from(number)) as u64;
            let _ = ptrace::setregs(pid, regs);
        } else if begun {
            watch.leave(&call, regs.rax as i64);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every call fails from the third write of all processes on.
    struct Third(u32);

    impl Watch for Third {
        fn enter(&mut self, call: &Call) -> Act {
            if call.number != libc::SYS_write {
                return Act::Go;
            }
            self.0 += 1;
            if self.0 == 3 { Act::KillAll } else { Act::Go }
        }
    }

    #[test]
    fn the_calls_of_all_processes_are_one_sequence() {
        if !is_here() {
            return;
        }
        let mut third = Third(0);
        let mut command = Command::new("sh");
        command.args(["-c", "echo a; sh -c 'echo b'; sh -c 'echo c'; echo d"]);
        let traced = run(&command, &mut third).expect("traced");
        assert_eq!((traced.ran.out.as_str(), traced.ran.code, third.0), ("a\nb\n", -1, 3));
    }
}
