/** What a file is called by the header that brings it (RFC 6266 section 4.3); null where it does not say. */
export function nameOf(disposition: string | null): string | null {
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  const plain = /filename="((?:[^"\\]|\\.)*)"/i.exec(disposition ?? '')?.[1]?.replace(/\\(.)/g, '$1')
  try {
    return (extended && decodeURIComponent(extended)) || plain || null
  } catch {
    return plain ?? null
  }
}
