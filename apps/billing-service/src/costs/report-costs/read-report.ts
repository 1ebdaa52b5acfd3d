import { DomainError, type CostId, type ProfileId } from '@clipcast/kernel';
import { parseInput } from '@clipcast/service-kit';
import type { ReportedCost } from '../../budgets/record-cost/record-cost.ts';
import { checkCost } from './check-cost.ts';
import { CostItem } from './cost-item.ts';
import type { CostReport, RefusedCost } from './report-costs.ts';

/** A cost that is fit to be booked. */
export interface CheckedCost {
  readonly profileId: ProfileId;
  readonly pointer: string;
  readonly cost: ReportedCost;
}

/** Reads one report, without asking anybody. Instants are kept to the millisecond, which is what months are told apart by. */
export function readReport(
  report: CostReport,
  now: Date,
  accessKeyId: string | null,
): CheckedCost | RefusedCost {
  const { profileId, pointer } = report;
  let costId: CostId | null = null;
  try {
    const { id, costId: otherName, ...item } = parseInput(CostItem, report.cost, pointer);
    costId = id ?? otherName ?? report.idOtherwise;
    checkCost(item, { now, pointer, accessKeyId });
    const incurredAt = new Date(item.incurredAt).toISOString();
    return { profileId, pointer, cost: { ...item, costId, incurredAt, accessKeyId } };
  } catch (error) {
    return refused(costId, error);
  }
}

/** The answer to a cost that met a refusal. @throws whatever is none: an outage, or a bug. */
export function refused(costId: CostId | null, error: unknown): RefusedCost {
  if (error instanceof DomainError) return { outcome: 'refused', costId, refusal: error };
  throw error;
}
