declare module 's3rver' {
  /** A server of the S3 protocol in this process; only what the tests use of it. */
  export default class S3rver {
    static readonly defaultOptions: object;
    constructor(options: {
      readonly address: string;
      readonly port: number;
      readonly silent: boolean;
      readonly directory: string;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
