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
