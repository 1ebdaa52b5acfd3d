import type { SeededRandom } from './seeded-random.ts';

/** How often what goes wrong; 0 for what never does in this world. */
export interface Faults {
  readonly isTrouble: boolean;
  /** Nothing left. */
  readonly notSent: number;
  /** The answer never came, or came as an error, although the call was carried out. */
  readonly answerLost: number;
  /** The call got lost on its way. */
  readonly requestLost: number;
  /** The call is carried out long after it was given up, at most the safety margin later. */
  readonly late: number;
  /** Postiz fails and does nothing. */
  readonly serverError: number;
  readonly rateLimited: number;
  /** A list shows what was a while ago, at most the safety margin. */
  readonly listLags: number;
  /** A list leaves out what is there. */
  readonly listOmits: number;
  /** The process stands still directly before a promotion leaves. */
  readonly heldUp: number;
  readonly database: number;
  /** Publishing does not go well: an error, live or not; a post that is late or stuck. */
  readonly network: number;
  /** How many of each befall the system while there is trouble. */
  readonly crashes: number;
  readonly freezes: number;
  readonly clockJumps: number;
  readonly wishes: number;
  readonly pauses: number;
  readonly editsInPostiz: number;
  readonly keyChanges: number;
}

/** Nothing goes wrong any more. */
export const CALM: Faults = {
  isTrouble: false,
  notSent: 0,
  answerLost: 0,
  requestLost: 0,
  late: 0,
  serverError: 0,
  rateLimited: 0,
  listLags: 0,
  listOmits: 0,
  heldUp: 0,
  database: 0,
  network: 0,
  crashes: 0,
  freezes: 0,
  clockJumps: 0,
  wishes: 0,
  pauses: 0,
  editsInPostiz: 0,
  keyChanges: 0,
};

/** Some kinds of trouble, each more or less: what is never seen beside too much else is seen here. */
export function someFaults(random: SeededRandom): Faults {
  const rate = (max: number) => (random.chance(0.5) ? random.fraction() * max : 0);
  const times = (max: number, chance = 0.5) => (random.chance(chance) ? random.between(1, max + 1) : 0);
  return {
    isTrouble: true,
    notSent: rate(0.3),
    answerLost: rate(0.4),
    requestLost: rate(0.3),
    late: rate(0.4),
    serverError: rate(0.3),
    rateLimited: rate(0.2),
    listLags: rate(0.6),
    listOmits: rate(0.3),
    heldUp: rate(0.3),
    database: rate(0.1),
    network: rate(0.6),
    crashes: times(5),
    freezes: times(5),
    clockJumps: times(2, 0.3),
    wishes: times(3),
    pauses: times(2, 0.3),
    editsInPostiz: times(2, 0.25),
    keyChanges: times(2, 0.15),
  };
}
