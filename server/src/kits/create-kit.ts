import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { idempotencyKey, isInvalid } from '../shared/input.ts'
import type { InvalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { contentOf } from './kit-content.ts'
import { kitValues } from './kit-input.ts'
import { namedMeanwhile, whyNotNamed, type KitAlreadyExists } from './kit-name.ts'
import { Kit, KitVersion } from './kit.ts'
import { useVoices } from './use-voices.ts'

/** Writes down what a round asks and by what its interviewers judge. */
export const makeCreateKit = useCase(
  'createKit',
  z.object({ ...kitValues, idempotencyKey }),
  async (tx, { name, ...given }): Promise<{ kind: 'Kit'; id: string } | KitAlreadyExists | InvalidInput> => {
    const content = contentOf(given)
    if (isInvalid(content)) return content
    const refusal = (await whyNotNamed(tx, name)) ?? (await useVoices(tx, given))
    if (refusal) return refusal
    const kit = tx.em.create(Kit, { company: tx.companyId, id: newId(), name, createdAt: tx.now })
    tx.em.create(KitVersion, { company: tx.companyId, id: newId(), kit, number: 1, ...content, createdAt: tx.now })
    tx.record({
      name: 'KitCreated',
      about: { type: 'Kit', id: kit.id },
      fields: ['name', 'language', 'questions', 'criteria'],
    })
    return { kind: 'Kit', id: kit.id }
  },
  { kit_name_once_per_company: (tx, { name }) => namedMeanwhile(tx, name) },
)
