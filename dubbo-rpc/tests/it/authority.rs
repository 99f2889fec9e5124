//! Certificates of tests.

use dubbo_rpc::TlsOptions;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};

/// Who vouches for others.
pub struct Authority {
    pub pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            pem,
            issuer: Issuer::new(params, key),
        }
    }

    /// Certificate and key of `name`.
    pub fn vouch(&self, name: &str) -> (String, String) {
        self.sign(CertificateParams::new(vec![name.to_owned()]).unwrap())
    }

    /// The same, in force until that year begins.
    pub fn vouch_until(&self, name: &str, year: i32) -> (String, String) {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_after = date_time_ymd(year, 1, 1);
        self.sign(params)
    }

    fn sign(&self, params: CertificateParams) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        (
            params.signed_by(&key, &self.issuer).unwrap().pem(),
            key.serialize_pem(),
        )
    }
}

/// A server that callers expect as `stock.test`, and whose callers `clients` has to vouch for.
pub fn options(authority: &Authority, clients: Option<&Authority>) -> TlsOptions {
    let (certificate, key) = authority.vouch("stock.test");
    TlsOptions {
        certificates: certificate.into_bytes(),
        key: key.into_bytes(),
        client_authorities: clients.map(|clients| clients.pem.clone().into_bytes()),
    }
}
