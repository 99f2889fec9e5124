//! A series as a picture: what a call costs on the left, what the processes hold in memory on the right.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::point::Point;
use crate::error::{PeerError, Result};

const SIZE: (u32, u32) = (960, 340);
const PROVIDER: RGBColor = RGBColor(40, 90, 170);
const DATABASE: RGBColor = RGBColor(190, 90, 30);
/// Where nothing was used the scale still has a length.
const LEAST: f64 = 1e-6;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = std::result::Result<(), Box<dyn std::error::Error>>;

/// Draws one; sizes and figures are on scales of powers of two and ten.
///
/// # Errors
/// When it cannot be drawn.
pub fn series(what: &str, points: &[Point]) -> Result<String> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let about = format!("drawing {what}");
        both(&area, what, points).map_err(PeerError::because(about.as_str()))?;
        area.present().map_err(PeerError::because(about.as_str()))?;
    }
    Ok(svg)
}

fn both(area: &Area<'_>, what: &str, points: &[Point]) -> Drawn {
    area.fill(&WHITE)?;
    let (left, right) = area.split_horizontally(SIZE.0 / 2);
    chart(
        &left,
        &format!("CPU s for 1,000 calls, by {what}"),
        points,
        [Point::provider_cpu, Point::database_cpu],
    )?;
    chart(
        &right,
        &format!("resident MiB, by {what}"),
        points,
        [
            |point| mib(point.sample.resident_kib),
            |point| mib(point.database_kib),
        ],
    )
}

fn mib(kib: u64) -> f64 {
    kib as f64 / 1_024.0
}

fn chart(area: &Area<'_>, caption: &str, points: &[Point], lines: [fn(&Point) -> f64; 2]) -> Drawn {
    let values = |of: &dyn Fn(&Point) -> f64| -> Vec<f64> {
        points.iter().map(|point| of(point).max(LEAST)).collect()
    };
    let [provider, database] = [values(&lines[0]), values(&lines[1])];
    let most = provider
        .iter()
        .chain(&database)
        .fold(LEAST, |most, value| most.max(*value));
    let (first, last) = (
        points.first().map_or(1.0, |point| point.x),
        points.last().map_or(2.0, |point| point.x),
    );
    let mut chart = ChartBuilder::on(area)
        .caption(caption, ("sans-serif", 14))
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(60)
        .build_cartesian_2d((first..last.max(first * 2.0)).log_scale(), 0.0..most * 1.1)?;
    chart
        .configure_mesh()
        .x_labels(6)
        .x_label_formatter(&|x| short(*x))
        .y_label_formatter(&|y| figure(*y))
        .draw()?;
    for (name, colour, line) in [
        ("provider", PROVIDER, provider),
        ("database", DATABASE, database),
    ] {
        let at: Vec<(f64, f64)> = points.iter().map(|point| point.x).zip(line).collect();
        chart
            .draw_series(LineSeries::new(at.iter().copied(), colour.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour.stroke_width(2)));
        chart.draw_series(
            at.into_iter()
                .map(|place| Circle::new(place, 3, colour.filled())),
        )?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    Ok(())
}

/// A size in few letters.
#[must_use]
pub fn short(x: f64) -> String {
    match x {
        x if x >= 1e6 => format!("{} M", x / 1e6),
        x if x >= 1e4 => format!("{} k", x / 1e3),
        x => format!("{x}"),
    }
}

fn figure(y: f64) -> String {
    match y {
        y if y >= 10.0 => format!("{y:.0}"),
        y if y >= 0.1 || y == 0.0 => format!("{y:.2}"),
        y => format!("{y:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_what_there_is() {
        let point = |x: f64| Point {
            x,
            database_kib: 4_096,
            ..Point::default()
        };
        for points in [vec![], vec![point(1.0)], vec![point(1.0), point(256.0)]] {
            let svg = series("sites", &points).unwrap();
            assert!(svg.starts_with("<svg") && svg.contains("by sites"), "{svg}");
        }
        assert_eq!(short(10_000_000.0), "10 M");
        assert_eq!(short(20_000.0), "20 k");
        assert_eq!(short(256.0), "256");
    }
}
