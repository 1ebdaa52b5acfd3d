import { refusalOf } from '@clipcast/service-kit';
import { z } from 'zod';
import type { CostAnswer } from './report-costs.ts';

/** Why a cost of several was refused, as its problem document would say it. */
const RefusalView = z.looseObject({
  code: z.string(),
  status: z.int(),
  detail: z.string(),
  retryable: z.boolean(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

/** What became of one cost. */
export const CostAnswerView = z
  .object({
    id: z.string().nullable().meta({ description: 'Null when the cost was too malformed to have one.' }),
    outcome: z.enum(['recorded', 'held_aside', 'duplicate', 'refused']).meta({
      description:
        '`held_aside`: it waits for a price. `duplicate`: it was reported before with the same content, and the rest is what was booked then.',
    }),
    month: z.string().optional().meta({ description: 'The budget it counts against.' }),
    amountUsd: z.string().nullable().optional(),
    appliesTo: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'The month in which it was incurred, when the books of that month are closed.' }),
    problem: RefusalView.optional(),
  })
  .meta({ id: 'CostAnswer' });
export type CostAnswerView = z.output<typeof CostAnswerView>;

export const CostAnswers = z.object({
  items: z.array(CostAnswerView).meta({ description: 'In the order of what was sent.' }),
  recorded: z.int(),
  heldAside: z.int(),
  duplicates: z.int(),
  refused: z.int(),
});
export type CostAnswers = Readonly<z.output<typeof CostAnswers>>;

export function costAnswerView(answer: CostAnswer): CostAnswerView {
  const { costId: id, outcome } = answer;
  if (outcome !== 'refused') {
    const { month, amountUsd, appliesTo } = answer;
    return { id, outcome, month, amountUsd, appliesTo };
  }
  const { code, status, detail, retryable, details } = refusalOf(answer.refusal);
  return { id, outcome, problem: { ...details, code, status, detail, retryable } };
}

export function costAnswers(answers: readonly CostAnswer[]): CostAnswers {
  const count = (outcome: CostAnswer['outcome']) => answers.filter((one) => one.outcome === outcome).length;
  return {
    items: answers.map(costAnswerView),
    recorded: count('recorded'),
    heldAside: count('held_aside'),
    duplicates: count('duplicate'),
    refused: count('refused'),
  };
}

/** The answer to a cost that came alone. @throws {DomainError} its refusal. */
export function loneAnswer(answers: readonly CostAnswer[]): { status: 200 | 201; view: CostAnswerView } {
  const [answer] = answers;
  if (!answer) throw new Error('A cost was not answered.');
  if (answer.outcome === 'refused') throw answer.refusal;
  return { status: answer.outcome === 'duplicate' ? 200 : 201, view: costAnswerView(answer) };
}
