import type { Session } from '../../shared/records/session.ts'
import { serialsText } from '../words/refusal-sentence.ts'
import type { Say } from '../words/say.tsx'
import type { LaptopRow } from './laptop-rows.ts'
import type { MemberRow } from './people-rows.ts'

/** O10: what follows when the member is removed, a sentence a line. */
export function removalLines(
  say: Say,
  { member: { name, email }, laptops, isYou }: MemberRow,
  organisation: string,
  runs: readonly Session[],
): readonly string[] {
  const { t } = say
  const lines: string[] = [t('members.removeWhat', { name, organisation })]
  if (isYou) lines.push(t('members.removeSelf', { organisation }))
  if (laptops.length > 0) {
    const names = serialsText(
      say,
      laptops.map((laptop) => laptop.name),
    )
    lines.push(t('members.removeLaptops', { count: laptops.length, laptops: names }))
  }
  if (runs.length > 0) lines.push(t('members.removeRuns', { name, count: runs.length, boxes: boxesOf(say, runs) }))
  lines.push(t('members.removeBack', { name, email }))
  return lines
}

/** What follows when the laptop is revoked, a sentence a line. */
export function revocationLines(
  say: Say,
  { laptop, member, isThis }: LaptopRow,
  organisation: string,
  runs: readonly Session[],
): readonly string[] {
  const { t } = say
  const name = member?.name ?? t('members.formerMember')
  const lines: string[] = [t('members.revokeWhy'), t('members.revokeWhat', { organisation })]
  if (isThis) lines.unshift(t('members.revokeThis'))
  if (runs.length > 0) {
    lines.push(t('members.revokeRuns', { name, laptop: laptop.name, count: runs.length, boxes: boxesOf(say, runs) }))
  }
  if (member !== undefined && !isThis) lines.push(t('members.revokePassword', { name }))
  return lines
}

function boxesOf(say: Say, runs: readonly Session[]): string {
  return serialsText(
    say,
    runs.map(({ boxSerial }) => boxSerial),
  )
}
