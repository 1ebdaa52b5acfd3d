import { progressOf, type Job } from './publish-brand.ts';

const UNTIL = '2026-11-22T11:00:00.000Z';
const post = (name: string, detail?: string, until: string | null = null) => ({
  name,
  status: 'running',
  reason: detail === undefined ? null : { detail, until },
});
const jobOf = (...integrations: Job['integrations']): Job => ({
  id: 'pub_1',
  status: 'running',
  traceId: null,
  traceUrl: null,
  integrations,
});

it('says how far a job is', () => {
  expect(progressOf(jobOf(post('X'), post('Y', 'It is slow.')))).toBe('job running: X running, Y running');
});

it('says once what a job waits for, and until when', () => {
  const sooner = '2026-11-22T10:59:59.000Z';
  expect(progressOf(jobOf(post('X', 'Used up.', UNTIL), post('Y', 'Used up.', sooner)))).toBe(
    'job running: X running, Y running. Used up. It waits until 2026-11-22T11:00:00Z.',
  );
});
