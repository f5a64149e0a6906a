import { useState } from 'preact/hooks';
import type { Profile } from 'webgpu-vae/worker';
import { figure, milliseconds, scaled } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { kernelGroup } from './kernelGroup.ts';
import './tables.css';
import { BOUND_TEXTS, type KernelOrder, type KernelRow, kernelRows } from './kernelRows.ts';

/** All dispatches of a step with times, costs and the resulting rates. */
export function KernelTable({ profile }: { readonly profile: Profile }) {
  const [order, setOrder] = useState<KernelOrder>('step');
  const rows = kernelRows(profile, order);
  const slowest = Math.max(0, ...rows.map(({ share = 0 }) => share));
  return (
    <Panel
      title="Kernels"
      about="Operations and bytes are counted from the plan, times are measured. Bound by: what the roofline model says takes longest."
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      <section class="scroll" aria-label="Table of kernels" tabIndex={0}>
        <table class="kernels">
          <thead>
            <tr>
              <SortHeader name="Step" by="step" order={order} onSort={setOrder} />
              <th scope="col">Dispatch</th>
              <SortHeader name="Time" by="time" order={order} onSort={setOrder} />
              <th scope="col" class="figure">
                Operations
              </th>
              <th scope="col" class="figure">
                Bytes
              </th>
              <th scope="col" class="figure">
                GFLOP/s
              </th>
              <th scope="col" class="figure">
                GB/s
              </th>
              <th scope="col">Of the peak</th>
              <th scope="col">Bound by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.order} row={row} slowest={slowest} />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

interface SortHeaderProps {
  readonly name: string;
  readonly by: KernelOrder;
  readonly order: KernelOrder;
  readonly onSort: (by: KernelOrder) => void;
}

function SortHeader({ name, by, order, onSort }: SortHeaderProps) {
  const direction = by === 'step' ? 'ascending' : 'descending';
  return (
    <th scope="col" aria-sort={order === by ? direction : 'none'}>
      <button type="button" class="sort" onClick={() => onSort(by)}>
        {name}
        <span aria-hidden="true">{by === 'step' ? '▲' : '▼'}</span>
      </button>
    </th>
  );
}

function Row({ row, slowest }: { readonly row: KernelRow; readonly slowest: number }) {
  const { order, label, kernel, ms, share, flops, bytes, rates, bound } = row;
  const percent = rates?.percentOfPeak;
  return (
    <tr>
      <td class="figure">{order}</td>
      <th scope="row">
        <span class={`swatch group-${kernelGroup(kernel)}`} /> {label}
        <small>{kernel}</small>
      </th>
      <td>
        <Bar
          share={slowest > 0 ? (share ?? 0) / slowest : 0}
          group={kernelGroup(kernel)}
          text={milliseconds(ms ?? Number.NaN)}
          note={share === undefined ? '' : `${(100 * share).toFixed(0)} %`}
        />
      </td>
      <td class="figure">{scaled(flops)}</td>
      <td class="figure">{scaled(bytes, 'B')}</td>
      <td class="figure">{rate(rates?.gflops)}</td>
      <td class="figure">{rate(rates?.gbPerSecond)}</td>
      <td>
        <Bar
          share={Math.min(1, (percent ?? 0) / 100)}
          text={percent === undefined ? '–' : `${rate(percent)} %`}
        />
      </td>
      <td>{bound ? BOUND_TEXTS[bound] : '–'}</td>
    </tr>
  );
}

interface BarProps {
  /** From 0 to 1. */
  readonly share: number;
  readonly text: string;
  readonly note?: string;
  /** Group of the kernel, which determines its colour. */
  readonly group?: number;
}

function Bar({ share, text, note, group }: BarProps) {
  return (
    <div class="bar-cell">
      <span class="bar-text">
        {text} {note && <small>{note}</small>}
      </span>
      <span class="bar" aria-hidden="true">
        <span
          class={group === undefined ? 'peak' : `group-${group}`}
          style={{ width: `${100 * share}%` }}
        />
      </span>
    </div>
  );
}

/** Three significant digits. */
function rate(value: number | undefined): string {
  return value === undefined ? '–' : figure(Number(value.toPrecision(3)));
}
