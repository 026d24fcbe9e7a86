import { Resolver } from 'node:dns/promises'
import { afterAll, expect, test } from 'vitest'
import { letter } from '../../test/answers.ts'
import { openDnsServer, type Zone } from '../../test/dns-server.ts'
import { verifySender } from './sender-verdict.ts'
import { gradeOf } from './verdict.rules.ts'

const servers: Awaited<ReturnType<typeof openDnsServer>>[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** How a letter of Ada's is judged that comes from this machine. */
async function judged(zone: Zone | null) {
  const server = await openDnsServer(zone)
  servers.push(server)
  const resolver = new Resolver({ timeout: 100, tries: 1 })
  resolver.setServers([server.address])
  const sender = 'ada@people.test'
  const verdict = await verifySender(
    letter({ from: sender, to: 'interviews@greenroom.test' }, 'Hello'),
    { ip: '127.0.0.1', helo: 'mx.people.test', sender },
    { mta: 'greenroom.test', askDns: (name, type) => resolver.resolve(name, type) as Promise<string[][]> },
  )
  return { verdict, grade: gradeOf({ from: sender, sender: null }, [sender], verdict) }
}

test('a DNS that does not answer says nothing of anybody: neither for them nor against them', async () => {
  expect(await judged(null)).toEqual({ verdict: null, grade: 'B' })
})

test('the same letter is proven, disowned, or neither, by what the DNS says of its domain', async () => {
  const dmarc = (policy: string) => ({ '_dmarc.people.test': { txt: [`v=DMARC1; p=${policy}`] } })
  const sendsFrom = (ip: string) => ({ 'people.test': { txt: [`v=spf1 ip4:${ip} -all`] } })
  expect(await judged({ ...dmarc('reject'), ...sendsFrom('127.0.0.1') })).toMatchObject({
    verdict: { dmarc: 'PASS' },
    grade: 'A',
  })
  for (const policy of ['reject', 'quarantine'])
    expect(await judged({ ...dmarc(policy), ...sendsFrom('192.0.2.1') })).toMatchObject({
      verdict: { dmarc: 'FAIL', policy },
      grade: 'D',
    })
  expect((await judged({ ...dmarc('none'), ...sendsFrom('192.0.2.1') })).grade).toBe('B')
  expect((await judged(sendsFrom('192.0.2.1'))).grade).toBe('B')
})
