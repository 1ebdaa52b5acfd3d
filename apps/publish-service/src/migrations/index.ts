import type { Migration } from 'kysely/migration';
import * as createPublishInstant from './0001-create-publish-instant.ts';
import * as createCallMemory from './0002-create-call-memory.ts';
import * as createMediaUse from './0003-create-media-use.ts';
import * as createPublicationClaim from './0004-create-publication-claim.ts';
import * as oneInstantPerAccount from './0005-one-instant-per-account.ts';
import * as createPostizOrganisation from './0006-create-postiz-organisation.ts';

/** Tables of publish-service that are no projection; those of its projections stand beside them. */
export const publishMigrations: Readonly<Record<string, Migration>> = {
  '0001-create-publish-instant': createPublishInstant,
  '0002-create-call-memory': createCallMemory,
  '0003-create-media-use': createMediaUse,
  '0004-create-publication-claim': createPublicationClaim,
  '0005-one-instant-per-account': oneInstantPerAccount,
  '0006-create-postiz-organisation': createPostizOrganisation,
};
