/** As a program outside would write it. */
export const exampleFor = (origin: string) => `import { follow } from './live.js';

const number = 'UA-ZHD-2026-001';
const read = async () => {
  const answer = await fetch(\`${origin}/api/v1/consultations/\${number}\`);
  const page = await answer.json();
  show(page);
  return page.cursor;
};

const following = follow({
  origin: '${origin}',
  topics: { [\`c:\${number}\`]: await read() },
  apply(events) {
    for (const { type, data } of events) console.log(type, data);
  },
  reload: read,
  state: (state) => console.log(state)
});
// Later: following.stop();`;
