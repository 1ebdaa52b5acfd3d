import { answerFormat } from './answer-format.ts';

describe('the form of an answer', () => {
  it.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/*', 'csv'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    ['application/json;q=0.1, text/csv;q=0.5', 'csv'],
    ['application/json, text/csv', 'json'],
    ['text/csv;q=0', 'json'],
    ['image/png', 'json'],
    ['', 'json'],
  ])('for Accept %s is %s', (accept, expected) => {
    expect(answerFormat(undefined, accept, ['json', 'csv', 'html'])).toBe(expected);
  });

  it('is the one that is named', () => {
    expect(answerFormat('json', 'text/csv', ['json', 'csv'])).toBe('json');
  });
});
