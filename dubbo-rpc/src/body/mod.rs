//! Bodies of `dubbo://` frames over hessian2: requests, replies, JVM descriptors. Pure.
//!
//! Upstream: `DubboCodec`, `DecodeableRpcInvocation` and `DecodeableRpcResult` of
//! `org.apache.dubbo.rpc.protocol.dubbo`. A whole body is one hessian2 stream: what the arguments
//! define, the attachments may refer to.

pub(crate) mod descriptor;
pub(crate) mod reply;
pub(crate) mod request;
pub(crate) mod version;

/// Protocol version every Java release from 2.6.3 to 3.3 sends.
pub(crate) const PROTOCOL_VERSION: &str = "2.0.2";

/// Keys of attachments that route a call; they are not shown to the service.
pub(crate) mod keys {
    pub(crate) const PATH: &str = "path";
    pub(crate) const INTERFACE: &str = "interface";
    pub(crate) const GROUP: &str = "group";
    pub(crate) const VERSION: &str = "version";
    pub(crate) const DUBBO: &str = "dubbo";
    pub(crate) const TOKEN: &str = "token";
    pub(crate) const TIMEOUT: &str = "timeout";
    pub(crate) const TIME_LEFT: &str = "_TO";
    pub(crate) const TIME_LEFT_LOWER: &str = "_to";
    pub(crate) const ASYNC: &str = "async";
    pub(crate) const TAG: &str = "dubbo.tag";
    pub(crate) const FORCE_TAG: &str = "dubbo.force.tag";
    pub(crate) const RETURN: &str = "return";
    pub(crate) const ID: &str = "id";
    pub(crate) const GENERIC: &str = "generic";
    pub(crate) const REMOTE_APPLICATION: &str = "remote.application";
    pub(crate) const SENTINEL_APPLICATION: &str = "dubboApplication";
}
