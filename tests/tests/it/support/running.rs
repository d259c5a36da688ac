//! A run of the program that is still under way: watched, signalled, killed.

use std::fs;
use std::io::{self, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Ran;

/// How long anything may take that is waited for; far more than it needs, so that only a hang fails.
const PATIENCE: Duration = Duration::from_mins(2);
/// How often a condition is looked at.
const PAUSE: Duration = Duration::from_micros(200);

/// A signal that asks a program to end.
#[derive(Debug, Clone, Copy)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// What a service manager sends.
    Terminate,
}

/// A run under way. Its output is read all the time, so that it never waits for us.
pub struct Running {
    begun: Instant,
    child: Child,
    stdout: Option<JoinHandle<Vec<u8>>>,
    stderr: Option<JoinHandle<Vec<u8>>>,
}

impl Running {
    /// Starts a command and reads what it says.
    #[track_caller]
    pub fn start(command: Command) -> Self {
        let mut running = Self::start_unread(command);
        running.stdout = Some(drain(running.child.stdout.take().expect("a pipe")));
        running
    }

    /// Starts a command whose standard output the test reads itself.
    #[track_caller]
    pub fn start_unread(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stderr: ChildStderr = child.stderr.take().expect("a pipe");
        Self { begun: Instant::now(), child, stdout: None, stderr: Some(drain(stderr)) }
    }

    /// The standard output of a command that was started unread.
    pub fn take_stdout(&mut self) -> ChildStdout {
        self.child.stdout.take().expect("standard output was not taken yet")
    }

    /// The standard input of a command that was given a pipe for it.
    pub fn take_stdin(&mut self) -> ChildStdin {
        self.child.stdin.take().expect("standard input is a pipe, and not taken yet")
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The time that it has spent computing, which tells how far it is, however busy the machine is. Where the system
    /// does not say, the time since it started.
    pub fn work(&self) -> Duration {
        // The 14th and 15th field, counted from behind the name in parentheses: ticks of a hundredth of a second.
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap_or_default();
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
        let ticks: Vec<u64> = fields.skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
        match ticks.as_slice() {
            [user, system] => Duration::from_millis(10 * (user + system)),
            _ => self.begun.elapsed(),
        }
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("the process can be asked").is_some()
    }

    /// Waits until a condition holds or the run has ended; false where it ended first.
    #[track_caller]
    pub fn wait_until(&mut self, mut condition: impl FnMut(&Self) -> bool) -> bool {
        let mut ended = false;
        wait_until("the program gets on", || {
            ended = self.has_ended();
            ended || condition(self)
        });
        !ended
    }

    /// Kills it: no handler runs, nothing is flushed.
    pub fn kill(mut self) -> Ran {
        self.child.kill().expect("the process can be killed");
        self.end()
    }

    /// Sends a signal.
    pub fn send(&self, signal: Signal) {
        let signal = match signal {
            Signal::Interrupt => "INT",
            Signal::Terminate => "TERM",
        };
        let sent = Command::new("sh").arg("-c").arg(format!("kill -{signal} {}", self.id())).status();
        assert!(sent.expect("a shell").success(), "the signal is not sent");
    }

    /// Waits for the end.
    #[track_caller]
    pub fn end(mut self) -> Ran {
        wait_until("the program ends", || self.has_ended());
        let status = self.child.wait().expect("the process ends");
        let read = |thread: &mut Option<JoinHandle<Vec<u8>>>| {
            thread.take().map_or_else(Vec::new, |thread| thread.join().expect("the output is read"))
        };
        Ran::from(std::process::Output { status, stdout: read(&mut self.stdout), stderr: read(&mut self.stderr) })
    }
}

impl Drop for Running {
    /// A test that fails leaves no process behind.
    fn drop(&mut self) {
        if !self.has_ended() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Looks at a condition until it holds, and fails where it never does.
#[track_caller]
fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < PATIENCE, "waited {} s in vain until {what}", PATIENCE.as_secs());
        thread::sleep(PAUSE);
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read: io::Result<_> = pipe.read_to_end(&mut bytes);
        read.expect("the output is readable");
        bytes
    })
}
