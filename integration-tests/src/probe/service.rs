//! What the probe does.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use dubbo_rpc::hessian2::{
    Array, BigDecimal, ByteArray, Date, LocalDate, LocalDateTime, Throwable, Value,
};
use dubbo_rpc::{Context, Fault};

use super::types::{Color, Graph, Part, ProbeService, Sample};

/// Serves [`ProbeService`].
#[derive(Debug, Default)]
pub struct Probe {
    notes: Mutex<HashMap<String, i32>>,
}

fn millis(value: i32) -> Duration {
    Duration::from_millis(u64::try_from(value).unwrap_or(0))
}

impl ProbeService for Probe {
    async fn echo(&self, _: &Context, text: Option<String>) -> Result<Option<String>, Fault> {
        Ok(text)
    }

    async fn add(&self, _: &Context, left: i64, right: i32) -> Result<i64, Fault> {
        Ok(left.wrapping_add(i64::from(right)))
    }

    async fn add_boxed(
        &self,
        _: &Context,
        left: Option<i64>,
        right: Option<i32>,
    ) -> Result<Option<i64>, Fault> {
        Ok(left
            .zip(right)
            .map(|(left, right)| left.wrapping_add(i64::from(right))))
    }

    async fn primitives(
        &self,
        _: &Context,
        flag: bool,
        small: i8,
        mid: i16,
        letter: char,
        single: f32,
        twice: f64,
    ) -> Result<String, Fault> {
        Ok(format!("{flag},{small},{mid},{letter},{single},{twice}"))
    }

    async fn not(&self, _: &Context, flag: bool) -> Result<bool, Fault> {
        Ok(!flag)
    }

    async fn half(&self, _: &Context, value: f64) -> Result<f64, Fault> {
        Ok(value / 2.0)
    }

    async fn join(&self, _: &Context, text: String) -> Result<String, Fault> {
        Ok(format!("one:{text}"))
    }

    async fn join_number(&self, _: &Context, text: String, number: i32) -> Result<String, Fault> {
        Ok(format!("two:{text}:{number}"))
    }

    async fn join_long(&self, _: &Context, number: i64) -> Result<String, Fault> {
        Ok(format!("long:{number}"))
    }

    async fn join_all(&self, _: &Context, texts: Vec<String>) -> Result<String, Fault> {
        Ok(format!("list:{}", texts.join("+")))
    }

    async fn round_trip(
        &self,
        _: &Context,
        sample: Option<Sample>,
    ) -> Result<Option<Sample>, Fault> {
        Ok(sample)
    }

    async fn reverse(
        &self,
        _: &Context,
        samples: Option<Vec<Sample>>,
    ) -> Result<Option<Vec<Sample>>, Fault> {
        Ok(samples.map(|samples| samples.into_iter().rev().collect()))
    }

    async fn attributes(
        &self,
        _: &Context,
        mut given: HashMap<String, Value>,
    ) -> Result<HashMap<String, Value>, Fault> {
        let size = i32::try_from(given.len()).unwrap_or(i32::MAX);
        given.insert("size".to_owned(), Value::Int(size));
        Ok(given)
    }

    async fn parts(
        &self,
        _: &Context,
        given: HashMap<String, Option<Part>>,
    ) -> Result<HashMap<String, Option<Part>>, Fault> {
        Ok(given)
    }

    async fn tags(&self, _: &Context, given: HashSet<String>) -> Result<HashSet<String>, Fault> {
        Ok(given)
    }

    async fn bytes(
        &self,
        _: &Context,
        given: Option<ByteArray>,
    ) -> Result<Option<ByteArray>, Fault> {
        Ok(given)
    }

    async fn doubled(&self, _: &Context, given: Array<i32>) -> Result<Array<i32>, Fault> {
        Ok(Array(
            given
                .0
                .into_iter()
                .map(|number| number.wrapping_mul(2))
                .collect(),
        ))
    }

    async fn upper(
        &self,
        _: &Context,
        given: Array<Option<String>>,
    ) -> Result<Array<Option<String>>, Fault> {
        Ok(Array(
            given
                .0
                .into_iter()
                .map(|text| text.map(|text| text.to_uppercase()))
                .collect(),
        ))
    }

    async fn next(&self, _: &Context, color: Option<Color>) -> Result<Option<Color>, Fault> {
        Ok(color.map(|color| match color {
            Color::Red => Color::Green,
            Color::Green => Color::Blue,
            Color::Blue => Color::Red,
        }))
    }

