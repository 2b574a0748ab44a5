//! Nothing is lost: many writers at once, kills at any moment, system calls that fail, a disk that
//! takes no more, other programs in the same files, and workspaces that mean harm.
//!
//! All of it drives the built program in a workspace of its own, with a cleared environment.

#[path = "../common/commands.rs"]
#[allow(dead_code)] // Other tests take other parts of it.
mod commands;
mod crossed;
mod dice;
mod faults;
mod foreign;
mod histories;
mod hostile;
mod index;
mod kills;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod limits;
mod many;
mod merge;
mod place;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod power;
mod read_only;
mod scenarios;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod stateful;
mod strace;
mod sync;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod syscalls;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod tracer;
mod unseen;
mod world;
