import { assertNever } from '../../shared/assert-never.ts'
import type { Status } from '../../shared/desktop-api.ts'
import type { PendingCommand } from '../../shared/desktop-cards.ts'
import type { Records } from '../../shared/state.ts'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { commandSentence } from '../words/command-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import { nextTry, type Waits, whatItWaitsFor, whyNotDiscard, withDependents } from './waiting-facts.ts'

/** One command: what it asks, how old it is, what it waits for, and *Don't send* while that is possible. */
export function WaitingCommand({
  command,
  pending,
  status,
  onDontSend,
}: {
  readonly command: PendingCommand
  readonly pending: readonly PendingCommand[]
  readonly status: Status
  readonly onDontSend: (command: PendingCommand) => void
}) {
  const say = useSay()
  const { t, time, now } = say
  const records = useTracksideState((state) => state.records)
  const sentence = commandSentence(say, records, command)
  const waits = whatItWaitsFor(command, pending, status)
  const tryAt = waits.kind === 'token' ? nextTry(command.nextTryAt, now) : undefined
  const dependents = withDependents(command, pending).length - 1
  const whyNot = whyNotDiscard(command, pending)
  return (
    <li className="waiting-command">
      <UnconfirmedMark label={t('custody.notConfirmed')} />
      <div className="waiting-text">
        <b>{sentence}</b>
        <span className="muted">
          {t('waiting.given', { at: time.past(command.givenAt, now), ago: time.relative(command.givenAt, now) })}
        </span>
      </div>
      <div className="waiting-text">
        <span>{waitsWords(say, records, waits)}</span>
        {tryAt === undefined ? null : (
          <span className="muted">
            {t('waiting.nextTry', { at: time.past(tryAt, now), in: time.relative(tryAt, now) })}
          </span>
        )}
        {dependents === 0 ? null : <span className="muted">{t('waiting.buildsOn', { count: dependents })}</span>}
      </div>
      <Button
        aria-label={t('waiting.dontSendThis', { sentence })}
        whyNot={
          whyNot === undefined
            ? undefined
            : t(whyNot === 'sent' ? 'waiting.dontSendWhyNot' : 'waiting.dontSendWhyNotOthers')
        }
        onClick={() => onDontSend(command)}
      >
        {t('waiting.dontSend')}
      </Button>
    </li>
  )
}

function waitsWords(say: Say, records: Records, waits: Waits): string {
  const { t } = say
  switch (waits.kind) {
    case 'answer':
      return t('waiting.sent')
    case 'token':
      return t('waiting.unsentToken')
    case 'sharing-code':
      return t('waiting.unsentSharingCode')
    case 'sign-in':
      return t('waiting.unsentSignIn')
    case 'internet':
      return t('waiting.unsentInternet')
    case 'cloud':
      return t('waiting.unsentCloud')
    case 'after':
      return t('waiting.after', { sentence: commandSentence(say, records, waits.command) })
    case 'turn':
      return t('waiting.notSent')
    default:
      return assertNever(waits)
  }
}
