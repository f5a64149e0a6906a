// @ts-check
/** A worker of the app that runs the host, and whose devices the page can destroy. */

/** The test serves the build next to this page. */
const host = '/dist/worker-host.js';
/** @type {GPUDevice[]} */
const devices = [];
let refuses = false;

const request = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (descriptor) {
  if (refuses) throw new Error('no more devices');
  const device = await request.call(this, descriptor);
  devices.push(device);
  return device;
};

addEventListener('message', ({ data }) => {
  if (data.mortal === 'refuse') refuses = true;
  if (data.mortal) devices.at(-1)?.destroy();
});

await import(host);
postMessage({ mortal: 'ready' });
