export { flattenedMatrix, flattenedVector } from './channelsFirst.ts';
export { buildHead, resolveHead } from './heads.ts';
