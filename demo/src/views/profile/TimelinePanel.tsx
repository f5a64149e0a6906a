import { useMemo, useState } from 'preact/hooks';
import type { DispatchProfile, Profile } from 'webgpu-vae/worker';
import { milliseconds } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { DispatchDetails } from './DispatchDetails.tsx';
import { KERNEL_GROUPS, kernelGroup } from './kernelGroup.ts';
import { layTimeline, type Span } from './timeline.ts';
import './timeline.css';

/** One step on a time axis: its dispatches as measured, and as predicted by the roofline model. */
export function TimelinePanel({ profile }: { readonly profile: Profile }) {
  const { dispatches, stepMs } = profile;
  const timeline = useMemo(() => layTimeline(dispatches, stepMs), [dispatches, stepMs]);
  const [chosen, setChosen] = useState<number>();
  const current = Math.min(chosen ?? slowest(dispatches), dispatches.length - 1);
  const selected = dispatches[current];
  const groups = new Set(dispatches.map(({ kernel }) => kernelGroup(kernel)));
  const lane = { dispatches, chosen: current, onChoose: setChosen };
  return (
    <Panel
      title="One step on a time axis"
      about="To scale. Point at a dispatch, or use the arrow keys, to see what it is."
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      <section class="scroll" aria-label="Time axis" tabIndex={0}>
        <div class="timeline">
          <Lane name="Measured" spans={timeline.measured} {...lane} />
          {timeline.predicted.length > 0 && (
            <Lane name="Roofline" spans={timeline.predicted} {...lane} />
          )}
          <span class="lane-name">Whole step</span>
          <div
            class="lane whole"
            role="img"
            aria-label={`Whole step, undisturbed: ${milliseconds(stepMs)}`}
          >
            <span class="whole-step" style={place(timeline.step)} />
          </div>
          <div class="axis" aria-hidden="true">
            {timeline.ticks.map((tick) => (
              <span key={tick} style={{ left: `${(100 * tick) / timeline.endMs}%` }}>
                {tick === 0 ? '0' : milliseconds(tick)}
              </span>
            ))}
          </div>
        </div>
      </section>
      <ul class="legend" aria-label="Groups of kernels">
        {KERNEL_GROUPS.map(
          (name, i) =>
            groups.has(i) && (
              <li key={name}>
                <span class={`swatch group-${i}`} /> {name}
              </li>
            ),
        )}
      </ul>
      {selected && <DispatchDetails dispatch={selected} order={current + 1} />}
    </Panel>
  );
}

/** Index of the slowest dispatch, which is selected first. */
function slowest(dispatches: readonly DispatchProfile[]): number {
  const times = dispatches.map(({ ms = 0 }) => ms);
  return times.indexOf(Math.max(...times));
}

interface LaneProps {
  readonly name: string;
  readonly dispatches: readonly DispatchProfile[];
  /** One per dispatch. */
  readonly spans: readonly Span[];
  readonly chosen: number;
  readonly onChoose: (dispatch: number) => void;
}

/** A row of dispatches. One of them is in the tab order; arrow keys select the others. */
function Lane({ name, dispatches, spans, chosen, onChoose }: LaneProps) {
  const move = (event: KeyboardEvent) => {
    const target = destination(event.key, chosen, spans.length);
    if (target === undefined) return;
    event.preventDefault();
    onChoose(target);
    const lane = event.currentTarget as HTMLElement;
    (lane.children[target] as HTMLElement | undefined)?.focus();
  };
  return (
    <>
      <span class="lane-name">{name}</span>
      <div class="lane" role="toolbar" aria-label={`${name}, dispatches`} onKeyDown={move}>
        {spans.map((span, i) => (
          <button
            type="button"
            // Dispatches are identified only by their position in the step.
            key={i}
            class={`group-${kernelGroup(dispatches[i]?.kernel ?? '')}`}
            style={place(span)}
            tabIndex={i === chosen ? 0 : -1}
            aria-pressed={i === chosen}
            aria-label={dispatches[i]?.label}
            onPointerEnter={() => onChoose(i)}
            onFocus={() => onChoose(i)}
          />
        ))}
      </div>
    </>
  );
}

function place({ start, length }: Span) {
  return { left: `${100 * start}%`, width: `${100 * length}%` };
}

/** The index that a key selects, starting from `at` of `count`; undefined for other keys. */
function destination(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
