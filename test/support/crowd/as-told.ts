import pg from 'pg'
import type { CrowdStory } from './crowd.ts'
import type { Member } from './people.ts'

/** What is in the tables and nobody was told, or the reverse: what was lost, done twice, or done though refused. */
export async function findNotAsTold(
  databaseUrl: string,
  members: readonly Member[],
  story: CrowdStory,
): Promise<readonly string[]> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const idsIn = async (query: string) => (await client.query<{ readonly id: string }>(query)).rows.map(({ id }) => id)
  const accepted = (type: string, field: string) =>
    story.told.flatMap(({ command, status }) =>
      command.type === type && status === 'accepted' ? [String(Reflect.get(Object(command.args), field))] : [],
    )
  const stored = await idsIn("select installation_id || ' ' || outcome as id from command where not repeated")
  const ofCrowd = new Set(members.map(({ installationId }) => installationId))
  const findings = [
    ...differences(
      'outcome',
      stored.filter((id) => ofCrowd.has(id.slice(0, 36))),
      story.told.map(({ member, text }) => `${member.installationId} ${text}`),
    ),
    ...differences('loan', await idsIn('select id from loan'), accepted('createShareToken', 'loanId')),
    ...differences('box', await idsIn('select id from box'), [...new Set(members.flatMap(({ side }) => side.boxIds))]),
    ...differences(
      'run',
      await idsIn("select id from session where stop_reason is distinct from 'refused'"),
      accepted('startSession', 'sessionId'),
    ),
  ]
  const taken = await idsIn('select id from loan where accepted_at is not null')
  await client.end()
  const told = story.told.filter(({ command, status }) => command.type === 'acceptShareToken' && status === 'accepted')
  return taken.length === told.length ? findings : [...findings, `${taken.length} loans taken, ${told.length} told`]
}

function differences(what: string, stored: readonly string[], told: readonly string[]): readonly string[] {
  const [storedSet, toldSet] = [new Set(stored), new Set(told)]
  return [
    ...told.filter((id) => !storedSet.has(id)).map((id) => `${what} lost: ${id}`),
    ...stored.filter((id) => !toldSet.has(id)).map((id) => `${what} that nobody was told of: ${id}`),
    ...(stored.length === storedSet.size ? [] : [`${what} twice`]),
  ]
}
