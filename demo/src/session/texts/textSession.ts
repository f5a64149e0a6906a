import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type RemoteVAE, VaeWorker } from 'webgpu-vae/worker';
import { sampleTexts, type TextSet } from '../../data/texts/textSet.ts';
import { followVisibility } from '../hiddenTab.ts';
import { listeners } from '../listeners.ts';
import { runOptions } from '../modelOptions.ts';
import { ModelSession } from '../modelSession.ts';
import { problem } from '../problem.ts';
import type { RunRows } from '../run.ts';
import type { Session } from '../session.ts';
import { reconstructions, type TextPair, topicWords } from './ask.ts';
import { giveWay } from './giveWay.ts';
import { type TextForm, textFormOf, textRows } from './textForm.ts';
import { textOptions } from './textOptions.ts';
import { sameTextModel, TEXT_DEFAULTS, type TextSettings } from './textSettings.ts';

/** Number of test sentences whose reconstructions are shown. */
const SHOWN_TEXTS = 6;

/** What a model of texts makes of them: one of both, by its kind. */
export interface TextGlimpse {
  readonly reconstructions?: readonly TextPair[];
  /** The likeliest words of each topic. */
  readonly topics?: readonly (readonly string[])[];
}

/** The page's model of texts, in a thread of its own. */
export class TextSession extends ModelSession<TextSet, TextSettings, TextGlimpse> {
  /** How the model reads texts; undefined without a model. */
  readonly form: ReadonlySignal<TextForm | undefined>;
  readonly #page: Pick<Session, 'settings' | 'pause'>;
  readonly #newWorker: () => VaeWorker;
  readonly #texts = signal<TextSet>(sampleTexts());
  #worker: VaeWorker | undefined;

  /** @param page its settings choose what computes; its run pauses when one of texts begins */
  constructor(
    page: Pick<Session, 'notices' | 'settings' | 'pause'>,
    newWorker = () => new VaeWorker(),
  ) {
    super(TEXT_DEFAULTS, page.notices, sameTextModel);
    this.#page = page;
    this.#newWorker = newWorker;
    this.form = computed(() => this.model.value && textFormOf(this.model.value.architecture));
  }

  /** The texts in use. */
  get texts(): ReadonlySignal<TextSet> {
    return this.#texts;
  }

  /** Uses these texts, unless they cannot be read. Another set of texts ends the model. */
  async use(texts: TextSet | Promise<TextSet>): Promise<void> {
    try {
      const read = await texts;
      this.reset();
      this.#texts.value = read;
    } catch (error) {
      this.notices.tell(problem(error, 'texts'));
    }
  }

  protected get data(): ReadonlySignal<TextSet> {
    return this.#texts;
  }

  protected begins(): void {
    this.#page.pause();
    this.notices.dismiss('texts');
  }

  protected create(settings: TextSettings, texts: TextSet): Promise<RemoteVAE> {
    this.#worker ??= this.#newWorker();
    return this.#worker.create({
      ...textOptions(settings, texts),
      ...runOptions(this.#page.settings.value),
      ...listeners(this.notices),
    });
  }

  protected async rows({ architecture }: RemoteVAE, { train, test }: TextSet): Promise<RunRows> {
    const form = formOf(architecture);
    return { train: textRows(train, form), validation: textRows(test, form) };
  }

  protected async glimpse(model: RemoteVAE, { test }: TextSet): Promise<TextGlimpse> {
    const form = formOf(model.architecture);
    if (form.kind === 'topics') return { topics: await topicWords(model, form) };
    return { reconstructions: await reconstructions(model, form, test.slice(0, SHOWN_TEXTS)) };
  }

  protected restart(): void {
    this.#worker?.dispose();
    this.#worker = undefined;
  }
}

/** The form of a model that this session made. */
function formOf(architecture: object): TextForm {
  const form = textFormOf(architecture);
  if (!form) throw new Error('this is no model of texts');
  return form;
}

const known = new WeakMap<Session, TextSession>();

/** The model of texts that belongs to the page. */
export function textsOf(session: Session): TextSession {
  const found = known.get(session);
  if (found) return found;
  const made = new TextSession(session);
  followVisibility(made, session.settings);
  giveWay(made, session);
  known.set(session, made);
  return made;
}
