import type { Echo } from "./index.js";

/** What is used of MSW's `http`. */
export interface Interceptor<Handler> {
  all(path: string, resolver: (info: { request: Request }) => Promise<Response>): Handler;
}

/** Handlers for MSW's `setupServer` or `setupWorker`: what is meant for Mangopay is answered by this Echo. */
export function handlersOf<Handler>(
  echo: Echo,
  http: Interceptor<Handler>,
  options?: { addresses?: string[] | undefined },
): Handler[];
