import { attachment } from './content-disposition.ts';

describe('the name of a download', () => {
  it.each([
    ['clip.mp4', `attachment; filename="clip.mp4"; filename*=UTF-8''clip.mp4`],
    ['a"b\\c%.mp4', `attachment; filename="a_b_c_.mp4"; filename*=UTF-8''a%22b%5Cc%25.mp4`],
    [
      "Grüße (it's).mp4",
      `attachment; filename="Gr__e (it's).mp4"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%28it%27s%29.mp4`,
    ],
    ['a\r\nx: y.mp4', `attachment; filename="a__x: y.mp4"; filename*=UTF-8''a%0D%0Ax%3A%20y.mp4`],
  ])('%j is nothing but a name', (name, header) => {
    expect(attachment(name)).toBe(header);
  });
});
