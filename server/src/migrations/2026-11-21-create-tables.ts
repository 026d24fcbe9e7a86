import { Migration } from '@mikro-orm/migrations'

/** The model's tables with their keys and constraints. */
export class CreateTables extends Migration {
  override up(): void {
    // For the exclusion constraint: equality on uuid inside a GiST index.
    this.addSql('create extension if not exists btree_gist;')
    this.addSql(
      `create table "audit_entry" ("company_id" uuid not null, "id" uuid not null, "at" timestamptz not null, "action" text not null, "actor_kind" text not null, "actor_id" uuid null, "entity_type" text not null, "entity_id" uuid not null, "fields" text[] not null, primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "audit_entry_by_time" on "audit_entry" ("company_id", "at", "id");`)
    this.addSql(`create index "audit_entry_by_entity" on "audit_entry" ("company_id", "entity_id", "at");`)
    this.addSql(
      `alter table "audit_entry" add constraint "audit_entry_actor_kind_check" check ("actor_kind" in ('STAFF', 'CANDIDATE', 'SYSTEM'));`,
    )
    this.addSql(
      `create table "auth_user" ("id" uuid not null, "name" text not null, "email" text not null, "email_verified" boolean not null default false, "image" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), primary key ("id"));`,
    )
    this.addSql(`alter table "auth_user" add constraint "auth_user_email_unique" unique ("email");`)
    this.addSql(
      `create table "auth_session" ("id" uuid not null, "user_id" uuid not null, "token" text not null, "expires_at" timestamptz not null, "ip_address" text null, "user_agent" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), primary key ("id"));`,
    )
    this.addSql(`alter table "auth_session" add constraint "auth_session_token_unique" unique ("token");`)
    this.addSql(`create index "auth_session_by_user" on "auth_session" ("user_id");`)
    this.addSql(
      `create table "auth_account" ("id" uuid not null, "user_id" uuid not null, "account_id" text not null, "provider_id" text not null, "access_token" text null, "refresh_token" text null, "id_token" text null, "access_token_expires_at" timestamptz null, "refresh_token_expires_at" timestamptz null, "scope" text null, "password" text null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), primary key ("id"));`,
    )
    this.addSql(`create index "auth_account_by_user" on "auth_account" ("user_id");`)
    this.addSql(
      `create table "auth_verification" ("id" uuid not null, "identifier" text not null, "value" text not null, "expires_at" timestamptz not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), primary key ("id"));`,
    )
    this.addSql(`create index "auth_verification_identifier_index" on "auth_verification" ("identifier");`)
    this.addSql(
      `create table "company" ("id" uuid not null, "name" text not null, "time_zone" text not null, "language" text not null default 'EN', "admission_opens_minutes_before" int not null default 15, "admission_closes_minutes_after" int not null default 15, "created_at" timestamptz not null default now(), primary key ("id"));`,
    )
    this.addSql(
      `alter table "company" add constraint "company_admission_opens" check (admission_opens_minutes_before >= 0 and admission_opens_minutes_before <= 1440);`,
    )
    this.addSql(
      `alter table "company" add constraint "company_admission_closes" check (admission_closes_minutes_after >= 1 and admission_closes_minutes_after <= 1440);`,
    )
    this.addSql(
      `alter table "company" add constraint "company_language_check" check ("language" in ('EN', 'SV', 'FR'));`,
    )
    this.addSql(
      `create table "candidate" ("company_id" uuid not null, "id" uuid not null, "name" text not null, "email" text null, "phone" text null, "time_zone" text not null, "language" text not null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create unique index "candidate_email_once_per_company" on "candidate" ("company_id", lower("email")) where email is not null;`,
    )
    this.addSql(`create index "candidate_by_name" on "candidate" ("company_id", "name", "id");`)
    this.addSql(
      `alter table "candidate" add constraint "candidate_language_check" check ("language" in ('EN', 'SV', 'FR'));`,
    )
    this.addSql(
      `create table "idempotency_key" ("company_id" uuid not null, "asker" text not null, "key" text not null, "input_hash" text not null, "answer" jsonb null, "created_at" timestamptz not null default now(), primary key ("company_id", "asker", "key"));`,
    )
    this.addSql(`create index "idempotency_key_by_age" on "idempotency_key" ("created_at");`)
    this.addSql(
      `create table "job" ("company_id" uuid not null, "id" uuid not null, "title" text not null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(
      `create table "live_event" ("company_id" uuid not null, "id" bigserial not null, "transaction_id" xid8 not null default pg_current_xact_id(), "topic" text not null, "subject_id" uuid not null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "live_event_in_order" on "live_event" ("transaction_id", "id");`)
    this.addSql(`create index "live_event_by_age" on "live_event" ("created_at");`)
    this.addSql(
      `create table "mail_pause" ("id" int not null, "since" timestamptz not null, "error_code" text not null, "hint" text not null, "next_probe_at" timestamptz not null, primary key ("id"));`,
    )
    this.addSql(`alter table "mail_pause" add constraint "mail_pause_single" check (id = 1);`)
    this.addSql(
      `create table "question" ("company_id" uuid not null, "id" uuid not null, "job_id" uuid not null, "position" int not null, "text" text not null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "question" add constraint "question_position" unique ("company_id", "job_id", "position");`,
    )
    this.addSql(
      `create table "staff_member" ("company_id" uuid not null, "id" uuid not null, "user_id" uuid not null, "name" text not null, "email" text not null, "role" text not null, "active" boolean not null default true, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "staff_member_by_user" on "staff_member" ("user_id");`)
    this.addSql(
      `alter table "staff_member" add constraint "staff_member_once_per_company" unique ("company_id", "user_id");`,
    )
    this.addSql(
      `alter table "staff_member" add constraint "staff_member_role_check" check ("role" in ('ADMIN', 'RECRUITER', 'INTERVIEWER'));`,
    )
    this.addSql(
      `create table "slot" ("company_id" uuid not null, "id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "time_zone" text not null, "capacity" int not null, "places_taken" int not null default 0, "status" text not null default 'OPEN', "mode" text not null, "location" text null, "meeting_url" text null, "job_id" uuid null, "created_by_id" uuid null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "slot_by_start" on "slot" ("company_id", "starts_at", "id");`)
    this.addSql(
      `alter table "slot" add constraint "slot_places" check (0 <= places_taken and places_taken <= capacity);`,
    )
    this.addSql(`alter table "slot" add constraint "slot_capacity" check (capacity >= 1 and capacity <= 1000);`)
    this.addSql(`alter table "slot" add constraint "slot_time" check (starts_at < ends_at);`)
    this.addSql(
      `alter table "slot" add constraint "slot_status_check" check ("status" in ('OPEN', 'CLOSED', 'CANCELLED'));`,
    )
    this.addSql(
      `alter table "slot" add constraint "slot_mode_check" check ("mode" in ('ONSITE', 'VIDEO', 'PHONE', 'SELF_GUIDED'));`,
    )
    this.addSql(
      `create table "slot_interviewer" ("company_id" uuid not null, "slot_id" uuid not null, "interviewer_id" uuid not null, primary key ("company_id", "slot_id", "interviewer_id"));`,
    )
    this.addSql(
      `create table "application" ("company_id" uuid not null, "id" uuid not null, "candidate_id" uuid not null, "job_id" uuid not null, "status" text not null default 'PENDING', "decision_reason" text null, "decided_at" timestamptz null, "decided_by_id" uuid null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "application_by_job" on "application" ("company_id", "job_id");`)
    this.addSql(`create index "application_by_status" on "application" ("company_id", "status", "created_at", "id");`)
    this.addSql(
      `alter table "application" add constraint "application_once_per_job" unique ("company_id", "candidate_id", "job_id");`,
    )
    this.addSql(
      `alter table "application" add constraint "application_status_check" check ("status" in ('PENDING', 'INTERVIEW_SCHEDULED', 'APPROVED', 'REJECTED', 'WITHDRAWN'));`,
    )
    this.addSql(
      `create table "interview" ("company_id" uuid not null, "id" uuid not null, "application_id" uuid not null, "round" int not null, "status" text not null default 'SCHEDULED', "mode" text not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "time_zone" text not null, "location" text null, "meeting_url" text null, "notes" text null, "rsvp" text not null default 'NEEDS_ACTION', "rsvp_at" timestamptz null, "access_key_version" int not null default 1, "scheduled_by_id" uuid null, "cancellation_reason" text null, "started_at" timestamptz null, "ended_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "interview_by_start" on "interview" ("company_id", "starts_at", "id");`)
    this.addSql(`create index "interview_by_application" on "interview" ("company_id", "application_id");`)
    this.addSql(
      `create unique index "interview_one_live_per_round" on "interview" ("company_id", "application_id", "round") where status in ('SCHEDULED', 'IN_PROGRESS');`,
    )
    this.addSql(`alter table "interview" add constraint "interview_time" check (starts_at < ends_at);`)
    this.addSql(`alter table "interview" add constraint "interview_round" check (round >= 1 and round <= 50);`)
    this.addSql(
      `alter table "interview" add constraint "interview_onsite_has_location" check (mode <> 'ONSITE' or location is not null);`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_video_has_link" check (mode <> 'VIDEO' or meeting_url is not null);`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_status_check" check ("status" in ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'NO_SHOW', 'EXPIRED'));`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_mode_check" check ("mode" in ('ONSITE', 'VIDEO', 'PHONE', 'SELF_GUIDED'));`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_rsvp_check" check ("rsvp" in ('NEEDS_ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED'));`,
    )
    this.addSql(
      `create table "invitation" ("company_id" uuid not null, "id" uuid not null, "interview_id" uuid not null, "candidate_id" uuid not null, "calendar_uid" text not null, "sequence" int not null default 0, "time_sequence" int not null default 0, "first_message_id" text null, "last_stamp_at" timestamptz null, "created_at" timestamptz not null default now(), primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "invitation" add constraint "invitation_once_per_candidate" unique ("company_id", "interview_id", "candidate_id");`,
    )
    this.addSql(
      `alter table "invitation" add constraint "invitation_calendar_uid" unique ("company_id", "calendar_uid");`,
    )
    this.addSql(
      `create table "delivery" ("company_id" uuid not null, "id" uuid not null, "invitation_id" uuid not null, "kind" text not null, "sequence" int not null, "status" text not null, "email_key" text not null, "attempts" int not null default 0, "next_attempt_at" timestamptz null, "lease_until" timestamptz null, "lease_owner" text null, "stamp_at" timestamptz null, "message_id" text not null, "recipient_address" text null, "error_code" text null, "hint" text null, "server_response" text null, "queued_at" timestamptz not null, "sent_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "delivery_due" on "delivery" ("next_attempt_at") where status in ('QUEUED', 'SENDING');`)
    this.addSql(
      `create index "delivery_by_invitation" on "delivery" ("company_id", "invitation_id", "queued_at", "id");`,
    )
    this.addSql(`create index "delivery_by_time" on "delivery" ("company_id", "queued_at", "id");`)
    this.addSql(`alter table "delivery" add constraint "delivery_once" unique ("company_id", "email_key");`)
    this.addSql(
      `alter table "delivery" add constraint "delivery_kind_check" check ("kind" in ('INVITATION', 'CANCELLATION'));`,
    )
    this.addSql(
      `alter table "delivery" add constraint "delivery_status_check" check ("status" in ('QUEUED', 'SENDING', 'SENT', 'BOUNCED', 'FAILED', 'SKIPPED_NO_ADDRESS', 'CANCELLED'));`,
    )
    this.addSql(
      `create table "interview_interviewer" ("company_id" uuid not null, "interview_id" uuid not null, "interviewer_id" uuid not null, primary key ("company_id", "interview_id", "interviewer_id"));`,
    )
    this.addSql(
      `create index "interview_interviewer_by_person" on "interview_interviewer" ("company_id", "interviewer_id", "interview_id");`,
    )
    this.addSql(
      `create table "interviewer_time" ("company_id" uuid not null, "id" uuid not null, "interviewer_id" uuid not null, "occupied" tstzrange not null, "slot_id" uuid null, "interview_id" uuid null, primary key ("company_id", "id"));`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_once_per_slot" unique ("company_id", "slot_id", "interviewer_id");`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_once_per_interview" unique ("company_id", "interview_id", "interviewer_id");`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_no_overlap" exclude using gist (company_id with =, interviewer_id with =, occupied with &&);`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_is_finite" check (not isempty(occupied) and not lower_inf(occupied) and not upper_inf(occupied) and lower_inc(occupied) and not upper_inc(occupied) and isfinite(lower(occupied)) and isfinite(upper(occupied)));`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_has_one_cause" check (num_nonnulls(slot_id, interview_id) = 1);`,
    )
    this.addSql(
      `create table "booking" ("company_id" uuid not null, "id" uuid not null, "slot_id" uuid not null, "interview_id" uuid not null, "notes" text null, "created_at" timestamptz not null default now(), "released_at" timestamptz null, primary key ("company_id", "id"));`,
    )
    this.addSql(`create index "booking_by_slot" on "booking" ("company_id", "slot_id", "created_at");`)
    this.addSql(
      `alter table "booking" add constraint "booking_one_per_interview" unique ("company_id", "interview_id");`,
    )
    this.addSql(
      `alter table "auth_session" add constraint "auth_session_user_id_foreign" foreign key ("user_id") references "auth_user" ("id") on update no action on delete cascade;`,
    )
    this.addSql(
      `alter table "auth_account" add constraint "auth_account_user_id_foreign" foreign key ("user_id") references "auth_user" ("id") on update no action on delete cascade;`,
    )
    this.addSql(
      `alter table "candidate" add constraint "candidate_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "job" add constraint "job_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "question" add constraint "question_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "question" add constraint "question_company_id_job_id_foreign" foreign key ("company_id", "job_id") references "job" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "staff_member" add constraint "staff_member_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "staff_member" add constraint "staff_member_user_id_foreign" foreign key ("user_id") references "auth_user" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot" add constraint "slot_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot" add constraint "slot_company_id_job_id_foreign" foreign key ("company_id", "job_id") references "job" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot" add constraint "slot_company_id_created_by_id_foreign" foreign key ("company_id", "created_by_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot_interviewer" add constraint "slot_interviewer_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot_interviewer" add constraint "slot_interviewer_company_id_slot_id_foreign" foreign key ("company_id", "slot_id") references "slot" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "slot_interviewer" add constraint "slot_interviewer_company_id_interviewer_id_foreign" foreign key ("company_id", "interviewer_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "application" add constraint "application_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "application" add constraint "application_company_id_candidate_id_foreign" foreign key ("company_id", "candidate_id") references "candidate" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "application" add constraint "application_company_id_job_id_foreign" foreign key ("company_id", "job_id") references "job" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "application" add constraint "application_company_id_decided_by_id_foreign" foreign key ("company_id", "decided_by_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_company_id_application_id_foreign" foreign key ("company_id", "application_id") references "application" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interview" add constraint "interview_company_id_scheduled_by_id_foreign" foreign key ("company_id", "scheduled_by_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "invitation" add constraint "invitation_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "invitation" add constraint "invitation_company_id_interview_id_foreign" foreign key ("company_id", "interview_id") references "interview" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "invitation" add constraint "invitation_company_id_candidate_id_foreign" foreign key ("company_id", "candidate_id") references "candidate" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "delivery" add constraint "delivery_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "delivery" add constraint "delivery_company_id_invitation_id_foreign" foreign key ("company_id", "invitation_id") references "invitation" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interview_interviewer" add constraint "interview_interviewer_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interview_interviewer" add constraint "interview_interviewer_company_id_interview_id_foreign" foreign key ("company_id", "interview_id") references "interview" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interview_interviewer" add constraint "interview_interviewer_company_id_interviewer_id_foreign" foreign key ("company_id", "interviewer_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_company_id_interviewer_id_foreign" foreign key ("company_id", "interviewer_id") references "staff_member" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_company_id_slot_id_foreign" foreign key ("company_id", "slot_id") references "slot" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "interviewer_time" add constraint "interviewer_time_company_id_interview_id_foreign" foreign key ("company_id", "interview_id") references "interview" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "booking" add constraint "booking_company_id_foreign" foreign key ("company_id") references "company" ("id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "booking" add constraint "booking_company_id_slot_id_foreign" foreign key ("company_id", "slot_id") references "slot" ("company_id", "id") on update no action on delete no action;`,
    )
    this.addSql(
      `alter table "booking" add constraint "booking_company_id_interview_id_foreign" foreign key ("company_id", "interview_id") references "interview" ("company_id", "id") on update no action on delete no action;`,
    )
  }
}
