import fs from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { defaultBrand } from '../companies/company-brand.rules.ts'
import { loadConfig } from '../config.ts'
import { composeMail } from '../mail/compose-mail.ts'
import { exampleMail } from '../mail/example-mail.ts'
import { makeMailAddresses } from '../mail/mail-address.ts'
import { mailOccasion } from '../mail/mail-words.rules.ts'
import { escapeHtml } from '../mail/templates/template.ts'
import { leave } from '../runtime/leave.ts'
import { run } from '../runtime/run.ts'
import { newId } from '../shared/id.ts'
import { isInvalid, line, readInput, timeZone } from '../shared/input.ts'
import { language } from '../shared/language.ts'

const schema = z.object({
  occasion: z.enum(mailOccasion, `Use one of: ${mailOccasion.join(', ')}.`).optional(),
  language: z.enum(language, `Use one of: ${language.join(', ')}.`).optional(),
  out: line(1000),
  company: line(200),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, 'Must be written #rrggbb.'),
  'time-zone': timeZone,
})

interface Options {
  occasion?: string
  language?: string
  out: string
  company: string
  colour: string
  timeZone: string
}

export const mailPreview = () =>
  new Command('preview')
    .description('Writes every email in every language to files, about people who do not exist. Nothing is sent.')
    .option('--occasion <name>', 'only this one, such as INVITATION')
    .option('--language <code>', 'only in this language: EN, SV or FR')
    .option('--out <folder>', 'where they are written', 'mail-preview')
    .option('--company <name>', 'the name of the company', 'Northwind')
    .option('--colour <#rrggbb>', 'its colour', defaultBrand.colour)
    .option('--time-zone <name>', 'its time zone', 'Europe/Stockholm')
    .addHelpText(
      'after',
      '\nOf each email: what a mail program shows (.html), the plain text (.txt), the calendar event (.ics) and the whole\nmessage (.eml). Open index.html first. What a company has chosen itself is shown on its dashboard.',
    )
    .action((options: Options) => run(() => preview(options)))

async function preview({ timeZone, ...options }: Options): Promise<never> {
  const input = readInput(schema, { ...options, 'time-zone': timeZone })
  if (isInvalid(input)) {
    for (const { path, message } of input.fields) console.error(`--${path}  ${message}`)
    return leave(2)
  }
  const { publicUrl, mailFrom, secrets } = loadConfig()
  const folder = path.resolve(input.out)
  const facts = {
    companyName: input.company,
    companyTimeZone: input['time-zone'],
    publicUrl,
    from: makeMailAddresses(mailFrom, secrets).replyAddressOf(newId()),
    now: new Date(),
  }
  const style = { brand: { ...defaultBrand, colour: input.colour, logo: null }, words: [] }
  const links: string[] = []
  for (const each of language.filter((code) => code === (input.language ?? code))) {
    fs.mkdirSync(path.join(folder, each), { recursive: true })
    for (const occasion of mailOccasion.filter((name) => name === (input.occasion ?? name))) {
      const { subject, html, text, ics, raw } = await composeMail(exampleMail(occasion, each, facts), style)
      const write = (ending: string, content: string | Buffer) =>
        fs.writeFileSync(path.join(folder, each, `${occasion}.${ending}`), content)
      write('html', html)
      write('txt', text)
      write('eml', raw)
      if (ics) write('ics', ics)
      links.push(`<li><a href="${each}/${occasion}.html">${each} ${occasion}</a>: ${escapeHtml(subject)}</li>`)
    }
  }
  const index = path.join(folder, 'index.html')
  fs.writeFileSync(index, `<!doctype html><meta charset="utf-8"><title>Emails</title><ul>${links.join('\n')}</ul>\n`)
  console.log(`${links.length} ${links.length === 1 ? 'email lies' : 'emails lie'} in ${folder}. Open ${index}`)
  return leave(0)
}
