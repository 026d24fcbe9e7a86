import type { Language } from '../shared/language.ts'
import type { MailTexts } from './mail-texts.types.ts'
import { en } from './texts/en.ts'
import { fr } from './texts/fr.ts'
import { sv } from './texts/sv.ts'

/** The words of the emails by the reader's language. */
export const mailTexts: Record<Language, MailTexts> = { EN: en, SV: sv, FR: fr }
