// The end of a product of images: eight columns of four rows, in halves of four. The kernel's modules give
// `emit_columns`.

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  let at = results(row4);
  emit_columns(at, column4, left);
  if (TWO_HALVES) {
    emit_columns(at, column4 + 1u, right);
  }
}
