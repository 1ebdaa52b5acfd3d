import { readDocument, withDiagram } from './document.ts';
import { moves } from './moves.ts';
import { stateDiagram } from './state-diagram.ts';

describe('the diagram in docs/publishing.md', () => {
  it('is what the decider does', () => {
    const document = readDocument();
    expect(withDiagram(document, stateDiagram(moves()))).toBe(document);
  });
  it('shows every phase, and the ways that matter', () => {
    const diagram = stateDiagram(moves());
    expect(diagram).toContain('promoting --> accepted: accepted');
    expect(diagram).toContain('drafting --> promoting: drafted, promotion intended');
    expect(diagram).toContain('state "left-as-draft" as left_as_draft');
    expect(diagram).not.toMatch(/accepted --> failed|promoting --> failed/);
  });
  it('does not go into a document without a place for it', () => {
    expect(() => withDiagram('# Publishing', '')).toThrow('markers');
  });
});
