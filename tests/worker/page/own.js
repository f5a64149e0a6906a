/** A worker of the app that knows a layer of the app's own. */
import * as extend from '/dist/extend.js';
import { bottleneck } from './bottleneck.js';

extend.registerLayer(bottleneck(extend));
extend.serveWorker();
