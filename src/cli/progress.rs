//! A spinner for work that takes longer than a moment.

use std::io::IsTerminal;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// Work that is done by then shows no spinner at all: long enough that most
/// books never flicker, short enough that nobody wonders.
const PATIENCE: Duration = Duration::from_millis(300);
/// Between two turns of the spinner.
const TURN: Duration = Duration::from_millis(80);

/// The spinner on a terminal. It goes away when dropped.
pub(crate) struct Progress {
    stages: Option<Sender<&'static str>>,
    spinner: Option<JoinHandle<()>>,
}

impl Progress {
    /// No spinner, whatever happens.
    pub fn silent() -> Progress {
        Progress { stages: None, spinner: None }
    }

    /// A spinner on standard error, if that is a terminal.
    pub fn on_terminal() -> Progress {
        if !std::io::stderr().is_terminal() {
            return Progress::silent();
        }
        let (stages, received) = channel();
        let spinner = std::thread::spawn(move || spin(&received));
        Progress { stages: Some(stages), spinner: Some(spinner) }
    }

    /// Says what is being done now.
    pub fn stage(&self, name: &'static str) {
        if let Some(stages) = &self.stages {
            // A spinner that is gone has nothing more to show.
            let _ = stages.send(name);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stages = None;
        if let Some(spinner) = self.spinner.take() {
            // A spinner that failed must not take the book with it.
            let _ = spinner.join();
        }
    }
}

fn spin(stages: &Receiver<&'static str>) {
    let mut name = "";
    loop {
        match stages.recv_timeout(PATIENCE) {
            Ok(stage) => name = stage,
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.set_message(name);
    bar.enable_steady_tick(TURN);
    for stage in stages {
        bar.set_message(stage);
    }
    bar.finish_and_clear();
}
