import type { MailTexts } from './texts.ts'

export const sv: MailTexts = {
  tag: 'sv',
  labelled: (label, value) => `${label}: ${value}`,
  greeting: (name) => `Hej ${name},`,
  interview: {
    CANDIDATE: {
      news: {
        INVITATION: {
          subject: 'Intervju bokad: {jobTitle} hos {companyName}',
          title: 'Din intervju är bokad',
          intro: '{companyName} har bokat en intervju med dig för tjänsten {jobTitle}.',
          when: 'När',
          calendar: 'Kallelsen är bifogad, så att du kan lägga in den direkt i din kalender.',
        },
        CHOSEN: {
          subject: 'Intervju bokad: {jobTitle} hos {companyName}',
          title: 'Din intervju är bokad',
          intro: 'Du har valt en tid för din intervju hos {companyName} för tjänsten {jobTitle}. Här är bekräftelsen.',
          when: 'Din tid',
          calendar: 'Kallelsen är bifogad, så att du kan lägga in den direkt i din kalender.',
        },
        MOVE: {
          subject: 'Intervju flyttad: {jobTitle} hos {companyName}',
          title: 'Din intervju har fått en ny tid',
          intro: 'Din intervju för tjänsten {jobTitle} hos {companyName} har flyttats till en annan tid.',
          when: 'Ny tid',
          calendar: 'Den bifogade uppdateringen flyttar intervjun i din kalender.',
        },
        CHANGE: {
          subject: 'Intervju ändrad: {jobTitle} hos {companyName}',
          title: 'Din intervju har ändrats',
          intro:
            '{companyName} har ändrat din intervju för tjänsten {jobTitle}. Tiden är densamma; allt annat står här nedanför.',
          when: 'När',
          calendar: 'Den bifogade uppdateringen ändrar intervjun i din kalender.',
        },
        CANCELLATION: {
          subject: 'Inställd: intervju för {jobTitle} hos {companyName}',
          title: 'Din intervju är inställd',
          intro: 'Din intervju för tjänsten {jobTitle} hos {companyName} är inställd. Du behöver inte göra något.',
          when: 'Var planerad till',
          calendar: 'Det bifogade återbudet tar bort intervjun ur din kalender.',
        },
        RELEASED: {
          subject: 'Inställd: intervju för {jobTitle} hos {companyName}',
          title: 'Den här kallelsen har flyttat till en annan adress',
          intro:
            '{companyName} skickar nu allt om din intervju för tjänsten {jobTitle} till en annan e-postadress. Bara det som skickades hit dras tillbaka.',
          when: 'Planerad till',
          calendar: 'Det bifogade återbudet tar bort posten ur den här adressens kalender.',
        },
        REMINDER: {
          subject: 'Påminnelse: intervju för {jobTitle} hos {companyName}',
          title: 'Snart är det dags för din intervju',
          intro: 'Vi vill påminna dig om din intervju hos {companyName} för tjänsten {jobTitle}.',
          when: 'När',
          calendar: null,
        },
      },
      summary: 'Intervju: {jobTitle} hos {companyName}',
      advice: {
        ONSITE: 'Kom gärna några minuter i förväg.',
        VIDEO: 'Du behöver kamera, mikrofon och en lugn plats.',
        PHONE: 'Ha gärna telefonen till hands.',
        SELF_GUIDED: 'Din sida ställer frågorna och spelar in dina svar. Du behöver en mikrofon och en lugn plats.',
      },
      interviewers: 'Du träffar',
      page: 'Din intervjusida',
      pageButton: 'Öppna din intervjusida',
      footer: (company) => `Du får det här mejlet med anledning av din ansökan hos ${company}.`,
    },
    INTERVIEWER: {
      news: {
        INVITATION: {
          subject: 'Intervju bokad: {candidateName}, {jobTitle}',
          title: 'Du har en intervju',
          intro: 'Du ska intervjua {candidateName} för tjänsten {jobTitle}.',
          when: 'När',
          calendar: 'Kallelsen är bifogad, så att du kan lägga in den direkt i din kalender.',
        },
        CHOSEN: {
          subject: 'Intervju bokad: {candidateName}, {jobTitle}',
          title: 'Du har en intervju',
          intro: '{candidateName} har valt en tid för intervjun med dig för tjänsten {jobTitle}.',
          when: 'När',
          calendar: 'Kallelsen är bifogad, så att du kan lägga in den direkt i din kalender.',
        },
        MOVE: {
          subject: 'Intervju flyttad: {candidateName}, {jobTitle}',
          title: 'Intervjun har fått en ny tid',
          intro: 'Din intervju med {candidateName} för tjänsten {jobTitle} har flyttats till en annan tid.',
          when: 'Ny tid',
          calendar: 'Den bifogade uppdateringen flyttar intervjun i din kalender.',
        },
        CHANGE: {
          subject: 'Intervju ändrad: {candidateName}, {jobTitle}',
          title: 'Intervjun har ändrats',
          intro:
            'Din intervju med {candidateName} för tjänsten {jobTitle} har ändrats. Tiden är densamma; allt annat står här nedanför.',
          when: 'När',
          calendar: 'Den bifogade uppdateringen ändrar intervjun i din kalender.',
        },
        CANCELLATION: {
          subject: 'Inställd: intervju med {candidateName}, {jobTitle}',
          title: 'Intervjun är inställd',
          intro: 'Intervjun med {candidateName} för tjänsten {jobTitle} är inställd.',
          when: 'Var planerad till',
          calendar: 'Det bifogade återbudet tar bort intervjun ur din kalender.',
        },
        RELEASED: {
          subject: 'Inställd för dig: intervju med {candidateName}, {jobTitle}',
          title: 'Du behövs inte vid den här intervjun',
          intro: 'Intervjun med {candidateName} för tjänsten {jobTitle} hålls utan dig.',
          when: 'Planerad till',
          calendar: 'Det bifogade återbudet tar bort intervjun ur din kalender.',
        },
        REMINDER: {
          subject: 'Påminnelse: intervju med {candidateName}, {jobTitle}',
          title: 'Snart är det dags för din intervju',
          intro: 'Det här är en påminnelse om din intervju med {candidateName} för tjänsten {jobTitle}.',
          when: 'När',
          calendar: null,
        },
      },
      summary: 'Intervju: {candidateName}, {jobTitle}',
      advice: {
        ONSITE: 'Var gärna på plats några minuter i förväg.',
        VIDEO: 'Öppna länken till samtalet när det är dags.',
        PHONE: 'Ring när det är dags.',
        SELF_GUIDED: 'Kandidaten svarar på frågorna på egen hand; svaren finns sedan på intervjuns sida.',
      },
      interviewers: 'Tillsammans med',
      page: 'Intervjuns sida',
      pageButton: 'Öppna intervjun',
      footer: (company) => `Du får det här mejlet eftersom du intervjuar för ${company}.`,
    },
  },
  offers: {
    CHOOSE_SLOT: {
      subject: 'Välj en tid för din intervju: {jobTitle} hos {companyName}',
      title: 'Välj en tid för din intervju',
      intro:
        '{companyName} vill gärna intervjua dig för tjänsten {jobTitle}. Välj den tid som passar dig bäst på din sida.',
      advice: 'Tiderna går till den som väljer först. När du har valt skickar vi en kallelse till dig.',
      until: 'Välj senast',
      button: 'Välj en tid',
    },
    WAITLIST_OFFER: {
      subject: 'En plats är ledig: {jobTitle} hos {companyName}',
      title: 'En plats är ledig för dig',
      intro:
        'Du bad oss höra av oss när det finns en ledig plats för din intervju för tjänsten {jobTitle} hos {companyName}. Nu finns det en.',
      advice: 'Vi håller platsen åt dig så länge. Därefter går frågan till nästa person.',
      until: 'Hålls åt dig till',
      button: 'Ta den här tiden',
    },
    WAITLIST_CANCELLATION: {
      subject: 'Inställd: tiden du väntade på, {jobTitle} hos {companyName}',
      title: 'Tiden du väntade på är inställd',
      intro:
        'Du väntade på en plats på den här tiden för din intervju för tjänsten {jobTitle}. {companyName} har ställt in tiden, så det blir ingen plats ledig.',
      advice: 'På din sida ser du de andra tiderna. Du kan välja en av dem eller vänta på en plats där.',
      until: 'Välj senast',
      button: 'Se de andra tiderna',
    },
  },
  decisions: {
    APPROVED: {
      subject: 'Om din ansökan: {jobTitle} hos {companyName}',
      title: 'Goda nyheter om din ansökan',
      intro:
        '{companyName} har sagt ja till din ansökan till tjänsten {jobTitle}. Vi hör av oss om vad som händer härnäst.',
    },
    REJECTED: {
      subject: 'Om din ansökan: {jobTitle} hos {companyName}',
      title: 'Om din ansökan',
      intro:
        'Tack för ditt intresse för tjänsten {jobTitle} och för tiden du gav oss. {companyName} har valt att gå vidare med andra kandidater. Vi önskar dig lycka till.',
    },
  },
  feedback: {
    messages: {
      FEEDBACK_REQUEST: {
        subject: 'Din bedömning, tack: {candidateName}, {jobTitle}',
        title: 'Hur var intervjun?',
        intro: 'Du har intervjuat {candidateName} för {jobTitle}. Skriv gärna din bedömning medan intrycket är färskt.',
      },
      FEEDBACK_REMINDER: {
        subject: 'Påminnelse, din bedömning: {candidateName}, {jobTitle}',
        title: 'Din bedömning saknas fortfarande',
        intro:
          'Beslutet om {candidateName} för {jobTitle} väntar på din bedömning. Några minuter räcker: sätt betyg på det du såg och säg om du skulle anställa.',
      },
    },
    when: 'Intervjun var',
    button: 'Skriv din bedömning',
    advice:
      'Det du skriver sparas som utkast tills du lämnar in det. Vad de andra säger läser du när din egen bedömning är inlämnad.',
  },
  accounts: {
    messages: {
      STAFF_INVITATION: {
        subject: 'Kom med i {companyName} på Greenroom',
        title: 'Du är inbjuden att komma med',
        intro:
          '{companyName} bokar och håller sina intervjuer med Greenroom och har lagt till dig bland sina medarbetare.',
        button: 'Kom med',
        advice:
          'Där väljer du ett lösenord eller anger det som du redan har här. Om du inte väntade dig det här kan du bortse från det: då händer ingenting.',
      },
      PASSWORD_RESET: {
        subject: 'Välj ett nytt lösenord för {companyName}',
        title: 'Välj ett nytt lösenord',
        intro: 'Någon har bett om ett nytt lösenord för ditt konto hos {companyName}.',
        button: 'Välj ett lösenord',
        advice:
          'Länken fungerar en gång. När du har valt loggas du ut överallt där du är inloggad. Om det inte var du kan du bortse från det här mejlet: ditt lösenord förblir som det är.',
      },
    },
    until: 'Länken fungerar till',
    footer: (company) => `Du får det här mejlet med anledning av ditt konto hos ${company}.`,
  },
  cancelledWord: 'Inställd',
  companyTime: (company) => `Lokal tid hos ${company}`,
  oldTime: 'Tidigare tid',
  length: 'Längd',
  minutes: (count) => `${count} minuter`,
  mode: 'Hur',
  modes: { ONSITE: 'På plats', VIDEO: 'Videosamtal', PHONE: 'Telefonsamtal', SELF_GUIDED: 'Intervju på egen hand' },
  candidate: 'Kandidat',
  round: 'Omgång',
  place: 'Var',
  phone: 'Telefon',
  meetingLink: 'Länk till samtalet',
  someone: 'vårt team',
  notes: 'Bra att veta',
  reason: 'Anledning',
  answers: { question: 'Kan du komma?', accept: 'Tacka ja', decline: 'Tacka nej', time: 'Föreslå en annan tid' },
  shortened: '… (förkortat)',
  personal: 'Länkarna i det här mejlet är personliga. Skicka det inte vidare.',
}
