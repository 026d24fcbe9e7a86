import type { Staff } from '../shared/actor.ts'
import type { Context } from '../shared/graphql/context.ts'
import { companyById, profileById, staffMemberById, type Viewer } from './company.types.ts'

/** Who is signed in, read with the rights of this context. */
export async function viewerOf({ reading }: Context, { companyId, id, role }: Staff): Promise<Viewer> {
  const [company, staffMember, profile] = await Promise.all([
    companyById(reading).load(companyId),
    staffMemberById(reading).load(id),
    profileById(reading).load(id),
  ])
  return { role, company: company!, staffMember: staffMember!, profile: profile! }
}
