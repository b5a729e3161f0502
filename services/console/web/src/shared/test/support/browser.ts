// What a browser has and jsdom has not: sizes and styles are not worked out there, so nothing is ever measured.

class Port {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  other: Port | undefined;
  postMessage(data: unknown) {
    setTimeout(() => this.other?.onmessage?.({ data }));
  }
  close() {
    this.onmessage = null;
  }
}

class Channel {
  readonly port1 = new Port();
  readonly port2 = new Port();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

class Unmeasured {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const styleOf = window.getComputedStyle.bind(window);

Object.assign(globalThis, {
  MessageChannel: Channel,
  ResizeObserver: Unmeasured,
  matchMedia: () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {} }),
  getComputedStyle: (element: Element) => styleOf(element),
});
Element.prototype.scrollIntoView = () => undefined;

export {};
