/** One run over all projects; each has its settings from jest.preset.mjs. */
export default {
  projects: ['<rootDir>/{apps,libs,tools}/*/jest.config.mjs'],
  // The tests wait for servers more than they compute. On CI they take turns: they wait in real time.
  maxWorkers: process.env.CI ? 1 : '100%',
  // Node never gives back the ES modules of an earlier test file's realm: after some 200 files a process is at its heap's
  // limit. A worker above this ends and a fresh one goes on; with it Jest uses worker processes even where there is one.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 20_000,
};
