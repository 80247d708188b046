import { readCode } from '../../shared/codes.ts'
import { type CallResult, type SignInProblem, signInProblemSchema } from '../../shared/desktop-api.ts'
import { boardCalls } from './board/board-calls.ts'
import { boxListCalls } from './box-list/box-list-calls.ts'
import { boxCalls } from './boxes/box-calls.ts'
import type { CallHandlers } from './call-handlers.ts'
import { CallRefused, SignedOut } from './call-refused.ts'
import { carryCalls } from './carry/carry-calls.ts'
import { deviceCalls } from './device-calls.ts'
import { readHistory } from './history-pages.ts'
import type { Secrets } from './identity/secrets.ts'
import type { SettingsFile } from './identity/settings-file.ts'
import { invite } from './inviting.ts'
import { lend, lendingTerms, loanCode, withShownEnd } from './lending.ts'
import type { FreshSignIn, MemberSession } from './member-session.ts'
import { passingCalls } from './passings/passing-calls.ts'
import { raceDayCalls } from './race-day/race-day-calls.ts'
import { scoringCalls } from './scoring/scoring-calls.ts'
import { lookUpSharingCode } from './sharing-code.ts'
import { startListCalls } from './start-list/start-list-calls.ts'
import { type CloudClient, CloudError, NoCloud } from './sync/cloud-client.ts'
import { receive } from './tickets/receive.ts'
import { signedForm } from './tickets/signed-form.ts'

const SIGN_OUT_TIMEOUT_MS = 3_000

export interface ApiParts {
  readonly settings: SettingsFile
  readonly secrets: Secrets
  readonly cloudUrl: string
  readonly clientForSignIn: () => CloudClient
  readonly session: () => MemberSession | undefined
  /** @returns false where the member's file must not be touched */
  readonly open: (memberId: string, signedIn: FreshSignIn) => Promise<boolean>
  readonly close: () => Promise<void>
  /** O10: the member of that address was removed. */
  readonly partFrom: (email: string) => Promise<void>
  readonly announceStatus: () => void
}

