import type { MailTexts } from './texts.ts'

export const en: MailTexts = {
  tag: 'en',
  labelled: (label, value) => `${label}: ${value}`,
  greeting: (name) => `Hello ${name},`,
  interview: {
    CANDIDATE: {
      news: {
        INVITATION: {
          subject: 'Interview scheduled: {jobTitle} at {companyName}',
          title: 'Your interview is scheduled',
          intro: '{companyName} has scheduled an interview with you for {jobTitle}.',
          when: 'When',
          calendar: 'The invitation is attached, so that you can put it straight into your calendar.',
        },
        CHOSEN: {
          subject: 'Interview scheduled: {jobTitle} at {companyName}',
          title: 'Your interview is scheduled',
          intro:
            'You have chosen the time of your interview with {companyName} for {jobTitle}. This is the confirmation.',
          when: 'Your time',
          calendar: 'The invitation is attached, so that you can put it straight into your calendar.',
        },
        MOVE: {
          subject: 'Interview moved: {jobTitle} at {companyName}',
          title: 'Your interview has a new time',
          intro: 'Your interview for {jobTitle} at {companyName} has been moved to another time.',
          when: 'New time',
          calendar: 'The attached update moves the interview in your calendar.',
        },
        CHANGE: {
          subject: 'Interview updated: {jobTitle} at {companyName}',
          title: 'Your interview has changed',
          intro:
            '{companyName} has changed your interview for {jobTitle}. The time stays the same; everything else is as it stands below.',
          when: 'When',
          calendar: 'The attached update changes the interview in your calendar.',
        },
        CANCELLATION: {
          subject: 'Cancelled: interview for {jobTitle} at {companyName}',
          title: 'Your interview is cancelled',
          intro: 'Your interview for {jobTitle} at {companyName} is cancelled. There is nothing you need to do.',
          when: 'Was planned for',
          calendar: 'The attached cancellation takes the interview out of your calendar.',
        },
        RELEASED: {
          subject: 'Cancelled: interview for {jobTitle} at {companyName}',
          title: 'This invitation has moved to another address',
          intro:
            '{companyName} now sends everything about your interview for {jobTitle} to another email address. Only what was sent to this one is withdrawn.',
          when: 'Planned for',
          calendar: 'The attached cancellation takes the entry out of the calendar of this address.',
        },
        REMINDER: {
          subject: 'Reminder: interview for {jobTitle} at {companyName}',
          title: 'Your interview is coming up',
          intro: 'This is a reminder of your interview with {companyName} for {jobTitle}.',
          when: 'When',
          calendar: null,
        },
      },
      summary: 'Interview: {jobTitle} at {companyName}',
      advice: {
        ONSITE: 'Please arrive a few minutes early.',
        VIDEO: 'You need a camera, a microphone and a quiet place.',
        PHONE: 'Please have your phone at hand.',
        SELF_GUIDED: 'Your page asks the questions and records your answers. You need a microphone and a quiet place.',
      },
      interviewers: 'You will meet',
      page: 'Your interview page',
      pageButton: 'Open your interview page',
      footer: (company) => `You received this email because of your application to ${company}.`,
    },
    INTERVIEWER: {
      news: {
        INVITATION: {
          subject: 'Interview scheduled: {candidateName}, {jobTitle}',
          title: 'You have an interview',
          intro: 'You will interview {candidateName} for {jobTitle}.',
          when: 'When',
          calendar: 'The invitation is attached, so that you can put it straight into your calendar.',
        },
        CHOSEN: {
          subject: 'Interview scheduled: {candidateName}, {jobTitle}',
          title: 'You have an interview',
          intro: '{candidateName} has chosen a time for the interview with you for {jobTitle}.',
          when: 'When',
          calendar: 'The invitation is attached, so that you can put it straight into your calendar.',
        },
        MOVE: {
          subject: 'Interview moved: {candidateName}, {jobTitle}',
          title: 'The interview has a new time',
          intro: 'Your interview with {candidateName} for {jobTitle} has been moved to another time.',
          when: 'New time',
          calendar: 'The attached update moves the interview in your calendar.',
        },
        CHANGE: {
          subject: 'Interview updated: {candidateName}, {jobTitle}',
          title: 'The interview has changed',
          intro:
            'Your interview with {candidateName} for {jobTitle} has changed. The time stays the same; everything else is as it stands below.',
          when: 'When',
          calendar: 'The attached update changes the interview in your calendar.',
        },
        CANCELLATION: {
          subject: 'Cancelled: interview with {candidateName}, {jobTitle}',
          title: 'The interview is cancelled',
          intro: 'The interview with {candidateName} for {jobTitle} is cancelled.',
          when: 'Was planned for',
          calendar: 'The attached cancellation takes the interview out of your calendar.',
        },
        RELEASED: {
          subject: 'Cancelled for you: interview with {candidateName}, {jobTitle}',
          title: 'You are not needed for this interview',
          intro: 'The interview with {candidateName} for {jobTitle} takes place without you.',
          when: 'Planned for',
          calendar: 'The attached cancellation takes the interview out of your calendar.',
        },
        REMINDER: {
          subject: 'Reminder: interview with {candidateName}, {jobTitle}',
          title: 'Your interview is coming up',
          intro: 'This is a reminder of your interview with {candidateName} for {jobTitle}.',
          when: 'When',
          calendar: null,
        },
      },
      summary: 'Interview: {candidateName}, {jobTitle}',
      advice: {
        ONSITE: 'Please be there a few minutes early.',
        VIDEO: 'Open the link to the call at the hour.',
        PHONE: 'Call at the hour.',
        SELF_GUIDED: 'The candidate answers the questions alone; their answers are on the interview’s page afterwards.',
      },
      interviewers: 'With you',
      page: 'The interview’s page',
      pageButton: 'Open the interview',
      footer: (company) => `You received this email because you interview for ${company}.`,
    },
  },
  offers: {
    CHOOSE_SLOT: {
      subject: 'Choose a time for your interview: {jobTitle} at {companyName}',
      title: 'Choose a time for your interview',
      intro:
        '{companyName} would like to interview you for {jobTitle}. Choose the time that suits you best on your page.',
      advice: 'The times are given to whoever chooses first. When you have chosen, we send you an invitation.',
      until: 'Choose by',
      button: 'Choose a time',
    },
    WAITLIST_OFFER: {
      subject: 'A place is free: {jobTitle} at {companyName}',
      title: 'A place is free for you',
      intro:
        'You asked to be told when a place is free for your interview for {jobTitle} at {companyName}. Now there is one.',
      advice: 'We keep the place for you until then. After that the next person is asked.',
      until: 'Kept for you until',
      button: 'Take this time',
    },
    WAITLIST_CANCELLATION: {
      subject: 'Cancelled: the time you waited for, {jobTitle} at {companyName}',
      title: 'The time you waited for is cancelled',
      intro:
        'You waited for a place at this time for your interview for {jobTitle}. {companyName} has cancelled the time, so no place will become free.',
      advice: 'Your page shows the other times. You can choose one of them, or wait for a place there.',
      until: 'Choose by',
      button: 'See the other times',
    },
  },
  decisions: {
    APPROVED: {
      subject: 'About your application: {jobTitle} at {companyName}',
      title: 'Good news about your application',
      intro:
        '{companyName} has decided in favour of your application for {jobTitle}. Somebody will contact you about what comes next.',
    },
    REJECTED: {
      subject: 'About your application: {jobTitle} at {companyName}',
      title: 'About your application',
      intro:
        'Thank you for your interest in {jobTitle} and for the time you gave us. {companyName} has decided to go on with other candidates. We wish you all the best.',
    },
  },
  feedback: {
    messages: {
      FEEDBACK_REQUEST: {
        subject: 'Your feedback, please: {candidateName}, {jobTitle}',
        title: 'How was the interview?',
        intro:
          'You have interviewed {candidateName} for {jobTitle}. Please write your feedback while your impression is fresh.',
      },
      FEEDBACK_REMINDER: {
        subject: 'Reminder, your feedback: {candidateName}, {jobTitle}',
        title: 'Your feedback is still missing',
        intro:
          'The decision about {candidateName} for {jobTitle} waits for your feedback. A few minutes are enough: rate what you saw, and say whether you would hire.',
      },
    },
    when: 'The interview was',
    button: 'Write your feedback',
    advice: 'What you write is saved as a draft until you submit it. You read what the others say once yours is in.',
  },
  accounts: {
    messages: {
      STAFF_INVITATION: {
        subject: 'Join {companyName} on Greenroom',
        title: 'You are invited to join',
        intro: '{companyName} arranges and holds its interviews with Greenroom, and has added you to its people.',
        button: 'Join',
        advice:
          'At this link you choose a password, or enter the one that you have here already. If you did not expect this, ignore it: nothing happens.',
      },
      PASSWORD_RESET: {
        subject: 'Choose a new password for {companyName}',
        title: 'Choose a new password',
        intro: 'Somebody has asked for a new password for your account at {companyName}.',
        button: 'Choose a password',
        advice:
          'The link works once. Wherever you are signed in, that ends when you have chosen. If it was not you, ignore this email: your password stays as it is.',
      },
    },
    until: 'The link works until',
    footer: (company) => `You received this email because of your account at ${company}.`,
  },
  cancelledWord: 'Cancelled',
  companyTime: (company) => `Local time at ${company}`,
  oldTime: 'Old time',
  length: 'Length',
  minutes: (count) => `${count} minutes`,
  mode: 'How',
  modes: { ONSITE: 'On site', VIDEO: 'Video call', PHONE: 'Phone call', SELF_GUIDED: 'Self-guided interview' },
  candidate: 'Candidate',
  round: 'Round',
  place: 'Where',
  phone: 'Phone',
  meetingLink: 'Link to the call',
  someone: 'our team',
  notes: 'Good to know',
  reason: 'Reason',
  answers: { question: 'Can you make it?', accept: 'Accept', decline: 'Decline', time: 'Suggest another time' },
  shortened: '… (shortened)',
  personal: 'The links in this email are personal. Please do not forward it.',
}
