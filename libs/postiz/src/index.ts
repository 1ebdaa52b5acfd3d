export {
  describeConnectionTrouble,
  type ConnectionTrouble,
  type ConnectionTroubleReason,
} from './connection-trouble.ts';
export { checkedConnector } from './egress/checked-connector.ts';
export { createEgressPolicy, type EgressOptions, type EgressPolicy } from './egress/egress-policy.ts';
export { startTimeLeft } from './deadline.ts';
export { EgressRefused } from './egress/egress-refused.ts';
export { isPublicAddress } from './egress/public-address.ts';
export { endpointUsedBy, type PostizEndpoint, type PostizMethod } from './endpoint.ts';
export type { RateLimitListeners } from './exchange.ts';
export { CallGuard, type CallBounds, type GuardedCall, type GuardState } from './guard/call-guard.ts';
export { CallGuards } from './guard/call-guards.ts';
export { GuardedPostiz } from './guard/guarded-postiz.ts';
export type { Integration } from './integration.ts';
export { datedAt, type ListedPost, type PostState } from './listed-post.ts';
export type { MediaFile } from './media-file.ts';
export type { ExistingPost, NewPost, UploadedMedia } from './new-post.ts';
export { PostizCallError, type CallOutcome, type PostizCallCode } from './postiz-call-error.ts';
export { PostizClient, type PostizClientOptions, type PromoteBounds } from './postiz-client.ts';
export type { RateLimit } from './rate-limit.ts';
export type { CheckedMedia, CheckedPost } from './rules/checked-post.ts';
export type { PostProblem, PostProblemCode } from './rules/post-problem.ts';
export { postProblems } from './rules/post-problems.ts';
export { defaultTimeouts, type PostizTimeouts } from './timeouts.ts';
export {
  readTraits,
  unknownTraits,
  type PostizGeneration,
  type PostizTraits,
} from './traits/postiz-traits.ts';
