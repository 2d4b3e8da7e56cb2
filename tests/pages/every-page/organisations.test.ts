import { testEveryPage } from '../../support/every-page.ts';
import { organisationPages } from '../../support/pages/organisations.ts';

testEveryPage(organisationPages);
