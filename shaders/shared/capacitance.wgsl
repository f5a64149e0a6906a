// The capacitance matrix I + Uᵀ D⁻¹ U of a Gaussian with covariance D + U Uᵀ, by a workgroup of 64 a row: its
// determinant is that of the covariance over that of D (matrix determinant lemma), and its inverse gives that of
// the covariance, D⁻¹ - D⁻¹ U (I + Uᵀ D⁻¹ U)⁻¹ Uᵀ D⁻¹ (Woodbury). The kernel binds `factor`, U row by row.

// #import shared/sum64

const R: u32 = 2u; // columns of U
const PAIRS = R * (R + 1u) / 2u;

var<private> capacitance: array<f32, PAIRS>; // its elements i, j with j <= i, row by row; then their Cholesky factor
var<private> solution: array<f32, R>;

fn pair(i: u32, j: u32) -> u32 {
  return i * (i + 1u) / 2u + j;
}

/// Adds the share of a dimension, whose row of U begins at an index.
fn add_dimension(first: u32, precision: f32) {
  for (var i = 0u; i < R; i++) {
    for (var j = 0u; j <= i; j++) {
      capacitance[pair(i, j)] += factor[first + i] * factor[first + j] * precision;
    }
  }
}

/// Sums the shares of all invocations, and factorizes. @returns the log determinant. Every invocation must call it.
fn factorize(lane: u32) -> f32 {
  for (var p = 0u; p < PAIRS; p++) {
    capacitance[p] = sum64_for_all(capacitance[p], lane);
  }
  var log_determinant = 0.0;
  for (var i = 0u; i < R; i++) {
    for (var j = 0u; j < i; j++) {
      var sum = capacitance[pair(i, j)];
      for (var k = 0u; k < j; k++) {
        sum -= capacitance[pair(i, k)] * capacitance[pair(j, k)];
      }
      capacitance[pair(i, j)] = sum / capacitance[pair(j, j)];
    }
    var pivot = 1.0 + capacitance[pair(i, i)];
    for (var k = 0u; k < i; k++) {
      pivot -= capacitance[pair(i, k)] * capacitance[pair(i, k)];
    }
    // No pivot of a matrix that is at least I is below 1.
    pivot = max(pivot, 1.0);
    log_determinant += log(pivot);
    capacitance[pair(i, i)] = sqrt(pivot);
  }
  return log_determinant;
}

/// `solution` = Cholesky factor⁻¹ · `solution`.
fn solve_lower() {
  for (var i = 0u; i < R; i++) {
    for (var k = 0u; k < i; k++) {
      solution[i] -= capacitance[pair(i, k)] * solution[k];
    }
    solution[i] /= capacitance[pair(i, i)];
  }
}

/// `solution` = transpose of the Cholesky factor⁻¹ · `solution`.
fn solve_upper() {
  for (var n = 0u; n < R; n++) {
    let i = R - 1u - n;
    for (var k = i + 1u; k < R; k++) {
      solution[i] -= capacitance[pair(k, i)] * solution[k];
    }
    solution[i] /= capacitance[pair(i, i)];
  }
}

/// `solution` = a column of the inverse.
fn solve_unit(column: u32) {
  for (var i = 0u; i < R; i++) {
    solution[i] = select(0.0, 1.0, i == column);
  }
  solve_lower();
  solve_upper();
}
