import type { View } from './view.ts';

const most = 20;

/** What happens, as programs get it: the newest first. */
export function logView(): View {
	return {
		apply({ o, type, ref }, topic) {
			const entry = document.createElement('li');
			const code = document.createElement('code');
			code.textContent = `${topic} ${o} ${type} ${ref.join(' ')}`;
			entry.append(code);
			const log = document.getElementById('log')!;
			log.prepend(entry);
			log.children[most]?.remove();
		},
		renew: () => document.getElementById('log')?.replaceChildren()
	};
}
