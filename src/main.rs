//! Hands the arguments in and the exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(crm::cli::main().code())
}
