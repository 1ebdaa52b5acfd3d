import { isProved, type ReadModelProof } from './read-model-proofs.ts';

/** What became of one stream. */
export interface StreamProof {
  readonly stream: string;
  readonly messagesBefore: number;
  readonly events: string;
  readonly seconds: number;
  readonly differences: readonly string[];
}

/** Everything that was found. */
export interface Proof {
  readonly proved: boolean;
  /** Events in the dead letters that wait for a person: neither what serves nor what was built holds them. */
  readonly setAside: number;
  /** Built from the logs, before anything was wiped. */
  readonly readModels: readonly ReadModelProof[];
  /** Absent when JetStream was to be left alone. */
  readonly wiped?: {
    readonly streams: readonly StreamProof[];
    /** Followers that did not come as far as their sources, that went back, or set aside what they had done. */
    readonly followers: readonly string[];
    /** Once more, after every service had followed the streams that were filled again. */
    readonly readModels: readonly ReadModelProof[];
  };
}

/** Whether everything is as its logs say. */
export const judge = (found: Omit<Proof, 'proved'>): Proof => ({
  proved:
    found.readModels.every(isProved) &&
    (found.wiped === undefined ||
      (found.wiped.readModels.every(isProved) &&
        found.wiped.followers.length === 0 &&
        found.wiped.streams.every(({ differences }) => differences.length === 0))),
  ...found,
});
