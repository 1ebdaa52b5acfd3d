import type { Brand, TrialWorld } from '../../testing/trial-world.ts';

/** What befalls one publication, and how it may end. */
export interface FaultTrial {
  readonly name: string;
  /** Armed before it is requested, in this order. */
  readonly faults: readonly object[];
  /** Anything else is a fault of ours: a person is only asked where Postiz leaves no other way. */
  readonly ends: readonly ('published' | 'failed' | 'unconfirmed')[];
  /** Done once the fact is in the timeline. */
  readonly meanwhile?: {
    readonly after: string;
    readonly act: (world: TrialWorld, brand: Brand) => Promise<unknown>;
  };
  /** A draft that nobody can know of, because it came into being after its search. */
  readonly draftsMax?: number;
}

const published = ['published'] as const;

type Operation = 'upload' | 'create' | 'status' | 'list';

const NAMES: Readonly<Record<Operation, string>> = {
  upload: 'an upload',
  create: 'a creation',
  status: 'a promotion',
  list: 'a look at the list',
};

const fault = (operation: Operation, kind: string, more: object = {}) => ({
  operation,
  kind,
  times: 1,
  ...more,
});

/** Everything that can be wrong with one answer, with the work done or not. */
const ANSWERS: readonly (readonly [what: string, kind: string, more?: object])[] = [
  ['loses its answer', 'drop-after'],
  ['never arrives', 'drop-before'],
  ['is answered 500, and was carried out', 'status', { status: 500, effect: true }],
  ['is answered 500', 'status', { status: 500 }],
  ['is answered 502 by a proxy, and was carried out', 'status', { status: 502, effect: true }],
  ['is answered 401 without a body', 'status', { status: 401, emptyBody: true }],
  ['is answered with a web page', 'html', { effect: true }],
  ['is answered with a web page, and was not carried out', 'html', { effect: false }],
  ['is answered with nothing', 'empty'],
  ['is answered with half of the JSON', 'truncated'],
  ['is answered with half of the body', 'cut-body'],
  ['is answered with 50 MB', 'huge', { bytes: 50_000_000 }],
  ['is answered with a gzip bomb', 'gzip-bomb', { bytes: 200_000_000 }],
];

const everyAnswer = (operation: Operation): FaultTrial[] =>
  ANSWERS.map(([what, kind, more]) => ({
    name: `${NAMES[operation]} ${what}`,
    faults: [fault(operation, kind, more)],
    ends: published,
  }));

/** The answer to a creation is lost, so that the list has to be believed, and lies. */
const lostThen = (what: string, ...faults: readonly object[]): FaultTrial => ({
  name: `a creation loses its answer, and ${what}`,
  faults: [fault('create', 'drop-after'), ...faults],
  ends: published,
});
const lostPromotionThen = (what: string, ...faults: readonly object[]): FaultTrial => ({
  name: `a promotion loses its answer, and ${what}`,
  faults: [fault('status', 'drop-after'), ...faults],
  ends: published,
});
const trial = (
  name: string,
  faults: readonly object[],
  ends: FaultTrial['ends'] = published,
  draftsMax = 0,
): FaultTrial => ({ name, faults, ends, draftsMax });
const network = (kind: string, more: object = {}) => ({ operation: 'publish', kind, times: 1, ...more });

const after = (
  event: string,
  what: string,
  act: (world: TrialWorld, brand: Brand) => Promise<unknown>,
  ends: FaultTrial['ends'],
  faults: readonly object[] = [],
): FaultTrial => ({ name: what, faults, ends, draftsMax: 1, meanwhile: { after: event, act } });

const revoke = (world: TrialWorld, { organisation }: Brand) => world.giveKey(organisation, null);
const rotate = async (world: TrialWorld, { organisation, profileId }: Brand) => {
  await world.giveKey(organisation, `${organisation}-new-key`);
  await world.saysCredentials(profileId, 2, `${organisation}-new-key`);
};
const disconnect = (world: TrialWorld, { organisation, integrationIds: [id = ''] }: Brand) =>
  world.changeChannel(organisation, id, { removed: true });
