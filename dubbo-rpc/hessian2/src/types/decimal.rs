//! `BigDecimal` and `BigInteger`, as the crates `bigdecimal` and `num-bigint` have them.

use crate::decode::{Decode, Decoder, Head, Kind};
use crate::encode::{Encode, Encoder};
use crate::error::{Error, ErrorKind, Result};
use crate::java::ShortText;
use crate::object::Class;
use crate::schema::{JavaType, TypeRef};
use bigdecimal::BigDecimal;
use num_bigint::{BigInt, Sign};
use std::borrow::Cow;
use std::fmt::Write;

static DECIMAL: Class = Class {
    name: "java.math.BigDecimal",
    fields: &["value"],
};

impl JavaType for BigDecimal {
    fn type_ref() -> TypeRef {
        TypeRef::class(DECIMAL.name)
    }

    fn descriptor() -> Cow<'static, str> {
        Cow::Borrowed("Ljava/math/BigDecimal;")
    }
}

impl Encode for BigDecimal {
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.object_of(&DECIMAL)?;
        let (unscaled, scale) = self.as_bigint_and_scale();
        let negative = unscaled.sign() == Sign::Minus;
        let mut words = unscaled.magnitude().iter_u64_digits();
        let (low, more) = (words.next().unwrap_or(0), words.next().is_some());
        let mut digits = ShortText::new();
        let mut text = ShortText::new();
        if !more
            && write!(digits, "{low}").is_ok()
            && decimal_text(&mut text, negative, digits.as_str(), scale)?.is_ok()
        {
            return e.write_str(text.as_str());
        }
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = decimal_text(
            &mut text,
            negative,
            &unscaled.magnitude().to_string(),
            scale,
        )?;
        e.write_str(&text)
    }
}

/// `BigDecimal.toString`, which `new BigDecimal(String)` reads back with the same scale; the
/// inner result is that of writing to `out`.
fn decimal_text(
    out: &mut impl Write,
    negative: bool,
    digits: &str,
    scale: i64,
) -> Result<std::fmt::Result> {
    let count = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let adjusted = (count - 1).saturating_sub(scale);
    if i32::try_from(scale).is_err() || i32::try_from(adjusted).is_err() {
        return Err(Error::new(
            ErrorKind::Unencodable,
            format!("a BigDecimal of scale {scale} is beyond Java's"),
        ));
    }
    let sign = if negative { "-" } else { "" };
    Ok(if scale == 0 {
        write!(out, "{sign}{digits}")
    } else if scale > 0 && adjusted >= -6 {
        let scale = usize::try_from(scale).unwrap_or_default();
        match digits.len().checked_sub(scale) {
            Some(whole) if whole > 0 => {
                write!(out, "{sign}{}.{}", &digits[..whole], &digits[whole..])
            }
            _ => write!(out, "{sign}0.{digits:0>scale$}"),
        }
    } else {
        let point = if digits.len() > 1 { "." } else { "" };
        let (first, rest) = digits.split_at(1);
        match adjusted {
            0 => write!(out, "{sign}{first}{point}{rest}"),
            _ => write!(out, "{sign}{first}{point}{rest}E{adjusted:+}"),
        }
    })
}

impl Decode for BigDecimal {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        const FIELDS: &[&str] = &["value"];
        match d.peek()? {
            Kind::String | Kind::Int | Kind::Long | Kind::Double if d.is_generic() => {
                return decimal(d);
            }
            _ => {}
        }
        let open = d.open(DECIMAL.name)?;
        let Head::Object { class } = open.head else {
            return Err(d.mismatch_in(&open, DECIMAL.name));
        };
        let plan = d.plan(class, FIELDS)?;
        let mut value = None;
        for i in 0..d.class_fields(class) {
            match d.planned(plan, i) {
                0 => value = Some(decimal(d)?),
                _ => d.skip()?,
            }
        }
        let value = match value {
            Some(value) => value,
            None => return Err(d.mismatch_in(&open, DECIMAL.name)),
        };
        d.close(open);
        Ok(value)
    }
}

