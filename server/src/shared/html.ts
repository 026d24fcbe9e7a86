/** HTML that was made by a template here, as opposed to words that came from anywhere. */
export class Html {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

type Piece = Html | string | number | null | false | readonly Piece[]

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Words become text, wherever they came from; only other templates stay HTML. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(strings.reduce((before, after, i) => before + show(pieces[i - 1] ?? '') + after))
}

function show(piece: Piece): string {
  if (piece instanceof Html) return piece.source
  if (Array.isArray(piece)) return (piece as readonly Piece[]).map(show).join('')
  if (piece === null || piece === false) return ''
  return String(piece).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
}
