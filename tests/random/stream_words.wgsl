// stream_words: consecutive blocks of Threefry streams, to compare with the CPU.
//
//   words[stream, i] = threefry2x32(key, (step, first + i))
//   streams: key.x, key.y, step, first; words [streams, BLOCKS]
//
// Test only; joined with shaders/shared/threefry. Launch: x along the blocks, y along
// the streams.

@group(0) @binding(0) var<storage, read> streams: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> words: array<vec2u>;

@compute @workgroup_size(64)
fn stream_words(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let stream = streams[id.y];
  let counter = vec2u(stream.z, stream.w + id.x);
  words[id.y * workgroups.x * 64u + id.x] = threefry2x32(stream.xy, counter);
}
