/** What the machine's environment says about the servers. The one reader of `process.env` in this library. */
export const serverEnvironment = () => ({
  /** A nats-server named by the user; it goes before any other. */
  natsServerBin: process.env['NATS_SERVER_BIN'] || undefined,
  searchPath: process.env['PATH'] ?? '',
});
