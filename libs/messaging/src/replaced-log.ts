/** The source's log is not the one this subscription has followed: its database was restored or replaced. */
export class EpochChangedError extends Error {
  override readonly name = 'EpochChangedError';
}

/** The source's log ends before what this subscription has seen: its database has lost facts that others know. */
export class SourceBehindError extends Error {
  override readonly name = 'SourceBehindError';

  constructor(source: string, head: bigint, seen: bigint) {
    super(
      `${source}'s log ends at event ${head}, yet event ${seen} was published. Its database was replaced, or failed over to a ` +
        `copy that lacked what was published: an operator has to decide.`,
    );
  }
}

/** Whether a subscription stands still until a person decides, because trying again would change nothing. */
export const needsPerson = (error: unknown): boolean =>
  error instanceof EpochChangedError || error instanceof SourceBehindError;

/** The same by what a halted subscription shows as its reason. */
export const isAboutLog = (reason: string | null): boolean =>
  /^(EpochChangedError|SourceBehindError):/.test(reason ?? '');
