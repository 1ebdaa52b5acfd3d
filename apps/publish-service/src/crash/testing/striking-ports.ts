import { writeSync } from 'node:fs';
import type { ProfileId } from '@clipcast/kernel';
import type { Postiz, UsableConnection } from '../../connections/postiz-connections.ts';
import type { PublishingPorts } from '../../publishing.module.ts';
import type { Call, CrashPoint, Strikes } from './crash-point.ts';

const STDOUT = 1;

/** Stands in front of the ports and strikes this process down at the points it was told. */
export const strikingPorts =
  (strikes: Strikes) =>
  ({ stream, connections }: PublishingPorts): PublishingPorts => {
    const made = new Set<ProfileId>();
    const say = (what: string, profileId: ProfileId) => writeSync(STDOUT, `${what} ${profileId}\n`);
    const reach = (profileId: ProfileId, ...points: readonly CrashPoint[]): void => {
      const strike = strikes[profileId];
      if (!strike || !points.includes(strike.point) || made.has(profileId)) return;
      made.add(profileId);
      say('struck', profileId);
      process.kill(process.pid, strike.signal);
    };

    const around = async <T>(profileId: ProfileId, call: Call, ask: () => Promise<T>): Promise<T> => {
      reach(profileId, `before ${call}`);
      try {
        const answer = await ask();
        reach(profileId, `after ${call}`);
        return answer;
      } catch (error) {
        reach(profileId, `unanswered ${call}`);
        throw error;
      } finally {
        // Only who was stopped and woken comes by here.
        if (made.has(profileId)) say('settled', profileId);
      }
    };

    const struck = ({ profileId, postiz, ...usable }: UsableConnection): UsableConnection => {
      const watched: Postiz = {
        isConnected: (signal) => postiz.isConnected(signal),
        listIntegrations: (signal) => postiz.listIntegrations(signal),
        uploadMedia: (...args) => around(profileId, 'upload', () => postiz.uploadMedia(...args)),
        createPost: (...args) => around(profileId, 'create', () => postiz.createPost(...args)),
        listPostsAt: (...args) => around(profileId, 'list', () => postiz.listPostsAt(...args)),
        promote: (...args) => around(profileId, 'promote', () => postiz.promote(...args)),
        deletePost: (...args) => around(profileId, 'delete', () => postiz.deletePost(...args)),
        createSlot: () => postiz.createSlot(),
      };
      return { ...usable, profileId, postiz: watched };
    };

    const record = stream.record.bind(stream);
    stream.record = async (task, known, decide, command) => {
      let points: string[] = [];
      const watched: typeof decide = (asked, state) => {
        const facts = decide(asked, state);
        points = facts.map(({ type }) => `append ${type}`);
        reach(task.profileId, ...points.map((point): CrashPoint => `before ${point}` as CrashPoint));
        return facts;
      };
      const post = await record(task, known, watched, command);
      reach(task.profileId, ...points.map((point): CrashPoint => `after ${point}` as CrashPoint));
      return post;
    };
    const [current, pinned] = [connections.current.bind(connections), connections.pinned.bind(connections)];
    connections.current = async (...args) => struck(await current(...args));
    connections.pinned = async (...args) => struck(await pinned(...args));
    return { stream, connections };
  };
