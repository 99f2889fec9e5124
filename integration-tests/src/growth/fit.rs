//! Least squares.

/// Coefficients by which `rows` come closest to their targets, each difference as a part of its target; `None` if the rows do not tell them apart, or are
/// fewer than they are.
#[must_use]
pub fn least_squares<const N: usize>(rows: &[([f64; N], f64)]) -> Option<[f64; N]> {
    // Of the normal equations: the matrix with the right side as its last column.
    let mut matrix = [[0.0; N]; N];
    let mut right = [0.0; N];
    for (values, target) in rows {
        let scale = if *target == 0.0 { 1.0 } else { 1.0 / target };
        let values = values.map(|value| value * scale);
        for (at, one) in values.iter().enumerate() {
            for (other, sum) in values.iter().zip(&mut matrix[at]) {
                *sum += one * other;
            }
            right[at] += one * target * scale;
        }
    }
    solve(matrix, right)
}

/// Gauss with the largest pivot of each column.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> Option<[f64; N]> {
    let scale = matrix
        .iter()
        .flatten()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    for column in 0..N {
        let pivot = (column..N).max_by(|a, b| {
            let size = |row: &usize| matrix[*row][column].abs();
            size(a).total_cmp(&size(b))
        })?;
        if matrix[pivot][column].abs() <= scale * 1e-14 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in 0..N {
            if row == column {
                continue;
            }
            let part = matrix[row][column] / matrix[column][column];
            let above = matrix[column];
            for (value, above) in matrix[row].iter_mut().zip(above) {
                *value -= part * above;
            }
            right[row] -= part * right[column];
        }
    }
    let mut solution = right;
    for (at, value) in solution.iter_mut().enumerate() {
        *value /= matrix[at][at];
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_it_was_made_of() {
        let made = |c: f64, l: f64| ([1.0, c, c * l], 0.003 + 0.000_05 * c + 0.000_02 * c * l);
        let rows: Vec<_> = [
            (1.0, 0.0),
            (4.0, 0.0),
            (64.0, 0.0),
            (64.0, 19.0),
            (256.0, 4.0),
        ]
        .map(|(c, l)| made(c, l))
        .to_vec();
        let [f, r, s] = least_squares(&rows).unwrap();
        assert!((f - 0.003).abs() < 1e-9, "{f}");
        assert!((r - 0.000_05).abs() < 1e-11, "{r}");
        assert!((s - 0.000_02).abs() < 1e-11, "{s}");
    }

    #[test]
    fn says_when_it_cannot_tell() {
        assert_eq!(least_squares(&[([1.0, 2.0], 3.0)]), None);
        assert_eq!(
            least_squares(&[([1.0, 2.0], 3.0), ([2.0, 4.0], 6.0), ([3.0, 6.0], 9.0)]),
            None
        );
    }

    #[test]
    fn a_small_target_counts_as_much_as_a_large_one() {
        // Two rows that no line through the origin meets: relative errors are balanced, not absolute ones.
        let [a] = least_squares(&[([1.0], 1.0), ([100.0], 200.0)]).unwrap();
        let one = (a - 1.0).abs();
        let other = (a * 100.0 - 200.0).abs() / 200.0;
        assert!(one < 0.5 && other < 0.5, "{a}: {one} and {other}");
    }
}
