// One-dimensional launches longer than one row of workgroups (65,535) wrap into y.

fn linear_index(id: vec3u, workgroups: vec3u, workgroup_width: u32) -> u32 {
  return id.y * workgroups.x * workgroup_width + id.x;
}
