import { VersionSchema, type Version } from './version.ts';

/**
 * The first tag with each behaviour; `head` stands for what no tag has. Where nothing is known between v2.11.3 and head,
 * what comes from the workflow engine counts from the tag that brought it, and the rest as new at head.
 */
const SINCE = {
  deleteSaysError: '2.12.0',
  pastDatesGoOut: '2.12.0',
  failsOnDisabledChannels: '2.12.0',
  updateType: '2.13.0',
  listsReleaseId: '2.13.0',
  notifications: '2.18.0',
  deletesGroups: '2.18.0',
  onlyCreationIsLimited: '2.19.0',
  missingReleases: '2.19.0',
  keepsRateCounters: '2.20.0',
  oauthKeys: '2.20.0',
  fetchesPublicHttpsOnly: '2.21.5',
  sniffsUploads: '2.21.6',
  statusRoute: '2.21.7',
  sanitisesContent: '2.21.7',
  ninetyAnHour: '2.21.8',
  listsCreationMethod: '2.21.8',
  channelsJudgeContent: '2.21.9',
  anyType: '2.21.9',
  customerGroups: '2.21.9',
  failedFetchIsRefusal: '2.22.1',
  hidesRemovedChannels: 'head',
  uploadHasOriginalName: 'head',
  compresses: 'head',
  listsSettings: 'head',
  settingsRoute: 'head',
  guardsRepublishing: 'head',
  usersRoute: 'head',
} as const;

/** A behaviour that not every version has. */
export type Trait = keyof typeof SINCE;
export type Traits = ReadonlySet<Trait>;

/** A number that grows from tag to tag. */
function rank(tag: string): number {
  if (tag === 'head') return Infinity;
  const [major = 0, minor = 0, patch = 0] = tag.split('.').map(Number);
  return (major * 1_000 + minor) * 1_000 + patch;
}

const TRAITS: ReadonlyMap<Version, Traits> = new Map(
  VersionSchema.options.map((version) => {
    const had = Object.entries(SINCE).filter(([, since]) => rank(since) <= rank(version));
    return [version, new Set(had.map(([trait]) => trait as Trait))];
  }),
);
const NONE: Traits = new Set();

/** All that this version has. */
export const traitsOf = (version: Version): Traits => TRAITS.get(version) ?? NONE;
