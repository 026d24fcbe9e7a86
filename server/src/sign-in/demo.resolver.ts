import { Ctx, Extensions, Mutation, Resolver } from 'type-graphql'
import { adminOnly } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import type { DemoTools } from './demo.ts'
import { OpenDemoResult, RemoveDemoResult } from './demo.types.ts'

@Resolver()
export class DemoResolver {
  constructor(private readonly tools: DemoTools) {}

  @Extensions(adminOnly)
  @Mutation(() => OpenDemoResult, {
    description:
      'Gives the company a demo, where it has none: a company of its own with invented people, jobs and interviews around this moment, from which no email ever leaves. Whoever asks administers it; `switchCompany` lets them in. Takes some seconds the first time.',
  })
  openDemo(@Ctx() { actor }: Context) {
    return this.tools.open(actor)
  }

  @Extensions(adminOnly)
  @Mutation(() => RemoveDemoResult, {
    description:
      'Removes the demo of the company, or the one in which whoever asks is at the moment: all of it, with what people have added to it. Nothing of the company itself is touched.',
  })
  removeDemo(@Ctx() { actor }: Context) {
    return this.tools.remove(actor)
  }
}
