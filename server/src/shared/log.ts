import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * Structured lines, on standard output unless told otherwise. Personal content and secrets never belong in one; known
 * paths are cut.
 */
export const makeLog = (level: string, destination?: DestinationStream): Logger => {
  const options = {
    level,
    base: null,
    redact: {
      paths: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.accessKey', '*.raw'],
      censor: '[cut]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

const keyInPath =
  /(\/interview\/|\/choose\/|\/answer\/|\/calendar\/|\/media\/|\/join\/|\/reset\/|session_key=)[^/?#&\s"]+/g

/** An address as a log may show it: the access key in it opens a door, so it is cut. */
export const withoutAccessKey = (url: string): string => url.replace(keyInPath, '$1[cut]')

export type { Logger }
