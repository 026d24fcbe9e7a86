/*
 * What a company says before it records, and what it allows. Words are written with placeholders in braces for what differs,
 * ours and the company's own alike, so that they cannot say another thing than what is done.
 */

type Language = 'EN' | 'SV' | 'FR'

/** What a company has chosen for its rooms. */
export interface RoomRules {
  /** Its own words, by language; ours are said in the others. */
  readonly words: Readonly<Partial<Record<Language, string>>>
  /** Whether a candidate may answer in writing instead. */
  readonly allowsText: boolean
  /** Whether picture is recorded with the sound. */
  readonly recordsVideo: boolean
  /** How many days a recording is kept after its interview. */
  readonly keptDays: number
}

/** What may get something of a candidate besides the company; whoever hosts Greenroom says whether there is any. */
export const outsideServiceKind = ['TRANSCRIPTION', 'FOLLOW_UP'] as const

/** Somebody else's program that gets what candidates say, and where it runs. */
export interface OutsideService {
  readonly kind: (typeof outsideServiceKind)[number]
  /** The host, with its port where it is not the usual one. */
  readonly host: string
}

/**
 * Who gets something of a candidate whose interview goes by these questions: nobody is named who is asked for nothing.
 * @param questions those of its kit; none where there is none
 */
export const servicesFor = (
  services: readonly OutsideService[],
  questions: readonly { readonly maxFollowUps?: number }[],
): readonly OutsideService[] =>
  services.filter(({ kind }) => kind !== 'FOLLOW_UP' || questions.some(({ maxFollowUps = 0 }) => maxFollowUps > 0))

/** What holds where a company has chosen nothing. */
export const defaultRoomRules: RoomRules = { words: {}, allowsText: true, recordsVideo: false, keptDays: 180 }

export const keptDaysBounds = [1, 3650] as const
export const longestConsentWords = 4000

/** What a placeholder stands for: what is recorded, for how long it is kept, and the company's name. */
export const consentPlaceholder = ['recorded', 'days', 'companyName'] as const
type Placeholder = (typeof consentPlaceholder)[number]

/** Nobody can agree to what they are not told. */
export const neededPlaceholder: readonly Placeholder[] = ['recorded', 'days']

/** What we say where a company says nothing. */
export const ourConsentWords: Readonly<Record<Language, string>> = {
  EN: `While you answer, we record {recorded}. The recording is for the people at {companyName} who decide on your application, and for nobody else. It is kept for {days} after the interview and then removed.

You need not agree, and you can take your consent back here at any time: from then on nothing more is recorded. What you have answered by then stays for that time, unless you ask {companyName} to remove it sooner.`,
  SV: `Medan du svarar spelar vi in {recorded}. Inspelningen är till för dem på {companyName} som bedömer din ansökan, och för ingen annan. Den sparas i {days} efter intervjun och tas sedan bort.

Du behöver inte samtycka, och du kan när som helst ta tillbaka ditt samtycke här: från och med då spelas inget mer in. Det du redan har svarat sparas under den tiden, om du inte ber {companyName} att ta bort det tidigare.`,
  FR: `Pendant que vous répondez, nous enregistrons {recorded}. L’enregistrement est destiné aux personnes de {companyName} qui décident de votre candidature, et à personne d’autre. Il est conservé pendant {days} après l’entretien, puis supprimé.

Rien ne vous oblige à accepter, et vous pouvez retirer votre consentement ici à tout moment : plus rien n’est alors enregistré. Ce que vous avez déjà répondu est conservé pendant cette durée, sauf si vous demandez à {companyName} de le supprimer plus tôt.`,
}

const recorded: Readonly<Record<Language, { sound: string; picture: string }>> = {
  EN: { sound: 'your voice', picture: 'your voice and your picture' },
  SV: { sound: 'din röst', picture: 'din röst och din bild' },
  FR: { sound: 'votre voix', picture: 'votre voix et votre image' },
}
const days: Readonly<Record<Language, { one: string; more: string }>> = {
  EN: { one: 'day', more: 'days' },
  SV: { one: 'dag', more: 'dagar' },
  FR: { one: 'jour', more: 'jours' },
}

