import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { z } from 'zod'
import { findAndLock } from '../shared/find.ts'
import { newId } from '../shared/id.ts'
import { idempotencyKey, isInvalid } from '../shared/input.ts'
import type { InvalidInput } from '../shared/refusals.ts'
import { useCase } from '../shared/use-case.ts'
import { contentOf } from './kit-content.ts'
import { kitValues } from './kit-input.ts'
import { namedMeanwhile, whyNotNamed, type KitAlreadyExists } from './kit-name.ts'
import { kitVersionColumns, type KitVersionRow } from './kit-version.ts'
import { Kit, KitVersion } from './kit.ts'
import type { KitIsArchived } from './lock-kits.ts'
import { useVoices } from './use-voices.ts'

/** Somebody saved it after the version that was edited. */
export interface KitHasChanged {
  kind: 'KitHasChanged'
  kitId: string
}

const input = z.object({ kitId: z.string(), version: z.int(), ...kitValues, idempotencyKey })

/**
 * Says anew what a kit is. Other questions or criteria make a new version; interviews that keep an earlier one go on with
 * that. Nobody's saving undoes another one's: who has edited an older version is told so.
 */
export const makeUpdateKit = useCase(
  'updateKit',
  input,
  async (
    tx,
    { kitId, version, name, ...given },
  ): Promise<{ kind: 'Kit'; id: string } | KitAlreadyExists | KitHasChanged | KitIsArchived | InvalidInput> => {
    const kit = await findAndLock(tx, Kit, kitId)
    if (kit.archivedAt) return { kind: 'KitIsArchived', kitId }
    const [newest] = await tx.rows(sql<KitVersionRow>`select ${kitVersionColumns} from kit_version
      where company_id = ${tx.companyId} and kit_id = ${kitId} order by number desc limit 1`)
    const { number, language, questions, criteria } = newest!
    const content = contentOf(given, { questions, criteria })
    if (isInvalid(content)) return content
    if (number !== version) return { kind: 'KitHasChanged', kitId }
    const refusal = (await whyNotNamed(tx, name, kitId)) ?? (await useVoices(tx, given))
    if (refusal) return refusal
    const before = { language, questions, criteria }
    const changed = (['language', 'questions', 'criteria'] as const).filter(
      (field) => !isDeepStrictEqual(content[field], before[field]),
    )
    if (changed.length > 0)
      tx.em.create(KitVersion, {
        company: tx.companyId,
        id: newId(),
        kit,
        number: number + 1,
        ...content,
        createdAt: tx.now,
      })
    const fields = [...(name === kit.name ? [] : ['name']), ...changed]
    kit.name = name
    if (fields.length > 0) tx.record({ name: 'KitUpdated', about: { type: 'Kit', id: kitId }, fields })
    return { kind: 'Kit', id: kitId }
  },
  { kit_name_once_per_company: (tx, { name, kitId }) => namedMeanwhile(tx, name, kitId) },
)
