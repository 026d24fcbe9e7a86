// The list renews itself: it asks for the newest email and, when that is another one, fetches this same page again.
const list = document.querySelector('[data-live]')

if (list) {
  const q = new URLSearchParams(location.search).get('q') ?? ''
  const question = `${list.dataset.live}?${new URLSearchParams({ first: '1', q })}`
  let newest = list.dataset.newest

  const renew = async () => {
    if (document.hidden) return
    try {
      const [email] = await (await fetch(question)).json()
      const now = email?.id ?? ''
      if (now === newest) return
      const text = await (await fetch(location.href, { headers: { Accept: 'text/html' } })).text()
      const fresh = new DOMParser().parseFromString(text, 'text/html')
      const focused = document.activeElement?.getAttribute('href')
      for (const part of ['#list', '.pages'])
        document.querySelector(part).replaceChildren(...fresh.querySelector(part).childNodes)
      if (focused) document.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus()
      newest = now
    } catch {
      // The server is away; the next round asks again.
    }
  }

  setInterval(renew, 2000)
  document.addEventListener('visibilitychange', renew)
}
