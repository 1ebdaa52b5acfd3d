import { DomainError, type ErrorKind, type Json, type JsonObject } from '@clipcast/kernel';

/** Refusals that rest on state; those that rest on the request alone are found again by looking at the request. */
const REMEMBERED: ReadonlySet<ErrorKind> = new Set(['over_quota', 'not_found', 'conflict']);

/** Whether a refusal is kept with its command id (reliability: a late duplicate must never succeed after a "no"). */
export const recordableRefusal = (refusal: DomainError): boolean => REMEMBERED.has(refusal.kind);

/** A refusal as the answer that a command id keeps. */
export const refusalResult = ({ code, kind, message, details }: DomainError): JsonObject => ({
  $refused: { code, kind, message, details: details as JsonObject },
});

/** The refusal that a kept answer stands for, or undefined when the command had succeeded. */
export function readRefusal(result: Json): DomainError | undefined {
  if (result === null || typeof result !== 'object' || !('$refused' in result)) return undefined;
  const { code, kind, message, details } = result['$refused'] as {
    code: string;
    kind: ErrorKind;
    message: string;
    details: JsonObject;
  };
  return new DomainError(code, kind, message, details);
}
