// Another laptop, in a process of its own as a real one is: says when it shows each new alias of a box.
// `node tools/bench/other-laptop.ts FOLDER CLOUD_URL EMAIL PASSWORD BOX_ID`
import { openOnline } from './open-online.ts'

const [folder = '', url = '', email = '', password = '', boxId = ''] = process.argv.slice(2)
const window = await openOnline(folder, url, { email, password })
const aliasNow = () => window.find('box', ({ id }) => id === boxId)?.alias
let shown = aliasNow()
process.stdout.write('online\n')
for (;;) {
  shown = await window.until(() => aliasNow() !== shown && aliasNow(), 'another alias')
  process.stdout.write(`${shown} at ${process.hrtime.bigint()}\n`)
}
