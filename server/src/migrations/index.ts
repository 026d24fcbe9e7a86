import { DecisionsByEmail } from './2026-11-21-decisions-by-email.ts'
import { Reminders } from './2026-11-21-reminders.ts'
import { BusyTimes } from './2026-11-21-busy-times.ts'
import { BrandAndWords } from './2026-11-21-brand-and-words.ts'
import { Answers } from './2026-11-21-answers.ts'
import { CalendarFeeds } from './2026-11-21-calendar-feeds.ts'
import { ChooseASlot } from './2026-11-21-choose-a-slot.ts'
import { ChoosersAct } from './2026-11-21-choosers-act.ts'
import { CreateTables } from './2026-11-21-create-tables.ts'
import { InterviewerTimeByStart } from './2026-11-21-interviewer-time-by-start.ts'
import { LookAfterEmails } from './2026-11-21-look-after-emails.ts'
import { MoreEmails } from './2026-11-21-more-emails.ts'
import { OpenSlots } from './2026-11-21-open-slots.ts'
import { PanelsAndMoves } from './2026-11-21-panels-and-moves.ts'
import { Participants } from './2026-11-21-participants.ts'
import { PoolsOfTemplates } from './2026-11-21-pools-of-templates.ts'
import { RoundsOfAJob } from './2026-11-21-rounds-of-a-job.ts'
import { SchedulingRules } from './2026-11-21-scheduling-rules.ts'
import { SeparateCompanies } from './2026-11-21-separate-companies.ts'
import { WaitsCalledOff } from './2026-11-21-waits-called-off.ts'
import { WhoCalledItOff } from './2026-11-21-who-called-it-off.ts'
import { WrittenCalendars } from './2026-11-21-written-calendars.ts'

/** In order. A migration is never edited once it was shared: a later one changes what it made. */
export const migrations = [
  { name: '2026-11-21-create-tables', class: CreateTables },
  { name: '2026-11-21-separate-companies', class: SeparateCompanies },
  { name: '2026-11-21-open-slots', class: OpenSlots },
  { name: '2026-11-21-scheduling-rules', class: SchedulingRules },
  { name: '2026-11-21-choose-a-slot', class: ChooseASlot },
  { name: '2026-11-21-more-emails', class: MoreEmails },
  { name: '2026-11-21-choosers-act', class: ChoosersAct },
  { name: '2026-11-21-panels-and-moves', class: PanelsAndMoves },
  { name: '2026-11-21-interviewer-time-by-start', class: InterviewerTimeByStart },
  { name: '2026-11-21-rounds-of-a-job', class: RoundsOfAJob },
  { name: '2026-11-21-pools-of-templates', class: PoolsOfTemplates },
  { name: '2026-11-21-busy-times', class: BusyTimes },
  { name: '2026-11-21-participants', class: Participants },
  { name: '2026-11-21-who-called-it-off', class: WhoCalledItOff },
  { name: '2026-11-21-brand-and-words', class: BrandAndWords },
  { name: '2026-11-21-answers', class: Answers },
  { name: '2026-11-21-calendar-feeds', class: CalendarFeeds },
  { name: '2026-11-21-look-after-emails', class: LookAfterEmails },
  { name: '2026-11-21-waits-called-off', class: WaitsCalledOff },
  { name: '2026-11-21-written-calendars', class: WrittenCalendars },
  { name: '2026-11-21-reminders', class: Reminders },
  { name: '2026-11-21-decisions-by-email', class: DecisionsByEmail },
]
