import { setTimeout as sleep } from 'node:timers/promises'
import { INSTALLATION_HEADER, outcomesSchema } from '../../../shared/cloud-api.ts'
import { createSeededRandom } from '../../../tools/box-simulator/seeded-random.ts'
import type { Member } from './people.ts'
import { Gossip, type Whim } from './whims.ts'

/** What a laptop was told of one of its commands. */
export interface Told {
  readonly member: Member
  readonly command: { readonly seq: number; readonly id: string; readonly type: string; readonly args: unknown }
  /** The outcome's exact text. */
  readonly text: string
  readonly status: string
}

export interface CrowdOptions {
  /** The clouds' addresses, which may change meanwhile. */
  readonly urls: () => readonly string[]
  /** How many commands each laptop gives. */
  readonly commands: number
  readonly seed: number
  /** Called after each answer, with how many there have been. */
  readonly onAnswer?: (count: number) => void
}

export interface CrowdStory {
  readonly told: readonly Told[]
  /** What should never have been answered. */
  readonly findings: readonly string[]
  /** How often somebody went over to another cloud, and asked again there. */
  readonly repeated: number
}

const ATTEMPTS = 100
const PAUSE_MS = 50
const NOT_THERE = new Set([0, 503])

/** Everybody does something at the same time, each one thing after another, at whichever cloud answers. */
export async function letLoose(members: readonly Member[], options: CrowdOptions): Promise<CrowdStory> {
  const random = createSeededRandom(options.seed)
  const gossip = new Gossip([...new Set(members.map((member) => member.side))], random)
  const told: Told[] = []
  const findings: string[] = []
  let repeated = 0

  async function give(member: Member, whim: Whim, seq: number, at: number): Promise<void> {
    const { type, args, givenAt } = whim
    const command = { seq, id: crypto.randomUUID(), type, args, ...(givenAt === undefined ? {} : { givenAt }) }
    const body = JSON.stringify({ installationId: member.installationId, commands: [command] })
    // Some are sent twice at once, to two clouds: one answer is enough, and both must be the same.
    const asks = [at, ...(random() < 0.1 ? [at + 1] : [])].map((which) => ask(member, body, options.urls, which))
    const answers = await Promise.all(asks)
    repeated += answers.reduce((sum, { attempts }) => sum + attempts - 1, 0)
    const texts = new Set(answers.map(({ status, text }) => (status === 200 ? outcomesIn(text) : `${status} ${text}`)))
    const [text = ''] = texts
    if (texts.size > 1) findings.push(`answered differently: ${[...texts].join(' | ')}`)
    const outcome = answers.every(({ status }) => status === 200) ? firstOutcome(text) : undefined
    if (outcome === undefined) {
      findings.push(`${type}: ${text}`)
      throw new Error('this laptop is stuck')
    }
    told.push({ member, command, text, status: outcome.code ?? outcome.status })
    if (outcome.status === 'accepted') whim.accepted?.()
    options.onAnswer?.(told.length)
  }

  async function live(member: Member, at: number): Promise<void> {
    for (let seq = 1; seq <= options.commands; seq += 1) await give(member, gossip.whimOf(member), seq, at + seq)
  }

  await Promise.allSettled(members.map((member, index) => live(member, index)))
  return { told, findings, repeated }
}

/** Sends everything once more, to any cloud: each must get what it was told before. @returns what was otherwise */
export async function askAllAgain(story: CrowdStory, url: string): Promise<readonly string[]> {
  const askAgain = async ([member, own]: readonly [Member, readonly Told[]]) => {
    const commands = own.map((one) => one.command)
    const { installationId } = member
    const again = await ask(member, JSON.stringify({ installationId, commands }), () => [url], 0)
    // As after enrolling anew: under other numbers.
    const renumbered = commands.slice(0, 3).map((command, index) => ({ ...command, seq: index + 1 }))
    const anew = { installationId: crypto.randomUUID(), commands: renumbered }
    const { text } = await ask(member, JSON.stringify(anew), () => [url], 0)
    const same = own.slice(0, 3).map((one, index) => one.text.replace(/^\{"seq":\d+/, `{"seq":${index + 1}`))
    return [
      ...differing(own.map((one) => one.text).join(','), outcomesIn(again.text)),
      ...differing(same.join(','), outcomesIn(text)),
    ]
  }
  const byMember = Map.groupBy(story.told, (one) => one.member)
  return (await Promise.all([...byMember].map(askAgain))).flat()
}

function differing(before: string, now: string): readonly string[] {
  return before === now ? [] : [`told otherwise: ${before} | ${now}`]
}

interface Asked {
  readonly status: number
  readonly text: string
  readonly attempts: number
}

/** Asks one cloud after another until one answers. */
async function ask(member: Member, body: string, urls: () => readonly string[], from: number): Promise<Asked> {
  for (let attempts = 1; ; attempts += 1) {
    const all = urls()
    const answer = await post(member, `${all[(from + attempts) % all.length]}/v1/commands`, body)
    if (!NOT_THERE.has(answer.status) || attempts === ATTEMPTS) return { ...answer, attempts }
    await sleep(PAUSE_MS)
  }
}

async function post(member: Member, url: string, body: string): Promise<{ status: number; text: string }> {
  const { token, installationId } = member
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, [INSTALLATION_HEADER]: installationId },
      body,
    })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    return { status: 0, text: String(error) }
  }
}

function outcomesIn(text: string): string {
  return /^\{"outcomes":\[(.*)\],"lastSeq":\d+\}$/s.exec(text)?.[1] ?? `no outcomes: ${text}`
}

function firstOutcome(text: string) {
  if (!text.startsWith('{')) return undefined
  return outcomesSchema.parse(JSON.parse(`{"outcomes":[${text}],"lastSeq":1}`)).outcomes[0]
}
