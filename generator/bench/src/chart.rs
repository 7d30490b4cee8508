//! The picture of the results: time and memory by the size of the document, and what clients cost to build by the number of their
//! operations.

use std::path::Path;

use plotters::prelude::*;

use crate::results::{Results, Row};

/// A line of a chart: its name, its colour, its points, and points beside it.
struct Series {
    name: &'static str,
    color: RGBColor,
    /// The points of the made subjects, in the order of their sizes.
    points: Vec<(f64, f64)>,
    /// The points of other subjects.
    others: Vec<(f64, f64)>,
}

impl Series {
    fn new(name: &'static str, color: RGBColor, rows: &[&Row], of: impl Fn(&Row) -> f64) -> Self {
        // Zero has no place on a logarithmic axis. A time below the resolution of the clock is zero.
        let points = |is_made: bool| {
            let rows = rows.iter().filter(|row| row.is_made == is_made);
            let mut points: Vec<_> = rows.map(|row| (float(row.size), of(row))).collect();
            points.retain(|(x, y)| *x > 0.0 && *y > 0.0);
            points.sort_by(|(first, _), (second, _)| first.total_cmp(second));
            points
        };
        Self { name, color, points: points(true), others: points(false) }
    }
}

/// Draws the results as SVG.
pub(crate) fn draw(results: &Results, path: &Path) -> Result<(), String> {
    let of = |work, unit| results.of(work, unit).collect::<Vec<_>>();
    let (cpu, memory) = (of("generate", "cpu s"), of("generate", "MB"));
    let times = [
        Series::new("generate", BLUE, &cpu, |row| row.minimum),
        Series::new("parse the document alone", BLACK, &cpu, |row| row.baseline_minimum),
    ];
    let memories = [
        Series::new("generate", BLUE, &memory, |row| row.minimum),
        Series::new("parse the document alone", BLACK, &memory, |row| row.baseline_minimum),
    ];
    let builds = [
        Series::new("cargo check", BLUE, &of("check", "cpu s"), |row| row.minimum),
        Series::new("cargo build --release", RED, &of("release", "cpu s"), |row| row.minimum),
    ];
    let area = SVGBackend::new(path, (720, 1260)).into_drawing_area();
    area.fill(&WHITE).map_err(|error| error.to_string())?;
    let charts = [
        ("Processor time by the size of the document", "bytes", "seconds", &times),
        ("Memory by the size of the document", "bytes", "megabytes", &memories),
        ("Builds of a client by its operations", "operations", "seconds", &builds),
    ];
    for (part, (title, x, y, series)) in area.split_evenly((3, 1)).iter().zip(charts) {
        chart(part, (title, x, y), series).map_err(|error| error.to_string())?;
    }
    area.present().map_err(|error| format!("`{}`: {error}", path.display()))
}

/// Draws a chart with two logarithmic axes.
fn chart<B: DrawingBackend>(
    area: &DrawingArea<B, plotters::coord::Shift>,
    (title, x, y): (&str, &str, &str),
    series: &[Series],
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let points = || series.iter().flat_map(|series| series.points.iter().chain(&series.others));
    if points().next().is_none() {
        return Ok(());
    }
    let range = |of: fn(&(f64, f64)) -> f64| {
        let values = || points().map(of);
        values().fold(f64::INFINITY, f64::min) / 1.3..values().fold(0.0, f64::max) * 1.3
    };
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d(range(|(x, _)| *x).log_scale(), range(|(_, y)| *y).log_scale())?;
    let label = |value: &f64| short(*value);
    let mut mesh = chart.configure_mesh();
    mesh.x_desc(x).y_desc(y).x_label_formatter(&label).y_label_formatter(&label).draw()?;
    for Series { name, color, points, others } in series {
        let drawn = chart.draw_series(LineSeries::new(points.iter().copied(), color))?;
        let color = *color;
        drawn.label(*name).legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color));
        chart.draw_series(others.iter().map(|point| Circle::new(*point, 3, color.filled())))?;
    }
    chart.configure_series_labels().position(SeriesLabelPosition::UpperLeft).border_style(BLACK).draw()
}

/// Returns a label of an axis: `0.01`, `100` or `10 M`.
fn short(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{} M", value / 1e6),
        value if value >= 1e3 => format!("{} k", value / 1e3),
        value => format!("{value}"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture needs few digits")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_lines_and_their_names() {
        let row =
            |work, size, figure| Row::new((work, "cpu s"), ("a", size, true), &[figure], ("parsing", &[figure / 10.0]));
        let rows =
            vec![row("generate", 1000, 0.1), row("generate", 10_000, 1.2), row("check", 4, 2.0), row("check", 8, 0.0)];
        let path = std::env::temp_dir().join("generator-bench-picture.svg");
        draw(&Results { rows }, &path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("<svg") && text.contains("parse the document alone"), "{text}");
        assert!(text.contains("cargo check") && text.matches("<polyline").count() >= 2, "{text}");
        assert_eq!([0.01, 100.0, 20_000.0, 1e7].map(short), ["0.01", "100", "20 k", "10 M"]);
        draw(&Results::default(), &path).unwrap();
    }
}
