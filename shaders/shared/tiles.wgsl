// Tiles of a product that is launched in one dimension, since it has more rows than a dimension has workgroups.

/// The place of a workgroup's tile; past the last row in surplus workgroups.
fn tile_of(workgroup: vec3u, workgroups: vec3u) -> vec2u {
  let tile = workgroup.y * workgroups.x + workgroup.x;
  let across = (columns4() + TILE_COLUMNS4 - 1u) / TILE_COLUMNS4;
  return vec2u(tile % across, tile / across);
}
