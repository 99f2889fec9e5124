//! Sizes of columns, checked before a value is sent so that a refusal names the field instead of a column of the engine's error text.

use stock::balance::BalanceKey;
use stock::op::OpKey;

use crate::error::Error;

/// Characters of names: SKU, warehouse, pool, owner, tenant, source, order, buyer, channel.
pub(crate) const NAME_MAX: usize = 64;
/// Characters of document numbers, operators, traces, payments.
pub(crate) const NUMBER_MAX: usize = 128;
/// Characters of an area code.
pub(crate) const AREA_MAX: usize = 32;
/// Characters of a reason.
pub(crate) const REASON_MAX: usize = 255;
/// Bytes of a stored answer.
pub(crate) const ANSWER_BYTES_MAX: usize = 768 * 1_024;
/// Bytes of a paper's body.
pub(crate) const PAPER_BODY_BYTES_MAX: usize = 768 * 1_024;

/// Checks a text that is stored but is no part of a key.
pub(crate) fn text(field: &str, value: &str, max: usize) -> Result<(), Error> {
    // A text of no more bytes than the limit has no more characters either.
    let length = if value.len() <= max {
        value.len()
    } else {
        value.chars().count()
    };
    if length > max {
        return Err(Error::fatal(format!(
            "{field} has {length} characters, at most {max} can be stored"
        )));
    }
    Ok(())
}

/// Checks a text that is part of a key. MySQL compares without regard to spaces at the end, SQLite with: such texts are refused on both.
pub(crate) fn key_text(field: &str, value: &str, max: usize) -> Result<(), Error> {
    text(field, value, max)?;
    if value.is_empty() || value.ends_with(' ') {
        return Err(Error::fatal(format!(
            "{field} is {value:?}: it must not be empty or end with a space"
        )));
    }
    Ok(())
}

pub(crate) fn op_key(key: &OpKey) -> Result<(), Error> {
    key_text("tenant", key.tenant.as_str(), NAME_MAX)?;
    key_text("source", &key.source, NAME_MAX)?;
    key_text("bizNo", &key.biz_no, NUMBER_MAX)
}

pub(crate) fn balance_key(key: &BalanceKey) -> Result<(), Error> {
    key_text("sku", key.sku.as_str(), NAME_MAX)?;
    key_text("warehouse", key.warehouse.as_str(), NAME_MAX)?;
    key_text("pool", key.pool.as_str(), NAME_MAX)?;
    // The one part of a key that may be empty.
    if !key.lot.is_none() {
        key_text("lot", key.lot.as_str(), NAME_MAX)?;
    }
    key_text("owner", key.owner.as_str(), NAME_MAX)?;
    key_text("tenant", key.tenant.as_str(), NAME_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold_at_n_and_n_plus_one() {
        for (max, unit) in [(NAME_MAX, "a"), (NAME_MAX, "件"), (NUMBER_MAX, "é")] {
            key_text("sku", &unit.repeat(max), max).unwrap();
            let error = key_text("sku", &unit.repeat(max + 1), max)
                .unwrap_err()
                .to_string();
            assert!(
                error.contains("sku") && error.contains(&max.to_string()),
                "{error}"
            );
        }
        assert!(key_text("sku", "a ", NAME_MAX).is_err());
        assert!(key_text("sku", "", NAME_MAX).is_err());
        key_text("sku", "a b", NAME_MAX).unwrap();
    }
}
