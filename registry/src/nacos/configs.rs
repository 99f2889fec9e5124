//! Nacos config: texts read, written and followed.
//!
//! Two clients of the library. The one that listens keeps what it was told and answers questions from that, an outdated
//! text included; and it tells its listeners of no removal. So it only rings the bell, and the other one, which listens
//! to nothing, asks the server. That a text was removed is heard where the listening client asks for the login of its
//! next question about it.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use md5::{Digest as _, Md5};
use nacos_sdk::api::config::{
    ConfigChangeListener, ConfigResponse, ConfigService, ConfigServiceBuilder,
};
use nacos_sdk::api::error::Error as SdkError;
use nacos_sdk::api::plugin::{AuthContext, AuthPlugin, LoginIdentityContext, RequestResource};
use nacos_sdk::api::props::ClientProps;
use tokio::sync::Notify;

use super::calls::sorted;
use crate::config::{CONFIG_BYTES_MAX, ConfigKey};
use crate::error::{Error, ErrorKind};

/// How long one call may take.
const CALL_DEADLINE: Duration = Duration::from_secs(3);
/// How often a list of applications is read and written again when others write it too (Java: 10).
const CAS_TRIES: u32 = 20;
/// Longest wait before the next of [`CAS_TRIES`] (Java: 100 ms).
const CAS_WAIT_MS: u64 = 100;

/// Part of the library's message when the server does not know the connection (Java: `NacosException.UN_REGISTER`).
const UNKNOWN_CONNECTION: &str = "error_code=301";

/// Both clients.
pub(super) struct Configs {
    listening: ConfigService,
    asking: ConfigService,
    bells: Arc<Bells>,
}

impl std::fmt::Debug for Configs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Configs")
    }
}

/// Who wants to hear of changes of which text.
#[derive(Default)]
struct Bells(Mutex<HashMap<ConfigKey, Vec<Weak<Notify>>>>);

impl Bells {
    fn add(&self, key: &ConfigKey, bell: &Arc<Notify>) {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_key = bells.entry(key.clone()).or_default();
        of_key.retain(|bell| bell.strong_count() > 0);
        of_key.push(Arc::downgrade(bell));
    }

    fn ring(&self, key: &ConfigKey) {
        let bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for bell in bells
            .get(key)
            .into_iter()
            .flatten()
            .filter_map(Weak::upgrade)
        {
            bell.notify_one();
        }
    }
}

/// Rings when the library has read a changed text.
struct Changed(Arc<Bells>, ConfigKey);

impl ConfigChangeListener for Changed {
    fn notify(&self, _response: ConfigResponse) {
        self.0.ring(&self.1);
    }
}

/// Rings when the listening client is about to ask for a text, which it does when it was told of a change.
struct Overheard {
    login: Option<Arc<dyn AuthPlugin>>,
    bells: Arc<Bells>,
}

#[async_trait::async_trait]
impl AuthPlugin for Overheard {
    async fn login(&self, servers: Arc<Vec<String>>, context: Arc<AuthContext>) {
        if let Some(login) = &self.login {
            login.login(servers, context).await;
        }
    }

    fn get_login_identity(&self, resource: RequestResource) -> LoginIdentityContext {
        if let (Some(data_id), Some(group)) = (&resource.resource, &resource.group) {
            self.bells.ring(&ConfigKey {
                data_id: data_id.clone(),
                group: group.clone(),
            });
        }
        match &self.login {
            Some(login) => login.get_login_identity(resource),
            None => LoginIdentityContext::default(),
        }
    }
}

impl Configs {
    /// Opens both clients; returns once Nacos has come.
    ///
    /// # Errors
    /// When the library refuses its settings.
    pub(super) async fn open(
        props: ClientProps,
        login: Option<Arc<dyn AuthPlugin>>,
    ) -> Result<Self, Error> {
        let bells: Arc<Bells> = Arc::default();
        let overheard = Overheard {
            login: login.clone(),
            bells: Arc::clone(&bells),
        };
        let listening =
            ConfigServiceBuilder::new(props.clone()).with_auth_plugin(Arc::new(overheard));
        let asking = ConfigServiceBuilder::new(props);
        let asking = match login {
            Some(login) => asking.with_auth_plugin(login),
            None => asking,
        };
        let failed = |error: SdkError| sorted("the client for Nacos config", &error);
        // Boxed: the library's futures are kilobytes.
        let listening = Box::pin(listening.build()).await.map_err(failed)?;
        let asking = Box::pin(asking.build()).await.map_err(failed)?;
        Ok(Self {
            listening,
            asking,
            bells,
        })
    }

    /// Has `bell` rung when the text may have changed.
    pub(super) async fn listen(&self, key: &ConfigKey, bell: &Arc<Notify>) -> Result<(), Error> {
        self.bells.add(key, bell);
        let listener = Arc::new(Changed(Arc::clone(&self.bells), key.clone()));
        let call = self
            .listening
            .add_listener(key.data_id.clone(), key.group.clone(), listener);
        within(&format!("listening to config {key}"), call).await
    }

