// A laptop that times and sends to a scoring program until it is killed. Its clock runs fifty times as fast as the wall's.
import { startScoringLaptop } from './scoring-laptop.ts'

const [folder = ''] = process.argv.slice(2)
const laptop = startScoringLaptop(folder, () => performance.now() * 50)
process.stdout.write('started\n')
setInterval(() => {
  laptop.pass(20)
  laptop.scoring.tick()
}, 10)