/// Reads text as `new BigDecimal(String)` does, keeping its scale.
fn decimal(d: &mut Decoder<'_>) -> Result<BigDecimal> {
    let at = d.position();
    let text = d.read_str()?;
    let most = d.limits().decimal_digits;
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(e) => (&text[..e], text[e + 1..].parse::<i32>().ok()),
        None => (&*text, Some(0)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let digits = unsigned.len() + fraction.len();
    let is_number = digits > 0
        && unsigned
            .bytes()
            .chain(fraction.bytes())
            .all(|b| b.is_ascii_digit());
    let Some(exponent) = exponent.filter(|_| is_number) else {
        let text: String = text.chars().take(60).collect();
        let message = format!("{text:?} is not the text of a BigDecimal");
        return Err(Error::at(ErrorKind::TypeMismatch, at, message));
    };
    if digits > most {
        return Err(Error::limit(at, "decimal_digits", most, digits));
    }
    let scale = i64::try_from(fraction.len()).unwrap_or(i64::MAX) - i64::from(exponent);
    let size = usize::try_from(scale.unsigned_abs()).unwrap_or(usize::MAX);
    if size > most {
        return Err(Error::limit(at, "decimal_digits", most, size));
    }
    d.charge(digits)?;
    let negative = whole.starts_with('-');
    let unscaled = match (digits <= 18).then(|| small(unsigned, fraction)) {
        Some(small) => BigInt::from(if negative { -small } else { small }),
        None => {
            let digits: String = [unsigned, fraction].concat();
            let sign = if negative { Sign::Minus } else { Sign::Plus };
            let magnitude = digits.parse().map_err(|_| d.mismatch("digits"))?;
            BigInt::from_biguint(sign, magnitude)
        }
    };
    Ok(BigDecimal::new(unscaled, scale))
}

/// At most 18 digits, which a long holds.
fn small(whole: &str, fraction: &str) -> i64 {
    whole
        .bytes()
        .chain(fraction.bytes())
        .fold(0, |n, digit| n * 10 + i64::from(digit - b'0'))
}

static INTEGER: Class = Class {
    name: "java.math.BigInteger",
    fields: &["mag", "signum"],
};

impl JavaType for BigInt {
    fn type_ref() -> TypeRef {
        TypeRef::class(INTEGER.name)
    }

    fn descriptor() -> Cow<'static, str> {
        Cow::Borrowed("Ljava/math/BigInteger;")
    }
}

impl Encode for BigInt {
    /// The two fields every JDK needs; the others are caches Java fills itself.
    fn encode(&self, e: &mut Encoder) -> Result<()> {
        e.object_of(&INTEGER)?;
        let words = self.magnitude().iter_u32_digits();
        let words = if self.sign() == Sign::NoSign {
            0
        } else {
            words.len()
        };
        e.begin_list(Some("[int"), words)?;
        for word in self.magnitude().iter_u32_digits().rev().take(words) {
            e.write_i32(i32::from_be_bytes(word.to_be_bytes()));
        }
        e.write_i32(match self.sign() {
            Sign::Minus => -1,
            Sign::NoSign => 0,
            Sign::Plus => 1,
        });
        Ok(())
    }
}

impl Decode for BigInt {
    fn decode(d: &mut Decoder<'_>) -> Result<Self> {
        match d.peek()? {
            Kind::String | Kind::Int | Kind::Long if d.is_generic() => {
                let at = d.position();
                let (value, scale) = decimal(d)?.into_bigint_and_exponent();
                if scale != 0 {
                    let message = "expected a java.math.BigInteger, met a fraction";
                    return Err(Error::at(ErrorKind::TypeMismatch, at, message));
                }
                return Ok(value);
            }
            _ => {}
        }
        let open = d.open(INTEGER.name)?;
        let Head::Object { class } = open.head else {
            return Err(d.mismatch_in(&open, INTEGER.name));
        };
        let plan = d.plan(class, INTEGER.fields)?;
        let (mut words, mut sign) = (Vec::<i32>::new(), 0);
        for i in 0..d.class_fields(class) {
            match d.planned(plan, i) {
                0 => words = Vec::decode(d)?,
                1 => sign = d.read_i32()?,
                _ => d.skip()?,
            }
        }
        let words = words
            .iter()
            .rev()
            .map(|word| u32::from_be_bytes(word.to_be_bytes()));
        let magnitude = num_bigint::BigUint::new(words.collect());
        // Decimal digits are bits times the logarithm of 2.
        let digits = usize::try_from((magnitude.bits() * 1233) >> 12).unwrap_or(usize::MAX) + 1;
        let most = d.limits().decimal_digits;
        if digits > most {
            return Err(Error::limit(d.position(), "decimal_digits", most, digits));
        }
        let sign = match sign {
            -1 => Sign::Minus,
            0 => Sign::NoSign,
            1 => Sign::Plus,
            met => {
                let message = format!("the signum of a BigInteger is -1, 0 or 1, met {met}");
                return Err(d.error(ErrorKind::OutOfRange, message));
            }
        };
        d.close(open);
        Ok(BigInt::from_biguint(sign, magnitude))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Decoder, Encoder};
    use bigdecimal::BigDecimal;
    use num_bigint::BigInt;

    #[test]
    fn decimals_read_as_in_java() {
        let cases = [
            (0, 0, "0"),
            (0, 2, "0.00"),
            (0, 7, "0E-7"),
            (1990, 2, "19.90"),
            (-1, 4, "-0.0001"),
            (1, 6, "0.000001"),
            (1, 7, "1E-7"),
            (123, 9, "1.23E-7"),
            (1, -30, "1E+30"),
            (-123, -3, "-1.23E+5"),
        ];
        for (unscaled, scale, text) in cases {
            let value = BigDecimal::new(BigInt::from(unscaled), scale);
            let mut e = Encoder::new();
            e.write(&value).unwrap();
            let written: crate::Value = Decoder::new(&e.into_vec()).read().unwrap();
            assert_eq!(
                written.as_object().unwrap().get("value").unwrap().as_str(),
                Some(text)
            );
        }
    }
}
