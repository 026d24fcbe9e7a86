import { sql, type RawBuilder } from 'kysely'

/**
 * Whether an application is between two rounds: an interview of it is completed and none is live. The same as the use
 * cases of booking find under their lock, for reading.
 * @param companyId the column with the application's company
 * @param applicationId the column with its id
 */
export const isBetweenRounds = (companyId: RawBuilder<unknown>, applicationId: RawBuilder<unknown>) =>
  sql<boolean>`((select bool_and(status not in ('SCHEDULED', 'IN_PROGRESS')) and bool_or(status = 'COMPLETED')
    from interview where interview.company_id = ${companyId} and interview.application_id = ${applicationId}) is true)`

/** Whether an interview may be scheduled for the `application` of a query: it is pending, or between two rounds. */
export const mayBeScheduled = sql<boolean>`(application.status = 'PENDING' or application.status = 'INTERVIEW_SCHEDULED'
  and ${isBetweenRounds(sql`application.company_id`, sql`application.id`)})`
