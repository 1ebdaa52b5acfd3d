/**
 * `node infra/docker/production-tree.mjs <workspace folder> <target>`: what one workspace needs to run and nothing else,
 * after `tsc -b`. Writes the manifests and the compiled code of the workspace and of the workspaces it depends on, so
 * that `npm install --omit=dev` in the target finds no development dependency to install. Plain `npm prune --omit=dev`
 * would keep those of the other workspaces, an embedded PostgreSQL among them.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const [wanted, target] = process.argv.slice(2);
if (!wanted || !target) {
  process.stderr.write('Say which workspace and where to: apps/profile-service /production\n');
  process.exit(2);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

const workspaces = new Map(
  ['apps', 'libs', 'tools']
    .flatMap((group) => readdirSync(group).map((name) => `${group}/${name}`))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const { devDependencies: _notAtRunTime, ...manifest } = readJson(join(folder, 'package.json'));
      return [manifest.name, { folder, manifest }];
    }),
);

const needed = new Set();
const need = (name) => {
  if (!workspaces.has(name) || needed.has(name)) return;
  needed.add(name);
  Object.keys(workspaces.get(name).manifest.dependencies ?? {}).forEach(need);
};
const start = [...workspaces].find(([, { folder }]) => folder === wanted);
if (!start) {
  process.stderr.write(`${wanted} is no workspace of this repository.\n`);
  process.exit(2);
}
need(start[0]);

/** Specs, test support and types are for people who work on it; source maps stay for readable stack traces. */
const runs = (file) =>
  !/[.]spec[.]js(?:[.]map)?$|\/testing$|[.]d[.]ts(?:[.]map)?$|[.]tsbuildinfo$/.test(file);

const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);

for (const { folder, manifest } of [...needed].map((name) => workspaces.get(name))) {
  mkdirSync(join(target, folder), { recursive: true });
  writeJson(join(target, folder, 'package.json'), manifest);
  cpSync(join(folder, 'dist'), join(target, folder, 'dist'), { recursive: true, filter: runs });
}

const { devDependencies: _tools, scripts: _commands, ...root } = readJson('package.json');
const folders = [...needed].map((name) => workspaces.get(name).folder);
writeJson(join(target, 'package.json'), { ...root, workspaces: folders });
for (const file of ['package-lock.json', '.npmrc']) cpSync(file, join(target, file));
// One path for every image, whichever workspace is in it.
symlinkSync(wanted, join(target, 'app'));
