import type { DispatchProfile, Profile } from 'webgpu-vae/worker';
import { Panel } from '../../parts/Panel.tsx';
import { kernelGroup } from './kernelGroup.ts';
import './plan.css';

/** The plan of a step: its dispatches in order, and the tensors between them. */
export function PlanPanel({ profile }: { readonly profile: Profile }) {
  return (
    <Panel
      class="plan"
      title="The plan of a step"
      about="What each dispatch reads and writes; d(…) is a gradient. What several dispatches once made is fused, so that it never reaches memory."
    >
      <ol>
        {profile.dispatches.map((dispatch) => (
          <Item key={dispatch.label} dispatch={dispatch} />
        ))}
      </ol>
    </Panel>
  );
}

function Item({ dispatch }: { readonly dispatch: DispatchProfile }) {
  const { label, kernel, variant, reads, writes } = dispatch;
  return (
    <li class={`group-${kernelGroup(kernel)}`}>
      <h3>{label}</h3>
      <p class="about">
        <code>{kernel}</code>
        {variant && (
          <>
            , product <code>{variant}</code>
          </>
        )}
      </p>
      <Tensors title="reads" names={reads} />
      <Tensors title="writes" names={writes} />
    </li>
  );
}

function Tensors({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  return (
    <p class="tensors">
      <span class="about">{title}</span>{' '}
      {names.map((name) => (
        <code key={name} class="tensor">
          {name}
        </code>
      ))}
    </p>
  );
}
