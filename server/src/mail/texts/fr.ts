import type { MailTexts } from './texts.ts'

// French puts a space before a colon and a question mark; U+00A0 keeps the sign on the line of its word. Subjects take
// an ordinary space, so that a search for them finds them.
export const fr: MailTexts = {
  tag: 'fr',
  labelled: (label, value) => `${label}\u00a0: ${value}`,
  greeting: (name) => `Bonjour ${name},`,
  interview: {
    CANDIDATE: {
      news: {
        INVITATION: {
          subject: 'Entretien programmé : {jobTitle} chez {companyName}',
          title: 'Votre entretien est programmé',
          intro: '{companyName} a programmé un entretien avec vous pour le poste «\u00a0{jobTitle}\u00a0».',
          when: 'Quand',
          calendar: 'L’invitation est jointe à ce message\u00a0: vous pouvez l’ajouter directement à votre agenda.',
        },
        CHOSEN: {
          subject: 'Entretien programmé : {jobTitle} chez {companyName}',
          title: 'Votre entretien est programmé',
          intro:
            'Vous avez choisi l’horaire de votre entretien chez {companyName} pour le poste «\u00a0{jobTitle}\u00a0». En voici la confirmation.',
          when: 'Votre horaire',
          calendar: 'L’invitation est jointe à ce message\u00a0: vous pouvez l’ajouter directement à votre agenda.',
        },
        MOVE: {
          subject: 'Entretien déplacé : {jobTitle} chez {companyName}',
          title: 'Votre entretien a un nouvel horaire',
          intro:
            'Votre entretien chez {companyName} pour le poste «\u00a0{jobTitle}\u00a0» a été déplacé à un autre moment.',
          when: 'Nouvel horaire',
          calendar: 'La mise à jour jointe à ce message déplace l’entretien dans votre agenda.',
        },
        CHANGE: {
          subject: 'Entretien modifié : {jobTitle} chez {companyName}',
          title: 'Votre entretien a changé',
          intro:
            '{companyName} a modifié votre entretien pour le poste «\u00a0{jobTitle}\u00a0». L’horaire reste le même\u00a0; tout le reste figure ci-dessous.',
          when: 'Quand',
          calendar: 'La mise à jour jointe à ce message modifie l’entretien dans votre agenda.',
        },
        CANCELLATION: {
          subject: 'Annulé : entretien pour {jobTitle} chez {companyName}',
          title: 'Votre entretien est annulé',
          intro:
            'Votre entretien chez {companyName} pour le poste «\u00a0{jobTitle}\u00a0» est annulé. Vous n’avez rien à faire.',
          when: 'Était prévu le',
          calendar: 'L’annulation jointe à ce message retire l’entretien de votre agenda.',
        },
        RELEASED: {
          subject: 'Annulé : entretien pour {jobTitle} chez {companyName}',
          title: 'Cette invitation a changé d’adresse',
          intro:
            '{companyName} envoie désormais tout ce qui concerne votre entretien pour le poste «\u00a0{jobTitle}\u00a0» à une autre adresse e-mail. Seul ce qui a été envoyé à celle-ci est retiré.',
          when: 'Prévu pour',
          calendar: 'L’annulation jointe retire l’entrée de l’agenda de cette adresse.',
        },
        REMINDER: {
          subject: 'Rappel : entretien pour {jobTitle} chez {companyName}',
          title: 'Votre entretien approche',
          intro: 'Nous vous rappelons votre entretien chez {companyName} pour le poste «\u00a0{jobTitle}\u00a0».',
          when: 'Quand',
          calendar: null,
        },
      },
      summary: 'Entretien\u00a0: {jobTitle} chez {companyName}',
      advice: {
        ONSITE: 'Merci d’arriver quelques minutes en avance.',
        VIDEO: 'Il vous faut une caméra, un micro et un endroit calme.',
        PHONE: 'Merci de garder votre téléphone à portée de main.',
        SELF_GUIDED:
          'Votre page pose les questions et enregistre vos réponses. Il vous faut un micro et un endroit calme.',
      },
      interviewers: 'Vous rencontrerez',
      page: 'Votre page d’entretien',
      pageButton: 'Ouvrir votre page d’entretien',
      footer: (company) => `Vous recevez ce message dans le cadre de votre candidature chez ${company}.`,
    },
    INTERVIEWER: {
      news: {
        INVITATION: {
          subject: 'Entretien programmé : {candidateName}, {jobTitle}',
          title: 'Vous avez un entretien',
          intro: 'Vous recevrez {candidateName} en entretien pour le poste «\u00a0{jobTitle}\u00a0».',
          when: 'Quand',
          calendar: 'L’invitation est jointe à ce message\u00a0: vous pouvez l’ajouter directement à votre agenda.',
        },
        CHOSEN: {
          subject: 'Entretien programmé : {candidateName}, {jobTitle}',
          title: 'Vous avez un entretien',
          intro: '{candidateName} a choisi l’horaire de l’entretien avec vous pour le poste «\u00a0{jobTitle}\u00a0».',
          when: 'Quand',
          calendar: 'L’invitation est jointe à ce message\u00a0: vous pouvez l’ajouter directement à votre agenda.',
        },
        MOVE: {
          subject: 'Entretien déplacé : {candidateName}, {jobTitle}',
          title: 'L’entretien a une nouvelle date',
          intro: 'Votre entretien avec {candidateName} pour le poste «\u00a0{jobTitle}\u00a0» a été déplacé.',
          when: 'Nouvel horaire',
          calendar: 'La mise à jour jointe à ce message déplace l’entretien dans votre agenda.',
        },
        CHANGE: {
          subject: 'Entretien modifié : {candidateName}, {jobTitle}',
          title: 'L’entretien a été modifié',
          intro:
            'Votre entretien avec {candidateName} pour le poste «\u00a0{jobTitle}\u00a0» a été modifié. L’heure reste la même\u00a0; tout le reste figure ci-dessous.',
          when: 'Quand',
          calendar: 'La mise à jour jointe à ce message modifie l’entretien dans votre agenda.',
        },
        CANCELLATION: {
          subject: 'Annulé : entretien avec {candidateName}, {jobTitle}',
          title: 'L’entretien est annulé',
          intro: 'L’entretien avec {candidateName} pour le poste «\u00a0{jobTitle}\u00a0» est annulé.',
          when: 'Était prévu le',
          calendar: 'L’annulation jointe à ce message retire l’entretien de votre agenda.',
        },
        RELEASED: {
          subject: 'Annulé pour vous : entretien avec {candidateName}, {jobTitle}',
          title: 'Cet entretien se fera sans vous',
          intro: 'L’entretien avec {candidateName} pour le poste «\u00a0{jobTitle}\u00a0» aura lieu sans vous.',
          when: 'Prévu pour',
          calendar: 'L’annulation jointe à ce message retire l’entretien de votre agenda.',
        },
        REMINDER: {
          subject: 'Rappel : entretien avec {candidateName}, {jobTitle}',
          title: 'Votre entretien approche',
          intro:
            'Ce message vous rappelle votre entretien avec {candidateName} pour le poste «\u00a0{jobTitle}\u00a0».',
          when: 'Quand',
          calendar: null,
        },
      },
      summary: 'Entretien : {candidateName}, {jobTitle}',
      advice: {
        ONSITE: 'Merci d’arriver quelques minutes en avance.',
        VIDEO: 'Ouvrez le lien de l’appel à l’heure dite.',
        PHONE: 'Appelez à l’heure dite.',
        SELF_GUIDED:
          'La personne répond seule aux questions\u00a0; ses réponses se trouvent ensuite sur la page de l’entretien.',
      },
      interviewers: 'Avec vous',
      page: 'La page de l’entretien',
      pageButton: 'Ouvrir l’entretien',
      footer: (company) => `Vous recevez cet e-mail parce que vous menez des entretiens pour ${company}.`,
    },
  },
  offers: {
    CHOOSE_SLOT: {
      subject: 'Choisissez l’horaire de votre entretien : {jobTitle} chez {companyName}',
      title: 'Choisissez l’horaire de votre entretien',
      intro:
        '{companyName} souhaite vous rencontrer pour le poste «\u00a0{jobTitle}\u00a0». Choisissez sur votre page l’horaire qui vous convient le mieux.',
      advice:
        'Chaque horaire revient à la première personne qui le choisit. Une fois votre choix fait, vous recevrez une invitation.',
      until: 'À choisir avant le',
      button: 'Choisir un horaire',
    },
    WAITLIST_OFFER: {
      subject: 'Une place s’est libérée : {jobTitle} chez {companyName}',
      title: 'Une place s’est libérée pour vous',
      intro:
        'Vous vouliez savoir quand une place se libère pour votre entretien chez {companyName}, pour le poste «\u00a0{jobTitle}\u00a0». En voici une.',
      advice: 'Nous vous la gardons jusque-là. Ensuite, elle sera proposée à la personne suivante.',
      until: 'Gardée pour vous jusqu’au',
      button: 'Prendre cet horaire',
    },
    WAITLIST_CANCELLATION: {
      subject: 'Annulé : l’horaire que vous attendiez, {jobTitle} chez {companyName}',
      title: 'L’horaire que vous attendiez est annulé',
      intro:
        'Vous attendiez une place à cet horaire pour votre entretien pour le poste «\u00a0{jobTitle}\u00a0». {companyName} a annulé cet horaire\u00a0: aucune place ne s’y libérera.',
      advice: 'Votre page montre les autres horaires. Vous pouvez en choisir un, ou y attendre une place.',
      until: 'À choisir avant le',
      button: 'Voir les autres horaires',
    },
  },
  decisions: {
    APPROVED: {
      subject: 'Votre candidature : {jobTitle} chez {companyName}',
      title: 'Une bonne nouvelle pour votre candidature',
      intro:
        '{companyName} a retenu votre candidature pour le poste «\u00a0{jobTitle}\u00a0». Nous vous contacterons pour la suite.',
    },
    REJECTED: {
      subject: 'Votre candidature : {jobTitle} chez {companyName}',
      title: 'Votre candidature',
      intro:
        'Merci de l’intérêt que vous portez au poste «\u00a0{jobTitle}\u00a0» et du temps que vous nous avez accordé. {companyName} a choisi de poursuivre avec d’autres candidats. Nous vous souhaitons une bonne continuation.',
    },
  },
  feedback: {
    messages: {
      FEEDBACK_REQUEST: {
        subject: 'Votre avis, s’il vous plaît : {candidateName}, {jobTitle}',
        title: 'Comment s’est passé l’entretien ?',
        intro:
          'Vous avez reçu {candidateName} en entretien pour {jobTitle}. Merci de donner votre avis tant que vos impressions sont fraîches.',
      },
      FEEDBACK_REMINDER: {
        subject: 'Rappel, votre avis : {candidateName}, {jobTitle}',
        title: 'Votre avis manque encore',
        intro:
          'La décision sur la candidature de {candidateName} pour {jobTitle} attend votre avis. Quelques minutes suffisent : notez ce que vous avez vu et dites si vous recruteriez.',
      },
    },
    when: 'L’entretien a eu lieu',
    button: 'Donner votre avis',
    advice:
      'Ce que vous écrivez reste un brouillon tant que vous ne l’avez pas remis. Vous lirez l’avis des autres une fois le vôtre remis.',
  },
  accounts: {
    messages: {
      STAFF_INVITATION: {
        subject: 'Rejoignez {companyName} sur Greenroom',
        title: 'Vous avez reçu une invitation',
        intro: '{companyName} organise et mène ses entretiens avec Greenroom, et vous a ajouté à ses équipes.',
        button: 'Rejoindre',
        advice:
          'À ce lien, vous choisissez un mot de passe ou saisissez celui que vous avez déjà ici. Si vous ne vous y attendiez pas, ignorez ce message : rien ne se passera.',
      },
      PASSWORD_RESET: {
        subject: 'Choisissez un nouveau mot de passe pour {companyName}',
        title: 'Choisissez un nouveau mot de passe',
        intro: 'Quelqu’un a demandé un nouveau mot de passe pour votre compte chez {companyName}.',
        button: 'Choisir un mot de passe',
        advice:
          'Le lien ne sert qu’une fois. Une fois le mot de passe choisi, toutes vos sessions ouvertes prennent fin. Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste inchangé.',
      },
    },
    until: 'Le lien est valable jusqu’au',
    footer: (company) => `Vous recevez cet e-mail en raison de votre compte chez ${company}.`,
  },
  cancelledWord: 'Annulé\u00a0',
  companyTime: (company) => `Heure locale chez ${company}`,
  oldTime: 'Ancien horaire',
  length: 'Durée',
  minutes: (count) => `${count} minutes`,
  mode: 'Comment',
  modes: {
    ONSITE: 'Sur place',
    VIDEO: 'Appel vidéo',
    PHONE: 'Appel téléphonique',
    SELF_GUIDED: 'Entretien en autonomie',
  },
  candidate: 'Candidat',
  round: 'Tour',
  place: 'Où',
  phone: 'Téléphone',
  meetingLink: 'Lien de l’appel',
  someone: 'notre équipe',
  notes: 'Bon à savoir',
  reason: 'Motif',
  answers: {
    question: 'Serez-vous là\u00a0?',
    accept: 'Accepter',
    decline: 'Décliner',
    time: 'Proposer une autre heure',
  },
  shortened: '… (abrégé)',
  personal: 'Les liens de ce message sont personnels. Merci de ne pas le transférer.',
}
