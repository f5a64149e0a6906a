import { computed, type ReadonlySignal } from '@preact/signals';
import type { RemoteVAE } from 'webgpu-vae/worker';
import { sampleTexts, type TextSet } from '../../data/texts/textSet.ts';
import { oneForEachPage } from '../besideSession.ts';
import { OwnDataSession } from '../ownDataSession.ts';
import type { RunRows } from '../run.ts';
import type { Session } from '../session.ts';
import { reconstructions, type TextPair, topicWords } from './ask.ts';
import { type TextForm, textFormOf, textRows } from './textForm.ts';
import { textOptions } from './textOptions.ts';
import { sameTextModel, TEXT_DEFAULTS, type TextSettings } from './textSettings.ts';

/** Number of test sentences whose reconstructions are shown. */
const SHOWN_TEXTS = 6;

/** Results of a model of texts: one of both, by its kind. */
export interface TextGlimpse {
  readonly reconstructions?: readonly TextPair[];
  /** The likeliest words of each topic. */
  readonly topics?: readonly (readonly string[])[];
}

/** The page's model of texts, in a thread of its own. */
export class TextSession extends OwnDataSession<TextSet, TextSettings, TextGlimpse> {
  /** How the model reads texts; undefined without a model. */
  readonly form: ReadonlySignal<TextForm | undefined>;

  constructor(page: Session) {
    super(page, {
      first: sampleTexts(),
      subject: 'texts',
      settings: TEXT_DEFAULTS,
      same: sameTextModel,
    });
    this.form = computed(() => this.model.value && textFormOf(this.model.value.architecture));
  }

  /** The texts in use. */
  get texts(): ReadonlySignal<TextSet> {
    return this.used;
  }

  protected create(settings: TextSettings, texts: TextSet): Promise<RemoteVAE> {
    return this.createModel(textOptions(settings, texts));
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
}

/** The form of a model that this session made. */
function formOf(architecture: object): TextForm {
  const form = textFormOf(architecture);
  if (!form) throw new Error('this is no model of texts');
  return form;
}

/** The model of texts that belongs to the page. */
export const textsOf = oneForEachPage('texts', (page) => new TextSession(page));
