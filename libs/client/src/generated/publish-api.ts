/** Generated from docs/api by `npm run docs:api`. */

export interface paths {
  '/livez': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Is the process alive? */
    get: operations['healthLive'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Can the service take requests? */
    get: operations['healthReady'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/startupz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Has the service started? */
    get: operations['healthStartup'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read this document */
    get: operations['openApiDocument'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/docs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read this document as a page */
    get: operations['openApiPage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/docs/scalar.js': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Load the script of the page */
    get: operations['openApiScript'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/projections': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show how far the read models are */
    get: operations['operationsProjectionsList'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/projections/{name}/rebuild': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Build a read model anew
     * @description From the first fact, beside the tables that serve, which are then switched in one transaction. Whichever replica leads does it; the list shows how far it is.
     */
    post: operations['operationsProjectionsRebuild'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/projections/{name}/switch-back': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let the tables before the last switch serve again
     * @description They are brought up to date first.
     */
    post: operations['operationsProjectionsSwitchBack'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/projections/{name}/compare': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Compare a read model with its log
     * @description Builds it from the first fact into tables that never serve and compares both at exactly the same fact. Answers when it is done, which takes as long as a rebuild. Nothing that serves is changed.
     */
    post: operations['operationsProjectionsCompare'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/subscriptions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show how far projections and policies are */
    get: operations['operationsSubscriptionsList'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/subscriptions/{name}/accept-log': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let a halted policy go on with a log that was replaced
     * @description Only for a policy that halted because its source's database was put back. Commands of facts that come again are found carried out. A projection is rebuilt instead.
     */
    post: operations['operationsSubscriptionsAcceptLog'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/relay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show how far the log is published
     * @description Exact from any replica, as of at most a second ago.
     */
    get: operations['operationsRelay'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what was set aside */
    get: operations['operationsDeadLettersList'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/dead-letters/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a dead letter with its event
     * @description Sealed secrets stay sealed.
     */
    get: operations['operationsDeadLettersShow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/dead-letters/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Handle dead letters again
     * @description In the order of their streams; a stream stops at the letter that fails again, and keeps what comes after it. A halted subscription goes on when its letter was replayed.
     */
    post: operations['operationsDeadLettersReplay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/dead-letters/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give dead letters up
     * @description They are kept as history. What comes after them in their streams can be replayed then, or is handled as it comes.
     */
    post: operations['operationsDeadLettersDiscard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/log/renew-epoch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begin a new epoch of the log
     * @description After an older state of the database was put back. The JetStream stream is deleted and filled again; policies and read models of other services halt until an operator accepts the log for them, or rebuilds them.
     */
    post: operations['operationsLog'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/clips': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List clips */
    get: operations['listClips'];
    put?: never;
    /**
     * Add a clip
     * @description An MP4 of at most 1 GiB, whose type is read from its bytes: uploaded as multipart/form-data, or fetched from a `sourceUrl` before the answer is given. Or, with `status: "rendering"`, a clip whose video follows later.
     */
    post: operations['registerClip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/clips/{clipId}/media': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download a clip's video
     * @description Streamed; its ETag is its SHA-256.
     */
    get: operations['downloadMediaVideo'];
    put?: never;
    /**
     * Bring the video of a clip that was being rendered
     * @description As with a new clip: uploaded as multipart/form-data, or fetched from a `sourceUrl`.
     */
    post: operations['completeClip'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/clips/{clipId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a clip */
    get: operations['viewClip'];
    put?: never;
    post?: never;
    /**
     * Remove a clip
     * @description What was published of it stays where it is. Its video is removed some time later, unless another clip of the profile has the same one.
     */
    delete: operations['removeClip'];
    options?: never;
    head?: never;
    /** Change what is said about a clip */
    patch: operations['describeClip'];
    trace?: never;
  };
  '/v1/profiles/{profileId}/clips/{clipId}/thumbnail': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a clip's thumbnail */
    get: operations['downloadMediaThumbnail'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/integrations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the social accounts in the profile's own Postiz */
    get: operations['listIntegrations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List publications */
    get: operations['listPublications'];
    put?: never;
    /**
     * Publish a clip
     * @description A background job; follow it at the Location that is answered. What Postiz would refuse is refused here, with every problem at once (422 `post_refused_by_rules`); a video that is on one of the accounts already, or at another brand, asks for `allowDuplicate` (409 `duplicate_publication`).
     */
    post: operations['requestPublication'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publications:batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Publish many clips
     * @description At most 500 posts (clips times accounts) in one call, each item judged alone. One Idempotency-Key covers the batch: sent again, also after it was cut off in the middle, it gives every item its first answer and finishes the rest.
     */
    post: operations['requestBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publications/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch publications
     * @description Server-sent events: an `event: publication` with the publication as its data whenever one has changed. A slow reader is told the newest state and not each one in between. It ends soon after its access key was revoked. At most 20 streams a profile and replica (429 `too_many_streams`).
     */
    get: operations['watchPublications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publications/{publicationId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a publication with its timeline */
    get: operations['viewPublication'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Move a publication to another time
     * @description What is in Postiz already is taken back first, as far as that is still in time. 409 `too_late_to_move` when nothing of it can be moved any more.
     */
    patch: operations['reschedulePublication'];
    trace?: never;
  };
  '/v1/profiles/{profileId}/publications/{publicationId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a publication
     * @description What waits is cancelled at once; what is in Postiz already is taken out of it, as far as that is still in time: follow the job to see. Asking again changes nothing. 409 `not_cancellable` says why nothing is left to cancel.
     */
    post: operations['cancelPublication'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publications/{publicationId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retry what has failed
     * @description Through the profile's connection of today. What was cancelled stays cancelled; a post whose end is unknown asks for a decision instead (409 `unconfirmed_needs_decision`). `allowDuplicate` is needed only where it was not given before.
     */
    post: operations['retryPublication'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publications/{publicationId}/integrations/{integrationId}/decide': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide about a post whose end is unknown
     * @description The publication shows what there is to go by as its `evidence`; look at the account first.
     */
    post: operations['decideUnconfirmed'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publishing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show how publishing stands for a profile
     * @description The stop switch, the connection, what its Postiz still takes in this hour, and the work at hand.
     */
    get: operations['viewPublishing'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publishing/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop publishing for a profile
     * @description Nothing is handed to its Postiz any more once this is answered. What Postiz has scheduled by then is published, and is followed. Publications are still taken, and wait.
     */
    post: operations['pausePublishing'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/publishing/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go on publishing for a profile
     * @description Publications that waited go on. While the fleet is stopped, they still wait.
     */
    post: operations['resumePublishing'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/publishing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show how publishing stands for everybody */
    get: operations['viewFleet'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/publishing/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop publishing for everybody
     * @description As the switch of a profile does, for all of them. The switches of the profiles stay as they are.
     */
    post: operations['pauseFleet'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/ops/v1/publishing/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go on publishing for everybody
     * @description Profiles whose own switch is off stay stopped.
     */
    post: operations['resumeFleet'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description An error (RFC 9457). */
    Problem: {
      /** @description urn:clipcast:problem:<code> */
      type: string;
      title: string;
      status: number;
      detail: string;
      instance: string;
      /** @description Stable, for programs. */
      code: string;
      errors?: {
        pointer: string;
        detail: string;
      }[];
      traceId?: string;
      retryable: boolean;
    } & {
      [key: string]: unknown;
    };
    HealthReport: {
      /** @enum {string} */
      status: 'ready' | 'degraded' | 'unavailable' | 'stopping';
      checks: {
        [key: string]: {
          /** @enum {string} */
          status: 'ok' | 'failing';
          required: boolean;
          reason?: string;
        };
      };
    };
    ProjectionState: {
      name: string;
      /** @description The service whose facts it shows. */
      source: string;
      /** @description In this release's code. */
      version: number;
      /** @description Of the tables that serve. */
      servingVersion: number | null;
      /** @enum {string} */
      status: 'active' | 'building' | 'waiting';
      /** @description What it waits for. */
      reason: string | null;
      /** @description The last fact in the tables that serve. */
      position: string;
      /** @description Where the source's log ends; null while it cannot be asked. */
      head: string | null;
      lag: string | null;
      updatedAt: string | null;
      /** @description The newest one, also when it is done. */
      rebuild: components['schemas']['RebuildState'] | null;
      /** @description The tables that served before the last switch. */
      wayBack: {
        version: number;
        /** @description A whole number as text. */
        position: string;
        /** Format: date-time */
        retiredAt: string;
      } | null;
    };
    RebuildState: {
      version: number;
      /** @enum {string} */
      status: 'requested' | 'building' | 'done';
      /** @description A whole number as text. */
      position: string;
      /** @description A whole number as text. */
      target: string;
      /** @description Exact, because positions have no holes; 100 only when it is done. */
      percent: number;
      eventsPerSecond: number | null;
      etaSeconds: number | null;
      error: string | null;
      /** Format: date-time */
      requestedAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    ProjectionComparison: {
      name: string;
      source: string;
      /** @description The last fact in both. */
      position: string;
      equal: boolean;
      tables: {
        table: string;
        live: {
          /** @description A whole number as text. */
          rows: string;
          /** @description Equal for equal rows, in whatever order. */
          hash: string;
        };
        built: {
          /** @description A whole number as text. */
          rows: string;
          /** @description Equal for equal rows, in whatever order. */
          hash: string;
        };
        /** @description Some of the rows that only one of the two has. */
        differences: {
          /** @enum {string} */
          only: 'live' | 'built';
          row: {
            [key: string]: unknown;
          };
        }[];
      }[];
    };
    SubscriptionState: {
      name: string;
      /** @description The service whose facts it follows. */
      source: string;
      /** @enum {string} */
      kind: 'projection' | 'policy';
      /** @description The last fact that is done with. */
      position: string;
      /** @description Where the source's log ends; null while its service cannot be asked. */
      head: string | null;
      /** @description Facts still to come. */
      lag: string | null;
      /** @description `running`, `waiting` (passes by itself) or `halted` (needs a person). */
      status: string;
      reason: string | null;
      /** @description Streams that wait for their dead letters to be settled. */
      parkedStreams: number;
      updatedAt: string | null;
    };
    AcceptLog: {
      /**
       * @description `head` skips what the log holds already; with `start` it comes from the first fact on.
       * @enum {string}
       */
      from: 'head' | 'start';
    };
    AcceptedLog: {
      name: string;
      source: string;
      position: string;
      epoch: string;
    };
    RelayState: {
      /** @description The number of the last public fact in the log. */
      head: string;
      /** @description The number of the stream's last event; null while it cannot be asked or holds another log's events. */
      published: string | null;
      /** @description Public facts that are not in the stream. */
      lag: string | null;
      /** @description Whether this replica publishes. */
      leading: boolean;
      /** @description What keeps this replica from publishing. */
      trouble: string | null;
    };
    DeadLetter: {
      id: string;
      subscription: string;
      source: string;
      /** @description The event's number among the public facts of its source. */
      number: string;
      eventType: string;
      profileId: string;
      streamId: string;
      /** @description Why it could not be handled the last time. */
      error: string;
      /** @description 0 for one that only had to wait for an earlier one of its stream. */
      attempts: number;
      /** @enum {string} */
      status: 'parked' | 'replayed' | 'discarded';
      recordedAt: string;
      settledAt: string | null;
      settledBy: string | null;
      reason: string | null;
    };
    DeadLetterWithEvent: {
      id: string;
      subscription: string;
      source: string;
      /** @description The event's number among the public facts of its source. */
      number: string;
      eventType: string;
      profileId: string;
      streamId: string;
      /** @description Why it could not be handled the last time. */
      error: string;
      /** @description 0 for one that only had to wait for an earlier one of its stream. */
      attempts: number;
      /** @enum {string} */
      status: 'parked' | 'replayed' | 'discarded';
      recordedAt: string;
      settledAt: string | null;
      settledBy: string | null;
      reason: string | null;
      event: {
        [key: string]: unknown;
      };
    };
    ReplayDeadLetters: {
      /**
       * Format: uuid
       * @description One dead letter; alone.
       */
      id?: string;
      /** @description All that it has parked. */
      subscription?: string;
      /** @description Together with `subscription` and `streamId`: one parked stream. */
      profileId?: string;
      /** Format: uuid */
      streamId?: string;
      /**
       * @description Kept with the letters.
       * @default replayed
       */
      reason?: string;
    };
    ReplayReport: {
      replayed: number;
      failed: {
        id: string;
        error: string;
      }[];
    };
    DiscardDeadLetters: {
      /**
       * Format: uuid
       * @description One dead letter; alone.
       */
      id?: string;
      /** @description All that it has parked. */
      subscription?: string;
      /** @description Together with `subscription` and `streamId`: one parked stream. */
      profileId?: string;
      /** Format: uuid */
      streamId?: string;
      /** @description Kept with the letters. */
      reason: string;
    };
    DiscardReport: {
      discarded: number;
    };
    RenewEpoch: {
      /** @description The name of the service, such as `billing`. */
      confirm: string;
    };
    RenewedLog: {
      epoch: string;
      /** @description It was deleted; the relay fills it again. */
      stream: string;
    };
    NewClip: {
      title?: string;
      projectId?: string;
      /** @description The https:// URL of an MP4 on a public host. It is fetched before the answer is given. */
      sourceUrl?: string;
      /**
       * @description Announces a clip whose video follows with POST …/clips/{id}/media.
       * @constant
       */
      status?: 'rendering';
    };
    Clip: {
      id: string;
      /** @description The editing project it came from; means nothing to Clipcast. */
      projectId: string | null;
      title: string;
      /**
       * @description A clip that is still rendering has no media and cannot be published yet.
       * @enum {string}
       */
      status: 'rendering' | 'ready';
      /**
       * @description Dropped: the video is no longer kept, because it was published long ago.
       * @enum {string}
       */
      media: 'none' | 'stored' | 'dropped';
      fileName: string | null;
      sha256: string | null;
      bytes: number | null;
      durationMs: number | null;
      /** @description Where its picture is; null when there is none. */
      thumbnail: string | null;
      registeredAt: string;
    };
    MediaSource: {
      /** @description The https:// URL of an MP4 on a public host. It is fetched before the answer is given. */
      sourceUrl: string;
    };
    ClipChange: {
      title?: string;
      projectId?: string | null;
    };
    Integration: {
      id: string;
      name: string;
      /** @description The network, such as `youtube`. */
      provider: string;
      /** @description The account's handle on the network. */
      profile: string | null;
      picture: string | null;
      disabled: boolean;
    };
    NewPublication: {
      clipId: string;
      /** @default  */
      caption?: string;
      /** @description Accounts from GET /profiles/{id}/integrations, or "all" behind a connection of its own; behind the default one they are named. */
      integrationIds: 'all' | string[];
      /** @description When it is to appear: `now`, an instant (RFC 3339, with its offset), or `draft` for a draft in Postiz that a person finishes there. */
      schedule?: ('now' | 'draft') | string;
      /**
       * @description Captions that differ, by integration id.
       * @default {}
       */
      captions?: {
        [key: string]: string;
      };
      /**
       * @description What a provider needs beside the caption, by integration id or by provider.
       * @default {}
       */
      settings?: {
        [key: string]: {
          [key: string]: components['schemas']['__schema0'];
        };
      };
      /**
       * @description Publish it although the same video is on one of these accounts already, or at another brand.
       * @default false
       */
      allowDuplicate?: boolean;
    };
    __schema0: unknown;
    Publication: {
      id: string;
      clipId: string;
      status: string;
      schedule: string;
      /** @description `own`, or `default` for the operator's. */
      connection: string;
      connectionVersion: number;
      integrations: {
        integrationId: string;
        provider: string;
        name: string;
        caption: string;
        status: string;
        schedule: string;
        /** @description The instant at which Postiz is to publish it. */
        publishAt: string | null;
        /** @description The post's id in Postiz. */
        postId: string | null;
        releaseUrl: string | null;
        attempts: number;
        /** @description What a person wants done about it and is not done yet. */
        wish: string | null;
        /** @description What is in the way, or why it ended as it did. */
        reason: {
          code: string;
          detail: string;
          /** @description How long it will last, where that is known. */
          until: string | null;
        } | null;
        /** @description What to decide by, when the end is unknown. */
        evidence: {
          asked: {
            publishAt: string;
            postId: string;
            caption: string;
            requestHash: string | null;
          };
          /** @description The post's state in Postiz, or `absent`; null when Postiz could not be asked. */
          seen: string | null;
          lookedAt: string;
          releaseUrl: string | null;
        } | null;
        /** @description What a person can do about it now: cancel, reschedule, retry, or a decision. */
        options: string[];
        /** @description What happens next by itself, and when. */
        next: {
          what: string;
          at: string | null;
        } | null;
      }[];
      /** @description Under which every step of this publication can be followed. */
      traceId: string | null;
      /** @description Where it is looked at; null unless the operator has set CLIPCAST_TRACE_URL. */
      traceUrl: string | null;
      requestedAt: string;
    };
    PublicationBatch: {
      items: (components['schemas']['NewPublication'] | components['schemas']['__schema1'])[];
    };
    __schema1: unknown;
    PublicationBatchAnswer: {
      items: (
        | {
            /** @description The place of the item in the batch, from 0. */
            index: number;
            /** @constant */
            status: 202;
            publication: components['schemas']['Publication'];
          }
        | {
            /** @description The place of the item in the batch, from 0. */
            index: number;
            status: number;
            problem: {
              code: string;
              detail: string;
              retryable: boolean;
            } & {
              [key: string]: unknown;
            };
          }
      )[];
    };
    PublicationDetail: {
      id: string;
      clipId: string;
      status: string;
      schedule: string;
      /** @description `own`, or `default` for the operator's. */
      connection: string;
      connectionVersion: number;
      integrations: {
        integrationId: string;
        provider: string;
        name: string;
        caption: string;
        status: string;
        schedule: string;
        /** @description The instant at which Postiz is to publish it. */
        publishAt: string | null;
        /** @description The post's id in Postiz. */
        postId: string | null;
        releaseUrl: string | null;
        attempts: number;
        /** @description What a person wants done about it and is not done yet. */
        wish: string | null;
        /** @description What is in the way, or why it ended as it did. */
        reason: {
          code: string;
          detail: string;
          /** @description How long it will last, where that is known. */
          until: string | null;
        } | null;
        /** @description What to decide by, when the end is unknown. */
        evidence: {
          asked: {
            publishAt: string;
            postId: string;
            caption: string;
            requestHash: string | null;
          };
          /** @description The post's state in Postiz, or `absent`; null when Postiz could not be asked. */
          seen: string | null;
          lookedAt: string;
          releaseUrl: string | null;
        } | null;
        /** @description What a person can do about it now: cancel, reschedule, retry, or a decision. */
        options: string[];
        /** @description What happens next by itself, and when. */
        next: {
          what: string;
          at: string | null;
        } | null;
      }[];
      /** @description Under which every step of this publication can be followed. */
      traceId: string | null;
      /** @description Where it is looked at; null unless the operator has set CLIPCAST_TRACE_URL. */
      traceUrl: string | null;
      requestedAt: string;
      timeline: {
        at: string;
        /** @description The fact, by its name. */
        event: string;
        integrationId: string | null;
        attempt: number | null;
        /** @description What happened, in plain words. */
        detail: string;
        /** @description Why, in plain words, where there is a reason to tell. */
        reason: string | null;
        /** @description Under which this step can be followed. */
        traceId: string | null;
        /** @description Where it is looked at; null unless the operator has set CLIPCAST_TRACE_URL. */
        traceUrl: string | null;
      }[];
    };
    Publishing: {
      switch: components['schemas']['PublishingSwitch'];
      connection: {
        /** @enum {string} */
        kind: 'own' | 'default';
        version: number;
        host: string;
        enabled: boolean;
        /** @description What was seen of this Postiz, in words. */
        traits: string[];
      } | null;
      /** @description Of the endpoints that were used; others are not counted. They are of the Postiz organisation: profiles that have the same one share them. */
      limits: {
        /** @enum {string} */
        endpoint: 'create' | 'list' | 'delete' | 'upload' | 'upload-from-url';
        /** @description Calls in an hour. */
        limit: number;
        /** @description False: Postiz has not told yet, and the least is assumed. */
        isKnown: boolean;
        /** @description Ours and those of others, as far as Postiz told. */
        used: number;
        /** @description For scheduling the drafts that were made. */
        kept: number;
        remaining: number;
        /** @description When another hour begins at the latest. */
        windowEndsAt: string | null;
        /** @description Postiz has refused calls with 429 until then. */
        blockedUntil: string | null;
        /** Format: date-time */
        nextSlotAt: string;
      }[];
      /** @description Whether the replica that answers leaves this Postiz alone. Each has its own. */
      breaker: {
        /** @enum {string} */
        state: 'closed' | 'open' | 'half-open';
        openUntil: string | null;
        inFlight: number;
        waiting: number;
      } | null;
      posts: {
        waiting: number;
        running: number;
      };
      /** @description When the hourly limit lets the next post out; null without a connection. */
      nextSlotAt: string | null;
    };
    PublishingSwitch:
      | {
          /** @constant */
          paused: false;
        }
      | {
          /** @constant */
          paused: true;
          /**
           * @description Whose switch it is; the fleet stops every profile.
           * @enum {string}
           */
          by: 'profile' | 'fleet';
          /** Format: date-time */
          since: string;
          reason: string | null;
        };
    SwitchReason: {
      /**
       * @description Why, for whoever wonders later.
       * @example The wrong clip went out.
       */
      reason?: string;
    };
    FleetPublishing: {
      switch: components['schemas']['PublishingSwitch'];
      /** @description By their own switch. */
      profilesPaused: number;
      /** @description Whose Postiz has refused calls with 429 and takes none for now. */
      connectionsBlocked: number;
      /** @description Connections that the replica which answers leaves alone. */
      breakersOpen: number;
    };
  };
  responses: {
    /** @description The request is malformed; `errors` names each field. */
    Problem400: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description No valid access key was sent. */
    Problem401: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The access key may not do this. */
    Problem403: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description There is no such thing, or it belongs to another profile. */
    Problem404: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The same Idempotency-Key is still being worked on, or the state does not allow this. */
    Problem409: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The resource has changed since it was read. */
    Problem412: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description The request cannot be carried out, or its Idempotency-Key was used for another one. */
    Problem422: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
    /** @description Any other problem. */
    Problemdefault: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  healthLive: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'alive';
          };
        };
      };
      default: components['responses']['Problemdefault'];
    };
  };
  healthReady: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It can, with all it leans on (ready) or without some of it (degraded). */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthReport'];
        };
      };
      /** @description It cannot: something it requires is failing, or it is stopping. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthReport'];
        };
      };
      default: components['responses']['Problemdefault'];
    };
  };
  healthStartup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It has. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthReport'];
        };
      };
      /** @description Not yet. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthReport'];
        };
      };
      default: components['responses']['Problemdefault'];
    };
  };
  openApiDocument: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The OpenAPI 3.1 document. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            openapi: string;
          } & {
            [key: string]: unknown;
          };
        };
      };
      default: components['responses']['Problemdefault'];
    };
  };
  openApiPage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The page. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': string;
        };
      };
      default: components['responses']['Problemdefault'];
    };
  };
  openApiScript: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The script. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/javascript': string;
        };
      };
      default: components['responses']['Problemdefault'];
    };
  };
  operationsProjectionsList: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One entry per read model, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ProjectionState'][];
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsProjectionsRebuild: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionState'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsProjectionsSwitchBack: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It was asked for. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionState'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsProjectionsCompare: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How the two compare, with some of the rows that differ. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectionComparison'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsSubscriptionsList: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One entry each, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['SubscriptionState'][];
          };
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsSubscriptionsAcceptLog: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AcceptLog'];
      };
    };
    responses: {
      /** @description From where it goes on, by itself. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AcceptedLog'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsRelay: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Where log and stream end. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RelayState'];
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsDeadLettersList: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        subscription?: string;
        status?: 'parked' | 'replayed' | 'discarded';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['DeadLetter'][];
            nextCursor?: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsDeadLettersShow: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The event as it came. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeadLetterWithEvent'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsDeadLettersReplay: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayDeadLetters'];
      };
    };
    responses: {
      /** @description What was handled, and where it failed again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReplayReport'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsDeadLettersDiscard: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiscardDeadLetters'];
      };
    };
    responses: {
      /** @description How many were given up. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DiscardReport'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  operationsLog: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RenewEpoch'];
      };
    };
    responses: {
      /** @description The new epoch. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RenewedLog'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  listClips: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        projectId?: string;
        status?: 'rendering' | 'ready';
      };
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Clip'][];
            nextCursor?: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  registerClip: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewClip'];
        'multipart/form-data': {
          /** Format: binary */
          file: string;
          title?: string;
          projectId?: string;
        };
      };
    };
    responses: {
      /** @description The clip. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Clip'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  downloadMediaVideo: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of what is there already; the answer is 304 then. */
        'If-None-Match'?: string;
        /** @description The ETag of what the part is wanted of; all of another video is sent. */
        'If-Range'?: string;
        /** @description One part of it, like `bytes=0-1023`; the answer is 206, or 416 when there is no such part. */
        Range?: string;
      };
      path: {
        profileId: string;
        clipId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The video. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'video/mp4': string;
        };
      };
      /** @description The part that was asked for. */
      206: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'video/mp4': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  completeClip: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        clipId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MediaSource'];
        'multipart/form-data': {
          /** Format: binary */
          file: string;
        };
      };
    };
    responses: {
      /** @description The clip, ready to be published. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Clip'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewClip: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
        clipId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The clip. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Clip'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  removeClip: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that was read; when the resource has changed since, nothing happens and the answer is 412. */
        'If-Match'?: string;
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        clipId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is removed. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  describeClip: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that was read; when the resource has changed since, nothing happens and the answer is 412. */
        'If-Match'?: string;
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        clipId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ClipChange'];
      };
    };
    responses: {
      /** @description The clip as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Clip'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  downloadMediaThumbnail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
        clipId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A picture from the beginning of the video. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'image/jpeg': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  listIntegrations: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As Postiz has them now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Integration'][];
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  listPublications: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        status?:
          | 'queued'
          | 'running'
          | 'scheduled'
          | 'published'
          | 'partly_published'
          | 'failed'
          | 'unconfirmed'
          | 'cancelled'
          | 'paused';
        clipId?: string;
        integrationId?: string;
      };
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Publication'][];
            nextCursor?: string;
          };
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  requestPublication: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewPublication'];
      };
    };
    responses: {
      /** @description The job. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Publication'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  requestBatch: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublicationBatch'];
      };
    };
    responses: {
      /** @description What came of each item, in the order of the request. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicationBatchAnswer'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  watchPublications: {
    parameters: {
      query?: never;
      header?: {
        /** @description The id of the last event that was seen: nothing that has changed since is missed, on whichever replica. */
        'Last-Event-ID'?: string;
      };
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Changes from now on, or after Last-Event-ID; a comment every 15 seconds when there are none. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewPublication: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
        publicationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The job and everything that happened to it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublicationDetail'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  reschedulePublication: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
        /** @description The ETag that was read; when the resource has changed since, nothing happens and the answer is 412. */
        'If-Match'?: string;
      };
      path: {
        profileId: string;
        publicationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description When it is to appear: `now`, an instant (RFC 3339, with its offset), or `draft` for a draft in Postiz that a person finishes there. */
          schedule: ('now' | 'draft') | string;
        };
      };
    };
    responses: {
      /** @description The job, with what moves. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Publication'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  cancelPublication: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        publicationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Accounts of this publication; all of them unless given. */
          integrationIds?: string[];
        };
      };
    };
    responses: {
      /** @description The job, with what was cancelled and what is being taken back. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Publication'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  retryPublication: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        publicationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /** @description Accounts of this publication; all of them unless given. */
          integrationIds?: string[];
          /**
           * @description Publish it although the same video is on one of these accounts already, or at another brand.
           * @default false
           */
          allowDuplicate?: boolean;
        };
      };
    };
    responses: {
      /** @description The job. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Publication'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  decideUnconfirmed: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        publicationId: string;
        integrationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          /**
           * @description `published`: it is on the network. `publish_again`: it is not, and is brought out anew. `give_up`: it counts as failed.
           * @enum {string}
           */
          decision: 'published' | 'publish_again' | 'give_up';
          /** @description Why; kept in the timeline. */
          note?: string;
          /**
           * Format: uri
           * @description Where it was seen.
           */
          releaseUrl?: string;
        };
      };
    };
    responses: {
      /** @description The job; what has to be taken out of Postiz first is taken out next. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Publication'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewPublishing: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As it is now. No Postiz is asked for it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Publishing'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  pausePublishing: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SwitchReason'];
      };
    };
    responses: {
      /** @description How the switch of the profile stands. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishingSwitch'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  resumePublishing: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SwitchReason'];
      };
    };
    responses: {
      /** @description How the switch of the profile stands. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishingSwitch'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewFleet: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FleetPublishing'];
        };
      };
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      default: components['responses']['Problemdefault'];
    };
  };
  pauseFleet: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SwitchReason'];
      };
    };
    responses: {
      /** @description How the switch of the fleet stands. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishingSwitch'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  resumeFleet: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SwitchReason'];
      };
    };
    responses: {
      /** @description How the switch of the fleet stands. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishingSwitch'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
}
