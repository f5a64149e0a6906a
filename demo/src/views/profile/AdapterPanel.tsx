import { Panel } from '../../parts/Panel.tsx';
import type { Adapter } from '../../session/support.ts';
import { adapterFacts, limitName, limitText } from './adapterFacts.ts';

/** The adapter that everything here ran on. */
export function AdapterPanel({ adapter }: { readonly adapter: Adapter }) {
  const limits = Object.entries(adapter.limits).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Panel title="Adapter" about="What WebGPU offers in this browser, on this machine.">
      <dl class="facts">
        {adapterFacts(adapter).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>Features ({adapter.features.length})</summary>
        <ul class="features">
          {adapter.features.map((feature) => (
            <li key={feature}>
              <code>{feature}</code>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>Limits ({limits.length})</summary>
        <dl class="limits">
          {limits.map(([name, value]) => (
            <div key={name}>
              <dt>{limitName(name)}</dt>
              <dd>{limitText(name, value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Panel>
  );
}
