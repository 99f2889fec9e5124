//! Spring XML that a Java team imports to call the stock center.

use std::fmt::Write as _;

use super::messages::snake;
use super::model::{Contract, simple};

/// Which of Dubbo's two XML namespaces a file uses. Dubbo 2.6.12, 2.7.23, 3.2.19 and 3.3.6 read both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// `http://dubbo.apache.org/schema/dubbo`.
    Apache,
    /// `http://code.alibabatech.com/schema/dubbo`, the only one before Dubbo was Apache's.
    Alibaba,
}

impl Namespace {
    fn uri(self) -> &'static str {
        match self {
            Self::Apache => "http://dubbo.apache.org/schema/dubbo",
            Self::Alibaba => "http://code.alibabatech.com/schema/dubbo",
        }
    }

    /// The file's name in the jar.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Apache => "stock-consumer.xml",
            Self::Alibaba => "stock-consumer-alibaba.xml",
        }
    }
}

/// The file's text: one reference per interface.
pub(super) fn text(contract: &Contract, namespace: Namespace) -> String {
    let uri = namespace.uri();
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!--
  @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.

  References to every interface of the stock center. Import it beside your own application and registry:
      <import resource="classpath:{}"/>

  check="false": your application starts while the stock center is away.
  timeout: milliseconds per attempt. retries: attempts after the first, on another provider. Retries are safe, for writes too: a
  write carries its key (OpContext: tenant, sourceSystem, bizNo, opSeq), the key takes effect once, and a copy is answered
  OK_DUPLICATE with the first result. Never change a request between two attempts under one key.
-->
<beans xmlns="http://www.springframework.org/schema/beans"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xmlns:dubbo="{uri}"
       xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd
                           {uri} {uri}/dubbo.xsd">
"#,
        namespace.file()
    );
    for service in &contract.services {
        let name = simple(&service.name);
        let id = snake(name)
            .trim_start_matches('_')
            .split('_')
            .enumerate()
            .fold(String::new(), |mut id, (i, word)| {
                id += &if i == 0 {
                    word.to_owned()
                } else {
                    super::messages::capital(word)
                };
                id
            });
        let _ = write!(
            out,
            "\n    <dubbo:reference id=\"{id}\" interface=\"{}\" check=\"false\" timeout=\"3000\" retries=\"2\"/>",
            service.name
        );
    }
    out.push_str("\n</beans>\n");
    out
}
