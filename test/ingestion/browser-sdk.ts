/** The parts of the Mixpanel browser SDK that keep groups. */
export interface GroupCalls {
  set_group(key: string, ids: unknown): void;
  add_group(key: string, id: unknown): void;
  remove_group(key: string, id: unknown): void;
  unregister(name: string): void;
  track(name: string): void;
}

interface Sdk {
  init(token: string, config: object, name: string): GroupCalls;
}

export type SdkPackage = 'mixpanel-browser' | 'mixpanel-browser-2.82';

/** A browser of which only the storage works. */
function fakeWindow(): Record<string, unknown> {
  const stored = new Map<string, string>();
  const location = { hostname: 'shop.example.com', href: 'https://shop.example.com/', search: '', pathname: '/' };
  const nothing = () => undefined;
  const localStorage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
    removeItem: (name: string) => stored.delete(name),
  };
  return {
    navigator: { userAgent: '', onLine: true, vendor: '', language: 'en' },
    document: { createElement: () => ({}), location, referrer: '', addEventListener: nothing, cookie: '', title: '' },
    screen: { width: 0, height: 0 },
    location,
    addEventListener: nothing,
    removeEventListener: nothing,
    dispatchEvent: nothing,
    CustomEvent: class {},
    localStorage,
  };
}

/**
 * The SDK itself, unmodified, in a browser made of straw; `sent` gives the properties of the event it would send now.
 * With `stored` false the page has told it to store nothing.
 */
export function browserSdk(name: SdkPackage, { stored }: { readonly stored: boolean }) {
  const fake = fakeWindow();
  const globals = { window: fake, document: fake.document, localStorage: fake.localStorage };
  Object.assign(globalThis, globals);
  const { init } = jest.requireActual<Sdk>(name);
  const events: Array<{ properties: Record<string, unknown> }> = [];
  const hooks = {
    // What a hook gives back is sent; nothing given back, nothing is.
    before_send_events: (event: unknown) => void events.push(JSON.parse(JSON.stringify(event))),
    before_send_people: () => null,
  };
  const config = { persistence: 'localStorage', disable_persistence: !stored, autocapture: false, hooks };
  const sdk = init('token', { ...config, batch_requests: false, flags: false }, `sdk-${Math.random()}`);
  const sent = (): Record<string, unknown> => {
    sdk.track('some event');
    const last = events.at(-1);
    if (last === undefined) throw new Error('the SDK sent nothing');
    return last.properties;
  };
  return { sdk, sent };
}
