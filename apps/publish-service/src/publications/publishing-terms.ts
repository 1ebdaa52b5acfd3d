/** What holds for every publication, from the operator's configuration. */
export class PublishingTerms {
  constructor(
    /** How long before its instant a post is handed to Postiz. */
    readonly leadSeconds: number,
    /** What one accepted post costs. */
    readonly postPriceUsd: string,
  ) {}
}
