/** Only this page's own server gets the key and what is recorded, whatever host the address names. */
export function onThisServer(address: string): URL {
  const { pathname, search } = new URL(address, location.origin)
  const here = new URL(location.origin)
  here.pathname = pathname
  here.search = search
  return here
}
