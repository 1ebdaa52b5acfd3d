/**
 * The door to every `npm` command of this repository:
 * `node tools/bootstrap.mjs <start|demo|test|test:crash|bench|check|ops|prove|verify|docs:api|docs:events|docs:publishing> [args]`.
 * It runs on any Node from 18 on and needs no package: it installs what is missing, builds what changed, and runs the
 * wanted program on the repository's own Node 24.
 */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, 'node_modules', '.bin');
const ownNode = join(binaries, process.platform === 'win32' ? 'node.cmd' : 'node');

const PROGRAMS = {
  start: 'tools/platform/dist/start.js',
  demo: 'tools/platform/dist/demo.js',
  test: 'tools/platform/dist/run-tests.js',
  'test:crash': 'tools/platform/dist/run-tests.js',
  bench: 'bench/dist/main.js',
  ops: 'tools/ops/dist/main.js',
  prove: 'tools/ops/dist/main.js',
  verify: 'tools/verify/dist/main.js',
  'docs:api': 'tools/api-docs/dist/main.js',
  'docs:events': 'tools/event-docs/dist/main.js',
  'docs:publishing': 'apps/publish-service/dist/testing/protocol-docs/main.js',
};

/** What a program is told before what the caller says. */
const ARGUMENTS = { prove: ['prove'], 'test:crash': ['publish-service/src/crash/'] };

/** What has to be compiled for a program; everything, unless said. The client may not compile before its types are made anew. */
const PARTS = { 'docs:api': ['tools/api-docs'] };

const FLAGS = {
  // Uploads stream through the platform's edge; a small young generation gives their buffers back soon.
  start: ['--max-semi-space-size=1'],
};

const CHECKS = [
  ['types', 'tsc', '-b'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['boundaries', 'depcruise', 'apps', 'libs', 'tools', 'bench', '--config', '.dependency-cruiser.mjs'],
  ['unused', 'knip'],
  ['contracts', 'node', 'tools/event-docs/dist/main.js', 'check'],
  ['api', 'node', 'tools/api-docs/dist/main.js', 'check'],
  ['protocol', 'node', 'apps/publish-service/dist/testing/protocol-docs/main.js', 'check'],
  ['format', 'prettier', '--check', '.'],
];

const say = (line) => process.stderr.write(`${line}\n`);

const environment = () => ({ ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` });

let running;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => running?.kill(signal));

/** Runs one command to its end; signals that reach us reach it. `keep` returns what it wrote to stderr, instead of showing it. */
const run = (command, args, { keep = false } = {}) =>
  new Promise((resolve) => {
    const stdio = ['inherit', 'inherit', keep ? 'pipe' : 'inherit'];
    const child = spawn(command, args, { cwd: root, stdio, env: environment() });
    running = child;
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', (error) => {
      if (!keep) say(error.message);
      resolve({ code: 127, errors: `${error.message}\n` });
    });
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, errors }));
  });

/** Ends as the child ended: with its code, or by its signal. */
const endLike = ({ code, signal }) => {
  if (!signal) process.exit(code);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
  process.kill(process.pid, signal);
};

/** npm writes this file at the end of every installation. */
const installed = () => {
  const marker = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(marker) || !existsSync(ownNode)) return false;
  return statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
};

const install = async () => {
  if (installed()) return;
  say('Installing packages, about a minute: they are missing or older than package-lock.json.');
  // Without its warnings, which are about the Node that runs npm; everything later runs on our own.
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
  let result = await run('npm', ['ci', ...quietly], { keep: true });
  // A lock made where other platforms' binaries were not to be had looks incomplete to npm ci; npm install takes it.
  if (result.code !== 0 && /Missing: .* from lock file/.test(result.errors)) {
    result = await run('npm', ['install', '--no-save', ...quietly]);
  } else {
    process.stderr.write(result.errors);
  }
  if (result.code !== 0) endLike(result);
  if (!existsSync(ownNode)) {
    say('npm did not install Node 24 (the package "node"): allow its install script, then try again.');
    process.exit(1);
  }
};

const build = async (parts = []) => {
  if (!existsSync(join(root, 'tools/platform/dist/start.js'))) say('Building (tsc -b), once.');
  const result = await run(join(binaries, 'tsc'), ['-b', ...parts]);
  if (result.code !== 0) endLike(result);
};

const check = async () => {
  const lines = [];
  let failed = 0;
  for (const [name, command, ...args] of CHECKS) {
    say(`\n── ${name}: ${[command, ...args].join(' ')}`);
    const startedAt = Date.now();
    const { code, signal } = await run(join(binaries, command), args);
    if (signal) process.exit(130);
    if (code !== 0) failed += 1;
    lines.push(
      `  ${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(12)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
    );
  }
  say(
    `\nChecks:\n${lines.join('\n')}\n${failed === 0 ? 'All checks passed.' : `${failed} of ${CHECKS.length} checks failed.`}`,
  );
  process.exit(failed === 0 ? 0 : 1);
};

const [task, ...args] = process.argv.slice(2);
if (task !== 'check' && !(task in PROGRAMS)) {
  say(`Say what to run: ${[...Object.keys(PROGRAMS), 'check'].join(', ')}.`);
  process.exit(2);
}
await install();
if (task === 'check') await check();
await build(PARTS[task]);
endLike(
  await run(ownNode, [
    ...(FLAGS[task] ?? []),
    join(root, PROGRAMS[task]),
    ...(ARGUMENTS[task] ?? []),
    ...args,
  ]),
);