/** Said behind the words of consent, ours or the company's own: nobody can leave out who else gets what is said. */
const outsideWords: Readonly<Record<OutsideService['kind'], Readonly<Record<Language, string>>>> = {
  TRANSCRIPTION: {
    EN: `So that it can also be read, the recording is sent to {host}, where a program writes down what is said. The text is for the same people and is kept for the same time.`,
    SV: `För att den också ska kunna läsas skickas inspelningen till {host}, där ett program skriver ner det som sägs. Texten är till för samma personer och sparas lika länge.`,
    FR: `Pour pouvoir aussi être lu, l’enregistrement est envoyé à {host}, où un programme écrit ce qui est dit. Le texte est destiné aux mêmes personnes et conservé pendant la même durée.`,
  },
  FOLLOW_UP: {
    EN: `Some questions may be followed by one that goes back to your answer. For that, the question and the words of your answer, spoken or written, are sent to {host}, where a program proposes it. Your name is not sent along. What was sent and what came back is for the same people and is kept for the same time. Who answers in writing without agreeing is asked no such question, and nothing is sent.`,
    SV: `Vissa frågor kan följas av en fråga som går tillbaka till ditt svar. För det skickas frågan och orden i ditt svar, talade eller skrivna, till {host}, där ett program föreslår den. Ditt namn skickas inte med. Det som skickades och det som kom tillbaka är till för samma personer och sparas lika länge. Den som svarar skriftligt utan att samtycka får ingen sådan fråga, och inget skickas.`,
    FR: `Certaines questions peuvent être suivies d’une autre qui revient sur votre réponse. Pour cela, la question et les mots de votre réponse, dits ou écrits, sont envoyés à {host}, où un programme la propose. Votre nom n’est pas envoyé. Ce qui a été envoyé et ce qui est revenu est destiné aux mêmes personnes et conservé pendant la même durée. Qui répond par écrit sans accepter ne reçoit pas de telle question, et rien n’est envoyé.`,
  },
}

/** What a candidate is asked to agree to, with nothing left to be filled in. */
export function consentTextIn(
  rules: RoomRules,
  services: readonly OutsideService[],
  companyName: string,
  language: Language,
): string {
  const { recordsVideo, keptDays } = rules
  const values: Record<Placeholder, string> = {
    recorded: recorded[language][recordsVideo ? 'picture' : 'sound'],
    days: `${keptDays} ${days[language][keptDays === 1 ? 'one' : 'more']}`,
    companyName,
  }
  const said = (rules.words[language] ?? ourConsentWords[language]).replaceAll(/\{(\w+)\}/g, (braced, name: string) =>
    isPlaceholder(name) ? values[name] : braced,
  )
  const besides = services.map(({ kind, host }) => outsideWords[kind][language].replace('{host}', () => host))
  return [said, ...besides].join('\n\n')
}

const isPlaceholder = (name: string): name is Placeholder => (consentPlaceholder as readonly string[]).includes(name)

/** Why words cannot be said, in sentences. */
export function problemsOfConsentWords(words: string): string[] {
  const named = [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const unknown = [...new Set(named)].filter((name) => !isPlaceholder(name))
  const missing = neededPlaceholder.filter((name) => !named.includes(name))
  return [
    ...unknown.map((name) => `There is no {${name}} here.`),
    ...missing.map((name) => `Must have {${name}}.`),
    ...(/[{}]/.test(words.replaceAll(/\{\w+\}/g, '')) ? ['Braces are for placeholders only.'] : []),
  ]
}

/** What a candidate has agreed to, as far as it decides what may be recorded. */
export interface AgreedTo {
  readonly recordsVideo: boolean
  readonly withdrawnAt: unknown
}

/**
 * Whether it may be recorded: sound with any consent that stands, picture only with one that says so.
 * @param last the last consent that was given; null where none ever was
 */
export const mayRecord = (last: AgreedTo | null, kind: 'AUDIO' | 'VIDEO'): boolean =>
  last !== null && last.withdrawnAt === null && (kind === 'AUDIO' || last.recordsVideo)
