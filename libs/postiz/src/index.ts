export {
  describeConnectionTrouble,
  type ConnectionTrouble,
  type ConnectionTroubleReason,
} from './connection-trouble.ts';
export { createEgressPolicy, type EgressOptions, type EgressPolicy } from './egress/egress-policy.ts';
export { EgressRefused } from './egress/egress-refused.ts';
export { isPublicAddress } from './egress/public-address.ts';
export type { Integration } from './integration.ts';
export type { ListedPost, PostState } from './listed-post.ts';
export type { MediaFile } from './media-file.ts';
export type { NewPost, UploadedMedia } from './new-post.ts';
export { PostizCallError, type CallOutcome, type PostizCallCode } from './postiz-call-error.ts';
export { PostizClient, type PostizClientOptions, type PromoteBounds } from './postiz-client.ts';
export type { RateLimit } from './rate-limit.ts';
export { defaultTimeouts, type PostizTimeouts } from './timeouts.ts';
