import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startTestServer, type TestServer } from '../support/server.js';
import { farthestPairs } from '../support/store-pairs.js';
import { type Certificate, describeWithTls, makeCertificate, runScript } from './certificate.js';
import { type Edge, startEdge } from './edge.js';
import { eventually, namesOf, openShop, type Shop } from './shop.js';
import { browserSdks, describeInBrowser, launchBrowser, startWebsite, Visitor, type Website } from './website.js';

/** A file as people have it for Mixpanel, with nothing changed but the host, and the token, which is a project's own. */
function changedInHost(name: string, token: string, mixpanelHost: string, musterHost: string): string {
  const file = readFileSync(join(__dirname, 'acceptance', name), 'utf8');
  expect(file.split(mixpanelHost)).toHaveLength(2);
  return file.replace(mixpanelHost, musterHost).replace('YOUR_PROJECT_TOKEN', token);
}

describeWithTls('a website and a program written for Mixpanel', () => {
  let certificate: Certificate;
  let website: Website;
  let browser: Browser;

  beforeAll(async () => {
    certificate = await makeCertificate();
    website = await startWebsite();
    website.sdkFile(browserSdks[0], 'mixpanel.umd.js');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await website?.stop();
    await certificate?.remove();
  });

  describeInBrowser.each(farthestPairs())('on %s', (_, stores) => {
    let server: TestServer;
    let shop: Shop;
    let edge: Edge;
    let visitor: Visitor;

    beforeAll(async () => {
      server = await startTestServer(stores);
      shop = await openShop(server, 'Shop');
      edge = await startEdge(server.url, certificate);
      visitor = await Visitor.open(browser, shop.token);
    });
    afterAll(async () => {
      await visitor?.leave();
      await edge?.stop();
      await server?.stop();
    });

    it('show up right in cohorts by group property, changed in nothing but the host', async () => {
      const program = changedInHost('shop.cjs', shop.token, 'api.mixpanel.com', new URL(edge.url).host);
      const told = (await runScript(program, certificate)).trim().split('\n').sort();
      expect(told).toEqual(['acme: done', 'bob: done', 'invoiced: done', 'shipped: done', 'umbrella: done']);

      const page = changedInHost('shop.html', shop.token, 'https://api-js.mixpanel.com', server.url);
      await visitor.page.goto(website.publish(page));
      await visitor.page.getByRole('button', { name: 'Log in' }).click();
      await visitor.page.getByRole('button', { name: 'Order' }).click();
      const events = await eventually(async () => {
        const found = await shop.events();
        expect(namesOf(found).sort()).toEqual([
          '$identify',
          '$mp_web_page_view',
          'invoiced',
          'login',
          'ordered',
          'shipped',
          'shipped',
        ]);
        return found;
      });
      await eventually(async () => expect(await shop.user('ann')).toEqual({ $name: 'Ann', company_id: ['acme'] }));
      expect(visitor.complaints).toEqual([]);

      expect(await shop.usersOfCompaniesWith('plan', 'enterprise')).toEqual(['ann']);
      expect(await shop.usersOfCompaniesWith('plan', 'free')).toEqual(['bob']);
      const {
        ordered,
        both,
        page: viewers,
      } = await shop.ask(`{
        ordered: groups(key: "company_id", where: { and: [
          { did: { event: "ordered" } }, { property: { name: "plan", is: { text: { isOneOf: ["enterprise"] } } } }
        ] }) { nodes { id name firstSeen } }
        both: userCohort(where: { and: [
          { did: { event: "shipped" } }
          { someGroup: { key: "company_id", where: { did: { event: "login" } } } }
        ] }) { users { nodes { distinctId } } }
        page: userCohort(where: { did: { event: "$mp_web_page_view" } }) { users { nodes { distinctId } } }
      }`);
      const shipped = events.find(({ name, distinctId }) => name === 'shipped' && distinctId === 'ann');
      expect(ordered.nodes).toEqual([
        { id: 'acme', name: 'Acme', firstSeen: new Date(shipped?.time ?? 0).toISOString() },
      ]);
      expect(both.users.nodes).toEqual([{ distinctId: 'ann' }]);
      expect(viewers.users.nodes).toEqual([{ distinctId: 'ann' }]);
    });
  });
});
