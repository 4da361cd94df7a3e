// The editor's workers, as files of this server: no blob, no other host. `currentScript` is known only while loading.
const assets = new URL('.', document.currentScript.src);

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    const name = label === 'json' || label === 'graphql' ? label : 'editor';
    return new Worker(new URL(`${name}.worker.js`, assets));
  },
};