    async fn scale(
        &self,
        _: &Context,
        value: Option<BigDecimal>,
        factor: i32,
    ) -> Result<Option<BigDecimal>, Fault> {
        Ok(value.map(|value| value * BigDecimal::from(factor)))
    }

    async fn later(&self, _: &Context, day: Option<Date>) -> Result<Option<Date>, Fault> {
        Ok(day.map(|day| Date(day.0.saturating_add(1000))))
    }

    async fn tomorrow(
        &self,
        _: &Context,
        moment: Option<LocalDateTime>,
    ) -> Result<Option<LocalDateTime>, Fault> {
        Ok(moment.map(|moment| LocalDateTime {
            date: day_after(&moment.date),
            time: moment.time,
        }))
    }

    async fn graph(&self, _: &Context, first: Graph) -> Result<Graph, Fault> {
        Ok(first)
    }

    async fn ring_size(&self, _: &Context, first: Graph) -> Result<i32, Fault> {
        let mut node = &first.0;
        for steps in 0.. {
            match node {
                // The only way back is the ring's first node: inner rings are not sent.
                Value::Cycle(_) => return Ok(steps),
                Value::Object(object) => node = object.get("next").unwrap_or(&Value::Null),
                _ => break,
            }
        }
        Ok(-1)
    }

    async fn any(&self, _: &Context, value: Value) -> Result<Value, Fault> {
        Ok(value)
    }

    async fn fail(&self, _: &Context, kind: String) -> Result<(), Fault> {
        Err(match kind.as_str() {
            "checked" => Throwable::new("com.autoparts.probe.ProbeException", "checked 异常")
                .with("code", "C1")
                .into(),
            "declared" => Throwable::new("com.autoparts.probe.ProbeRefusal", "declared")
                .with("code", "D1")
                .into(),
            "illegal" => Fault::throw("java.lang.IllegalArgumentException", "illegal"),
            "runtime" => Fault::new("runtime"),
            // Rust has no class to hide: what a Java provider must turn into a RuntimeException is one from the start.
            "undeclared" => Fault::new("undeclared"),
            _ => return Ok(()),
        })
    }

    async fn eventually(&self, _: &Context, text: String, delay: i32) -> Result<String, Fault> {
        tokio::time::sleep(millis(delay)).await;
        Ok(text)
    }

    async fn sleep(&self, _: &Context, delay: i32) -> Result<String, Fault> {
        tokio::time::sleep(millis(delay)).await;
        Ok("slept".to_owned())
    }

    async fn note(&self, _: &Context, text: String) -> Result<(), Fault> {
        *self
            .notes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(text)
            .or_default() += 1;
        Ok(())
    }

    async fn notes(&self, _: &Context, text: String) -> Result<i32, Fault> {
        let notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(notes.get(&text).copied().unwrap_or(0))
    }

    async fn attachment(&self, cx: &Context, key: String) -> Result<Option<String>, Fault> {
        let value = cx.attachment(&key).map(str::to_owned);
        if let Some(value) = &value {
            cx.set_response_attachment(format!("reply-{key}"), value.clone());
        }
        Ok(value)
    }

    async fn big(&self, _: &Context, size: i32) -> Result<String, Fault> {
        Ok("x".repeat(usize::try_from(size).unwrap_or(0)))
    }
}

/// The next day of the proleptic Gregorian calendar.
fn day_after(date: &LocalDate) -> LocalDate {
    let leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    let last = match date.month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (year, month, day) = match (date.month, date.day) {
        (12, day) if day >= last => (date.year + 1, 1, 1),
        (month, day) if day >= last => (date.year, month + 1, 1),
        (month, day) => (date.year, month, day + 1),
    };
    LocalDate { year, month, day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other() {
        for (from, to) in [
            ((2024, 2, 28), (2024, 2, 29)),
            ((2023, 2, 28), (2023, 3, 1)),
            ((1900, 2, 28), (1900, 3, 1)),
            ((1999, 12, 31), (2000, 1, 1)),
            ((2024, 4, 30), (2024, 5, 1)),
            ((2024, 4, 29), (2024, 4, 30)),
        ] {
            let date = |(year, month, day)| LocalDate { year, month, day };
            assert_eq!(day_after(&date(from)), date(to));
        }
    }
}
