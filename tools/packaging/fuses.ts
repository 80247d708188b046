import {
  FuseState,
  type FuseV1Config,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses'

/** `test` lets a debugger in, as the e2e tests come by one; what is given to people is `release`. */
export type FuseSet = 'release' | 'test'

/** Electron's nine switches in the executable, all said: a tenth one in a later Electron makes the build fail. */
function wantedFuses(set: FuseSet): Readonly<Record<FuseV1Options, boolean>> {
  return {
    // Else the signed program would run anybody's script as plain Node.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: set === 'test',
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    // There is no snapshot of our own.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The page comes by app://, never by file://.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    // Electron's default: WebAssembly, which reads QR codes here, is several times slower without.
    [FuseV1Options.WasmTrapHandlers]: true,
  }
}

/**
 * Before the signature, which covers them.
 * @param program the executable, or the `.app` folder on macOS
 * @param resetAdHocSignature on a Mac with Apple's processor, where a program changed after signing doesn't start
 */
export async function setFuses(program: string, set: FuseSet, resetAdHocSignature: boolean): Promise<void> {
  const config: FuseV1Config = {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: resetAdHocSignature,
    ...wantedFuses(set),
  }
  await flipFuses(program, config)
}

/** By name: true for on, false for off, and what else may stand there as it is. */
export async function readFuses(program: string): Promise<Readonly<Record<string, boolean | string>>> {
  const { version, ...wire } = await getCurrentFuseWire(program)
  if (version !== FuseVersion.V1) throw new Error(`the fuses of ${program} are of version ${version}`)
  return Object.fromEntries(
    Object.entries(wire).map(([index, state]) => [FuseV1Options[Number(index)] ?? `fuse ${index}`, stateOf(state)]),
  )
}

function stateOf(state: unknown): boolean | string {
  if (state === FuseState.ENABLE) return true
  return state === FuseState.DISABLE ? false : `state ${state}`
}

/** As `readFuses` names them. */
export function wantedFuseNames(set: FuseSet): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    Object.entries(wantedFuses(set)).map(([index, isOn]) => [FuseV1Options[Number(index)] ?? index, isOn]),
  )
}
