import { z } from 'zod'
import { trustSchema } from '../../../shared/cloud-api.ts'
import type { SignedCheck } from '../../../shared/commands/define.ts'
import { parseJson } from '../../../shared/parse-json.ts'
import { type EndedList, readEndedList } from '../../../shared/tickets/forms.ts'
import { openByRoot, type RootKey, readListText, type Trust } from '../../../shared/tickets/signed.ts'
import type { MemberStore } from '../store/member-store.ts'
import { rememberingVerify } from './ed25519.ts'

const MINUTE_MS = 60_000
const MAX_AGE_MS = 5 * MINUTE_MS

type Answer = z.output<typeof trustSchema>

const keptSchema = trustSchema.pick({ roots: true }).extend({ at: z.string() })

/** Whose signatures count, and which loans ended early: as the cloud last said, kept for work without internet. */
export class KeptTrust {
  readonly #store: MemberStore
  readonly #verify = rememberingVerify()
  #at: string | undefined
  #trust: Trust
  #list: EndedList | undefined
  #endedAt: ReadonlyMap<string, string> = new Map()

  constructor(store: MemberStore) {
    this.#store = store
    const kept = keptSchema.safeParse(parseJson(store.local.get('trust') ?? 'null')).data
    this.#at = kept?.at
    this.#trust = { roots: kept?.roots.flatMap(rootFrom) ?? [], verify: this.#verify }
    this.#use(this.#open(store.local.get('endedList'), this.#trust))
  }

  get trust(): Trust {
    return this.#trust
  }

  /** As of when the cloud listed the loans that ended early. */
  get listedAt(): string | undefined {
    return this.#list?.issuedAt
  }

  isOld(now: string): boolean {
    return this.#at === undefined || Math.abs(Date.parse(now) - Date.parse(this.#at)) >= MAX_AGE_MS
  }

  /** Takes in what the cloud said. @returns false where its list isn't signed by a root: then the last one stays */
  take({ roots, ended }: Answer, now: string): boolean {
    const trust: Trust = { roots: roots.flatMap(rootFrom), verify: this.#verify }
    const list = this.#open(ended, trust)
    this.#store.transact(() => {
      this.#store.local.set('trust', JSON.stringify({ roots, at: now }))
      if (list) this.#store.local.set('endedList', ended)
    })
    this.#at = now
    this.#trust = trust
    if (list) this.#use(list)
    return list !== undefined
  }

  /**
   * What tickets and slips are held against at that time. A loan that ended after its ticket was taken doesn't undo the
   * taking: the cloud tells of it.
   */
  checkAt(at: string, isClockBehind: boolean): SignedCheck {
    return {
      trust: this.#trust,
      isClockBehind,
      endedAt: (loanId) => {
        const endedAt = this.#endedAt.get(loanId)
        return endedAt !== undefined && endedAt <= at ? endedAt : undefined
      },
    }
  }

  #open(text: string | undefined, trust: Trust): EndedList | undefined {
    const bytes = text === undefined ? undefined : readListText(text)
    if (!(bytes instanceof Uint8Array)) return undefined
    const payload = openByRoot(bytes, 'ended-list', trust)
    return payload instanceof Uint8Array ? readEndedList(payload) : undefined
  }

  #use(list: EndedList | undefined): void {
    this.#list = list
    this.#endedAt = new Map(list?.ended.map(({ loanId, endedAt }) => [loanId, endedAt]))
  }
}

function rootFrom({ kid, publicKey }: Answer['roots'][number]): readonly RootKey[] {
  const root = { kid: fromBase64url(kid), publicKey: fromBase64url(publicKey) }
  return root.kid.length === 8 && root.publicKey.length === 32 ? [root] : []
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64url'))
}
