import { Option } from 'commander';
import type { KindOptions } from '../distributions/kindOptions.ts';
import { ConfigError } from '../errors.ts';

/** `--flow`: kinds with how many of each, such as `planar:8` or `householder:4,iaf:2`. */
export const flowOption = (): Option =>
  new Option(
    '--flow <kind:count>',
    'pass the samples of the posterior through normalizing flows, such as planar:8; several with commas between them, in their order',
  ).argParser(parseFlows);

/**
 * Parses flows. The library checks which there are.
 * @throws ConfigError for malformed text
 */
function parseFlows(text: string): readonly KindOptions[] {
  return text.split(',').map((each) => {
    const [, kind = '', count] = /^([a-zA-Z]+)(?::(\d+))?$/.exec(each) ?? [];
    if (kind !== '') return { kind, ...(count !== undefined && { count: Number(count) }) };
    throw new ConfigError(
      `--flow expects kinds with how many of each, such as planar:8 or householder:4,iaf:2, got "${text}".`,
    );
  });
}
