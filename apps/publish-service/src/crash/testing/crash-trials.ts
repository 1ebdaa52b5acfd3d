import type { CrashPoint } from './crash-point.ts';

/** A point at which a publication is struck, and the fault of Postiz that leads there where all goes well otherwise. */
export interface CrashTrial {
  readonly point: CrashPoint;
  readonly when: string;
  readonly fault?: object;
  readonly ends: 'published' | 'failed';
}

const around = (...steps: readonly string[]): CrashPoint[] =>
  steps.flatMap((step) => [`before ${step}` as CrashPoint, `after ${step}` as CrashPoint]);

const trials = (
  when: string,
  points: readonly CrashPoint[],
  fault?: object,
  ends: CrashTrial['ends'] = 'published',
): CrashTrial[] => points.map((point) => ({ point, when, ends, ...(fault && { fault }) }));

const lost = (operation: string) => ({ operation, kind: 'drop-after', times: 1 });
/** So often that the instant comes too near before a promotion gets through. */
const promotionRefused = { operation: 'status', kind: 'status', status: 503, times: 8 };
const cannotBe = { operation: 'create', kind: 'status', status: 400 };
const troubled = { operation: 'create', kind: 'status', status: 503, times: 1 };

/** Every append and every call of the protocol, each in a publication that comes by there. */
export const crashTrials: readonly CrashTrial[] = [
  ...trials('the instant comes too near', around('append PostDropIntended'), promotionRefused),
  ...trials('the instant comes too near', around('delete'), promotionRefused),
  ...trials('the instant comes too near', around('append PostAttemptAbandoned'), promotionRefused),
  ...trials('all goes well', around('append MediaUploaded', 'append PostDraftIntended')),
  ...trials('all goes well', around('append PostDrafted', 'append PostPromotionIntended')),
  ...trials('all goes well', around('append PostAccepted', 'append ClipPublished')),
  ...trials('all goes well', around('upload', 'create', 'promote', 'list')),
  ...trials('an upload loses its answer', ['unanswered upload'], lost('upload')),
  ...trials('a creation loses its answer', ['unanswered create', ...around('list')], lost('create')),
  ...trials('a creation never arrives', around('list'), { ...lost('create'), kind: 'drop-before' }),
  ...trials('a promotion loses its answer', ['unanswered promote', ...around('list')], lost('status')),
  ...trials('Postiz is in trouble', around('append PostDelayed'), troubled),
  ...trials('Postiz refuses', around('append PostFailed'), cannotBe, 'failed'),
];
