import { testEveryPage } from '../../support/every-page.ts';
import { verificationPages } from '../../support/pages/verification.ts';

testEveryPage(verificationPages);
