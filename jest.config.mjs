/** One run over all projects; each has its settings from jest.preset.mjs. */
export default {
  projects: ['<rootDir>/{apps,libs,tools}/*/jest.config.mjs'],
  // The tests wait for servers more than they compute. On CI they take turns: they wait in real time.
  maxWorkers: process.env.CI ? 1 : '100%',
  testTimeout: 20_000,
};
