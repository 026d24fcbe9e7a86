/** Why emails did not arrive, as far as it tells who can do something about it. */
export const mailFailureReason = ['ADDRESS', 'SERVER', 'SENDER', 'MESSAGE', 'OTHER'] as const
export type MailFailureReason = (typeof mailFailureReason)[number]

const codes = new Map<string, MailFailureReason>(
  Object.entries({
    BOUNCED: 'ADDRESS',
    MAIL_ADDRESS_UNUSABLE: 'ADDRESS',
    RECIPIENT_REFUSED: 'ADDRESS',
    RECIPIENT_MAILBOX_FULL: 'ADDRESS',
    SMTP_DOMAIN_UNPROVEN: 'SENDER',
    SMTP_SENDER_REFUSED: 'SENDER',
    SMTP_RELAY_DENIED: 'SENDER',
    SMTP_BLOCKED: 'SENDER',
    MAIL_TOO_LARGE: 'MESSAGE',
    MESSAGE_REFUSED: 'MESSAGE',
  }),
)

/**
 * The class of reasons to which the error code of an email belongs.
 * @param code as the diagnosis of a failed send gives it; null where none was kept
 */
export const reasonOf = (code: string | null): MailFailureReason =>
  code === null ? 'OTHER' : (codes.get(code) ?? (code.startsWith('SMTP_') ? 'SERVER' : 'OTHER'))
