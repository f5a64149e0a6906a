import { DescriptionList } from '../../parts/DescriptionList.tsx';
import { Panel } from '../../parts/Panel.tsx';
import type { Adapter } from '../../session/support.ts';
import { adapterFacts, limitName, limitText } from './adapterFacts.ts';

/** The adapter of all measurements in this view. */
export function AdapterPanel({ adapter }: { readonly adapter: Adapter }) {
  const limits = Object.entries(adapter.limits).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Panel title="Adapter" about="What WebGPU offers in this browser, on this machine.">
      <DescriptionList class="facts" entries={adapterFacts(adapter)} />
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
        <DescriptionList
          class="limits"
          entries={limits.map(([name, value]) => [limitName(name), limitText(name, value)])}
        />
      </details>
    </Panel>
  );
}
