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
  '/v1/profiles/{profileId}/budget': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a month's budget */
    get: operations['viewBudget'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/budget/estimate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Estimate a planned batch
     * @description What it would cost now, and what of it would be refused: by the limit of the profile, or by the spend cap of the access key that asks. Nothing is reserved or changed.
     */
    post: operations['estimateBudget'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/costs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List costs, or sum them up
     * @description With `asOf` exactly as it was answered then. As `text/csv` all entries without pages, for spreadsheets: text that would be a formula there is put behind an apostrophe.
     */
    get: operations['listCosts'];
    put?: never;
    /**
     * Report costs
     * @description One cost, or up to 1,000 as `{"costs": […]}`, each answered alone. A cost counts once for its id; without one, once for its place under the Idempotency-Key.
     */
    post: operations['reportCosts'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report costs as CloudEvents
     * @description CloudEvents 1.0 of the type `CostIncurred`, their subject the profile, their data a cost as `POST /profiles/{id}/costs` takes it. Structured, as a batch of up to 1,000 (`application/cloudevents-batch+json`), or binary: `application/json` with `ce-` headers. An event without a cost id counts once for its source and id.
     */
    post: operations['receiveEvents'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/costs/{costId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Open a cost entry */
    get: operations['viewCost'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/months/{month}/close': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Close a month's books
     * @description For operators. Costs that come later for this month are booked in the open one, and say for which month they are.
     */
    post: operations['closeMonthClose'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/months/{month}/close': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Close every profile's books of a month */
    post: operations['closeMonthCloseFleet'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/reservations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List reservations */
    get: operations['listReservations'];
    put?: never;
    /**
     * Open a reservation
     * @description Sets money aside before it is spent: granted if, and only if, what is spent, reserved and asked for stays within the month's limit. 402 `quota_exceeded` says what the limit is, what is spent and reserved, and when the next month begins; 422 `price_unknown` that the usage has no price.
     */
    post: operations['openReservationsOpen'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/reservations:batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Open several reservations together
     * @description All of them are granted or none; they share a `groupId`, and each ends by itself. 402 `quota_exceeded` says what the limit is, what is spent and reserved, and when the next month begins; 422 `price_unknown` that the usage has no price.
     */
    post: operations['openReservationsOpenTogether'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/reservations/{reservationId}/harden': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Harden a reservation
     * @description Directly before the first call that costs money: from then on it ends only by being settled or released. A hard one stays hard. 409 `reservation_expired` means: do not make the call.
     */
    post: operations['hardenReservation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/reservations/{reservationId}/settle': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Settle a reservation
     * @description Books what was really spent, in the month in which the reservation was opened, and frees the rest at once. More than was held is booked too, and told as `overrunUsd`. Settling again with the same amount, or with the same usage, by the price that counted then, gives the same answer; anything else is 409 `reservation_already_settled`.
     */
    post: operations['settleReservation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/reservations/{reservationId}/release': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Release a reservation
     * @description When nothing was spent of it; whoever has spent a part settles with that part. Releasing it again gives the same answer.
     */
    post: operations['releaseReservation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/reservations/{reservationId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a reservation */
    get: operations['viewReservation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/reservations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Find open reservations of all profiles
     * @description For operators: `olderThanSeconds=…` shows hard ones that nobody has ended, unless `class=soft` is asked for. Find out from `purpose` and the call it was for whether money was spent; then POST …/settle with the amount, or POST …/release.
     */
    get: operations['findOrphans'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show everybody's budgets of a month
     * @description For operators. It lags behind the facts by a moment; a reservation that is past its time counts until that is noted, some seconds later.
     */
    get: operations['viewOverview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/statements/{month}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a month's statement
     * @description As JSON, as CSV (`text/csv`), or as a page to print (`text/html`).
     */
    get: operations['viewStatement'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/statements/{month}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Show a month's statement of all profiles
     * @description For operators. As JSON, as CSV (`text/csv`), or as a page to print (`text/html`).
     */
    get: operations['viewFleetStatement'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/spend-caps/{accessKeyId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show the spend cap of an access key */
    get: operations['viewSpendCap'];
    /**
     * Cap what an access key may spend
     * @description For operators. It counts at once for what the key asks for next, in every month; what it holds stays valid. The quota of the profile counts beside it.
     */
    put: operations['changeSpendCapChange'];
    post?: never;
    /**
     * Lift the cap of an access key
     * @description For operators.
     */
    delete: operations['changeSpendCapRemove'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/prices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List prices */
    get: operations['listPricesOfEverybody'];
    /**
     * Set prices
     * @description For everybody. A price that is in force already is no news, so the same list may be sent again.
     */
    put: operations['setPricesSetForEverybody'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/prices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the prices that count for a profile */
    get: operations['listPricesOfProfile'];
    /**
     * Set a profile's own prices
     * @description They go before everybody's. Only an operator may set them. A price that is in force already is no news, so the same list may be sent again.
     */
    put: operations['setPricesSetForProfile'];
    post?: never;
    /**
     * End a profile's own price
     * @description Everybody's price counts again. Only an operator may end one. Nothing that was rated by it changes, save by a re-rating when it ended in the past; a price that was set for later still comes into force. Ending it again gives the same answer.
     */
    delete: operations['endPrice'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/unrated-usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the usage of all profiles that waits for a price */
    get: operations['listUnratedUsageOfEverybody'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/profiles/{profileId}/unrated-usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List a profile's usage that waits for a price */
    get: operations['listUnratedUsageOfProfile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/re-ratings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rate costs anew
     * @description By the prices in force when each was incurred, as the books have them now. Entries that were reported with an amount are left alone. A dry run answers at once and changes nothing; else corrections are booked in the background: see GET /re-ratings/{id}.
     */
    post: operations['beginReRating'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/re-ratings/{reRatingId}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Undo a re-rating
     * @description Books the inverse of each of its corrections, once: the sums are what they were before it.
     */
    post: operations['undoReRating'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/re-ratings/{reRatingId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Show a re-rating */
    get: operations['viewReRating'];
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
    Budget: {
      profileId: string;
      month: string;
      /** @description The instant that was asked for; null for now. */
      asOf: string | null;
      /** @description "0.000000" is unlimited. */
      limitUsd: string;
      spentUsd: string;
      reservedUsd: string;
      /** @description Never below zero; null without a limit. */
      remainingUsd: string | null;
      /** @description Of the limit, cut to two decimals; above 100 when more was spent; 0 without a limit. */
      percentUsed: number;
      /** @enum {string} */
      status: 'unlimited' | 'ok' | 'warning' | 'exhausted';
      /** @enum {string} */
      enforcement: 'hard' | 'soft';
      /** @description The shares of the limit that are told, 100 included; none without a limit. */
      thresholds: {
        percent: number;
        isReached: boolean;
        /** @description When it was told under this limit; also after money came back. Null before, and for the moment until it shows. */
        reachedAt: string | null;
      }[];
      openReservations: number;
      /** @description Usage that waits for a price and is in no sum yet. */
      unratedCount: number;
      /** @description Whether later costs of the month go to the open one. */
      isClosed: boolean;
      /** @description When the next month begins. */
      resetsAt: string;
      /** @description Null for every month but the current one, or that of `asOf`. */
      forecast: components['schemas']['Forecast'] | null;
    };
    Forecast: {
      /** @description What will have been spent when the month ends. */
      monthEndUsd: string | null;
      /** @description Why there is no forecast: no cost yet, or fewer than 3 full days since the first one. */
      reason: ('nothing_spent' | 'too_few_days') | null;
      /** @description The mean of the full days since the first cost. */
      perDayUsd: string | null;
      /** @description How many full days that are. */
      basedOnDays: number;
      /** @description When the warning and the end of the limit are reached; none without a limit. */
      thresholds: {
        percent: number;
        /** @enum {string} */
        outlook: 'reached' | 'expected' | 'not_expected' | 'unknown';
        /** @description The day, UTC, on which it is expected. */
        on: string | null;
      }[];
    };
    PlannedBatch: {
      items: components['schemas']['PlannedItem'][];
    };
    PlannedItem: {
      /** @description Rated by the prices in force now. */
      usage?: {
        provider: string;
        model: string;
        unit: string;
        quantity: string;
        /** @default null */
        plan?: string | null;
      };
      /** @example 12.340000 */
      amountUsd?: string & (unknown & unknown);
      /**
       * @description So many times over.
       * @default 1
       */
      count?: number;
    };
    BudgetEstimate: {
      month: string;
      items: components['schemas']['EstimatedItem'][];
      /** @description Of the items whose price is known. */
      totalUsd: string;
      /** @description Whether every price is known and all of it stays within the limit, also a soft one, and within the cap of the access key that asks. */
      fits: boolean;
      /** @description Reserved in this order, what would be refused first; null when nothing would be. */
      firstRefused: components['schemas']['FirstRefused'] | null;
      /** @enum {string} */
      enforcement: 'hard' | 'soft';
      /** @description "0.000000" is unlimited. */
      limitUsd: string;
      spentUsd: string;
      reservedUsd: string;
      /** @description Before the batch; null without a limit. */
      remainingUsd: string | null;
      /** @description Of the access key that asks, before the batch; null without one. */
      spendCap: {
        monthlyLimitUsd: string;
        usedUsd: string;
        remainingUsd: string;
      } | null;
    };
    EstimatedItem: {
      count: number;
      /** @description Once; null without a known price. */
      unitAmountUsd: string | null;
      /** @description `count` times; each is rounded by itself. */
      amountUsd: string | null;
      /** @description By which it was rated; null for an amount, or without a known price. */
      price: {
        /** @enum {string} */
        book: 'fleet' | 'profile';
        version: number;
        /** @example 0.30 */
        unitPriceUsd: string;
        per: string;
      } | null;
      /** @description Why it has no amount: `price_unknown`. */
      refusal: {
        code: string;
        detail: string;
      } | null;
    };
    FirstRefused: {
      /** @description The place of the item in the request, from 0. */
      index: number;
      /** @description How many times of it would be granted before. */
      granted: number;
      /** @description `price_unknown`, `quota_exceeded` or `key_spend_cap_exceeded`. */
      code: string;
    };
    ReportedCost: {
      /** @description Counts once for ever. Without one, and without an Idempotency-Key, a repetition is another cost. */
      id?: string;
      /** @description Another name of `id`. */
      costId?: string;
      provider: string;
      model: string;
      /**
       * @description Whose price counts, where prices depend on one.
       * @default null
       */
      plan?: string | null;
      quantity: string;
      unit: string;
      /**
       * @description A decimal as text. Without it the usage is rated by the price book, or held aside until there is a price.
       * @default null
       */
      amountUsd?: string | null;
      /** Format: date-time */
      incurredAt: string;
      /**
       * @description What it was spent on, by name: publicationId, job and so on.
       * @default {}
       */
      source?: {
        [key: string]: string;
      };
      /**
       * @description The entry that was wrong; `amountUsd` is then the difference, and may be negative.
       * @default null
       */
      corrects?: string | null;
    };
    CostAnswer: {
      /** @description Null when the cost was too malformed to have one. */
      id: string | null;
      /**
       * @description `held_aside`: it waits for a price. `duplicate`: it was reported before with the same content, and the rest is what was booked then.
       * @enum {string}
       */
      outcome: 'recorded' | 'held_aside' | 'duplicate' | 'refused';
      /** @description The budget it counts against. */
      month?: string;
      amountUsd?: string | null;
      /** @description The month in which it was incurred, when the books of that month are closed. */
      appliesTo?: string | null;
      problem?: {
        code: string;
        status: number;
        detail: string;
        retryable: boolean;
        errors?: {
          pointer: string;
          detail: string;
        }[];
      } & {
        [key: string]: unknown;
      };
    };
    Cost: {
      id: string;
      /** @description The budget it counts against. */
      month: string;
      /** @description The month in which it was incurred, when the books of that month were closed before it came. */
      appliesTo: string | null;
      provider: string;
      model: string;
      plan: string | null;
      quantity: string;
      unit: string;
      amountUsd: string;
      /** @description By which price it was rated; null when the amount itself was reported. */
      price: {
        /** @enum {string} */
        book: 'fleet' | 'profile';
        version: number;
        unitPriceUsd: string;
        per: string;
      } | null;
      incurredAt: string;
      recordedAt: string;
      /** @description What it was spent on. */
      source: {
        [key: string]: string;
      };
      /** @description The entry that it corrects; its amount is the difference. */
      corrects: string | null;
      /** @description The reservation that it settled. */
      reservationId: string | null;
      /** @description The access key on whose cap it counts: that reported it, reserved it, or has what it corrects. */
      accessKeyId: string | null;
    };
    CostGroup: {
      /** @description The provider, the model, the day (YYYY-MM-DD, UTC) or the publication; null: of no publication. */
      key: string | null;
      amountUsd: string;
      count: number;
      /** @description Where its entries are, relative to this address. */
      entries: string;
    };
    CostDetails: {
      id: string;
      /** @description The budget it counts against. */
      month: string;
      /** @description The month in which it was incurred, when the books of that month were closed before it came. */
      appliesTo: string | null;
      provider: string;
      model: string;
      plan: string | null;
      quantity: string;
      unit: string;
      amountUsd: string;
      /** @description By which price it was rated; null when the amount itself was reported. */
      price: {
        /** @enum {string} */
        book: 'fleet' | 'profile';
        version: number;
        unitPriceUsd: string;
        per: string;
      } | null;
      incurredAt: string;
      recordedAt: string;
      /** @description What it was spent on. */
      source: {
        [key: string]: string;
      };
      /** @description The entry that it corrects; its amount is the difference. */
      corrects: string | null;
      /** @description The reservation that it settled. */
      reservationId: string | null;
      /** @description The access key on whose cap it counts: that reported it, reserved it, or has what it corrects. */
      accessKeyId: string | null;
      publicationId: string | null;
      job: string | null;
      /** @description The fact in the log that booked it. */
      event: {
        id: string;
        position: string;
        recordedAt: string;
      };
      /** @description Of the request or message that booked it. */
      traceId: string | null;
      /** @description Entries that correct it, the oldest first. */
      corrections: components['schemas']['Cost'][];
      /** @description Its amount with all of its corrections. */
      correctedAmountUsd: string;
    };
    ClosedMonth: {
      profileId: string;
      month: string;
      spentUsd: string;
    };
    ClosingAnswer: {
      profileId: string;
      /** @enum {string} */
      outcome: 'closed' | 'refused';
      spentUsd?: string;
      problem?: {
        code: string;
        status: number;
        detail: string;
      } & {
        [key: string]: unknown;
      };
    };
    NewReservation: {
      /** @description Your own id for it, `rsv_` and a UUID. The same again with the same fields gets the first answer, so a repetition needs no header. */
      id?: string;
      /** @example 12.340000 */
      amountUsd?: string & (unknown & unknown);
      /** @description The most that will be used; the amount follows from its price, which stays the same until it is settled. */
      usage?: components['schemas']['Usage'];
      /** @example narration of clip 7 */
      purpose: string;
      /** @description After so many seconds a soft one no longer counts; 900 unless given. */
      ttlSeconds?: number;
      /**
       * @description A hard one has no time limit; it ends only by being settled or released.
       * @default soft
       * @enum {string}
       */
      class?: 'soft' | 'hard';
    };
    Usage: {
      /** @example elevenlabs */
      provider: string;
      /** @example eleven_multilingual_v2 */
      model: string;
      /** @example character */
      unit: string;
      /** @example 1800 */
      quantity: string;
      /**
       * @description Where the price depends on one.
       * @default null
       */
      plan?: string | null;
    };
    OpenedReservation: {
      id: string;
      /** @description The budget in which it counts, also when it is settled later. */
      month: string;
      amountUsd: string;
      /** @description What is left after it; null without a limit. */
      remainingUsd: string | null;
      /** @description Null for a hard one. */
      expiresAt: string | null;
      /** @description The first of those that were granted together. */
      groupId: string | null;
      /** @description Why there may be nothing next time. */
      warning?: string;
    };
    ReservationBatch: {
      reservations: components['schemas']['NewReservation'][];
    };
    OpenedReservations: {
      reservations: components['schemas']['OpenedReservation'][];
    };
    HardenedReservation: {
      id: string;
      /** @description The budget in which it counts, also when it is settled later. */
      month: string;
      /** @constant */
      status: 'open';
      /** @constant */
      class: 'hard';
      amountUsd: string;
      /** @description Whether it was hard already: then another attempt may have made the call. With an Idempotency-Key a repetition gets the first answer. */
      wasHard: boolean;
    };
    RealUse: {
      /**
       * @description What it really cost; the truth, if given.
       * @example 12.340000
       */
      amountUsd?: string & (unknown & unknown);
      /** @description What was used. Alone it is rated by its price. */
      usage?: components['schemas']['Usage'];
      /**
       * @description What it was spent on: `job`, `publicationId` and the like.
       * @default {}
       */
      source?: {
        [key: string]: string;
      };
    };
    SettledReservation: {
      id: string;
      /** @description The budget in which it counts, also when it is settled later. */
      month: string;
      /** @constant */
      status: 'settled';
      heldUsd: string;
      spentUsd: string;
      /** @description How much more than was held; "0.000000" as a rule. */
      overrunUsd: string;
      /** @description Its entry in the ledger. */
      costId: string;
    };
    ReleasedReservation: {
      id: string;
      /** @description The budget in which it counts, also when it is settled later. */
      month: string;
      /** @constant */
      status: 'released';
      heldUsd: string;
    };
    Reservation: {
      id: string;
      profileId: string;
      /** @description The budget in which it counts, also when it is settled later. */
      month: string;
      /** @enum {string} */
      status: 'open' | 'settled' | 'released' | 'expired';
      /**
       * @description A soft one expires, a hard one does not.
       * @enum {string}
       */
      class: 'soft' | 'hard';
      /** @description What was set aside. */
      amountUsd: string;
      /** @description What it was settled with. */
      spentUsd: string | null;
      /** @description How much more than was set aside. */
      overrunUsd: string | null;
      /** @description The cost entry that settled it. */
      costId: string | null;
      purpose: string;
      /** @description What it was rated from. */
      usage: components['schemas']['UsageVariant'] | null;
      /** @description The price that was frozen with it. */
      price: {
        /** @enum {string} */
        book: 'fleet' | 'profile';
        version: number;
        /** @example 0.30 */
        unitPriceUsd: string;
        per: string;
      } | null;
      groupId: string | null;
      /** @description The access key that opened it. */
      accessKeyId: string | null;
      openedAt: string;
      /** @description For how long it has been open, or was. */
      ageSeconds: number;
      expiresAt: string | null;
      endedAt: string | null;
    };
    UsageVariant: {
      /** @example elevenlabs */
      provider: string;
      /** @example eleven_multilingual_v2 */
      model: string;
      /** @example character */
      unit: string;
      /** @example 1800 */
      quantity: string;
      /**
       * @description Where the price depends on one.
       * @default null
       */
      plan: string | null;
    };
    ReservationVariant: {
      id: string;
      profileId: string;
      /** @description The budget in which it counts, also when it is settled later. */
      month: string;
      /** @enum {string} */
      status: 'open' | 'settled' | 'released' | 'expired';
      /**
       * @description A soft one expires, a hard one does not.
       * @enum {string}
       */
      class: 'soft' | 'hard';
      /** @description What was set aside. */
      amountUsd: string;
      /** @description What it was settled with. */
      spentUsd: string | null;
      /** @description How much more than was set aside. */
      overrunUsd: string | null;
      /** @description The cost entry that settled it. */
      costId: string | null;
      purpose: string;
      /** @description What it was rated from. */
      usage: components['schemas']['UsageVariant'] | null;
      /** @description The price that was frozen with it. */
      price: {
        /** @enum {string} */
        book: 'fleet' | 'profile';
        version: number;
        /** @example 0.30 */
        unitPriceUsd: string;
        per: string;
      } | null;
      groupId: string | null;
      /** @description The access key that opened it. */
      accessKeyId: string | null;
      openedAt: string;
      /** @description For how long it has been open, or was. */
      ageSeconds: number;
      expiresAt: string | null;
      endedAt: string | null;
    };
    Overview: {
      month: string;
      /** @description Of all profiles, whatever was asked for. */
      totals: {
        profiles: number;
        spentUsd: string;
        reservedUsd: string;
        /** @description So many profiles have that status. */
        warning: number;
        exhausted: number;
      };
      items: components['schemas']['OverviewItem'][];
      nextCursor?: string;
    };
    OverviewItem: {
      profileId: string;
      name: string;
      slug: string;
      /** @description "0.000000" is unlimited. */
      limitUsd: string;
      spentUsd: string;
      reservedUsd: string;
      /** @description Never below zero; null without a limit. */
      remainingUsd: string | null;
      /** @description Of the limit, cut to two decimals; above 100 when more was spent; 0 without a limit. */
      percentUsed: number;
      /** @enum {string} */
      status: 'unlimited' | 'ok' | 'warning' | 'exhausted';
      /** @enum {string} */
      enforcement: 'hard' | 'soft';
      isClosed: boolean;
    };
    Statement: {
      profileId: string;
      /** @description What the profile is called. */
      name: string | null;
      month: string;
      /** @constant */
      currency: 'USD';
      madeAt: string;
      totalUsd: string;
      count: number;
      tables: components['schemas']['StatementTable'][];
      /** @description Usage without a known price: in no sum yet. */
      unrated: {
        provider: string;
        model: string;
        plan: string | null;
        unit: string;
        quantity: string;
        count: number;
      }[];
      /** @description The same total from the single entries and from the sums by day. */
      check: {
        entriesUsd: string;
        daysUsd: string;
        isEqual: boolean;
      };
      /** @enum {string} */
      state: 'running' | 'over' | 'closed';
      closedAt: string | null;
      closedBy: string | null;
      quota: {
        /** @description "0.000000" is unlimited. */
        limitUsd: string;
        remainingUsd: string | null;
        percentUsed: number | null;
        warnAtPercent: number;
        /** @enum {string} */
        enforcement: 'hard' | 'soft';
      };
      /** @description Within the total. */
      corrections: {
        amountUsd: string;
        count: number;
      };
      /** @description Within the total: late entries, by the closed month they are for. */
      lateFrom: {
        month: string;
        amountUsd: string;
        count: number;
        entries: string;
      }[];
      /** @description Not in the total: what came for this month when its books were closed, by the month it counts in. */
      bookedLater: {
        month: string;
        amountUsd: string;
        count: number;
        entries: string;
      }[];
    };
    StatementTable: {
      /** @enum {string} */
      groupBy: 'provider' | 'model' | 'day' | 'publication';
      rows: components['schemas']['StatementRow'][];
      /** @description What the rows that are left out come to; only where there are very many. */
      others: {
        amountUsd: string;
        count: number;
        groups: number;
      } | null;
    };
    StatementRow: {
      /** @description Null: of no publication. */
      key: string | null;
      amountUsd: string;
      count: number;
      /** @description Where its entries are, relative to this address. */
      entries?: string;
    };
    FleetStatement: {
      month: string;
      /** @constant */
      currency: 'USD';
      madeAt: string;
      totalUsd: string;
      count: number;
      tables: components['schemas']['StatementTable'][];
      /** @description Usage without a known price: in no sum yet. */
      unrated: {
        provider: string;
        model: string;
        plan: string | null;
        unit: string;
        quantity: string;
        count: number;
      }[];
      /** @description The same total from the single entries and from the sums by day. */
      check: {
        entriesUsd: string;
        daysUsd: string;
        isEqual: boolean;
      };
      profiles: {
        profileId: string;
        /** @description What the profile is called. */
        name: string | null;
        /** @enum {string} */
        state: 'running' | 'over' | 'closed';
        amountUsd: string;
        count: number;
        /** @description Where its own statement is, relative to this address. */
        statement: string;
      }[];
    };
    SpendCapSettings: {
      /** @example 12.340000 */
      monthlyLimitUsd: string & (unknown & unknown & unknown);
    };
    SpendCap: {
      accessKeyId: string;
      monthlyLimitUsd: string;
      /** @description The current one, UTC. */
      month: string;
      /** @description What the key has spent in it, or holds. */
      usedUsd: string;
      remainingUsd: string;
    };
    PriceList: {
      prices: components['schemas']['NewPrice'][];
    };
    NewPrice: {
      provider: string;
      model: string;
      /**
       * @example character
       * @example output_token
       * @example post
       */
      unit: string;
      /**
       * @description The price of one plan; without it, of whoever has no price of a plan.
       * @default null
       */
      plan?: string | null;
      /**
       * @description So many USD for `per` units, with at most twelve decimals. "0" is free, and says so.
       * @example 0.30
       */
      unitPriceUsd: string;
      /**
       * @description "1000000" for a price per million.
       * @default 1
       */
      per?: string & (unknown & unknown);
      /**
       * Format: date-time
       * @description From when on; now unless given. It may be past: what was booked since is changed by a re-rating.
       */
      effectiveFrom?: string;
    };
    Prices: {
      /** @description Of the book that PUT changes here: how often it was changed. */
      version: number;
      items: components['schemas']['Price'][];
    };
    Price: {
      provider: string;
      model: string;
      unit: string;
      /** @description Null for whoever has no price of a plan. */
      plan: string | null;
      unitPriceUsd: string;
      /** @description So many units cost the unit price. */
      per: string;
      effectiveFrom: string;
      /** @description From when on others count again in its place; null while it was not ended. */
      endsAt: string | null;
      /**
       * @description Whose price it is: everybody's, or the profile's own, which goes first.
       * @enum {string}
       */
      book: 'fleet' | 'profile';
      /** @description Of its book; a cost entry names it. */
      version: number;
    };
    UnratedUsage: {
      profileId: string;
      /** @description Of the entry that it becomes. */
      costId: string;
      /** @description The budget in which it waits. */
      month: string;
      provider: string;
      model: string;
      plan: string | null;
      unit: string;
      quantity: string;
      /** @description A price must be in force then. */
      incurredAt: string;
      source: {
        [key: string]: string;
      };
      /** @description Since when it waits. */
      heldAt: string;
    };
    NewReRating: {
      /** @description Of your own making: the same id again is the same re-rating. `rrt_` and a UUID. */
      id?: string;
      /**
       * Format: date-time
       * @description Entries incurred at this instant or later.
       */
      from: string;
      /**
       * Format: date-time
       * @description Entries incurred before this instant.
       */
      to: string;
      profileIds?: string[];
      provider?: string;
      model?: string;
      /** @description `true` only says what would change. */
      dryRun: boolean;
    };
    ReRating: {
      /** @description Null for a dry run, of which nothing is kept. */
      id: string | null;
      /** @enum {string} */
      status: 'dry_run' | 'applying' | 'applied' | 'undoing' | 'undone';
      from: string;
      to: string;
      profileIds: string[] | null;
      provider: string | null;
      model: string | null;
      begunAt: string | null;
      appliedAt: string | null;
      undoneAt: string | null;
      /** @description How many entries it concerns. */
      entries: number;
      /** @description What they amounted to before it. */
      oldUsd: string;
      /** @description What they amount to by the price books. */
      newUsd: string;
      differenceUsd: string;
      /** @description Those that it concerns; while it is being applied, as far as it has come. */
      profiles: {
        profileId: string;
        /** @description How many entries it concerns. */
        entries: number;
        /** @description What they amounted to before it. */
        oldUsd: string;
        /** @description What they amount to by the price books. */
        newUsd: string;
        differenceUsd: string;
      }[];
      /** @description Entries that stay as they are, because a difference, or its inverse, was refused, or (`price_unknown`) because the books have no price for their instant any more: how many, and the first hundred with the code. Known when it is applied, or undone; of a dry run as far as the price books tell. */
      leftOut: {
        entries: number;
        first: {
          profileId: string;
          costId: string;
          code: string;
        }[];
      };
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
  viewBudget: {
    parameters: {
      query?: {
        month?: string;
        asOf?: string;
      };
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was spent, and what is left. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Budget'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  estimateBudget: {
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
        'application/json': components['schemas']['PlannedBatch'];
      };
    };
    responses: {
      /** @description What the batch comes to. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BudgetEstimate'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  listCosts: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        from?: string;
        to?: string;
        month?: string;
        day?: string;
        provider?: string;
        model?: string;
        publicationId?: string;
        appliesTo?: string;
        corrects?: string;
        asOf?: string;
        groupBy?: 'provider' | 'model' | 'day' | 'publication';
        format?: 'json' | 'csv';
      };
      header?: {
        /** @description `application/json`, or `text/csv`. */
        Accept?: string;
      };
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Entries, the newest first; with `groupBy` sums. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                items: components['schemas']['Cost'][];
                nextCursor?: string;
                /** @description Of everything that was asked for, not of this page. */
                totalUsd: string;
                /** @description How many entries that are. */
                count: number;
              }
            | {
                items: components['schemas']['CostGroup'][];
                nextCursor?: string;
                /** @description Of everything that was asked for, not of this page. */
                totalUsd: string;
                /** @description How many entries that are. */
                count: number;
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
  reportCosts: {
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
        'application/json':
          | components['schemas']['ReportedCost']
          | {
              costs: components['schemas']['ReportedCost'][];
            };
      };
    };
    responses: {
      /** @description One cost that was booked before; or several. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | components['schemas']['CostAnswer']
            | {
                /** @description In the order of what was sent. */
                items: components['schemas']['CostAnswer'][];
                recorded: number;
                heldAside: number;
                duplicates: number;
                refused: number;
              };
        };
      };
      /** @description One cost: it was booked, or held aside until it has a price. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CostAnswer'];
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
  receiveEvents: {
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
        'application/cloudevents+json': {
          /** @constant */
          specversion: '1.0';
          id: string;
          source: string;
          /** @constant */
          type: 'CostIncurred';
          subject: string;
          /** Format: date-time */
          time?: string;
          datacontenttype?: string;
          data: {
            [key: string]: unknown;
          };
        } & {
          [key: string]: unknown;
        };
      };
    };
    responses: {
      /** @description One event that came before; or a batch. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | components['schemas']['CostAnswer']
            | {
                /** @description In the order of what was sent. */
                items: components['schemas']['CostAnswer'][];
                recorded: number;
                heldAside: number;
                duplicates: number;
                refused: number;
              };
        };
      };
      /** @description One event: its cost was booked, or held aside until it has a price. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CostAnswer'];
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
  viewCost: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
        costId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The entry, its fact, its price, what it was for, and its corrections. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CostDetails'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  closeMonthClose: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        month: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description They are closed, now or before. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClosedMonth'];
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
  closeMonthCloseFleet: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        month: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What became of each profile. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            month: string;
            items: components['schemas']['ClosingAnswer'][];
          };
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
  listReservations: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        status?: 'open' | 'settled' | 'released' | 'expired';
        month?: string;
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
            items: components['schemas']['Reservation'][];
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
  openReservationsOpen: {
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
        'application/json': components['schemas']['NewReservation'];
      };
    };
    responses: {
      /** @description The money is set aside. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedReservation'];
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
  openReservationsOpenTogether: {
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
        'application/json': components['schemas']['ReservationBatch'];
      };
    };
    responses: {
      /** @description The money is set aside for each, in the order of the request. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenedReservations'];
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
  hardenReservation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        reservationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It no longer expires. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HardenedReservation'];
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
  settleReservation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        reservationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RealUse'];
      };
    };
    responses: {
      /** @description What was spent is booked; the rest is free again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SettledReservation'];
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
  releaseReservation: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        reservationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its money is free again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleasedReservation'];
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
  viewReservation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
        reservationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The reservation, also long after it has ended. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReservationVariant'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  findOrphans: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        class?: 'soft' | 'hard';
        olderThanSeconds?: number;
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
            items: components['schemas']['ReservationVariant'][];
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
  viewOverview: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        month?: string;
        sort?: 'percentUsed' | 'spent' | 'name';
        status?: 'unlimited' | 'ok' | 'warning' | 'exhausted';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page, and the sums of all profiles. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Overview'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewStatement: {
    parameters: {
      query?: {
        groupBy?: 'provider' | 'model' | 'day' | 'publication';
        format?: 'json' | 'csv' | 'html';
      };
      header?: {
        /** @description `application/json`, `text/csv` or `text/html`. */
        Accept?: string;
      };
      path: {
        profileId: string;
        month: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was spent, by everything, and whether the books are closed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Statement'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewFleetStatement: {
    parameters: {
      query?: {
        groupBy?: 'provider' | 'model' | 'day' | 'publication';
        format?: 'json' | 'csv' | 'html';
      };
      header?: {
        /** @description `application/json`, `text/csv` or `text/html`. */
        Accept?: string;
      };
      path: {
        month: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What every profile spent, the dearest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FleetStatement'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  viewSpendCap: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        profileId: string;
        accessKeyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The cap, and what the key has used of it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SpendCap'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  changeSpendCapChange: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        accessKeyId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SpendCapSettings'];
      };
    };
    responses: {
      /** @description The cap, and what the key has used of it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SpendCap'];
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
  changeSpendCapRemove: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        profileId: string;
        accessKeyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The key has no cap. */
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
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  listPricesOfEverybody: {
    parameters: {
      query?: {
        provider?: string;
        model?: string;
        at?: string;
        history?: 'true' | 'false';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Everybody's prices. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Prices'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      default: components['responses']['Problemdefault'];
    };
  };
  setPricesSetForEverybody: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag that was read; when the resource has changed since, nothing happens and the answer is 412. */
        'If-Match'?: string;
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PriceList'];
      };
    };
    responses: {
      /** @description The given prices as the book has them now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Prices'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      409: components['responses']['Problem409'];
      412: components['responses']['Problem412'];
      422: components['responses']['Problem422'];
      default: components['responses']['Problemdefault'];
    };
  };
  listPricesOfProfile: {
    parameters: {
      query?: {
        provider?: string;
        model?: string;
        at?: string;
        history?: 'true' | 'false';
      };
      header?: never;
      path: {
        profileId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its own prices, and everybody's where it has none. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Prices'];
        };
      };
      400: components['responses']['Problem400'];
      401: components['responses']['Problem401'];
      403: components['responses']['Problem403'];
      404: components['responses']['Problem404'];
      default: components['responses']['Problemdefault'];
    };
  };
  setPricesSetForProfile: {
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
        'application/json': components['schemas']['PriceList'];
      };
    };
    responses: {
      /** @description The given prices as the profile's own book has them now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Prices'];
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
  endPrice: {
    parameters: {
      query: {
        provider: string;
        model: string;
        unit: string;
        plan?: string;
        effectiveFrom?: string;
      };
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
      /** @description What counts for the profile from then on; nothing when nobody has a price. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Prices'];
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
  listUnratedUsageOfEverybody: {
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
      /** @description What has waited longest first. It is no cost yet, and never 0. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['UnratedUsage'][];
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
  listUnratedUsageOfProfile: {
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
      /** @description What has waited longest first. It is no cost yet, and never 0. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['UnratedUsage'][];
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
  beginReRating: {
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
        'application/json': components['schemas']['NewReRating'];
      };
    };
    responses: {
      /** @description A dry run: what would change. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReRating'];
        };
      };
      /** @description It was begun, and is carried out. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReRating'];
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
  undoReRating: {
    parameters: {
      query?: never;
      header?: {
        /** @description 8 to 255 printable characters. The same key and request get the first answer again. */
        'Idempotency-Key'?: string;
      };
      path: {
        reRatingId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is being undone, or was. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReRating'];
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
  viewReRating: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reRatingId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How far it has come, and what it has changed. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReRating'];
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
