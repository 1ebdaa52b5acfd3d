import type { Service } from '@clipcast/contracts';
import type { Items, ProjectionState, RebuildState } from '../answers.ts';
import type { Call } from '../call.ts';
import { Failure } from '../failure.ts';
import { rebuildBar, rebuildLines } from '../rebuild-bar.ts';

const POLL_MS = 300;

/** Shows a rebuild until its tables serve; in a service that is restarted it goes on where it was. @throws {Failure} */
export async function followRebuild(
  call: Call,
  service: Service,
  asked: ProjectionState,
): Promise<ProjectionState> {
  const { name } = asked;
  const view = call.live ? rebuildBar(name) : rebuildLines(name, call.json ? () => undefined : call.say);
  try {
    for (;;) {
      const state = await stateOf(call, service, name);
      const rebuild = state.rebuild;
      if (rebuild) view.update(rebuild);
      if (rebuild && isDone(rebuild, asked.rebuild)) {
        view.done(
          `${name}: version ${state.servingVersion ?? state.version} serves from the new tables, at fact ${state.position}.`,
        );
        return state;
      }
      await call.runtime.timers.sleep(POLL_MS);
    }
  } catch (error) {
    view.failed(`${name}: no longer watched; the rebuild goes on by itself.`);
    throw error;
  }
}

/** One that was asked for later counts too: then the tables are newer still. */
const isDone = ({ status, requestedAt }: RebuildState, asked: RebuildState | null): boolean =>
  status === 'done' && requestedAt >= (asked?.requestedAt ?? '');

async function stateOf({ api }: Call, service: Service, name: string): Promise<ProjectionState> {
  const { items } = await api.get<Items<ProjectionState>>(service, 'projections');
  const found = items.find((item) => item.name === name);
  if (found) return found;
  throw new Failure(`${service}-service has no projection ${name} any more.`);
}
