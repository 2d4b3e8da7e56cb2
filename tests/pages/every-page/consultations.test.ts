import { testEveryPage } from '../../support/every-page.ts';
import { consultationPages, missingReport } from '../../support/pages/consultations.ts';

testEveryPage(consultationPages, [missingReport]);
