import sanitizeHtml from 'sanitize-html';
import type { Version } from '../state/version.ts';

const KEPT = {
  allowedTags: ['p', 'br', 'strong', 'u', 'a', 'ul', 'li', 'h1', 'h2', 'h3', 'span'],
  allowedAttributes: { '*': ['href', 'target', 'rel', 'class', 'data-*'] },
};

/** Content as Postiz stores it: verbatim in 2.11, through its HTML sanitiser at head. */
export const storedContent = (content: string, version: Version): string =>
  version === 'head' ? sanitizeHtml(content, KEPT) : content;

/** What a reader of the network sees, as HTML text that holds no tag: safe to write into a page as it is. */
export const escapedPlainText = (content: string): string =>
  sanitizeHtml(content.replaceAll(/<br\s*\/?>|<\/(?:p|li|h[1-3])>/gi, '\n'), {
    allowedTags: [],
    allowedAttributes: {},
  }).trim();
