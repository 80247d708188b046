import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

export type Ended = { readonly exitCode: number; readonly output: string }

/** Its output goes to the terminal as it comes, or is kept for later, where several run at once and their lines would mix. */
type Show = 'at once' | 'later'

type Surroundings = {
  readonly env?: NodeJS.ProcessEnv
  /** It, and all that it starts, takes only the time of the processors that nobody else wants. */
  readonly givesWay?: boolean
}

/** Runs a Node program of this project from its root. */
export function runProgram(
  args: readonly string[],
  show: Show,
  { env = {}, givesWay = false }: Surroundings = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: new URL('..', import.meta.url),
      stdio: ['ignore', ...(show === 'later' ? (['pipe', 'pipe'] as const) : (['inherit', 'inherit'] as const))],
      env: { ...process.env, ...env },
    })
    // None where it could not be started, which `error` tells.
    if (givesWay && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    const chunks: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}
