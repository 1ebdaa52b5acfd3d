import type { Store } from '../state/store.ts';
import type { RequestFault } from './fault.ts';

/** How often the work of a request is done under a fault. */
function effectOf(fault: RequestFault | undefined): 'none' | 'once' | 'twice' {
  if (fault?.kind === 'no-effect' || fault?.effect === false) return 'none';
  return fault?.kind === 'twice' ? 'twice' : 'once';
}

/** Does the work as often as the fault wants it done, and answers as if it had been done once. */
export function workUnderFault<T>(store: Store, fault: RequestFault | undefined, work: () => T): T {
  switch (effectOf(fault)) {
    case 'none':
      return store.rehearse(work);
    case 'once':
      return work();
    case 'twice': {
      const first = work();
      work();
      return first;
    }
  }
}
