import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { answerFormat } from '../costs/answer-format.ts';
import { CSV_MEDIA_TYPE, csvOf, type Cell } from '../costs/csv.ts';
import { PAGE_POLICY } from './page-style.ts';
import { STATEMENT_COLUMNS } from './statement-csv.ts';
import type { StatementQuery } from './statement.ts';

/** A statement in its three forms; only the one that is asked for is made. */
export interface Forms<Answer> {
  readonly answer: Answer;
  readonly lines: () => Iterable<readonly Cell[]>;
  readonly page: () => string;
  /** Without an ending. */
  readonly fileName: string;
}

/** Gives a statement out as JSON, as CSV or as a page. */
export function answerStatement<Answer extends object>(
  { answer, lines, page, fileName }: Forms<Answer>,
  asked: StatementQuery['format'],
  accept: string | undefined,
  reply: FastifyReply,
): Answer | Readable | string {
  void reply.header('vary', 'accept');
  switch (answerFormat(asked, accept, ['json', 'csv', 'html'])) {
    case 'json':
      return answer;
    case 'csv':
      void reply
        .header('content-type', CSV_MEDIA_TYPE)
        .header('content-disposition', `attachment; filename="${fileName}.csv"`);
      return csvOf(STATEMENT_COLUMNS, lines());
    case 'html':
      void reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('content-security-policy', PAGE_POLICY);
      return page();
  }
}
