import type { ApplicationStatus } from '../gql/graphql'

/** What a move to another column of the board begins: none is done without being asked about. */
export type BoardMove = 'schedule' | 'approve' | 'reject' | 'withdraw'

/** Why a card cannot go there; the key of its words under `board.whyNot`. */
export type WhyNot = 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'toPending'

/** What the board says of a card and a column, by the server's table of moves; null where the card is there already. */
export function boardMove(
  from: ApplicationStatus,
  to: ApplicationStatus,
): { does: BoardMove } | { whyNot: WhyNot } | null {
  if (from === to) return null
  if (from === 'APPROVED' || from === 'REJECTED' || from === 'WITHDRAWN') return { whyNot: from }
  switch (to) {
    case 'PENDING':
      return { whyNot: 'toPending' }
    case 'INTERVIEW_SCHEDULED':
      return { does: 'schedule' }
    case 'APPROVED':
      return { does: 'approve' }
    case 'REJECTED':
      return { does: 'reject' }
    case 'WITHDRAWN':
      return { does: 'withdraw' }
  }
}