/** The window's calls, each a few lines: the work is elsewhere. */
export function callHandlers(parts: ApiParts): CallHandlers {
  const { settings, secrets, clientForSignIn, session, close, announceStatus } = parts

  function signedIn(): MemberSession {
    const current = session()
    if (current === undefined) throw new SignedOut()
    return current
  }

  return {
    signIn: ({ email, password }) =>
      answerSignIn(async () => {
        const signing = clientForSignIn().signIn(email, password)
        const signed = await signing.catch(async (error: unknown) => {
          if (error instanceof CloudError && error.code === 'MEMBER_REMOVED') await parts.partFrom(email)
          throw error
        })
        return openSession(parts, signed)
      }),
    signUp: (body) => answerSignIn(async () => openSession(parts, await clientForSignIn().signUp(body))),

    acceptInvitation: ({ code, ...person }) =>
      answerSignIn(async () => {
        const read = readCode(code)
        if (read?.kind !== 'invitation') return 'INVITATION_INVALID'
        return openSession(parts, await clientForSignIn().acceptInvitation({ code: read.code, ...person }))
      }),

    dismissFarewell() {
      settings.change({ farewell: undefined })
      announceStatus()
      return {}
    },

    dismissRescue() {
      settings.change({ rescue: undefined })
      announceStatus()
      return {}
    },

    async signOut() {
      const current = signedIn()
      const as = current.as()
      // Best effort: without internet the sign-in ends at the cloud by itself after 30 days.
      if (as) await current.cloud.signOut(as, AbortSignal.timeout(SIGN_OUT_TIMEOUT_MS)).catch(() => undefined)
      await secrets.remove(current.identity().member.id)
      settings.change({ signedIn: false })
      await close()
      return {}
    },

    changePassword: (body) =>
      answerSignIn(async () => {
        const as = signedIn().as()
        if (as === undefined) return 'CREDENTIALS_WRONG'
        await signedIn().cloud.changePassword(as, body)
        return undefined
      }),

    give({ commands }) {
      const { desk } = signedIn()
      return { results: [...desk.give(commands.map((command) => withShownEnd(desk, command)))] }
    },

    lend(terms) {
      const { desk, signer } = signedIn()
      return lend(desk, signer, terms)
    },

    lendingTerms() {
      const { desk, signer } = signedIn()
      return lendingTerms(desk, signer)
    },

    signedForm(wanted) {
      const { desk, signer } = signedIn()
      return { text: signedForm(desk, signer, wanted) }
    },

    loanCode: ({ loanId }) => ({ code: loanCode(signedIn().desk, loanId) }),
    receive: ({ text }) => receive(signedIn(), text),
    lookUpSharingCode: ({ code }) => lookUpSharingCode(signedIn(), code),
    invite: (invited) => invite(signedIn().desk, invited),

    renameLaptop({ name }) {
      settings.change({ installationName: name })
      announceStatus()
      session()?.wake()
      return {}
    },

    discard: ({ id }) => ({ discarded: [...signedIn().desk.discard(id)] }),

    syncNow() {
      const { desk, wake } = signedIn()
      desk.store.transact(() => desk.store.outbox.tryAllNow())
      desk.rereadOutbox()
      wake()
      return {}
    },

    dealWithCard({ id }) {
      const { desk } = signedIn()
      desk.store.transact(() => desk.store.cards.dealWith(id))
      desk.announceCards()
      return {}
    },

    tryAgain({ id }) {
      const { desk } = signedIn()
      const command = desk.store.cards.find(id)?.command
      if (command === undefined) throw new CallRefused('NOT_FOUND')
      const [given] = desk.give([command], () => desk.store.cards.dealWith(id))
      desk.announceCards()
      if (given === undefined) throw new Error('a command was given and nothing came of it')
      return given
    },

    history: (page) => readHistory(signedIn().desk, page),

    ...boxCalls(signedIn),
    ...passingCalls(signedIn),
    ...scoringCalls(signedIn),
    ...startListCalls(signedIn),
    ...boxListCalls(),
    ...deviceCalls(signedIn),
    ...raceDayCalls(signedIn),
    ...boardCalls(signedIn),
    ...carryCalls(signedIn),

    saveSettings(part) {
      settings.change({ settings: { ...settings.read().settings, ...withoutUndefined(part) } })
      announceStatus()
      return {}
    },
  }
}

async function openSession(
  { settings, cloudUrl, open, announceStatus }: ApiParts,
  signedIn: Awaited<ReturnType<CloudClient['signIn']>>,
): Promise<SignInProblem | undefined> {
  const { token, member, organisation } = signedIn
  const known = { memberId: member.id, email: member.email, organisationName: organisation.name, cloudUrl }
  const others = settings.read().members.filter(({ memberId }) => memberId !== member.id)
  if (!(await open(member.id, { token, identity: { member, organisation } }))) return 'STORE_REFUSED'
  // Last: what isn't whole must not be opened at the next start.
  settings.change({ members: [known, ...others], signedIn: true, farewell: undefined })
  announceStatus()
  return undefined
}

/** Runs something that asks the cloud for a sign-in, and puts its expected failures into words of the contract. */
async function answerSignIn(work: () => Promise<SignInProblem | undefined>): Promise<CallResult<'signIn'>> {
  try {
    const problem = await work()
    return problem === undefined ? { status: 'done' } : { status: 'failed', problem }
  } catch (error) {
    if (error instanceof NoCloud) return { status: 'failed', problem: 'NO_CLOUD' }
    if (!(error instanceof CloudError)) throw error
    const problem = signInProblemSchema.safeParse(error.code)
    return {
      status: 'failed',
      problem: problem.success ? problem.data : 'NO_CLOUD',
      ...(error.retryAfterS === undefined ? {} : { retryAfterS: error.retryAfterS }),
    }
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(part: T): Given<T> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Given<T>
}
