import { z } from 'zod';
import type { Answer } from '../http/answer.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { RequestFault } from './fault.ts';

const ListSchema = z.object({ posts: z.array(z.looseObject({ id: z.string() })) });
type Row = z.infer<typeof ListSchema>['posts'][number];

const LAG_MS = 60_000;
const AS_DRAFT = { state: 'DRAFT', releaseURL: null };

/** The list of posts as a replica that lags, a query that omits, or a join that repeats would show it. */
export function listUnderFault(context: SandboxContext, fault: RequestFault, answer: Answer): Answer {
  const list = ListSchema.safeParse(answer.body);
  // A list that was refused has no rows to be wrong about.
  return list.success ? { ...answer, body: { posts: rowsUnder(context, fault, list.data.posts) } } : answer;
}

function rowsUnder({ store, runtime }: SandboxContext, fault: RequestFault, rows: readonly Row[]): Row[] {
  if (fault.kind === 'lag') {
    const seenUntilMs = runtime.clock.now().getTime() - (fault.delayMs ?? LAG_MS);
    return rows.filter(({ id }) => Date.parse(store.state.posts.get(id)?.createdAt ?? '') <= seenUntilMs);
  }
  if (fault.kind === 'stale') return rows.map((row) => ({ ...row, ...AS_DRAFT }));
  // Every second row is omitted, the first included: a single one is gone, of many about half are.
  if (fault.kind === 'omit') return rows.filter((_row, index) => index % 2 === 1);
  return rows.flatMap((row) => [row, row]);
}
