//! The goals as a picture.

use plotters::prelude::*;

use super::contest::Contest;
use super::goals::Better;
use crate::error::{PeerError, Result};

const WIDTH: u32 = 960;
const ROW: u32 = 26;
const MARGIN: u32 = 60;
/// How far beyond floor and stretch the picture goes, either way.
const SPAN: f64 = 16.0;

/// Every goal as a bar from the least to the most of its rounds, with a mark at the median, on a scale where the floor is 1 and better is further right, each
/// step twice as much; the stretch goal is a line of its own.
///
/// # Errors
/// When the picture cannot be drawn.
pub fn goals(contests: &[&Contest]) -> Result<String> {
    let mut svg = String::new();
    {
        let rows = u32::try_from(contests.len()).unwrap_or(u32::MAX);
        let height = rows.saturating_mul(ROW) + 2 * MARGIN;
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        draw(&area, contests).map_err(PeerError::because("drawing the goals"))?;
        area.present()
            .map_err(PeerError::because("drawing the goals"))?;
    }
    Ok(svg)
}

/// Where a ratio stands: how many times it is better than the floor, as a power of two.
fn place(contest: &Contest, ratio: f64) -> f64 {
    let times = match contest.better {
        Better::More => ratio / contest.floor,
        Better::Less => contest.floor / ratio,
    };
    times.clamp(1.0 / SPAN, SPAN).log2()
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn draw(
    area: &Area<'_>,
    contests: &[&Contest],
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    area.fill(&WHITE)?;
    let rows = contests.len() as f64;
    let mut chart = ChartBuilder::on(area)
        .caption(
            "times better than the floor of each goal",
            ("sans-serif", 16),
        )
        .margin(10)
        .x_label_area_size(30)
        .y_label_area_size(100)
        .build_cartesian_2d(-SPAN.log2()..SPAN.log2(), 0.0..rows)?;
    chart
        .configure_mesh()
        .disable_y_mesh()
        .x_labels(9)
        .x_label_formatter(&|power| match *power < 0.0 {
            true => format!("1/{:.0}", (-power).exp2()),
            false => format!("{:.0}", power.exp2()),
        })
        .y_labels(0)
        .draw()?;
    for (row, contest) in contests.iter().rev().enumerate() {
        let low = row as f64 + 0.25;
        let colour = match contest.verdict() {
            "stretch" => RGBColor(0, 120, 60),
            "floor" => RGBColor(40, 90, 170),
            _ => RGBColor(190, 40, 40),
        };
        let (from, to) = (
            place(contest, contest.least()),
            place(contest, contest.most()),
        );
        let (from, to) = (from.min(to) - 0.02, from.max(to) + 0.02);
        let stretch = place(contest, contest.stretch);
        let median = place(contest, contest.median());
        chart.draw_series([
            Rectangle::new([(from, low), (to, low + 0.5)], colour.mix(0.45).filled()),
            Rectangle::new(
                [(median - 0.02, low), (median + 0.02, low + 0.5)],
                colour.filled(),
            ),
            Rectangle::new(
                [(stretch - 0.01, low - 0.15), (stretch + 0.01, low + 0.65)],
                BLACK.filled(),
            ),
        ])?;
        let label = Text::new(
            contest.goal.clone(),
            (-SPAN.log2() + 0.05, low + 0.45),
            ("sans-serif", 12),
        );
        chart.draw_series([label])?;
    }
    chart.draw_series([Rectangle::new([(-0.01, 0.0), (0.01, rows)], BLACK.filled())])?;
    Ok(())
}
