export const deliveryKind = ['INVITATION', 'CANCELLATION'] as const
export type DeliveryKind = (typeof deliveryKind)[number]

export const deliveryStatus = [
  'QUEUED',
  'SENDING',
  'SENT',
  'BOUNCED',
  'FAILED',
  'SKIPPED_NO_ADDRESS',
  'CANCELLED',
] as const
export type DeliveryStatus = (typeof deliveryStatus)[number]

/**
 * Why an email that waits is not to be sent any more, read at the moment of sending, or null where it still tells the
 * truth: the last email about a meeting is never an invitation after its cancellation.
 */
export function isOvertaken(
  delivery: { kind: DeliveryKind; sequence: number },
  meeting: { sequence: number; status: string; endsAt: Date },
  now: Date,
): boolean {
  if (delivery.sequence < meeting.sequence || meeting.endsAt <= now) return true
  const live = meeting.status === 'SCHEDULED' || meeting.status === 'IN_PROGRESS'
  return delivery.kind === 'INVITATION' ? !live : meeting.status !== 'CANCELLED'
}
