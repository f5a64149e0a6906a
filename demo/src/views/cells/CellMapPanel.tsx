import { useMemo, useRef } from 'preact/hooks';
import { TextField } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { colours } from '../../parts/palette.ts';
import type { CellSession } from '../../session/cells/cellSession.ts';
import { CELL_FIELDS } from '../../session/cells/cellSettings.ts';
import type { CellCodes, Groups } from '../../session/cells/groups.ts';
import { MapPlot } from '../explore/map/MapPlot.tsx';
import { MAP_MARGINS } from '../explore/map/margins.ts';
import { paintPoints } from '../explore/map/paintPoints.ts';
import { type PrincipalComponents, principalComponents } from '../explore/map/pca.ts';
import { placesOf } from '../explore/map/plane.ts';
import { useWidth } from '../explore/map/useWidth.ts';
import { viewport, WHOLE_MAP, wholeRanges } from '../explore/map/viewport.ts';
import { groupName } from './groupName.ts';

/** All cells at their codes, coloured by the groups that were found. */
export function CellMapPanel({ cells }: { readonly cells: CellSession }) {
  const [codes, groups] = [cells.monitor.glimpse.value, cells.groups.value];
  const { types } = cells.used.value;
  return (
    <Panel
      class="map"
      title="Cells by their codes"
      about={
        groups
          ? `Groups of similar codes, found without the types. With the ${types.length} types that the cells were made of they have an adjusted Rand index of ${groups.agreement.toFixed(2)}: 1 is the same grouping, 0 what chance gives.`
          : 'A code is a few numbers for all counts of a cell. None until training begins.'
      }
    >
      <div class="group-count">
        <TextField
          label="Groups"
          field={CELL_FIELDS.groups}
          value={cells.settings.value.groups}
          onChange={(count: number) => {
            cells.chosen.value = 0;
            cells.change({ groups: count });
          }}
        />
      </div>
      {codes && groups ? <CellMap codes={codes} groups={groups} /> : <div class="cell-map" />}
    </Panel>
  );
}

const HEIGHT = 440;
const NONE: ReadonlySet<number> = new Set();

/** The plane of the two directions in which codes differ most. */
function CellMap({ codes, groups }: { readonly codes: CellCodes; readonly groups: Groups }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(120, useWidth(frame) - MAP_MARGINS.left - MAP_MARGINS.right);
  const height = HEIGHT - MAP_MARGINS.top - MAP_MARGINS.bottom;
  const palette = colours.value;
  const before = useRef<PrincipalComponents | undefined>(undefined);
  const places = useMemo(() => {
    const found = principalComponents(codes.codes, codes.latent, before.current);
    before.current = found;
    const { mean: origin, first: x, second: y } = found;
    return placesOf({ origin, x, y, names: ['', ''] }, codes.codes);
  }, [codes]);
  const view = useMemo(
    () => viewport(width, height, wholeRanges(places), WHOLE_MAP),
    [width, height, places],
  );
  const paint = useMemo(() => {
    const classes = {
      names: groups.sizes.map((_, group) => groupName(group)),
      labels: groups.groupOf,
    };
    return (context: CanvasRenderingContext2D) =>
      paintPoints(context, { view, places, classes, palette, shown: () => true, hidden: NONE });
  }, [view, places, groups, palette]);
  return (
    <div class="cell-map" ref={frame}>
      <MapPlot
        view={view}
        names={['first principal component', 'second']}
        palette={palette}
        paint={paint}
      />
    </div>
  );
}
