//! How the relay is, for health.

/// What the relay is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventsState {
    /// Another provider of the database sends.
    #[default]
    Standby,
    /// Not connected; it is tried again.
    Disconnected,
    /// Sending, or nothing to send.
    Sending,
    /// The broker takes nothing for now (memory or disk): rows wait.
    Blocked,
}

impl EventsState {
    /// Its name, in health.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standby => "standby: another provider sends",
            Self::Disconnected => "disconnected",
            Self::Sending => "sending",
            Self::Blocked => "blocked by the broker",
        }
    }

    /// Whether events leave, here or elsewhere.
    #[must_use]
    pub const fn is_well(self) -> bool {
        matches!(self, Self::Standby | Self::Sending)
    }
}

/// What the relay is doing, and what went wrong last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventsStatus {
    /// What it is doing.
    pub state: EventsState,
    /// The last failure since it was well, in words.
    pub problem: Option<String>,
}

impl EventsStatus {
    /// In one line.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.problem {
            Some(problem) => format!("{}: {problem}", self.state.as_str()),
            None => self.state.as_str().to_owned(),
        }
    }
}
