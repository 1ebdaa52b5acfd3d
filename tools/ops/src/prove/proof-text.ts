import type { Comparison } from '../answers.ts';
import { table } from '../table.ts';
import type { Proof } from './proof.ts';
import { isProved, type ReadModelProof } from './read-model-proofs.ts';

/** The proof for people: what was compared, what differs, and the verdict. */
export function proofText(proof: Proof): string {
  const { readModels, wiped } = proof;
  const again = (one: ReadModelProof) =>
    wiped?.readModels.find(({ service, name }) => service === one.service && name === one.name);
  const rows = readModels.map((one) => [
    one.service,
    one.name,
    `${one.source}'s log`,
    one.comparison?.position ?? '–',
    rowsOf(one.comparison),
    verdictOf(one),
    wiped ? verdictOf(again(one)) : 'left alone',
  ]);
  const headings = ['service', 'read model', 'built from', 'facts', 'rows', 'from the log', 'after the wipe'];
  const sections = [table(headings, rows), ...differences(readModels, 'from the log')];
  if (wiped) {
    const streams = wiped.streams.map(({ stream, messagesBefore, events, seconds, differences: found }) => [
      stream,
      String(messagesBefore),
      events,
      `${seconds.toFixed(1)} s`,
      found.length === 0 ? 'equal' : 'DIFFERS',
    ]);
    sections.push(
      table(['stream', 'deleted with', 'refilled, compared', 'within', 'with its log'], streams),
      ...wiped.streams.flatMap(({ stream, differences: found }) => found.map((text) => `${stream}: ${text}`)),
      ...wiped.followers,
      ...differences(wiped.readModels, 'after the wipe'),
    );
  }
  return [...sections, summary(proof)].join('\n\n');
}

function summary({ proved, setAside, readModels, wiped }: Proof): string {
  const models = `${readModels.length} read models`;
  const aside = setAside === 0 ? '' : ` ${setAside} set aside (dead-letters list), which both leave out.`;
  return `${verdict(proved, models, wiped)}${aside}`;
}

function verdict(proved: boolean, models: string, wiped: Proof['wiped']): string {
  if (!proved) return 'NOT PROVED: what serves is not what the logs say. See above.';
  return wiped
    ? `Proved: ${models} are what the logs say, before and after JetStream was wiped; every stream holds its log's events.`
    : `Proved: ${models} are what the logs say. JetStream was left alone.`;
}

const rowsOf = (comparison: Comparison | undefined): string =>
  comparison ? String(comparison.tables.reduce((sum, { live }) => sum + BigInt(live.rows), 0n)) : '–';

function verdictOf(proof: ReadModelProof | undefined): string {
  if (!proof?.comparison) return 'NOT COMPARED';
  return isProved(proof) ? 'equal' : 'DIFFERS';
}

const differences = (proofs: readonly ReadModelProof[], when: string): string[] =>
  proofs.filter((proof) => !isProved(proof)).map((proof) => differenceText(proof, when));

function differenceText({ service, name, comparison, trouble }: ReadModelProof, when: string): string {
  const lines = [`${service}, ${name}, ${when}: ${trouble ?? ''}`.trim()];
  for (const { table: name_, live, built, differences: rows } of comparison?.tables ?? []) {
    if (live.rows === built.rows && live.hash === built.hash) continue;
    lines.push(`  ${name_}: rows that serve: ${live.rows}, that the log says: ${built.rows}`);
    for (const { only, row } of rows)
      lines.push(`    only ${only === 'live' ? 'in the table' : 'in the log'}: ${JSON.stringify(row)}`);
  }
  return lines.join('\n');
}
