import { chmodSync, lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { postgresDirectory } from './postgres-directory.ts';

let home: string;
let said: string[];
const say = (line: string): unknown => said.push(line);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'clipcast-directory-'));
  said = [];
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

it('is the wanted one where the server can get to it', () => {
  chmodSync(home, 0o755);
  const wanted = join(home, 'postgres');
  expect(postgresDirectory(wanted, say)).toBe(wanted);
  expect(said).toEqual([]);
});

const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

itAsRoot('is elsewhere when only root gets to the wanted one, stays there, and a link leads to it', () => {
  const wanted = join(home, 'postgres');
  const directory = postgresDirectory(wanted, say, join(tmpdir(), 'clipcast-shared-'));
  expect(directory).not.toBe(wanted);
  expect(lstatSync(wanted).isSymbolicLink()).toBe(true);
  expect(postgresDirectory(wanted, say)).toBe(directory);
  expect(said).toHaveLength(1);
  rmSync(dirname(directory), { recursive: true });
});
