/** Where this machine has its programs: the tests use ffmpeg when it is there. */
export const programsPath = process.env['PATH'] ?? '';
