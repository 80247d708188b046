import { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { PipelinedConnection } from '../../../cloud/db/pipelined.ts'

type Inner = ConstructorParameters<typeof PipelinedConnection>[0]

/** Does what it is asked, and remembers it: that BEGIN fails by itself is nothing that a real one can be made to do. */
function recordingConnection() {
  const asked: string[] = []
  const executeQuery = async ({ sql }: CompiledQuery) => {
    asked.push(sql)
    return { rows: [] }
  }
  return { asked, connection: new PipelinedConnection({ executeQuery } as unknown as Inner) }
}

describe('a connection that doesn’t wait', () => {
  it('[F5] changes nothing where no transaction has begun', async () => {
    const { asked, connection } = recordingConnection()
    connection.begin(Promise.reject(new Error('BEGIN was cancelled')))
    const insert = CompiledQuery.raw('insert')
    await expect(connection.executeQuery(insert)).rejects.toThrow('BEGIN was cancelled')
    await expect(connection.send(insert)).rejects.toThrow('BEGIN was cancelled')
    await expect(connection.committed(Promise.resolve())).rejects.toThrow('BEGIN was cancelled')
    expect(asked).toEqual([])
  })

  it('[F5] sends nothing ahead where nothing would tell that it failed', async () => {
    const { asked, connection } = recordingConnection()
    await expect(connection.send(CompiledQuery.raw('insert'))).rejects.toThrow('nothing would tell')
    expect(asked).toEqual([])
    await connection.executeQuery(CompiledQuery.raw('insert'))
    expect(asked).toEqual(['insert'])
  })
})
