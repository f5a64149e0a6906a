// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const gpuVariantsKernels = {
  modules: {},
  slots: {
    product: {
      direct_4x4: {
        code: `







const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 8u;
const PAIRS = 32u;

var<workgroup> handed: array<vec4f, 128>;

fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4 + lane / WORKGROUP_X;
 let column4 = tile.x * TILE_COLUMNS4 + lane % WORKGROUP_X;
 let inside = row4 < rows4() && column4 < columns4();
 var sums = mat4x4f();
 if (inside) {
 let left = left_start(row4);
 let right = right_start(column4);
 for (var i = 0u; i < INNER4; i++) {
 sums += right_block(right, i) * left_block(left, i);
 }
 }
 let pair = lane / 2u;
 if (lane % 2u == 1u) {
 for (var i = 0u; i < 4u; i++) {
 handed[PAIRS * i + pair] = sums[i];
 }
 }
 workgroupBarrier();
 if (inside && lane % 2u == 0u) {
 let neighbour = mat4x4f(
 handed[pair], handed[PAIRS + pair], handed[2u * PAIRS + pair], handed[3u * PAIRS + pair],
 );
 emit(row4, column4, sums, neighbour);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
      direct_4x8: {
        code: `




const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;

fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4 + lane / WORKGROUP_X;
 let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
 if (row4 >= rows4() || column4 >= columns4()) {
 return;
 }
 let left_start0 = left_start(row4);
 let right_start0 = right_start(column4);
 let right_start1 = right_start(column4 + 1u);
 var sums0 = mat4x4f();
 var sums1 = mat4x4f();
 for (var i = 0u; i < INNER4; i++) {
 let left = left_block(left_start0, i);
 sums0 += right_block(right_start0, i) * left;
 sums1 += right_block(right_start1, i) * left;
 }
 emit(row4, column4, sums0, sums1);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      split_32x64: {
        code: `








const WORKGROUP_X: u32 = 256u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 2u;
const GROUPS = 4u;

const STEPS = (INNER4 + GROUPS * TILE_INNER4 - 1u) / (GROUPS * TILE_INNER4);

const RIGHT_COLUMN = 18u;
const RIGHT_INNER = 76u;

const ODD = 10u;
const LEFT = 152u;
const LEFT_COLUMN = 8u;
const LEFT_INNER = 36u;

const TILES = 224u;
var<workgroup> tiles: array<vec4f, 1024>;

fn product(tile: vec2u, lane: u32) {
 let group = lane / 64u;
 let own = lane % 64u;
 let first_row4 = tile.y * TILE_ROWS4;
 let first_column4 = tile.x * TILE_COLUMNS4;

 let loads_right = own < 32u;
 let loads_left = own >= 32u && own < 48u;
 let load_inner4 = own % TILE_INNER4;
 let load_block = own % 32u / TILE_INNER4;
 let load_left = left_start(min(first_row4 + load_block % TILE_ROWS4, rows4() - 1u));
 let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
 let base = group * TILES;
 let store_right = base + load_inner4 * RIGHT_INNER + (load_block & 1u) * ODD + (load_block >> 1u);
 let store_left = base + LEFT + load_inner4 * LEFT_INNER + load_block;
 let row4 = own / 8u;
 let column4 = 2u * (own % 8u);
 var sums0 = mat4x4f();
 var sums1 = mat4x4f();
 var next = mat4x4f();
 let first = group * STEPS * TILE_INNER4 + load_inner4;
 if (first < INNER4) {
 if (loads_right) {
 next = right_block(load_right, first);
 }
 if (loads_left) {
 next = left_block(load_left, first);
 }
 }
 for (var step4 = 0u; step4 < STEPS; step4++) {
 workgroupBarrier();
 for (var c = 0u; c < 4u; c++) {
 if (loads_right) {
 tiles[store_right + c * RIGHT_COLUMN] = next[c];
 }
 if (loads_left) {
 tiles[store_left + c * LEFT_COLUMN] = next[c];
 }
 }
 workgroupBarrier();
 let inner4 = first + (step4 + 1u) * TILE_INNER4;
 next = mat4x4f();
 if (step4 + 1u < STEPS && inner4 < INNER4) {
 if (loads_right) {
 next = right_block(load_right, inner4);
 }
 if (loads_left) {
 next = left_block(load_left, inner4);
 }
 }
 for (var i = 0u; i < TILE_INNER4; i++) {
 let l = base + LEFT + i * LEFT_INNER + row4;
 let block = mat4x4f(
 tiles[l], tiles[l + LEFT_COLUMN], tiles[l + 2u * LEFT_COLUMN], tiles[l + 3u * LEFT_COLUMN],
 );
 let even = base + i * RIGHT_INNER + own % 8u;
 let odd = even + ODD;
 sums0 += mat4x4f(
 tiles[even], tiles[even + RIGHT_COLUMN],
 tiles[even + 2u * RIGHT_COLUMN], tiles[even + 3u * RIGHT_COLUMN],
 ) * block;
 sums1 += mat4x4f(
 tiles[odd], tiles[odd + RIGHT_COLUMN],
 tiles[odd + 2u * RIGHT_COLUMN], tiles[odd + 3u * RIGHT_COLUMN],
 ) * block;
 }
 }
 for (var width = GROUPS / 2u; width > 0u; width = width / 2u) {
 workgroupBarrier();
 if (group >= width && group < 2u * width) {
 let at = (group - width) * 512u + own;
 for (var i = 0u; i < 4u; i++) {
 tiles[at + 64u * i] = sums0[i];
 tiles[at + 64u * (4u + i)] = sums1[i];
 }
 }
 workgroupBarrier();
 if (group < width) {
 let at = group * 512u + own;
 sums0 += mat4x4f(tiles[at], tiles[at + 64u], tiles[at + 128u], tiles[at + 192u]);
 sums1 += mat4x4f(tiles[at + 256u], tiles[at + 320u], tiles[at + 384u], tiles[at + 448u]);
 }
 }
 if (group == 0u && first_row4 + row4 < rows4() && first_column4 + column4 < columns4()) {
 emit(first_row4 + row4, first_column4 + column4, sums0, sums1);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 256 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      split_8x8: {
        code: `








const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 2u;
const TILE_COLUMNS4: u32 = 4u;
const SHARE = 32u;


const REGION = 256u;
var<workgroup> partial: array<vec4f, 768>;

fn product(tile: vec2u, lane: u32) {
 let own = lane % SHARE;
 let row4 = tile.y * TILE_ROWS4;
 let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane / SHARE);
 let loaded4 = min(column4, columns4() - 2u);
 let left_start0 = left_start(row4);
 let left_start1 = left_start(row4 + 1u);
 let right_start0 = right_start(loaded4);
 let right_start1 = right_start(loaded4 + 1u);
 var sums: array<mat4x4f, 4>;
 for (var turn = 0u; turn < (INNER4 + SHARE - 1u) / SHARE; turn++) {
 let i = turn * SHARE + own;
 if (i >= INNER4) {
 break;
 }
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let left0 = left_block(left_start0, i);
 sums[0] += right0 * left0;
 sums[1] += right1 * left0;
 let left1 = left_block(left_start1, i);
 sums[2] += right0 * left1;
 sums[3] += right1 * left1;
 }
 let base = lane / SHARE * (REGION + REGION / 2u);
 for (var width = SHARE / 2u; width > 1u; width = width / 2u) {
 let region = base + select(0u, REGION, width == 8u || width == 2u);
 if (own >= width && own < 2u * width) {
 for (var i = 0u; i < 16u; i++) {
 partial[region + i * width + own - width] = sums[i / 4u][i % 4u];
 }
 }
 workgroupBarrier();
 if (own < width) {
 for (var block = 0u; block < 4u; block++) {
 let at = region + 4u * block * width + own;
 sums[block] += mat4x4f(
 partial[at], partial[at + width], partial[at + 2u * width], partial[at + 3u * width],
 );
 }
 }
 }

 if (own < 2u) {
 for (var i = 0u; i < 16u; i++) {
 partial[base + 2u * i + own] = sums[i / 4u][i % 4u];
 }
 }
 workgroupBarrier();
 if (own < 2u && column4 < columns4()) {
 var joined: array<mat4x4f, 2>;
 for (var block = 0u; block < 2u; block++) {
 let at = base + 16u * own + 8u * block;
 joined[block] = mat4x4f(
 partial[at] + partial[at + 1u], partial[at + 2u] + partial[at + 3u],
 partial[at + 4u] + partial[at + 5u], partial[at + 6u] + partial[at + 7u],
 );
 }
 emit(row4 + own, column4, joined[0], joined[1]);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 2 },
          TILE_COLUMNS4: { type: 'u32', value: 4 },
        },
      },
      tiled_32x64: {
        code: `








const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

const LEFT_COLUMN = 8u;
const LEFT_INNER = 34u;
const RIGHT_COLUMN = 17u;
const RIGHT_INNER = 74u;

const ODD = 9u;
var<workgroup> left_tile: array<vec4f, 136>;
var<workgroup> right_tile: array<vec4f, 296>;

fn product(tile: vec2u, lane: u32) {
 let first_row4 = tile.y * TILE_ROWS4;
 let first_column4 = tile.x * TILE_COLUMNS4;

 let load_inner4 = lane % TILE_INNER4;
 let load_block = lane / TILE_INNER4;
 let load_left = left_start(min(first_row4 + load_block, rows4() - 1u));
 let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
 let store_left = load_inner4 * LEFT_INNER + load_block;
 let store_right = load_inner4 * RIGHT_INNER + (load_block & 1u) * ODD + (load_block >> 1u);
 let row4 = lane / 8u;
 let column4 = 2u * (lane % 8u);
 var sums0 = mat4x4f();
 var sums1 = mat4x4f();
 for (var step4 = 0u; step4 < (INNER4 + TILE_INNER4 - 1u) / TILE_INNER4; step4++) {
 let inner4 = step4 * TILE_INNER4 + load_inner4;
 var left = mat4x4f();
 var right = mat4x4f();
 if (inner4 < INNER4) {
 right = right_block(load_right, inner4);
 if (load_block < TILE_ROWS4) {
 left = left_block(load_left, inner4);
 }
 }
 workgroupBarrier();
 if (load_block < TILE_ROWS4) {
 for (var c = 0u; c < 4u; c++) {
 left_tile[store_left + c * LEFT_COLUMN] = left[c];
 }
 }
 for (var c = 0u; c < 4u; c++) {
 right_tile[store_right + c * RIGHT_COLUMN] = right[c];
 }
 workgroupBarrier();
 for (var i = 0u; i < TILE_INNER4; i++) {
 let l = i * LEFT_INNER + row4;
 let block = mat4x4f(
 left_tile[l], left_tile[l + LEFT_COLUMN],
 left_tile[l + 2u * LEFT_COLUMN], left_tile[l + 3u * LEFT_COLUMN],
 );
 let even = i * RIGHT_INNER + lane % 8u;
 let odd = even + ODD;
 sums0 += mat4x4f(
 right_tile[even], right_tile[even + RIGHT_COLUMN],
 right_tile[even + 2u * RIGHT_COLUMN], right_tile[even + 3u * RIGHT_COLUMN],
 ) * block;
 sums1 += mat4x4f(
 right_tile[odd], right_tile[odd + RIGHT_COLUMN],
 right_tile[odd + 2u * RIGHT_COLUMN], right_tile[odd + 3u * RIGHT_COLUMN],
 ) * block;
 }
 }
 if (first_row4 + row4 < rows4() && first_column4 + column4 < columns4()) {
 emit(first_row4 + row4, first_column4 + column4, sums0, sums1);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      tiled_64x64: {
        code: `





const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

const LEFT_COLUMN = 16u;
const LEFT_INNER = 66u;
const RIGHT_COLUMN = 17u;
const RIGHT_INNER = 74u;

const ODD = 9u;
var<workgroup> left_tile: array<vec4f, 264>;
var<workgroup> right_tile: array<vec4f, 296>;

fn product(tile: vec2u, lane: u32) {
 let first_row4 = tile.y * TILE_ROWS4;
 let first_column4 = tile.x * TILE_COLUMNS4;

 let load_inner4 = lane % TILE_INNER4;
 let load_block = lane / TILE_INNER4;
 let load_left = left_start(min(first_row4 + load_block, rows4() - 1u));
 let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
 let store_left = load_inner4 * LEFT_INNER + load_block;
 let store_right = load_inner4 * RIGHT_INNER + (load_block & 1u) * ODD + (load_block >> 1u);
 let row4 = 2u * (lane / 8u);
 let column4 = 2u * (lane % 8u);
 var sums: array<mat4x4f, 4>;
 for (var step4 = 0u; step4 < (INNER4 + TILE_INNER4 - 1u) / TILE_INNER4; step4++) {
 let inner4 = step4 * TILE_INNER4 + load_inner4;
 var left = mat4x4f();
 var right = mat4x4f();
 if (inner4 < INNER4) {
 left = left_block(load_left, inner4);
 right = right_block(load_right, inner4);
 }
 workgroupBarrier();
 for (var c = 0u; c < 4u; c++) {
 left_tile[store_left + c * LEFT_COLUMN] = left[c];
 right_tile[store_right + c * RIGHT_COLUMN] = right[c];
 }
 workgroupBarrier();
 for (var i = 0u; i < TILE_INNER4; i++) {
 let even = i * RIGHT_INNER + lane % 8u;
 let odd = even + ODD;
 let right0 = mat4x4f(
 right_tile[even], right_tile[even + RIGHT_COLUMN],
 right_tile[even + 2u * RIGHT_COLUMN], right_tile[even + 3u * RIGHT_COLUMN],
 );
 let right1 = mat4x4f(
 right_tile[odd], right_tile[odd + RIGHT_COLUMN],
 right_tile[odd + 2u * RIGHT_COLUMN], right_tile[odd + 3u * RIGHT_COLUMN],
 );
 let l = i * LEFT_INNER + row4;
 let left0 = mat4x4f(
 left_tile[l], left_tile[l + LEFT_COLUMN],
 left_tile[l + 2u * LEFT_COLUMN], left_tile[l + 3u * LEFT_COLUMN],
 );
 sums[0] += right0 * left0;
 sums[1] += right1 * left0;
 let next = l + 1u;
 let left1 = mat4x4f(
 left_tile[next], left_tile[next + LEFT_COLUMN],
 left_tile[next + 2u * LEFT_COLUMN], left_tile[next + 3u * LEFT_COLUMN],
 );
 sums[2] += right0 * left1;
 sums[3] += right1 * left1;
 }
 }
 for (var block = 0u; block < 2u; block++) {
 if (first_row4 + row4 + block < rows4() && first_column4 + column4 < columns4()) {
 emit(
 first_row4 + row4 + block, first_column4 + column4,
 sums[2u * block], sums[2u * block + 1u],
 );
 }
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
