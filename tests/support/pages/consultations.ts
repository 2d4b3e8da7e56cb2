import type { Pages } from './model.ts';

export const open = '/consultations/UA-ZHD-2026-001';
const path = `${open}/contributions`;

/** Not there yet, as long as the report is late. */
export const missingReport = '/consultations/UA-SKL-2026-001/report';

/** Consultations in every phase, and the words in them, as everybody sees them. */
export const consultationPages = (): Pages => ({
	'': [
		open,
		`${open}/form`,
		`${open}/poster`,
		`${open}?kind=remark&sort=old`,
		`${open}?channel=paper&organisations=yes&sort=unanswered`,
		`${open}/contribute`,
		`${open}/contribute?kind=proposal`,
		`${path}/1`,
		`${path}/1?flag=`,
		`${path}/5`,
		'/consultations/UA-TUR-2026-001',
		'/consultations/UA-BOR-2026-001',
		'/consultations/PL-LUB-2026-001',
		'/consultations/UA-MRZ-2026-001',
		'/consultations/UA-HRD-2026-001',
		'/consultations/UA-SKL-2026-001',
		missingReport,
		'/consultations/UA-SKL-2026-001/contributions/16',
		'/consultations/UA-BRD-2026-001',
		'/consultations/UA-BRD-2026-001/poster',
		'/consultations/UA-BRD-2026-001/report',
		'/consultations/UA-BRD-2026-001/contributions/2',
		'/consultations/PL-LBC-2026-001/report'
	]
});
