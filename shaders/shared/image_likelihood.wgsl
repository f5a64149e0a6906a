// The negative log likelihood of images under a layer's outputs, and its gradient: the end of a decoder.
//
//   terms[ring_slot, part, row] = Σ loss(outputs[row, k], x[row, k]) over the k of one row of the product and 8 columns
//   gradient = weight of the term · gradient(outputs, x)
//
// Terms and gradients are zero past the row count. Loss and gradient are in slots/likelihood, one value of a row at
// a time where channels are no whole vec4. So only likelihoods without further tensors fit.

// #import shared/channel_bias
// #import shared/image_values
// #import shared/loss_weight

const RING: u32 = 32u;
const PARTS: u32 = 225u;

/// For the likelihoods.
const K4 = IMAGE_WIDTH / 4u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  let at = results(row4);
  var losses = emit_columns(at, column4, left);
  if (TWO_HALVES) {
    losses += emit_columns(at, column4 + 1u, right);
  }
  let parts = at.position * (columns4() / 2u) + column4 / 2u;
  emit_term(at.row.x, parts.x, losses.x);
  emit_term(at.row.y, parts.y, losses.y);
  emit_term(at.row.z, parts.z, losses.z);
  emit_term(at.row.w, parts.w, losses.w);
}

fn emit_term(row: u32, part: u32, loss: f32) {
  if (row < M) {
    store_term(
      ((step.ring_slot % RING) * PARTS + part) * TERMS_WIDTH + row,
      select(0.0, loss, row_counts(row)),
    );
  }
}

fn emit_columns(at: Results, column4: u32, sums: mat4x4f) -> vec4f {
  let b = channel_bias(column4);
  let to = places(at, column4);
  return vec4f(
    emit_values(at.row.x, to.first, sums[0] + b), emit_values(at.row.y, to.second, sums[1] + b),
    emit_values(at.row.z, to.third, sums[2] + b), emit_values(at.row.w, to.fourth, sums[3] + b),
  );
}

/// Writes the gradients of a row at four columns. Returns their loss.
fn emit_values(row: u32, to: vec4u, outputs: vec4f) -> f32 {
  let inside = to != vec4u(OUTSIDE);
  let columns = select(vec4u(), to - row * IMAGE_WIDTH, inside);
  let x = targets(x_row(row / SAMPLES), columns);
  store_values(to, loss_weight(row) * likelihood_gradient(row, columns.x / 4u, outputs, x));
  let losses = select(vec4f(), likelihood_loss(row, columns.x / 4u, outputs, x), inside);
  return losses.x + losses.y + losses.z + losses.w;
}

fn targets(start: u32, columns: vec4u) -> vec4f {
  if (WHOLE_RESULTS) {
    return x_load(start, columns.x / 4u);
  }
  return vec4f(
    x_load(start, columns.x / 4u)[columns.x % 4u], x_load(start, columns.y / 4u)[columns.y % 4u],
    x_load(start, columns.z / 4u)[columns.z % 4u], x_load(start, columns.w / 4u)[columns.w % 4u],
  );
}
