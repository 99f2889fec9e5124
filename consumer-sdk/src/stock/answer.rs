//! An answer of the stock center as a Rust result.

use std::collections::BTreeMap;
use std::fmt;

use dubbo_api::{Reply, ResultCode, Shortage};
use dubbo_rpc::Fault;

use crate::error::{Error, ErrorKind};

/// Why a call of the stock center has no data.
#[derive(Debug, Clone)]
pub enum StockError {
    /// The stock center said no: a rule, not a failure.
    Refused(Box<Refusal>),
    /// Something broke; the error says whose fault it is, and whether the call may have been done.
    Failed(Error),
}

/// A refusal.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The outcome.
    pub code: ResultCode,
    /// What was wrong, the value, the limit and the way out.
    pub message: Option<String>,
    /// Whether the same call, with the same key, may be sent again and may then succeed.
    pub retryable: bool,
    /// What the caller should do.
    pub advice: Option<String>,
    /// Every short line.
    pub shortages: Vec<Shortage>,
    /// Facts of the refusal by name.
    pub details: BTreeMap<String, String>,
    /// The trace under which the server logged the call.
    pub trace_id: Option<String>,
}

impl StockError {
    /// Whether the same call, with the same key, may be sent again and may then succeed. A write whose outcome is not known is
    /// among them: its key makes it one write.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.retryable,
            Self::Failed(error) => {
                error.is_retryable() || error.kind() == ErrorKind::OutcomeUnknown
            }
        }
    }

    /// Whether nobody knows if the call was done.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.code == ResultCode::TimeoutUnknown,
            Self::Failed(error) => error.kind() == ErrorKind::OutcomeUnknown,
        }
    }

    /// The refusal's code, when it is one.
    #[must_use]
    pub fn code(&self) -> Option<&ResultCode> {
        match self {
            Self::Refused(refusal) => Some(&refusal.code),
            Self::Failed(_) => None,
        }
    }
}

impl fmt::Display for StockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => {
                write!(f, "{}", refusal.code)?;
                for text in refusal.message.iter().chain(&refusal.advice) {
                    write!(f, ": {text}")?;
                }
                Ok(())
            }
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StockError {}

impl From<Fault> for StockError {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.into())
    }
}

impl From<Error> for StockError {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// What every method of the contract answers, made a plain result.
///
/// ```
/// use consumer_sdk::api::{Reply, ResultCode};
/// use consumer_sdk::{Answered as _, Fault};
///
/// let found: Result<Reply<i32>, Fault> = Ok(Reply::ok(7));
/// assert_eq!(found.done().unwrap(), 7);
/// let refused: Result<Reply<i32>, Fault> = Ok(Reply::refused(ResultCode::StockNotEnough, "short"));
/// assert_eq!(refused.done().unwrap_err().code(), Some(&ResultCode::StockNotEnough));
/// ```
pub trait Answered<T> {
    /// The data, or why there is none.
    ///
    /// # Errors
    /// [`StockError::Refused`] for a refusal, [`StockError::Failed`] for what broke. A success without data, where data
    /// belongs, is a mistake of the provider: [`ErrorKind::Protocol`].
    fn done(self) -> Result<T, StockError>;
}

impl<T> Answered<T> for Result<Reply<T>, Fault> {
    fn done(self) -> Result<T, StockError> {
        let reply = self?;
        let is_success = reply.is_success();
        match reply.into_data() {
            Ok(data) => Ok(data),
            Err(reply) if is_success => Err(Fault::protocol(format!(
                "the stock center answered {} without the data that belongs to it",
                reply.code
            ))
            .into()),
            Err(reply) => Err(StockError::Refused(Box::new(Refusal {
                code: reply.code,
                message: reply.message,
                retryable: reply.retryable,
                advice: reply.advice,
                shortages: reply.shortages,
                details: reply.details,
                trace_id: reply.trace_id,
            }))),
        }
    }
}
