import { mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that answers as a service does, tells its environment, and ends when asked. */
const PROGRAM = `
const { createServer } = require('node:http');
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ pid: process.pid, url: request.url, env: process.env }));
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => process.exit(0));
`;

const ENTRIES = [
  'apps/profile-service/dist/main.js',
  'apps/publish-service/dist/main.js',
  'apps/billing-service/dist/main.js',
  'tools/postiz-sandbox/dist/main.js',
];

/** A directory with our programs' stand-ins at the places where the platform looks for the real ones. */
export function standInRepository(): { root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'clipcast-platform-spec-'));
  // PostgreSQL runs as another user when we are root, and must get through to its own directory.
  chmodSync(root, 0o755);
  for (const entry of ENTRIES) {
    mkdirSync(join(root, entry, '..'), { recursive: true });
    writeFileSync(join(root, entry), PROGRAM);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
