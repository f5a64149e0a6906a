import { Choice } from '../../../parts/fields.tsx';
import type { Session } from '../../../session/session.ts';
import type { Explore, PlaneChoice } from '../explore.ts';
import { dimensionName } from './plane.ts';

interface PlaneFieldsProps {
  readonly session: Session;
  readonly explore: Explore;
}

/** Selects the plane that the map shows if there are more than two latent dimensions. */
export function PlaneFields({ session, explore }: PlaneFieldsProps) {
  const latent = session.latent.value;
  if (latent <= 2) return null;
  const choice = explore.choice.value;
  const choose = (next: PlaneChoice) => {
    explore.choice.value = next;
  };
  const [telling = 0, second = 1] = explore.order.value;
  const dimensions = explore.order.value.map((dimension) => ({
    value: String(dimension),
    text: dimensionName(dimension),
  }));
  return (
    <>
      <Choice
        label="Plane"
        value={choice.kind}
        options={[
          { value: 'components', text: 'Principal components' },
          { value: 'dimensions', text: 'Two dimensions' },
        ]}
        onChange={(kind) =>
          choose(kind === 'components' ? { kind } : { kind, x: telling, y: second })
        }
      />
      {choice.kind === 'dimensions' &&
        (['x', 'y'] as const).map((axis) => (
          <Choice
            key={axis}
            label={axis === 'x' ? 'Across' : 'Upwards'}
            value={String(choice[axis])}
            options={dimensions.filter(({ value }) => value !== String(choice[other(axis)]))}
            onChange={(value) => choose({ ...choice, [axis]: Number(value) })}
          />
        ))}
    </>
  );
}

function other(axis: 'x' | 'y'): 'x' | 'y' {
  return axis === 'x' ? 'y' : 'x';
}
