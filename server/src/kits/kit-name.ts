import { namesOnce } from '../shared/names-once.ts'

export interface KitAlreadyExists {
  kind: 'KitAlreadyExists'
  kitId: string
}

/** A kit keeps its name when it is archived. */
export const { whyNotNamed, namedMeanwhile } = namesOnce('kit', (kitId): KitAlreadyExists => ({
  kind: 'KitAlreadyExists',
  kitId,
}))
