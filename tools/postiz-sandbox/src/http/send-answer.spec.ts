import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventually } from '@clipcast/testing';
import { SandboxUnderTest } from '../testing/sandbox-under-test.ts';

let test: SandboxUnderTest;
beforeEach(async () => {
  test = await SandboxUnderTest.start({ answerDelayMs: 20_000 });
});
afterEach(() => test.stop());

it('holds back every answer of the public API and none of the control API; the work is done before', async () => {
  const replies = [
    test.api('POST', '/posts', { json: test.body() }),
    test.api('POST', '/posts', { json: {} }),
    test.api('GET', '/nowhere'),
  ];
  const answered: number[] = [];
  for (const reply of replies) void reply.then(({ status }) => answered.push(status));
  await eventually(async () => {
    expect([await test.judged(), await test.requests()]).toMatchObject([{ length: 1 }, { length: 3 }]);
  });
  expect(answered).toEqual([]);
  test.time.advance(20_000);
  await eventually(() => {
    test.time.advance(20_000);
    expect(answered.toSorted((left, right) => left - right)).toEqual([201, 400, 404]);
  });
  const heldMs = (await test.requests()).map(
    ({ at, endedAt }) => Date.parse(String(endedAt)) - Date.parse(String(at)),
  );
  expect(Math.min(...heldMs)).toBeGreaterThanOrEqual(20_000);
});
