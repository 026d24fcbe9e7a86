/*
 * A person's words on their way into a calendar file or a mail header. Whatever somebody typed as a name or a note may
 * be read, but never acts: no new line in a header, no control character, no switch that turns the rest of a line around.
 */

// C0 and C1 controls, DEL and the byte order mark. CR, LF and their Unicode cousins become line breaks before this runs.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g

// Embeddings, overrides and isolates of the bidirectional algorithm reach past the end of the words that contain them
// ("Trojan source"). Right-to-left letters need none of them, and the two harmless marks (200E, 200F) stay.
const DIRECTION_SWITCHES = /[\u202a-\u202e\u2066-\u2069]/g

// oxlint-disable-next-line no-control-regex
const LINE_BREAKS = /\r\n|[\r\n\u0085\u2028\u2029\u000b\u000c]/g

/** Text of several lines: breaks become `\n`, controls and direction switches go, broken surrogates become U+FFFD. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(LINE_BREAKS, '\n').replace(CONTROLS, '').replace(DIRECTION_SWITCHES, '').trim()
}

/** The same for text that must stay on one line: every run of white space becomes one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}