    /// The text as the server has it now.
    pub(super) async fn read(&self, key: &ConfigKey) -> Result<Option<Arc<str>>, Error> {
        let call = self
            .asking
            .get_config(key.data_id.clone(), key.group.clone());
        let what = format!("reading config {key}");
        match tokio::time::timeout(CALL_DEADLINE, Box::pin(call)).await {
            Ok(Ok(found)) if found.content().len() > CONFIG_BYTES_MAX => Err(Error::new(
                ErrorKind::Rule,
                format!(
                    "{what}: it has {} bytes, at most {CONFIG_BYTES_MAX} are taken over",
                    found.content().len()
                ),
            )),
            Ok(Ok(found)) => Ok(Some(Arc::from(found.content().as_str()))),
            Ok(Err(SdkError::ConfigNotFound(_))) => Ok(None),
            Ok(Err(error)) => Err(answered(&what, &error)),
            Err(_) => Err(late(&what)),
        }
    }

    /// Writes a text, whatever was there.
    pub(super) async fn write(&self, key: &ConfigKey, content: &str) -> Result<(), Error> {
        let call = self.asking.publish_config(
            key.data_id.clone(),
            key.group.clone(),
            content.to_owned(),
            Some("json".to_owned()),
        );
        within(&format!("writing config {key}"), call)
            .await
            .map(drop)
    }

    /// Adds a word to a text that is a list with commas, unless it is there (Java:
    /// `NacosMetadataReport.registerServiceAppMapping`). Others may write the same list: it is compared and swapped.
    pub(super) async fn add_word(&self, key: &ConfigKey, word: &str) -> Result<(), Error> {
        let mut last = None;
        for _ in 0..CAS_TRIES {
            let present = self.read(key).await?;
            let text = present.as_deref().unwrap_or_default();
            if text.split(',').any(|known| known.trim() == word) {
                return Ok(());
            }
            let (wanted, seen) = match present.as_deref() {
                None | Some("") => (word.to_owned(), "0".to_owned()),
                Some(text) => (format!("{text},{word}"), md5_hex(text)),
            };
            let call = self.asking.publish_config_cas(
                key.data_id.clone(),
                key.group.clone(),
                wanted,
                Some("text".to_owned()),
                seen,
            );
            match within(&format!("adding {word} to config {key}"), call).await {
                // Read back in the next round: two who create the text at once may both be told that they did.
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::Unreachable => return Err(error),
                // Somebody else was faster.
                Err(error) => last = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(fastrand::u64(1..=CAS_WAIT_MS))).await;
        }
        Err(last.unwrap_or_else(|| {
            Error::new(
                ErrorKind::Unreachable,
                format!("config {key}: {word} was not kept in {CAS_TRIES} tries"),
            )
        }))
    }
}

/// The MD5 sum by which Nacos tells versions of a text apart.
pub(crate) fn md5_hex(text: &str) -> String {
    let sum = Md5::digest(text.as_bytes());
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn within<T>(
    what: &str,
    call: impl Future<Output = Result<T, SdkError>>,
) -> Result<T, Error> {
    match tokio::time::timeout(CALL_DEADLINE, Box::pin(call)).await {
        Ok(outcome) => outcome.map_err(|error| answered(what, &error)),
        Err(_) => Err(late(what)),
    }
}

/// The library's error as one of ours; what the server itself has answered is a refusal, unless it does not know the
/// connection any more.
fn answered(what: &str, error: &SdkError) -> Error {
    match error {
        SdkError::ErrResult(said)
            if said.starts_with("handle ") && !said.contains(UNKNOWN_CONNECTION) =>
        {
            Error::new(ErrorKind::Refused, format!("{what}: {error}"))
        }
        error => sorted(what, error),
    }
}

fn late(what: &str) -> Error {
    Error::new(
        ErrorKind::Unreachable,
        format!(
            "{what}: Nacos did not answer within {} s",
            CALL_DEADLINE.as_secs()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_nacos() {
        assert_eq!(md5_hex(""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(md5_hex("stock-center"), md5_hex("stock-center"));
        assert_eq!(md5_hex("a,b").len(), 32);
    }

    #[tokio::test]
    async fn a_bell_rings_for_its_text_only_and_is_forgotten_with_its_owner() {
        let bells = Bells::default();
        let (mine, other) = (ConfigKey::new("a", "g"), ConfigKey::new("b", "g"));
        let bell = Arc::new(Notify::new());
        bells.add(&mine, &bell);
        bells.ring(&other);
        assert!(
            tokio::time::timeout(Duration::from_millis(5), bell.notified())
                .await
                .is_err()
        );
        bells.ring(&mine);
        bell.notified().await;
        drop(bell);
        bells.ring(&mine);
        bells.add(&mine, &Arc::new(Notify::new()));
        assert_eq!(bells.0.lock().unwrap()[&mine].len(), 1);
    }
}
