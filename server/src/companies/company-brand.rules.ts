/** How a company looks and what it is called in its emails. */
export interface Brand {
  /** Its name in emails; null where it is the company's own. */
  senderName: string | null
  /** `#rrggbb`, in small letters. */
  colour: string
  /** Lines under each email; null where there are none. */
  signature: string | null
}

/** The brand of a company that has chosen none. */
export const defaultBrand: Brand = { senderName: null, colour: '#0b6e4f', signature: null }

export const logoType = ['PNG', 'JPEG', 'WEBP'] as const
export type LogoType = (typeof logoType)[number]

/** What an image is, by its own bytes. */
export interface ImageFacts {
  type: LogoType
  /** In pixels. */
  width: number
  height: number
}

/** From where to where a logo is taken: bytes of its file, and pixels of each side. */
export const logoBounds = { bytes: 64 * 1024, leastPixels: 16, mostPixels: 2000 } as const

/** How many logos are kept: emails that were sent go on showing theirs. */
export const logosKept = 20

export const logoProblem = ['NO_IMAGE', 'TOO_LARGE', 'TOO_FEW_PIXELS', 'TOO_MANY_PIXELS'] as const
export type LogoProblem = (typeof logoProblem)[number]

/**
 * Why a file cannot be a logo, or null where it can.
 * @param image what it is by its bytes; null where that is no image we know
 */
export function whyNoLogo(bytes: number, image: ImageFacts | null): LogoProblem | null {
  if (bytes > logoBounds.bytes) return 'TOO_LARGE'
  if (!image) return 'NO_IMAGE'
  const sides = [image.width, image.height]
  if (sides.some((side) => side < logoBounds.leastPixels)) return 'TOO_FEW_PIXELS'
  if (sides.some((side) => side > logoBounds.mostPixels)) return 'TOO_MANY_PIXELS'
  return null
}

/** How large a logo may stand in an email, in CSS pixels. */
const logoRoom = { width: 220, height: 48 }

/** How large a logo stands in an email, in CSS pixels: inside its room, in its own proportions, and never enlarged. */
export function shownSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, logoRoom.width / width, logoRoom.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
