import { runInNewContext } from 'node:vm';

/**
 * Has V8 give back what starting took. Starting lets the young generation grow to its largest, and a service that then
 * waits for work would keep that for hours. V8's memory reducer shrinks it some seconds after a context was dropped, as
 * soon as little is allocated, and the next work lets it grow again. That is V8's way and no promise of it, so the bench
 * `idle-memory` watches it.
 */
export const giveBackMemoryOfStart = (): void => {
  runInNewContext('0');
};
