import type { Language } from '../shared/language.ts'
import type { AnswerPage } from './read-answer-page.ts'

interface Words {
  tag: string
  title: (job: string) => string
  hello: (name: string) => string
  /** Of what it is, for the candidate and for who meets them. */
  intro: { candidate: (company: string) => string; interviewer: (candidate: string) => string }
  when: string
  where: string
  link: string
  answer: string
  said: Record<AnswerPage['rsvp'], string>
  press: { accept: string; decline: string; time: string }
  buttons: { ACCEPTED: string; TENTATIVE: string; DECLINED: string }
  stays: string
  proposed: (when: string) => string
  otherTime: string
  otherTimeHint: (zone: string) => string
  date: string
  time: string
  comment: string
  propose: string
  calendar: string
  over: Record<NonNullable<AnswerPage['over']>, string>
  refused: { stale: string; past: string; same: string; noTime: string; tooLong: string; over: string }
  unknown: { title: string; text: string }
}

/** What the page behind an answer link says. It is made on the server, because it has to work where no script runs. */
export const answerWords: Record<Language, Words> = {
  EN: {
    tag: 'en',
    title: (job) => `Your interview: ${job}`,
    hello: (name) => `Hello ${name}`,
    intro: {
      candidate: (company) => `Interview with ${company}`,
      interviewer: (candidate) => `You meet ${candidate}`,
    },
    when: 'When',
    where: 'Where',
    link: 'Link to the call',
    answer: 'Your answer',
    said: {
      NEEDS_ACTION: 'You have not answered yet.',
      ACCEPTED: 'You have accepted.',
      TENTATIVE: 'You may come.',
      DECLINED: 'You have declined.',
    },
    press: {
      accept: 'Press the button to accept.',
      decline: 'Press the button to decline.',
      time: 'Say below when it suits you better.',
    },
    buttons: { ACCEPTED: 'Accept', TENTATIVE: 'Maybe', DECLINED: 'Decline' },
    stays: 'Declining tells the company. The interview stays planned until they call it off.',
    proposed: (when) => `You have suggested ${when}. The time above holds until it is moved.`,
    otherTime: 'Suggest another time',
    otherTimeHint: (zone) => `In your time zone, ${zone}. The interview stays where it is until it is moved.`,
    date: 'Date',
    time: 'Time',
    comment: 'A few words (if you like)',
    propose: 'Send suggestion',
    calendar: 'Add to calendar (invite.ics)',
    over: {
      CANCELLED: 'This interview was called off.',
      RELEASED: 'You no longer take part in this interview.',
      OVER: 'This interview is over, or has begun.',
    },
    refused: {
      stale: 'This page was open for a long time. Please press again.',
      past: 'That time is past.',
      same: 'That is the time that the interview has.',
      noTime: 'Please give a date and a time that exist.',
      tooLong: 'That are too many words: at most 2000 characters.',
      over: 'There is nothing left to answer.',
    },
    unknown: {
      title: 'This link does not work',
      text: 'It may have been replaced by a newer one. Open the newest email about your interview, or answer that email.',
    },
  },
  SV: {
    tag: 'sv',
    title: (job) => `Din intervju: ${job}`,
    hello: (name) => `Hej ${name}`,
    intro: {
      candidate: (company) => `Intervju med ${company}`,
      interviewer: (candidate) => `Du träffar ${candidate}`,
    },
    when: 'När',
    where: 'Var',
    link: 'Länk till samtalet',
    answer: 'Ditt svar',
    said: {
      NEEDS_ACTION: 'Du har inte svarat än.',
      ACCEPTED: 'Du har tackat ja.',
      TENTATIVE: 'Du kanske kommer.',
      DECLINED: 'Du har tackat nej.',
    },
    press: {
      accept: 'Tryck på knappen för att tacka ja.',
      decline: 'Tryck på knappen för att tacka nej.',
      time: 'Skriv nedan när det passar dig bättre.',
    },
    buttons: { ACCEPTED: 'Tacka ja', TENTATIVE: 'Kanske', DECLINED: 'Tacka nej' },
    stays: 'Ditt nej meddelas företaget. Intervjun står kvar tills de ställer in den.',
    proposed: (when) => `Du har föreslagit ${when}. Tiden ovan gäller tills den flyttas.`,
    otherTime: 'Föreslå en annan tid',
    otherTimeHint: (zone) => `I din tidszon, ${zone}. Intervjun står kvar tills den flyttas.`,
    date: 'Datum',
    time: 'Tid',
    comment: 'Några ord (om du vill)',
    propose: 'Skicka förslag',
    calendar: 'Lägg till i kalendern (invite.ics)',
    over: {
      CANCELLED: 'Den här intervjun är inställd.',
      RELEASED: 'Du deltar inte längre i den här intervjun.',
      OVER: 'Den här intervjun är över eller har börjat.',
    },
    refused: {
      stale: 'Sidan har varit öppen länge. Tryck en gång till.',
      past: 'Den tiden har passerat.',
      same: 'Det är den tid som intervjun har.',
      noTime: 'Ange ett datum och en tid som finns.',
      tooLong: 'Det är för många ord: högst 2000 tecken.',
      over: 'Det finns inget kvar att svara på.',
    },
    unknown: {
      title: 'Länken fungerar inte',
      text: 'Den kan ha ersatts av en nyare. Öppna det senaste mejlet om intervjun, eller svara på det mejlet.',
    },
  },
  FR: {
    tag: 'fr',
    title: (job) => `Votre entretien : ${job}`,
    hello: (name) => `Bonjour ${name}`,
    intro: {
      candidate: (company) => `Entretien avec ${company}`,
      interviewer: (candidate) => `Vous rencontrez ${candidate}`,
    },
    when: 'Quand',
    where: 'Où',
    link: 'Lien de l’appel',
    answer: 'Votre réponse',
    said: {
      NEEDS_ACTION: 'Vous n’avez pas encore répondu.',
      ACCEPTED: 'Vous avez accepté.',
      TENTATIVE: 'Vous viendrez peut-être.',
      DECLINED: 'Vous avez décliné.',
    },
    press: {
      accept: 'Appuyez sur le bouton pour accepter.',
      decline: 'Appuyez sur le bouton pour décliner.',
      time: 'Dites ci-dessous quand cela vous conviendrait mieux.',
    },
    buttons: { ACCEPTED: 'Accepter', TENTATIVE: 'Peut-être', DECLINED: 'Décliner' },
    stays: 'L’entreprise est prévenue de votre refus. L’entretien reste prévu tant qu’elle ne l’annule pas.',
    proposed: (when) => `Vous avez proposé ${when}. L’heure ci-dessus reste valable tant qu’elle n’est pas déplacée.`,
    otherTime: 'Proposer une autre heure',
    otherTimeHint: (zone) =>
      `Dans votre fuseau horaire, ${zone}. L’entretien reste prévu tant qu’il n’est pas déplacé.`,
    date: 'Date',
    time: 'Heure',
    comment: 'Quelques mots (si vous le souhaitez)',
    propose: 'Envoyer la proposition',
    calendar: 'Ajouter à l’agenda (invite.ics)',
    over: {
      CANCELLED: 'Cet entretien est annulé.',
      RELEASED: 'Vous ne participez plus à cet entretien.',
      OVER: 'Cet entretien est terminé, ou a commencé.',
    },
    refused: {
      stale: 'Cette page est restée ouverte longtemps. Appuyez encore une fois.',
      past: 'Cette heure est passée.',
      same: 'C’est l’heure actuelle de l’entretien.',
      noTime: 'Indiquez une date et une heure qui existent.',
      tooLong: 'C’est trop long : 2000 caractères au plus.',
      over: 'Il n’y a plus rien à répondre.',
    },
    unknown: {
      title: 'Ce lien ne fonctionne pas',
      text: 'Il a peut-être été remplacé. Ouvrez le dernier e-mail au sujet de votre entretien, ou répondez-y.',
    },
  },
}
