import { expect, it } from 'vitest'
import { liveOnce } from '../../../tools/crash/life.ts'

for (const [victim, kills] of [
  ['core', 4],
  // The fifth is PostgreSQL itself.
  ['cloud', 5],
] as const) {
  it(`[F5] [R3] a ${victim} that is killed at work over and over loses nothing and doubles nothing`, {
    timeout: 300_000,
  }, async () => {
    const said: string[] = []
    await liveOnce({ seed: 7, kills, victim, say: (line) => said.push(line) })
    expect(said.at(-1)).toMatch(/^all there, once: [1-9]/)
  })
}
