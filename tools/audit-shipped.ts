// `npm run audit:shipped`: known advisories, high or worse, of what is given to people: all that is shipped, and Electron,
// which is packed though nothing of it is a dependency. The registry has to answer.
import { spawnSync } from 'node:child_process'
import { z } from 'zod'

const auditSchema = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string() })),
})

/** @throws where the registry gave no answer */
function advisories(options: readonly string[]): readonly string[] {
  const { stdout } = spawnSync('npm', ['audit', '--json', ...options], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const answer = auditSchema.safeParse(JSON.parse(stdout || 'null'))
  if (!answer.success) throw new Error('The registry gave no list of advisories. Nothing was checked.')
  return Object.entries(answer.data.vulnerabilities)
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name]) => name)
}

const found = [...advisories(['--omit=dev']), ...advisories([]).filter((name) => name === 'electron')]
console.log(found.length === 0 ? 'No advisory, high or worse.' : `Advisories, high or worse: ${found.join(', ')}`)
process.exitCode = found.length === 0 ? 0 : 1
