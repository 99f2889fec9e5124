//! User and password become a token; the token is renewed before it ends.
//!
//! The client library has a login of its own. We bring ours because the library's puts the password into the address
//! of the request, which its error log then prints; tries again only after 30 s (Nacos refuses every login for up to
//! 15 s after its start); and does not tell anybody that the password is wrong.

use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

use nacos_sdk::api::plugin::{AuthContext, AuthPlugin, LoginIdentityContext, RequestResource};
use serde::Deserialize;
use tokio::sync::Notify;

use crate::backoff::Backoff;
use crate::url::RegistryUrl;

/// How long one login request may take.
const LOGIN_DEADLINE: Duration = Duration::from_secs(3);
/// Waits after a failed login.
const RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(10));
/// The server's word on how long a token lives is followed within these bounds.
const RENEW: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(3600));
/// Where Nacos 3 and where Nacos 1 and 2 take logins.
const PATHS: [&str; 2] = ["v3/auth/user/login", "v1/auth/login"];

/// The present token, shared with the client library, which holds on to it for ever.
#[derive(Debug, Default)]
struct Token(RwLock<Option<String>>);

/// Keeps a token fresh for as long as it is held.
#[derive(Debug)]
pub(crate) struct Login {
    url: RegistryUrl,
    token: Arc<Token>,
    failure: Mutex<Option<String>>,
    wake: Notify,
}

impl Login {
    /// Starts logging in, if the address names a user.
    pub(crate) fn start(url: &RegistryUrl) -> Option<Arc<Self>> {
        url.user()?;
        let login = Arc::new(Self {
            url: url.clone(),
            token: Arc::default(),
            failure: Mutex::new(Some("not logged in yet".to_owned())),
            wake: Notify::new(),
        });
        tokio::spawn(run(Arc::downgrade(&login)));
        Some(login)
    }

    /// What the client library asks for the token.
    pub(crate) fn plugin(&self) -> Arc<dyn AuthPlugin> {
        Arc::new(Plugin(Arc::clone(&self.token)))
    }

    /// The present token.
    pub(crate) fn token(&self) -> Option<String> {
        self.token
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Why there is no good token, if there is none.
    pub(crate) fn failure(&self) -> Option<String> {
        self.failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The server did not like the token: get another one soon.
    pub(crate) fn renew(&self) {
        self.wake.notify_one();
    }

    /// Logs in at one server after the other; answers how long the token may be used.
    async fn log_in(&self, http: &reqwest::Client) -> Result<Duration, String> {
        let mut failure = String::from("the address names no server");
        for server in self.url.servers() {
            for path in PATHS {
                match self.log_in_at(http, server, path).await {
                    Ok(Some(reply)) => {
                        let token = Some(reply.access_token);
                        *self.token.0.write().unwrap_or_else(PoisonError::into_inner) = token;
                        return Ok(Duration::from_secs(reply.token_ttl / 2).clamp(RENEW.0, RENEW.1));
                    }
                    Ok(None) => {}
                    Err(text) => {
                        failure = format!("login at {server}: {text}");
                        break;
                    }
                }
            }
        }
        Err(failure)
    }

    /// `None`: this server has no such path.
    async fn log_in_at(
        &self,
        http: &reqwest::Client,
        server: &str,
        path: &str,
    ) -> Result<Option<Reply>, String> {
        let form = [
            ("username", self.url.user().unwrap_or_default()),
            ("password", self.url.password().unwrap_or_default()),
        ];
        let request = http
            .post(format!("http://{server}/nacos/{path}"))
            .form(&form);
        let user = self.url.user().unwrap_or_default();
        let response = request.send().await.map_err(|error| {
            let cause = explain(&error);
            if error.is_connect() || error.is_timeout() {
                return cause;
            }
            // Nacos 2.3 answers a wrong user or password with a status that is none in HTTP.
            format!("Nacos refused user `{user}`: {cause}; wrong user or password?")
        })?;
        let status = response.status();
        if status == reqwest::StatusCode::NOT_FOUND {
            return Ok(None);
        }
        if !status.is_success() {
            return Err(format!(
                "Nacos refused user `{user}` with status {status}; wrong user or password?"
            ));
        }
        let text = response.text().await.map_err(|error| explain(&error))?;
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|error| format!("unexpected reply: {error}"))
    }
}

/// The innermost cause: what the library says on top is "error sending request for url (...)".
fn explain(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    access_token: String,
    token_ttl: u64,
}

async fn run(login: Weak<Login>) {
    let Ok(http) = reqwest::Client::builder()
        .timeout(LOGIN_DEADLINE)
        .no_proxy()
        .build()
    else {
        tracing::error!("no HTTP client for the login at Nacos");
        return;
    };
    let mut backoff = Backoff::new(RETRY.0, RETRY.1);
    while let Some(held) = login.upgrade() {
        let outcome = held.log_in(&http).await;
        let wait = match &outcome {
            Ok(wait) => {
                backoff.reset();
                *wait
            }
            Err(reason) => {
                if held.failure().as_ref() != Some(reason) {
                    tracing::warn!(%reason, "cannot log in at Nacos; trying again");
                }
                backoff.next()
            }
        };
        *held.failure.lock().unwrap_or_else(PoisonError::into_inner) = outcome.err();
        // A renewal asked for by several refused calls is one renewal; at most one a second.
        drop(held);
        tokio::time::sleep(RETRY.0.min(wait)).await;
        let rest = wait.saturating_sub(RETRY.0);
        wait_or_wake(&login, rest).await;
    }
}

/// Sleeps in short steps, so that the task ends soon after its login is dropped.
async fn wait_or_wake(login: &Weak<Login>, wait: Duration) {
    const STEP: Duration = Duration::from_secs(5);
    let until = tokio::time::Instant::now() + wait;
    while tokio::time::Instant::now() < until {
        let Some(held) = login.upgrade() else { return };
        let step = until.min(tokio::time::Instant::now() + STEP);
        if tokio::time::timeout_at(step, held.wake.notified())
            .await
            .is_ok()
        {
            return;
        }
    }
}

struct Plugin(Arc<Token>);

#[async_trait::async_trait]
impl AuthPlugin for Plugin {
    async fn login(&self, _servers: Arc<Vec<String>>, _context: Arc<AuthContext>) {
        // Ours runs on its own; see above.
    }

    fn get_login_identity(&self, _resource: RequestResource) -> LoginIdentityContext {
        let context = LoginIdentityContext::default();
        match &*self.0.0.read().unwrap_or_else(PoisonError::into_inner) {
            Some(token) => context.add_context("accessToken", token),
            None => context,
        }
    }
}
