/** Where to go after signing in: a path of this site and nothing that could lead elsewhere. */
export const returnPath = (wanted: unknown): string =>
  typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/'
