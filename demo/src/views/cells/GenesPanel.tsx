import { useMemo } from 'preact/hooks';
import { percent } from '../../parts/figures.ts';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { colours } from '../../parts/palette.ts';
import type { CellSession } from '../../session/cells/cellSession.ts';
import { genesOf } from '../../session/cells/groups.ts';
import { colourOf } from '../explore/map/paintPoints.ts';
import { groupName } from './groupName.ts';

/** Genes that are listed. */
const LISTED = 10;
/** Less is no change, as a logarithm to base 2. */
const LEAST_CHANGE = 0.5;

/** The genes that tell a group of cells from all others. */
export function GenesPanel({ cells }: { readonly cells: CellSession }) {
  const [codes, groups, chosen] = [
    cells.monitor.glimpse.value,
    cells.groups.value,
    cells.chosen.value,
  ];
  const { genes } = cells.used.value;
  const palette = colours.value;
  const found = useMemo(
    () =>
      (codes && groups ? genesOf(codes, groups.groupOf, chosen, genes) : []).filter(
        ({ change }) => Math.abs(change) >= LEAST_CHANGE,
      ),
    [codes, groups, chosen, genes],
  );
  const most = Math.max(1, ...found.map(({ change }) => Math.abs(change)));
  return (
    <Panel
      class="genes"
      title="What tells a group from the others"
      about="Genes whose share of a cell’s counts differs most between the group and all other cells, by the model: free of how deeply a cell was read."
    >
      {groups && (
        <fieldset class="groups">
          <legend class="visually-hidden">Group</legend>
          {groups.sizes.map((size, group) => (
            <button
              key={group}
              type="button"
              class="group"
              aria-pressed={group === chosen}
              onClick={() => {
                cells.chosen.value = group;
              }}
            >
              <i style={{ background: colourOf(palette, group) }} />
              {groupName(group)}
              <small>{wholeNumber(size)} cells</small>
            </button>
          ))}
        </fieldset>
      )}
      {found.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Gene</th>
              <th scope="col">Change</th>
              <th scope="col">Probability</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, LISTED).map(({ gene, change, probability }) => (
              <tr key={gene}>
                <th scope="row">{gene}</th>
                <td>
                  <span class="change" style={{ '--part': Math.abs(change) / most }}>
                    <i class={change < 0 ? 'less' : 'more'} />
                    {times(change)}
                  </span>
                </td>
                <td>{percent(probability)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!groups && <p class="about">None until training begins.</p>}
    </Panel>
  );
}

/** `8.2 times`, or `1/8.2` of the others. */
function times(change: number): string {
  const factor = (2 ** Math.abs(change)).toFixed(1);
  return change < 0 ? `1/${factor}` : `${factor} times`;
}
