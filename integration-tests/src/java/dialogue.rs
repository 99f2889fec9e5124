//! A Java program that is asked line by line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::Value;

use super::launch;
use crate::error::{PeerError, Result};
use crate::process::data_folder;

/// A Java program that answers every line of JSON on its standard input with one on its standard output, and ends when
/// the input does.
#[derive(Debug)]
pub struct Dialogue {
    child: Child,
    /// Taken when it ends.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// Its own, with `java.log` in it.
    folder: tempfile::TempDir,
}

impl Dialogue {
    /// Starts `class` of `module`.
    ///
    /// # Errors
    /// When it cannot be built or started.
    pub async fn start(module: &str, class: &str) -> Result<Self> {
        super::build().await?;
        let folder = data_folder(&format!("java-{module}"))?;
        let log = folder.path().join("java.log");
        let log =
            std::fs::File::create(&log).map_err(PeerError::because(log.display().to_string()))?;
        let mut child = launch::command(module, class, folder.path(), &launch::SHORT_LIVED)?
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(PeerError::because(format!("cannot start {class}")))?;
        let questions = child.stdin.take();
        let answers = child
            .stdout
            .take()
            .ok_or_else(|| PeerError::new(format!("{class} has no standard output")))?;
        Ok(Self {
            child,
            questions,
            answers: BufReader::new(answers),
            folder,
        })
    }

    /// Asks, and waits for the answer; blocks.
    ///
    /// # Errors
    /// When the program has ended, or what it answers is no JSON; with what it wrote about itself.
    pub fn ask(&mut self, question: &Value) -> Result<Value> {
        let asked = match &mut self.questions {
            Some(questions) => writeln!(questions, "{question}"),
            None => return Err(PeerError::new("the program has been told to end")),
        };
        let mut line = String::new();
        let read = asked.and_then(|()| self.answers.read_line(&mut line));
        let why = match read {
            Ok(count) if count > 0 => match serde_json::from_str(&line) {
                Ok(answer) => return Ok(answer),
                Err(error) => format!("no JSON: {error}: {line}"),
            },
            Ok(_) => "it ended".to_owned(),
            Err(error) => error.to_string(),
        };
        let log = std::fs::read_to_string(self.folder.path().join("java.log"));
        Err(PeerError::new(format!(
            "{question} was not answered: {why}\n{}",
            log.unwrap_or_default()
        )))
    }
}

impl Drop for Dialogue {
    fn drop(&mut self) {
        // The end of its input is the sign to end; a program that does not see it is ended.
        drop(self.questions.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
