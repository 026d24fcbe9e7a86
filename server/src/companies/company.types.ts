import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql'
import { sql } from 'kysely'
import { anyone, orToken, staff } from '../shared/graphql/access.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { EmailAddress, TimeZone } from '../shared/graphql/scalars.ts'
import { language, type Language } from '../shared/language.ts'
import { oneByKey } from '../shared/loader.ts'
import { clocks, role, type Clocks, type Role } from './staff-member.ts'

export const LanguageEnum = enumOf(language, 'Language', 'A language Greenroom speaks.', {
  EN: 'English.',
  SV: 'Swedish.',
  FR: 'French.',
})

export const RoleEnum = enumOf(role, 'Role', 'What a staff member may do in their company.', {
  ADMIN: 'Everything, with settings, people and the audit log.',
  RECRUITER: 'Slots, candidates, interviews and decisions of the company.',
  INTERVIEWER: 'Sees the interviews they are assigned to.',
})

@Extensions(orToken(staff, 'READ'))
@ObjectType('Company', { description: 'A tenant: everything belongs to exactly one company.' })
export class CompanyType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'Its name, as candidates read it.' })
  name!: string

  @Field(() => TimeZone, { description: 'The zone its people think in.' })
  timeZone!: string

  @Field(() => LanguageEnum, { description: 'The language of people whose own is not known.' })
  language!: Language

  @Field(() => Int, { description: "Minutes before the start from which the candidate's page is a lobby." })
  admissionOpensMinutesBefore!: number

  @Field(() => Int, { description: 'Minutes after the start until which the room lets in; who is inside may stay.' })
  admissionClosesMinutesAfter!: number

  @Field(() => Int, {
    description:
      'Minutes after the start after which a no-show is suggested to the recruiters, where the candidate has not said that they are here; what they said to be late by comes on top.',
  })
  noShowGraceMinutes!: number
}

@Extensions(orToken(staff, 'READ'))
@ObjectType('StaffMember', { description: 'A person who works for the company.' })
export class StaffMemberType {
  @Field(() => ID, { description: 'Their id.' })
  id!: string

  @Field(() => String, { description: 'Their name.' })
  name!: string

  @Field(() => EmailAddress, { description: 'The address they sign in with.' })
  email!: string

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role
}

export const ClocksEnum = enumOf(clocks, 'Clocks', 'By which clocks somebody reads times.', {
  COMPANY: "By the company's.",
  DEVICE: "By those of the device in their hands; emails, which know no device, by the company's.",
  CHOSEN: 'By those of a zone that they chose.',
})

@Extensions(staff)
@ObjectType({ description: 'What somebody has chosen for themselves. Nobody else is told.' })
export class Profile {
  @Field(() => ID, { description: 'The id of the staff member.' })
  id!: string

  @Field(() => ClocksEnum, { description: 'By which clocks they read times.' })
  clocks!: Clocks

  @Field(() => TimeZone, { nullable: true, description: 'The zone that they chose; null where the clocks are others.' })
  timeZone!: string | null

  @Field(() => LanguageEnum, {
    nullable: true,
    description:
      "In which language they use the dashboard and are written to; null where they chose none: emails are in the company's then.",
  })
  language!: Language | null

  @Field(() => Boolean, {
    description:
      'Whether they want to be reminded of interviews ahead by email, where the company reminds interviewers.',
  })
  wantsReminders!: boolean

  @Field(() => Boolean, {
    description:
      'Whether they want to be reminded by email of scorecards that they owe, where the company reminds anybody.',
  })
  wantsFeedbackReminders!: boolean
}

export const StaffMemberConnection = connectionOf('StaffMember', () => StaffMemberType, orToken(staff, 'READ'))

@Extensions(orToken(staff, 'READ'))
@ObjectType({ description: 'Who asks, a signed-in staff member or a program, and what they may do at this moment.' })
export class Viewer {
  // Whoever gets it is told of themselves, also who was nobody before the mutation that signs them in.
  @Extensions(anyone)
  @Field(() => RoleEnum, { description: 'Their role in the company.' })
  role!: Role

  @Field(() => CompanyType, { description: 'The company they work in.' })
  company!: CompanyType

  @Extensions(anyone)
  @Field(() => StaffMemberType, { description: 'Who they are.' })
  staffMember!: StaffMemberType

  @Extensions(anyone)
  @Field(() => Profile, { description: 'What they have chosen for themselves.' })
  profile!: Profile
}

export interface CompanyRow {
  id: string
  name: string
  timeZone: string
  language: Language
  admissionOpensMinutesBefore: number
  admissionClosesMinutesAfter: number
  noShowGraceMinutes: number
}

export interface StaffMemberRow {
  id: string
  name: string
  email: string
  role: Role
}

export const companyById = oneByKey<CompanyRow>(
  (reading, ids) =>
    reading.rows(sql`select id, name, time_zone as "timeZone", language,
      admission_opens_minutes_before as "admissionOpensMinutesBefore",
      admission_closes_minutes_after as "admissionClosesMinutesAfter",
      no_show_grace_minutes as "noShowGraceMinutes" from company where id = any(${ids})`),
  (row) => row.id,
)

export const staffMemberColumns = sql<StaffMemberRow>`staff_member.id, staff_member.name, staff_member.email, staff_member.role`

export const staffMemberById = oneByKey<StaffMemberRow>(
  (reading, ids) =>
    reading.rows(sql`select ${staffMemberColumns} from staff_member
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)

export const profileById = oneByKey<Profile>(
  (reading, ids) =>
    reading.rows(sql`select id, clocks, time_zone as "timeZone", language,
      wants_reminders as "wantsReminders", wants_feedback_reminders as "wantsFeedbackReminders" from staff_member
      where company_id = ${reading.companyId} and id = any(${ids})`),
  (row) => row.id,
)
