import { html, type Html } from '../shared/html.ts'
import { localDateOf } from '../shared/local-days.ts'
import { whenParts, whenText } from '../shared/when.ts'
import { answerWords } from './answer-page.words.ts'
import { givenAnswer } from './answer.rules.ts'
import type { AnswerPage } from './read-answer-page.ts'

/** Which link of the email was followed. It chooses what stands out, and answers nothing. */
export type Wish = 'accept' | 'decline' | 'time'

export interface Shown {
  nonce: string
  wish: Wish | null
  refused: keyof (typeof answerWords)['EN']['refused'] | null
  /** What was typed, where it was refused. */
  typed: { date: string; time: string; comment: string }
}

const wished = { accept: 'ACCEPTED', decline: 'DECLINED', time: null } as const

/** The page on which a participant answers: the time, what they have answered, and the buttons. It runs no script. */
export function answerPage(page: AnswerPage, { nonce, wish, refused, typed }: Shown): Html {
  const words = answerWords[page.language]
  const { language, timeZone, startsAt, endsAt } = page
  const when = whenParts({ startsAt, endsAt, timeZone, language })
  const strong = wish && wished[wish]
  const hidden = html`<input type="hidden" name="nonce" value="${nonce}" />`
  return frame(
    words.tag,
    words.title(page.jobTitle),
    page.companyName,
    html`
      <p class="soft">${words.hello(page.recipientName)}</p>
      <h1>${page.jobTitle}</h1>
      <p class="soft">
        ${page.staffMemberId ? words.intro.interviewer(page.candidateName) : words.intro.candidate(page.companyName)}
      </p>
      ${refused && html`<p class="notice bad" role="alert">${words.refused[refused]}</p>`}
      <section class="card" aria-label="${words.when}">
        <p class="label">${words.when}</p>
        <p class="date ${page.over === 'CANCELLED' && 'struck'}">${when.date}</p>
        <p class="time ${page.over === 'CANCELLED' && 'struck'}">${when.time}</p>
        <p class="soft">${when.zone}</p>
        ${
          page.over
            ? null
            : html`${
                  page.location &&
                  html`<p class="label">${words.where}</p>
                    <p dir="auto">${page.location}</p>`
                }
                ${
                  page.meetingUrl &&
                  html`<p class="label">${words.link}</p>
                    <p><a href="${page.meetingUrl}" rel="noreferrer noopener">${page.meetingUrl}</a></p>`
                }
                <p><a href="?calendar=invite.ics" download="invite.ics">${words.calendar}</a></p>`
        }
      </section>
      ${
        page.over
          ? html`<p class="notice" role="status">${words.over[page.over]}</p>`
          : html`
              <form class="card" method="post" aria-labelledby="answer">
                ${hidden}
                <h2 id="answer">${words.answer}</h2>
                <p role="status">${words.said[page.rsvp]}</p>
                ${strong && strong !== page.rsvp && wish && html`<p>${words.press[wish]}</p>`}
                ${
                  page.proposedStartsAt &&
                  html`<p class="notice">
                    ${words.proposed(
                      whenText({
                        startsAt: page.proposedStartsAt,
                        endsAt: new Date(page.proposedStartsAt.getTime() + endsAt.getTime() - startsAt.getTime()),
                        timeZone,
                        language,
                      }),
                    )}
                  </p>`
                }
                <div class="buttons">
                  ${givenAnswer.map(
                    (answer) =>
                      html`<button
                        name="answer"
                        value="${answer}"
                        class="${(strong ?? page.rsvp) === answer && 'strong'}"
                        aria-pressed="${page.rsvp === answer ? 'true' : 'false'}"
                      >
                        ${words.buttons[answer]}
                      </button>`,
                  )}
                </div>
                <p class="soft small">${words.stays}</p>
              </form>
              <details class="card" ${(wish === 'time' || typed.date !== '') && html`open`}>
                <summary>${words.otherTime}</summary>
                <form method="post">
                  ${hidden}
                  <p class="soft small">${words.otherTimeHint(timeZone)}</p>
                  <div class="pair">
                    <label
                      >${words.date}
                      <input
                        type="date"
                        name="date"
                        required
                        min="${localDateOf(page.now, timeZone)}"
                        value="${typed.date || localDateOf(startsAt, timeZone)}"
                    /></label>
                    <label>${words.time} <input type="time" name="time" required value="${typed.time}" /></label>
                  </div>
                  <label
                    >${words.comment}
                    <textarea name="comment" rows="3" maxlength="2000">${typed.comment}</textarea>
                  </label>
                  <button name="propose" value="time" class="strong">${words.propose}</button>
                </form>
              </details>
            `
      }
    `,
  )
}

/** What a link says that is unknown, revoked or no link at all. Nobody's language is known, so it says it in each. */
export const unknownAnswerPage = (): Html =>
  frame(
    'en',
    answerWords.EN.unknown.title,
    null,
    html`${(['EN', 'SV', 'FR'] as const).map((language, index) => {
      const { tag, unknown } = answerWords[language]
      return html`<section class="card" lang="${tag}">
        ${index === 0 ? html`<h1>${unknown.title}</h1>` : html`<h2>${unknown.title}</h2>`}
        <p>${unknown.text}</p>
      </section>`
    })}`,
  )

function frame(tag: string, title: string, companyName: string | null, body: Html): Html {
  return html`<!doctype html>
    <html lang="${tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/answer/assets/answer.css" />
      </head>
      <body>
        ${
          companyName &&
          html`<header>
            <span class="mark" aria-hidden="true">${[...companyName.trim()][0]?.toUpperCase() ?? ''}</span>
            <span>${companyName}</span>
          </header>`
        }
        <main>${body}</main>
      </body>
    </html>`
}
