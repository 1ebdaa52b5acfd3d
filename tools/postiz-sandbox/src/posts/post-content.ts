import sanitizeHtml from 'sanitize-html';

const KEPT = {
  allowedTags: ['p', 'br', 'strong', 'u', 'a', 'ul', 'li', 'h1', 'h2', 'h3', 'span'],
  allowedAttributes: { '*': ['href', 'target', 'rel', 'class', 'data-*'] },
};

/** Text in which there is nothing to sanitise; most of what is posted. */
const isPlain = (content: string): boolean => !/[<>&]/.test(content);

/** Content as it comes out of the HTML sanitiser of Postiz. */
export const sanitised = (content: string): string =>
  isPlain(content) ? content : sanitizeHtml(content, KEPT);

/** What a reader of the network sees, as HTML text that holds no tag: safe to write into a page as it is. */
export const escapedPlainText = (content: string): string =>
  isPlain(content) ? content.trim() : withoutTags(content).trim();

const withoutTags = (content: string): string =>
  sanitizeHtml(content.replaceAll(/<br\s*\/?>|<\/(?:p|li|h[1-3])>/gi, '\n'), {
    allowedTags: [],
    allowedAttributes: {},
  });