const promotionHeld = [fault('status', 'status', { status: 503, times: 3 })];
const uploadHeld = [fault('upload', 'delay', { delayMs: 4_000 })];

export const faultTrials: readonly FaultTrial[] = [
  ...everyAnswer('upload'),
  ...everyAnswer('create'),
  ...everyAnswer('status'),
  ...everyAnswer('list'),
  trial(
    'a creation is carried out 2 s later',
    [fault('create', 'late-commit', { delayMs: 2_000 })],
    published,
    1,
  ),
  trial(
    'a creation is carried out 25 s later',
    [fault('create', 'late-commit', { delayMs: 25_000 })],
    published,
    1,
  ),
  trial('a creation is carried out twice', [fault('create', 'twice')], published, 1),
  trial('a creation is answered 201 and was not carried out', [fault('create', 'no-effect')]),
  trial('a creation is answered with an id that nobody has', [fault('create', 'wrong-id')], published, 1),
  trial('a creation takes 5 s', [fault('create', 'delay', { delayMs: 5_000 })]),
  trial('a promotion is carried out 3 s later', [fault('status', 'late-commit', { delayMs: 3_000 })]),
  trial('a promotion is carried out after the instant', [
    fault('status', 'late-commit', { delayMs: 40_000 }),
  ]),
  trial('a promotion is carried out twice', [fault('status', 'twice')]),
  trial('a promotion is answered 200 and was not carried out', [fault('status', 'no-effect')]),
  trial('a promotion is never answered', [fault('status', 'hang')]),
  trial('a promotion is never answered, and was carried out', [fault('status', 'hang', { effect: true })]),
  trial('no promotion gets through before the instant', [
    fault('status', 'status', { status: 503, times: 8 }),
  ]),
  lostThen('the list lags by 10 s', fault('list', 'lag', { delayMs: 10_000, times: 1_000 })),
  lostThen('the list omits it once', fault('list', 'omit')),
  lostThen('the list has it twice', fault('list', 'repeat', { times: 3 })),
  lostThen('the list fails three times', fault('list', 'status', { status: 500, times: 3 })),
  lostThen('the next one too', fault('create', 'drop-after', { times: 2 })),
  lostThen('it was carried out twice', fault('create', 'twice')),
  lostPromotionThen('the list shows a draft for a while', fault('list', 'stale', { times: 2 })),
  lostPromotionThen('the list omits it for a while', fault('list', 'omit', { times: 2 })),
  lostPromotionThen('the list fails three times', fault('list', 'status', { status: 500, times: 3 })),
  lostPromotionThen('the next three too', fault('status', 'drop-after', { times: 3 })),
  trial('the network takes 20 s', [network('delay', { delayMs: 20_000 })]),
  trial('the network fails', [network('error')], ['unconfirmed', 'failed']),
  trial('ERROR turns into PUBLISHED', [network('error-then-published', { delayMs: 10_000 })]),
  trial('ERROR although it is live', [network('error-but-live')], ['unconfirmed']),
  trial('the channel is disabled at its instant', [network('channel-disabled')], ['unconfirmed', 'failed']),
  trial('Postiz refuses the creation', [fault('create', 'status', { status: 400 })], ['failed']),
  after('PublicationRequested', 'its key is revoked before the upload', revoke, ['failed'], uploadHeld),
  after(
    'PostPromotionIntended',
    'its key is replaced before the promotion',
    rotate,
    published,
    promotionHeld,
  ),
  after('PostAccepted', 'its key is replaced before the instant', rotate, published),
  after(
    'PublicationRequested',
    'its channel is disconnected before the upload',
    disconnect,
    ['failed', 'unconfirmed'],
    uploadHeld,
  ),
  after(
    'PostPromotionIntended',
    'its channel is disconnected before the promotion',
    disconnect,
    ['failed', 'unconfirmed'],
    promotionHeld,
  ),
  after('PostAccepted', 'its channel is disconnected before the instant', disconnect, ['unconfirmed']),
  trial('Postiz says 429 once', [fault('create', 'status', { status: 429, retryAfter: 3 })]),
];
