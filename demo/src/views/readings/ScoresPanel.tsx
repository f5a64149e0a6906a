import { losses } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { Segments } from '../../parts/Segments.tsx';
import type { ReadingSession } from '../../session/readings/readingSession.ts';

const RATES = ['0.01', '0.05', '0.1'] as const;
type Rate = (typeof RATES)[number];

/** The scores of usual and of new rows on a line, and the limit between usual and unusual. */
export function ScoresPanel({ readings }: { readonly readings: ReadingSession }) {
  const scores = readings.monitor.glimpse.value;
  const falseAlarms = readings.falseAlarms.value;
  const { odd } = readings.used.value;
  const limit = readings.limit.value;
  const above = [...(scores?.fresh.keys() ?? [])].filter(
    (row) => limit !== undefined && (scores?.fresh[row] ?? 0) > limit,
  );
  const right = above.filter((row) => odd[row]).length;
  return (
    <Panel
      class="scores"
      title="How unusual is a row?"
      about={
        limit === undefined
          ? 'A model of usual rows finds unusual ones improbable. None until training begins.'
          : `Above ${losses(limit)} nats a row is told as unusual: ${above.length} new rows are, ${right} of the ${odd.filter(Boolean).length} that were made so among them.`
      }
      actions={
        <Segments<Rate>
          label="False alarms"
          value={String(falseAlarms) as Rate}
          options={RATES.map((value) => ({ value, text: `${100 * Number(value)} %` }))}
          onChange={(rate) => {
            readings.falseAlarms.value = Number(rate);
          }}
        />
      }
    >
      {scores && limit !== undefined && (
        <ScoreLines
          limit={limit}
          lines={[
            { name: 'Usual, not trained on', scores: scores.usual, odd: [] },
            { name: 'New', scores: scores.fresh, odd },
          ]}
        />
      )}
      <p class="hint">
        The limit follows from usual rows that the model never saw: of further usual rows no larger
        share than that of false alarms is expected above it, whatever the model.
      </p>
    </Panel>
  );
}

interface Line {
  readonly name: string;
  readonly scores: Float32Array;
  /** True for rows that were made unusual. */
  readonly odd: readonly boolean[];
}

const WIDTH = 1000;
const HEIGHT = 56;

/** A mark a row, from the least to the highest score. */
function ScoreLines({ lines, limit }: { readonly lines: readonly Line[]; readonly limit: number }) {
  const all = lines.flatMap(({ scores }) => [...scores]);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  // Unusual scores are many times those of usual rows.
  const at = (score: number) =>
    (WIDTH * Math.log1p(score - least)) / Math.max(1e-6, Math.log1p(most - least));
  return (
    <div class="score-lines">
      {lines.map(({ name, scores, odd }) => (
        <figure key={name}>
          <figcaption>{name}</figcaption>
          <svg
            viewBox={`-4 0 ${WIDTH + 8} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`Scores of rows: ${name}`}
          >
            {Array.from(scores, (score, row) => (
              <line
                key={row}
                class={odd[row] ? 'odd' : undefined}
                x1={at(score)}
                x2={at(score)}
                y1={8}
                y2={HEIGHT - 8}
              />
            ))}
            <line class="limit" x1={at(limit)} x2={at(limit)} y1={0} y2={HEIGHT} />
          </svg>
        </figure>
      ))}
      <p class="score-ends">
        <span>{losses(least)} nats</span>
        <span class="key">
          <i class="odd" /> made unusual <i class="limit" /> limit
        </span>
        <span>{losses(most)}</span>
      </p>
    </div>
  );
}
