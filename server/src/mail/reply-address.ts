import { createHmac } from 'node:crypto'
import { toBase32 } from '../shared/base32.ts'

/**
 * The address under which one person's calendar program answers: `local+token@domain`. The token is derived, stable
 * for all interviews of the person, and survives services that fold case.
 * @param mailFrom the bare address emails come from
 */
export function replyAddress(mailFrom: string, secret: string, companyId: string, personId: string): string {
  const at = mailFrom.lastIndexOf('@')
  const token = createHmac('sha256', secret).update(`reply-address\n${companyId}\n${personId}`).digest()
  return `${mailFrom.slice(0, at)}+${toBase32(token.subarray(0, 15))}${mailFrom.slice(at)}`
}
