import { Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { MoveEffects, ShareEffect } from './group-moves.ts'

/** Who loses boxes by a move and what they use now, and who gains some: said before it is done. */
export function MoveEffectNotices({ effects }: { readonly effects: MoveEffects }) {
  const say = useSay()
  return (
    <>
      {effects.lose.map((effect) => (
        <Notice key={effect.partnerId} level="warning">
          {loseSentences(say, effect).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      ))}
      {effects.gain.map((effect) => (
        <Notice key={effect.partnerId}>{gainSentence(say, effect)}</Notice>
      ))}
    </>
  )
}

export function loseSentences(say: Say, effect: ShareEffect): readonly string[] {
  const { used } = effect
  const words = effectWords(say, effect)
  return [
    say.t('groups.moving.lose', { ...words, count: effect.boxes.length }),
    ...(used.length === 0
      ? []
      : [say.t('groups.moving.loseUsed', { ...words, count: used.length, boxes: serials(say, used) })]),
  ]
}

export function gainSentence(say: Say, effect: ShareEffect): string {
  return say.t('groups.moving.gain', { ...effectWords(say, effect), count: effect.boxes.length })
}

function effectWords(say: Say, { partnerId, groupName, boxes }: ShareEffect) {
  return {
    partner: say.nameOf(partnerId) ?? say.t('custody.partnerUnknown'),
    group: groupName,
    boxes: serials(say, boxes),
  }
}

export function serials(say: Say, boxes: readonly { readonly serial: string }[]): string {
  return serialsText(
    say,
    boxes.map(({ serial }) => serial),
  )
}
