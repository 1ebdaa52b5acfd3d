import { services, type Service } from '@clipcast/contracts';
import type { Comparison, Items, ProjectionState } from '../answers.ts';
import type { Call } from '../call.ts';
import { RefusedFailure } from '../failure.ts';

const BUSY_TRIES_MAX = 20;
const BUSY_MS = 500;

/** One read model beside what its log says. */
export interface ReadModelProof {
  readonly service: Service;
  readonly name: string;
  readonly source: string;
  /** Undefined when it could not be compared; `trouble` says why. */
  readonly comparison?: Comparison;
  readonly trouble?: string;
}

/** Builds every read model of every service from its log into scratch, and compares it with the one that serves. */
export async function proveReadModels(
  { api, runtime }: Call,
  tell: (proof: ReadModelProof) => void,
): Promise<ReadModelProof[]> {
  const ofService = async (service: Service): Promise<ReadModelProof[]> => {
    const { items } = await api.get<Items<ProjectionState>>(service, 'projections');
    const proofs: ReadModelProof[] = [];
    for (const { name, source } of items) {
      const proof = { service, name, source, ...(await compared(service, name)) };
      tell(proof);
      proofs.push(proof);
    }
    return proofs;
  };

  const compared = async (service: Service, name: string): Promise<Partial<ReadModelProof>> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return { comparison: await api.post<Comparison>(service, `projections/${name}/compare`) };
      } catch (error) {
        if (!(error instanceof RefusedFailure)) throw error;
        if (error.code !== 'comparison_running' || tries >= BUSY_TRIES_MAX) return { trouble: error.message };
        await runtime.timers.sleep(BUSY_MS);
      }
    }
  };

  return (await Promise.all(services.map(ofService))).flat();
}

export const isProved = ({ comparison }: ReadModelProof): boolean => comparison?.equal === true;
