//! Which callers can read response attachments.
//!
//! Upstream: `org.apache.dubbo.common.Version`.

/// Lowest and highest protocol version with response attachments: 2.0.2 and 2.0.99. Releases
/// 2.0.10 to 2.6.2 sent their own number as protocol version and know none; Java's 2.7 lets the
/// numbers up to 2.0.99 pass, 2.6.12 excludes 2.0.10 and above. The stricter of the two is safe.
const LOWEST: u32 = 2_000_200;
const HIGHEST: u32 = 2_000_999;

/// Whether a caller of this protocol version reads attachments of a reply.
pub(crate) fn reads_response_attachments(version: &str) -> bool {
    if version == super::PROTOCOL_VERSION {
        return true;
    }
    as_number(version).is_some_and(|number| (LOWEST..=HIGHEST).contains(&number))
}

/// `2.0.2` as `2000200`: two decimal digits a part, three parts counting as four.
fn as_number(version: &str) -> Option<u32> {
    let mut number: u32 = 0;
    let mut parts = 0;
    for part in version.split('.') {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || parts == 4 {
            return None;
        }
        let part: u32 = part[..digits].parse().ok().filter(|part| *part < 100)?;
        number = number * 100 + part;
        parts += 1;
    }
    match parts {
        3 => Some(number * 100),
        4 => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_versions_that_read_them() {
        for (version, reads) in [
            ("2.0.2", true),
            ("2.0.3", true),
            ("2.0.9", true),
            ("2.0.1", false),
            ("2.0.0", false),
            ("2.0.10", false),
            ("2.6.2", false),
            ("2.8.4", false),
            ("2.0.2.1", true),
            ("3.0.0", false),
            ("", false),
            ("2.0", false),
            ("1.2.3.4.5", false),
            ("999999999999.1.1", false),
            ("x.y.z", false),
        ] {
            assert_eq!(reads_response_attachments(version), reads, "{version}");
        }
    }
}
