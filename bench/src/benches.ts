import { appendBench } from './append/append.bench.ts';
import type { Bench } from './bench.ts';
import { engineMemoryBench } from './engine-memory/engine-memory.bench.ts';
import { hotStreamBench } from './hot-stream/hot-stream.bench.ts';
import { idleMemoryBench } from './idle-memory/idle-memory.bench.ts';
import { logToProjectionBench } from './log-to-projection/log-to-projection.bench.ts';
import { firstByteBench } from './publishing/first-byte.bench.ts';
import { noisyTenantBench } from './publishing/noisy-tenant.bench.ts';
import { budgetSizeBench } from './money/budget-size.bench.ts';
import { costIngestionBench } from './money/cost-ingestion.bench.ts';
import { holdHttpBench } from './money/hold-http.bench.ts';
import { holdsHotBench, holdsSpreadBench } from './money/holds.bench.ts';
import { publishMemoryBench } from './publishing/publish-memory.bench.ts';
import { publishRateBench } from './publishing/publish-rate.bench.ts';
import { rebuildBench } from './rebuild/rebuild.bench.ts';
import { relayBench } from './relay/relay.bench.ts';
import { uploadMemoryBench } from './upload-memory/upload-memory.bench.ts';

/** Every bench, in the order in which they run. */
export const benches: readonly Bench[] = [
  appendBench,
  hotStreamBench,
  relayBench,
  logToProjectionBench,
  rebuildBench,
  engineMemoryBench,
  publishRateBench,
  firstByteBench,
  noisyTenantBench,
  publishMemoryBench,
  uploadMemoryBench,
  holdsHotBench,
  holdsSpreadBench,
  holdHttpBench,
  costIngestionBench,
  budgetSizeBench,
  idleMemoryBench,
];
