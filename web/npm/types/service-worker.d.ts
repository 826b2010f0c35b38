import type { Config } from "./index.js";

/** What is used of the global scope of a service worker. */
export interface ServiceWorkerScope {
  addEventListener(name: string, listener: (event: never) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
}

/** Answers what a page sends to Mangopay, from this service worker. */
export function serveFrom(
  scope: ServiceWorkerScope,
  options?: Partial<Config> & { addresses?: string[] | undefined },
): void;
