// @ts-check
import { spread } from '../statistics.mjs';
import { fitGpu, fittedMs } from './fit.mjs';
import { instructionsOf } from './rates.mjs';

/** @import { GpuModel, KernelStatistics } from '../../../src/profiling/gpuModel.ts' */
/** @import { KnownGpu, TimedDispatch, Uncertainty } from './types.ts' */

/** One in so many dispatches is held out of the fit. */
const HELD_OUT = 4;

/**
 * The outcome of a calibration. `gpu` is what `predictStep` takes, with statistics of the dispatches of
 * the measured training step.
 *
 * @typedef {object} Calibration
 * @property {GpuModel} gpu
 * @property {number} accessCost an access costs as much as so many multiply-adds
 * @property {Uncertainty} uncertainty standard error of each constant, as a share of it
 * @property {{ median: number, worst: number, fitted: number, heldOut: number }} error relative errors
 *   of dispatches that were held out of the fit, and the numbers of dispatches
 * @property {(TimedDispatch & { instructions: number, modelledMs: number, heldOut: boolean })[]} dispatches
 */

/**
 * Fits a GPU to three of four dispatches and judges the fit by the others.
 *
 * @param {readonly TimedDispatch[]} timed
 * @param {KnownGpu} [known]
 * @returns {Calibration}
 * @throws CalibrationError if the measurements do not determine a constant
 */
export function calibrate(timed, known) {
  const measured = timed.filter(({ ms }) => ms > 0);
  /** @param {number} place */
  const isHeldOut = (place) => place % HELD_OUT === 1;
  const fit = fitGpu(
    measured.filter((_, i) => !isHeldOut(i)),
    known,
  );
  const dispatches = measured.map((dispatch, i) => ({
    ...dispatch,
    instructions: instructionsOf(dispatch, fit.accessCost),
    modelledMs: fittedMs(fit, dispatch),
    heldOut: isHeldOut(i),
  }));
  const errors = dispatches
    .filter(({ heldOut }) => heldOut)
    .map(({ modelledMs, ms }) => Math.abs(modelledMs / ms - 1));
  const { median, max } = spread(errors);
  return {
    gpu: { ...fit.gpu, kernels: dispatches.filter(isOfStep).map(statisticsOf) },
    accessCost: fit.accessCost,
    uncertainty: fit.uncertainty,
    error: {
      median,
      worst: max,
      fitted: dispatches.length - errors.length,
      heldOut: errors.length,
    },
    dispatches,
  };
}

/** A model's dispatches have a label of layer and operation, such as `fc1.forward`. @param {TimedDispatch} dispatch */
function isOfStep({ label }) {
  return label.includes('.');
}

/** @param {Calibration['dispatches'][number]} dispatch @returns {KernelStatistics} */
function statisticsOf({ kernel, label, workgroups, invocations, instructions }) {
  return { kernel, label, workgroups, invocations, instructions };
}
