//! The cells of the table: a Java provider's line and protocol, and the way it is found.

use crate::java::Line;
use crate::java::compatibility::{Level, Protocol};
use crate::nacos::Version;

/// How the SDK gets to its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By its address.
    Direct,
    /// Registered in a Nacos, looked for at one level only.
    Found(Level, Version),
}

impl Way {
    /// All of them, as the table has them.
    pub const ALL: [Self; 5] = [
        Self::Direct,
        Self::Found(Level::Interface, Version::V2),
        Self::Found(Level::Instance, Version::V2),
        Self::Found(Level::Interface, Version::V3),
        Self::Found(Level::Instance, Version::V3),
    ];

    /// As the table's head has it.
    pub fn text(self) -> String {
        match self {
            Self::Direct => "direct".to_owned(),
            Self::Found(level, version) => format!("{}, Nacos {}", level.text(), version.text()),
        }
    }
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The provider's release.
    pub line: Line,
    /// What the calls go over.
    pub protocol: Protocol,
    /// How the provider is found.
    pub way: Way,
}

impl Place {
    /// The rows of the table: who provides, over what.
    pub fn rows() -> Vec<(Line, Protocol)> {
        let lines = Line::EVERY.into_iter();
        lines
            .flat_map(|line| Protocol::ALL.map(|protocol| (line, protocol)))
            .collect()
    }

    /// All cells of one row.
    pub fn of_row(line: Line, protocol: Protocol) -> [Self; 5] {
        Way::ALL.map(|way| Self {
            line,
            protocol,
            way,
        })
    }

    /// Why there can be nothing to run, if so.
    pub fn impossible(self) -> Option<&'static str> {
        let is_two = matches!(self.line, Line::V2_6 | Line::V2_7);
        match (self.protocol, self.way) {
            (Protocol::Triple, _) if is_two => Some("Triple is Dubbo 3's"),
            (_, Way::Found(Level::Instance, _)) if is_two => {
                Some("applications are registered by Dubbo 3")
            }
            _ => None,
        }
    }

    /// One line for reports.
    pub fn text(self) -> String {
        format!(
            "{} {} {}",
            self.line.release(),
            self.protocol.text(),
            self.way.text()
        )
    }
}
