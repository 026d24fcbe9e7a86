export interface Mailbox {
  name: string
  address: string
}

/** From whom to whom a message goes, and how mail programs know it again. */
export interface MailHead {
  to: Mailbox
  /** The reply address: From and, of a calendar event, ORGANIZER alike, and nobody's own mailbox. */
  from: Mailbox
  /** The envelope's sender, to which bounces go; the From address unless given. */
  envelopeFrom?: string
  /** When this message was made: its Date header and, of a calendar event, its DTSTAMP. */
  stamp: Date
  /** This message's id, with or without angle brackets. */
  messageId: string
  /** Ids of the earlier messages about the same thing, the first one first. */
  references: string[]
}
