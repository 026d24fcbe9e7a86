/** Whether an address may become a link: a recruiter's slip or a bad joke (`javascript:`) stays text. */
export function isWebAddress(address: string): boolean {
  try {
    return ['https:', 'http:'].includes(new URL(address).protocol)
  } catch {
    return false
  }
}
