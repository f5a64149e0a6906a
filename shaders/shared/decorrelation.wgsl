// The penalty of a covariance for each of its elements.

const OFF_DIAGONAL: f32 = 10.0;
const DIAGONAL: f32 = 100.0;

/// The excess of an element over that of independent dimensions with variance 1.
fn excess_of(element: f32, on_diagonal: bool) -> f32 {
  return element - select(0.0, 1.0, on_diagonal);
}

fn penalty_of(on_diagonal: bool) -> f32 {
  return select(OFF_DIAGONAL, DIAGONAL, on_diagonal);
}
