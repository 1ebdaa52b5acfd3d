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
  '/v1/profiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List profiles */
    get: operations['listProfiles'];
    put?: never;
    /** Register a profile */
    post: operations['registerProfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a profile */
    get: operations['viewProfile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Rename a profile, or change how it publishes
     * @description What is left out stays as it is. The slug stays, because links rest on it.
     */
    patch: operations['updateProfile'];
    trace?: never;
  };
  '/v1/profiles/{profileId}/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show who changed what, and when
     * @description Everything that ever happened to the profile and its settings, from the log itself.
     */
    get: operations['viewHistory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/postiz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the Postiz connection */
    get: operations['viewConnection'];
    /**
     * Set the Postiz connection
     * @description Without `apiKey` the key that is set stays. The accounts behind the connection are looked at for a few seconds, unless it is disabled; it is stored whether Postiz answers or not, and a key that it refuses is warned of (`postiz_not_confirmed`).
     */
    put: operations['connectPostiz'];
    post?: never;
    /**
     * Remove the Postiz connection
     * @description Posts that Postiz already has in its queue are not taken back. Where the operator has set up a default connection, it stands for the profile from now on, as for every profile without a connection of its own; `allowDefaultConnection: false` refuses it.
     */
    delete: operations['disconnectPostiz'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/postiz/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Test a Postiz connection
     * @description With a body the given address and key are tried; without one, those that are stored. The connection is not changed by it.
     */
    post: operations['testConnection'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/quota': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the monthly quota */
    get: operations['viewQuota'];
    /** Set the monthly quota */
    put: operations['changeQuota'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/narration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the narration */
    get: operations['viewNarration'];
    /** Set the narration */
    put: operations['changeNarration'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/dashboard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show what the profile did and what it cost
     * @description From what publish-service and billing-service told; it lags behind them by a moment.
     */
    get: operations['viewDashboard'];
    put?: never;
    post?: never;
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
    NewProfile: {
      name: string;
      /** @description How the profile is called in links; made from the name unless given. */
      slug?: string;
      /**
       * @description How many seconds before its instant a post is handed to Postiz: the time in which a lost answer can be found out. null is the platform's default. With less than a few seconds the answers of a usual Postiz may come too late, and the post is then put off to a later instant.
       * @default null
       */
      publishLeadSeconds?: number | null;
      /**
       * @description Whether the platform's default connection, if it has one, may publish for this profile while it has none of its own.
       * @default true
       */
      allowDefaultConnection?: boolean;
    };
    Profile: {
      id: string;
      name: string;
      slug: string;
      /** @description Whether a Postiz connection is set. */
      connected: boolean;
      /** @description How many seconds before its instant a post is handed to Postiz: the time in which a lost answer can be found out. null is the platform's default. With less than a few seconds the answers of a usual Postiz may come too late, and the post is then put off to a later instant. */
      publishLeadSeconds: number | null;
      /** @description Whether the platform's default connection, if it has one, may publish for this profile while it has none of its own. */
      allowDefaultConnection: boolean;
      warnings: components['schemas']['Warning'][];
    };
    Warning: {
      /** @enum {string} */
      code: 'postiz_organisation_shared' | 'postiz_not_confirmed';
      /** @description What is odd and what to do, in words. */
      detail: string;
      /** @description Why Postiz could not be asked, as a test of the connection says it: `wrong_key`, `timeout` … */
      reason?: string;
      /** @description Whom it is about besides this profile, the first 20; only operators are told. */
      profiles?: {
        id: string;
        name: string;
      }[];
    };
    ProfileChange: {
      name?: string;
      /** @description How many seconds before its instant a post is handed to Postiz: the time in which a lost answer can be found out. null is the platform's default. With less than a few seconds the answers of a usual Postiz may come too late, and the post is then put off to a later instant. */
      publishLeadSeconds?: number | null;
      /** @description Whether the platform's default connection, if it has one, may publish for this profile while it has none of its own. */
      allowDefaultConnection?: boolean;
    };
    HistoryItem: {
      /** @description Its place in the service's log. */
      position: string;
      /** @description Its place in the history of the profile: 1, 2, 3 … */
      version: number;
      /** @example ProfileRenamed */
      type: string;
      /** Format: date-time */
      at: string;
      /**
       * @description Who caused it.
       * @example operator:bootstrap
       */
      actor: string;
      /** @description What changed, field by field; null is "not set". Secrets are never shown. */
      changes: {
        field: string;
        from: components['schemas']['__schema0'];
        to: components['schemas']['__schema1'];
      }[];
      /** @description The request it began with. */
      correlationId: string;
      /** @description The trace of that request, if it was recorded. */
      traceId: string | null;
    };
    __schema0: unknown;
    __schema1: unknown;
    PostizConnectionChange: {
      /**
       * Format: uri
       * @description Where the Postiz API is; mostly `https://your-host/api`.
       */
      apiUrl: string;
      /** @description From Postiz: Settings, Public API. It is sealed before it is stored and never shown again. */
      apiKey?: string;
      /** @default true */
      enabled?: boolean;
    };
    PostizConnection: {
      apiUrl: string;
      /** @description The last four characters of the API key. */
      keyLast4: string;
      enabled: boolean;
      connectionVersion: number;
      /**
       * @description Whether accounts were seen behind the connection, by which its organisation is recognised. Until then it is looked at again by itself, unless it is disabled.
       * @enum {string}
       */
      organisation: 'seen' | 'not_seen_yet';
      warnings: components['schemas']['Warning'][];
    };
    PostizCandidate: {
      /**
       * Format: uri
       * @description Where the Postiz API is; mostly `https://your-host/api`.
       */
      apiUrl: string;
      /** @description From Postiz: Settings, Public API. It is sealed before it is stored and never shown again. */
      apiKey: string;
    };
    ConnectionTest: {
      ok: boolean;
      /** @description How long Postiz took to list its accounts. */
      latencyMs: number;
      integrations: {
        id: string;
        name: string;
        provider: string;
        profile: string | null;
        disabled: boolean;
      }[];
      /** @description A stable word for what is wrong, when it is not ok. */
      reason?: string;
      /** @description What is wrong and what to do, in words. */
      message?: string;
      /** @description What is odd about a connection that works, or would be if it were set. */
      warnings: components['schemas']['Warning'][];
    };
    Quota: {
      /**
       * @description For a calendar month, UTC; "0" is unlimited.
       * @example 12.340000
       */
      monthlyLimitUsd: string & (unknown & unknown);
      /**
       * @description From this share of the limit on the month's status is `warning`.
       * @default 90
       */
      warnAtPercent?: number;
      /**
       * @description Further shares of the limit that are told once a month when they are reached.
       * @default []
       */
      alsoTellAtPercent?: number[];
      /**
       * @description `hard` refuses at the limit, `soft` only warns.
       * @default hard
       * @enum {string}
       */
      enforcement?: 'hard' | 'soft';
    };
    QuotaVariant: {
      /** @description For a calendar month, UTC; "0" is unlimited. */
      monthlyLimitUsd: unknown;
      /**
       * @description From this share of the limit on the month's status is `warning`.
       * @default 90
       */
      warnAtPercent: number;
      /** @description Further shares of the limit that are told once a month when they are reached. */
      alsoTellAtPercent: unknown;
      /**
       * @description `hard` refuses at the limit, `soft` only warns.
       * @default hard
       * @enum {string}
       */
      enforcement: 'hard' | 'soft';
    };
    NarrationSettings: {
      /** @enum {string} */
      provider: 'elevenlabs' | 'edge' | 'coqui' | 'kokoro';
      voiceId: string;
      /** @default {} */
      options?: {
        [key: string]: string | number | boolean;
      };
    };
    NarrationSettingsVariant: {
      /** @enum {string} */
      provider: 'elevenlabs' | 'edge' | 'coqui' | 'kokoro';
      voiceId: string;
      /** @default {} */
      options: {
        [key: string]: string | number | boolean;
      };
    };
    Dashboard: {
      profileId: string;
      /** @enum {string} */
      range: '7d' | '30d' | '90d' | 'all';
      totals: {
        /** @description Editing projects with a clip in the range. */
        projects: number;
        /** @description Registered, and not removed since. */
        clips: number;
        /** @description Clips whose video came, and that were not removed since. */
        rendered: number;
        /** @description Posts that went out: one for each clip and account. */
        published: number;
        /** @description Publications that failed and were not brought out since. */
        failed: number;
        costUsd: string;
      };
      /** @description The dearest first. */
      costsByProvider: {
        provider: string;
        amountUsd: string;
        count: number;
      }[];
      /** @description Every day, UTC, until today; of `all` from the first day on, the last 366 at the most. */
      series: {
        day: string;
        /** @description Registered, and not removed since. */
        clips: number;
        /** @description Clips whose video came, and that were not removed since. */
        rendered: number;
        /** @description Posts that went out: one for each clip and account. */
        published: number;
        /** @description Publications that failed and were not brought out since. */
        failed: number;
        costUsd: string;
      }[];
      /** @description The newest first, whatever the range. */
      recentClips: {
        id: string;
        title: string;
        projectId: string | null;
        /** @enum {string} */
        status: 'rendering' | 'ready';
        registeredAt: string;
        published: number;
        failed: number;
      }[];
      budget: components['schemas']['BudgetStanding'];
    };
    /** @description As billing-service told last; exact, to the moment, is GET /profiles/{id}/budget there. */
    BudgetStanding: {
      month: string;
      /** @description "0.000000" is unlimited. */
      limitUsd: string;
      spentUsd: string;
      reservedUsd: string;
      /** @description Never below zero; null without a limit. */
      remainingUsd: string | null;
      percentUsed: number;
      /** @enum {string} */
      status: 'unlimited' | 'ok' | 'warning' | 'exhausted';
      /** @enum {string} */
      enforcement: 'hard' | 'soft';
      /** @description When it was told that nothing is left. */
      exhaustedAt: string | null;
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
  listProfiles: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Profile'][];
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
  registerProfile: {
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
        'application/json': components['schemas']['NewProfile'];
      };
    };
    responses: {
      /** @description The new profile. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Profile'];
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
  viewProfile: {
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
      /** @description The profile. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Profile'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  updateProfile: {
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
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ProfileChange'];
      };
    };
    responses: {
      /** @description The profile as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Profile'];
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
  viewHistory: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
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
            items: components['schemas']['HistoryItem'][];
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
  viewConnection: {
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
      /** @description The connection; its key is masked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PostizConnection'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  connectPostiz: {
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
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PostizConnectionChange'];
      };
    };
    responses: {
      /** @description The connection; its key is masked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PostizConnection'];
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
  disconnectPostiz: {
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
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is removed, or there was none. */
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
  testConnection: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PostizCandidate'];
      };
    };
    responses: {
      /** @description Whether it works, and if not, why. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConnectionTest'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewQuota: {
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
      /** @description The quota; unlimited until one is set. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuotaVariant'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  changeQuota: {
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
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Quota'];
      };
    };
    responses: {
      /** @description The quota. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuotaVariant'];
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
  viewNarration: {
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
      /** @description The narration settings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NarrationSettingsVariant'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  changeNarration: {
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
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NarrationSettings'];
      };
    };
    responses: {
      /** @description The narration settings. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NarrationSettingsVariant'];
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
  viewDashboard: {
    parameters: {
      query?: {
        range?: '7d' | '30d' | '90d' | 'all';
      };
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Sums, the series by day, the newest clips and the month. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Dashboard'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
}
