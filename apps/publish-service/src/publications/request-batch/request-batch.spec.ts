import type { CommandContext } from '@clipcast/event-store';
import { systemRuntime, type ClipId, type Uuid } from '@clipcast/kernel';
import { inLanes } from './in-lanes.ts';
import { contextOfItem, lanesByClip, refuseLarge } from './request-batch.ts';

const id: Uuid = '01990000-0000-7000-8000-000000000009';

describe('the items of a batch', () => {
  it('have an identity each, which a repetition meets again', () => {
    const context: CommandContext = {
      actor: 'operator:test',
      correlationId: id,
      idempotency: { commandId: id, fingerprint: 'f' },
    };
    const ids = [0, 1, 10, 0].map((index) => contextOfItem(context, index).idempotency?.commandId);
    expect(new Set(ids).size).toBe(3);
    expect(ids[3]).toBe(ids[0]);
    expect(contextOfItem(context, 0).idempotency?.fingerprint).toBe('f');
    expect(contextOfItem({ actor: 'operator:test', correlationId: id }, 0).idempotency).toBeUndefined();
  });

  it('of the same clip go one after the other', () => {
    const clips = ['clp_a', 'clp_b', 'clp_a', 'clp_c', 'clp_b'] as unknown as ClipId[];
    expect(lanesByClip(clips.map((clipId) => ({ clipId })))).toEqual([[0, 2], [1, 4], [3]]);
  });

  it('are at most 500 posts', () => {
    expect(() => refuseLarge(500)).not.toThrow();
    expect(() => refuseLarge(501)).toThrow(expect.objectContaining({ code: 'batch_too_large' }) as Error);
  });
});

describe('lanes', () => {
  it('are worked through in their order, so many at a time and no more', async () => {
    const seen: string[] = [];
    let busy = 0;
    let busyMax = 0;
    await inLanes([['a1', 'a2'], ['b1'], ['c1', 'c2'], ['d1']], 2, async (item) => {
      busy += 1;
      busyMax = Math.max(busyMax, busy);
      await systemRuntime.timers.turn();
      seen.push(item);
      busy -= 1;
    });
    expect(busyMax).toBe(2);
    expect(seen.toSorted()).toEqual(['a1', 'a2', 'b1', 'c1', 'c2', 'd1']);
    expect(seen.indexOf('a1')).toBeLessThan(seen.indexOf('a2'));
    expect(seen.indexOf('c1')).toBeLessThan(seen.indexOf('c2'));
  });

  it('end with the first error, and begin nothing after it', async () => {
    const seen: number[] = [];
    const failing = inLanes([[1, 2], [3], [4]], 1, (item) => {
      seen.push(item);
      return item === 2 ? Promise.reject(new Error('broken')) : Promise.resolve();
    });
    await expect(failing).rejects.toThrow('broken');
    expect(seen).toEqual([1, 2]);
  });
});
