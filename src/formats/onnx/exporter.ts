import { ConfigError } from '../../errors.ts';

/** Loads a module that says how a kind is written as ONNX. */
export type OnnxExporter<Write> = () => Promise<{ readonly toOnnx: Write }>;

/**
 * Loads how a kind is written as ONNX.
 * @param what names the kind in messages, such as `the layer kind "dense"`
 * @param load the kind's member `onnx`
 * @throws ConfigError for a kind without it
 */
export async function loadExporter<Write>(
  what: string,
  load: OnnxExporter<Write> | undefined,
): Promise<Write> {
  if (load) return (await load()).toOnnx;
  throw new ConfigError(
    `${what} does not say how it is written as ONNX: give its definition the member \`onnx\`, or ` +
      'leave it out of the model; where only the encoder needs it, pass what saveDecoder() gives ' +
      'to export the decoder alone',
  );
}
